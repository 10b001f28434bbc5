import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest

from anonymizer import Mention, ProtectedForms, protected_forms
from indexer.gate import GateReport, check_pdf
from indexer.inventory import readable, take_inventory
from indexer.protected import watchlist
from indexer.render import PrintDocument, printed_text, render_pdf

NAME = "Trần Thị Cẩm Thoa"
PHONE = "0951234567"
SOURCE = f"Bị đơn: Bà {NAME}, điện thoại {PHONE}, trình bày như sau."
DOCUMENT = PrintDocument(
    title="Bản án 13/2024/DS-ST ngày 22/9/2024",
    court="Tòa án nhân dân huyện Lâm Hà, tỉnh Lâm Đồng",
    case_number="13/2024/DS-ST",
    decided_on=date(2024, 9, 22),
    public_url="https://banan.example/ban-an/7k3m2q9x",
    public_id="7k3m2q9x",
    version=1,
    published_on=date(2026, 11, 23),
    paragraphs=("NỘI DUNG VỤ ÁN:", "Bị đơn: Bà Trần Thị Cẩm T, điện thoại […], trình bày như sau."),
)
TEXT = "Văn bản không còn dữ liệu được bảo vệ"
METADATA = "Siêu dữ liệu không còn dữ liệu được bảo vệ"
OBJECTS = "Mọi chuỗi và luồng trong tệp đều sạch"
EXPECTED = "Đúng văn bản đã được duyệt"
READERS = "Đọc được, hai bộ đọc độc lập cho cùng nội dung"
ATTACHMENTS = "Không có tệp đính kèm"
ACTIONS = "Không có mã lệnh, hành động tự chạy"
ANNOTATIONS = "Không có chú thích ngoài liên kết"
FIELDS = "Không có trường biểu mẫu"
LAYERS = "Không có lớp ẩn hay chữ vô hình"
REVISIONS = "Không có phiên bản cũ trong tệp"
STANDARDS = "Khai báo PDF/A-2a và PDF/UA-1"
STRUCTURE = "Có tiêu đề, ngôn ngữ tiếng Việt và cấu trúc thẻ"
FONTS = "Phông chữ được nhúng và đọc được thành chữ"


def mention(surface: str, label: str, replacement: str) -> Mention:
    start = SOURCE.index(surface)
    return Mention(start, start + len(surface), label, label, "defendant", "replace", "test", 1.0, replacement)


FORMS = watchlist(
    [protected_forms(SOURCE, [mention(NAME, "PERSON_PRIVATE", "Trần Thị Cẩm T"), mention(PHONE, "PHONE", "[…]")])]
)
CLEAN = render_pdf(DOCUMENT)


def failed(report: GateReport) -> set[str]:
    return {check.name for check in report.checks if not check.passed}


def gate(pdf: bytes) -> GateReport:
    return check_pdf(pdf, FORMS, printed_text(DOCUMENT))


