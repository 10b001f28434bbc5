from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readback import Readback, letters_only, read_pdfium, read_pdfminer
from indexer.render import PRINT, PrintDocument, UnprintableText, kind_of, printed_text, render_pdf
from vietnamese.letters import LOWER, UPPER

ADDRESS = "https://banan.example/ban-an/7k3m2q9x"
DOCUMENT = PrintDocument(
    title="Bản án 13/2024/DS-ST ngày 22/9/2024 – TAND huyện B, tỉnh Lâm Đồng",
    court="Tòa án nhân dân huyện Lâm Hà, tỉnh Lâm Đồng",
    case_number="13/2024/DS-ST",
    decided_on=date(2024, 9, 22),
    public_url=ADDRESS,
    public_id="7k3m2q9x",
    version=2,
    published_on=date(2026, 11, 23),
    paragraphs=(
        "TÒA ÁN NHÂN DÂN",
        "Bản án số: 13/2024/DS-ST",
        "NỘI DUNG VỤ ÁN:",
        "Ngày 02/01/2021, ông Nguyễn Văn H cho bà Trần Thị T vay 500.000.000 đồng. " * 40,
        "NHẬN ĐỊNH CỦA TÒA ÁN:",
        "[1] Về tố tụng: thửa đất 25 m², giá 3.000.000 ₫.",
        "QUYẾT ĐỊNH:",
        "1. Chấp nhận yêu cầu khởi kiện.",
    ),
)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


@pytest.mark.parametrize("read", [read_pdfium, read_pdfminer])
def test_every_word_is_read_back_in_order_by_both_readers(read: Callable[[bytes], Readback]) -> None:
    found = read(render_pdf(DOCUMENT))
    assert letters_only(found.body) == letters_only(printed_text(DOCUMENT))
    assert found.body.split() == printed_text(DOCUMENT).split()


@pytest.mark.parametrize("read", [read_pdfium, read_pdfminer])
def test_every_page_carries_number_court_address_and_page_number(read: Callable[[bytes], Readback]) -> None:
    found = read(render_pdf(DOCUMENT))
    assert found.pages >= 2
    for page in range(1, found.pages + 1):
        assert f"{page}/{found.pages}" in found.margins
    assert found.margins.count("13/2024/DS-ST") == found.pages
    assert found.margins.count(ADDRESS) == found.pages


def test_the_same_document_gives_the_same_bytes_and_another_version_others() -> None:
    assert render_pdf(DOCUMENT) == render_pdf(DOCUMENT)
    assert render_pdf(DOCUMENT) != render_pdf(replace(DOCUMENT, version=3))


def test_six_pages_are_at_most_100_kilobytes() -> None:
    paragraphs = tuple(
        f"{number}. {' '.join(LOWER)} {' '.join(UPPER)} {'chữ và số 0123456789; ' * 30}" for number in range(24)
    )
    pdf = render_pdf(replace(DOCUMENT, paragraphs=paragraphs))
    assert read_pdfium(pdf).pages >= 6
    assert len(pdf) <= 100_000


def test_markup_and_code_in_the_text_are_printed_as_they_are() -> None:
    hostile = '#read("judgment.typ") *đậm* _x_ $a+b$ <nhãn> @b ~ \\ // không phải ghi chú #import "x" `mã` = tiêu đề'
    document = replace(DOCUMENT, title=f"#panic() {hostile}", paragraphs=(hostile, f"- {hostile}", "#set text(red)"))
    body = read_pdfium(render_pdf(document)).body
    assert letters_only(body) == letters_only(printed_text(document))


def test_it_declares_both_standards_title_language_and_tags() -> None:
    with opened(render_pdf(DOCUMENT)) as pdf:
        metadata = pdf.open_metadata()
        assert metadata.pdfa_status == "2A"
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.docinfo["/Title"]) == DOCUMENT.title
        assert str(pdf.Root.Lang).startswith("vi")
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261123")


def test_section_headings_are_real_headings() -> None:
    with opened(render_pdf(DOCUMENT)) as pdf:
        kinds = [str(one["/S"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 3
        outline = pdf.Root.Outlines.First
        assert str(outline.First.Title) == "NỘI DUNG VỤ ÁN:"


def test_only_the_fonts_of_the_repository_are_used() -> None:
    with opened(render_pdf(DOCUMENT)) as pdf:
        names = {
            str(one["/BaseFont"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
    assert names
    assert all("LiberationSerif" in name for name in names)
    licence = (PRINT / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Reserved Font Name Liberation" in licence


def test_all_letters_of_vietnamese_are_printed() -> None:
    document = replace(DOCUMENT, paragraphs=(" ".join(LOWER), " ".join(UPPER)))
    for found in (read_pdfium(render_pdf(document)), read_pdfminer(render_pdf(document))):
        assert letters_only(found.body) == letters_only(printed_text(document))


def test_control_characters_and_odd_blanks_become_one_blank() -> None:
    document = replace(DOCUMENT, paragraphs=("một\x07hai\tba\u00a0bốn\nnăm",))
    assert "1 một hai ba bốn năm" in read_pdfium(render_pdf(document)).body


def test_a_character_without_any_font_is_a_sentence_for_a_person() -> None:
    with pytest.raises(UnprintableText, match="không in được"):
        render_pdf(replace(DOCUMENT, paragraphs=("ký tự \U000f1234 riêng",)))


def test_a_document_without_paragraphs_still_has_its_first_page() -> None:
    assert read_pdfium(render_pdf(replace(DOCUMENT, paragraphs=()))).pages == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("NỘI DUNG VỤ ÁN:", "heading"),
        ("NHẬN ĐỊNH CỦA TOÀ ÁN", "heading"),
        ("NHẬN ĐỊNH CỦA HỘI ĐỒNG XÉT XỬ:", "heading"),
        ("QUYẾT ĐỊNH :", "heading"),
        ("Quyết định:", "heading"),
        ("NHÂN DANH", "centred"),
        ("TÒA ÁN NHÂN DÂN HUYỆN BA TRI, TỈNH BẾN TRE", "centred"),
        ("1. NGUYỄN VĂN H", "body"),
        ("Quyết định của Tòa án", "body"),
        ("A" * 200, "body"),
        ("…", "body"),
        ("", "body"),
    ],
)
def test_a_paragraph_is_set_by_what_it_says(text: str, kind: str) -> None:
    assert kind_of(text) == kind


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.text(alphabet=LOWER + UPPER + "0123456789 .,;:-–/()[]“”\"'%&#*_$<>@~\\`=+{}", min_size=1, max_size=300)
        .map(str.strip)
        .filter(bool),
        min_size=1,
        max_size=5,
    )
)
def test_any_printable_text_is_read_back_letter_by_letter(paragraphs: list[str]) -> None:
    document = replace(DOCUMENT, paragraphs=tuple(paragraphs))
    pdf = render_pdf(document)
    wanted = letters_only(printed_text(document))
    assert letters_only(read_pdfium(pdf).body) == wanted
    assert letters_only(read_pdfminer(pdf).body) == wanted
