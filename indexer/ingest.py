"""Receiving many files from the command line: the same checks, records and queue as the upload page."""

import csv
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from indexer.context import Context
from indexer.extract import preflight
from indexer.receive import SUFFIXES
from records.accounts import Actor, actor_of, add_account, disable_account, list_accounts
from records.database import Store
from records.desk.receive import receive
from records.errors import Permanent
from records.lifecycle import Role

COMMAND_LINE_EMAIL = "dong-lenh@may-chu.noi-bo"
DATES = ("decided_on", "effective_on")


class BadMetadata(Permanent):
    """The table that came with the files cannot be used; the sentence names the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one file: `sentence` is what the operator reads."""

    received: bool
    sentence: str
    judgment_id: int | None = None


def ingest_paths(
    context: Context,
    paths: Sequence[Path],
    *,
    metadata: Path | None = None,
    court_code: str | None = None,
    email: str | None = None,
) -> Iterator[Line]:
    """Receive each file, one line an answer; a folder is walked, and one bad file never stops the others.

    metadata: CSV with a column `file` (name without folder) and any of court_code, case_number, decided_on,
    effective_on (ISO or d/m/yyyy), presiding_judge. court_code: for files that the table does not name; without
    either the court is the one the judgment itself names. email: the account that receives.
    Raises BadMetadata for a table that cannot be used and Permanent for an unknown account.
    """
    table = {} if metadata is None else read_metadata(metadata)
    actor = _receiver(context.store, email)
    for path in _files(paths):
        typed: dict[str, object] = {"court_code": court_code, **table.get(path.name, {})}
        yield _receive_one(context, actor, path, typed)


def read_metadata(file: Path) -> dict[str, dict[str, object]]:
    """Return the typed values of each file name in the table; raise BadMetadata with the line that is wrong."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames is None or "file" not in reader.fieldnames:
            raise BadMetadata("Tệp thông tin cần có cột “file” ở dòng đầu.")
        return {row["file"]: _typed(row, number) for number, row in enumerate(reader, 2)}


def _typed(row: Mapping[str, str | None], number: int) -> dict[str, object]:
    values: dict[str, object] = {key: value for key, value in row.items() if key and key != "file" and value}
    for key in DATES:
        if key in values:
            values[key] = _date(str(values[key]), key, number)
    return values


def _date(text: str, column: str, number: int) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  a day has no time zone
        except ValueError:
            continue
    raise BadMetadata(f"Tệp thông tin, dòng {number}: cột “{column}” không phải ngày (viết 2026-10-02 hoặc 2/10/2026).")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        else:
            yield path


def _receive_one(context: Context, actor: Actor, path: Path, typed: dict[str, object]) -> Line:
    refusal = preflight(path, context.limits)
    if refusal is not None:
        return Line(received=False, sentence=f"{path.name}: {refusal.message}")
    court_code = typed.pop("court_code", None)
    try:
        received = receive(
            context.store,
            actor,
            file_name=path.name,
            content=path.read_bytes(),
            court_code=None if court_code is None else str(court_code),
            typed=typed,
        )
    except Permanent as error:
        return Line(received=False, sentence=f"{path.name}: {error.sentence}")
    number = received.judgment_id
    return Line(received=True, sentence=f"{path.name}: đã nhận, hồ sơ số {number}", judgment_id=number)


def _receiver(store: Store, email: str | None) -> Actor:
    """The account that receives; without an address one that nobody can sign in with, so four eyes stay four."""
    wanted = (email or COMMAND_LINE_EMAIL).strip().casefold()
    known = next((account for account in list_accounts(store) if account.email == wanted), None)
    if known is None and email is not None:
        raise Permanent(f"Không có tài khoản {email}. Xem danh sách: banan user list.")
    if known is None:
        known = add_account(store, wanted, Role.ADMIN, None, name="Dòng lệnh", password=secrets.token_urlsafe(32))
        disable_account(store, wanted)
    return actor_of(known)
