"""Words that no reader sees, and words that only look as if."""

import io
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from indexer.extract.child import TextStage, text_stage
from indexer.extract.hidden import is_light
from indexer.extract.inspection import check
from indexer.extract.results import Refused
from indexer.extract.sight import Sight

HIDDEN = (
    *("white", "white in RGB", "white in CMYK", "nearly white", "white over a grey rule", "white over other words"),
    *("black on black", "invisible mode", "clip mode", "transparent", "tiny", "off the page", "outside the crop box"),
    *("clipped", "layer that is off", "under a black box", "under a white box", "under a thick line"),
    *("under an image", "under a note", "on a turned page, under a box", "in a matrix of nothing"),
    *("the colour of its shading", "under a white box with other words on it"),
)
SEEN = (
    *("white on a black box", "black on grey shading", "underlined", "framed", "grey", "small print", "red"),
    *("outlined", "over a picture", "on a turned page", "printed twice", "with a shadow"),
)


def looked_at(content: bytes, tmp_path: Path) -> TextStage:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    copy = check(path, 500).copy
    with Sight(copy) as sight:
        return text_stage(io.BytesIO(copy), sight)


def test_every_made_way_of_hiding_is_tried(hostile: ModuleType) -> None:
    assert (set(HIDDEN), set(SEEN)) == (set(hostile.HIDDEN), set(hostile.SEEN))


@pytest.mark.parametrize("way", HIDDEN)
def test_a_hidden_name_stays_out_of_the_text_and_is_reported(hostile: ModuleType, tmp_path: Path, way: str) -> None:
    stage = looked_at(hostile.HIDDEN[way], tmp_path)
    assert [(item.page, item.text) for item in stage.hidden] == [(1, hostile.SECRET)]
    assert stage.hidden[0].reason
    assert stage.pages[0].source == "text"
    text = stage.pages[0].text + "".join(paragraph.text for paragraph in stage.paragraphs)
    assert not [word for word in hostile.SECRET.split() if word in text]
    assert text.count(hostile.LINE) == 2 * len(hostile.LINES)


@pytest.mark.parametrize("way", SEEN)
def test_a_name_that_every_reader_sees_stays(hostile: ModuleType, tmp_path: Path, way: str) -> None:
    stage = looked_at(hostile.SEEN[way], tmp_path)
    assert stage.hidden == []
    assert stage.pages[0].text.count(hostile.SECRET) == 1


def test_a_word_is_hidden_when_most_of_its_letters_are(make: ModuleType, hostile: ModuleType, tmp_path: Path) -> None:
    word = make.Put(85, 500, "Nguyễnvăn", font=make.SERIF)
    half = 85 + word.width / 2
    most = make.Sheet((*hostile.LINES, word), after=f"0 g {half - 20} 494 200 20 re f")
    few = make.Sheet((*hostile.LINES, word), after=f"0 g {half + 26} 494 200 20 re f")
    assert [item.text for item in looked_at(make.pdf([most]), tmp_path).hidden] == ["Nguyễnvăn"]
    assert looked_at(make.pdf([few]), tmp_path).hidden == []


@pytest.mark.parametrize("shift", [0.0, 2.5])
def test_dark_words_over_each_other_are_both_held_out(
    make: ModuleType, hostile: ModuleType, tmp_path: Path, shift: float
) -> None:
    other = make.Put(hostile.PLACE.x + shift, 500.0 + shift / 2, "Mù Thò Xí Mụ", font=make.SERIF)
    stage = looked_at(make.pdf([make.Sheet((*hostile.LINES, hostile.PLACE, other))]), tmp_path)
    assert sorted(item.text for item in stage.hidden) == [hostile.SECRET, "Mù Thò Xí Mụ"]
    assert {item.reason for item in stage.hidden} == {"overprinted"}


def test_bold_made_letter_by_letter_comes_out_once(make: ModuleType, hostile: ModuleType, tmp_path: Path) -> None:
    letters = [
        make.Put(85 + 7.0 * n, 500, letter, font=make.SERIF) for n, letter in enumerate("BẢN ÁN LLII") if letter != " "
    ]
    twice = [put for one in letters for put in (one, replace(one, x=one.x + 0.3), replace(one, x=one.x + 0.6))]
    stage = looked_at(make.pdf([make.Sheet((*hostile.LINES, *twice))]), tmp_path)
    assert stage.hidden == []
    assert "BẢN ÁN LLII" in stage.pages[0].text


def test_sound_pages_set_with_real_fonts_raise_no_alarm(make: ModuleType, tmp_path: Path) -> None:
    stage = looked_at(make.typeset(make.judgment(200)), tmp_path)
    assert len(stage.pages) > 14
    assert stage.hidden == []


def test_letters_of_a_font_that_is_not_in_the_file_are_judged_by_their_drawing(
    make: ModuleType, hostile: ModuleType, tmp_path: Path
) -> None:
    words = make.Put(85, 500, "Ồ Ả Ư ở", font="Tinos")
    shown = make.Sheet((*hostile.LINES, words))
    covered = make.Sheet((*hostile.LINES, words), after="0 g 80 490 200 30 re f")
    assert looked_at(make.pdf([shown]), tmp_path).hidden == []
    assert [item.reason for item in looked_at(make.pdf([covered]), tmp_path).hidden] == ["covered"]


@pytest.mark.parametrize(
    ("color", "light"),
    [
        *((1, True), ((1,), True), ((0.5,), False), ((1, 1, 0.9), True), ((1, 1, 0), False)),
        *(((0, 0, 0, 0), True), ((0, 0, 0, 1), False), (None, False), ("P1", False), ((), False)),
    ],
)
def test_a_colour_is_light_when_it_is_nearly_white(color: Any, light: bool) -> None:
    assert is_light(color) is light


def test_a_file_or_page_that_cannot_be_drawn_is_damaged(make: ModuleType) -> None:
    with pytest.raises(Refused) as refused:
        Sight(b"%PDF-1.7 nothing")
    assert refused.value.code == "DAMAGED"
    content = make.pdf([make.Sheet()])
    page = make.Put(1, 1, "x")
    with Sight(content) as sight, pytest.raises(Refused):
        sight.inked(7, page)
