"""What a reader of the page sees is what is read, in the order in which it is read."""

import unicodedata

import pytest


@pytest.mark.parametrize("font", ["", ".VnTime"])
def test_a_judgment_is_read_whole_in_order_and_in_its_legacy_font(make, lines, font: str) -> None:
    content, wanted = make.judgment(font)
    assert lines(content) == wanted


def test_vni_letters_that_two_runs_share_are_put_together(make, lines) -> None:
    runs = [make.r("Toøa aùn nha", font="VNI-Times"), make.r("ân da", font="VNI-Times"), make.r("ân", font="VNI-Times")]
    assert lines(make.docx(make.p(*runs))) == ["Tòa án nhân dân"]


def test_the_soft_hyphen_of_a_tcvn3_font_is_a_letter_and_that_of_unicode_is_nothing(make, lines) -> None:
    old = make.p(make.r("N", font=".VnTime", inside="<w:softHyphen/><w:t>íc</w:t>"))
    private = make.p(make.r("N\ue0adíc", font=".VnTime"))
    new = make.p(make.r("Ngu", inside="<w:softHyphen/><w:t>yễn</w:t>"))
    assert lines(make.docx(old, private, new)) == ["Nước", "Nước", "Nguyễn"]


def test_a_run_typed_in_unicode_is_left_as_it_is_in_whatever_font(make, lines) -> None:
    assert lines(make.docx(make.p(make.r("Nguyễn Thị Đào", font=".VnTime")))) == ["Nguyễn Thị Đào"]


def test_a_font_that_only_a_style_names_decides_too(make, lines) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Old">'
        '<w:rPr><w:rFonts w:ascii=".VnTimeH" w:hAnsi=".VnTimeH"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="New"><w:basedOn w:val="Old"/></w:style>'
    )
    assert lines(make.docx(make.p(make.r(make.tcvn3("tòa án"))), styles=styles)) == ["TÒA ÁN"]


def test_text_is_in_composed_form(make, lines) -> None:
    assert lines(make.docx(make.p(unicodedata.normalize("NFD", "Trần Hữu Lộc")))) == ["Trần Hữu Lộc"]


def test_numbers_that_word_counts_are_read_as_they_are_seen(make, lines) -> None:
    numbering = make.levels(("decimal", "%1."), ("lowerLetter", "%2)"), ("decimal", "%1.%2.%3"))
    body = [
        make.p(text, look=make.listed(depth))
        for text, depth in (("A", 0), ("B", 1), ("C", 1), ("D", 2), ("E", 0), ("F", 1))
    ]
    assert lines(make.docx(*body, numbering=numbering)) == ["1. A", "a) B", "b) C", "1.b.1 D", "2. E", "a) F"]


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        ("decimal", "[%1]", ["[1] A", "[2] B"]),
        ("upperRoman", "%1.", ["I. A", "II. B"]),
        ("decimalZero", "%1", ["01 A", "02 B"]),
        ("bullet", "-", ["- A", "- B"]),
        ("bullet", "\uf0b7", ["• A", "• B"]),
        ("none", "", ["A", "B"]),
    ],
)
def test_each_form_of_number(make, lines, form: str, text: str, wanted: list[str]) -> None:
    body = [make.p(letter, look=make.listed()) for letter in "AB"]
    assert lines(make.docx(*body, numbering=make.levels((form, text)))) == wanted


def test_a_list_can_start_again_and_a_number_can_be_in_a_legacy_font(make, lines) -> None:
    extra = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/><w:lvlText w:val="§iÒu %1. "/>'
        '<w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:lvl></w:lvlOverride></w:num>'
    )
    body = [
        make.p("A", look=make.listed(name=1)),
        make.p("B", look=make.listed(name=2)),
        make.p("C", look=make.listed(name=2)),
    ]
    assert lines(make.docx(*body, numbering=make.levels(("decimal", "%1."), extra=extra))) == [
        "1. A",
        "Điều 7. B",
        "Điều 8. C",
    ]


def test_a_ruled_table_is_read_row_by_row_and_signatures_side_by_side(make, lines) -> None:
    ruled = make.table(["Tên", "Số tiền"], ["Ông Ba", "5 đồng"], ruled=True)
    signed = make.table([make.p("Nơi nhận:") + make.p("- Lưu."), make.p("TM. HỘI ĐỒNG") + make.p("Lò Thúy Vàng")])
    panel = make.table(["Thẩm phán:", "Bà Lò"], ["Thư ký:", "Ông Cù"])
    assert lines(make.docx(ruled, signed, panel)) == [
        *("Tên Số tiền", "Ông Ba 5 đồng", "Nơi nhận:", "- Lưu.", "TM. HỘI ĐỒNG", "Lò Thúy Vàng"),
        *("Thẩm phán: Bà Lò", "Thư ký: Ông Cù"),
    ]


