"""Requests are counted by address, and addresses are believed only from the proxies that are named."""

from typing import Any

from portal.public import create_public_app


def _client(full: Any, **changes: Any) -> Any:
    settings = full.settings.model_copy(update={"rate_limit_url": "memory://"} | changes)
    return create_public_app(settings, full.store, full.engine).test_client()


def test_too_many_searches_get_a_readable_429(full: Any, page_of: Any) -> None:
    client = _client(full)
    answers = [client.get("/tim-kiem?tu=x") for _ in range(61)]
    assert [answer.status_code for answer in answers] == [400] * 60 + [429]
    last = answers[-1]
    assert 1 <= int(last.headers["Retry-After"]) <= 61
    assert "Bạn gửi quá nhiều yêu cầu" in last.text
    assert page_of(last.text).faults == []
    assert "Set-Cookie" not in last.headers
    assert client.get("/ban-an/7k3m2q9x").status_code == 200


def test_too_many_calls_of_the_api_get_a_429_in_json(full: Any) -> None:
    client = _client(full)
    last = [client.get("/api/v1/search?trang=x") for _ in range(121)][-1]
    assert last.status_code == 429
    assert last.json["error"] == 429
    assert int(last.headers["Retry-After"]) >= 1


def test_a_forwarded_address_counts_only_behind_a_named_proxy(full: Any) -> None:
    for hops, statuses in ((0, {400, 429}), (1, {400})):
        client = _client(full, trusted_proxies=hops)
        answers = [client.get("/tim-kiem?tu=x", headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(61)]
        assert {answer.status_code for answer in answers} == statuses


def test_no_place_to_count_means_no_limit(full: Any) -> None:
    client = _client(full, rate_limit_url="")
    assert {client.get("/tim-kiem?tu=x").status_code for _ in range(62)} == {400}


def test_headers_for_https_are_sent_only_when_the_site_is_https(full: Any) -> None:
    assert "Strict-Transport-Security" not in _client(full, public_url="http://127.0.0.1:8000").get("/").headers
