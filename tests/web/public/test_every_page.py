"""Every route of the public site, and every link on its pages."""

from typing import Any
from urllib.parse import urldefrag, urlsplit

import pytest

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAGES = [
    "/", "/tim-kiem", "/tim-kiem?q=tranh+chap+dat", "/tim-kiem?q=13/2026/DS-ST", "/tim-kiem?q=kh%C3%B4ngcogi",
    "/tim-kiem?q=%22tranh+ch%E1%BA%A5p%22&loai-an=ds&tu=2024&den=2026", "/tim-kiem/nang-cao?q=a&toa=tand-kv-1-ha-noi",
    "/tim-kiem/cu-phap", "/ban-an", "/ban-an?nam=2026&thang=9&loai-an=ds", "/ban-an?toa=tand-kv-1-ha-noi",
    "/ban-an/7k3m2q9x", "/ban-an/7k3m2q9x?q=tranh+chap", "/ban-an/7k3m2q9x?doan=4", "/ban-an/7k3m2q9x/tuong-tu",
    "/an-le", "/an-le?tinh-trang=hieu-luc&q=vay", "/an-le?q=khongco", "/an-le/902",
    "/an-le/904", "/an-le/905", "/an-le/906", "/dieu-luat", "/dieu-luat?ten=blds", "/dieu-luat/91-2015-qh13",
    "/dieu-luat/91-2015-qh13/dieu-468", "/dieu-luat/91-2015-qh13/dieu-468?khoan=2&ro=1",
    "/dieu-luat/91-2015-qh13/dieu-1", "/ban-an/5m8n7p6q", "/ban-an/5m8n7p6q?q=vay+tien", "/toa-an",
    "/toa-an?ten=ba+tri", "/toa-an?thoi-ky=truoc", "/toa-an/tand-kv-1-ha-noi", "/toa-an/tand-huyen-ba-tri-ben-tre",
    "/thong-ke", "/gop-y", "/gop-y?ban-an=7k3m2q9x&doan=4", "/tro-giup", "/gioi-thieu", "/gioi-thieu/chat-luong",
    "/pham-vi", "/dieu-khoan", "/tiep-can", "/api",
]  # fmt: skip
FILES = [
    "/ban-an/7k3m2q9x.pdf", "/ban-an/7k3m2q9x.json", "/ban-an/7k3m2q9x.txt", "/feed.atom", "/sitemap.xml",
    "/an-le/902.json", "/an-le/902.atom", "/dieu-luat/91-2015-qh13/dieu-468.atom", "/thay-doi.atom",
    "/an-le?dang=csv", "/dieu-luat?dang=csv",
    "/robots.txt", "/opensearch.xml", "/.well-known/security.txt", "/healthz", "/readyz", "/metrics",
    "/api/v1/search?q=dat",
    "/api/v1/suggest?q=tranh", "/tim-kiem.csv?q=tranh+chap", "/tim-kiem.atom?q=tranh+chap",
    "/api/v1/judgments", "/api/v1/judgments/7k3m2q9x", "/api/v1/precedents", "/api/v1/changes", "/api/v1/openapi.json",
]  # fmt: skip
REFUSED = {
    "/khong-co-trang-nay": 404,
    "/ban-an/00000000": 404,
    "/ban-an/7k3m2q9x.doc": 404,
    "/ban-an/ilou0000": 404,
    "/toa-an/khong-co": 404,
    "/an-le/99": 404,
    "/an-le/abc": 404,
    "/an-le/902.pdf": 404,
    "/an-le/99.atom": 404,
    "/dieu-luat/91-2015-qh13/dieu-468.pdf": 404,
    "/api/v1/precedents?trang=x": 400,
    "/an-le?tinh-trang=x": 404,
    "/an-le?trang=9": 404,
    "/an-le/902?trang=9": 404,
    "/dieu-luat/khong-co": 404,
    "/dieu-luat/91-2015-qh13/dieu-x": 404,
    "/dieu-luat/91-2015-qh13/dieu-468?khoan=9": 404,
    "/dieu-luat/91-2015-qh13/dieu-468?trang=9": 404,
    "/tim-kiem?tu=hom-qua": 400,
    "/tim-kiem?trang=400": 404,
    "/tim-kiem?trang=x&so-dong=7&toa=<b>&sap-xep=z&phan=y&den=z": 400,
    "/ban-an?trang=x": 400,
    "/ban-an?nam=x": 400,
    "/ban-an?so=abc": 400,
    "/ban-an?trang=99": 404,
    "/api/v1/search?trang=x": 400,
    "/api/v1/judgments/khong": 404,
    "/api/v1/judgments?trang=0": 400,
    "/api/v1/judgments?nam=999999": 400,
    "/api/v1/judgments?thang=13": 400,
    "/api/v1/judgments?toa=%00": 400,
    "/api/v1/judgments?loai-an=%00": 400,
    "/api/v1/nothing": 404,
    "/static/0000000000/khong-co.css": 404,
}
DESK_COOKIE = {"Cookie": "session=abc; banan_desk=xyz; remember_token=1"}


