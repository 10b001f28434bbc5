"""What the text says beside what was typed, words in doubt, corrections that keep places and can be taken back."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records.desk import corrections, evidence, looking, review, worker
from records.desk.differences import alike, differences
from records.desk.receive import Received
from records.desk.record import page_original
from records.desk.shifting import Change, Shift, changed, checked
from records.desk.spellings import misread_names
from records.errors import NotAllowed, NotFound, Permanent
from records.events import verify
from tests.unit.records.office import COURT, PUBLIC, TEXT, Office
from vietnamese.texts import PublicText, SourceText

DEFENDANT = TEXT.index("Trần Thị Mẫu")


def scanned(office: Office, **typed: object) -> Received:
    """A recognised page in review: the defendant's name is in doubt, a word beside it too."""
    received = office.receive(**typed)
    job = office.claim("extract")
    worker.begin_step(office.store, job)
    worker.save_extraction(
        office.store,
        job,
        pages=[{"number": 1, "source": "ocr"}],
        text=SourceText(TEXT),
        paragraphs=[{"page": 1, "start": 0, "end": 32}, {"page": 1, "start": 33, "end": len(TEXT)}],
        flags=["OCR"],
        doubtful=[
            {"page": 1, "start": 0, "end": 6, "confidence": 70.0, "other": None, "named": False},
            {"page": 1, "start": DEFENDANT, "end": DEFENDANT + 4, "confidence": 60.0, "other": "Trân", "named": True},
        ],
    )
    read_again(office)
    office.analyse()
    office.redraft()
    return received


def read_again(office: Office) -> None:
    job = office.claim("read")
    worker.begin_step(office.store, job)
    found = {"value": "13/2026/DS-ST", "start": DEFENDANT + 14, "end": DEFENDANT + 16, "rule": "number"}
    worker.save_reading(
        office.store,
        job,
        metadata={"case_number": "13/2026/DS-ST", "decided_on": "2026-09-22", "result": "chấp nhận"},
        court_code=COURT,
        findings={"case_number": found},
        warnings=["Một câu cảnh báo."],
    )


def view_of(office: Office, received: Received) -> Any:
    return review.record_view(office.store, office.act("reviewer"), received.judgment_id)


def codes(office: Office, received: Received) -> set[str]:
    return {blocker.code for blocker in view_of(office, received).blockers}


def test_spellings_of_the_same_value_are_alike() -> None:
    assert alike("case_number", "05/2018/ST-DS", "5/2018/DSST")
    assert not alike("case_number", "15/2018/DS-ST", "5/2018/DS-ST")
    assert alike("instance", "sơ thẩm", "st")
    assert alike("case_type", "Hôn nhân và gia đình", "hngd")
    assert alike("presiding_judge", "Bà Trần Thị Mai", "TRẦN THỊ MAI")
    assert not alike("decided_on", "2026-09-22", "2026-09-23")


def test_what_only_one_side_says_is_no_difference() -> None:
    reading = {"values": {"case_number": "1/2026/DS-ST"}, "court_code": None}
    assert differences(reading, {"case_number": None, "court_code": COURT}) == []


def test_an_unsettled_number_blocks_until_a_person_chooses(office: Office) -> None:
    received = scanned(office, case_number="31/2026/DS-ST")
    assert "differs-case_number" in codes(office, received)
    assert view_of(office, received).source.reading["warnings"] == ["Một câu cảnh báo."]
    revision = view_of(office, received).draft.revision
    who, draft_id = office.act("reviewer"), received.draft_id
    revision = evidence.settle_difference(office.store, who, draft_id, "case_number", "kept", revision=revision)
    assert "differs-case_number" not in codes(office, received)
    assert view_of(office, received).judgment.case_number == "31/2026/DS-ST"
    revision = evidence.settle_difference(office.store, who, draft_id, "case_number", "read", revision=revision)
    assert view_of(office, received).judgment.case_number == "13/2026/DS-ST"
    with pytest.raises(NotFound):
        evidence.settle_difference(office.store, who, draft_id, "case_number", "read", revision=revision)
    with pytest.raises(Permanent):
        evidence.settle_difference(office.store, who, draft_id, "nothing", "read", revision=revision)
    assert office.actions(received.judgment_id).count("difference.settled") == 2


def test_a_choice_counts_only_for_the_value_it_was_made_about(office: Office) -> None:
    received = scanned(office, case_number="31/2026/DS-ST")
    who, store = office.act("reviewer"), office.store
    revision = view_of(office, received).draft.revision
    revision = evidence.settle_difference(store, who, received.draft_id, "case_number", "kept", revision=revision)
    values = {"case_number": "32/2026/DS-ST", "number_confirmed": True}
    revision = review.save_metadata(store, who, received.judgment_id, values, revision=revision)
    assert "differs-case_number" in codes(office, received)
    values = {"case_number": "13/2026/DS-ST", "number_confirmed": True}
    review.save_metadata(store, who, received.judgment_id, values, revision=revision)
    assert "differs-case_number" not in codes(office, received)


