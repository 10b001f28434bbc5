"""Every route with every role, tokens of forms, headers, addresses that are not there."""

from typing import Any

import pytest

from portal.desk import lists
from portal.desk.access import ACCESS, needed
from records.precedent_entries import enter

EVERYONE = {"clerk", "judge", "president", "editor", "admin", "auditor"}
PLACES = {"number": 1, "page": 1, "so": 1, "name": "a" * 16, "version": "x"}


def routes(app: Any) -> list[tuple[str, str, str]]:
    """(endpoint, method, path) of every rule."""
    adapter = app.url_map.bind("x")
    found = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static_file":
            continue
        values = {name: PLACES[name] for name in rule.arguments}
        methods = sorted(rule.methods & {"GET", "POST"})
        found += [(rule.endpoint, one, adapter.build(rule.endpoint, values, method=one)) for one in methods]
    return found


def test_every_endpoint_stands_in_the_table(world: Any) -> None:
    assert {rule.endpoint for rule in world.app.url_map.iter_rules()} == set(ACCESS)
    for endpoint, method, _ in routes(world.app):
        assert needed(endpoint, method), (endpoint, method)


def test_an_endpoint_outside_of_the_table_is_refused_to_everyone() -> None:
    assert needed("somewhere.else", "GET") == frozenset()


def test_without_sign_in_every_route_leads_to_the_sign_in(world: Any) -> None:
    browser = world.browser()
    for endpoint, method, path in routes(world.app):
        if endpoint in {"entry.sign_in", "entry.second_step", "keys.recover"}:
            continue
        answer = browser.client.open(
            "/noi-bo" + path, method=method, data={"role": "admin"} if method == "POST" else None
        )
        assert answer.status_code == 303, (method, path)
        assert answer.location.startswith("/noi-bo/dang-nhap"), (method, path)


@pytest.mark.parametrize("who", ["clerk", "judge", "president", "editor", "admin", "auditor", "stranger"])
def test_every_route_with_every_role(world: Any, record: Any, who: str) -> None:
    enter(world.store, world.actor("editor"), 1, 2016, {}, known=True)
    browser = world.as_(who)
    roles = {"stranger": {"clerk"}, "president": {"judge", "president"}}.get(who, {who})
    token = browser.token()
    for endpoint, method, path in routes(world.app):
        if endpoint == "entry.sign_out":
            continue
        wanted = needed(endpoint, method)
        data = {"csrf_token": token, "role": "admin", "vai-tro": "judge", "president": "1"}
        answer = browser.client.open("/noi-bo" + path, method=method, data=data if method == "POST" else None)
        if wanted == {"anonymous"}:
            assert answer.status_code in {200, 303}, (method, path)
        elif not roles & wanted:
            assert answer.status_code == 403, (method, path)
            assert "Vai trò cần có:" in answer.text, (method, path)
        elif who == "stranger" and path.startswith("/ho-so"):
            assert answer.status_code in {403, 422}, (method, path, answer.text)
            assert "41/2026" not in answer.text
        elif method == "GET":
            assert answer.status_code in {200, 403, 404}, (path, answer.status_code)
            assert (answer.status_code == 404) == (endpoint == "uploads.batch")
        else:
            assert answer.status_code in {303, 403, 404, 422}, (path, answer.status_code)
    assert record.draft.state == "IN_REVIEW"
    assert record.judgment.case_number == "41/2026/DS-ST"


def test_a_form_without_its_token_is_refused_everywhere(world: Any, record: Any) -> None:
    before = record.draft.revision
    for who in ("clerk", "judge", "president", "admin"):
        browser = world.as_(who)
        roles = {"president": {"judge", "president"}}.get(who, {who})
        for endpoint, method, path in routes(world.app):
            if method == "POST" and (roles & needed(endpoint, "POST") or needed(endpoint, "POST") == {"anonymous"}):
                answer = browser.client.post("/noi-bo" + path, data={"revision": before, "viec": "mask"})
                assert answer.status_code == 400, path
                assert "Biểu mẫu đã hết hạn" in answer.text
    assert record.draft.revision == before
    assert browser.get("/").status_code == 200


def test_a_token_of_another_session_does_not_count(world: Any) -> None:
    foreign = world.browser().token("/dang-nhap")
    answer = world.as_("clerk").client.post("/noi-bo/dang-xuat", data={"csrf_token": foreign})
    assert answer.status_code == 400


