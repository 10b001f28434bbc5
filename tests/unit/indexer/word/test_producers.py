"""Word files as other programs write them, and what judgments hold beside plain paragraphs: all read, in order."""

import io
import zipfile

import pytest

LEFT = ["TÒA ÁN NHÂN DÂN", "HUYỆN KHE SÂU", "Số: 12/2025/DS-ST"]
RIGHT = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Khe Sâu, ngày 14 tháng 3 năm 2025"]


def cell(text: str, properties: str = "", make=None) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{make.p(text) if text else '<w:p/>'}</w:tc>"


def grid(make, rows, borders: str = "", properties: str = "") -> str:
    """A table with the same properties in every cell."""
    body = "".join(f"<w:tr>{''.join(cell(text, properties, make) for text in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{body}</w:tbl>"


RULED = '<w:insideH w:val="single" w:color="000000"/><w:insideV w:val="single" w:color="000000"/>'
SIDES = ("top", "left", "bottom", "right")


@pytest.mark.parametrize(
    "line", ['w:val="nil"', 'w:val="none" w:sz="0"', 'w:val="single" w:color="FFFFFF"'], ids=["nil", "none", "white"]
)
def test_a_header_whose_cells_wipe_the_lines_of_the_table_off_is_read_by_sides(make, lines, line: str) -> None:
    wiped = "<w:tcBorders>" + "".join(f"<w:{side} {line}/>" for side in SIDES) + "</w:tcBorders>"
    header = grid(make, zip(LEFT, RIGHT, strict=True), RULED, wiped)
    panel = grid(make, [["Thẩm phán:", "Bà Lò"], ["Thư ký:", "Ông Cù"]], RULED, wiped)
    found = lines(make.docx(header, panel))
    assert found == [*LEFT, *RIGHT, "Thẩm phán: Bà Lò", "Thư ký: Ông Cù"]


def test_a_header_with_lines_or_with_an_empty_column_is_read_by_sides_too(make, lines) -> None:
    apart = [[left, "", right] for left, right in zip(LEFT, RIGHT, strict=True)]
    for header in (grid(make, zip(LEFT, RIGHT, strict=True), RULED), grid(make, apart), grid(make, apart, RULED)):
        assert lines(make.docx(header)) == [*LEFT, *RIGHT]


def test_lines_of_some_cells_alone_make_no_ruled_table_and_those_of_most_do(make, lines) -> None:
    lined = '<w:tcBorders><w:bottom w:val="single"/></w:tcBorders>'
    assert lines(make.docx(grid(make, [["Tên", "Số"], ["Ông Ba", "5"]], "", lined))) == ["Tên Số", "Ông Ba 5"]
    wide = make.p("một") + make.p("hai")
    rows = (
        f"<w:tr><w:tc>{wide}</w:tc>{cell('ba', lined, make)}</w:tr><w:tr><w:tc>{wide}</w:tc><w:tc><w:p/></w:tc></w:tr>"
    )
    assert lines(make.docx(f"<w:tbl>{rows}</w:tbl>")) == ["một", "hai", "ba", "một", "hai"]


def test_a_header_of_merged_cells_keeps_its_sides(make, lines) -> None:
    span = '<w:gridSpan w:val="2"/>'
    rows = [
        cell(LEFT[0], "", make) + cell(RIGHT[0], span, make),
        cell(LEFT[1], '<w:vMerge w:val="restart"/>', make) + cell(RIGHT[1], span, make),
        cell("", "<w:vMerge/>", make) + cell(RIGHT[2], span, make),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert lines(make.docx(table)) == [*LEFT[:2], *RIGHT]


def test_a_table_in_a_cell_is_read_where_it_stands(make, lines) -> None:
    inner = make.table(["Gốc", "5 đồng"], ["Lãi", "1 đồng"], ruled=True)
    outer = make.table([make.p("Khoản nợ:") + inner + make.p("Cộng: 6 đồng")])
    assert lines(make.docx(make.p("Trước"), outer, make.p("Sau"))) == [
        "Trước", "Khoản nợ:", "Gốc 5 đồng", "Lãi 1 đồng", "Cộng: 6 đồng", "Sau",
    ]  # fmt: skip


def test_content_controls_smart_tags_fields_and_links_are_read_through(make, lines) -> None:
    control = "<w:sdt><w:sdtPr><w:alias w:val='Tên'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    runs = [
        control.format(make.r("Ông ")),
        f"<w:smartTag w:element='PersonName'><w:smartTag>{make.r('Cù ')}</w:smartTag></w:smartTag>",
        f"<w:customXml>{make.r('Đức ')}</w:customXml>",
        f"<w:hyperlink r:id='r9'><w:fldSimple w:instr='REF x'>{make.r('Bưởi')}</w:fldSimple></w:hyperlink>",
        f"<w:bdo w:val='ltr'><w:dir w:val='ltr'>{make.r(', sinh năm ')}</w:dir></w:bdo>",
        make.r("1961", look="<w:rtl/><w:cs/>"),
    ]
    row = control.format(
        "<w:tr>" + control.format("<w:tc>" + control.format(make.p("Trong ô")) + "</w:tc>") + "</w:tr>"
    )
    body = [control.format(make.p(*runs) + make.p("Đoạn hai")), f"<w:tbl>{row}</w:tbl>"]
    assert lines(make.docx(*body)) == ["Ông Cù Đức Bưởi, sinh năm 1961", "Đoạn hai", "Trong ô"]


def test_a_header_in_old_text_boxes_is_read_in_their_order(make, lines) -> None:
    def box(text: str) -> str:
        inside = f"<v:textbox><w:txbxContent>{make.p(text)}</w:txbxContent></v:textbox>"
        return make.r(
            inside=f"<w:pict><v:group><v:shape style='width:200pt;height:40pt'>{inside}</v:shape></v:group></w:pict>"
        )

    assert lines(make.docx(make.p(box(LEFT[0]), box(RIGHT[0])), make.p("NHÂN DANH"))) == [
        LEFT[0],
        RIGHT[0],
        "NHÂN DANH",
    ]


def test_a_deleted_cell_is_left_and_flagged(make, answer) -> None:
    gone = cell("Bỏ", "<w:cellDel w:id='1' w:author='x'/>", make)
    found = answer(make.docx(f"<w:tbl><w:tr>{cell('Giữ', '', make)}{gone}</w:tr></w:tbl>"))
    assert [one["text"] for one in found["paragraphs"]] == ["Giữ"]
    assert "REVISIONS" in found["flags"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_parts_in_other_encodings_and_with_whole_addresses_are_found(make, lines, encoding: str) -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:rPr><w:caps/></w:rPr></w:style>'
    with zipfile.ZipFile(io.BytesIO(make.docx(make.p("Tòa án"), styles=styles))) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    entries["_rels/.rels"] = entries["_rels/.rels"].replace(b'"word/document.xml"', b'"/word/document.xml"')
    rels = "word/_rels/document.xml.rels"
    entries[rels] = entries[rels].replace(b'"styles.xml"', b'"/word/styles.xml"')
    text = entries["word/document.xml"].decode()
    name = "utf-16" if encoding == "utf-16" else "utf-8"
    entries["word/document.xml"] = f'<?xml version="1.0" encoding="{name}"?>{text}'.encode(encoding)
    assert lines(make.packed_up(entries)) == ["TÒA ÁN"]


def test_a_list_of_a_style_that_leads_to_another_counts_by_the_level_that_names_the_style(make, lines) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Kieu"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/><w:numFmt w:val="upperLetter"/>'
        '<w:pStyle w:val="Muc"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Kieu"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = [make.p(text, look='<w:pStyle w:val="Muc"/>') for text in ("Án phí", "Kháng cáo")]
    off = make.p("Thôi", look='<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert lines(make.docx(*body, off, numbering=numbering, styles=styles)) == ["C) Án phí", "D) Kháng cáo", "Thôi"]


def test_a_row_that_runs_over_the_end_of_a_page_turns_it_once(make, answer) -> None:
    turned = make.r(inside="<w:lastRenderedPageBreak/>")
    row = make.table([make.p("a ", turned, "b"), make.p("c ", turned, "d")], ruled=True)
    found = answer(make.docx(make.p("Trước"), row, make.p("Sau")))
    assert [page["text"] for page in found["pages"]] == ["Trước\na", "b c d\nSau"]


@pytest.mark.parametrize(
    ("drawn", "flags", "hidden"),
    [
        ("<w:drawing><wp:anchor><wp:docPr hidden='1'/>{}</wp:anchor></w:drawing>", [], ["Trong khung"]),
        ("<w:pict><v:shape style='visibility: hidden'>{}</v:shape></w:pict>", [], ["Trong khung"]),
        ("<w:pict><v:shape style='width:500pt;height:400pt'/></w:pict>", ["PICTURES"], []),
        ("<w:pict><v:shape style='width:5in;height:400pt'/></w:pict>", [], []),
        ("<w:pict><v:shape style='width:20pt;height:10pt'/></w:pict>", [], []),
    ],
)
def test_shapes_out_of_sight_hide_their_words_and_large_ones_are_flagged(
    make, answer, drawn: str, flags: list[str], hidden: list[str]
) -> None:
    box = f"<w:txbxContent>{make.p('Trong khung')}</w:txbxContent>"
    found = answer(make.docx(make.p(make.r("Thấy", inside=drawn.format(box)))))
    assert [one["text"] for one in found["paragraphs"]] == ["Thấy"]
    assert [flag for flag in found["flags"] if flag != "HIDDEN_TEXT"] == flags
    assert [one["text"] for one in found["hidden"]] == hidden


@pytest.mark.parametrize(
    ("symbol", "wanted"),
    [
        ('w:font="Symbol" w:char="F0A3"', "≤"),
        ('w:font="Wingdings" w:char="F0CD"', "▪"),
        ('w:font="Arial" w:char="F041"', "A"),
        ('w:font="Arial" w:char="2013"', "–"),
        ('w:font="Arial" w:char="000A"', ""),
        ('w:font="Arial" w:char="D800"', ""),
        ('w:font="Arial" w:char="xyz"', ""),
    ],
)
def test_each_symbol_is_a_letter_or_nothing(make, lines, symbol: str, wanted: str) -> None:
    assert lines(make.docx(make.p("a", make.r(inside=f"<w:sym {symbol}/>"), "b"))) == [f"a{wanted}b"]


def test_an_archive_of_an_unusual_compression_is_damaged(answer) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert answer(out.getvalue())["code"] == "DAMAGED"


def test_a_document_without_a_body_is_damaged_and_empty_insertions_are_read_through(make, answer, lines) -> None:
    with zipfile.ZipFile(io.BytesIO(make.docx(make.p("x")))) as archive:
        entries = {info.filename: archive.read(info) for info in archive.infolist()}
    entries["word/document.xml"] = b"<a/>"
    assert answer(make.packed_up(entries))["code"] == "DAMAGED"
    assert lines(make.docx(f"<w:ins>{make.p('Đoạn thêm')}</w:ins>", "<w:altChunk/>")) == ["Đoạn thêm"]


@pytest.mark.parametrize(
    ("look", "hidden"),
    [
        ('<w:shd w:val="nil"/><w:color w:val="FEFEFE"/>', True),
        ('<w:shd w:val="clear" w:fill="auto"/><w:color w:val="FFFFFF"/>', True),
        ('<w:shd w:val="clear" w:fill="auto" w:themeFill="accent1"/><w:color w:val="FFFFFF"/>', False),
        ('<w:color w:val="GGGGGG"/>', False),
        ('<w:color w:val="FFF"/>', False),
        ('<w:highlight w:val="darkBlue"/><w:color w:val="000080"/>', True),
        ('<w:highlight w:val="none"/><w:color w:val="FFFFFF"/>', True),
    ],
)
def test_letters_are_hidden_when_they_have_the_colour_of_what_is_behind(make, answer, look: str, hidden: bool) -> None:
    found = answer(make.docx(make.p("Thấy ", make.r("chữ", look=look))))
    assert bool(found["hidden"]) == hidden
