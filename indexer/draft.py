"""From a received file to a draft a person can review: extract, read, anonymize, redact (steps 2 to 5).

Each function is one step: it begins the step in the records, does its work outside of any transaction, and
hands the result to the one transaction of `records.desk.worker` that also ends the job and makes the next one.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any, Final

import structlog

from anonymizer import Analysis, Mention, Party, Policy, detect
from indexer import ocr, redaction
from indexer.context import Context
from indexer.copies import private_copy
from indexer.extract import Extraction, extract_file
from indexer.ocr.assembly import Doubtful
from indexer.reading import Document, Finding, understand
from indexer.values import coded
from records.courts import find_court
from records.database import Store
from records.desk import recognition, worker
from records.desk.views import SourceView
from records.errors import Permanent
from records.jobs import Job
from vietnamese.texts import SourceText

log = structlog.get_logger()

ADULT_YEARS: Final = 18
SHOWN: Final = (
    "case_number", "decided_on", "kind", "instance", "case_type", "legal_relation", "presiding_judge", "closed_hearing",
    "result",
)  # fmt: skip
NO_TEXT: Final = "Tệp không có chữ nào đọc được. Hãy xuất lại PDF từ bản Word hoặc quét lại bản gốc."


class AnonymizerFailed(Permanent):
    """The anonymizer broke on this text; nothing downstream may run, so a person must look."""

    def __init__(self) -> None:
        super().__init__("Không thay thế được thông tin cá nhân trong văn bản này. Người vận hành đã được báo.")


def extract(context: Context, job: Job) -> None:
    """Read the text out of the court's file in a sandboxed child.

    A bad file ends in FAILED with its sentence; a file with scanned pages goes on with their recognition.
    """
    store = context.store
    if not worker.begin_step(store, job):
        return
    with private_copy(worker.load_original(store, draft_of(job))) as path:
        found = extract_file(path, context.limits)
    scanned = ocr.waiting(found)
    if not scanned:
        save(store, job, found)
    elif ocr.installed():
        recognition.begin(store, job, pages=len(found.pages), numbers=scanned)
    else:
        recognition.postpone(store, job, ocr.MISSING, pages=len(found.pages), scanned=len(scanned))


def save(store: Store, job: Job, found: Extraction, doubtful: Sequence[Doubtful] = ()) -> None:
    """Keep what was read, or the reason why nothing was."""
    if found.verdict == "refused":
        worker.fail(store, job, found.code, found.message or NO_TEXT)
    elif not found.text.strip():
        worker.fail(store, job, "NO_TEXT", NO_TEXT)
    else:
        worker.save_extraction(
            store,
            job,
            pages=[asdict(page) for page in found.pages],
            text=SourceText(found.text),
            paragraphs=_places(found),
            hidden=[asdict(item) for item in found.hidden],
            flags=list(found.flags),
            doubtful=[asdict(word) for word in doubtful],
        )


def read(context: Context, job: Job) -> None:
    """Find what the text says about itself; the court is the one of the list that the printed name means.

    What was typed stays and is compared; the day of effect is never read, it is for a person to confirm.
    """
    store = context.store
    if not worker.begin_step(store, job):
        return
    worker.save_reading(store, job, **reading_of(store, understand(worker.load_source(store, draft_of(job)).text)))


def reading_of(store: Store, found: Document) -> dict[str, Any]:
    """What a text says about itself, as the records keep it: values, the court's code, places, sentences of warning."""
    metadata: dict[str, Any] = {name: _value(name, found.metadata[name]) for name in SHOWN if name in found.metadata}
    if "minors" in found.metadata:
        metadata["minor_participant"] = True
    printed = found.metadata.get("court")
    court = None if printed is None else find_court(store, str(printed.value), _day(metadata.get("decided_on")))
    return {
        "metadata": metadata,
        "court_code": None if court is None else court.code,
        "findings": {name: asdict(finding) for name, finding in found.metadata.items()},
        "warnings": found.warnings,
    }


