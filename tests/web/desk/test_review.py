"""The way of one judgment over the desk: review, decisions, conflicts, approval, publication, withdrawal."""

import re
from typing import Any

import pytest

NAMES = ("Nguyễn Văn Khải", "Trần Thị Hoa", "001069000001", "Hàng Mẫu", "Lê Thị Thu")


def revision(record: Any) -> int:
    return int(record.draft.revision)


def test_the_review_page_boxes_each_mention_and_lists_each_entity(world: Any, record: Any) -> None:
    page = world.as_("clerk").get(record.path + "/ra-soat")
    assert page.status_code == 200, page.text
    khai = record.mention("Nguyễn Văn Khải")
    assert f'id="m{khai.id}" href="#t{khai.id}"' in page.text
    assert "Mã hóa cả 2" in page.text
    assert "mã <b>Nguyễn Văn K</b>" in page.text
    assert "ho-so-mat.pdf" in page.text
    assert page.text.count('<option value="PERSON_PRIVATE"') >= 3
    assert "chưa quyết" in page.text
    assert "Bản nháp " + record.draft.draft_sha256[:6] + " sẵn sàng" in page.text
    assert "Đọc được ở trang 1: “41/2026/DS-ST”" in page.text


def test_the_review_page_shows_the_public_draft(world: Any, record: Any) -> None:
    page = world.as_("clerk").get(record.path + "/ra-soat?ban=cong-bo").text
    text = re.search(r'<div class="rt"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert text
    assert "Nguyễn Văn K, sinh năm 1969" in text[1]
    assert "Nguyễn Văn Khải" not in text[1]


def test_every_blocker_links_to_its_place(world: Any, record: Any) -> None:
    page = world.as_("clerk").get(record.path + "/ra-soat").text
    block = re.search(r'<details class="blockers".*?</details>', page, re.DOTALL)
    assert block
    anchors = re.findall(r'href="[^"#]*#([^"]+)"', block[0])
    assert {"can-xem", "canh-bao", "thong-tin", "nguoi"} <= set(anchors)
    for anchor in anchors:
        assert page.count(f'id="{anchor}"') == 1


def test_a_decision_counts_for_the_whole_entity_or_for_one_place(world: Any, record: Any) -> None:
    browser = world.as_("clerk")
    khai = record.mention("Nguyễn Văn Khải")
    data = {"viec": "keep", "cho": khai.id, "revision": revision(record)}
    assert browser.post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    assert record.mention("Khải").decision == "keep"
    one = record.mention("Khải").id
    data = {"viec": f"mask-{one}", "cho": khai.id, "revision": revision(record)}
    assert browser.post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    assert record.mention("Khải").decision == "mask"
    assert record.mention("Nguyễn Văn Khải").decision == "keep"
    data = {"viec": "undecided", "cho": khai.id, "revision": revision(record)}
    assert browser.post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    assert record.mention("Khải").decision is None


def test_relabelling_changes_the_kind(world: Any, record: Any) -> None:
    data = {"viec": "relabel", "loai": "ORG_PRIVATE", "cho": record.mention("Hoa").id, "revision": revision(record)}
    assert world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    assert record.mention("Trần Thị Hoa").label == "ORG_PRIVATE"
    assert record.mention("Hoa").decision == "mask"
    data = {"viec": "relabel", "loai": "PERSON_OFFICIAL", "cho": record.mention("Hoa").id, "revision": revision(record)}
    world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", data)
    assert record.mention("Hoa").decision == "keep"


def test_keeping_an_identity_number_needs_a_reason(world: Any, record: Any) -> None:
    data = {"viec": "keep", "cho": record.mention("001069000001").id, "revision": revision(record)}
    answer = world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", data)
    assert answer.status_code == 422
    assert "lý do" in answer.text
    data["ly_do"] = "số hồ sơ của cơ quan"
    assert world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    assert "số hồ sơ của cơ quan" in world.as_("clerk").get(record.path + "/ra-soat").text


@pytest.mark.parametrize(
    "data",
    [
        {"viec": "burn", "cho": 1},
        {"viec": "mask"},
        {"viec": "mask", "cho": "x"},
        {"viec": "relabel", "cho": 1, "loai": "X"},
    ],
)
def test_a_forged_decision_is_refused_in_words(world: Any, record: Any, data: dict[str, Any]) -> None:
    answer = world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", {"revision": revision(record), **data})
    assert answer.status_code == 422
    assert "Chưa lưu được" in answer.text


def test_adding_by_words_shows_the_places_first_and_masks_what_is_ticked(world: Any, record: Any) -> None:
    browser = world.as_("clerk")
    data = {"cum": "le thi thu", "loai": "PERSON_PRIVATE", "revision": revision(record)}
    page = browser.post(record.path + "/ra-soat/them", data)
    assert page.status_code == 200
    assert "Tìm thấy <b>2</b> chỗ" in page.text
    assert record.draft.revision == data["revision"]
    spans = re.findall(r'name="cho"\s+value="(\d+-\d+)"\s+checked', page.text)
    assert len(spans) == 2
    assert browser.post(record.path + "/ra-soat/them/luu", data).status_code == 422
    answer = browser.post(record.path + "/ra-soat/them/luu", {**data, "cho": spans[:1]})
    assert answer.status_code == 303
    record.work()
    made = record.mention("Lê Thị Thu")
    assert (made.origin, made.decision) == ("person", "mask")
    page = browser.get(record.path + "/ra-soat").text
    assert "thêm tay, sẽ mã hóa" in page
    assert "Đã mã hóa 1 chỗ." in page
    assert browser.post(record.path + "/ra-soat/them/luu", {**data, "cho": ["x-y"]}).status_code == 400


def test_words_that_are_not_there_are_said_not_to_be_there(world: Any, record: Any) -> None:
    browser, data = world.as_("clerk"), {"loai": "PERSON_PRIVATE", "revision": revision(record)}
    page = browser.post(record.path + "/ra-soat/them", {**data, "cum": "Phạm Văn Không"})
    assert "Không tìm thấy cụm từ này" in page.text
    assert browser.post(record.path + "/ra-soat/them", {**data, "cum": " "}).status_code == 422


def test_a_possibly_missed_word_becomes_a_mention_or_an_ordinary_word(world: Any, record: Any) -> None:
    browser = world.as_("clerk")
    assert "Lê Thị Thu" in browser.get(record.path + "/ra-soat").text
    data = {"muc": 0, "viec": "word", "revision": revision(record)}
    assert browser.post(record.path + "/ra-soat/con-sot", data).status_code == 422
    assert browser.post(record.path + "/ra-soat/con-sot", {**data, "ly_do": "tên vườn"}).status_code == 303
    assert record.draft.residual_open == 0
    assert "Là từ thường" in browser.get(record.path + "/ra-soat").text


def test_parties_are_confirmed_and_the_confirmation_taken_back(world: Any, record: Any) -> None:
    browser = world.as_("clerk")
    assert (
        browser.post(record.path + "/ra-soat/duong-su", {"doi_chieu": "y", "revision": revision(record)}).status_code
        == 303
    )
    assert record.judgment.parties_confirmed
    assert browser.post(record.path + "/ra-soat/duong-su", {"revision": revision(record)}).status_code == 303
    assert not record.judgment.parties_confirmed


def test_metadata_with_a_bad_day_comes_back_with_what_was_typed(world: Any, record: Any) -> None:
    data = {**record.metadata(hieu_luc="hôm qua", so="99/2026/DS-ST"), "revision": revision(record)}
    page = world.as_("clerk").post(record.path + "/ra-soat/thong-tin", data)
    assert page.status_code == 422
    assert 'value="99/2026/DS-ST"' in page.text
    assert record.judgment.case_number == "41/2026/DS-ST"


def test_two_reviewers_get_both_versions_and_may_keep_their_own(world: Any, record: Any) -> None:
    khai, seen = record.mention("Nguyễn Văn Khải").id, revision(record)
    first = {"viec": "keep", "cho": khai, "revision": seen, "ly_do": "người nổi tiếng"}
    assert world.as_("second").post(record.path + "/ra-soat/quyet-dinh", first).status_code == 303
    mine = {"viec": "mask", "cho": khai, "revision": seen}
    page = world.as_("clerk").post(record.path + "/ra-soat/quyet-dinh", mine)
    assert page.status_code == 409
    assert "Bản mới, đang được lưu" in page.text
    assert "Giữ nguyên · Người · người nổi tiếng · Mẫu second" in page.text
    assert "Bản của tôi, chưa lưu" in page.text
    assert "Mã hóa" in page.text
    assert f'href="/noi-bo{record.path}/ra-soat">Dùng bản mới' in page.text
    again = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text.partition("Bản của tôi")[2]))
    assert int(again["revision"]) == revision(record)
    action = re.findall(r'action="([^"]+quyet-dinh)"', page.text)[0]
    assert world.as_("clerk").client.post(action, data=again).status_code == 303
    assert record.mention("Nguyễn Văn Khải").decision == "mask"


