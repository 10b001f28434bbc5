"""Signing in: password, second step, lock-out, cookie, ends of sessions."""

import re
from typing import Any

import pyotp
import pytest
from flask import session

from records import accounts

WRONG = "Thư điện tử hoặc mật khẩu không đúng."


def test_a_clerk_signs_in_with_a_password_and_sees_the_dashboard(world: Any) -> None:
    browser = world.as_("clerk")
    page = browser.get("/")
    assert page.status_code == 200
    assert "Việc của tôi" in page.text
    assert '<body class="desk">' in page.text
    assert "Mẫu clerk" in page.text


@pytest.mark.parametrize("who", ["judge", "president", "admin"])
def test_judge_president_and_admin_need_the_code(world: Any, who: str) -> None:
    browser = world.browser()
    answer = browser.password_step(who)
    assert answer.location.endswith("/noi-bo/xac-thuc")
    assert "/dang-nhap" in browser.get("/").location
    wrong = browser.post("/xac-thuc", {"ma": "000000"}, form="/xac-thuc")
    assert wrong.status_code == 422
    assert "Mã không đúng hoặc đã dùng rồi" in wrong.text
    assert wrong.text.count("<title>Lỗi: ") == 1
    right = browser.post("/xac-thuc", {"ma": browser.code()}, form="/xac-thuc")
    assert right.location.endswith("/noi-bo/")
    assert browser.get("/").status_code == 200


def test_a_code_counts_once(world: Any) -> None:
    first, second = world.browser(), world.browser()
    first.password_step("judge")
    code = first.code()
    assert first.post("/xac-thuc", {"ma": code}, form="/xac-thuc").status_code == 303
    second.password_step("judge")
    assert second.post("/xac-thuc", {"ma": code}, form="/xac-thuc").status_code == 422


def test_the_first_sign_in_shows_the_secret_as_picture_and_as_text(world: Any) -> None:
    browser = world.browser()
    assert browser.password_step("far").location.endswith("/xac-thuc")
    page = browser.get("/xac-thuc").text
    assert "<svg" in page
    assert "style=" not in page
    shown = re.search(r'<code class="key-code">([A-Z2-7 ]+)</code>', page)
    assert shown
    secret = shown[1].replace(" ", "")
    assert re.search(r'key-code">([^<]+)', browser.get("/xac-thuc").text)[1] == shown[1]  # type: ignore[index]
    browser.secrets["far"] = secret
    assert browser.post("/xac-thuc", {"ma": browser.code()}, form="/xac-thuc").status_code == 303
    again = world.browser()
    again.password_step("far")
    assert "key-code" not in again.get("/xac-thuc").text


def test_the_second_step_needs_the_first_and_ends_after_ten_minutes(world: Any) -> None:
    assert world.browser().get("/xac-thuc").location.endswith("/dang-nhap")
    browser = world.browser()
    browser.password_step("judge")
    world.clock.pass_time(minutes=11)
    assert browser.get("/xac-thuc").location.endswith("/dang-nhap")


def test_unknown_wrong_and_locked_get_the_same_sentence(world: Any) -> None:
    browser = world.browser()
    pages = [browser.password_step("nobody")]
    pages += [browser.password_step("clerk", "sai mat khau") for _ in range(5)]
    pages.append(browser.password_step("clerk"))
    for page in pages:
        assert page.status_code == 422
        assert WRONG in page.text
        assert "15 phút" in page.text
    world.clock.pass_time(minutes=16)
    assert browser.password_step("clerk").status_code == 303


def test_the_cookie_is_the_desks_own(world: Any) -> None:
    answer = world.browser().password_step("clerk")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("banan_desk=")
    assert "Path=/noi-bo" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie
    assert "Domain" not in cookie


