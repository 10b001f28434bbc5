"""What the pipeline writes: each step's result, its event, the end of its job and the next job in one transaction.

Every function may run twice: the job's lease is checked first, inside the transaction, so that a run that lost its
job (`LeaseLost`) changes nothing, and the restricted rows are overwritten, not added to.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records import accounts, events, jobs, models, sources
from records.actors import WORKER
from records.database import Store
from records.desk import access, views
from records.desk.approved import Approved, load_approved
from records.desk.publish import DraftChanged, Published, publish, refuse_pdf, save_pdf
from records.jobs import Job
from records.lifecycle import DraftState
from vietnamese.letters import fold
from vietnamese.texts import PublicText, SourceText

__all__ = [
    "Approved",
    "DraftChanged",
    "Published",
    "begin_step",
    "complete",
    "fail",
    "load_approved",
    "load_mentions",
    "load_original",
    "load_source",
    "publish",
    "purge",
    "refuse_pdf",
    "resume",
    "save_analysis",
    "save_draft",
    "save_draft_failure",
    "save_extraction",
    "save_pdf",
    "save_reading",
    "wait",
]

_PIPELINE = frozenset({"extract", "ocr", "read", "anonymize"})
_OPEN = frozenset({DraftState.RECEIVED, DraftState.WAITING, DraftState.PROCESSING})
_READ_FIELDS = frozenset(
    {"case_number", "kind", "instance", "case_type", "legal_relation", "decided_on", "presiding_judge", "effective_on"}
)
_READ_FLAGS = frozenset({"closed_hearing", "minor_participant", "appeal_pending"})


@dataclass(slots=True)
class Step:
    """One transaction of a step: both sessions and the rows it is about."""

    session: Session
    restricted: Session
    draft: models.Draft
    judgment: models.Judgment
    source: sources.Source


def begin_step(store: Store, job: Job) -> bool:
    """Take the draft into PROCESSING where the job is of the reading line; say whether the step has work to do.

    False: the job was overtaken (a newer redraft is queued, or the draft left the state the job is for) and is ended.
    """
    with store.writing() as session:
        jobs.hold(session, job)
        if job.draft_id is None:
            return True
        draft = access.draft_of(session, job.draft_id)
        if not _has_work(job, draft):
            jobs.finish(session, job)
            return False
        if job.kind in _PIPELINE:
            if draft.state is not DraftState.PROCESSING:
                access.move(session, store, draft, "begin", WORKER, job=job.id)
            # Written first and taken back on success: a run that dies leaves a draft that says so.
            draft.failure_code, draft.waiting_reason = f"{job.kind}-unfinished", None
        return True


def save_extraction(
    store: Store,
    job: Job,
    *,
    pages: Sequence[Any],
    text: SourceText,
    paragraphs: Sequence[Any],
    hidden: Sequence[Any] = (),
    flags: Sequence[str] = (),
    doubtful: Sequence[Mapping[str, Any]] = (),
    to_see: int = 0,
) -> None:
    """Keep what was read from the file (`paragraphs`: page, start, end in `text`); next job: read.

    `doubtful`: recognised words that may be misread (page, start, end, confidence, other, named). `to_see` counts
    the places a person must look at before publishing (pages with hidden words, doubtful words on a line with a name).
    """
    with writing_step(store, job) as step:
        source = step.source
        source.pages, source.text, source.paragraphs = list(pages), text, list(paragraphs)
        _forget_pages(step)
        source.hidden, source.doubtful = list(hidden), list(doubtful)
        step.draft.pages, step.draft.flags, step.draft.hidden_open = len(pages), list(flags), to_see
        end_step(step, store, job, "draft.extracted", pages=len(pages), hidden=len(hidden))
        next_job(step, "read")


def fail(store: Store, job: Job, code: str, sentence: str) -> None:
    """End the draft as FAILED with the code and sentence that its uploader is told."""
    with writing_step(store, job) as step:
        _forget_pages(step)
        access.move(step.session, store, step.draft, "fail", WORKER, code=code)
        step.draft.failure_code, step.draft.failure_sentence = code, sentence
        jobs.finish(step.session, job)


def wait(store: Store, job: Job, reason: str) -> None:
    """Let the draft wait (recognition of scans missing, file needed); `resume` goes on."""
    with writing_step(store, job) as step:
        access.move(step.session, store, step.draft, "wait", WORKER)
        step.draft.failure_code, step.draft.waiting_reason = None, reason
        jobs.finish(step.session, job)


def resume(store: Store, draft_id: int) -> None:
    """Queue the reading of a waiting draft again; nothing happens in another state."""
    with store.writing() as session:
        draft = access.draft_of(session, draft_id)
        if draft.state is DraftState.WAITING:
            jobs.enqueue(session, "extract", draft.judgment_id, draft_id=draft.id)


def save_reading(
    store: Store,
    job: Job,
    *,
    metadata: Mapping[str, Any],
    court_code: str | None = None,
    findings: Mapping[str, Any] | Sequence[Any] = (),
    citations: Sequence[Any] = (),
) -> None:
    """Keep what the text says about itself; next job: anonymize.

    `metadata` maps fields of the judgment to values (dates as date or ISO text). What was typed stays, and fields
    that differ are listed in the source's reading as `differs`; a closed hearing or a minor found is never untyped.
    `findings` are kept as given (value with its place).
    """
    with writing_step(store, job) as step:
        typed = step.source.typed
        read = {name: _date_of(name, value) for name, value in metadata.items() if value not in (None, "")}
        differs = [name for name in sorted(_READ_FIELDS & set(read) & set(typed)) if _plain(read[name]) != typed[name]]
        if court_code is not None and step.judgment.court_code is None:
            step.judgment.court_code = court_code
        elif court_code is not None and court_code != step.judgment.court_code:
            differs.append("court_code")
        _fill(step, read, typed)
        _find_judge(step)
        step.judgment.citations = list(citations)
        findings_kept = dict(findings) if isinstance(findings, Mapping) else list(findings)
        step.source.reading = {
            "findings": findings_kept,
            "values": {name: _plain(value) for name, value in read.items()},
            "court_code": court_code,
            "differs": differs,
        }
        step.judgment.revision += 1
        end_step(step, store, job, "draft.read", fields=sorted(read), differs=differs)
        next_job(step, "anonymize")


def save_analysis(
    store: Store,
    job: Job,
    *,
    mentions: Sequence[Mapping[str, Any]],
    parties: Sequence[Any] = (),
    zones: Sequence[Any] = (),
    minor_participant: bool = False,
) -> None:
    """Replace the mentions of the draft (keys of contract.md 3.2, `replacement` optional); next job: redraft."""
    with writing_step(store, job) as step:
        step.restricted.execute(delete(sources.Mention).where(sources.Mention.draft_id == step.draft.id))
        step.restricted.add_all(_new_mention(step.draft, line) for line in mentions)
        step.source.parties, step.source.zones = list(parties), list(zones)
        if minor_participant:
            step.judgment.minor_participant = True
        end_step(step, store, job, "draft.analysed", mentions=len(mentions))
        next_job(step, "redraft", payload={"revision": step.draft.revision})


def save_draft(
    store: Store,
    job: Job,
    *,
    draft_text: PublicText,
    mentions_replacements: Mapping[int, str | None],
    codes: Mapping[str, str],
    residual: Sequence[Mapping[str, Any]],
    forms: Sequence[Any],
    policy: str,
    model: str,
    draft_paragraphs: Sequence[str] | None = None,
    new_mentions: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Keep the public draft of the job's revision and return its SHA-256; the first one opens the review.

    `mentions_replacements`: mention id → what stands in its place. Paragraphs are the lines of the text when not
    given. `new_mentions`: what the proof found and masked. Residual findings settled before stay settled.
    """
    with writing_step(store, job) as step:
        source, draft = step.source, step.draft
        settled = views.settle(step.restricted, draft)
        step.restricted.add_all(_new_mention(draft, line) for line in new_mentions)
        step.restricted.flush()
        for row in step.restricted.scalars(select(sources.Mention).where(sources.Mention.draft_id == draft.id)):
            row.replacement = mentions_replacements.get(row.id, row.replacement)
        source.residual = _carry_over(settled.residual, residual)
        source.draft_text, source.draft_sha256 = draft_text, sha256(draft_text.encode()).hexdigest()
        source.draft_paragraphs = list(draft_paragraphs if draft_paragraphs is not None else draft_text.split("\n"))
        source.codes, source.forms, source.policy, source.model = dict(codes), list(forms), policy, model
        step.restricted.flush()
        current = views.mention_views(step.restricted, draft)
        draft.undecided, draft.residual_open = views.open_points(current, source.residual)
        draft.draft_sha256, draft.drafted_at = source.draft_sha256, store.clock()
        draft.drafted_revision, draft.draft_failed = _revision(job, draft), None
        draft.policy, draft.model = policy, model
        _to_review(step, store, job, sha256=source.draft_sha256, revision=draft.drafted_revision)
        return source.draft_sha256


