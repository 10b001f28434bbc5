"""Look for names that must not be anywhere a reader can reach: pages, files, index, log.

A name is looked for without marks and case, with any separators between its syllables, as whole words. A hit
names the place and the number of the canary, never the name itself, so that a report can be shown.
"""

import html
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urljoin, urlsplit

import pikepdf
import pypdfium2
from pdfminer.high_level import extract_text

from vietnamese.letters import fold, nfc, visible

STARTS: Final = (
    "/", "/ban-an", "/tim-kiem?q=t%C3%B2a+%C3%A1n", "/an-le", "/dieu-luat", "/toa-an", "/thong-ke",
    "/sitemap.xml", "/robots.txt", "/feed.atom", "/thay-doi.atom", "/tim-kiem.atom?q=ban+an",
    "/api/v1/search?q=ban+an", "/api/v1/judgments", "/api/v1/changes", "/api/v1/openapi.json",
)  # fmt: skip
ENDINGS: Final = (".pdf", ".json", ".txt")
MOST_PAGES: Final = 5000
LINK: Final = re.compile(r"""(?:href|src|action)\s*=\s*["']([^"'#]+)|<loc>([^<]+)</loc>""")
TAG: Final = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Hit:
    """One canary in one place; number counts the names as given, from 0."""

    place: str
    number: int


@dataclass(frozen=True)
class Canaries:
    """Names made ready for one pass over a text."""

    pattern: re.Pattern[str]
    numbers: dict[str, int]


def canaries(names: Iterable[str]) -> Canaries:
    """Make names ready; a name of a single syllable is also a plain word and is left out."""
    numbers: dict[str, int] = {}
    for number, name in enumerate(names):
        syllables = re.findall(r"\w+", _plain(name))
        if len(syllables) > 1:
            numbers.setdefault(" ".join(syllables), number)
    forms = sorted(numbers, key=len, reverse=True)
    choice = "|".join(r"[\W_]*".join(map(re.escape, form.split())) for form in forms)
    return Canaries(re.compile(rf"(?<![^\W_])(?:{choice})(?![^\W_])" if forms else r"(?!)"), numbers)


def scan_text(place: str, text: str, wanted: Canaries) -> list[Hit]:
    """Every canary in a text."""
    found = wanted.pattern.findall(_plain(text))
    forms = {" ".join(re.findall(r"[^\W_]+", form)) for form in found}
    return [Hit(place, _number(form, wanted)) for form in sorted(forms)]


def scan_bytes(place: str, data: bytes, wanted: Canaries) -> list[Hit]:
    """Every canary in bytes, read as UTF-8, as UTF-16 of both orders (also shifted by a byte) and as Latin-1."""
    readings = [data.decode("utf-8", "replace"), data.decode("latin-1")]
    if b"\0" in data:  # every Vietnamese name has a plain letter, and that is a zero byte in UTF-16
        readings += [data[shift:].decode(code, "replace") for code in ("utf-16-be", "utf-16-le") for shift in (0, 1)]
    return sorted({hit for text in readings for hit in scan_text(place, text, wanted)}, key=lambda hit: hit.number)


def scan_html(place: str, page: str, wanted: Canaries) -> list[Hit]:
    """Every canary in a page: its source, and what remains when tags are left out or stand for a blank."""
    hits = {*scan_text(place, page, wanted)}
    for between in ("", " "):
        hits.update(scan_text(place, html.unescape(TAG.sub(between, page)), wanted))
    return sorted(hits, key=lambda hit: hit.number)


def scan_pdf(place: str, data: bytes, wanted: Canaries) -> list[Hit]:
    """Every canary in a PDF: text by two readers, file bytes, strings, metadata and each decompressed stream."""
    hits = scan_bytes(f"{place} bytes", data, wanted)
    hits += scan_text(f"{place} pdfminer", extract_text(io.BytesIO(data)), wanted)
    with pypdfium2.PdfDocument(data) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    hits += scan_text(f"{place} pdfium", "\n".join(pages), wanted)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, item in enumerate(pdf.objects):
            for piece in _pieces(item):
                hits += scan_bytes(f"{place} object {number}", piece, wanted)
    return hits


