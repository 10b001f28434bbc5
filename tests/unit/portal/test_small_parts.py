import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import anonymizer
from demo.cases import generate
from portal import words
from portal.assets import STATIC, static_url, static_version
from portal.desk.words import EVIDENCE, MENTION_ROLES
from portal.filters import iso_date, moment, number, short_date, size, time_tag
from portal.public.kept import PageCache, Remembered
from portal.public.paging import pages
from vietnamese.texts import SourceText


def test_values_are_written_as_courts_write_them() -> None:
    assert number(1605920) == "1.605.920"
    assert short_date(date(2017, 9, 22)) == "22/9/2017"
    assert iso_date(datetime(2026, 11, 22, 18, 0, tzinfo=UTC)) == "2026-11-23"
    assert moment(datetime(2026, 11, 23, 7, 5, tzinfo=UTC)) == "14:05 ngày 23/11/2026"
    assert str(time_tag(date(2017, 9, 22))) == '<time datetime="2017-09-22">22/9/2017</time>'
    assert [size(1), size(72_000), size(1_500_000)] == ["1 KB", "70 KB", "1,4 MB"]


@pytest.mark.parametrize(
    ("value", "said"), [("ds", "Dân sự"), ("dân sự", "Dân sự"), ("Lạ lùng", "Lạ lùng"), (None, ""), ("", "")]
)
def test_a_case_type_has_its_words_by_code_or_as_printed(value: str | None, said: str) -> None:
    assert words.case_type(value) == said


def test_codes_and_slugs_are_plain_letters() -> None:
    assert words.code(words.CASE_TYPES, "Kinh doanh, thương mại") == "kdtm"
    assert words.code(words.CASE_TYPES, "khác") == "khác"
    assert words.slug("Bản án số 13/2017/DS-ST") == "ban-an-so-13-2017-ds-st"
    assert [words.instance("pt"), words.kind("quyết định"), words.level("khu-vuc")] == [
        "Phúc thẩm",
        "Quyết định",
        "Khu vực",
    ]


def test_pages_show_both_ends_and_the_neighbours() -> None:
    found = pages(5, 1000, 20, str)
    assert [n for _href, n in found.items] == [1, 2, None, 4, 5, 6, None, 49, 50]
    assert (found.previous, found.next, found.last) == ("4", "6", 50)
    one = pages(1, 0, 20, str)
    assert (one.previous, one.next, [n for _h, n in one.items]) == (None, None, [1])


def test_a_count_is_asked_again_only_when_it_is_old() -> None:
    now = [0.0]
    asked: list[int] = []
    counts = Remembered(seconds=10, clock=lambda: now[0])

    def count() -> int:
        asked.append(1)
        return len(asked)

    assert [counts.get("a", count), counts.get("a", count)] == [1, 1]
    now[0] = 10.0
    assert counts.get("a", count) == 2


def test_the_page_unused_longest_is_forgotten_first() -> None:
    kept = PageCache(size=2)
    kept.put(("a",), b"a")
    kept.put(("b",), b"b")
    assert kept.get(("a",)) == b"a"
    kept.put(("c",), b"c")
    assert kept.get(("b",)) is None
    assert kept.get(("a",)) == b"a"


def test_static_addresses_carry_a_version_and_exist() -> None:
    assert static_url("style.css") == f"/static/{static_version()}/style.css"
    with pytest.raises(FileNotFoundError):
        static_url("nothing.css")


def test_style_and_script_keep_to_their_weight() -> None:
    assert len((STATIC / "style.css").read_bytes()) <= 30 * 1024
    assert len((STATIC / "site.js").read_bytes()) <= 15 * 1024
    assert sum(len(font.read_bytes()) for font in (STATIC / "fonts").glob("*.woff2")) <= 71 * 1024


def test_fonts_come_with_their_licence() -> None:
    assert "SIL Open Font License" in (STATIC / "fonts" / "OFL.txt").read_text("utf-8")


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    ("ink", "paper"), ("ink", "sunken"), ("muted", "paper"), ("muted", "sunken"), ("link", "paper"),
    ("visited", "paper"), ("brand", "paper"), ("on-mast", "mast"), ("on-danger", "danger"), ("ok", "ok-bg"),
    ("warn", "warn-bg"), ("err", "err-bg"), ("ink", "info-bg"), ("ink", "mark"), ("ink", "mark-now"),
]  # fmt: skip
EDGE_PAIRS = [("control", "paper"), ("control", "sunken"), ("c1", "paper"), ("c2", "paper"), ("focus", "paper")]


def _tokens(scheme: str) -> dict[str, str]:
    css = (STATIC / "style.css").read_text("utf-8")
    blocks = css.split("@media (prefers-color-scheme:dark)")
    block = blocks[0] if scheme == "light" else blocks[1].split("}}")[0]
    root = block[block.index(":root{") :].split("}")[0]
    return dict(re.findall(r"--([a-z0-9-]+):(#[0-9A-F]{6})", root))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_edges_have_enough_contrast_in_both_schemes(scheme: str) -> None:
    tokens = _tokens("light") | (_tokens("dark") if scheme == "dark" else {})
    low = [pair for pair in TEXT_PAIRS if _contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    low += [pair for pair in EDGE_PAIRS if _contrast(tokens[pair[0]], tokens[pair[1]]) < 3]
    assert low == []


def test_no_template_marks_data_as_safe_or_carries_style_or_script_of_its_own() -> None:
    folder = Path(__file__).parents[3] / "templates"
    for path in [*folder.glob("*/*.html"), *folder.glob("*/*.jinja")]:
        source = path.read_text("utf-8")
        assert "|safe" not in source.replace(" ", ""), path.name
        assert " style=" not in source, path.name
        assert " onclick=" not in source, path.name
        assert "<style" not in source, path.name


def test_the_icon_is_an_image_without_scripts() -> None:
    assert json.dumps((STATIC / "icon.svg").read_text("utf-8")).count("<script") == 0


def test_the_desk_has_a_vietnamese_word_for_everything_the_anonymizer_says() -> None:
    texts = ["\n".join(case.paragraphs) for case in generate(44)]
    mentions = [mention for text in texts for mention in anonymizer.detect(SourceText(text)).mentions]
    parties = [party for text in texts for party in anonymizer.detect(SourceText(text)).parties]
    assert {mention.role for mention in mentions} | {party.role for party in parties} <= {"", *MENTION_ROLES}
    assert {mention.evidence for mention in mentions} <= set(EVIDENCE)
