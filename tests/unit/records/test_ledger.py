import json
from datetime import UTC, datetime
from pathlib import Path

from records.ledger import FILE_NAME, ledger_writer


def test_each_withdrawal_is_a_line_and_earlier_lines_stay(tmp_path: Path) -> None:
    write = ledger_writer(tmp_path / "so")
    write("7k3m2q9x", 2, "loi-ma-hoa", datetime(2026, 11, 20, tzinfo=UTC))
    write("0abcdefg", 5, "trung", datetime(2026, 11, 21, tzinfo=UTC))
    lines = [json.loads(line) for line in (tmp_path / "so" / FILE_NAME).read_text("utf-8").splitlines()]
    assert [(line["public_id"], line["version"], line["reason"]) for line in lines] == [
        ("7k3m2q9x", 2, "loi-ma-hoa"),
        ("0abcdefg", 5, "trung"),
    ]
