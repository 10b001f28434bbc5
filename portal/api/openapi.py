"""The description of the API in OpenAPI 3.1; a test compares it with the routes and the answers."""

from typing import Any, Final

from portal.public.parameters import FACETS, PARTS, PER_PAGE, SORTS
from records.precedents import PrecedentState
from search.suggest import KINDS

TEXT: Final[dict[str, Any]] = {"type": "string"}
MAYBE: Final[dict[str, Any]] = {"type": ["string", "null"]}
WHOLE: Final[dict[str, Any]] = {"type": "integer"}
DAY: Final[dict[str, Any]] = {"type": "string", "format": "date"}
MOMENT: Final[dict[str, Any]] = {"type": "string", "format": "date-time"}
ADDRESS: Final[dict[str, Any]] = {"type": "string", "format": "uri"}


def _object(**properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


SUMMARY: Final = {
    "id": TEXT,
    "url": ADDRESS,
    "title": TEXT,
    "case_number": TEXT,
    "court": TEXT,
    "kind": MAYBE,
    "decided_on": DAY,
}

SCHEMAS: Final[dict[str, Any]] = {
    "Search": _object(
        query=TEXT,
        understood=_list(TEXT),
        notes=_list(TEXT),
        total=WHOLE,
        total_capped={"type": "boolean"},
        relation={"type": "string", "enum": ["exact", "relaxed"]},
        page=WHOLE,
        took_ms={"type": "number"},
        hits=_list(_object(**SUMMARY, snippet_html=TEXT)),
        facets={
            "type": "object",
            "additionalProperties": _list(_object(value=TEXT, label=TEXT, count=WHOLE)),
        },
    ),
    "Suggestions": _object(
        query=TEXT, suggestions=_list(_object(kind={"type": "string", "enum": list(KINDS)}, text=TEXT, query=TEXT))
    ),
    "Judgment": _object(
        id=TEXT,
        url=ADDRESS,
        version=WHOLE,
        title=TEXT,
        case_number=TEXT,
        court=_object(code=TEXT, name=TEXT),
        kind=MAYBE,
        instance=MAYBE,
        case_type=MAYBE,
        legal_relation=MAYBE,
        decided_on=DAY,
        published_at=MOMENT,
        presiding_judge=MAYBE,
        paragraphs=_list(_object(number=WHOLE, text=TEXT, url=ADDRESS)),
        text_sha256=TEXT,
        pdf=_object(url=ADDRESS, sha256=TEXT, bytes=WHOLE),
        policy=TEXT,
        model=TEXT,
        note=MAYBE,
    ),
    "Judgments": _object(total=WHOLE, page=WHOLE, per_page=WHOLE, judgments=_list(_object(**SUMMARY, version=WHOLE))),
    "Precedents": _object(
        total=WHOLE,
        page=WHOLE,
        per_page=WHOLE,
        precedents=_list(
            _object(
                number=WHOLE,
                year=WHOLE,
                name=TEXT,
                url=ADDRESS,
                title=TEXT,
                state={"type": "string", "enum": [str(state) for state in PrecedentState]},
                published_on=MAYBE,
                effective_from=MAYBE,
                abolished_from=MAYBE,
                articles=_list(TEXT),
                cited_by=WHOLE,
                not_applied=WHOLE,
            )
        ),
    ),
    "Changes": _object(
        changes=_list(
            _object(
                id=TEXT,
                url=ADDRESS,
                change={"type": "string", "enum": ["created", "corrected", "withdrawn", "hidden", "restored"]},
                version=WHOLE,
                at=MOMENT,
            )
        ),
        cursor=TEXT,
    ),
    "Tombstone": _object(status=TEXT, withdrawn_on=MAYBE, reason_code=MAYBE),
    "Problem": _object(error=WHOLE, message=TEXT),
}


def _query(name: str, schema: dict[str, Any], said: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": said}


def _answers(schema: str, **others: str) -> dict[str, Any]:
    found = {"200": schema} | {code.removeprefix("s"): name for code, name in others.items()}
    return {
        code: {
            "description": {"200": "OK"}.get(code, name),
            "content": {"application/json": {"schema": _ref(name)}},
        }
        for code, name in found.items()
    }


SEARCH_PARAMETERS: Final = [
    _query("q", TEXT, "What to search for; the syntax is described at /tim-kiem/cu-phap"),
    *(_query(name, _list(TEXT), "Filter, repeatable; values as given by the facet of this name") for name in FACETS),
    _query("tien-than", {"type": "string", "enum": ["1"]}, "With the courts that the chosen ones succeeded"),
    _query("phan", {"type": "string", "enum": list(PARTS)}, "Search the words in one part of the judgments only"),
    _query("tu", TEXT, "First day of decision: 01/7/2025, 7/2025 or 2025"),
    _query("den", TEXT, "Last day of decision"),
    _query("sap-xep", {"type": "string", "enum": list(SORTS)}, "Order"),
    _query("trang", WHOLE, "Page, from 1"),
    _query("so-dong", {"type": "integer", "enum": list(PER_PAGE)}, "Rows of a page"),
]


def document(name: str, public_url: str) -> dict[str, Any]:
    """The whole description. name: of the site; public_url: where it is served."""
    listed = [
        _query("nam", WHOLE, "Year of decision"),
        _query("thang", WHOLE, "Month of decision"),
        _query("toa", TEXT, "Code of the court"),
        _query("loai-an", TEXT, "Case type"),
        _query("trang", WHOLE, "Page, from 1"),
    ]
    one = [{"name": "public_id", "in": "path", "required": True, "schema": TEXT}]
    since = [_query("since", TEXT, "Cursor of the call before; absent: from the beginning")]
    return {
        "openapi": "3.1.0",
        "info": {"title": name, "version": "1.0.0", "description": "Published judgments. No key; limited by address."},
        "servers": [{"url": f"{public_url}/api/v1"}],
        "paths": {
            "/search": _get("Search", SEARCH_PARAMETERS, _answers("Search", s400="Problem", s503="Problem")),
            "/suggest": _get(
                "Numbers, courts, acts, precedents and phrases that what was typed may become; never names",
                [_query("q", TEXT, "What was typed so far")],
                _answers("Suggestions"),
            ),
            "/judgments": _get("Published judgments", listed, _answers("Judgments", s400="Problem")),
            "/judgments/{public_id}": _get("One judgment", one, _answers("Judgment", s404="Problem", s410="Tombstone")),
            "/precedents": _get("Precedents", [listed[-1]], _answers("Precedents", s400="Problem")),
            "/changes": _get("What changed", since, _answers("Changes", s400="Problem")),
            "/openapi.json": _get("This description", [], {"200": {"description": "OK"}}),
        },
        "components": {"schemas": SCHEMAS},
    }


def _get(said: str, parameters: list[dict[str, Any]], answers: dict[str, Any]) -> dict[str, Any]:
    limited = {"429": {"description": "Too many requests", "content": answers.get("400", {}).get("content", {})}}
    return {"get": {"summary": said, "parameters": parameters, "responses": answers | limited}}
