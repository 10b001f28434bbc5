"""The search index as a copy of what is public: made from publications, compared with them, repaired from them.

The index is disposable: pages and snippets come from the records, so what stands here too long never shows.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

import structlog

from anonymizer.reading import read
from anonymizer.zones import find_zones
from indexer.cite import cite
from indexer.context import Context
from indexer.values import coded
from records import citations, courts, importance, public
from records.database import Store
from records.importance import Weight
from records.public import PublicJudgment
from search import ranking
from search.check import Difference, compare
from search.engine import EngineStatus, IndexOutdated, SearchDocument
from search.nodes import case_parts

log = structlog.get_logger()

BATCH: Final = 200  # documents written to the engine at once when many are repaired
ROUNDS: Final = 5  # a judgment that changes while it is indexed is read again; more often it is left to `check`

Progress = Callable[[int, int], None]
Cited = tuple[tuple[str, ...], tuple[str, ...]]
_UNCITED: Final = Weight()


def refresh(context: Context, ids: Iterable[str]) -> None:
    """Bring the index entries of these public ids to what the records say now: put what is public, remove the rest.

    Reads the records again afterwards: a withdrawal that came in between must win over the text read before it.
    Raises SearchUnavailable when the engine does not answer.
    """
    wanted = list(ids)
    for _ in range(ROUNDS):
        cite(context.store, wanted)
        documents = list(_documents(context.store, public.find_many(context.store, wanted)))
        current = {document.id: (document.version, ranking.importance(document)) for document in documents}
        context.engine.remove([public_id for public_id in wanted if public_id not in current])
        context.engine.put(documents)
        if _recorded(context.store, wanted) == current:
            return


def rebuild(context: Context, progress: Progress | None = None) -> int:
    """Build a new index from all publications beside the live one, then switch; the number of documents.

    progress: called with the number of documents read so far and of all. Raises SearchUnavailable.
    """
    store = context.store
    cite(store)
    total = len(public.versions(store))

    def everything() -> Iterator[SearchDocument]:
        for count, found in enumerate(_documents(store, public.index_documents(store)), start=1):
            if progress is not None:
                progress(count, max(count, total))
            yield found

    number = context.engine.rebuild(everything(), lambda ids: _documents(store, public.find_many(store, list(ids))))
    log.info("index.rebuilt", documents=number)
    return number


def check(context: Context, *, repair: bool = True) -> Difference:
    """Compare the index with the records by id, version and importance and, unless told not to, make it agree.

    Raises SearchUnavailable.
    """
    importances = context.engine.importances()
    indexed = {one: (version, importances.get(one)) for one, version in context.engine.versions().items()}
    difference = compare(indexed, _recorded(context.store))
    if repair:
        # What must not be found comes first.
        wrong = [*difference.extra, *difference.stale, *difference.missing]
        for start in range(0, len(wrong), BATCH):
            refresh(context, wrong[start : start + BATCH])
    log.info(
        "index.checked",
        missing=len(difference.missing),
        stale=len(difference.stale),
        extra=len(difference.extra),
        repaired=repair,
    )
    return difference


def follow(context: Context, seen: str) -> str:
    """Check and repair the index if the engine's server was started since `seen`; what to pass the next time.

    An index that another release made is built again: until then nothing is found.

    seen: what the last call returned, "" at first. Raises SearchUnavailable; then the next call tries again.
    """
    try:
        context.engine.status()
    except IndexOutdated:
        log.warning("index.outdated")
        rebuild(context)
    now = context.engine.started()
    if now and now != seen:
        log.info("index.server_started")
        check(context)
    return now


def status(context: Context) -> EngineStatus:
    """The engine's name, its number of documents, the live index and its bytes. Raises SearchUnavailable."""
    return context.engine.status()


def document(
    judgment: PublicJudgment, court: courts.Court, cited: Cited = ((), ()), weight: Weight = _UNCITED
) -> SearchDocument:
    """What is searched of one public judgment; nothing but public values can come in.

    cited: its articles ("91-2015-qh13.468") and precedents ("33"); weight: who cites it.
    """
    number, year, code = case_parts(judgment.case_number)
    zones = _zones(judgment.paragraphs)
    return SearchDocument(
        id=judgment.public_id,
        version=judgment.version,
        title=judgment.title,
        published_at=judgment.published_at,
        facts=zones["facts"],
        reasoning=zones["reasoning"],
        decision=zones["decision"],
        other=zones["other"],
        decided_on=judgment.decided_on,
        case_number=judgment.case_number,
        number=number,
        year=year,
        code=code,
        court=court.code,
        court_level=court.level,
        province=court.province_code or "",
        case_type=coded("case_type", judgment.case_type or ""),
        doc_kind=coded("kind", judgment.kind or ""),
        instance=coded("instance", judgment.instance or ""),
        articles=cited[0],
        precedents=cited[1],
        legal_relation=judgment.legal_relation or "",
        result=judgment.result or "",
        judges=(judgment.presiding_judge,) if judgment.presiding_judge else (),
        cited_by=weight.cited_by,
        is_precedent=weight.is_precedent,
    )


def _recorded(store: Store, ids: Sequence[str] | None = None) -> dict[str, tuple[int, int]]:
    """Version and importance of the public judgments (of `ids`) as the index should have them."""
    versions = public.versions(store, ids)
    found: dict[str, tuple[int, int]] = {}
    several = iter(versions)
    while some := list(islice(several, BATCH)):
        for public_id, weight in importance.weights(store, some).items():
            weighed = ranking.weigh(weight.court_level, weight.cited_by, is_precedent=weight.is_precedent)
            found[public_id] = versions[public_id], weighed
    return found


def _zones(paragraphs: Sequence[str]) -> dict[str, list[str]]:
    """The paragraphs by the part of the judgment they stand in, as the reading of judgments finds its parts."""
    reading = read("\n".join(paragraphs))
    zones = find_zones(reading)
    starts = [reading.plain.source_span(zone.start, zone.end)[0] for zone in zones]
    found: dict[str, list[str]] = {name: [] for name in ("facts", "reasoning", "decision", "other")}
    place = 0
    for paragraph in paragraphs:
        index = bisect_right(starts, place) - 1
        name = zones[index].name if index >= 0 else "other"
        found[name if name in found else "other"].append(paragraph)
        place += len(paragraph) + 1
    return found


def _documents(store: Store, judgments: Iterable[PublicJudgment]) -> Iterator[SearchDocument]:
    known: dict[str, courts.Court] = {}
    several = iter(judgments)
    while some := list(islice(several, BATCH)):
        ids = [judgment.public_id for judgment in some]
        cited, weights = citations.facets(store, ids), importance.weights(store, ids)
        for judgment in some:
            code = judgment.court_code
            if code not in known:
                known[code] = courts.court(store, code)
            weight = weights.get(judgment.public_id, _UNCITED)  # absent: withdrawn since it was read
            yield document(judgment, known[code], cited[judgment.public_id], weight)
