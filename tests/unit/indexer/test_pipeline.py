"""From an approved draft to page, file and index, with what goes wrong in each step."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import update

from indexer import draft, pipeline, publish
from indexer import index as search_index
from indexer.gate import Check, GateReport
from indexer.values import coded
from indexer.worker import work_until_idle
from records import jobs, models, public, sources
from records.desk import decisions, review
from records.errors import Permanent
from records.lifecycle import DraftState, PublicationState
from tests.unit.indexer.line import Desk


def test_a_judgment_without_an_address_has_nothing_to_index(desk: Desk) -> None:
    received = desk.to_review()
    with desk.store.writing() as session:
        jobs.enqueue(session, "unindex", received.judgment_id)
    assert work_until_idle(desk.context) == 1
    assert desk.context.engine.versions() == {}


def test_an_approved_draft_becomes_a_page_a_file_and_a_search_entry(desk: Desk) -> None:
    received = desk.publish()
    view = desk.view(received)
    assert view.draft.state is DraftState.DONE
    assert view.draft.gate["passed"]
    found = public.find(desk.store, view.judgment.public_id)
    assert isinstance(found, public.PublicJudgment)
    assert found.title == "Bản án 17/2024/DS-ST ngày 12/3/2024 – TAND huyện Ba Tri, tỉnh Bến Tre"
    assert desk.store.files.published_path(found.pdf_sha256).read_bytes().startswith(b"%PDF")
    assert desk.context.engine.versions() == {found.public_id: 1}
    assert search_index.status(desk.context).documents == 1


def test_a_file_that_the_gate_refuses_leaves_the_draft_approved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = GateReport(passed=False, checks=(Check("Mọi chuỗi", passed=False, detail="1 chỗ"),))
    monkeypatch.setattr(publish, "check_pdf", lambda *_: refused)
    received = desk.publish()
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert view.draft.gate["checks"][0] == {"name": "Mọi chuỗi", "passed": False, "detail": "1 chỗ"}
    assert view.judgment.publication_state is PublicationState.NONE
    assert not list((desk.store.files.root).glob("published/*/*"))
    assert desk.context.engine.versions() == {}


def test_a_name_in_what_the_page_shows_beside_the_file_is_refused(desk: Desk) -> None:
    received = desk.to_review()
    revision = desk.view(received).draft.revision
    values = {"legal_relation": "Tranh chấp với Đỗ Hữu Phước"}
    review.save_metadata(desk.store, desk.clerk, received.judgment_id, values, revision=revision)
    work_until_idle(desk.context)
    desk.to_approval(received)
    desk.approve(received)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert [check["name"] for check in view.draft.gate["checks"] if not check["passed"]] == [publish.PAGE]


def test_a_text_changed_behind_the_approval_is_neither_rendered_nor_published(desk: Desk) -> None:
    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    with desk.store.sources_writing() as session:
        session.execute(update(sources.Source).values(draft_text="Ông Đỗ Hữu Phước"))
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert [check["name"] for check in view.draft.gate["checks"]] == ["Đúng văn bản đã được duyệt"]


def test_what_stands_in_the_way_at_the_last_moment_stops_rendering_and_publication(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    real = publish.publication.save_pdf

    def appeal_first(*arguments: Any, **named: Any) -> None:
        real(*arguments, **named)
        with desk.store.writing() as session:
            session.execute(update(models.Judgment).values(appeal_pending=True))

    monkeypatch.setattr(publish.publication, "save_pdf", appeal_first)
    work_until_idle(desk.context)
    view = desk.view(received)
    assert view.draft.state is DraftState.APPROVED
    assert view.draft.gate["checks"][0]["detail"] == "Còn kháng cáo, kháng nghị."
    with desk.store.writing() as session:
        jobs.enqueue(session, "render", received.judgment_id, draft_id=received.draft_id)
    work_until_idle(desk.context)
    assert not desk.view(received).draft.gate["passed"]


def test_a_character_without_a_shape_is_told_to_the_approver(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def unprintable(_: Any) -> bytes:
        raise publish.UnprintableText("Không dựng được tệp công bố.")

    monkeypatch.setattr(publish, "render_pdf", unprintable)
    view = desk.view(desk.publish())
    assert view.draft.gate["checks"][0]["detail"] == "Không dựng được tệp công bố."


def test_a_withdrawn_judgment_leaves_index_and_files(desk: Desk) -> None:
    received = desk.publish()
    decisions.withdraw(desk.store, desk.president, received.judgment_id, "trung")
    work_until_idle(desk.context)
    assert desk.context.engine.versions() == {}
    assert not [path for path in desk.store.files.root.glob("published/*/*") if path.is_file()]


def test_the_check_finds_and_mends_every_difference(desk: Desk) -> None:
    received = desk.publish()
    [public_id] = desk.context.engine.versions()
    desk.context.engine.remove([public_id])
    assert search_index.check(desk.context, repair=False).missing == (public_id,)
    assert search_index.check(desk.context).missing == (public_id,)
    assert not search_index.check(desk.context)
    [judgment] = public.find_many(desk.store, [public_id])
    entry = next(search_index._documents(desk.store, [judgment]))
    desk.context.engine.put([replace(entry, version=7), replace(entry, id="zzzzzzzz")])
    found = search_index.check(desk.context)
    assert (found.stale, found.extra) == ((public_id,), ("zzzzzzzz",))
    assert desk.context.engine.versions() == {public_id: 1}
    assert received.judgment_id


def test_a_rebuild_reads_everything_from_the_records(desk: Desk) -> None:
    desk.publish()
    [public_id] = desk.context.engine.versions()
    desk.context.engine.remove([public_id])
    seen: list[tuple[int, int]] = []
    assert search_index.rebuild(desk.context, lambda done, total: seen.append((done, total))) == 1
    assert seen == [(1, 1)]
    assert search_index.rebuild(desk.context) == 1
    assert desk.context.engine.versions() == {public_id: 1}


def test_a_withdrawal_during_indexing_wins(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    received = desk.publish()
    [public_id] = desk.context.engine.versions()
    real = type(desk.context.engine).put

    def slow(engine: Any, documents: Any) -> None:
        monkeypatch.undo()
        decisions.withdraw(desk.store, desk.president, received.judgment_id, "trung")
        real(engine, documents)

    monkeypatch.setattr(type(desk.context.engine), "put", slow)
    search_index.refresh(desk.context, [public_id])
    assert desk.context.engine.versions() == {}


def test_a_judgment_that_never_stands_still_is_left_to_the_check(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.publish()
    [public_id] = desk.context.engine.versions()
    [judgment] = public.find_many(desk.store, [public_id])
    versions = iter(range(10, 100))  # never the recorded one
    monkeypatch.setattr(
        search_index.public, "find_many", lambda _store, _ids: [replace(judgment, version=next(versions))]
    )
    search_index.refresh(desk.context, [public_id])
    assert next(versions) == 10 + search_index.ROUNDS


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("instance", "Sơ thẩm", "st"),
        ("case_type", "kinh doanh, thương mại", "kdtm"),
        ("case_type", "ds", "ds"),
        ("kind", "bản án", "ban-an"),
        ("case_number", "17/2024/DS-ST", "17/2024/DS-ST"),
    ],
)
def test_printed_words_have_short_values(name: str, value: str, expected: str) -> None:
    assert coded(name, value) == expected


def test_a_refusal_for_good_after_the_approval_fails_the_job_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise Permanent("Không được.")

    received = desk.to_review()
    desk.to_approval(received)
    desk.approve(received)
    monkeypatch.setattr(publish.approvals, "load_approved", refuse)
    work_until_idle(desk.context)
    assert desk.view(received).draft.state is DraftState.APPROVED
    assert jobs.queue_status(desk.store).failed == 1


def test_a_draft_whose_reading_is_worn_out_fails_with_a_sentence(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(*_: Any) -> None:
        raise OSError

    monkeypatch.setattr(draft, "extract_file", faulty)
    monkeypatch.setattr(jobs, "MAX_ATTEMPTS", 1)
    failed = desk.view(desk.to_review()).draft
    assert (failed.state, failed.failure_sentence) == (DraftState.FAILED, pipeline.WORN_OUT)


def test_a_step_about_a_draft_needs_one(desk: Desk) -> None:
    job = jobs.Job(1, "render", 1, None, {}, 1, None, None, desk.store.clock())
    for draft_of in (draft.draft_of, publish._draft):
        with pytest.raises(ValueError, match="draft"):
            draft_of(job)
