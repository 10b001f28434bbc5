"""A Word file through the whole line: what its page does not show reaches the reviewer apart, and nobody else."""

import pypdfium2
import pytest

from indexer.worker import work_until_idle
from records import public
from records.desk import review
from records.desk.receive import Received, receive
from records.errors import NotPublishable
from records.lifecycle import DraftState
from tests.unit.indexer.line import COURT, TEXT, Desk

HIDDEN, DELETED, INSERTED = "Lê Thị Kín", "Phạm Văn Cũ", "Hồ Thị Thêm"


def received_word(make, desk: Desk) -> Received:
    """A judgment with a hidden remark, a deleted name and an inserted sentence."""
    secret = make.r(f" Hỏi lại bà {HIDDEN}.", look="<w:vanish/>")
    deleted = f'<w:del><w:r><w:delText xml:space="preserve"> Ông {DELETED} bảo lãnh.</w:delText></w:r></w:del>'
    added = f"<w:ins>{make.r(f' Bà {INSERTED} làm chứng.')}</w:ins>"
    body = [
        make.p(make.r(line), *((secret, deleted, added) if line.startswith("Bà Mai cho") else ()))
        for line in TEXT.split("\n")
    ]
    content = make.docx(*body)
    return receive(desk.store, desk.clerk, file_name="ban-an.docx", content=content, court_code=COURT, typed={})


def test_a_word_file_is_read_reviewed_approved_and_published_without_what_it_hides(make, desk: Desk) -> None:
    received = received_word(make, desk)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.IN_REVIEW
    assert view.judgment.case_number == "17/2024/DS-ST"
    assert {"HIDDEN_TEXT", "REVISIONS", "TRACKED_CHANGES"} <= set(view.draft.flags)
    text = str(view.source.text)
    assert [(item["text"].strip(), item["reason"]) for item in view.source.hidden] == [
        (f"Hỏi lại bà {HIDDEN}.", "invisible")
    ]
    assert HIDDEN not in text
    assert DELETED not in text
    assert INSERTED in text

    with pytest.raises(NotPublishable):
        desk.to_approval(received)  # nobody has looked at the hidden words yet
    review.resolve_hidden(desk.store, desk.clerk, received.draft_id, revision=desk.view(received).draft.revision)
    desk.to_approval(received)
    desk.approve(received)
    work_until_idle(desk.context)
    done = desk.view(received)
    assert done.draft.state is DraftState.DONE, done.draft.gate
    found = public.find(desk.store, done.judgment.public_id)
    assert isinstance(found, public.PublicJudgment)
    shown = "\n".join(found.paragraphs)
    with pypdfium2.PdfDocument(desk.store.files.published_path(found.pdf_sha256)) as document:
        shown += "".join(page.get_textpage().get_text_bounded() for page in document)
    for name in (HIDDEN, DELETED, INSERTED, "Trịnh Thị Ngọc Mai", "Đỗ Hữu Phước"):
        assert name not in shown
    assert "15.000.000 đồng" in shown
    assert desk.context.engine.versions() == {found.public_id: 1}