def _secure(answer: Any) -> None:
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_secure_and_sets_no_cookie(cited: Any, page_of: Any, path: str) -> None:
    answer = cited.client.get(path, headers=DESK_COOKIE)
    assert answer.status_code == 200
    _secure(answer)
    page = page_of(answer.text)
    assert page.faults == []
    assert len(page.headings) == 1
    assert page.headings[0].strip()
    assert page.title.strip().endswith("– Công bố bản án")
    assert 'lang="vi"' in answer.text
    assert 'href="#noi-dung"' in answer.text
    assert "<script>alert" not in answer.text
    assert len(answer.data) <= 110 * 1024


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_secure_and_sets_no_cookie(cited: Any, path: str) -> None:
    answer = cited.client.get(path, headers=DESK_COOKIE)
    assert answer.status_code == 200
    _secure(answer)


@pytest.mark.parametrize(("path", "status"), REFUSED.items())
def test_a_refusal_is_readable_secure_and_sets_no_cookie(cited: Any, page_of: Any, path: str, status: int) -> None:
    answer = cited.client.get(path, headers=DESK_COOKIE)
    assert answer.status_code == status
    _secure(answer)
    if path.startswith("/api/"):
        assert answer.json["message"]
    else:
        page = page_of(answer.text)
        assert page.faults == []
        assert len(page.headings) == 1
        anchors = {link[1:] for link in page.links if link.startswith("#")}
        assert anchors <= set(page.ids)


def test_the_walk_visits_every_route(cited: Any) -> None:
    adapter = cited.app.url_map.bind("")
    visited = {adapter.match(urlsplit(path).path)[0] for path in [*PAGES, *FILES]}
    routes = {rule.endpoint for rule in cited.app.url_map.iter_rules()}
    assert routes - visited == {"static_file"}


def test_no_link_of_any_page_is_dead(cited: Any, page_of: Any) -> None:
    seen: dict[str, int] = {}
    anchors: list[tuple[str, str]] = []
    for path in PAGES:
        for link in page_of(cited.client.get(path).text).links:
            target, anchor = urldefrag(link.removeprefix("https://congbo.example.vn"))
            target = target or path
            if anchor:
                anchors.append((target, anchor))
            if target.startswith("http"):
                pytest.fail(f"{path} links outside: {link}")
            if target not in seen:
                seen[target] = cited.client.get(target).status_code
    assert {target: status for target, status in seen.items() if status not in {200, 301, 303}} == {}
    ids = {target: page_of(cited.client.get(target).text).ids for target, _anchor in anchors}
    assert [(target, anchor) for target, anchor in anchors if anchor not in ids[target]] == []


def test_nothing_but_reading_is_answered(cited: Any) -> None:
    for path in ("/", "/tim-kiem", "/ban-an/7k3m2q9x", "/api/v1/search"):
        answer = cited.client.post(path, data={"q": "x"})
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"
        _secure(answer)


def test_a_redirect_never_names_the_host_that_a_caller_claims(cited: Any) -> None:
    for path in ("/ban-an//7k3m2q9x?q=a%20b", "/ban-an///7k3m2q9x?q=a%20b"):
        answer = cited.client.get(path, headers={"Host": "xau.example"})
        assert (answer.status_code, answer.location) == (308, "/ban-an/7k3m2q9x?q=a%20b"), path
        assert "xau.example" not in answer.text


def test_static_files_are_kept_for_a_year_under_their_version(cited: Any, page_of: Any) -> None:
    styles = [link for link in page_of(cited.client.get("/").text).links if link.endswith("style.css")]
    answer = cited.client.get(styles[0])
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    _secure(answer)
    old = cited.client.get("/static/0123456789/style.css")
    assert old.status_code == 200
    assert old.headers["Cache-Control"] == "no-cache"


def test_an_unexpected_fault_shows_a_number_and_no_internals(world: Any, page_of: Any, monkeypatch: Any) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("bí mật bên trong")

    monkeypatch.setattr("portal.public.lists.public.newest", broken)
    answer = world.client.get("/")
    assert answer.status_code == 500
    _secure(answer)
    assert "bí mật" not in answer.text
    assert "E-" in answer.text
    assert page_of(answer.text).faults == []


@pytest.mark.parametrize("path", ["/", "/ban-an", "/thong-ke", "/toa-an", "/pham-vi", "/tim-kiem"])
def test_an_empty_site_says_so(world: Any, page_of: Any, path: str) -> None:
    answer = world.client.get(path)
    assert answer.status_code == 200
    assert page_of(answer.text).faults == []


def test_pages_have_the_caching_they_promise(cited: Any) -> None:
    caching = {
        "/": "public, max-age=300",
        "/ban-an": "public, max-age=300",
        "/toa-an": "public, max-age=300",
        "/thong-ke": "public, max-age=3600",
        "/tim-kiem?q=dat": "private, no-cache",
        "/gop-y": "no-store",
        "/ban-an/7k3m2q9x": "public, no-cache",
        "/ban-an/7k3m2q9x.pdf": "public, no-cache",
        "/ban-an/7k3m2q9x.json": "public, no-cache",
        "/ban-an/7k3m2q9x.txt": "public, no-cache",
        "/feed.atom": "public, no-cache",
        "/healthz": "no-store",
    }
    assert {path: cited.client.get(path).headers["Cache-Control"] for path in caching} == caching
