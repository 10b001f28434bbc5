import base64
import stat
from pathlib import Path

import pytest

import settings as module
from settings import BadSettings, Settings, files_key, load_settings, secret_key

NO_FILE = None
GOOD_KEY = base64.b64encode(bytes(range(32))).decode()


def loaded(**environ: str) -> Settings:
    return load_settings(environ, NO_FILE)


def test_defaults_are_those_of_one_machine() -> None:
    settings = loaded()
    assert settings.database_url == "sqlite:///var/records.sqlite3"
    assert settings.sources_url == "sqlite:///var/sources.sqlite3"
    assert settings.search_url == "tantivy:var/index"
    assert settings.surfaces == {"public", "desk"}
    assert settings.index_judgments is False


def test_an_unknown_name_stops_the_start_and_is_named() -> None:
    with pytest.raises(BadSettings, match="BANAN_DATABASE_ULR"):
        loaded(BANAN_DATABASE_ULR="sqlite://")


def test_names_of_the_tests_are_ignored() -> None:
    assert loaded(BANAN_TEST_ANYTHING="1") == loaded()


def test_a_public_process_has_no_address_of_the_restricted_database() -> None:
    assert loaded(BANAN_SURFACES="public").sources_url is None


@pytest.mark.parametrize(
    "extra", [{"BANAN_SOURCES_URL": "sqlite:///x"}, {"BANAN_FILES_KEY": GOOD_KEY}], ids=["address", "key"]
)
def test_a_public_process_that_is_told_of_restricted_data_does_not_start(extra: dict[str, str]) -> None:
    with pytest.raises(BadSettings, match="BANAN_SOURCES_URL"):
        loaded(BANAN_SURFACES="public", **extra)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BANAN_SURFACES", "public,kitchen"),
        ("BANAN_SURFACES", ""),
        ("BANAN_PUBLIC_URL", "banan.example"),
        ("BANAN_SECRET_KEY", "secret"),
        ("BANAN_FILES_KEY", "not base64!"),
        ("BANAN_FILES_KEY", base64.b64encode(b"short").decode()),
        ("BANAN_UPLOAD_MB", "many"),
        ("BANAN_HIDDEN_DAYS", "6"),
    ],
)
def test_a_bad_value_is_refused_with_its_name(name: str, value: str) -> None:
    with pytest.raises(BadSettings, match="BANAN_"):
        loaded(**{name: value})


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("BANAN_PORT=9000\nBANAN_SITE_NAME=Tòa mẫu\n", "utf-8")
    settings = load_settings({"BANAN_PORT": "9001"}, file)
    assert (settings.port, settings.site_name) == (9001, "Tòa mẫu")


def test_keys_made_at_first_start_stay_and_are_private(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "files")
    first = files_key(settings)
    assert len(first) == 32
    assert files_key(settings) == first
    assert stat.S_IMODE((tmp_path / "files.key").stat().st_mode) == 0o600
    assert secret_key(settings, make=True) == secret_key(settings)


def test_a_set_key_is_used_as_it_is(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "files", files_key=GOOD_KEY, secret_key="k" * 40)
    assert files_key(settings) == bytes(range(32))
    assert secret_key(settings) == "k" * 40
    assert not list(tmp_path.iterdir())


def test_without_a_secret_the_start_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="BANAN_SECRET_KEY"):
        secret_key(Settings(data_dir=tmp_path / "files"))


def test_every_setting_stands_in_the_documentation_with_its_default() -> None:
    page = (Path(module.__file__).parent / "docs" / "settings.md").read_text("utf-8")
    rows = {line.split("|")[1].strip(" `"): line for line in page.splitlines() if line.startswith("| `BANAN_")}
    assert set(rows) == {"BANAN_" + name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = ",".join(sorted(default, reverse=True)) if isinstance(default, frozenset) else default
        word = (
            {True: "yes", False: "no", None: "–"}.get(shown, str(shown))
            if not isinstance(shown, int | float) or isinstance(shown, bool)
            else str(shown)
        )
        assert f"`{word}`" in rows["BANAN_" + name.upper()], name
