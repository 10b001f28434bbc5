"""Staff of an invented court over a real store, and the steps of the pipeline with invented text."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from records import accounts, jobs, models
from records.accounts import Account, add_account
from records.actors import Actor
from records.database import Store
from records.desk import decisions, review, worker
from records.desk.receive import Received, receive
from records.events import timeline
from vietnamese.texts import PublicText, SourceText

COURT = "tand-kv-1-ha-noi"
OTHER_COURT = "tand-kv-2-ha-noi"
PASSWORD = "mật khẩu dài lắm"
TEXT = "Nguyên đơn: ông Nguyễn Văn Khải.\nBị đơn: bà Trần Thị Mẫu, số 0123."
PUBLIC = "Nguyên đơn: ông Nguyễn Văn K.\nBị đơn: bà Trần Thị M, số […]."
MENTIONS = (
    {"start": 16, "end": 31, "label": "PERSON_PRIVATE", "entity": "e1", "role": "plaintiff", "action": "replace"},
    {"start": 44, "end": 56, "label": "PERSON_PRIVATE", "entity": "e2", "role": "defendant", "action": "review"},
    {"start": 61, "end": 65, "label": "ID_NUMBER", "entity": "", "role": "", "action": "replace"},
)


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        self.now += timedelta(**step)


@dataclass
class Office:
    """A store with staff: `act` names an actor, `run` does the next due job of a kind."""

    store: Store
    clock: Clock
    people: dict[str, Account] = field(default_factory=dict)
    received: int = 0

    def act(self, who: str) -> Actor:
        return accounts.actor_of(self.people[who])

    def hire(self, who: str, role: str, court: str | None = COURT, *, president: bool = False, name: str = "") -> None:
        self.people[who] = add_account(
            self.store, f"{who}@toa.example", role, court, president, name, password=PASSWORD
        )

    def receive(self, content: bytes | None = None, **typed: object) -> Received:
        self.received += 1
        body = content if content is not None else b"%PDF-1.4 " + str(self.received).encode()
        return receive(self.store, self.act("clerk"), file_name="ba.pdf", content=body, court_code=COURT, typed=typed)

    def claim(self, kind: str | None = None) -> jobs.Job:
        job = jobs.claim(self.store, "w1")
        assert job is not None
        assert kind is None or job.kind == kind
        return job

    def extract(self) -> None:
        job = self.claim("extract")
        assert worker.begin_step(self.store, job)
        paragraphs = [{"page": 1, "start": 0, "end": 32}, {"page": 1, "start": 33, "end": len(TEXT)}]
        worker.save_extraction(
            self.store, job, pages=[{"number": 1}], text=SourceText(TEXT), paragraphs=paragraphs, flags=["SIGNED"]
        )

    def read(self, **metadata: object) -> None:
        job = self.claim("read")
        assert worker.begin_step(self.store, job)
        found = {
            "case_number": "13/2026/DS-ST",
            "kind": "bản án",
            "instance": "sơ thẩm",
            "case_type": "dân sự",
            "decided_on": "2026-09-22",
            "presiding_judge": "Trần Thị Mai",
        } | metadata
        worker.save_reading(self.store, job, metadata=found, court_code=COURT, citations=[{"target": "91/2015/QH13"}])

    def analyse(self) -> None:
        job = self.claim("anonymize")
        assert worker.begin_step(self.store, job)
        worker.save_analysis(self.store, job, mentions=MENTIONS, parties=[{"role": "plaintiff"}], zones=[])

    def redraft(self, text: str = PUBLIC, residual: tuple[dict[str, object], ...] = ()) -> str:
        job = self.claim("redraft")
        assert worker.begin_step(self.store, job)
        assert job.draft_id is not None
        replaced = {view.id: "[…]" for view in worker.load_mentions(self.store, job.draft_id)}
        return worker.save_draft(
            self.store,
            job,
            draft_text=PublicText(text),
            mentions_replacements=replaced,
            codes={"e1": "Nguyễn Văn K"},
            residual=residual,
            forms=["Nguyễn Văn Khải"],
            policy="p1",
            model="rules",
        )

    def to_review(self, **typed: object) -> Received:
        received = self.receive(**typed)
        self.extract()
        self.read()
        self.analyse()
        self.redraft()
        return received

    def decide_all(self, received: Received) -> int:
        """Settle every blocker as the second clerk; return the revision."""
        who, draft_id = self.act("reviewer"), received.draft_id
        view = review.record_view(self.store, who, received.judgment_id)
        open_ids = [mention.id for mention in view.mentions if mention.undecided]
        revision = review.decide(self.store, who, draft_id, open_ids, "mask", revision=view.draft.revision)
        self.redraft()
        revision = review.save_metadata(
            self.store,
            who,
            received.judgment_id,
            {
                "effective_on": date(2026, 10, 23),
                "effective_confirmed": True,
                "number_confirmed": True,
                "court_confirmed": True,
            },
            revision=revision,
        )
        return review.confirm_parties(self.store, who, draft_id, revision=revision, minor=False)

    def to_submitted(self) -> tuple[Received, int]:
        received = self.to_review()
        revision = self.decide_all(received)
        decisions.submit(self.store, self.act("reviewer"), received.draft_id, revision)
        return received, revision

    def to_approved(self) -> Received:
        received, revision = self.to_submitted()
        self.approve(received, revision)
        return received

    def approve(self, received: Received, revision: int, who: str = "judge") -> None:
        sha = sha256(PUBLIC.encode()).hexdigest()
        decisions.approve(self.store, self.act(who), received.draft_id, sha, revision)

    def render(self, pdf: bytes = b"%PDF finished") -> None:
        job = self.claim("render")
        assert worker.begin_step(self.store, job)
        name = self.store.files.put_published(pdf)
        worker.save_pdf(self.store, job, pdf_sha256=name, gate={"passed": 14})

    def publish(self, received: Received | None = None, pdf: bytes = b"%PDF finished") -> str:
        """Take a judgment to its public page and its index job; return the public id."""
        if received is None:
            self.to_approved()
        self.render(pdf)
        found = worker.publish(self.store, self.claim("publish"))
        self.drain()
        return found.public_id

    def drain(self) -> list[str]:
        """End what is left in the queue (index, unindex, purge); return the kinds in order."""
        kinds = []
        while (job := jobs.claim(self.store, "w1")) is not None:
            kinds.append(job.kind)
            if job.kind == "purge":
                worker.purge(self.store, job)
            else:
                worker.complete(self.store, job)
        return kinds

    def draft(self, draft_id: int) -> models.Draft:
        with self.store.reading() as session:
            return session.get_one(models.Draft, draft_id)

    def judgment(self, judgment_id: int) -> models.Judgment:
        with self.store.reading() as session:
            return session.get_one(models.Judgment, judgment_id)

    def actions(self, judgment_id: int) -> list[str]:
        """The actions of the record's events, oldest first."""
        return [line.action for line in reversed(timeline(self.store, judgment_id))]
