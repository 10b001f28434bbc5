"""`make demo` as a newcomer runs it: a real worker, the real queue, no true name where people can read."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import select
from werkzeug.test import Client

import app
from demo.cases import generate
from demo.forms import LEGACY, WORD
from demo.run import COUNT, KEPT_IN_REVIEW, KEPT_SUBMITTED, environment
from indexer import ocr
from records import events, models, public, sources
from records.lifecycle import DraftState
from settings import load_settings
from tests.e2e.canary_scan import canaries, scan_bytes, scan_folder, scan_pdf, scan_site

PUBLISHED = COUNT - KEPT_IN_REVIEW - KEPT_SUBMITTED - 1  # one is withdrawn again


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder seeded by the command itself."""
    folder = tmp_path_factory.mktemp("demo")
    command = [Path(sys.executable).with_name("banan"), "demo", "--data", folder, "--exit"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("BANAN_")}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=540, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    (folder / "seed.log").write_text(done.stdout + done.stderr, "utf-8")
    return folder


@pytest.fixture
def site(data: Path):
    settings = load_settings(environment(data, 8000) | {"BANAN_RATE_LIMIT_URL": ""}, None)
    return Client(app.create_app(settings))


def test_it_publishes_at_least_forty_judgments_of_every_matter_and_both_instances(site: Client) -> None:
    found = site.get("/api/v1/search?q=").get_json()
    counts = {name: {row["value"]: row["count"] for row in rows} for name, rows in found["facets"].items()}
    assert found["total"] == PUBLISHED >= 40
    assert set(counts["loai-an"]) == {"ds", "hs", "hngd", "kdtm", "ld", "hc"}
    assert set(counts["xet-xu"]) == {"st", "pt"}
    assert len(counts["tinh"]) >= 5
    assert len(counts["nam"]) >= 3
    assert found["facets"]["dieu"]
    assert all(row["label"].startswith("Điều ") for row in found["facets"]["dieu"])


def test_no_true_name_is_on_the_site_in_a_file_in_the_index_or_in_a_log(data: Path, site: Client) -> None:
    wanted = canaries(json.loads((data / "demo-canaries.json").read_text("utf-8")))
    assert len(wanted.numbers) > 100
    hits, read = scan_site(site, wanted)
    assert sum(address.startswith("/ban-an/") and address.endswith(".pdf") for address in read) == PUBLISHED
    served = set()
    for address in read:
        if address.endswith(".pdf"):
            with site.get(address) as answer:
                served.add(sha256(answer.get_data()).hexdigest())
    for path in (data / "files" / "published").rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        if content and sha256(content).hexdigest() not in served:  # the others were scanned as they were sent
            hits += scan_pdf(path.name, content, wanted)
    hits += scan_folder(data / "index", wanted)
    for path in [*data.glob("records.sqlite3*"), *data.glob("queue.sqlite3*"), *data.glob("*.log")]:
        hits += scan_bytes(path.name, path.read_bytes(), wanted)
    hits += scan_folder(data / "files" / "originals", wanted)
    assert hits == []
    restricted = (data / "sources.sqlite3").read_bytes()
    assert scan_bytes("", restricted, wanted), "the scan must be able to see what it looks for"


def test_a_legacy_font_a_word_file_and_a_scan_went_the_same_way(data: Path, site: Client) -> None:
    cases = generate(COUNT)
    store = app.open_records(load_settings(environment(data, 8000), None))
    with store.reading() as session, store.sources_reading() as restricted:
        drafts = {draft.id: draft for draft in session.scalars(select(models.Draft))}
        by_name = {row.file_name: (drafts[row.draft_id], row) for row in restricted.scalars(select(sources.Source))}
    legacy, word = by_name[f"{cases[LEGACY].slug}.pdf"], by_name[f"{cases[WORD].slug}.docx"]
    for place, (draft, source) in ((LEGACY, legacy), (WORD, word)):
        assert draft.state is DraftState.DONE
        assert all(line in str(source.text) for line in cases[place].header_left if "ÒA ÁN" in line)
        found = site.get(f"/api/v1/search?q={quote(cases[place].case_number)}").get_json()["hits"]
        assert cases[place].case_number in {hit["case_number"] for hit in found}
    name = cases[WORD].canaries[0]
    assert [(item["text"], item["reason"]) for item in word[1].hidden] == [(f"Gọi lại cho {name}.", "invisible")]
    assert {"ANNOTATIONS", "REVISIONS"} <= set(word[0].flags)
    assert "Bản trước" not in json.dumps(word[1].paragraphs, ensure_ascii=False)
    scan = by_name[f"{cases[-1].slug}.pdf"]
    assert scan[0].state is DraftState.IN_REVIEW
    assert {page["source"] for page in scan[1].pages} == {"ocr" if ocr.installed() else "text"}
    store.close()


def test_every_account_can_be_signed_in_with_what_the_file_says(data: Path) -> None:
    rows = json.loads((data / "demo-accounts.json").read_text("utf-8"))
    assert {"clerk", "judge", "admin", "auditor"} <= {row["role"] for row in rows}
    assert all(row["totp_secret"] for row in rows if row["role"] in {"judge", "admin"})
    assert oct((data / "demo-accounts.json").stat().st_mode)[-3:] == "600"


def test_every_change_stands_in_an_unbroken_chain_and_one_judgment_is_gone(data: Path, site: Client) -> None:
    store = app.open_records(load_settings(environment(data, 8000), None))
    assert all(events.verify(store, chain).ok for chain in events.CHAINS)
    changes, _cursor = public.changes(store, None, 1000)
    gone = [change.public_id for change in changes if change.change == "withdrawn"]
    assert len(gone) == 1
    for ending in ("", ".pdf", ".json", ".txt"):
        assert site.get(f"/ban-an/{gone[0]}{ending}").status_code == 410
    ledger = (data / "ledger" / "withdrawals.jsonl").read_text("utf-8")
    assert gone[0] in ledger
    store.close()


def test_a_seeded_folder_is_left_as_it_is(data: Path) -> None:
    before = (data / "demo-seeded").stat().st_mtime_ns
    command = [Path(sys.executable).with_name("banan"), "demo", "--data", data, "--exit"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert (data / "demo-seeded").stat().st_mtime_ns == before
