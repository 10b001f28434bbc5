"""A draft filled twice gives two texts with other names, each with gold places that fit it."""

# ruff: noqa: S311  seeds of draws, not secrets

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from anonymizer.training.corpus import Corpus, cut, draft_hash, slot_count
from anonymizer.training.draft import ADDR, LABELS, ORG, PER, UNKNOWN, Labelled, Slot, fill, from_gold
from anonymizer.training.noise import spoil, wrapped
from anonymizer.training.templates import LAYOUTS, compose
from vietnamese.letters import fold

DRAFT = (
    "Nguyên đơn: bà ",
    Slot("Lê Thị Hoa", PER, "P1"),
    ", trú tại ",
    Slot("số 12 đường Lý Nam, phường Tân An, tỉnh Bến Tre", ADDR, "A1"),
    ". Bà ",
    Slot("Hoa", PER, "P1"),
    " kiện ",
    Slot("Công ty TNHH Minh Phát", ORG, "O1"),
    " (",
    Slot("Công ty Minh Phát", ORG, "O1"),
    "). ",
    Slot("LÊ THỊ HOA", PER, "P1"),
    " ký. ",
    Slot("Q", UNKNOWN, "Q"),
)


def places(text: Labelled) -> list[tuple[str, str]]:
    return [(label, text.text[start:end]) for start, end, label in text.spans]


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 10_000))
def test_all_forms_of_one_person_get_one_new_name(seed: int) -> None:
    found = places(fill(DRAFT, Random(seed)))
    full, short, upper = (words for label, words in found if label == PER)
    assert upper == full.upper()
    assert short in full
    firm = [words for label, words in found if label == ORG]
    assert firm[0].removeprefix("Công ty TNHH ") == firm[1].removeprefix("Công ty ")
    assert (UNKNOWN, "Q") in found


def test_units_provinces_and_legal_forms_stay() -> None:
    address = next(words for label, words in places(fill(DRAFT, Random(1))) if label == ADDR)
    assert address.startswith("số ")
    assert "đường" in address
    assert address.endswith("tỉnh Bến Tre")
    assert "Lý Nam" not in address


def test_the_family_name_is_redrawn_in_about_half_of_the_cases() -> None:
    kept = sum(places(fill(DRAFT, Random(seed)))[0][1].startswith("Lê Thị ") for seed in range(200))
    assert 70 < kept < 130


def test_no_forbidden_name_is_drawn_for_a_person() -> None:
    forbidden = frozenset({"hoa", "lan", "huong"})
    for seed in range(100):
        name = places(fill(DRAFT, Random(seed), forbidden))[0][1]
        assert fold(name.split()[-1]) not in forbidden


def test_a_masked_name_keeps_its_letter() -> None:
    draft = (Slot("Tô Thị K1", PER, "Tô Thị K1"), " và ", Slot("K1", PER, "Tô Thị K1"))
    kept = 0
    for seed in range(60):
        full, short = (words for _, words in places(fill(draft, Random(seed))))
        assert short in full
        kept += short.startswith("K")
    assert kept > 50


def test_gold_documents_become_drafts_that_leave_other_labels_and_public_bodies_alone() -> None:
    text = "Bà Lê Hoa, UBND xã Tân An, thửa 414"
    spans = [
        {"start": 3, "end": 9, "label": "PERSON_PRIVATE", "entity_id": "P1"},
        {"start": 16, "end": 25, "label": "ADDRESS", "role": "agency_unit", "entity_id": "A1"},
        {"start": 27, "end": 35, "label": "LAND", "entity_id": "L1"},
    ]
    assert from_gold({"text": text, "spans": spans}) == (
        "Bà ",
        Slot("Lê Hoa", PER, "P1"),
        ", UBND ",
        Slot("xã Tân An", UNKNOWN, "A1"),
        ", thửa 414",
    )


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sampled_from(LAYOUTS))
def test_every_layout_gives_a_judgment_whose_places_fit_after_noise_and_cutting(seed: int, layout: object) -> None:
    draw = Random(seed)
    filled = fill(compose(layout, draw), draw)  # type: ignore[arg-type]
    spoiled = spoil(filled, draw)
    assert len(spoiled.text) == len(filled.text)
    assert {label for _, _, label in filled.spans} >= {PER, ADDR}
    assert "<" not in filled.text
    pieces = cut(spoiled)
    assert "".join(piece.text for piece in pieces) == spoiled.text
    assert sum(len(piece.spans) for piece in pieces) == len(spoiled.spans)
    assert all(
        0 <= start < end <= len(piece.text) and label in LABELS for piece in pieces for start, end, label in piece.spans
    )


def test_there_are_at_least_thirty_layouts() -> None:
    assert len(set(LAYOUTS)) >= 30


def test_hard_line_breaks_stand_only_where_blanks_were() -> None:
    text = "Nguyên đơn trình bày rằng hai bên đã thỏa thuận xong. " * 6
    broken = wrapped(text, Random(1))
    assert broken.replace("\n", " ") == text
    assert broken.count("\n") >= 3


def test_noise_of_every_kind_comes_up_and_keeps_the_length() -> None:
    text = Labelled("Ông Trần Văn Bình trình bày.\nBà Đỗ Thị Lan không đồng ý với lời khai đó.", ())
    found = {spoil(text, Random(seed)).text for seed in range(200)}
    assert all(len(one) == len(text.text) for one in found)
    assert any(one.isupper() for one in found)
    assert any(one.islower() for one in found)
    assert any(one.isascii() for one in found)
    assert any("\n" not in one for one in found)


def test_two_passes_over_a_corpus_differ_and_the_same_pass_does_not() -> None:
    corpus = Corpus((DRAFT,), 2)
    first, again, other = (list(corpus.passage(1, number)) for number in (1, 1, 2))
    assert first == again
    assert first != other


def test_the_card_counts_the_places_and_hashes_the_drafts() -> None:
    assert slot_count((DRAFT,)) == {ADDR: 1, ORG: 2, PER: 3, "unknown": 1}
    assert draft_hash((DRAFT,)) != draft_hash((DRAFT[:-1],))


def test_a_text_of_one_endless_place_is_not_cut() -> None:
    text = Labelled("a " * 3000, ((0, 5999, PER),))
    assert cut(text) == [text]
