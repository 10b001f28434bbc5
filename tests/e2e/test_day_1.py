"""An ordinary day: five civil judgments from Word PDFs, from the clerk's upload to the citizen's search."""

import re
from datetime import date, timedelta
from unittest.mock import patch
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from demo import DemoCase, generate
from records import public
from records.desk import decisions, review
from records.desk.receive import Received
from records.errors import NotAllowed, NotPublishable, StaleRevision
from records.lifecycle import DraftState, PublicationState
from search.engine import SearchUnavailable
from tests.e2e.office import Office
from vietnamese.letters import fold


def civil(count: int) -> list[DemoCase]:
    """The first civil cases of first instance."""
    return [case for case in generate(44) if case.slug.startswith("ds-") and "ST" in case.case_number][:count]


def found(citizen: FlaskClient, words: str) -> set[str]:
    answer = citizen.get(f"/api/v1/search?q={quote(words)}")
    assert answer.status_code == 200
    return {hit["id"] for hit in answer.get_json()["hits"]}


def public_id(office: Office, case: DemoCase, received: Received) -> str:
    found_id = office.record(case, received).judgment.public_id
    assert found_id is not None
    return found_id


def test_five_judgments_are_reviewed_approved_published_and_found(office: Office, citizen: FlaskClient) -> None:
    cases = civil(5)
    taken = [(case, office.upload(case, ("indented", "ragged")[number % 2])) for number, case in enumerate(cases)]
    office.work()

    for case, received in taken:
        view = office.record(case, received)
        # The clerk sees what was read from the text, and what is still to be confirmed by a person.
        assert view.judgment.case_number == case.case_number
        assert view.judgment.decided_on == case.decided_on
        assert view.judgment.court_code == case.court_code
        assert {blocker.code for blocker in view.blockers} >= {"effective-missing", "number", "court", "parties"}
        with pytest.raises(NotPublishable):
            decisions.submit(office.store, office.staff_of(case).clerk, received.draft_id, view.draft.revision)
        office.confirm(case, received)
        view = office.record(case, received)
        assert view.blockers == ()
        assert view.judgment.deadline_on == case.effective_on + timedelta(days=30)
        office.submit(case, received)
        # Nothing is public before the approval.
        assert view.judgment.publication_state is PublicationState.NONE
        office.approve(case, received)
    office.work()

    ids = {case.slug: public_id(office, case, received) for case, received in taken}
    for case, received in taken:
        view = office.record(case, received)
        assert view.draft.state is DraftState.DONE, view.draft.gate
        page = citizen.get(f"/ban-an/{ids[case.slug]}")
        assert page.status_code == 200
        assert case.case_number in page.get_data(as_text=True)
        with citizen.get(f"/ban-an/{ids[case.slug]}.pdf") as file:
            assert file.get_data().startswith(b"%PDF")
        assert citizen.get(f"/ban-an/{ids[case.slug]}.json").get_json()["case_number"] == case.case_number
        assert "Set-Cookie" not in page.headers
        assert ids[case.slug] in found(citizen, case.case_number)
        timeline = [line.action for line in view.timeline]
        assert timeline.count("judgment.publish") == 1
    same = [found(citizen, words) for words in ("tòa án", "toà án", "toa an")]
    assert same[0] == same[1] == same[2] == set(ids.values())


def test_nobody_approves_what_he_uploaded_or_decided_or_another_text(office: Office) -> None:
    case = civil(1)[0]
    staff = office.staff_of(case)
    received = office.upload(case)
    office.work()
    office.confirm(case, received)
    # The president decides one mention: from then on this draft is not the president's to approve.
    view = office.record(case, received)
    mention = next(item.id for item in view.mentions if item.label == "PERSON_PRIVATE")
    review.decide(office.store, staff.president, received.draft_id, [mention], "mask", revision=view.draft.revision)
    office.work()
    office.submit(case, received)
    draft = office.record(case, received).draft
    sha256, revision = draft.draft_sha256 or "", draft.revision
    for actor in (staff.clerk, staff.president):
        with pytest.raises(NotAllowed):
            decisions.approve(office.store, actor, received.draft_id, sha256, revision)
    with pytest.raises(StaleRevision):
        decisions.approve(office.store, staff.judge, received.draft_id, "0" * 64, revision)
    decisions.approve(office.store, staff.judge, received.draft_id, sha256, revision)
    office.work()
    assert office.record(case, received).draft.state is DraftState.DONE


def test_a_withdrawn_judgment_is_gone_at_once_even_while_the_engine_stands_still(
    office: Office, citizen: FlaskClient
) -> None:
    case = civil(1)[0]
    received = office.publish(case)
    address = public_id(office, case, received)
    assert address in found(citizen, "tòa án")
    body = citizen.get(f"/ban-an/{address}").get_data(as_text=True)

    decisions.withdraw(office.store, office.staff_of(case).president, received.judgment_id, "khong-cong-bo")
    # No worker runs: the index still holds the judgment, and nobody sees it.
    assert address in office.context.engine.versions()
    assert found(citizen, "tòa án") == set()
    for ending in ("", ".pdf", ".json", ".txt"):
        assert citizen.get(f"/ban-an/{address}{ending}").status_code == 410
    for page in ("/sitemap.xml", "/feed.atom", "/ban-an", "/"):
        assert address not in citizen.get(page).get_data(as_text=True)
    subject = fold(re.sub(r"\W+", " ", case.relation))
    assert subject not in fold(re.sub(r"\W+", " ", citizen.get(f"/ban-an/{address}").get_data(as_text=True)))
    assert body

    # The engine is broken: the job waits for it, and is done when it is back.
    engine = type(office.context.engine)
    with patch.object(engine, "remove", side_effect=SearchUnavailable):
        office.work()
    assert address in office.context.engine.versions()
    assert citizen.get(f"/ban-an/{address}").status_code == 410
    tombstone = public.find(office.store, address)
    assert isinstance(tombstone, public.Tombstone)
    assert tombstone.on >= date(2026, 1, 1)
