"""What no reader sees stays out of the text and is reported; what was deleted is not read at all."""

import pytest

WHITE = '<w:color w:val="FFFFFF"/>'


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        ("<w:vanish/>", "invisible"),
        ('<w:sz w:val="2"/>', "tiny"),
        ('<w:w w:val="1"/>', "tiny"),
        (WHITE, "background_color"),
        ('<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>', "background_color"),
        ('<w:highlight w:val="black"/>', "background_color"),
        ('<w:color w:val="FF0000"/><w:shd w:val="solid" w:color="FF0000"/>', "background_color"),
    ],
)
def test_hidden_letters_are_kept_out_and_reported(make, answer, look: str, reason: str) -> None:
    found = answer(make.docx(make.p("Thấy ", make.r("ông Mật", look=look), "được")))
    assert [one["text"] for one in found["paragraphs"]] == ["Thấy được"]
    assert found["hidden"] == [{"page": 1, "text": "ông Mật", "reason": reason}]


@pytest.mark.parametrize(
    "look",
    [
        '<w:vanish w:val="0"/>',
        '<w:color w:val="auto"/>',
        f'{WHITE}<w:shd w:val="clear" w:fill="1F3864"/>',
        '<w:shd w:val="clear" w:fill="000000"/>',
        '<w:shd w:val="pct50" w:fill="FFFFFF"/>' + WHITE,
        '<w:highlight w:val="yellow"/>',
    ],
)
def test_letters_that_stand_out_are_kept(make, lines, look: str) -> None:
    assert lines(make.docx(make.p(make.r("Tiêu đề", look=look)))) == ["Tiêu đề"]


def test_letters_in_lines_rows_and_styles_that_hide_are_hidden(make, answer) -> None:
    thin = make.p("dòng", look='<w:spacing w:line="20" w:lineRule="exact"/>')
    row = (
        "<w:tbl><w:tr><w:trPr><w:trHeight w:val='10' w:hRule='exact'/></w:trPr><w:tc>"
        + make.p("hàng")
        + "</w:tc></w:tr></w:tbl>"
    )
    merged = "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>" + make.p("ô") + "</w:tc></w:tr></w:tbl>"
    styled = make.p(make.r("kiểu", look='<w:rStyle w:val="Z"/>'))
    styles = '<w:style w:type="character" w:styleId="Z"><w:rPr><w:vanish/></w:rPr></w:style>'
    found = answer(make.docx(thin, row, merged, styled, make.p("Thấy"), styles=styles))
    assert [one["text"] for one in found["paragraphs"]] == ["Thấy"]
    assert [(one["text"], one["reason"]) for one in found["hidden"]] == [
        ("dòng", "tiny"), ("hàng", "tiny"), ("ô", "covered"), ("kiểu", "invisible"),
    ]  # fmt: skip


def test_deleted_words_are_left_and_inserted_ones_read(make, answer) -> None:
    body = make.p(
        "Ông ",
        f"<w:del>{make.r('Cũ')}</w:del>",
        f"<w:ins>{make.r('Mới')}</w:ins>",
        f"<w:moveFrom>{make.r('x')}</w:moveFrom>",
    )
    joined = make.p("Một ", look="<w:rPr><w:del/></w:rPr>") + make.p("câu.")
    row = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>" + make.p("bỏ") + "</w:tc></w:tr></w:tbl>"
    found = answer(make.docx(body, joined, row))
    assert [one["text"] for one in found["paragraphs"]] == ["Ông Mới", "Một câu."]
    assert found["flags"] == ["REVISIONS", "TRACKED_CHANGES"]
    assert found["hidden"] == []


def test_comments_are_left_and_flagged(make, answer) -> None:
    note = f'<w:comment w:id="1">{make.p("Xem lại tên")}</w:comment>'
    body = make.p('<w:commentRangeStart w:id="1"/>', "Ông Cù", make.r(inside='<w:commentReference w:id="1"/>'))
    found = answer(make.docx(body, comments=note))
    assert [one["text"] for one in found["paragraphs"]] == ["Ông Cù"]
    assert found["flags"] == ["ANNOTATIONS"]


def test_what_a_file_carries_is_flagged(make, answer) -> None:
    picture = '<w:drawing><wp:inline><wp:extent cx="6000000" cy="7000000"/></wp:inline></w:drawing>'
    acting = "<w:instrText>DDEAUTO c</w:instrText>"
    content = make.docx(
        make.p(make.r("Ảnh", inside=picture + acting + "<w:object/>")),
        kind=make.MACROS,
        more={"word/vbaProject.bin": b"x", "_xmlsignatures/a.xml": b"x", "word/embeddings/a.bin": b"x"},
        settings="<w:documentProtection/>",
    )
    assert answer(content)["flags"] == ["ACTION", "ATTACHMENT", "MACROS", "OWNER_LOCKED", "PICTURES", "SIGNED"]


def test_a_text_in_no_known_language_is_asked_about(make, answer) -> None:
    found = answer(make.docx(make.p("lorem ipsum dolor sit amet consectetur adipiscing elit sed do " * 3)))
    assert found["flags"] == ["NOT_VIETNAMESE"]
    assert found["named"] == {"NOT_VIETNAMESE": [1]}
