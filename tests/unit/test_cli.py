"""The command line as an operator meets it: real files, real databases, no running services."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import cli
from demo.cases import generate
from demo.layouts import write_all

PASSWORD = "mật-khẩu-dài-của-tòa-mẫu"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a command as in a fresh installation whose folder is tmp_path."""
    monkeypatch.chdir(tmp_path)
    for name in ("BANAN_DATABASE_URL", "BANAN_SOURCES_URL", "BANAN_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(cli.main, list(arguments), input=given, catch_exceptions=True)

    return invoke


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_all(tmp_path_factory.mktemp("pdfs"), count=2)


def test_every_command_explains_itself(run) -> None:
    def commands(group, path):
        for name, command in group.commands.items():
            yield [*path, name]
            if hasattr(command, "commands"):
                yield from commands(command, [*path, name])

    for path in commands(cli.main, []):
        result = run(*path, "--help")
        assert result.exit_code == 0, path
        assert "Usage:" in result.output


def test_extract_prints_text_and_metadata(run, pdfs) -> None:
    result = run("extract", str(pdfs[0]))
    found = json.loads(result.stdout)
    case = generate(2)[0]
    assert result.exit_code == 0
    assert (found["verdict"], found["code"]) == ("ok", "OK")
    assert found["text"] == "\n".join(paragraph["text"] for paragraph in found["paragraphs"])
    number = found["metadata"]["case_number"]
    assert number["value"] == case.case_number
    assert found["text"][number["start"] : number["end"]].replace(" ", "") == case.case_number


def test_a_refused_file_gives_its_sentence_and_exit_code_3(run, tmp_path) -> None:
    (tmp_path / "rong.pdf").write_bytes(b"")
    result = run("extract", "rong.pdf")
    assert result.exit_code == 3
    assert json.loads(result.stdout)["code"] == "EMPTY"


def test_anonymize_replaces_names(run) -> None:
    result = run("anonymize", given="Nguyên đơn: Ông Trần Văn Khải, sinh năm 1969. Ông Khải trình bày như sau.\n")
    assert result.exit_code == 0
    assert "Trần Văn K" in result.stdout
    assert "Khải" not in result.stdout


def test_anonymize_answers_json_lines_in_order(run) -> None:
    lines = [json.dumps({"id": str(n), "text": f"Bị đơn: Bà Lê Thị Hoa, sinh năm 19{n}."}) for n in (70, 80)]
    result = run("anonymize", "--jsonl", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["70", "80"]
    assert all("Hoa" not in answer["public_text"] for answer in answers)
    assert {"mentions", "codes", "residual", "policy", "model"} <= set(answers[0])


@pytest.mark.parametrize("line", ["not json", '{"id": 1}', "[]"])
def test_a_line_that_is_no_object_is_wrong_usage(run, line) -> None:
    assert run("anonymize", "--jsonl", given=line + "\n").exit_code == 2


def test_evaluate_reports_leaks(run, tmp_path) -> None:
    text = "Nguyên đơn: Ông Trần Văn Khải, sinh năm 1969."
    start = text.index("Trần")
    gold = {"id": "a", "text": text, "spans": [{"start": start, "end": start + 13, "label": "PERSON_PRIVATE"}]}
    (tmp_path / "gold.jsonl").write_text(json.dumps(gold) + "\n", "utf-8")
    result = run("evaluate", "gold.jsonl", "--json")
    report = json.loads(result.stdout)
    assert result.exit_code == 0
    assert report["by_label"]["PERSON_PRIVATE"]["gold"] == 1
    assert "từ/giây" in run("evaluate", "gold.jsonl").stdout


def test_ingest_takes_a_folder_goes_on_after_a_bad_file_and_says_so(run, tmp_path, pdfs) -> None:
    folder = tmp_path / "vào"
    folder.mkdir()
    for pdf in pdfs:
        (folder / pdf.name).write_bytes(pdf.read_bytes())
    (folder / "word.pdf").write_bytes(b"PK\x03\x04word/document.xml" + b"\0" * 2000)
    (folder / "hai-lan.pdf").write_bytes(pdfs[0].read_bytes())
    result = run("ingest", str(folder))
    lines = result.stdout.splitlines()
    assert result.exit_code == 3
    assert len(lines) == 4
    assert sum("đã nhận" in line and "Trùng" not in line for line in lines) == 2
    assert sum("Trùng với hồ sơ số" in line for line in lines) == 1
    assert sum("không phải PDF" in line for line in lines) == 1
    assert json.loads(run("status").stdout)["queue"]


def test_ingest_reads_the_table_beside_the_files(run, tmp_path, pdfs) -> None:
    (tmp_path / "bang.csv").write_text(f"file,decided_on\n{pdfs[0].name},31/02/2024\n", "utf-8")
    result = run("ingest", str(pdfs[0]), "--metadata", "bang.csv")
    assert result.exit_code == 3
    assert "dòng 2" in result.output
    (tmp_path / "bang.csv").write_text("tên,ngày\n", "utf-8")
    assert run("ingest", str(pdfs[0]), "--metadata", "bang.csv").exit_code == 3
    case = generate(2)[0]
    (tmp_path / "bang.csv").write_text(f"file,decided_on\n{pdfs[0].name},{case.decided_on:%d/%m/%Y}\n", "utf-8")
    assert run("ingest", str(pdfs[0]), "--metadata", "bang.csv").exit_code == 0


def test_ingest_for_an_unknown_account_is_refused(run, pdfs) -> None:
    assert run("ingest", str(pdfs[0]), "--as", "ai@toaan.example").exit_code == 3


def test_accounts_are_added_listed_and_closed(run) -> None:
    added = ("user", "add", "Thu.Ky@toaan.example", "--role", "clerk", "--court", "tand-tinh-ben-tre")
    assert run(*added, "--password", PASSWORD).exit_code == 0
    assert "thu.ky@toaan.example\ttand-tinh-ben-tre\tclerk" in run("user", "list").stdout
    assert run("user", "disable", "thu.ky@toaan.example").exit_code == 0
    assert "đã khóa" in run("user", "list").stdout
    assert run("user", "disable", "ai@toaan.example").exit_code == 3


def test_an_account_of_a_court_that_does_not_exist_is_refused(run) -> None:
    result = run("user", "add", "a@b.example", "--role", "clerk", "--court", "toa-nao", "--password", PASSWORD)
    assert result.exit_code == 3


def test_index_commands_work_on_an_empty_installation(run) -> None:
    assert "0 bản án" in run("index", "rebuild").stdout
    assert json.loads(run("index", "check").stdout) == {"missing": 0, "stale": 0, "extra": 0}
    assert json.loads(run("index", "check", "--no-repair").stdout)["extra"] == 0
    assert json.loads(run("index", "status").stdout)["documents"] == 0


def test_search_has_the_shape_of_the_api(run) -> None:
    found = json.loads(run("search", "toa an", "--json").stdout)
    assert set(found) == {
        "query", "understood", "notes", "total", "total_capped", "relation", "page", "took_ms", "hits", "facets",
    }  # fmt: skip
    assert "0 kết quả" in run("search", "toa an").stdout


def test_the_event_log_is_verified_also_against_a_signed_head(run, tmp_path, monkeypatch) -> None:
    run("user", "add", "a@b.example", "--role", "admin", "--court", "tandtc", "--password", PASSWORD)
    assert json.loads(run("audit", "verify").stdout)["ok"] is True
    assert run("audit", "sign").exit_code == 2
    monkeypatch.setenv("BANAN_AUDIT_KEY", "khóa của bài kiểm tra")
    (tmp_path / "head.json").write_text(run("audit", "sign").stdout, "utf-8")
    assert run("audit", "verify", "--head", "head.json").exit_code == 0
    monkeypatch.setenv("BANAN_AUDIT_KEY", "khóa khác")
    assert run("audit", "verify", "--head", "head.json").exit_code == 2


def test_a_changed_event_is_found(run, tmp_path) -> None:
    import sqlite3  # noqa: PLC0415  only the forger needs it

    run("user", "add", "a@b.example", "--role", "admin", "--court", "tandtc", "--password", PASSWORD)
    with sqlite3.connect(tmp_path / "var" / "records.sqlite3") as forged:
        forged.execute("UPDATE events SET action = 'account.removed'")
    forged.close()
    assert run("audit", "verify").exit_code == 3


def test_a_wrong_setting_is_wrong_usage_with_its_name(run, monkeypatch) -> None:
    monkeypatch.setenv("BANAN_UPLOAD_MBS", "50")
    result = run("status")
    assert result.exit_code == 2
    assert "BANAN_UPLOAD_MBS" in result.output


def test_serve_without_a_secret_is_refused(run) -> None:
    result = run("serve")
    assert result.exit_code == 2
    assert "BANAN_SECRET_KEY" in result.output


def test_read_says_what_a_judgment_says_about_itself(run) -> None:
    text = "\n".join(generate(1)[0].paragraphs)
    found = json.loads(run("read", given=text).stdout)
    assert set(found) == {"id", "metadata", "zones", "parties", "citations", "warnings"}
    number = found["metadata"]["case_number"]
    assert number["value"] == generate(1)[0].case_number
    assert [
        json.loads(line)["id"] for line in run("read", "--jsonl", given='{"id": 7, "text": "a"}\n').stdout.splitlines()
    ] == [7]


@pytest.mark.parametrize(
    ("command", "good", "bad"),
    [
        ("import-precedents", "so,nam,ten\n901,2099,Án lệ mẫu\n", "so,nam,ten\nchín,2099,Án lệ mẫu\n"),
        ("import-courts", "ma,ten,cap\ntand-mau,TAND mẫu,huyen\n", "ma,ten,cap\ntand-mau,TAND mẫu,làng\n"),
        ("import-statutes", "so_hieu,van_ban\n901/2099/QH99,Luật Mẫu\n", "so_hieu,van_ban\nkhông,Luật Mẫu\n"),
    ],
)
def test_lists_are_taken_whole_or_not_at_all(run, tmp_path, command, good, bad) -> None:
    (tmp_path / "bang.csv").write_text(bad, "utf-8")
    refused = run(command, "bang.csv")
    assert refused.exit_code == 3
    assert "Dòng 2" in refused.output
    (tmp_path / "bang.csv").write_text(good, "utf-8")
    taken = run(command, "bang.csv")
    assert taken.exit_code == 0, taken.output


def test_a_refused_file_leaves_nothing_but_its_answer_on_standard_output(run, tmp_path) -> None:
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n")
    result = run("extract", str(tmp_path / "cut.pdf"))
    assert result.exit_code == 3
    assert json.loads(result.stdout)["verdict"] == "refused"
    assert "extraction.failed" in result.stderr


def test_ends_of_lines_of_a_text_are_left_as_they_are(run) -> None:
    text = "Nguyên đơn: ông Nguyễn Văn Huy.\r\nÔng Huy có mặt.\rHết.\n"
    result = run("anonymize", given=text)
    assert result.stdout_bytes.decode() == "Nguyên đơn: ông Nguyễn Văn H.\r\nÔng H có mặt.\rHết.\n"


@pytest.mark.parametrize("line", ['{"id": 1, "text": 5}', '{"id": 1, "text": null}', "[" * 100_000, "[]", "x"])
def test_a_line_that_is_no_text_is_wrong_usage(run, line) -> None:
    result = run("anonymize", "--jsonl", given=line + "\n")
    assert result.exit_code == 2
    assert "Dòng 1" in result.stderr


def test_bytes_that_are_no_utf_8_are_refused(run, tmp_path) -> None:
    (tmp_path / "latin.txt").write_bytes("Tòa án".encode("utf-16"))
    for command in ("anonymize", "read"):
        result = run(command, str(tmp_path / "latin.txt"))
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == "Tệp không phải văn bản UTF-8.\n"
    assert run("anonymize", "--jsonl", str(tmp_path / "latin.txt")).exit_code == 2


def test_half_a_character_pair_comes_back_as_its_escape(run) -> None:
    result = run("anonymize", "--jsonl", given='{"id": "a", "text": "\\ud800 ông"}\n')
    assert result.exit_code == 0
    assert json.loads(result.stdout)["public_text"] == "\ud800 ông"


def test_a_port_that_does_not_exist_is_wrong_usage(run) -> None:
    assert run("demo", "--port", "99999999", "--exit").exit_code == 2