def anonymize(context: Context, job: Job) -> None:
    """Find who and what is to be coded, and whether a party was under 18 on the day of the hearing."""
    store = context.store
    if not worker.begin_step(store, job):
        return
    worker.save_analysis(store, job, **_analysed(context, worker.load_source(store, draft_of(job))))


def _analysed(context: Context, source: SourceView) -> dict[str, Any]:
    found, mentions = _detected(source.text, context.policy)
    return {
        "mentions": [asdict(mention) for mention in mentions],
        "parties": [_party(party) for party in found.parties],
        "zones": [asdict(zone) for zone in found.zones],
        "minor_participant": has_minor(found.parties, _hearing(source)),
    }


def redraft(context: Context, job: Job) -> None:
    """Make the public draft from the decisions as they stand, and prove it; a leak leaves the draft failed.

    The first draft opens the review. Running again replaces the draft; a newer save makes this run needless. A text
    that a person has corrected is read and searched again first.
    """
    store = context.store
    if not worker.begin_step(store, job):
        return
    source = worker.load_source(store, draft_of(job))
    if source.text_version != source.analysed_version:
        again = _analysed(context, source) | reading_of(store, understand(source.text))
        worker.save_again(store, job, **again)
    try:
        made = redaction.make_draft(source.text, worker.load_mentions(store, draft_of(job)), context.policy)
    except redaction.Unproved as unproved:
        log.warning("draft.unproved", job=job.id, draft=job.draft_id)
        worker.save_draft_failure(store, job, unproved.sentence)
        return
    worker.save_draft(
        store,
        job,
        draft_text=made.redaction.public_text,
        mentions_replacements=made.replacements,
        codes=made.redaction.codes,
        residual=made.residual,
        forms=made.forms,
        policy=made.redaction.policy,
        model=made.redaction.model,
    )


def has_minor(parties: Sequence[Party], hearing: date | None) -> bool:
    """Whether a party of the party block may have been under 18 on the day (Điều 4 NQ 03/2017/NQ-HĐTP).

    With a year of birth only, the youngest age it allows counts: a person can say otherwise, a leak cannot be undone.
    Children who are merely mentioned are no parties. Without a day nothing is known.
    """
    if hearing is None:
        return False
    births = [party.birth_date or (party.birth_year and date(party.birth_year, 12, 31)) for party in parties]
    return any(birth and _comes_of_age(birth) > hearing for birth in births)


def _comes_of_age(birth: date) -> date:
    try:
        return birth.replace(year=birth.year + ADULT_YEARS)
    except ValueError:  # 29 February: the day after in a year that has none
        return date(birth.year + ADULT_YEARS, 3, 1)


def _detected(text: SourceText, policy: Policy) -> tuple[Analysis, tuple[Mention, ...]]:
    try:
        found = detect(text, policy=policy)
        return found, redaction.settled(text, found.mentions, policy)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        # A pure function of the text: it would break the same way on every attempt.
        log.error("anonymizer.crashed", error=type(error).__name__)  # noqa: TRY400  a trace may quote the text
        raise AnonymizerFailed from error


def _places(found: Extraction) -> list[dict[str, int]]:
    """Page, start and end in the text of each paragraph."""
    places, start = [], 0
    for paragraph in found.paragraphs:
        end = start + len(paragraph.text)
        places.append({"page": paragraph.page, "start": start, "end": end})
        start = end + 1  # paragraphs are joined by one line break
    return places


def _value(name: str, finding: Finding) -> str | bool:
    # The kind stays in words: the public title begins with it.
    return finding.value if name == "kind" or isinstance(finding.value, bool) else coded(name, finding.value)


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None


def _hearing(source: SourceView) -> date | None:
    return _day(source.typed.get("decided_on") or source.reading.get("values", {}).get("decided_on"))


def _party(party: Party) -> dict[str, Any]:
    birth = None if party.birth_date is None else party.birth_date.isoformat()
    return asdict(party) | {"birth_date": birth}


def draft_of(job: Job) -> int:
    """The draft that the job is about; ValueError when it is about none."""
    if job.draft_id is None:
        raise ValueError("this step needs a job about a draft")
    return job.draft_id