def save_draft_failure(store: Store, job: Job, sentence: str) -> None:
    """Say that no safe draft could be made (the proof found a leak): a person must look, publishing is blocked."""
    with writing_step(store, job) as step:
        step.draft.draft_failed = sentence
        step.draft.drafted_revision = _revision(job, step.draft)
        step.draft.undecided = views.open_points(views.mention_views(step.restricted, step.draft), ())[0]
        _to_review(step, store, job, failed=True)


def load_source(store: Store, draft_id: int) -> views.SourceView:
    """Return what the draft is made from; raise NotFound."""
    with store.reading() as session, store.sources_reading() as restricted:
        draft = access.draft_of(session, draft_id)
        return views.source_view(restricted.get_one(sources.Source, draft_id), draft)


def load_mentions(store: Store, draft_id: int) -> list[views.MentionView]:
    """Return the mentions of the draft in text order with the decisions that count."""
    with store.reading() as session, store.sources_reading() as restricted:
        return views.mention_views(restricted, access.draft_of(session, draft_id))


def load_original(store: Store, draft_id: int) -> bytes:
    """Return the file as the court sent it; raise OriginalDamaged when it was changed."""
    with store.reading() as session:
        name = access.draft_of(session, draft_id).original_sha256
    return store.files.get_original(name)


