"""What the pipeline writes: each step's result, its event, the end of its job and the next job in one transaction.

Every function may run twice: the job's lease is checked first, inside the transaction, so that a run that lost its
job (`LeaseLost`) changes nothing, and the restricted rows are overwritten, not added to.
"""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from records import jobs, models, sources
from records.actors import WORKER
from records.database import Store
from records.desk import access, views
from records.desk.approved import Approved, load_approved
from records.desk.mentions import merge, new_mention
from records.desk.publish import DraftChanged, Published, publish, refuse_pdf, save_pdf
from records.desk.readings import save_reading, take
from records.desk.steps import Step, begin_step, end_step, next_job, revision_of, writing_step
from records.jobs import Job
from records.lifecycle import DraftState
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
    "save_again",
    "save_analysis",
    "save_draft",
    "save_draft_failure",
    "save_extraction",
    "save_pdf",
    "save_reading",
    "wait",
]


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
) -> None:
    """Keep what was read from the file (`paragraphs`: page, start, end in `text`); next job: read.

    `doubtful`: recognised words that may be misread (page, start, end, confidence, other, named). Hidden words, words
    in doubt on a line with a name, and any recognised page must be looked at by a person before publishing.
    """
    with writing_step(store, job) as step:
        source = step.source
        source.pages, source.text, source.paragraphs = list(pages), text, list(paragraphs)
        _forget_pages(step)
        source.hidden, source.doubtful = list(hidden), [dict(word) for word in doubtful]
        source.corrections, source.looked, source.text_version, source.analysed_version = [], {}, 1, 1
        step.draft.pages, step.draft.flags, step.draft.hidden_open = len(pages), list(flags), views.to_see(source)
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
        step.restricted.add_all(new_mention(step.draft, line) for line in mentions)
        step.source.parties, step.source.zones = list(parties), list(zones)
        if minor_participant:
            step.judgment.minor_participant = True
        end_step(step, store, job, "draft.analysed", mentions=len(mentions))
        next_job(step, "redraft", payload={"revision": step.draft.revision})


def save_again(
    store: Store,
    job: Job,
    *,
    mentions: Sequence[Mapping[str, Any]],
    parties: Sequence[Any],
    zones: Sequence[Any],
    metadata: Mapping[str, Any],
    court_code: str | None,
    findings: Mapping[str, Any],
    warnings: Sequence[str],
    minor_participant: bool,
) -> None:
    """Take the analysis of a text that a person corrected; decisions stay where they were made. The job goes on.

    Safe to run twice. A list of parties that a person confirmed stays.
    """
    with writing_step(store, job) as step:
        source = views.settle(step.restricted, step.draft)
        merge(step.restricted, step.draft, mentions)
        source.zones = list(zones)
        if not step.judgment.parties_confirmed:
            source.parties = list(parties)
        take(step, metadata, court_code, findings, warnings)
        if minor_participant:
            step.judgment.minor_participant = True
        source.analysed_version = source.text_version


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
        step.restricted.add_all(new_mention(draft, line) for line in new_mentions)
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
        draft.drafted_revision, draft.draft_failed = revision_of(job, draft), None
        draft.policy, draft.model = policy, model
        _to_review(step, store, job, sha256=source.draft_sha256, revision=draft.drafted_revision)
        return source.draft_sha256


def save_draft_failure(store: Store, job: Job, sentence: str) -> None:
    """Say that no safe draft could be made (the proof found a leak): a person must look, publishing is blocked."""
    with writing_step(store, job) as step:
        step.draft.draft_failed = sentence
        step.draft.drafted_revision = revision_of(job, step.draft)
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