def test_a_day_and_a_court_of_the_text_are_taken_too(office: Office) -> None:
    received = scanned(office, decided_on="2026-01-01")
    revision = view_of(office, received).draft.revision
    who = office.act("reviewer")
    evidence.settle_difference(office.store, who, received.draft_id, "decided_on", "read", revision=revision)
    judgment = view_of(office, received).judgment
    assert judgment.decided_on.isoformat() == "2026-09-22"
    assert not judgment.number_confirmed
    assert judgment.result == "chấp nhận"


def test_a_recognised_text_waits_until_a_person_has_compared_it(office: Office) -> None:
    received = scanned(office)
    view = view_of(office, received)
    assert view.draft.hidden_open == 2  # the word on a line with a name, and the scan as a whole
    who, draft_id, store = office.act("reviewer"), received.draft_id, office.store
    revision = looking.keep_words(store, who, draft_id, [1], revision=view.draft.revision)
    assert view_of(office, received).draft.hidden_open == 1
    looking.compare_scan(store, who, draft_id, revision=revision)
    assert "hidden" not in codes(office, received)
    with pytest.raises(NotFound):
        looking.keep_words(store, who, draft_id, [9], revision=revision + 1)


def test_hidden_words_that_belong_to_the_judgment_keep_blocking(office: Office) -> None:
    received = office.receive()
    job = office.claim("extract")
    worker.begin_step(office.store, job)
    hidden = [{"page": 1, "text": "a", "reason": "tiny"}, {"page": 1, "text": "b", "reason": "tiny"}]
    worker.save_extraction(office.store, job, pages=[], text=SourceText(TEXT), paragraphs=[], hidden=hidden)
    office.read()
    office.analyse()
    office.redraft()
    who, draft_id, store = office.act("reviewer"), received.draft_id, office.store
    revision = view_of(office, received).draft.revision
    revision = looking.decide_hidden(store, who, draft_id, 0, "belongs", revision=revision)
    assert view_of(office, received).draft.hidden_open == 1
    revision = looking.decide_hidden(store, who, draft_id, 0, "drop", revision=revision)
    assert view_of(office, received).draft.hidden_open == 0
    with pytest.raises(NotFound):
        looking.decide_hidden(store, who, draft_id, 1, "drop", revision=revision)
    with pytest.raises(Permanent):
        looking.decide_hidden(store, who, draft_id, 0, "x", revision=revision)


def test_a_correction_moves_what_stands_behind_it_and_is_taken_back(office: Office) -> None:
    received = scanned(office)
    before = view_of(office, received)
    who, draft_id, store = office.act("reviewer"), received.draft_id, office.store
    change = Change(DEFENDANT, DEFENDANT + 4, "Trương")
    revision = corrections.correct(store, who, draft_id, [change], revision=before.draft.revision)
    view = view_of(office, received)
    assert view.source.text == TEXT.replace("Trần", "Trương")
    assert [view.source.text[one.start : one.end] for one in view.mentions] == [
        "Nguyễn Văn Khải", "Trương Thị Mẫu", "0123",
    ]  # fmt: skip
    assert view.source.paragraphs[1]["end"] == len(view.source.text)
    assert view.source.doubtful[1]["settled"] == "corrected"
    assert view.source.reading["findings"]["case_number"]["start"] == DEFENDANT + 16
    assert view.source.text_version != view.source.analysed_version
    entry = view.source.corrections[0]
    revision = corrections.undo(store, who, draft_id, entry["id"], revision=revision)
    view = view_of(office, received)
    assert view.source.text == TEXT
    assert [(one.start, one.end) for one in view.mentions] == [(one.start, one.end) for one in before.mentions]
    assert view.source.doubtful[1]["settled"] is None
    assert office.actions(received.judgment_id)[-2:] == ["text.corrected", "text.correction_undone"]
    with pytest.raises(NotFound):
        corrections.undo(store, who, draft_id, entry["id"], revision=revision)


def test_a_correction_that_was_changed_again_is_taken_back_last(office: Office) -> None:
    received = scanned(office)
    who, draft_id, store = office.act("reviewer"), received.draft_id, office.store
    revision = view_of(office, received).draft.revision
    for words, length in (("Trấn", 4), ("Trân", 4)):
        change = Change(DEFENDANT, DEFENDANT + length, words)
        revision = corrections.correct(store, who, draft_id, [change], revision=revision)
    with pytest.raises(Permanent):
        corrections.undo(store, who, draft_id, 1, revision=revision)
    revision = corrections.undo(store, who, draft_id, 2, revision=revision)
    corrections.undo(store, who, draft_id, 1, revision=revision)
    assert view_of(office, received).source.text == TEXT


def test_letters_of_the_court_itself_are_not_corrected(office: Office) -> None:
    received = office.to_review()
    with pytest.raises(NotAllowed):
        corrections.correct(
            office.store,
            office.act("reviewer"),
            received.draft_id,
            [Change(0, 6, "Bị đơn")],
            revision=view_of(office, received).draft.revision,
        )


@pytest.mark.parametrize("change", [Change(30, 36, "x"), Change(3, 3, "x"), Change(0, 2, ""), Change(0, 2, "a\nb")])
def test_a_change_stays_within_its_paragraph_and_says_something(office: Office, change: Change) -> None:
    received = scanned(office)
    revision = view_of(office, received).draft.revision
    with pytest.raises(Permanent):
        corrections.correct(office.store, office.act("reviewer"), received.draft_id, [change], revision=revision)


