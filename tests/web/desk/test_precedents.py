"""Precedents at the desk: entered, edited, moved only along the table, by editors only."""

from typing import Any

import pytest

from records.events import timeline, verify
from records.precedents import TRANSITIONS, find_precedent

WORDS = {
    "ten": "Về hợp đồng mẫu", "linh_vuc": "Dân sự", "nguon": "Quyết định 01/2020/DS-GĐT", "vi_tri": "Đoạn 4",
    "tinh_huong": "Hai người mẫu.", "giai_phap": "Giải pháp mẫu.", "noi_dung": "[4] Nội dung mẫu.\nHàng hai.",
    "quy_dinh": "Điều 1 Luật Mẫu\n\nĐiều 2 Luật Mẫu", "tu_khoa": "Hợp đồng",
}  # fmt: skip


def enter(world: Any, number: int = 901, **changes: Any) -> Any:
    sent = {**WORDS, "revision": 0, "so": number, "nam": 2020, "bat_dau": "proposed", **changes}
    return world.as_("editor").post("/an-le/moi", sent)


def move(world: Any, action: str, number: int = 901, who: str = "editor", **values: Any) -> Any:
    return world.as_(who).post(f"/an-le/{number}/trang-thai", {"viec": action, **values})


def test_a_precedent_is_entered_shown_and_edited(world: Any) -> None:
    answer = enter(world)
    assert answer.location == "/noi-bo/an-le/901"
    page = world.as_("clerk").get("/an-le/901").text
    for words in ("Về hợp đồng mẫu", "Đề xuất", "Hàng hai.", "Điều 2 Luật Mẫu"):
        assert words in page
    assert "Sửa nội dung" not in page
    assert "901/2020/AL" in world.as_("judge").get("/an-le").text
    edited = world.as_("editor").get("/an-le/901/sua").text
    assert 'name="revision" value="1"' in edited
    sent = {**WORDS, "ten": "Tên mới", "revision": 1}
    assert world.as_("editor").post("/an-le/901/sua", sent).status_code == 303
    assert "Tên mới" in world.as_("editor").get("/an-le/901").text
    assert world.as_("editor").post("/an-le/901/sua", sent).status_code == 409
    assert world.as_("editor").post("/an-le/901/sua", {**sent, "ten": "x" * 501}).status_code == 422


def test_a_number_is_taken_once_and_a_year_is_a_year(world: Any) -> None:
    enter(world)
    again = enter(world)
    assert again.status_code == 422
    assert "Đã có án lệ mang số 901." in again.text
    assert enter(world, 902, nam=1999).status_code == 422
    assert enter(world, 0).status_code == 422


def test_it_goes_its_way_from_proposal_to_abolition(world: Any) -> None:
    enter(world)
    steps = [
        ("consult", {"ngay": "2026-12-20"}),
        ("advise", {"ngay": "2027-01-10"}),
        ("adopt", {"ngay": "2027-02-01"}),
        ("publish", {"ngay": "2026-11-01", "quyet_dinh": "01/QĐ-CA"}),
        ("doubt", {"can_cu": "Luật mới"}),
        ("clear", {}),
        ("doubt", {"can_cu": "Luật mới"}),
        ("abolish", {"ngay": "2027-05-01", "co_so": "quyet-dinh"}),
    ]
    before = verify(world.store).count
    for action, values in steps:
        answer = move(world, action, **values)
        assert answer.status_code == 303, (action, answer.text)
    found = find_precedent(world.store, 901)
    assert found is not None
    assert (found.state, found.basis, found.decision) == ("abolished", "quyet-dinh", "01/QĐ-CA")
    assert verify(world.store).count == before + len(steps)
    assert "Đã bị bãi bỏ từ 1/5/2027" in world.as_("editor").get("/an-le/901").text
    assert move(world, "doubt", can_cu="x").status_code == 403
    assert timeline(world.store, 1) == []


@pytest.mark.parametrize(
    ("action", "values", "words"),
    [
        ("consult", {}, "nhập ngày"),
        ("know:abolished", {"ngay": "2026-01-01"}, "Chọn căn cứ bãi bỏ."),
        ("doubt", {}, "Ghi căn cứ"),
    ],
)
def test_a_step_asks_for_what_belongs_to_it(world: Any, action: str, values: dict[str, Any], words: str) -> None:
    enter(world, bat_dau="proposed" if action == "consult" else "unknown")
    answer = move(world, action, **values)
    assert answer.status_code == 422
    assert words in answer.text


def test_what_nobody_knew_may_turn_out_to_be_in_force(world: Any) -> None:
    enter(world, bat_dau="unknown")
    assert "Chưa rõ" in world.as_("editor").get("/an-le/901").text
    assert move(world, "know:in_force", ngay="2024-01-01").status_code == 303
    assert find_precedent(world.store, 901).state == "in_force"


def test_doubt_is_an_editors_and_no_step_is_left_out(world: Any) -> None:
    enter(world, bat_dau="unknown")
    page = world.as_("admin").get("/an-le/901").text
    assert 'value="doubt"' not in page
    assert move(world, "doubt", who="admin", can_cu="x").status_code == 403
    assert move(world, "publish", ngay="2026-01-01").status_code == 403
    assert move(world, "burn!").status_code == 422
    actions = {action for (state, action) in TRANSITIONS if state == "unknown" and action != "know:unknown"}
    shown = world.as_("editor").get("/an-le/901").text
    assert all(f'value="{action}"' in shown for action in actions)


def test_a_precedent_that_is_not_there_is_not_found(world: Any) -> None:
    assert world.as_("editor").get("/an-le/77").status_code == 404
    assert world.as_("editor").get("/an-le/77/sua").status_code == 404
    assert move(world, "consult", number=77).status_code == 404