def test_metadata_saved_over_a_newer_revision_is_a_conflict_too(world: Any, record: Any) -> None:
    seen = revision(record)
    world.as_("second").post(record.path + "/ra-soat/ban-quet", {"revision": seen})
    page = world.as_("clerk").post(record.path + "/ra-soat/thong-tin", {**record.metadata(), "revision": seen})
    assert page.status_code == 409
    assert "Ngày có hiệu lực" in page.text
    assert "2/11/2026" in page.text


def test_submitting_with_blockers_lists_them(world: Any, record: Any) -> None:
    page = world.as_("clerk").post(record.path + "/ra-soat/trinh-duyet", {"revision": revision(record)})
    assert page.status_code == 422
    assert "Thiếu ngày hiệu lực." in page.text
    assert record.draft.state == "IN_REVIEW"


def test_the_whole_way_to_the_public_page(world: Any, record: Any) -> None:
    record.settle()
    assert "Không còn việc chặn." in world.as_("clerk").get(record.path + "/ra-soat").text
    record.submit()
    page = world.as_("judge").get(record.path + "/duyet").text
    assert "Duyệt bản nháp " + record.draft.draft_sha256[:6] in page
    assert "<del>" not in page
    changes = world.as_("judge").get(record.path + "/duyet?xem=so-sanh").text
    assert '<del><span class="vh">bỏ </span>Nguyễn Văn Khải</del>' in changes
    assert '<ins><span class="vh"> thay bằng </span>Nguyễn Văn K</ins>' in changes
    only = world.as_("judge").get(record.path + "/duyet?xem=thay-doi").text
    assert 'id="d3"' in only
    assert 'id="d1"' not in only
    assert record.approve().status_code == 303
    waiting = world.as_("judge").get(record.path + "/cong-bo").text
    assert "đang công bố" in waiting
    assert 'http-equiv="refresh"' in waiting
    record.work()
    page = world.as_("judge").get(record.path + "/cong-bo").text
    assert "đạt 14/14" in page
    assert f"/ban-an/{record.judgment.public_id}" in page
    history = world.as_("auditor").get(record.path + "/lich-su").text
    assert "duyệt bản nháp" in history


