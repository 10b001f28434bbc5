"""Acts and articles from an operator's file."""

import re
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from records import catalogue
from records.database import Store
from records.imports.lines import BadLine, ImportReport, Line, checked, put, read_lines, record, report
from records.lifecycle import COMMAND_LINE, Actor
from records.statutes import aliases_of, article_number, kind_of, year_of
from vietnamese.addresses import act_code

IMPORTED: Final = "import"
COLUMNS: Final = {
    "act_number": ("so_hieu", "so hieu van ban"),
    "number": ("so",),
    "year": ("nam",),
    "kind": ("ky hieu",),
    "act": ("van_ban", "act_name", "ten van ban"),
    "act_kind": ("loai van ban",),
    "names": ("ten khac",),
    "abbreviations": ("viet_tat",),
    "valid_from": ("hieu_luc_tu",),
    "valid_to": ("hieu_luc_den", "het hieu luc"),
    "replaced_by": ("thay_the_boi",),
    "general": ("dieu_khoan_chung",),
    "article": ("dieu",),
    "title": ("tieu_de", "ten dieu"),
    "text": ("noi_dung",),
    "related": ("lien_quan",),
    "source": ("nguon",),
    "source_on": ("ngay_nguon",),
}
_WHOLE: Final = re.compile(r"[0-9]{1,4}[a-z]?/(?:[0-9]{4}/)?\S+", re.IGNORECASE)
_STANDING: Final = re.compile(r"^NQ-(?=UBTVQH)")
_LABEL: Final = re.compile(r"\A\s*\[[^\]\n]{1,60}\]\s*")
_START: Final = re.compile(r"^Điều\s+[0-9]", re.MULTILINE)
_Parts = tuple[dict[str, Any], dict[str, Any] | None]


def import_statutes(store: Store, path: Path, *, actor: Actor = COMMAND_LINE) -> ImportReport:
    """Read acts and articles from a CSV or JSON Lines file and write them, or nothing when a line is refused.

    A line names its act by `act_number` ("91/2015/QH13") or by `number`, `year` and `kind`; with `article` it is an
    article of it, without it describes the act. Several lines about one article are parts of it, in their order. An
    empty column leaves what stands. Importing the same file again changes nothing. Raises ImportRefused.
    """
    lines, refused = read_lines(path, COLUMNS)
    with store.reading() as session:
        known = {row.code: row.source for row in session.scalars(select(catalogue.Act))}
    named: set[str] = set(known)
    for line in lines:  # the line that names an act may stand after its articles
        if line.values.get("act"):
            checked([line], lambda line: named.add(act_code(_number(line))), [])
    good = checked(lines, lambda line: _parts(line, known, named), refused)
    if refused:
        return report(Counter(), refused)
    acts: dict[str, dict[str, Any]] = {}
    articles: dict[tuple[str, str], dict[str, Any]] = {}
    for _line, (act, article) in good:
        acts.setdefault(act["code"], {}).update(act)
        if article is not None:
            key = (act["code"], article["number"])
            articles[key] = _joined(articles.get(key, {}), article)
    done: Counter[str] = Counter()
    with store.writing() as session:
        for code, values in acts.items():
            done[put(session, catalogue.Act, {"code": code}, _complete(values, known.get(code)))] += 1
        session.flush()
        for (code, number), values in articles.items():
            rest = {name: value for name, value in values.items() if name != "number"}
            done[put(session, catalogue.Article, {"act_code": code, "number": number}, rest)] += 1
        record(session, store, actor, "statutes.import", done)
    return report(done)


def _parts(line: Line, known: Mapping[str, str], named: AbstractSet[str]) -> _Parts:
    number = _number(line)
    code = act_code(number)
    article = _article(line)
    act: dict[str, Any] = {"code": code}
    name = line.text("act", 400)
    if name is not None and (code not in known or not name.isupper()):
        act["name"] = _sentence_case(name)
    if code not in known:
        act |= {"number": number}
        if code not in named:
            raise BadLine(f"Văn bản {number} chưa có trong danh mục: cần cột “act” (tên văn bản).")
    elif article is not None:
        act.pop("name", None)  # a line about an article does not rename an act that is there
    if article is None:
        act |= _act_values(line, number)
    return act, article