def test_the_cookie_is_secure_when_the_site_is(world: Any) -> None:
    secure = world.remade(public_url="https://congbo.vi-du.vn")
    answer = secure.browser().get("/dang-nhap", base_url="https://congbo.vi-du.vn")
    assert "; Secure" in answer.headers["Set-Cookie"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_session_ends_after_thirty_idle_minutes(world: Any) -> None:
    browser = world.as_("clerk")
    for _ in range(3):
        world.clock.pass_time(minutes=29)
        assert browser.get("/").status_code == 200
    world.clock.pass_time(minutes=31)
    answer = browser.get("/danh-sach?toa=x")
    assert answer.status_code == 303
    page = browser.client.get(answer.location)
    assert "Phiên làm việc đã hết" in page.text


def test_a_session_ends_after_twelve_hours_in_any_case(world: Any) -> None:
    browser = world.as_("clerk")
    for _ in range(25):
        world.clock.pass_time(minutes=29)
        browser.get("/")
    assert browser.get("/").status_code == 303


def test_a_disabled_account_is_thrown_out_at_once(world: Any) -> None:
    browser = world.as_("clerk")
    accounts.disable_account(world.store, "clerk@toaan.vn")
    assert browser.get("/").status_code == 303
    assert browser.password_step("clerk").status_code == 422


def test_signing_out_needs_the_form_and_ends_the_session(world: Any) -> None:
    browser = world.as_("clerk")
    assert browser.get("/dang-xuat").status_code == 405
    assert browser.post("/dang-xuat").location.endswith("/dang-nhap")
    assert browser.get("/").status_code == 303


def test_signing_in_goes_on_to_the_page_that_was_wanted(world: Any) -> None:
    browser = world.browser()
    answer = browser.get("/cham-han?toa=x")
    browser.who = "clerk"
    form = answer.location.removeprefix("/noi-bo")
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(form).text)[1]  # type: ignore[index]
    data = {"csrf_token": token, "thu": "clerk@toaan.vn", "mk": world.password}
    assert browser.client.post(answer.location, data=data).location == "/noi-bo/cham-han?toa=x"
    assert browser.get("/dang-nhap").location == "/noi-bo/"


@pytest.mark.parametrize(
    "wanted", ["https://xau.vi-du.vn/", "//xau.vi-du.vn/", "/\\xau.vi-du.vn", "/khong-co", "/dang-xuat"]
)
def test_signing_in_never_leads_outside_of_the_desk(world: Any, wanted: str) -> None:
    browser = world.browser()
    token = browser.token("/dang-nhap")
    data = {"csrf_token": token, "thu": "clerk@toaan.vn", "mk": world.password}
    answer = browser.client.post("/noi-bo/dang-nhap", query_string={"tiep": wanted}, data=data)
    assert answer.location == "/noi-bo/"


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(world: Any) -> None:
    browser = world.browser()
    page = browser.post("/dang-nhap", {"thu": "an@toaan.vn", "mk": ""}, form="/dang-nhap")
    assert page.status_code == 422
    assert page.text.count("Nhập mật khẩu.") == 2
    assert 'value="an@toaan.vn"' in page.text


def test_too_many_tries_are_slowed_down(world: Any) -> None:
    limited = world.remade(rate_limit_url="memory://").browser()
    answers = [limited.password_step("nobody").status_code for _ in range(11)]
    assert answers[:10] == [422] * 10
    assert answers[10] == 429


def test_a_session_holds_no_secret_and_no_name(world: Any) -> None:
    browser = world.as_("judge")
    with world.app.test_request_context(headers={"Cookie": f"banan_desk={_cookie(browser)}"}):
        assert set(session) <= {"_user_id", "_fresh", "epoch", "since", "seen", "csrf_token", "_flashes", "_id"}


def _cookie(browser: Any) -> str:
    found = browser.client.get_cookie("banan_desk", path="/noi-bo")
    assert found
    return str(found.value)


def test_a_secret_made_again_makes_old_codes_wrong(world: Any) -> None:
    browser = world.browser()
    browser.password_step("judge")
    accounts.enrol_totp(world.store, world.ids["judge"])
    world.clock.pass_time(seconds=61)
    old = pyotp.TOTP(world.secrets["judge"]).at(int(world.clock.now.timestamp()))
    assert browser.post("/xac-thuc", {"ma": old}, form="/xac-thuc").status_code == 422


def test_an_address_with_a_line_break_leads_to_the_dashboard(world: Any) -> None:
    here = world.as_("clerk")
    assert here.get("/dang-nhap?tiep=/tai-len?x=%0d%0aSet-Cookie:%20a=b").location == "/noi-bo/"


def test_a_copied_cookie_is_worth_nothing_after_the_person_signed_out(world: Any) -> None:
    person, thief = world.as_("clerk"), world.browser()
    copied = person.client.get_cookie("banan_desk", path="/noi-bo")
    thief.client.set_cookie("banan_desk", copied.value, path="/noi-bo")
    assert thief.get("/").status_code == 200
    assert person.post("/dang-xuat").status_code == 303
    assert thief.get("/").status_code == 303
