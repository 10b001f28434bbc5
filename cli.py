"""`banan`: one function a command, no logic.

Exit codes: 0 done, 1 a fault of ours, 2 wrong usage, 3 the input was refused with a reason.
"""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click

from commands import REFUSED, Answering, catalogue, line_here, print_json, refuse, settings_here, texts, training

ROLES = ("clerk", "judge", "editor", "admin", "auditor")


@click.group(cls=Answering, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="banan")
def main() -> None:
    """Bản Án Mở: công bố bản án với dữ liệu cá nhân đã được mã hóa."""


for command in (*texts.COMMANDS, *catalogue.COMMANDS, *training.COMMANDS):
    main.add_command(command)


# ------------------------------------------------------------------ the line


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--metadata", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV: file, court_code, …"
)
@click.option("--court", "court_code", help="Mã tòa án cho các tệp không có trong CSV.")
@click.option("--as", "email", help="Thư điện tử của thư ký nhận tệp (mặc định: dòng lệnh).")
def ingest(paths: tuple[Path, ...], metadata: Path | None, court_code: str | None, email: str | None) -> None:
    """Nhận tệp PDF (hoặc cả thư mục) vào hàng chờ rà soát."""
    from indexer.ingest import ingest_paths

    refused = False
    for line in ingest_paths(line_here(), paths, metadata=metadata, court_code=court_code, email=email):
        click.echo(line.sentence)
        refused = refused or not line.received
    if refused:
        sys.exit(REFUSED)


@main.command()
def worker() -> None:
    """Chạy hàng đợi: đọc, mã hóa, dựng, công bố, lập chỉ mục."""
    from indexer.worker import run_worker

    run_worker(line_here(), settings_here().queue_url)


@main.command()
def serve() -> None:
    """Phục vụ trang web bằng gunicorn với thiết lập của môi trường."""
    from app import serve as serve_site
    from settings import BadSettings

    try:
        serve_site(settings_here())
    except BadSettings as error:
        raise click.UsageError(str(error)) from None


@main.group()
def index() -> None:
    """Chỉ mục tìm kiếm: dựng lại, đối chiếu, tình trạng."""


@index.command("rebuild")
def index_rebuild() -> None:
    """Dựng chỉ mục mới bên cạnh chỉ mục đang chạy rồi chuyển sang."""
    from indexer.index import rebuild

    with click.progressbar(length=1, label="Dựng lại chỉ mục") as bar:
        last = 0.0

        def progress(done: int, total: int) -> None:
            nonlocal last
            share = done / total if total else 1.0
            bar.update(share - last)  # type: ignore[arg-type]  # click counts in any unit
            last = share

        count = rebuild(line_here(), progress=progress)
    click.echo(f"Đã lập chỉ mục {count} bản án.")


@index.command("check")
@click.option("--no-repair", is_flag=True, help="Chỉ đối chiếu, không sửa.")
def index_check(no_repair: bool) -> None:
    """So chỉ mục với hồ sơ và sửa chỗ lệch."""
    from indexer.index import check

    difference = check(line_here(), repair=not no_repair)
    print_json({name: len(getattr(difference, name)) for name in ("missing", "stale", "extra")})


@index.command("status")
def index_status() -> None:
    """Tình trạng chỉ mục."""
    from indexer.index import status

    print_json(asdict(status(line_here())))


@main.group()
def ocr() -> None:
    """Nhận dạng chữ trong ảnh quét."""


@ocr.command("status")
def ocr_status() -> None:
    """Máy này đọc được ảnh quét chưa, và còn thiếu gói nào."""
    from indexer.ocr.models import OcrMissing, models_folder, second_model

    try:
        print_json({"installed": True, "models": str(models_folder()), "second": second_model()})
    except OcrMissing as missing:
        refuse(missing.sentence)


@ocr.command("resume")
def ocr_resume() -> None:
    """Đọc tiếp các hồ sơ đang chờ nhận dạng chữ (bộ chạy nền cũng tự làm mỗi phút)."""
    from indexer.ocr.models import OcrMissing, models_folder
    from records.desk.recognition import resume_all

    try:
        models_folder()
    except OcrMissing as missing:
        refuse(missing.sentence)
    click.echo(f"Đã xếp hàng {len(resume_all(line_here().store))} hồ sơ.")