def complete(store: Store, job: Job) -> None:
    """End a job that changes nothing in records (index, unindex)."""
    with store.writing() as session:
        jobs.finish(session, job)


def purge(store: Store, job: Job) -> list[str]:
    """Delete the published files named in the job that no public version shows any more; return their names."""
    with store.writing() as session:
        jobs.hold(session, job)
        gone = [name for name in job.payload.get("files", ()) if not _shown(session, name)]
        for name in gone:
            store.files.delete_published(name)
        jobs.finish(session, job)
        return gone


def _shown(session: Session, name: str) -> bool:
    query = select(models.Publication.version).where(
        models.Publication.pdf_sha256 == name, models.Publication.text != ""
    )
    return session.scalars(query.limit(1)).first() is not None


def _has_work(job: Job, draft: models.Draft) -> bool:
    if job.kind in _PIPELINE:
        return draft.state in _OPEN
    if job.kind == "redraft":
        wanted = draft.state in {DraftState.PROCESSING, DraftState.IN_REVIEW}
        return wanted and _revision(job, draft) == draft.revision
    if job.kind == "render":
        return draft.state is DraftState.APPROVED
    return True


@contextmanager
def writing_step(store: Store, job: Job) -> Iterator[Step]:
    """One transaction in both databases for a job about a draft; raise LeaseLost when the job is another's by now."""
    with store.writing() as session:
        jobs.hold(session, job)
        if job.draft_id is None:
            raise ValueError("this step needs a job about a draft")
        draft = access.draft_of(session, job.draft_id)
        judgment = access.judgment_of(session, draft.judgment_id)
        with store.sources_writing() as restricted:
            source = restricted.get_one(sources.Source, draft.id)
            yield Step(session, restricted, draft, judgment, source)
            session.flush()  # a fault in records must show before sources are committed


