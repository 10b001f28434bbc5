"""Commands on one text or file: no setting, no database, no demo data."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import click

from bench import measure, names
from commands import REFUSED, print_json, refuse


def answer_lines(source: BinaryIO, answer: Callable[[str, str], dict[str, Any]]) -> None:
    """Answer one JSON object a line, in the same order, as it comes; leave with 3 if any answer was a refusal."""
    refused = False
    for number, line in enumerate(source, 1):
        if not line.strip():
            continue
        identifier, text = _asked(number, line)
        result = answer(identifier, text)
        refused = refused or "error" in result
        print_json(result)
        sys.stdout.flush()
    if refused:
        sys.exit(REFUSED)


def _asked(number: int, line: bytes) -> tuple[str, str]:
    try:
        given = json.loads(line.decode("utf-8-sig"))
        identifier, text = given["id"], given["text"]
    except (ValueError, KeyError, TypeError, RecursionError):
        text = None
    if not isinstance(text, str):
        raise click.UsageError(f'Dòng {number} không phải {{"id": …, "text": …}}.')
    return identifier, text


def whole_text(source: BinaryIO) -> str:
    """The text of a file exactly as it is, ends of lines included; leave with 3 when it is not UTF-8."""
    try:
        return source.read().decode("utf-8")
    except UnicodeDecodeError:
        refuse("Tệp không phải văn bản UTF-8.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def extract(file: Path) -> None:
    """Đọc một tệp PDF hoặc Word (.docx), in văn bản và thông tin nhận ra (JSON)."""
    from indexer.ocr import read_file

    result = read_file(file)
    print_json(result.as_json())
    if result.verdict != "ok":
        sys.exit(REFUSED)


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jsonl", is_flag=True, help='Mỗi dòng một {"id", "text"}; trả lời mỗi dòng một đối tượng.')
def anonymize(file: BinaryIO, jsonl: bool) -> None:
    """Mã hóa dữ liệu cá nhân trong văn bản."""
    import anonymizer

    if jsonl:
        answer_lines(file, lambda identifier, text: anonymizer.anonymize(text, identifier))
        return
    result = anonymizer.anonymize(whole_text(file))
    if "error" in result:
        refuse(str(result["error"]))
    click.echo(result["public_text"], nl=False)


@click.command()
@click.argument("gold", type=click.File("r", encoding="utf-8"))
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def evaluate(gold: TextIO, as_json: bool) -> None:
    """Đo tỷ lệ lộ và mã hóa thừa trên tập có đáp án."""
    import anonymizer

    report = anonymizer.evaluate([json.loads(line) for line in gold if line.strip()])
    if as_json:
        print_json(report)
        return
    click.echo(f"{report['documents']} văn bản, {report['words']} từ, {report['words_per_second']:.0f} từ/giây CPU")
    for label, row in report["by_label"].items():
        click.echo(
            f"  {label:<16} lộ {row['leaked']:>5}/{row['gold']:<6} {row['rate']:8.3%}  cận trên {row['upper95']:.3%}"
        )
    officials, codes = report["officials_redacted"], report["codes"]
    click.echo(f"Văn bản không lộ: {report['documents_clean']:.1%}; mã hóa thừa: {report['over_redaction']:.2%}")
    click.echo(f"Người tiến hành tố tụng bị mã hóa: {officials['redacted']}/{officials['gold']}")
    click.echo(f"Ký hiệu nhất quán (B-cubed F): {codes['f']:.2%}; hai người chung ký hiệu: {codes['shared']}")
    click.echo(f"Cần xem lại: {report['review_per_1000']:.1f} chỗ trên 1.000 từ")


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option("--jsonl", is_flag=True, help='Mỗi dòng một {"id", "text"}; trả lời mỗi dòng một đối tượng.')
def read(file: BinaryIO, jsonl: bool) -> None:
    """Đọc những gì bản án nói về chính nó: số, tòa, ngày, đương sự, viện dẫn (JSON)."""
    from indexer.reading import read_document

    if jsonl:
        answer_lines(file, lambda identifier, text: read_document(text, identifier))
    else:
        print_json(read_document(whole_text(file)))


@click.command()
@click.argument("name", type=click.Choice(names()))
@click.option("--json", "as_json", is_flag=True, help="In JSON.")
def bench(name: str, as_json: bool) -> None:
    """Đo tốc độ một phần."""
    report = measure(name)
    if as_json:
        print_json(report)
        return
    for key, value in report.items():
        click.echo(f"{key}: {value}")


COMMANDS = (extract, read, anonymize, evaluate, bench)