def test_a_header_held_apart_by_tabs_is_read_left_then_right(make, lines) -> None:
    tab = "<w:tab/>"
    rows = [
        make.p(make.r(inside=f"{tab}<w:t>TÒA ÁN</w:t>{tab}<w:t>CỘNG HÒA XÃ HỘI</w:t>")),
        make.p(make.r(inside=f"{tab}<w:t>HUYỆN KHE</w:t>{tab}<w:t>Độc lập</w:t>")),
        make.p(make.r(inside=f"{tab}<w:t>Số: 1</w:t>")),
        make.p(make.r(inside=f"<w:t>Họ tên:</w:t>{tab}<w:t>Ông Ba</w:t>")),
    ]
    assert lines(make.docx(*rows)) == ["TÒA ÁN", "HUYỆN KHE", "Số: 1", "CỘNG HÒA XÃ HỘI", "Độc lập", "Họ tên: Ông Ba"]


def test_a_text_box_is_read_once(make, lines) -> None:
    box = f"<w:txbxContent>{make.p('Trong khung')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(make.docx(make.p(make.r("Trước", inside=both)))) == ["Trước", "Trong khung"]


def test_a_field_shows_its_result_and_a_symbol_what_it_means(make, lines) -> None:
    field = "".join(f'<w:r><w:fldChar w:fldCharType="{kind}"/>{text}</w:r>' for kind, text in (
        ("begin", "<w:instrText>DATE</w:instrText><w:t>ẩn</w:t>"), ("separate", "<w:t>14-3</w:t>"), ("end", ""),
    ))  # fmt: skip
    symbol = make.r(inside='<w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F0B3"/>')
    assert lines(make.docx(make.p("Ngày ", field, make.r(inside="<w:noBreakHyphen/>"), symbol))) == ["Ngày 14-3-☑≥"]


def test_a_soft_break_parts_lines_unless_it_cuts_a_sentence(make, lines) -> None:
    runs = make.r("Một dòng", inside="<w:br/><w:t>Dòng hai</w:t><w:br/><w:t>còn tiếp TLST-</w:t><w:cr/><w:t>DS</w:t>")
    assert lines(make.docx(make.p(runs))) == ["Một dòng", "Dòng hai còn tiếp TLST-DS"]


def test_pages_begin_where_word_or_the_author_broke_them(make, answer) -> None:
    turned = make.r(inside="<w:lastRenderedPageBreak/>")
    body = [
        make.p("Trang một ", turned, "và hai"),
        make.p(make.r(inside='<w:br w:type="page"/>')),
        make.p(turned, "Trang ba"),
    ]
    found = answer(make.docx(*body))
    assert [page["text"] for page in found["pages"]] == ["Trang một", "và hai", "Trang ba"]
    assert [(one["page"], one["text"]) for one in found["paragraphs"]] == [(1, "Trang một và hai"), (3, "Trang ba")]
    assert answer(make.docx(*body), pages=2)["code"] == "TOO_MANY_PAGES"


def test_footnotes_follow_their_page(make, lines) -> None:
    mark = make.r(inside='<w:footnoteReference w:id="2"/>')
    notes = f'<w:footnote w:id="2">{make.p("Ghi chú.")}</w:footnote>'
    body = [make.p("Ông Cù Bưởi", mark, " vay."), make.p(make.r("Hết.")), make.p("Sau.", look="<w:pageBreakBefore/>")]
    assert lines(make.docx(*body, footnotes=notes)) == ["Ông Cù Bưởi vay.", "Hết.", "1 Ghi chú.", "Sau."]


def test_the_head_of_a_judgment_is_found_in_the_page_header_and_running_headers_are_left(make, lines) -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="rheader1"/></w:sectPr>'
    assert lines(make.docx(make.p("Thân"), section, header1=make.p("CỘNG HÒA XÃ HỘI"))) == ["CỘNG HÒA XÃ HỘI", "Thân"]
    assert lines(make.docx(make.p("Thân"), section, header1=make.p("Trang 1"))) == ["Thân"]
