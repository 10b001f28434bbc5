"""TLS with the operator's own authority, user and password or a key: through a proxy that asks for them."""

import ssl
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from search.elastic import Elastic
from search.engine import SearchUnavailable
from tests.elasticsearch.load import QUERY
from tests.elasticsearch.proxy import proxy

PASSWORD = "mật khẩu: @/đúng"
QUOTED = "m%E1%BA%ADt%20kh%E1%BA%A9u%3A%20%40%2F%C4%91%C3%BAng"
KEY = "a2hvYTpiaS1tYXQ="


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def guarded(address: str, authority: trustme.CA) -> Iterator[str]:
    """An address after https:// that asks for the user banan or for the key."""
    base, _, alias = address.rpartition("/")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    basic = b64encode(f"banan:{PASSWORD}".encode()).decode()
    with proxy(base, tls=tls, access=frozenset({f"Basic {basic}", f"ApiKey {KEY}"})) as between:
        yield f"{between.url.removeprefix('https://')}/{alias}"


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


def test_user_and_password_of_the_address_open_the_server(guarded: str, ca_file: str, make) -> None:
    engine = Elastic(f"https://banan:{QUOTED}@{guarded}", ca_file=ca_file)
    engine.put([make(1)])
    assert engine.search(QUERY).total == 1
    engine.close()


def test_a_key_opens_the_server(guarded: str, ca_file: str, make) -> None:
    engine = Elastic(f"https://{guarded}", ca_file=ca_file, api_key=KEY)
    engine.put([make(1)])
    assert engine.search(QUERY).total == 1
    engine.close()


@pytest.mark.parametrize(("user", "key"), [("banan:sai@", None), ("", "c2Fp"), ("", None)])
def test_a_wrong_password_or_key_is_told(guarded: str, ca_file: str, user: str, key: str | None, make) -> None:
    engine = Elastic(f"https://{user}{guarded}", ca_file=ca_file, api_key=key)
    for ask in (lambda: engine.search(QUERY), lambda: engine.put([make(1)])):
        with pytest.raises(SearchUnavailable, match="refuses the user, password or key") as told:
            ask()
        assert "sai" not in str(told.value)
    engine.close()


def test_a_certificate_of_another_authority_is_told(guarded: str, tmp_path: Path) -> None:
    other = tmp_path / "other.pem"
    trustme.CA().cert_pem.write_to_path(other)
    engine = Elastic(f"https://banan:{QUOTED}@{guarded}", ca_file=str(other))
    with pytest.raises(SearchUnavailable, match="BANAN_SEARCH_CA_FILE"):
        engine.search(QUERY)
    engine.close()


def test_without_the_authority_the_certificate_is_not_trusted(guarded: str) -> None:
    engine = Elastic(f"https://banan:{QUOTED}@{guarded}")
    with pytest.raises(SearchUnavailable, match="BANAN_SEARCH_CA_FILE"):
        engine.search(QUERY)
    engine.close()


def test_a_certificate_file_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="BANAN_SEARCH_CA_FILE"):
        Elastic("https://127.0.0.1:9200/judgments", ca_file="/khong/co")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:9200",
        "https://127.0.0.1/judgments",
        "https://u:bimat@/judgments",
        "https://a:1/Hoa",
        "https://a:1/b/c",
    ],
)
def test_an_address_without_port_or_name_is_refused_without_telling_the_password(url: str) -> None:
    with pytest.raises(ValueError, match="an Elasticsearch address is") as told:
        Elastic(url)
    assert "bimat" not in str(told.value)
