"""The composed web application: which surfaces a process serves, and what it is not told."""

from pathlib import Path

import pytest
from werkzeug.test import Client

import app
from portal.assets import static_url
from settings import BadSettings, Settings


def settings_of(home: Path, *surfaces: str, **changes: object) -> Settings:
    values = {
        "database_url": f"sqlite:///{home}/records.sqlite3",
        "sources_url": None if surfaces == ("public",) else f"sqlite:///{home}/sources.sqlite3",
        "search_url": f"tantivy:{home}/index",
        "queue_url": f"sqlite:///{home}/queue.sqlite3",
        "data_dir": home / "files",
        "ledger_dir": home / "ledger",
        "surfaces": frozenset(surfaces),
        "secret_key": "k" * 40,
        "rate_limit_url": "",
    }
    return Settings(**values | changes)


def test_both_surfaces_answer_under_one_address(tmp_path: Path) -> None:
    client = Client(app.create_app(settings_of(tmp_path, "public", "desk")))
    assert client.get("/").status_code == 200
    assert "/noi-bo/dang-nhap" in client.get("/noi-bo/").location
    assert client.get("/noi-bo/dang-nhap").status_code == 200


def test_a_public_process_has_no_desk_and_opens_no_restricted_database(tmp_path: Path) -> None:
    client = Client(app.create_app(settings_of(tmp_path, "public")))
    assert client.get("/").status_code == 200
    assert client.get("/noi-bo/dang-nhap").status_code == 404
    assert not (tmp_path / "sources.sqlite3").exists()
    assert not (tmp_path / "files.key").exists()


def test_a_desk_process_has_no_public_pages_but_the_desks_stylesheet(tmp_path: Path) -> None:
    client = Client(app.create_app(settings_of(tmp_path, "desk")))
    assert client.get("/").status_code == 404
    with client.get(static_url("style.css")) as stylesheet:
        assert stylesheet.status_code == 200
    assert client.get("/noi-bo/dang-nhap").status_code == 200


def test_the_public_application_ignores_the_desks_cookie_and_sets_none(tmp_path: Path) -> None:
    client = Client(app.create_app(settings_of(tmp_path, "public", "desk")))
    sign_in = client.get("/noi-bo/dang-nhap")
    cookie = sign_in.headers["Set-Cookie"]
    assert "Path=/noi-bo" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    for path in ("/", "/tim-kiem?q=an", "/ban-an", "/api/v1/search?q=an", "/khong-co"):
        answer = client.get(path, headers={"Cookie": cookie.split(";")[0]})
        assert "Set-Cookie" not in answer.headers, path


def test_without_a_secret_the_web_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="BANAN_SECRET_KEY"):
        app.create_app(settings_of(tmp_path, "public", secret_key=None))