def forged(change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """The clean file with one change, written whole so that it has one revision."""
    with pikepdf.open(BytesIO(CLEAN)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, static_id=True, fix_metadata_version=False)
        return out.getvalue()


def test_a_clean_file_passes_fourteen_checks() -> None:
    report = gate(CLEAN)
    assert failed(report) == set()
    assert report.passed
    assert report.summary == "đạt 14/14"


def test_written_again_unchanged_it_still_passes() -> None:
    assert gate(forged(lambda _pdf: None)).passed


def test_without_an_expected_text_that_check_is_left_out() -> None:
    report = check_pdf(CLEAN, FORMS)
    assert report.passed
    assert report.summary == "đạt 13/13"


@pytest.mark.parametrize(
    "leak",
    [
        f"Bà {NAME} trình bày.",
        f"Bà {NAME.upper()} trình bày.",
        "Ba Tran Thi Cam Thoa trinh bay.",
        "Xem thêm: tran-thi-cam-thoa.pdf",
        "Bà Thoa trình bày.",
        "Gọi số 0951 234 567 để liên hệ.",
    ],
)
def test_a_protected_form_in_the_text_is_found(leak: str) -> None:
    leaking = replace(DOCUMENT, paragraphs=(*DOCUMENT.paragraphs, leak))
    report = check_pdf(render_pdf(leaking), FORMS, printed_text(leaking))
    assert TEXT in failed(report)


def test_the_name_is_found_on_every_line_and_over_every_page_break() -> None:
    leaking = replace(DOCUMENT, paragraphs=(f"Bà {NAME} " * 200,))
    report = check_pdf(render_pdf(leaking), FORMS, printed_text(leaking))
    # Both readers read the same text, so each place counts once; some stand beside a joined word and count again.
    detail = next(check.detail for check in report.checks if check.name == TEXT)
    assert int(detail.partition(" ")[0]) >= 200


def test_a_text_that_differs_from_the_approved_one_is_refused() -> None:
    other = replace(DOCUMENT, paragraphs=("NỘI DUNG VỤ ÁN:", "Bị đơn vắng mặt."))
    assert failed(check_pdf(CLEAN, FORMS, printed_text(other))) == {EXPECTED}


@pytest.mark.parametrize("key", ["/Author", "/Subject", "/Keywords"])
def test_a_name_in_the_document_information_is_found(key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[key] = NAME

    assert {METADATA, OBJECTS} <= failed(gate(forged(change)))


def test_a_name_in_the_xmp_packet_is_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().replace(b"Typst", f"Typst {NAME}".encode(), 1)
        pdf.Root.Metadata.write(packet)

    assert {METADATA, OBJECTS} <= failed(gate(forged(change)))


@pytest.mark.parametrize(
    "secret",
    [
        lambda pdf: pdf.Root.__setattr__("/Note", pikepdf.String(NAME)),
        lambda pdf: pdf.make_indirect(pikepdf.Array([pikepdf.Dictionary(Deep=pikepdf.Array([pikepdf.String(NAME)]))])),
        lambda pdf: pdf.Root.__setattr__("/Link", pikepdf.String("https://x.example/tran%20thi_cam-thoa")),
        lambda pdf: pdf.Root.__setattr__("/Bytes", pdf.make_stream(f"ghi chú: {NAME}".encode())),
        lambda pdf: pdf.Root.__setattr__(
            "/Wide", pdf.make_stream(b"\xff\xfe\x81" + f"tên: {NAME}.".encode("utf-16-le"))
        ),
        lambda pdf: pdf.Root.__setattr__("/Latin", pdf.make_stream(b"\xe9\xff\x00 Tran Thi Cam Thoa \xfe")),
        lambda pdf: pdf.Root.__setattr__("/Count", pikepdf.String(PHONE)),
        lambda pdf: pdf.pages[0].Contents.write(
            pdf.pages[0].Contents.read_bytes() + b"\n/Span <</Alt " + _hex(NAME) + b">> BDC EMC\n"
        ),
        lambda pdf: pdf.pages[0].Contents.write(pdf.pages[0].Contents.read_bytes() + b"\n% Tran Thi Cam Thoa\n"),
    ],
    ids=[
        "string",
        "nested-orphan",
        "link",
        "utf8-stream",
        "utf16-stream",
        "latin-stream",
        "number",
        "property",
        "comment",
    ],
)
def test_a_protected_form_in_any_object_is_found(secret: Callable[[pikepdf.Pdf], object]) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        kept = secret(pdf)
        if kept is not None:
            pdf.Root["/Kept"] = kept

    assert failed(gate(forged(change))) == {OBJECTS}


def _hex(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def test_a_name_in_a_comment_between_the_objects_is_found() -> None:
    forged_pdf = CLEAN.replace(b"\nendobj", b"\nendobj", 1).replace(b"%%EOF", b"% Tran Thi Cam Thoa\n%%EOF")
    assert failed(gate(forged_pdf)) == {OBJECTS}


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        ("/AF", pikepdf.Array(), ATTACHMENTS),
        ("/Collection", pikepdf.Dictionary(), ATTACHMENTS),
        ("/Names", pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary()), ATTACHMENTS),
        ("/Spec", pikepdf.Dictionary(Type=pikepdf.Name.Filespec), ATTACHMENTS),
        ("/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.GoTo), ACTIONS),
        ("/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary()), ACTIONS),
        ("/Do", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)"), ACTIONS),
        ("/Do", pikepdf.Dictionary(S=pikepdf.Name.Launch), ACTIONS),
        ("/AA", pikepdf.Dictionary(), ACTIONS),
        ("/AcroForm", pikepdf.Dictionary(Fields=pikepdf.Array()), FIELDS),
        ("/Field", pikepdf.Dictionary(FT=pikepdf.Name.Tx), FIELDS),
        ("/OCProperties", pikepdf.Dictionary(), LAYERS),
        ("/Layer", pikepdf.Dictionary(Type=pikepdf.Name.OCG), LAYERS),
    ],
)
def test_what_a_published_file_must_not_carry_is_refused(key: str, value: pikepdf.Object, name: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value

    assert name in failed(gate(forged(change)))


def test_an_attached_file_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["ghi-chu.txt"] = b"ghi chu"

    assert ATTACHMENTS in failed(gate(forged(change)))


@pytest.mark.parametrize("subtype", ["/Text", "/FileAttachment", "/FreeText", "/Stamp"])
def test_an_annotation_other_than_a_link_is_refused(subtype: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(subtype), Rect=[0, 0, 9, 9])
        pdf.pages[0].Annots.append(pdf.make_indirect(note))

    assert ANNOTATIONS in failed(gate(forged(change)))


def test_invisible_text_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents
        content.write(content.read_bytes().replace(b"0 Tr", b"3 Tr", 1))

    assert LAYERS in failed(gate(forged(change)))


def test_text_inside_a_form_is_walked_too() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(b"BT 3 Tr ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        pdf.Root["/Kept"] = form

    assert failed(gate(forged(change))) == {LAYERS}


def test_a_text_that_only_one_reader_sees_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents
        content.write(content.read_bytes().replace(b"/Span<<", b"/Span<</ActualText(khac han)", 1))

    assert READERS in failed(gate(forged(change)))


def test_an_old_revision_is_refused() -> None:
    at = CLEAN.rindex(b"startxref")
    assert REVISIONS in failed(gate(CLEAN + b"\n" + CLEAN[at:]))


def test_words_behind_the_end_of_the_file_are_refused() -> None:
    assert REVISIONS in failed(gate(CLEAN + b"\nxin chao\n"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<pdfaid:part>2</pdfaid:part>", b""),
        (b"<pdfaid:conformance>A</pdfaid:conformance>", b"<pdfaid:conformance>U</pdfaid:conformance>"),
        (b"<pdfuaid:part>1</pdfuaid:part>", b""),
    ],
)
def test_a_missing_declaration_is_refused(old: bytes, new: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    assert failed(gate(forged(change))) == {STANDARDS}


@pytest.mark.parametrize("key", ["/Lang", "/StructTreeRoot", "/MarkInfo"])
def test_missing_language_or_tags_are_refused(key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    assert failed(gate(forged(change))) == {STRUCTURE}


def test_a_missing_title_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.docinfo["/Title"]

    assert STRUCTURE in failed(gate(forged(change)))


def test_a_file_without_any_metadata_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Metadata"]

    assert {STANDARDS, STRUCTURE} <= failed(gate(forged(change)))


@pytest.mark.parametrize("key", ["/ToUnicode", "/FontFile"])
def test_a_font_that_is_not_embedded_or_not_readable_is_refused(key: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Dictionary):
                for name in [name for name in one if name.startswith(key)]:
                    del one[name]

    assert FONTS in failed(gate(forged(change)))


def test_a_drawn_font_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Kept"] = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3)

    assert failed(gate(forged(change))) == {FONTS}


def test_a_stream_that_cannot_be_unpacked_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Kept"] = pikepdf.Stream(pdf, b"not flate", Filter=pikepdf.Name("/Unknown"))

    report = gate(forged(change))
    assert failed(report) == {OBJECTS}
    assert "không giải nén được" in next(check.detail for check in report.checks if not check.passed)


def test_objects_nested_without_end_are_refused() -> None:
    with pikepdf.new() as pdf:
        deep: pikepdf.Object = pikepdf.Array([pikepdf.String("x")])
        for _ in range(60):
            deep = pikepdf.Array([deep])
        pdf.Root["/Deep"] = deep
        pdf.add_blank_page()
        assert take_inventory(pdf).unreadable_streams > 0


@pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7 broken", CLEAN[: len(CLEAN) // 3], b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_refused_and_no_error(pdf: bytes) -> None:
    report = gate(pdf)
    assert not report.passed
    assert report.checks[0].name.startswith("Đọc được")


def test_an_encrypted_file_is_refused() -> None:
    with pikepdf.open(BytesIO(CLEAN)) as pdf:
        locked, owner = BytesIO(), BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(user="u", owner="o"))
        pdf.save(owner, encryption=pikepdf.Encryption(user="", owner="o"))
    assert not gate(locked.getvalue()).passed
    assert READERS in failed(gate(owner.getvalue()))


def test_no_detail_ever_holds_what_was_found() -> None:
    leaking = replace(DOCUMENT, title=NAME, paragraphs=(f"Bà {NAME}, số {PHONE}",))
    report = gate(render_pdf(leaking))
    said = " ".join(f"{check.name} {check.detail}" for check in report.checks)
    assert "Thoa" not in said
    assert not re.search(r"\d{5}", said)
    assert {TEXT, METADATA, OBJECTS, EXPECTED} <= failed(report)


def test_nothing_is_found_when_nothing_is_protected() -> None:
    leaking = replace(DOCUMENT, paragraphs=(f"Bà {NAME}",))
    assert check_pdf(render_pdf(leaking), watchlist([ProtectedForms(())]), printed_text(leaking)).passed


def test_bytes_of_a_packed_stream_give_next_to_nothing_to_read() -> None:
    noise = zlib.compress(bytes(range(256)) * 200 + SOURCE.encode())
    assert readable(noise).count("\n") < 20
    assert readable("tiếng Việt".encode()) == "tiếng Việt"


def test_without_any_forms_nothing_was_looked_for_and_nothing_passes() -> None:
    assert not check_pdf(CLEAN, watchlist([]), printed_text(DOCUMENT)).passed


def test_the_forms_of_every_draft_are_looked_for_in_one_reading() -> None:
    leaking = replace(DOCUMENT, paragraphs=(f"Bà {NAME} trình bày.",))
    both = watchlist([ProtectedForms(()), *FORMS.forms])
    assert TEXT in failed(check_pdf(render_pdf(leaking), both, printed_text(leaking)))


def test_a_file_that_was_deliberately_not_anonymised_is_refused() -> None:
    source = replace(DOCUMENT, paragraphs=("NỘI DUNG VỤ ÁN:", SOURCE))
    report = check_pdf(render_pdf(source), FORMS, printed_text(source))
    assert {TEXT} <= failed(report)
    assert not report.passed


@pytest.mark.parametrize("line", ["Bị đơn là bà Trần Thị\nCẩm Thoa.", "điện thoại 0951\n234567"])
def test_what_is_split_over_two_lines_is_found(line: str) -> None:
    filler = "x" * 95  # so that the words behind it stand on the next line of the page
    leaking = replace(DOCUMENT, paragraphs=(line, f"Bị đơn là bà Trần Thị {filler} Cẩm Thoa", f"Bà Trần {filler[:60]}"))
    assert TEXT in failed(check_pdf(render_pdf(leaking), FORMS, printed_text(leaking)))


def test_a_name_that_the_page_breaks_between_its_words_is_found() -> None:
    for pad in range(50, 90, 3):
        leaking = replace(DOCUMENT, paragraphs=(f"{'chữ ' * (pad // 4)}{NAME} trình bày.",))
        pdf = render_pdf(leaking)
        assert TEXT in failed(check_pdf(pdf, FORMS, printed_text(leaking))), pad


@pytest.mark.parametrize(
    "content",
    [b"BT /F0 12 Tf 1 Tm ET", b"BT [(a) /B] TJ ET", b"BT (abc) Tj ET", b"BT /F0 Tf ET"],
    ids=["operands", "array", "no font", "count"],
)
def test_content_that_is_not_of_its_form_is_refused(content: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Contents = pdf.make_stream(content)

    report = gate(forged(change))
    assert not report.passed


def test_a_form_that_shows_itself_is_refused() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"/Me Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 9, 9])
        )
        form = pdf.make_indirect(form)
        form["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
        pdf.pages[0].Resources["/XObject"] = pikepdf.Dictionary(Me=form)
        content = pdf.pages[0].Contents
        content.write(content.read_bytes() + b"\n/Me Do\n")

    report = gate(forged(change))
    assert not report.passed
    assert report.checks[0].detail == "BadContent"


def test_words_between_the_objects_of_a_packed_stream_are_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root["/Kept"] = pdf.make_stream(
            f"7 0 << /Type /Font >> ({NAME}) 0951234567 << >>".encode(), Type=pikepdf.Name.ObjStm, N=1, First=4
        )

    assert OBJECTS in failed(gate(forged(change)))


def test_a_packed_stream_of_numbers_alone_says_nothing() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        numbers = b" ".join(b"%d 0 << /K %d.25 /P %d 0 R >>" % (n, n, n) for n in range(2000))
        pdf.Root["/Kept"] = pdf.make_stream(numbers, Type=pikepdf.Name.ObjStm, N=1, First=4)

    assert gate(forged(change)).passed
