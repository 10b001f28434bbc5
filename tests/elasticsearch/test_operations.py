"""What an operator relies on: strict fields, aliases, rebuilds beside the live index, order of writes."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from elasticsearch import BadRequestError, Elasticsearch

from search.elastic import Elastic
from search.elastic_index import body, source
from search.engine import SearchDocument, SearchUnavailable
from search.query import SearchQuery, parse
from tests.elasticsearch.load import QUERY, searching
from tests.elasticsearch.proxy import proxy

Make = Callable[..., SearchDocument]


def found(engine: Elastic, text: str = "đất") -> set[str]:
    page = engine.search(SearchQuery(parse(text), facets=(), page_size=100))
    return set(page.ids) if page.relation == "exact" else set()


def generations(client: Elasticsearch, alias: str) -> dict[str, set[str]]:
    return {name: set(index["aliases"]) for name, index in client.indices.get(index=f"{alias}*").body.items()}


def test_a_field_that_the_mapping_does_not_know_is_refused(
    engine: Elastic, client: Elasticsearch, alias: str, make: Make
) -> None:
    engine.put([make(1)])
    with pytest.raises(BadRequestError, match="strict_dynamic_mapping"):
        client.index(index=f"{alias}-write", id="x", document={**source(make(2)), "ghi_chu": "x"})
    assert found(engine) == {"00000001"}


def test_readers_and_writers_have_an_alias_each(engine: Elastic, client: Elasticsearch, alias: str, make: Make) -> None:
    engine.put([make(1)])
    assert list(generations(client, alias).values()) == [{alias, f"{alias}-write"}]
    assert engine.rebuild([make(1), make(2)], lambda _ids: []) == 2
    assert list(generations(client, alias).values()) == [{alias, f"{alias}-write"}]


def test_a_rebuild_keeps_what_is_written_meanwhile_and_no_search_fails_or_falls_short(
    engine: Elastic, address: str, make: Make
) -> None:
    everything = [make(number) for number in range(900)]
    engine.put(everything)
    writer = Elastic(address)

    def read() -> Iterator[SearchDocument]:
        for document in everything:
            if document.id == "00000350":  # not yet in the new index
                writer.remove(["00000800"])
                writer.put([make(801, "đất mới", version=2), make(1000)])
            if document.id == "00000850":  # already there
                writer.remove(["00000010"])
                writer.put([make(11, "đất mới", version=2), make(1001)])
            yield document

    with searching(engine, least=899) as load:
        assert engine.rebuild(read(), lambda _ids: []) == 900
        writer.put([make(1002)])
    writer.close()
    assert (load.failed, load.short) == ([], [])
    assert load.searches > 3
    versions = engine.versions()
    assert versions.keys() == {f"{number:08}" for number in [*range(900), 1000, 1001, 1002] if number not in {10, 800}}
    assert {one for one, version in versions.items() if version == 2} == {"00000801", "00000011"}
    assert found(engine, '"đất mới"') == {"00000801", "00000011"}


def test_a_rebuild_that_was_killed_is_taken_over_by_the_next_one(
    engine: Elastic, client: Elasticsearch, alias: str, make: Make
) -> None:
    engine.put([make(1)])
    left = engine._building()
    engine.put([make(2)])  # goes to both
    assert generations(client, alias)[left] == {f"{alias}-building"}
    assert engine.rebuild([make(1), make(2), make(3)], lambda _ids: []) == 3
    assert left not in generations(client, alias)
    assert list(generations(client, alias).values()) == [{alias, f"{alias}-write"}]


def test_a_rebuild_that_fails_leaves_the_live_index_as_it_was(
    engine: Elastic, client: Elasticsearch, alias: str, make: Make
) -> None:
    engine.put([make(1)])

    def broken() -> Iterator[SearchDocument]:
        yield make(2)
        raise RuntimeError("the records went away")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken(), lambda _ids: [])
    assert found(engine) == {"00000001"}
    assert len(generations(client, alias)) == 1


def test_a_write_that_comes_too_late_changes_nothing(engine: Elastic, make: Make) -> None:
    engine.put([make(1, "đất mới", version=5)])
    engine.put([make(1, "nhà cũ", version=4)])
    assert found(engine, "nha") == set()
    engine.remove(["00000001"])
    engine.put([make(1, "nhà cũ", version=4)])
    assert engine.versions() == {}


def test_a_judgment_that_was_hidden_is_found_again_under_the_same_version(engine: Elastic, make: Make) -> None:
    for _ in range(3):
        engine.put([make(1, version=5)])
        assert found(engine) == {"00000001"}
        engine.remove(["00000001"])
        assert found(engine) == set()


def test_a_withdrawn_judgment_is_gone_from_the_very_next_search(engine: Elastic, make: Make) -> None:
    engine.put([make(number) for number in range(20)])
    for number in range(20):
        engine.remove([f"{number:08}"])
        assert f"{number:08}" not in found(engine)
        assert engine.search(QUERY).total == 19 - number


def test_an_unknown_id_is_no_error_and_a_wrong_one_is_refused(engine: Elastic, make: Make) -> None:
    engine.put([make(1)])
    engine.put([])
    engine.remove([])
    engine.remove(["zzzzzzzz"])
    with pytest.raises(ValueError, match="not a public id"):
        engine.remove(["khong phai"])
    assert found(engine) == {"00000001"}


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_is_too_busy_is_asked_again(address: str, make: Make, status: int) -> None:
    base, _, alias = address.rpartition("/")
    left = [status] * 8

    def refuse(_method: str, path: str) -> tuple[int, bytes] | None:
        return (left.pop(), b"{}") if "/_bulk" in path and left else None

    with proxy(base, refuse=refuse) as between:
        engine = Elastic(f"{between.url}/{alias}")
        engine.put([make(number) for number in range(5)])
        assert engine.search(QUERY).total == 5
        engine.close()
    assert left == []


def test_single_documents_that_a_full_queue_refused_are_sent_again(address: str, make: Make) -> None:
    base, _, alias = address.rpartition("/")
    refused = {"index": {"_id": "00000001", "status": 429, "error": {"type": "es_rejected_execution_exception"}}}
    left = [json.dumps({"took": 1, "errors": True, "items": [refused]}).encode()]

    def refuse(_method: str, path: str) -> tuple[int, bytes] | None:
        return (200, left.pop()) if "/_bulk" in path and left else None

    with proxy(base, refuse=refuse) as between:
        engine = Elastic(f"{between.url}/{alias}")
        engine.put([make(1)])
        assert engine.search(QUERY).total == 1
        engine.close()


def test_a_document_that_the_server_cannot_take_is_told(engine: Elastic, make: Make, monkeypatch: Any) -> None:
    monkeypatch.setattr("search.elastic.source", lambda _document: {"khong_biet": 1})
    with pytest.raises(SearchUnavailable, match="refused a write with 400"):
        engine.put([make(1)])


def test_an_index_with_other_analysis_or_fields_must_be_rebuilt(
    engine: Elastic, client: Elasticsearch, address: str, alias: str, make: Make
) -> None:
    engine.put([make(1)])
    (name,) = generations(client, alias)
    client.indices.close(index=name)
    exact = {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "vi_strip"]}
    client.indices.put_settings(index=name, settings={"analysis": {"analyzer": {"vi_exact": exact}}})
    client.indices.open(index=name)
    later = Elastic(address)
    for ask in (lambda: later.search(QUERY), lambda: later.put([make(2)]), later.versions, later.status):
        with pytest.raises(SearchUnavailable, match="banan index rebuild"):
            ask()
    assert later.rebuild([make(1), make(2)], lambda _ids: []) == 2
    assert found(later) == {"00000001", "00000002"}
    later.close()


def test_an_index_of_an_older_release_must_be_rebuilt(client: Elasticsearch, address: str, alias: str) -> None:
    older = body()
    older["mappings"]["_meta"] = {"layout": "older"}
    client.indices.create(index=f"{alias}-older", aliases={alias: {}, f"{alias}-write": {}}, **older)
    engine = Elastic(address)
    with pytest.raises(SearchUnavailable, match="banan index rebuild"):
        engine.search(QUERY)
    engine.close()


def test_without_an_index_the_operator_is_told_to_build_it(engine: Elastic) -> None:
    with pytest.raises(SearchUnavailable, match="banan index rebuild"):
        engine.search(QUERY)


def test_frequencies_count_documents_with_and_without_marks(engine: Elastic, make: Make) -> None:
    engine.put([make(1, "đất"), make(2, "đất dat"), make(3, "dat ½")])
    assert engine.frequencies(["dat", "½", "khong"]) == {"dat": 3, "½": 1, "khong": 0}
    assert engine.frequencies(["đất", "dat"], marks=True) == {"đất": 2, "dat": 2}
    assert engine.frequencies([]) == {}


def test_the_state_of_the_index_is_told(engine: Elastic, alias: str, make: Make) -> None:
    engine.put([make(1), make(2)])
    told = engine.status()
    assert (told.engine, told.documents) == ("elasticsearch", 2)
    assert told.generation.startswith(alias)
    assert told.size > 0
    assert engine.started() == engine.started() != ""