def test_a_refused_file_stays_approved_and_says_so(world: Any, record: Any) -> None:
    world.gate_refuses = True
    record.publish()
    page = world.as_("judge").get(record.path + "/cong-bo").text
    assert "Cổng kiểm tra từ chối tệp" in page
    assert "đạt 0/1" in page
    assert record.judgment.public_id is None


@pytest.mark.parametrize(
    ("who", "said"), [("second", "Vai trò cần có: Thẩm phán"), ("clerk", "Vai trò cần có: Thẩm phán")]
)
def test_uploader_and_reviewer_clerks_cannot_approve(world: Any, record: Any, who: str, said: str) -> None:
    record.settle()
    record.submit()
    answer = world.as_(who).post(record.path + "/duyet", {"revision": revision(record)})
    assert answer.status_code == 403
    assert said in answer.text


def test_a_judge_who_decided_in_the_draft_cannot_approve_it(world: Any, record: Any) -> None:
    data = {"viec": "mask", "cho": record.mention("Hoa").id, "revision": revision(record)}
    assert world.as_("judge").post(record.path + "/ra-soat/quyet-dinh", data).status_code == 303
    record.work()
    record.settle()
    record.submit()
    assert "Bạn đã rà soát bản nháp này nên không thể duyệt." in world.as_("judge").get(record.path + "/duyet").text
    answer = record.approve("judge")
    assert answer.status_code == 422
    assert "Bạn đã rà soát bản nháp này nên không thể duyệt." in answer.text
    assert record.draft.state == "SUBMITTED"
    assert record.approve("president").status_code == 303


def test_a_president_of_another_court_cannot_approve(world: Any, record: Any) -> None:
    record.settle()
    record.submit()
    browser = world.browser()
    browser.password_step("far")
    page = browser.get("/xac-thuc").text
    browser.secrets["far"] = re.search(r'key-code">([^<]+)', page)[1].replace(" ", "")  # type: ignore[index]
    browser.post("/xac-thuc", {"ma": browser.code()}, form="/xac-thuc")
    assert browser.get(record.path + "/duyet").status_code == 403
    data = {
        "revision": revision(record),
        "ban_nhap": record.draft.draft_sha256,
        "doc": "y",
        "ngay": "y",
        "ma": "123456",
    }
    assert browser.post(record.path + "/duyet", data).status_code == 403
    assert record.draft.state == "SUBMITTED"


