"""The address of an Elasticsearch and the way to it: hosts, certificate, key, limits of time, faults as sentences."""

from __future__ import annotations

from base64 import b64encode
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from elastic_transport import ConnectionTimeout, TlsError, TransportError
from elasticsearch import ApiError, AuthenticationException, AuthorizationException, Elasticsearch, NotFoundError

from search.engine import IndexOutdated, SearchUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

SEARCH_SECONDS = 2.5
"""How long a reader waits before the page says that search does not answer (target: 3 s with the rest of the page)."""
WRITE_SECONDS = 60.0
RETRIES = 5
RETRIED = (429, 502, 503, 504)
ACCESS = "Elasticsearch refuses the user, password or key (BANAN_SEARCH_URL, BANAN_SEARCH_API_KEY)"
CERTIFICATE = "the certificate of Elasticsearch is not signed by a known authority (BANAN_SEARCH_CA_FILE)"
MISSING = "Elasticsearch has no index under this name: run `banan index rebuild`"

CHANGED = "the search index has the layout of another release: run `banan index rebuild`"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an index is: base addresses of the nodes, the read alias, and the user with the password when given."""

    hosts: tuple[str, ...]
    alias: str
    user: tuple[str, str] | None = None


def address(url: str) -> Address:
    """Read "https://user:password@host:9200/judgments"; several hosts of one cluster are divided by commas.

    Raises ValueError, without the password in it, when host, port or alias are missing.
    """
    parts = urlsplit(url)
    alias = parts.path.strip("/")
    access, _, hosts = parts.netloc.rpartition("@")
    named = [host.strip() for host in hosts.split(",") if host.strip()]
    if not alias or "/" in alias or alias != alias.lower() or not named or not all(":" in host for host in named):
        raise ValueError("an Elasticsearch address is https://[user:password@]host:9200/judgments")
    name, _, password = access.partition(":")
    user = (unquote(name), unquote(password)) if access else None
    return Address(tuple(f"{parts.scheme}://{host}" for host in named), alias, user)


def connect(where: Address, *, ca_file: str | None = None, api_key: str | None = None) -> Elasticsearch:
    """Make a client; nothing is sent yet. Raises ValueError when the certificate file is not there."""
    options: dict[str, Any] = {"request_timeout": SEARCH_SECONDS, "max_retries": len(where.hosts)}
    if ca_file is not None:
        if not Path(ca_file).is_file():
            raise ValueError("BANAN_SEARCH_CA_FILE names no file")
        options["ca_certs"] = ca_file
    if api_key is not None:
        options["api_key"] = api_key
    elif where.user is not None:
        # made here: the client itself takes ASCII alone
        options["basic_auth"] = b64encode(":".join(where.user).encode()).decode()
    return Elasticsearch(list(where.hosts), retry_on_timeout=False, retry_on_status=(502, 503, 504), **options)


def writing(client: Elasticsearch) -> Elasticsearch:
    """The same client for writers, who can wait: a node that is lost or too busy is asked again."""
    return client.options(
        request_timeout=WRITE_SECONDS, max_retries=RETRIES, retry_on_timeout=True, retry_on_status=RETRIED
    )


@contextmanager
def faults() -> Iterator[None]:
    """Turn what the client raises into SearchUnavailable with a sentence that carries no text of a query."""
    try:
        yield
    except (AuthenticationException, AuthorizationException) as fault:
        raise SearchUnavailable(ACCESS) from fault
    except NotFoundError as fault:
        raise IndexOutdated(MISSING) from fault
    except ApiError as fault:
        raise SearchUnavailable(f"Elasticsearch answers {fault.status_code}") from fault
    except TlsError as fault:
        raise SearchUnavailable(CERTIFICATE) from fault
    except ConnectionTimeout as fault:
        raise SearchUnavailable("Elasticsearch does not answer in time") from fault
    except TransportError as fault:
        raise SearchUnavailable("Elasticsearch cannot be reached") from fault
