"""Citations inside a text: as links on the page of a judgment, as the sentence that cites on the other pages. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from portal.i18n import _
from search.snippet import Spans

SENTENCE: Final = 220
ENDS: Final = (". ", "; ", ": ", "\n")
INFERRED: Final = Markup('<span class="approx" aria-hidden="true">≈</span><span class="vh"> {}</span>')


@dataclass(frozen=True)
class Link:
    """A place in a paragraph that leads somewhere. href: none for a target that is gone; after: what is added to it."""

    start: int
    end: int
    href: str | None
    inferred: bool = False
    after: str = ""


def article_href(act: str | None, article: str | None) -> str | None:
    """The address of an article or, without its number, of the act."""
    if act is None:
        return None
    return f"/dieu-luat/{act}/dieu-{article}" if article else f"/dieu-luat/{act}"


def sentence(paragraphs: Sequence[str], number: int, start: int, end: int) -> Markup:
    """The sentence of a citation, at most about 220 characters, with the citation itself in bold."""
    if not 1 <= number <= len(paragraphs):
        return Markup("")
    text = paragraphs[number - 1]
    room = max(40, (SENTENCE - (end - start)) // 2)
    first = max(0, start - room)
    begin = max(
        (text.rfind(mark, first, start) + len(mark) for mark in ENDS if mark in text[first:start]), default=first
    )
    last = min(len(text), end + room)
    ends = [place for mark in ENDS if (place := text.find(mark, end, last)) >= 0]
    stop = min(ends, default=last)
    if begin == first and first > 0:
        begin = text.find(" ", first, start) + 1 or first
    if stop == last and last < len(text):
        stop = max(text.rfind(" ", end, last), end)
    return Markup("{}{}<b>{}</b>{}{}").format(
        "…" if begin else "", text[begin:start], text[start:end], text[end:stop], "…" if stop < len(text) else ""
    )


def write(text: str, links: Sequence[Link], spans: Spans | None = None, mark: int = 0) -> Markup:
    """The text of a paragraph with its citations as links and its hits marked, everything escaped.

    spans: the text cut at its hits; mark: number of the first one. A hit that runs over the edge of a link is marked
    on both sides of it and keeps one anchor.
    """
    hits, place = [], 0
    for piece, hit in spans or ():
        if hit:
            hits.append((place, place + len(piece)))
        place += len(piece)

    def plain(start: int, end: int) -> Markup:
        pieces, at = [], start
        for number, (first, last) in enumerate(hits, mark):
            if last <= start or first >= end:
                continue
            pieces.append(escape(text[at : max(first, at)]))
            at = min(last, end)
            anchor = Markup(' id="tu-{}"').format(number) if first >= start else ""
            pieces.append(Markup("<mark{}>{}</mark>").format(anchor, text[max(first, start) : at]))
        pieces.append(escape(text[at:end]))
        return Markup("").join(pieces)

    done, at = [], 0
    for link in links:
        if not at <= link.start < link.end <= len(text):
            continue
        done += [plain(at, link.start), _anchor(link, plain(link.start, link.end))]
        at = link.end
    return Markup("").join([*done, plain(at, len(text))])


def _anchor(link: Link, inner: Markup) -> Markup:
    after = Markup(' <span class="approx">{}</span>').format(link.after) if link.after else ""
    if link.href is None:
        return inner + after
    guess = INFERRED.format(_("(văn bản do hệ thống suy ra)")) if link.inferred else ""
    css = "cite guess" if link.inferred else "cite"
    return Markup('<a class="{}" href="{}">{}</a>{}{}').format(css, link.href, inner, guess, after)