@main.command()
@click.argument("query")
@click.option("--json", "as_json", is_flag=True, help="In JSON như /api/v1/search.")
@click.option("--page", default=1, show_default=True, type=click.IntRange(1))
def search(query: str, as_json: bool, page: int) -> None:
    """Tra cứu như trên trang công khai."""
    from app import search_answer
    from search.engine import SearchUnavailable

    try:
        result = search_answer(settings_here(), query, page)
    except SearchUnavailable as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        print_json(result)
        return
    click.echo(f"{result['total']} kết quả")
    for hit in result["hits"]:
        click.echo(f"{hit['title']}\n  {hit['url']}")


# ------------------------------------------------------------------ staff and operation


@main.group()
def user() -> None:
    """Tài khoản của cán bộ tòa án."""


@user.command("add")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES))
@click.option("--court", "court_code", required=True, help="Mã tòa án (xem /toa-an).")
@click.option("--president", is_flag=True, help="Chánh án của tòa này.")
@click.option("--name", default="", help="Họ tên hiện trên bàn làm việc.")
@click.password_option("--password", envvar="BANAN_TEST_PASSWORD", prompt="Mật khẩu", confirmation_prompt="Nhập lại")
def user_add(  # noqa: PLR0917  Click passes by name
    email: str, role: str, court_code: str, president: bool, name: str, password: str
) -> None:
    """Thêm một tài khoản."""
    from records.accounts import add_account

    account = add_account(line_here().store, email, role, court_code, president, name, password=password)
    click.echo(f"Đã thêm {account.email} ({account.role}).")


@user.command("list")
def user_list() -> None:
    """Liệt kê tài khoản."""
    from records.accounts import list_accounts

    for account in list_accounts(line_here().store):
        marks = [account.role, *(["chánh án"] if account.president else []), *(["đã khóa"] if account.disabled else [])]
        click.echo(f"{account.email}\t{account.court_code}\t{', '.join(marks)}")


@user.command("disable")
@click.argument("email")
def user_disable(email: str) -> None:
    """Khóa một tài khoản; phiên đang mở bị đóng ngay."""
    from records.accounts import disable_account

    disable_account(line_here().store, email)
    click.echo(f"Đã khóa {email}.")


@main.command()
def status() -> None:
    """Hàng đợi, chỉ mục, hạn công bố."""
    from indexer.index import status as index_state
    from records.jobs import queue_status

    context = line_here()
    print_json({"queue": asdict(queue_status(context.store)), "index": asdict(index_state(context))})


@main.group()
def audit() -> None:
    """Nhật ký sự kiện."""


@audit.command("verify")
@click.option("--head", type=click.File("r", encoding="utf-8"), help="Tệp đầu chuỗi đã ký (banan audit sign).")
def audit_verify(head: TextIO | None) -> None:
    """Kiểm tra chuỗi băm của nhật ký."""
    from app import open_records, verify_events
    from settings import BadSettings

    settings = settings_here()
    try:
        report = verify_events(open_records(settings), json.load(head) if head else None, settings.audit_key)
    except (BadSettings, ValueError) as error:
        raise click.UsageError(str(error)) from None
    print_json(report)
    if not report["ok"]:
        refuse("Chuỗi sự kiện bị ĐỨT.")


@audit.command("sign")
def audit_sign() -> None:
    """In đầu chuỗi sự kiện có chữ ký, để giữ ngoài cơ sở dữ liệu."""
    from app import open_records, sign_events
    from settings import BadSettings

    settings = settings_here()
    try:
        print_json(sign_events(open_records(settings), settings.audit_key))
    except BadSettings as error:
        raise click.UsageError(str(error)) from None


@main.command()
@click.option("--data", default="var", show_default=True, type=click.Path(file_okay=False, path_type=Path))
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--exit", "leave", is_flag=True, help="Dừng sau khi tạo dữ liệu.")
def demo(data: Path, port: int, leave: bool) -> None:
    """Dựng dữ liệu mẫu qua dây chuyền thật rồi phục vụ trang web."""
    from app import open_records
    from demo.run import DemoFault, run_demo
    from indexer.worker import waker
    from records.database import Store
    from settings import load_settings, secret_key

    def open_store(environ: Mapping[str, str]) -> Store:
        settings = load_settings(environ, None)
        secret_key(settings, make=True)
        store = open_records(settings)
        store.on_enqueue.append(waker(settings.queue_url))
        return store

    try:
        sys.exit(run_demo(data, port, open_store, leave=leave))
    except DemoFault as fault:
        raise click.ClickException(str(fault)) from None


if __name__ == "__main__":
    main()
