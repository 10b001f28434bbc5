"""The pure parts of the desk: pieces of texts, places of a phrase, rows, deadlines."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.desk.conflicts import in_words, lines_of
from portal.desk.pieces import exact_place, phrase_places, pieces, preview
from portal.desk.rows import paragraph_of
from portal.desk.words import Deadline, capital, deadline_words, role_words

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Spot:
    start: int
    end: int


@st.composite
def texts_with_spots(draw: st.DrawFn) -> tuple[str, list[Spot], int, int]:
    text = draw(st.text(alphabet="aăâ đK\n.", max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spots = [Spot(left, right) for left, right in zip(cuts[::2], cuts[1::2], strict=False)]
    start = draw(st.integers(0, len(text)))
    return text, spots, start, draw(st.integers(start, len(text)))


@settings(deadline=None, max_examples=100)
@given(texts_with_spots())
def test_the_pieces_joined_are_the_text(case: tuple[str, list[Spot], int, int]) -> None:
    text, spots, start, end = case
    cut = pieces(text, start, end, spots)
    assert "".join(piece.text for piece in cut) == text[start:end]
    assert all(piece.text for piece in cut)
    shown = [piece.spot for piece in cut if piece.spot is not None]
    assert len(shown) == len(set(shown))
    assert all(piece.first == (piece.spot.start >= start) for piece in cut if piece.spot)


def test_a_phrase_is_found_without_marks_case_and_line_breaks_as_whole_words() -> None:
    text = "bà Trần Thị\nHoa, TRAN THI HOA; Trần Thị Hoài"
    assert phrase_places(text, "trần thị hoa") == [(3, 15), (17, 29)]
    assert phrase_places(text, "  ") == []
    assert exact_place(text, "TRAN THI HOA") == (17, 29)
    assert exact_place(text, "tran thi hoa") == (3, 15)
    assert exact_place(text, "Lê") is None


def test_places_that_are_taken_are_not_offered_again() -> None:
    text = "Hoa và Hoa và Hoa"
    found = preview(text, "hoa", lambda *_: [(14, 17), (13, 16)], [Spot(0, 3)])
    assert [(place.start, place.end) for place in found] == [(7, 10), (13, 16)]
    assert found[0].before == "Hoa và "
    assert preview(text, "Lê", lambda *_: [], []) == []


def test_deadlines_are_words_first() -> None:
    def words(day: int) -> Deadline:
        return deadline_words(date(2026, 11, day), TODAY)

    assert deadline_words(None, TODAY) == Deadline("chưa xác nhận ngày hiệu lực", "warn")
    assert words(30) == Deadline("còn 7 ngày", "")
    assert words(26) == Deadline("còn 3 ngày", "warn")
    assert words(23) == Deadline("hôm nay là hạn", "warn")
    assert words(1) == Deadline("quá hạn 22 ngày", "err")


def test_values_of_a_version_are_said_in_words() -> None:
    assert in_words(None) == "–"
    assert in_words(True) == "có"  # noqa: FBT003  the value itself is what is said
    assert in_words(date(2026, 9, 2)) == "2/9/2026"
    assert in_words([1, 2]) == "2"
    assert in_words("PERSON_PRIVATE") == "Người"
    assert in_words("keep") == "Giữ nguyên"
    (line,) = lines_of({"case_number": "1/2026", "secret": "x"}, {"case_number": "2/2026"})
    assert (line.name, line.value, line.differs) == ("Số", "1/2026", True)


def test_small_words() -> None:
    assert capital("sơ thẩm") == "Sơ thẩm"
    assert capital("") == ""
    assert role_words(frozenset({"admin", "president"})) in {"Quản trị, Chánh án", "Chánh án, Quản trị"}
    assert [paragraph_of([0, 10, 20], at) for at in (0, 9, 10, 25)] == [1, 1, 2, 3]
