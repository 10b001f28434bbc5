"""One's own password, recovery codes, a proposal not to publish, hiding for some days."""

import re
from typing import Any

from records import accounts, public

NEW = "mat-khau-moi-rat-dai"


def test_a_password_is_changed_by_its_owner_and_other_sessions_end(world: Any) -> None:
    here, there = world.as_("clerk"), world.browser().sign_in("clerk")
    sent = {"cu": world.password, "moi": NEW, "lai": NEW}
    assert here.post("/tai-khoan/mat-khau", {**sent, "cu": "sai"}).status_code == 422
    assert here.post("/tai-khoan/mat-khau", {**sent, "lai": "khac"}).status_code == 422
    assert here.post("/tai-khoan/mat-khau", {**sent, "moi": "ngan", "lai": "ngan"}).status_code == 422
    same = {**sent, "moi": world.password, "lai": world.password}
    assert "phải khác" in here.post("/tai-khoan/mat-khau", same).text
    assert here.post("/tai-khoan/mat-khau", sent).status_code == 303
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 303
    assert world.browser().password_step("clerk").status_code == 422
    assert world.browser().password_step("clerk", NEW).status_code == 303


def test_ten_recovery_codes_are_shown_once_and_each_works_once(world: Any) -> None:
    judge = world.as_("judge")
    assert judge.post("/tai-khoan/ma-du-phong", {"ma": "000000"}).status_code == 422
    page = judge.post("/tai-khoan/ma-du-phong", {"ma": judge.code()}).text
    codes = re.findall(r'<code class="key-code">([a-z2-7]{5}-[a-z2-7]{5})</code>', page)
    assert len(set(codes)) == 10
    assert codes[0] not in judge.get("/tai-khoan").text
    assert "còn 10 mã" in judge.get("/tai-khoan").text
    lost = world.browser()
    assert lost.password_step("judge").location.endswith("/xac-thuc")
    assert "Dùng mã dự phòng" in lost.get("/xac-thuc").text
    wrong = lost.post("/xac-thuc/du-phong", {"du_phong": "aaaaa-bbbbb"}, form="/xac-thuc")
    assert wrong.status_code == 422
    assert lost.post("/xac-thuc/du-phong", {"du_phong": codes[3].upper()}, form="/xac-thuc").status_code == 303
    assert lost.get("/").status_code == 200
    again = world.browser()
    again.password_step("judge")
    assert again.post("/xac-thuc/du-phong", {"du_phong": codes[3]}, form="/xac-thuc").status_code == 422
    assert world.browser().post("/xac-thuc/du-phong", {"du_phong": codes[4]}, form="/dang-nhap").status_code == 303
    with world.store.reading() as session:
        stored = session.connection().exec_driver_sql("select recovery_hashes from accounts").scalars().all()
    assert not any(code in str(stored) for code in codes)


def test_wrong_recovery_codes_lock_the_account(world: Any) -> None:
    number = world.ids["judge"]
    codes = accounts.make_recovery_codes(world.store, number)
    for _ in range(5):
        assert not accounts.use_recovery_code(world.store, number, "aaaaa-aaaaa")
    assert not accounts.use_recovery_code(world.store, number, codes[0])


def test_a_clerk_proposes_and_a_judge_decides(world: Any, record: Any) -> None:
    path = record.path + "/khong-cong-bo"
    clerk, president = world.as_("clerk"), world.as_("president")
    assert "Đề nghị không công bố" in clerk.get(path).text
    assert clerk.post(path, {"ly_do": "3"}).status_code == 422
    assert clerk.post(path, {"ly_do": "4", "ghi_chu": "phong tục"}).status_code == 303
    assert record.judgment.publication_state == "NONE"
    assert "Có đề nghị không công bố" in clerk.get(record.path + "/ra-soat").text
    assert "Thư ký đề nghị không công bố: Ảnh hưởng phong tục" in president.get(path).text
    assert clerk.post(path + "/khong-dong-y").status_code == 403
    assert president.post(path + "/khong-dong-y").status_code == 303
    assert "Có đề nghị không công bố" not in clerk.get(record.path + "/ra-soat").text
    assert president.post(path + "/khong-dong-y").status_code == 403
    clerk.post(path, {"ly_do": "4"})
    assert president.post(path, {"ly_do": "4"}).status_code == 303
    assert record.judgment.publication_state == "WITHHELD"
    assert record.judgment.withhold_proposed is None
    assert clerk.post(path, {"ly_do": "5"}).status_code == 403
    assert "đề nghị không công bố" in clerk.get(record.path + "/lich-su").text


def test_an_editor_hides_a_judgment_for_some_days_and_shows_it_again(world: Any, record: Any) -> None:
    record.publish()
    path = record.path + "/tam-an"
    editor = world.as_("editor")
    assert editor.post(path, {"ly_do": ""}).status_code == 422
    assert editor.post(path, {"ly_do": "có người báo", "den_ngay": "2027-12-01"}).status_code == 422
    assert editor.post(path, {"ly_do": "có người báo"}).status_code == 303
    found = public.find(world.store, record.judgment.public_id)
    assert isinstance(found, public.Tombstone)
    assert found.status == "hidden"
    assert "đang được tạm ẩn" in editor.get(path).text
    assert editor.post(path + "/bo", {"ly_do": ""}).status_code == 422
    assert editor.post(path + "/bo", {"ly_do": "không có lỗi"}).status_code == 303
    assert isinstance(public.find(world.store, record.judgment.public_id), public.PublicJudgment)
    assert world.as_("clerk").post(path, {"ly_do": "x"}).status_code == 403
