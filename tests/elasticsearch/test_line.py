"""The whole line with Elasticsearch: published, found by a citizen, withdrawn, and the operator's commands."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

import cli
from demo import generate
from indexer import index
from portal.public import create_public_app
from records.desk import decisions
from search.elastic import Elastic
from settings import Settings
from tests.e2e.office import Office, close_office, open_office


@pytest.fixture
def office(tmp_path: Path, engine: Elastic) -> Iterator[Office]:
    opened = open_office(tmp_path)
    yield replace(opened, context=replace(opened.context, engine=engine))
    close_office(opened)


@pytest.fixture
def citizen(office: Office) -> Iterator[FlaskClient]:
    settings = Settings(surfaces="public", secret_key="k" * 40, rate_limit_url="")
    with create_public_app(settings, office.store, office.context.engine).test_client() as client:
        yield client


def found(citizen: FlaskClient, words: str) -> set[str]:
    answer = citizen.get(f"/api/v1/search?q={quote(words)}")
    assert answer.status_code == 200
    return {hit["id"] for hit in answer.get_json()["hits"]}


def test_a_judgment_is_published_found_withdrawn_and_gone(office: Office, citizen: FlaskClient) -> None:
    index.rebuild(office.context)
    case = next(one for one in generate(44) if one.slug.startswith("ds-") and "ST" in one.case_number)
    received = office.publish(case)
    began = time.monotonic()
    (public_id,) = found(citizen, case.case_number)
    assert time.monotonic() - began < 5
    page = citizen.get(f"/tim-kiem?q={quote('tranh chap')}")
    assert page.status_code == 200
    assert re.search(rf'href="/ban-an/{public_id}', page.text)

    assert index.status(office.context).documents == 1
    assert not index.check(office.context)
    office.context.engine.remove([public_id])
    assert found(citizen, case.case_number) == set()
    assert index.check(office.context).missing == (public_id,)
    assert found(citizen, case.case_number) == {public_id}
    assert index.rebuild(office.context) == 1
    assert found(citizen, case.case_number) == {public_id}

    decisions.withdraw(office.store, office.staff_of(case).president, received.judgment_id, "trung")
    office.work()
    assert found(citizen, case.case_number) == set()
    assert office.context.engine.versions() == {}


def test_the_commands_of_the_index_speak_to_the_server(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BANAN_SEARCH_URL", address)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(cli.main, ["index", *arguments])

    assert "banan index rebuild" in run("status").output
    assert "Đã lập chỉ mục 0 bản án." in run("rebuild").output
    told = run("status").stdout
    assert json.loads(told[told.index("{") :])["engine"] == "elasticsearch"
    told = run("check").stdout
    assert json.loads(told[told.index("{") : told.index("}") + 1]) == {"missing": 0, "stale": 0, "extra": 0}
    monkeypatch.setenv("BANAN_SEARCH_URL", "http://127.0.0.1:9/judgments")
    away = run("status")
    assert away.exit_code == 1
    assert "Elasticsearch cannot be reached" in away.output
