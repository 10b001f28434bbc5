"""The index of the Elasticsearch engine: analysis, mapping, and a judgment as a document of it.

Words are made in Python (`search.analysis`) and sent joined by blanks, once for each paragraph; the analysers take
them as they are and make the folded fields from them. So Elasticsearch, tantivy and the oracle agree about words. The
tone marks are placed there too: a filter with rules for pairs of letters, as the server has it, would take "tòan" for
"toàn" and find more than the other engine.

Scores are those of tantivy: Elasticsearch keeps the factor k1 + 1 of BM25 that Lucene dropped.
"""

from __future__ import annotations

import hashlib
import json
import re
import string
import unicodedata
from typing import TYPE_CHECKING, Any

from search.analysis import (
    ZONES,
    article_keys,
    case_keys,
    date_key,
    day_number,
    facet_field,
    facet_values,
    id_number,
    judge_rows,
    published_key,
    streams,
)
from search.query import FACETS
from search.ranking import importance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.engine import SearchDocument

NOTHING = "📄"
"""Stands in a part that a judgment has not: Lucene averages over the documents that have a field, tantivy over all.

A word to the standard tokenizer and none to `vietnamese.tokens`, so no text and no query has it.
"""

_SPLITS = ".,:_'’·"
_LETTERS = string.ascii_lowercase


_MARKS = range(0x300, 0x370)
_FOLDED = "".join(chr(code) for code in range(0xC0, 0x1F00) if unicodedata.normalize("NFD", chr(code))[0] in _LETTERS)
_ODD = re.compile(f"[^ 0-9a-zđð{_FOLDED}{chr(_MARKS[0])}-{chr(_MARKS[-1])}]")


def plain(words: str) -> str:
    """Return words, joined by blanks, as the analysers keep them whole: what is no letter of Latin becomes its code.

    Else the tokenizer would drop "½" and part ideographs, and the fold would make "ss" of "ß".
    """
    return words if words.isascii() else _ODD.sub(lambda match: f"u{ord(match[0]):x}", words)


def _analysis() -> dict[str, Any]:
    exact = {"type": "custom", "tokenizer": "standard", "char_filter": ["vi_split"], "filter": ["lowercase"]}
    folded = exact | {"char_filter": ["vi_split", "vi_marks"], "filter": ["lowercase", "vi_strip"]}
    return {
        "char_filter": {
            "vi_split": {"type": "mapping", "mappings": [f"{sign} => \\u0020" for sign in _SPLITS]},
            "vi_marks": {"type": "mapping", "mappings": [f"\\u{code:04x} => " for code in _MARKS]},
        },
        "filter": {"vi_strip": {"type": "asciifolding", "preserve_original": "false"}},
        "analyzer": {"vi_exact": exact, "vi_fold": folded},
        "normalizer": {"code": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
    }


def _properties() -> dict[str, Any]:
    # Between two values Lucene leaves 100 places: a phrase does not run on into the next paragraph.
    folded = {"type": "text", "analyzer": "vi_fold"}
    exact = folded | {"analyzer": "vi_exact"}
    keyword = {"type": "keyword"}
    rows = {zone: folded | {"copy_to": ["all", "body_exact"]} for zone in ZONES}
    facets: dict[str, Any] = {facet_field(name): keyword for name in FACETS}
    for large in ("toa", "dieu"):  # many values: the table of them is made at refresh, not by the first reader
        facets[large] = keyword | {"eager_global_ordinals": True}
    return {
        "all": {"type": "text", "analyzer": "vi_fold", "index_options": "freqs"},
        "title": folded | {"copy_to": ["all", "title_exact"]},
        **rows,
        "title_exact": exact,
        "body_exact": exact,
        "judge": folded,
        "case": keyword | {"normalizer": "code"},
        "article": keyword,
        **facets,
        **{name: {"type": "long"} for name in ("id", "version", "day", "date_key", "published_key", "importance")},
    }


def _mapping() -> dict[str, Any]:
    return {"dynamic": "strict", "_meta": {"layout": layout()}, "properties": _properties()}


def body(*, codec: str = "default", shards: int = 2, replicas: int = 0) -> dict[str, Any]:
    """Return settings and mapping of a new index; an unknown field of a document is an error."""
    settings = {
        "number_of_shards": shards,
        "number_of_replicas": replicas,
        "refresh_interval": "5s",
        "codec": codec,
        "max_result_window": 10_000,
        "gc_deletes": "1h",
        "analysis": _analysis(),
    }
    return {"settings": settings, "mappings": _mapping()}


def layout() -> str:
    """Return a name for analysis and fields: an index with another one must be rebuilt."""
    described = json.dumps([2, _analysis(), _properties()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(described.encode()).hexdigest()[:12]


def fits(index: Mapping[str, Any]) -> bool:
    """Say whether an index, as the server describes it, was made by this release: its layout, analysis and fields."""
    mapping, made = index["mappings"], index["settings"]["index"].get("analysis", {})
    return _within(_mapping(), mapping) and _within(_analysis(), made)


def _within(asked: Any, made: Any) -> bool:  # noqa: ANN401  any JSON
    """Whether all that was asked for is there; a server may add what stands for itself."""
    if isinstance(asked, dict):
        return isinstance(made, dict) and all(name in made and _within(asked[name], made[name]) for name in asked)
    return bool(asked == made)


def source(document: SearchDocument) -> Mapping[str, Any]:
    """Return the judgment as the index takes it: words with marks by part, keys, facet values."""
    found = streams(document)
    made: dict[str, Any] = {
        "id": id_number(document.id),
        "version": document.version,
        "date_key": date_key(document),
        "published_key": published_key(document),
        "importance": importance(document),
        "title": _row(found.title) or NOTHING,
        "judge": [_row(row) for row in judge_rows(document)],
        "case": case_keys(document),
        "article": article_keys(document),
    }
    if document.decided_on:
        made["day"] = day_number(document.decided_on)
    made |= {zone: [_row(row) for row in found.zones[zone] if row] or NOTHING for zone in ZONES}
    made |= {facet_field(name): list(values) for name, values in facet_values(document).items()}
    return {name: value for name, value in made.items() if value not in ("", [])}


def _row(words: list[str]) -> str:
    return plain(" ".join(words))
