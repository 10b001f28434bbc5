"""No true name of a private person is anywhere a reader can reach, and a forged decision does not go unseen."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from demo import DemoCase, generate
from demo import canaries as names_of
from records import sources
from records.desk import review
from records.desk.receive import Received
from records.errors import NotPublishable
from records.lifecycle import DraftState
from tests.e2e.canary_scan import Canaries, Hit, canaries, scan_bytes, scan_folder, scan_log, scan_pdf, scan_site
from tests.e2e.office import Office

MATTERS = ("ds", "hs", "hngd", "kdtm", "ld", "hc")


@pytest.fixture
def cases() -> list[DemoCase]:
    """One case of each matter."""
    first: dict[str, DemoCase] = {}
    for case in generate(44):
        first.setdefault(case.slug.split("-")[0], case)
    return [first[matter] for matter in MATTERS]


def everywhere(office: Office, citizen: FlaskClient, wanted: Canaries) -> tuple[list[Hit], list[str]]:
    """What is found on the site, in the published files, in the index and in the records that are public."""
    hits, read = scan_site(citizen, wanted)
    published = office.folder / "files" / "published"
    for path in sorted(path for path in published.rglob("*") if path.is_file()):
        hits += scan_pdf(path.name, path.read_bytes(), wanted)
    hits += scan_folder(office.folder / "index", wanted)
    # The whole records database is free of personal data; the restricted one lies beside it.
    for path in office.folder.glob("records.sqlite3*"):
        hits += scan_bytes(path.name, path.read_bytes(), wanted)
    return hits, read


def forge(office: Office, case: DemoCase, received: Received, *chosen: Any) -> None:
    """Decide behind everybody's back that names may stand, and have the draft made anew by an honest save."""
    with office.store.sources_writing() as session:
        query = update(sources.Mention).where(sources.Mention.draft_id == received.draft_id, *chosen)
        assert session.execute(query.values(decision="keep")).rowcount
    view = office.record(case, received)
    other = next(item.id for item in view.mentions if item.label == "ADDRESS")
    clerk = office.staff_of(case).clerk
    review.decide(office.store, clerk, received.draft_id, [other], "mask", revision=view.draft.revision)
    office.work()


def test_no_true_name_is_anywhere_a_reader_can_reach(
    office: Office, citizen: FlaskClient, cases: list[DemoCase], log_lines: list[dict[str, Any]]
) -> None:
    ids = []
    for number, case in enumerate(cases):
        received = office.publish(case, ("indented", "ragged", "tabbed")[number % 3])
        ids.append(office.record(case, received).judgment.public_id)
    wanted = canaries(names_of(cases))
    hits, read = everywhere(office, citizen, wanted)
    assert hits == []
    for public_id in ids:
        assert {f"/ban-an/{public_id}{ending}" for ending in ("", ".pdf", ".json", ".txt")} <= set(read)
    assert {line["event"] for line in log_lines} >= {"job.ended", "judgment.published"}
    assert scan_log(log_lines, wanted) == []
    # The scan can see: the restricted database beside it is full of these names.
    assert [hit for path in office.folder.glob("sources.sqlite3*") for hit in scan_bytes("", path.read_bytes(), wanted)]


def test_one_forged_decision_among_several_places_is_stopped_by_the_proof(
    office: Office, cases: list[DemoCase]
) -> None:
    case = cases[0]
    received = office.upload(case)
    office.work()
    person = next(item for item in office.record(case, received).mentions if item.label == "PERSON_PRIVATE")
    forge(office, case, received, sources.Mention.id == person.id)
    assert office.record(case, received).draft.draft_failed is not None
    office.confirm(case, received)
    with pytest.raises(NotPublishable):
        office.submit(case, received)


def test_a_draft_forged_after_the_review_is_stopped_before_publication(
    office: Office, citizen: FlaskClient, cases: list[DemoCase]
) -> None:
    case = cases[0]
    received = office.upload(case)
    office.work()
    office.confirm(case, received)
    office.submit(case, received)
    office.approve(case, received)
    text = office.record(case, received).source.text
    with office.store.sources_writing() as session:
        session.execute(update(sources.Source).values(draft_text=text, draft_paragraphs=text.split("\n")))
    office.work()
    assert office.record(case, received).draft.state is DraftState.APPROVED
    hits, _ = everywhere(office, citizen, canaries(case.canaries))
    assert hits == []


def test_the_scan_sees_the_name_when_the_decision_about_a_person_is_forged(
    office: Office, citizen: FlaskClient, cases: list[DemoCase]
) -> None:
    case = cases[0]
    received = office.upload(case)
    office.work()
    # Whoever forges every place of a person gets past the proof, which protects what is masked.
    forge(office, case, received, sources.Mention.label == "PERSON_PRIVATE")
    office.confirm(case, received)
    office.submit(case, received)
    office.approve(case, received)
    office.work()
    view = office.record(case, received)
    assert view.draft.state is DraftState.DONE, view.draft.gate
    hits, _ = everywhere(office, citizen, canaries(case.canaries))
    seen = {hit.place.partition(" ")[0] for hit in hits}
    assert {f"/ban-an/{view.judgment.public_id}{ending}" for ending in ("", ".pdf", ".json", ".txt")} <= seen