def test_approval_needs_both_ticks_a_right_code_and_the_draft_as_read(record: Any) -> None:
    record.settle()
    record.submit()
    assert record.approve(doc="").status_code == 422
    assert record.approve(ngay="").status_code == 422
    wrong = record.approve(ma="000000")
    assert wrong.status_code == 422
    assert "Mã không đúng hoặc đã dùng rồi" in wrong.text
    stale = record.approve(ban_nhap="0" * 64)
    assert stale.status_code == 409
    assert "000000" in stale.text
    assert record.draft.draft_sha256[:6] in stale.text
    assert record.draft.state == "SUBMITTED"
    assert record.approve().status_code == 303


def test_sending_back_needs_words_and_shows_them_to_the_reviewer(world: Any, record: Any) -> None:
    record.settle()
    record.submit()
    judge = world.as_("judge")
    empty = judge.post(record.path + "/duyet/tra-lai", {"revision": revision(record), "ly_do": " "})
    assert empty.status_code == 422
    data = {"revision": revision(record), "ly_do": "Còn thiếu địa chỉ ở đoạn 4."}
    assert judge.post(record.path + "/duyet/tra-lai", data).status_code == 303
    page = world.as_("clerk").get(record.path + "/ra-soat").text
    assert "Hồ sơ bị trả lại" in page
    assert "Còn thiếu địa chỉ ở đoạn 4." in page


def test_withdrawal_asks_reason_and_code_and_works_at_once(world: Any, record: Any) -> None:
    record.publish()
    president = world.as_("president")
    form = president.get(record.path + "/ha").text
    assert "Bản án này đã được hạ khỏi Cổng thông tin" in form
    assert "lỗi mã hóa đang được sửa" in form

    def send(**changes: Any) -> Any:
        data = {"revision": record.judgment.revision, "ly_do": "loi-ma-hoa", "ma": president.code(), **changes}
        return president.post(record.path + "/ha", data)

    assert send(ma="000000").status_code == 422
    missing = send(ly_do="chanh-an")
    assert missing.status_code == 422
    assert "Ghi số quyết định của Chánh án." in missing.text
    assert send(ly_do="khac").status_code == 422
    assert send(revision=1).status_code == 409
    assert record.judgment.publication_state == "PUBLISHED"
    assert send().status_code == 303
    assert record.judgment.publication_state == "WITHDRAWN"
    assert "Địa chỉ cũ trả lời 410" in president.get(record.path + "/cong-bo").text


def test_an_admin_withdraws_without_seeing_the_text(world: Any, record: Any) -> None:
    record.publish()
    admin = world.as_("admin")
    assert admin.get(record.path + "/ra-soat").status_code == 403
    data = {"revision": record.judgment.revision, "ly_do": "loi-ma-hoa", "ma": admin.code()}
    assert admin.post(record.path + "/ha", data).status_code == 303


def test_withholding_takes_one_of_seven_reasons_and_its_ground(world: Any, record: Any) -> None:
    judge = world.as_("judge")
    assert len(re.findall(r'<option value="[1-7]"', judge.get(record.path + "/khong-cong-bo").text)) == 7
    bare = judge.post(record.path + "/khong-cong-bo", {"ly_do": "6"})
    assert bare.status_code == 422
    assert "Yêu cầu không nêu lý do thì không đủ căn cứ." in bare.text
    assert "Ghi ai yêu cầu." in bare.text
    assert judge.post(record.path + "/khong-cong-bo", {"ly_do": "8"}).status_code == 422
    assert judge.post(record.path + "/khong-cong-bo", {"ly_do": "1"}).status_code == 303
    register = world.as_("auditor").get("/khong-cong-bo").text
    assert "41/2026/DS-ST" in register
    assert "1 Xét xử kín" in register
    assert judge.post(record.path + "/khong-cong-bo/bo").status_code == 303
    assert record.judgment.publication_state == "NONE"


def test_names_stand_only_on_the_pages_of_the_text(world: Any, record: Any) -> None:
    record.publish()
    pages = [
        "/",
        "/danh-sach",
        "/cham-han",
        "/khong-cong-bo",
        record.path,
        record.path + "/lich-su",
        record.path + "/cong-bo",
    ]
    for who, more in (
        ("judge", []),
        ("auditor", ["/nhat-ky", "/he-thong"]),
        ("admin", ["/nguoi-dung", record.path + "/ha"]),
    ):
        for path in [*pages, *more]:
            answer = world.as_(who).get(path)
            assert answer.status_code == 200, path
            assert "ho-so-mat" not in answer.text
            for name in NAMES:
                assert name not in answer.text, (path, name)
    title = re.search(r"<title>(.*?)</title>", world.as_("judge").get(record.path + "/ra-soat").text)
    assert title
    assert title[1].startswith("Rà soát 41/2026/DS-ST")
