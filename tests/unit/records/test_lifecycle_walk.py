"""A random walk of staff and worker over the real databases keeps the promises of the lifecycle."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from records import events, jobs, models, public
from records.database import open_store
from records.desk import decisions, review, worker
from records.errors import Permanent
from records.lifecycle import DraftState, PublicationState
from records.models import Draft
from tests.unit.records.office import PUBLIC, Clock, Office

SHA = sha256(PUBLIC.encode()).hexdigest()
PEOPLE = ("clerk", "reviewer", "judge", "president", "stranger", "auditor", "admin", "editor")
ACTIONS = (
    "submit",
    "approve",
    "send_back",
    "reject",
    "withdraw",
    "hide",
    "unhide",
    "withhold",
    "unwithhold",
    "correct",
)
MOVE = st.one_of(st.just(("work", "")), st.tuples(st.sampled_from(ACTIONS), st.sampled_from(PEOPLE)))
MOVES = st.lists(MOVE, max_size=14)


def _act(office: Office, action: str, who: str, draft: Draft) -> None:
    store, actor, revision = office.store, office.act(who), draft.revision
    calls = {
        "submit": lambda: decisions.submit(store, actor, draft.id, revision),
        "approve": lambda: decisions.approve(store, actor, draft.id, SHA, revision),
        "send_back": lambda: decisions.send_back(store, actor, draft.id, "đọc lại", revision),
        "reject": lambda: decisions.reject_draft(store, actor, draft.id, "nhầm"),
        "withdraw": lambda: decisions.withdraw(store, actor, draft.judgment_id, "trung"),
        "hide": lambda: decisions.hide(store, actor, draft.judgment_id, "báo lộ"),
        "unhide": lambda: decisions.unhide(store, actor, draft.judgment_id),
        "withhold": lambda: decisions.withhold(store, actor, draft.judgment_id, 1),
        "unwithhold": lambda: decisions.unwithhold(store, actor, draft.judgment_id),
        "correct": lambda: decisions.start_correction(store, actor, draft.judgment_id, "sửa"),
    }
    calls[action]()


def _work(office: Office) -> None:
    job = jobs.claim(office.store, "w1")
    if job is None or not worker.begin_step(office.store, job):
        return
    if job.kind == "redraft":
        worker.save_draft(
            office.store,
            job,
            draft_text=PUBLIC,  # type: ignore[arg-type]
            mentions_replacements={},
            codes={},
            residual=[],
            forms=[],
            policy="p1",
            model="rules",
        )
    elif job.kind == "render":
        worker.save_pdf(office.store, job, pdf_sha256=office.store.files.put_published(b"%PDF"), gate={})
    elif job.kind == "publish":
        try:
            worker.publish(office.store, job)
        except Permanent:
            jobs.give_up(office.store, job, "not_publishable")
    elif job.kind == "purge":
        worker.purge(office.store, job)
    else:
        worker.complete(office.store, job)


def _promises(office: Office) -> None:
    with office.store.reading() as session:
        judgment = session.scalars(select(models.Judgment)).one()
        drafts = session.scalars(select(models.Draft).order_by(models.Draft.version)).all()
        rows = session.scalars(select(models.Publication).order_by(models.Publication.version)).all()
        count = session.scalar(select(func.count()).where(models.Event.action == "judgment.publish"))
    for draft in drafts:
        if draft.approved_by is not None and draft.state in {DraftState.APPROVED, DraftState.DONE}:
            assert draft.approved_by not in {draft.uploaded_by, judgment.uploaded_by, *draft.editors}
            assert draft.approved_sha256 == SHA
    assert sum(draft.state is DraftState.DONE for draft in drafts) == len(rows) == count
    shown = judgment.publication_state is PublicationState.PUBLISHED
    assert (judgment.public_id in public.versions(office.store)) == shown
    readable = [row.version for row in rows if row.text]
    if judgment.publication_state is PublicationState.WITHDRAWN:
        assert readable == []
    elif rows:
        assert readable == [judgment.publication_version]
    if judgment.public_id is not None:
        found = public.find(office.store, judgment.public_id)
        assert isinstance(found, public.PublicJudgment) == shown
    assert events.verify(office.store).ok


def _try(office: Office, action: str, who: str) -> None:
    with office.store.reading() as session:
        draft = session.scalars(select(models.Draft).order_by(models.Draft.version.desc()).limit(1)).one()
    before = len(office.actions(draft.judgment_id))
    try:
        _act(office, action, who, draft)
    except Permanent:
        assert len(office.actions(draft.judgment_id)) == before, "a refusal writes nothing"


@pytest.fixture
def reviewed(office: Office, tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Office]]:
    """Give, again and again, an office of its own whose one draft is ready to be submitted."""
    office.decide_all(office.to_review())
    office.store.close()
    count = itertools.count()
    opened: list[Office] = []

    def again() -> Office:
        folder = tmp_path / str(next(count))
        folder.mkdir()
        for path in tmp_path.glob("*.sqlite3"):
            shutil.copy(path, folder)
        urls = [f"sqlite:///{folder}/{name}.sqlite3" for name in ("records", "sources")]
        opened.append(Office(open_store(*urls, tmp_path / "files", b"k" * 32, clock=clock), clock, office.people))
        return opened[-1]

    yield again
    for one in opened:
        one.store.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=MOVES, second=MOVES)
def test_whoever_tries_whatever_in_whatever_order_the_promises_hold(
    reviewed: Callable[[], Office], first: list[tuple[str, str]], second: list[tuple[str, str]]
) -> None:
    office = reviewed()
    usual = [("submit", "reviewer"), ("approve", "judge"), *[("work", "")] * 3]
    for action, who in [*first, *usual, *second]:
        if action == "work":
            _work(office)
        else:
            _try(office, action, who)
    _promises(office)
    assert review.record_view(office.store, office.act("auditor"), 1).judgment.id == 1
