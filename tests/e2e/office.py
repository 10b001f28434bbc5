"""An invented court office for the stories: its places, its people, and what they do one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo import DemoCase, write_pdf
from indexer.context import Context
from indexer.worker import work_until_idle
from records.accounts import actor_of, add_account
from records.actors import Actor
from records.courts import seed_courts
from records.database import Store, migrate
from records.desk import decisions, review
from records.desk.receive import Received, receive
from records.desk.views import RecordView
from records.lifecycle import DraftState
from tests.e2e.mortal_worker import open_places

PASSWORD = "mot-mat-khau-du-dai"


@dataclass(frozen=True)
class Staff:
    """The people of one court: a clerk, the judge who presides, and the president."""

    clerk: Actor
    judge: Actor
    president: Actor


@dataclass(frozen=True)
class Office:
    """Databases, files and index in one folder, with the courts in them."""

    folder: Path
    store: Store
    context: Context
    staff: dict[tuple[str, str], Staff]

    def people(self, court: str, judge: str) -> Staff:
        """The staff of a court, engaged when they are first needed."""
        if (court, judge) not in self.staff:
            number = len(self.staff) + 1

            def engage(role: str, name: str, president: bool = False) -> Actor:
                email = f"{role}{'p' if president else ''}{number}@vidu.vn"
                return actor_of(add_account(self.store, email, role, court, president, name, password=PASSWORD))

            self.staff[court, judge] = Staff(
                engage("clerk", "Thư ký Mẫu"), engage("judge", judge), engage("judge", "Chánh án Mẫu", president=True)
            )
        return self.staff[court, judge]

    def staff_of(self, case: DemoCase) -> Staff:
        """The staff of the court of a case."""
        return self.people(case.court_code, case.presiding_judge)

    def upload(self, case: DemoCase, layout: str = "indented", typed: Mapping[str, Any] | None = None) -> Received:
        """The clerk uploads the PDF of a case."""
        path = self.folder / f"{case.slug}.pdf"
        write_pdf(case, layout, path)
        return receive(
            self.store,
            self.staff_of(case).clerk,
            file_name=path.name,
            content=path.read_bytes(),
            court_code=case.court_code,
            typed=typed or {},
        )

    def work(self) -> int:
        """The worker does all there is to do."""
        return work_until_idle(self.context)

    def record(self, case: DemoCase, received: Received) -> RecordView:
        """The record as the clerk sees it."""
        return review.record_view(self.store, self.staff_of(case).clerk, received.judgment_id)

    def confirm(self, case: DemoCase, received: Received) -> None:
        """The clerk masks what is in doubt, settles the rest and confirms what was read."""
        clerk = self.staff_of(case).clerk
        view = self.record(case, received)
        open_mentions = [mention.id for mention in view.mentions if mention.undecided]
        revision = view.draft.revision
        if open_mentions:
            revision = review.decide(
                self.store, clerk, received.draft_id, open_mentions, "mask", revision=revision, scope="one"
            )
        for index, item in enumerate(view.source.residual):
            if not item.get("resolution"):
                revision = review.resolve_residual(
                    self.store, clerk, received.draft_id, index, "word", "không phải tên", revision=revision
                )
        values = {
            "effective_on": case.effective_on,
            "effective_confirmed": True,
            "number_confirmed": True,
            "court_confirmed": True,
        }
        revision = review.save_metadata(self.store, clerk, received.judgment_id, values, revision=revision)
        review.confirm_parties(self.store, clerk, received.draft_id, revision=revision, minor=False)
        self.work()

    def submit(self, case: DemoCase, received: Received) -> None:
        """The clerk hands the draft to the judge."""
        view = self.record(case, received)
        decisions.submit(self.store, self.staff_of(case).clerk, received.draft_id, view.draft.revision)

    def approve(self, case: DemoCase, received: Received, actor: Actor | None = None) -> None:
        """The presiding judge, or another, approves exactly the draft that stands."""
        draft = self.record(case, received).draft
        who = actor or self.staff_of(case).judge
        decisions.approve(self.store, who, received.draft_id, draft.draft_sha256 or "", draft.revision)

    def publish(self, case: DemoCase, layout: str = "indented") -> Received:
        """The whole line for one case; every step is the real one."""
        received = self.upload(case, layout)
        self.work()
        self.confirm(case, received)
        self.submit(case, received)
        self.approve(case, received)
        self.work()
        view = self.record(case, received)
        assert view.draft.state is DraftState.DONE, view.draft.gate
        return received


def open_office(folder: Path, seconds: float = 0) -> Office:
    """An office in an empty or an existing folder; its clock is that many seconds ahead."""
    store, context = open_places(folder, seconds)
    migrate(store)
    seed_courts(store)
    return Office(folder, store, context, {})


def close_office(office: Office) -> None:
    """Give back what the office holds open."""
    office.context.engine.close()
    office.store.close()
