"""From an approved draft to a public page, and back: render, gate, publish, index; unindex and purge (steps 7 to 9).

Order for publishing: store the file, commit, index. For withdrawing: commit, unindex, delete the file.
"""

from dataclasses import asdict
from typing import Any, Final

import structlog

from anonymizer import ProtectedForms
from indexer import index as search_index
from indexer.context import Context
from indexer.gate import Check, GateReport, check_pdf
from indexer.protected import Watchlist, watchlist
from indexer.render import NOTE, PrintDocument, UnprintableText, printed_text, render_pdf
from records import importance
from records.desk import approved as approvals
from records.desk import publish as publication
from records.desk import worker
from records.desk.approved import Approved
from records.desk.publish import DraftChanged
from records.errors import NotPublishable
from records.jobs import Job

log = structlog.get_logger()

PAGE: Final = "Thông tin hiển thị của trang không còn dữ liệu được bảo vệ"


def render(context: Context, job: Job) -> None:
    """Typeset the approved public text, read the file back, and keep it only when the gate lets it pass.

    A refused file leaves the draft APPROVED with the report of the gate; the operator is told by event and log.
    """
    store = context.store
    if not worker.begin_step(store, job):
        return
    try:
        approved = approvals.load_approved(store, _draft(job))
        document = print_document(approved, context.public_url)
        pdf = render_pdf(document)
    except (NotPublishable, DraftChanged, UnprintableText) as error:
        publication.refuse_pdf(store, job, _gate(_refusal(error)))
        return
    watch = watchlist([ProtectedForms.from_json(item) for item in approved.forms])
    with context.pdfium:
        report = _joined(check_pdf(pdf, watch, printed_text(document)), check_page(approved, watch))
    if report.passed:
        publication.save_pdf(store, job, pdf_sha256=store.files.put_published(pdf), gate=_gate(report))
    else:
        log.error(
            "gate.refused", job=job.id, draft=job.draft_id, failed=sum(not check.passed for check in report.checks)
        )
        publication.refuse_pdf(store, job, _gate(report))


def publish(context: Context, job: Job) -> None:
    """Make the approved draft public in one transaction; what stands in the way by now is kept beside the draft."""
    try:
        publication.publish(context.store, job)
    except (NotPublishable, DraftChanged) as error:
        publication.refuse_pdf(context.store, job, _gate(_refusal(error)))


def index(context: Context, job: Job) -> None:
    """Bring the search entry of the judgment to what is public now: put it, or take it out.

    Whom it cited before and whom it cites now weigh otherwise than before: each gets a job, which ends with it.
    """
    store = context.store
    public_id = approvals.public_id_of(store, job.judgment_id)
    if public_id is not None:
        alone = bool(job.payload.get("alone"))
        # Before: refreshing forgets the citations of what was withdrawn, and a killed worker would not know them.
        if not alone:
            importance.reindex_cited(store, public_id, f"cited-before:{job.id}")
        search_index.refresh(context, [public_id])
        if not alone:
            importance.reindex_cited(store, public_id, f"cited:{job.id}")
    worker.complete(store, job)


unindex = index
"""After a withdrawal or hiding: the same question to the records, whose answer is now that nothing is public."""


def purge(context: Context, job: Job) -> None:
    """Delete the published files named in the job that no public version shows any more."""
    worker.purge(context.store, job)


def print_document(approved: Approved, public_url: str) -> PrintDocument:
    """What is printed of an approved draft; nothing but public values can come in."""
    return PrintDocument(
        title=approved.title,
        court=approved.court_name,
        case_number=approved.case_number,
        decided_on=approved.decided_on,
        public_url=f"{public_url}/ban-an/{approved.public_id}",
        public_id=approved.public_id,
        version=approved.version,
        published_on=approved.published_on,
        paragraphs=approved.paragraphs,
        note=" ".join(part for part in (NOTE, approved.note) if part),
    )


def check_page(approved: Approved, watch: Watchlist) -> Check:
    """What the page shows beside the file is public text too: title, legal relation, judge and note to readers."""
    shown = (
        approved.title,
        approved.case_number,
        approved.legal_relation,
        approved.presiding_judge,
        approved.note or "",
    )
    hits = watch.count(text for text in shown if text)
    return Check(PAGE, bool(watch) and hits == 0, f"{hits} chỗ" if hits else "")


def _joined(file: GateReport, page: Check) -> GateReport:
    return GateReport(file.passed and page.passed, (*file.checks, page))


def _refusal(error: NotPublishable | DraftChanged | UnprintableText) -> GateReport:
    match error:
        case NotPublishable(blockers=found):
            checks = tuple(Check("Không còn việc chặn", passed=False, detail=blocker.sentence) for blocker in found)
        case DraftChanged():
            checks = (Check("Đúng văn bản đã được duyệt", passed=False),)
        case _:
            checks = (Check("Dựng được tệp công bố", passed=False, detail=str(error)),)
    return GateReport(passed=False, checks=checks)


def _gate(report: GateReport) -> dict[str, Any]:
    return {"passed": report.passed, "summary": report.summary, "checks": [asdict(check) for check in report.checks]}


def _draft(job: Job) -> int:
    if job.draft_id is None:
        raise ValueError("this step needs a job about a draft")
    return job.draft_id