def test_an_analysis_made_again_keeps_what_people_decided(office: Office) -> None:
    received = scanned(office)
    who, draft_id, store = office.act("reviewer"), received.draft_id, office.store
    first, second, third = view_of(office, received).mentions
    revision = view_of(office, received).draft.revision
    revision = review.decide(store, who, draft_id, [second.id], "mask", revision=revision)
    revision = review.decide(store, who, draft_id, [third.id], "mask", revision=revision, scope="one")
    revision = review.add_mention(store, who, draft_id, [(0, 6)], "OTHER_CODE", first.entity, revision=revision)
    corrections.correct(store, who, draft_id, [Change(DEFENDANT, DEFENDANT + 4, "Trân")], revision=revision)
    job = office.claim("redraft")
    while not worker.begin_step(store, job):  # the earlier saves were overtaken; the last one still knows the text
        job = office.claim("redraft")
    again: dict[str, Any] = {
        "mentions": [
            {"start": 16, "end": 31, "label": "PERSON_PRIVATE", "entity": "e7", "action": "replace"},
            {"start": 44, "end": 56, "label": "PERSON_PRIVATE", "entity": "e1", "action": "review"},
        ],
        "parties": [{"role": "defendant"}], "zones": [], "metadata": {}, "court_code": None, "findings": {},
        "warnings": (), "minor_participant": True,
    }  # fmt: skip
    worker.save_again(store, job, **again)
    worker.save_again(store, job, **again)
    view = view_of(office, received)
    found = [(one.start, one.entity, one.decision, one.origin) for one in view.mentions]
    assert found == [
        (0, "e7", "mask", "person"),
        (16, "e7", None, "machine"),
        (44, "e1", "mask", "machine"),
        (61, "", "mask", "machine"),
    ]
    assert view.source.text_version == view.source.analysed_version
    assert view.judgment.minor_participant
    worker.save_draft(
        store, job, draft_text=PublicText(PUBLIC), mentions_replacements={}, codes={}, residual=(), forms=[],
        policy="p1", model="rules",
    )  # fmt: skip
    assert view_of(office, received).draft.ready


def test_a_look_at_a_page_is_an_event_and_needs_the_right(office: Office) -> None:
    received = scanned(office)
    assert page_original(office.store, office.act("reviewer"), received.judgment_id, 1).startswith(b"%PDF")
    with pytest.raises(NotFound):
        page_original(office.store, office.act("reviewer"), received.judgment_id, 2)
    with pytest.raises(NotAllowed):
        page_original(office.store, office.act("admin"), received.judgment_id, 1)
    assert verify(office.store, "views").count >= 1


@settings(deadline=None, max_examples=100)
@given(st.text(alphabet="aă đ", min_size=1, max_size=40), st.data())
def test_places_move_with_the_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    words = st.text(alphabet="xyz", min_size=1, max_size=5)
    spans = [(left, right) for left, right in zip(cuts[::2], cuts[1::2], strict=False)]
    changes = [Change(start, end, data.draw(words)) for start, end in spans]
    new, shift = changed(text, changes), Shift(changes)
    for one in changes:
        assert new[shift.start(one.start) : shift.end(one.end)] == one.new
    for start in range(len(text)):
        if not any(one.start <= start < one.end for one in changes):
            assert new[shift.start(start) : shift.end(start + 1)] == text[start]
    if changes:
        assert checked(text, reversed(changes)) == changes


def misread(text: str, *names: str) -> list[tuple[str, str, bool]]:
    return [(one.old, one.new, one.sure) for one in misread_names(text, names, [(0, len(text))])]


def test_names_are_put_right_by_the_list() -> None:
    text = "ông Nguyễn Văn Định, NGUYÊN VĂN ĐINH, ông Định và bà Trần Thị Hoà; ông Nguyễn Văn Đinh có mặt."
    assert misread(text, "Nguyễn Văn Đinh", "Trần Thị Hoa") == [
        ("Nguyễn Văn Định", "Nguyễn Văn Đinh", True),
        ("NGUYÊN VĂN ĐINH", "NGUYỄN VĂN ĐINH", True),
        ("Định", "Đinh", True),
        ("Trần Thị Hoà", "Trần Thị Hoa", True),
    ]


def test_another_person_of_the_list_is_never_put_right() -> None:
    assert misread("ông Lê Văn Định và ông Lê Văn Đinh, ông Định", "Lê Văn Định", "Lê Văn Đinh") == []
    assert misread("chị Lê Thị Hoan", "Lê Thị Hoa", "Lê Thị Hoang") == []
    assert misread("chị Hòa Bình đến", "Lê Thị Hoa") == []


def test_one_letter_off_twice_is_left_to_a_person() -> None:
    found = misread("anh Lê Văn An, anh Lê Văn Anh, anh Lê Văn Anh", "Lê Văn An")
    assert found == [("Lê Văn Anh", "Lê Văn An", False)] * 2