def scan_folder(folder: Path, wanted: Canaries) -> list[Hit]:
    """Every canary in the bytes of every file below a folder, and in the names of the files."""
    hits: list[Hit] = []
    for path in sorted(folder.rglob("*")):
        place = f"{folder.name}/{path.relative_to(folder)}"
        hits += scan_text("file name", path.name, wanted)
        if path.is_file():
            hits += scan_bytes(place, path.read_bytes(), wanted)
    return hits


def scan_log(lines: Iterable[dict[str, Any]], wanted: Canaries) -> list[Hit]:
    """Every canary in captured structlog entries."""
    text = "\n".join(json.dumps(line, ensure_ascii=False, default=repr) for line in lines)
    return scan_text("log", text, wanted)


def scan_site(client: Any, wanted: Canaries, *, starts: Sequence[str] = STARTS) -> tuple[list[Hit], list[str]]:
    """Every canary in what the public site answers, walked from its home, browse pages, feeds and sitemap.

    client: a Flask test client. Returns hits and the addresses that were there.
    """
    hits: list[Hit] = []
    read: list[str] = []
    for address, response in walk(client, starts):
        with response:  # a file that is sent stays open until then
            if response.status_code == HTTPStatus.OK:
                read.append(address)
            hits += scan_response(address, response, wanted)
    return hits, read


def scan_response(address: str, response: Any, wanted: Canaries) -> list[Hit]:
    """Every canary in one answer: its headers and its body, read as what it says it is."""
    hits = scan_text(f"{address} headers", str(response.headers), wanted)
    body: bytes = response.get_data()
    if response.mimetype == "application/pdf":
        return hits + scan_pdf(address, body, wanted)
    if response.mimetype == "application/json":
        # Escapes such as \\u1ea1 hide a letter from a scan of the bytes.
        hits += scan_text(address, json.dumps(json.loads(body), ensure_ascii=False), wanted)
    return hits + scan_html(address, body.decode("utf-8", "replace"), wanted)


def walk(client: Any, starts: Sequence[str] = STARTS) -> Iterator[tuple[str, Any]]:
    """Each address of the public site with its answer, once; lists are followed by page, filters one at a time."""
    waiting = list(starts)
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        yield address, response
        assert len(seen) < MOST_PAGES, "the walk does not end: too many addresses"
        for link in _links(address, response):
            if link not in seen:
                seen.add(link)
                waiting.append(link)


def _links(address: str, response: Any) -> Iterator[str]:
    if response.mimetype not in {"text/html", "application/xml", "text/xml", "application/atom+xml"}:
        return
    for href, location in LINK.findall(response.get_data(as_text=True)):
        target = urlsplit(urljoin(f"http://localhost{address}", html.unescape(href or location)))
        if target.scheme not in {"http", "https"} or target.path.startswith(("/noi-bo", "/static")):
            continue
        if target.hostname not in {"localhost", "127.0.0.1"} or len(parse_qsl(target.query)) > 1:
            continue
        if address.startswith("/toa-an") and target.path.startswith("/toa-an/"):
            continue  # a thousand courts have no judgment; one that has is linked from its judgments
        yield target.path + (f"?{target.query}" if target.query else "")
        if re.fullmatch(r"/ban-an/[0-9a-z]{8}", target.path):
            yield from (target.path + ending for ending in ENDINGS)


def _pieces(item: Any) -> Iterator[bytes]:
    """The bytes of one PDF object: its strings, however deep, and its stream, decompressed."""
    if isinstance(item, pikepdf.Stream):
        try:
            yield item.read_bytes()
        except pikepdf.PdfError:
            yield item.read_raw_bytes()
    yield from _strings(item, 0)


def _strings(item: Any, depth: int) -> Iterator[bytes]:
    assert depth < 50, "a PDF object nests deeper than any typeset file does"
    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode()
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in item.keys():  # noqa: SIM118  pikepdf objects are not dicts
            value = item.get(key)
            # What is indirect comes by itself: following it here would walk in circles.
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _strings(value, depth + 1)
    elif isinstance(item, pikepdf.Array):
        for value in item:
            if isinstance(value, pikepdf.Object) and not value.is_indirect:
                yield from _strings(value, depth + 1)


def _plain(text: str) -> str:
    return fold(visible(nfc(text)))


def _number(form: str, wanted: Canaries) -> int:
    if form in wanted.numbers:
        return wanted.numbers[form]
    # Found without blanks between the syllables ("nguyenvankhai").
    squeezed = form.replace(" ", "")
    return next(number for name, number in wanted.numbers.items() if name.replace(" ", "") == squeezed)
