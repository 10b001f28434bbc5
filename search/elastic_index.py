"""The index of the Elasticsearch engine: analysis, mapping, and a judgment as a document of it.

Words are made in Python (`search.analysis`) and sent joined by blanks, once for each paragraph; the analysers take
them as they are and make the folded fields from them. So Elasticsearch, tantivy and the oracle agree about words, and
raw text that an operator sends to `_analyze` gives the same ones.

Scores are those of tantivy: Elasticsearch keeps the factor k1 + 1 of BM25 that Lucene dropped.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from search.analysis import (
    ZONES,
    article_keys,
    case_keys,
    date_key,
    day_number,
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

ROW_GAP = 100
"""Places between two paragraphs: a phrase does not run on into the next one."""

NOTHING = "📄"
"""Stands in a part that a judgment has not: Lucene averages over the documents that have a field, tantivy over all.

A word to the standard tokenizer and none to `vietnamese.tokens`, so no text and no query has it.
"""

_TONES = {
    "oa": ("oà òa", "oá óa", "oả ỏa", "oã õa", "oạ ọa"),
    "oe": ("oè òe", "oé óe", "oẻ ỏe", "oẽ õe", "oẹ ọe"),
    "uy": ("uỳ ùy", "uý úy", "uỷ ủy", "uỹ ũy", "uỵ ụy"),
}
_SPLITS = ".,:_'’·"


def _tones() -> list[str]:
    """The old placement of the tone mark on the new one, in the three ways of writing capitals."""
    pairs = [pair.split() for group in _TONES.values() for pair in group]
    cased = [(case(old), case(new)) for old, new in pairs for case in (str.lower, str.capitalize, str.upper)]
    return [f"{old} => {new}" for old, new in cased]


def field(facet: str) -> str:
    """Return the name of the field of a facet."""
    return facet.replace("-", "_")


def _analysis() -> dict[str, Any]:
    exact = {"type": "custom", "tokenizer": "standard", "char_filter": ["vi_tone", "vi_split"], "filter": ["lowercase"]}
    return {
        "char_filter": {
            "vi_tone": {"type": "mapping", "mappings": _tones()},
            "vi_split": {"type": "mapping", "mappings": [f"{sign} => \\u0020" for sign in _SPLITS]},
        },
        "filter": {"vi_strip": {"type": "asciifolding", "preserve_original": False}},
        "analyzer": {
            "vi_exact": exact,
            "vi_fold": exact | {"char_filter": ["vi_split"], "filter": ["lowercase", "vi_strip"]},
        },
        "normalizer": {"code": {"type": "custom", "filter": ["lowercase", "asciifolding"]}},
    }


def _properties() -> dict[str, Any]:
    folded = {"type": "text", "analyzer": "vi_fold", "position_increment_gap": ROW_GAP}
    exact = folded | {"analyzer": "vi_exact"}
    keyword = {"type": "keyword"}
    rows = {zone: folded | {"copy_to": ["all", "body_exact"]} for zone in ZONES}
    facets: dict[str, Any] = {field(name): keyword for name in FACETS}
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
    mapping = {"dynamic": "strict", "_meta": {"layout": layout()}, "properties": _properties()}
    return {"settings": settings, "mappings": mapping}


def layout() -> str:
    """Return a name for analysis and fields: an index with another one must be rebuilt."""
    described = json.dumps([2, _analysis(), _properties()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(described.encode()).hexdigest()[:12]


def source(document: SearchDocument) -> Mapping[str, Any]:
    """Return the judgment as the index takes it: words with marks by part, keys, facet values."""
    found = streams(document)
    made: dict[str, Any] = {
        "id": id_number(document.id),
        "version": document.version,
        "date_key": date_key(document),
        "published_key": published_key(document),
        "importance": importance(document),
        "title": " ".join(found.title) or NOTHING,
        "judge": [" ".join(row) for row in judge_rows(document)],
        "case": case_keys(document),
        "article": article_keys(document),
    }
    if document.decided_on:
        made["day"] = day_number(document.decided_on)
    made |= {zone: [" ".join(row) for row in found.zones[zone] if row] or NOTHING for zone in ZONES}
    made |= {field(name): list(values) for name, values in facet_values(document).items()}
    return {name: value for name, value in made.items() if value not in ("", [])}