def end_step(step: Step, store: Store, job: Job, action: str, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    """End the job with an event."""
    step.draft.failure_code = None
    jobs.finish(step.session, job)
    facts = {"draft": step.draft.id, "job": job.id, **detail}
    events.append(step.session, store, actor=WORKER, action=action, judgment_id=step.judgment.id, detail=facts)


def next_job(step: Step, kind: str, payload: Mapping[str, Any] | None = None) -> None:
    """Queue the next job about the draft."""
    jobs.enqueue(step.session, kind, step.judgment.id, draft_id=step.draft.id, payload=payload)


def _to_review(step: Step, store: Store, job: Job, **detail: Any) -> None:  # noqa: ANN401  facts of an event
    if step.draft.state is DraftState.PROCESSING:
        step.draft.failure_code = None
        access.move(step.session, store, step.draft, "draft", WORKER, **detail)
        jobs.finish(step.session, job)
    else:
        end_step(step, store, job, "draft.redrafted", **detail)


def _forget_pages(step: Step) -> None:
    pages = sources.RecognisedPage
    step.restricted.execute(delete(pages).where(pages.draft_id == step.draft.id))


def _revision(job: Job, draft: models.Draft) -> int:
    return int(job.payload.get("revision", draft.revision))


def _fill(step: Step, read: Mapping[str, Any], typed: Mapping[str, Any]) -> None:
    columns: dict[str, Callable[[Any], Any]] = dict.fromkeys(_READ_FIELDS - {"effective_on"}, lambda value: value)
    for name in columns:
        if name in read and name not in typed and not _confirmed(step.judgment, name):
            setattr(step.judgment, name, read[name])
    for name in _READ_FLAGS:
        if read.get(name):
            setattr(step.judgment, name, True)


def _confirmed(judgment: models.Judgment, name: str) -> bool:
    return judgment.number_confirmed and name in {"case_number", "decided_on"}


def _find_judge(step: Step) -> None:
    judgment = step.judgment
    if judgment.presiding_account_id is not None or not judgment.presiding_judge or judgment.court_code is None:
        return
    wanted = fold(judgment.presiding_judge).split()
    names = accounts.account_names(step.session, judgment.court_code)
    fitting = [number for number, name in names.items() if fold(name).split() == wanted]
    if len(fitting) == 1:
        judgment.presiding_account_id = fitting[0]


def _date_of(name: str, value: object) -> object:
    return date.fromisoformat(value) if name.endswith("_on") and isinstance(value, str) else value


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _new_mention(draft: models.Draft, line: Mapping[str, Any]) -> sources.Mention:
    names = ("start", "end", "label", "entity", "role", "action", "evidence", "score", "replacement")
    given = {name: line[name] for name in names if line.get(name) is not None}
    return sources.Mention(draft_id=draft.id, origin="machine", revision=draft.revision, **given)


def _carry_over(before: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    settled = {_finding(item): item for item in before if item.get("resolution") == "word"}
    kept = ("resolution", "resolution_reason", "resolved_by")
    return [
        {**item, **{name: settled[_finding(item)][name] for name in kept}} if _finding(item) in settled else dict(item)
        for item in found
    ]


def _finding(item: Mapping[str, Any]) -> tuple[Any, ...]:
    words = item.get("text")
    return (item.get("reason"), words) if words else (item.get("reason"), item.get("start"), item.get("end"))
