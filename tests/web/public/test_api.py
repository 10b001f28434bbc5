"""The JSON API: the shapes of the contract, and a description that is true."""

from typing import Any

HIT_KEYS = {"id", "url", "title", "case_number", "court", "kind", "decided_on", "snippet_html"}
SEARCH_KEYS = [
    "query", "understood", "notes", "total", "total_capped", "relation", "page", "took_ms", "hits", "facets",
]  # fmt: skip
FACETS = {"cap", "toa", "tinh", "loai-an", "van-ban", "xet-xu", "nam", "dieu", "an-le", "quan-he", "ket-qua"}


def test_a_search_has_the_shape_of_the_contract(full: Any) -> None:
    answer = full.client.get("/api/v1/search", query_string={"q": "tranh chấp"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    found = answer.json
    assert list(found) == SEARCH_KEYS
    assert (found["query"], found["total"], found["relation"], found["page"]) == ("tranh chấp", 2, "exact", 1)
    assert {frozenset(hit) for hit in found["hits"]} == {frozenset(HIT_KEYS)}
    assert "<mark>" in found["hits"][0]["snippet_html"]
    assert set(found["facets"]) == FACETS
    assert {"value": "ds", "label": "Dân sự", "count": 2} in found["facets"]["loai-an"]
    assert {one["label"] for one in found["facets"]["toa"]} >= {"TAND khu vực 1 - Hà Nội"}


def test_a_snippet_is_escaped(full: Any) -> None:
    hit = full.client.get("/api/v1/search", query_string={"q": "alert"}).json["hits"][0]
    assert "&lt;script&gt;" in hit["snippet_html"]
    assert "<script>" not in hit["snippet_html"]


def test_lists_and_single_judgments_agree(full: Any) -> None:
    listed = full.client.get("/api/v1/judgments").json
    assert listed["total"] == 3
    for one in listed["judgments"]:
        single = full.client.get(f"/api/v1/judgments/{one['id']}")
        assert single.json["title"] == one["title"]
        assert single.json == full.client.get(f"/ban-an/{one['id']}.json").json
        same = full.client.get(f"/api/v1/judgments/{one['id']}", headers={"If-None-Match": single.headers["ETag"]})
        assert same.status_code == 304
    assert full.client.get("/api/v1/judgments?loai-an=hs").json["total"] == 1
    assert full.client.get("/api/v1/judgments/00000000").status_code == 404


def test_changes_are_followed_by_cursor(full: Any) -> None:
    first = full.client.get("/api/v1/changes").json
    assert [one["id"] for one in first["changes"]] == ["7k3m2q9x", "8a4n5r2y", "9b5p6s3z"]
    assert {one["change"] for one in first["changes"]} == {"created"}
    assert full.client.get("/api/v1/changes", query_string={"since": first["cursor"]}).json["changes"] == []
    full.publish("0c6q7t4a", "05/2026/HS-ST", indexed=False)
    later = full.client.get("/api/v1/changes", query_string={"since": first["cursor"]}).json["changes"]
    assert [one["id"] for one in later] == ["0c6q7t4a"]
    assert full.client.get("/api/v1/changes?since=???").status_code == 400


def _fits(value: Any, schema: dict[str, Any], schemas: dict[str, Any]) -> None:
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rsplit("/", 1)[1]]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    python = {"string": str, "integer": int, "number": float, "boolean": bool, "object": dict, "array": list}
    assert any(value is None if kind == "null" else isinstance(value, python[kind]) for kind in kinds), (value, schema)
    if isinstance(value, dict):
        if "properties" in schema:
            assert set(value) == set(schema["properties"])
        for name, inner in value.items():
            _fits(inner, schema.get("properties", {}).get(name) or schema["additionalProperties"], schemas)
    if isinstance(value, list):
        for inner in value:
            _fits(inner, schema["items"], schemas)


def test_the_description_is_true(full: Any) -> None:
    said = full.client.get("/api/v1/openapi.json").json
    routes = {
        rule.rule.removeprefix("/api/v1").replace("<", "{").replace(">", "}")
        for rule in full.app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
    }
    assert set(said["paths"]) == routes
    schemas = said["components"]["schemas"]
    full.withdraw("9b5p6s3z")
    for path, schema, status in (
        ("/search?q=tranh", "Search", 200), ("/judgments", "Judgments", 200), ("/changes", "Changes", 200),
        ("/precedents", "Precedents", 200),
        ("/judgments/7k3m2q9x", "Judgment", 200), ("/judgments/9b5p6s3z", "Tombstone", 410),
        ("/judgments/00000000", "Problem", 404), ("/search?trang=x", "Problem", 400),
    ):  # fmt: skip
        answer = full.client.get(f"/api/v1{path}")
        assert answer.status_code == status, path
        _fits(answer.json, {"$ref": f"#/components/schemas/{schema}"}, schemas)
