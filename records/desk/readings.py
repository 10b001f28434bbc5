"""What the text says about itself: kept with its places, filled into the record where nobody said otherwise."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from records import accounts, models
from records.database import Store
from records.desk.differences import COMPARED, differences, open_fields
from records.desk.steps import Step, end_step, next_job, writing_step
from records.jobs import Job
from vietnamese.letters import fold

_FIELDS: Final = frozenset(
    {"case_number", "kind", "instance", "case_type", "legal_relation", "decided_on", "presiding_judge", "result"}
)
_FLAGS: Final = frozenset({"closed_hearing", "minor_participant", "appeal_pending"})
_LONGEST: Final = {"case_number": 60, "legal_relation": 300, "presiding_judge": 120, "result": 60}


def save_reading(
    store: Store,
    job: Job,
    *,
    metadata: Mapping[str, Any],
    court_code: str | None = None,
    findings: Mapping[str, Any] | Sequence[Any] = (),
    citations: Sequence[Any] = (),
    warnings: Sequence[str] = (),
) -> None:
    """Keep what the text says about itself; next job: anonymize.

    `metadata` maps fields of the judgment to values (dates as date or ISO text). What was typed stays, and fields
    that differ are listed in the source's reading as `differs`; a closed hearing or a minor found is never untyped.
    `findings` are kept as given (value with its place), `warnings` are sentences for the reviewer.
    """
    with writing_step(store, job) as step:
        differs = take(step, metadata, court_code, findings, warnings)
        step.judgment.citations = list(citations)
        end_step(step, store, job, "draft.read", fields=sorted(_read(metadata)), differs=differs)
        next_job(step, "anonymize")


def take(
    step: Step,
    metadata: Mapping[str, Any],
    court_code: str | None,
    findings: Mapping[str, Any] | Sequence[Any],
    warnings: Sequence[str],
) -> list[str]:
    """Keep a reading in the step's transaction and fill the record from it; return the fields that differ.

    A value that a person typed or changed since the last reading stays.
    """
    judgment, source = step.judgment, step.source
    read, before = _read(metadata), source.reading
    if court_code is not None and judgment.court_code is None:
        judgment.court_code = court_code
    _fill(judgment, read, source.typed, before.get("values", {}))
    _find_judge(step)
    reading = {
        "findings": dict(findings) if isinstance(findings, Mapping) else list(findings),
        "values": {name: _plain(value) for name, value in read.items()},
        "court_code": court_code,
        "warnings": list(warnings),
        "kept": before.get("kept", {}),
    }
    found = differences(reading, current_values(judgment))
    source.reading = {**reading, "differs": [one.name for one in found]}
    step.draft.differs_open = open_fields(found)
    judgment.revision += 1
    return [one.name for one in found]


def current_values(judgment: models.Judgment) -> dict[str, Any]:
    """Return what the record says of the fields that are compared with the text."""
    return {name: getattr(judgment, name) for name in COMPARED}


def _read(metadata: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _value(name, value) for name, value in metadata.items() if value not in (None, "")}


def _value(name: str, value: object) -> object:
    if name.endswith("_on") and isinstance(value, str):
        return date.fromisoformat(value)
    return value[: _LONGEST[name]] if isinstance(value, str) and name in _LONGEST else value


def _fill(
    judgment: models.Judgment, read: Mapping[str, Any], typed: Mapping[str, Any], before: Mapping[str, Any]
) -> None:
    for name in sorted(_FIELDS & set(read) - set(typed)):
        stands = _plain(getattr(judgment, name))
        if stands in {None, ""} or (stands == before.get(name) and not _confirmed(judgment, name)):
            setattr(judgment, name, read[name])
    for name in _FLAGS:
        if read.get(name):
            setattr(judgment, name, True)


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


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