def test_the_headers_of_every_page(world: Any, record: Any) -> None:
    browser = world.as_("judge")
    for path in ("/", "/dang-nhap", "/khong-co-trang-nay", record.path + "/ra-soat", "/nguoi-dung"):
        headers = browser.get(path).headers
        assert headers["Content-Security-Policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_no_page_has_inline_style_or_script(world: Any, record: Any) -> None:
    record.publish()
    for who in ("clerk", "judge", "president", "admin", "auditor"):
        browser = world.as_(who)
        for endpoint, method, path in routes(world.app):
            if method == "GET" and endpoint != "entry.sign_out":
                page = browser.get(path).text
                assert "style=" not in page, path
                assert "<style" not in page, path
                assert "<script>" not in page, path
                assert "onclick" not in page, path


def test_what_is_not_there_has_a_page(world: Any) -> None:
    browser = world.as_("clerk")
    assert browser.get("/khong-co").status_code == 404
    assert "Không tìm thấy hồ sơ này." in browser.get("/ho-so/999").text
    assert browser.get("/ho-so/999").status_code == 404
    assert browser.get("/danh-sach?trang=0").status_code == 400
    assert browser.get("/danh-sach?trang-thai=X").status_code == 400
    assert browser.get("/ra-ngoai/../ho-so/1").status_code == 404


def test_an_admin_closes_an_account_and_its_session_ends(world: Any) -> None:
    clerk, admin = world.as_("clerk"), world.as_("admin")
    assert admin.post("/nguoi-dung/khoa", {"thu": "clerk@toaan.vn"}).status_code == 303
    assert clerk.get("/").status_code == 303
    assert "đã khóa" in admin.get("/nguoi-dung").text
    assert admin.post("/nguoi-dung/khoa", {"thu": "khong-co@toaan.vn"}).status_code == 404


def test_the_log_shows_events_and_whether_the_chains_are_whole(world: Any, record: Any) -> None:
    page = world.as_("auditor").get("/nhat-ky").text
    assert "Nguyên vẹn đến sự kiện" in page
    assert "tạo bản nháp đầu tiên" in page
    one = world.as_("auditor").get(f"/nhat-ky?ho-so={record.number}").text
    assert "nhận tệp" in one
    assert "thêm tài khoản" not in one


def test_the_queue_is_shown(world: Any) -> None:
    assert "Không có việc nào bị dừng." in world.as_("admin").get("/he-thong").text


def test_the_lists_filter_by_state_and_stay_within_the_court(world: Any, record: Any) -> None:
    assert "41/2026/DS-ST" in world.as_("clerk").get("/danh-sach?trang-thai=IN_REVIEW").text
    assert "41/2026/DS-ST" not in world.as_("clerk").get("/danh-sach?trang-thai=PUBLISHED").text
    assert "41/2026/DS-ST" not in world.as_("stranger").get("/danh-sach").text
    assert "41/2026/DS-ST" in world.as_("auditor").get("/danh-sach").text
    world.clock.pass_time(days=60)
    world.browsers.clear()
    record.settle()
    assert "quá hạn" in world.as_("clerk").get("/cham-han").text
    assert "quá hạn" in world.as_("clerk").get("/").text


def test_long_lists_have_pages(world: Any) -> None:
    with world.app.test_request_context("/"):
        pages = lists._pages(5, 9, "IN_REVIEW", "")
        assert pages is not None
        assert [number for _, number in pages.items] == [1, None, 3, 4, 5, 6, 7, None, 9]
        assert pages.previous == "/danh-sach?trang-thai=IN_REVIEW&trang=4"
        assert pages.next == "/danh-sach?trang-thai=IN_REVIEW&trang=6"
        assert lists._pages(1, 1, "", "") is None


ENDLESS = "9" * 30


@pytest.mark.parametrize(
    ("path", "status"),
    [
        *((f"/ho-so/{ENDLESS}{part}", 404) for part in ("", "/lich-su", "/cong-bo", "/ra-soat", "/duyet")),
        ("/ho-so/\N{ARABIC-INDIC DIGIT ONE}", 404),
        (f"/danh-sach?trang={ENDLESS}", 400),
        ("/danh-sach?trang=\N{ARABIC-INDIC DIGIT ONE}", 400),
        ("/danh-sach?toa=%00", 400),
    ],
)
def test_a_number_that_no_record_can_have_is_no_fault_of_ours(world: Any, path: str, status: int) -> None:
    assert world.as_("clerk").get(path).status_code == status


def test_the_log_of_an_endless_number_is_the_log(world: Any) -> None:
    assert world.as_("auditor").get(f"/nhat-ky?ho-so={ENDLESS}").status_code == 200


def test_a_decision_about_an_endless_mention_is_refused(world: Any, record: Any) -> None:
    sent = {"viec": "mask-" + "9" * 5000, "cho": 1, "revision": record.draft.revision}
    assert world.as_("clerk").post(f"{record.path}/ra-soat/quyet-dinh", sent).status_code == 422


def test_control_characters_of_a_form_reach_no_database(world: Any, record: Any) -> None:
    sent = {"so": "41/2026\0/DS-ST\x07", "toa": world.court, "revision": record.draft.revision}
    answer = world.as_("clerk").post(f"{record.path}/ra-soat/thong-tin", sent)
    assert answer.status_code == 303
    assert record.judgment.case_number == "41/2026/DS-ST"


def test_a_redirect_names_no_host(world: Any) -> None:
    answer = world.as_("clerk").get("/ho-so//1", headers={"Host": "xau.example"})
    assert answer.status_code == 308
    assert answer.location == "/noi-bo/ho-so/1"