def _act_values(line: Line, number: str) -> dict[str, Any]:
    replaced = line.text("replaced_by", 80)
    abbreviations = line.items("abbreviations")
    values: dict[str, Any] = {
        "kind": line.text("act_kind", 40),
        "names": line.items("names"),
        "abbreviations": abbreviations,
        "aliases": aliases_of(number, abbreviations) if abbreviations else None,
        "valid_from": line.day("valid_from"),
        "valid_to": line.day("valid_to"),
        "replaced_by": replaced,
        "general": line.flag("general"),
        "source": IMPORTED,
    }
    _in_order(values)
    return {name: value for name, value in values.items() if value is not None}


def _article(line: Line) -> dict[str, Any] | None:
    written = line.text("article")
    if written is None:
        return None
    number = article_number(written)
    if number is None:
        raise BadLine(f"“{written[:30]}” không phải là số của một điều.")
    text = line.long("text")
    values: dict[str, Any] = {
        "number": number,
        "title": line.text("title", 500),
        "text": _bare(text) if text else None,
        "valid_from": line.day("valid_from"),
        "valid_to": line.day("valid_to"),
        "general": line.flag("general"),
        "related": line.items("related"),
        "source": line.text("source", 300),
        "source_on": line.day("source_on"),
    }
    _in_order(values)
    return {name: value for name, value in values.items() if value is not None}


def _in_order(values: dict[str, Any]) -> None:
    first, last = values["valid_from"], values["valid_to"]
    if first and last and last < first:
        raise BadLine("Ngày hết hiệu lực đứng trước ngày có hiệu lực.")


def _number(line: Line) -> str:
    whole = line.text("act_number", 80)
    if whole is None:
        number, year, kind = line.text("number"), line.text("year"), line.text("kind")
        if number is None:
            raise BadLine("Thiếu số hiệu văn bản: cột “act_number”, hoặc “number”, “year” và “kind”.")
        pieces = (number, year, _STANDING.sub("", kind.upper())) if kind else (number,)
        whole = "/".join(piece for piece in pieces if piece)
    if not _WHOLE.fullmatch(whole) and year_of(whole) is None:
        raise BadLine(f"“{whole[:40]}” không phải là số hiệu văn bản (viết như 91/2015/QH13).")
    return whole


def _complete(values: dict[str, Any], source: str | None) -> dict[str, Any]:
    """What is written of an act: all of a new one; of one that is there only what the file gives."""
    rest = {name: value for name, value in values.items() if name != "code"}
    if source is not None:
        return rest
    empty = {"kind": kind_of(rest["name"]), "names": [], "abbreviations": [], "aliases": [], "source": IMPORTED}
    return empty | rest


def _joined(before: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """Several lines about one article: their texts one after the other, each once."""
    texts = [text for text in (before.get("text"), values.get("text")) if text]
    if len(texts) == 2:  # noqa: PLR2004  the one before and this one
        values = values | {"text": texts[0] if texts[1] in texts[0] else "\n\n".join(texts)}
    return before | values


def _bare(text: str) -> str:
    """The text of an article without the label and the name of the act that some collections put before it."""
    start = _START.search(text)
    labelled = _LABEL.match(text)
    return text[start.start() :] if labelled and start else text


def _sentence_case(name: str) -> str:
    """A name in capitals as it is written in a sentence; numbers keep their letters."""
    if not name.isupper():
        return name
    words = [word if any(c.isdigit() for c in word) else word.lower() for word in name.split()]
    joined = " ".join(words)
    return joined[:1].upper() + joined[1:]
