"""Files that nobody should send: always a verdict, within the limits, nothing written anywhere."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.extract import Limits, extract_file, preflight
from indexer.extract.messages import CODES
from indexer.receive import SUFFIXES, UploadRefused, check_upload, suffix_of
from indexer.word import child, markup, package

STRICT = Limits(seconds=6, megabytes=1200)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(tmp_path: Path, content: bytes, name: str = "a.docx"):
    path = tmp_path / name
    path.write_bytes(content)
    return extract_file(path, STRICT)


def test_the_whole_way_through_the_sandbox_gives_the_shape_of_a_pdf(make, tmp_path: Path) -> None:
    content, wanted = make.judgment(".VnTime")
    found = read(tmp_path, content)
    assert (found.verdict, found.code, found.text) == ("ok", "OK", "\n".join(wanted))
    assert found.metadata["case_number"].value == "12/2025/DS-ST"
    assert [page.source for page in found.pages] == ["text"]
    assert preflight(tmp_path / "a.docx", STRICT) is None


def test_a_doctype_is_refused_before_its_entities_grow(make, answer) -> None:
    laughs = '<!DOCTYPE a [<!ENTITY b "ha">]>'
    entries = dict(_entries(make.docx(make.p("x"))))
    entries["word/document.xml"] = laughs.encode() + entries["word/document.xml"]
    assert answer(make.packed_up(entries))["code"] == "BOMB_STREAM"
    assert answer(make.packed_up(entries), "inspect")["code"] == "BOMB_STREAM"


def _entries(content: bytes):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist()]


def test_a_part_that_unpacks_to_too_much_is_refused_by_what_it_says_and_by_what_it_is(make, answer) -> None:
    bomb = make.docx(make.p("x"), styles="<!--" + " " * (package.MAX_PART + 9) + "-->")
    assert answer(bomb)["code"] == "BOMB_STREAM"
    lying = bytearray(bomb)
    place = lying.rfind(b"PK\1\2", 0, lying.rfind(b"word/styles.xml"))
    struct.pack_into("<I", lying, place + 24, 100)  # the size that the list of entries states
    assert answer(bytes(lying))["code"] in {"BOMB_STREAM", "DAMAGED"}


def test_too_many_entries_are_refused_before_they_are_listed(make, answer) -> None:
    many = bytearray(make.docx(make.p("x")))
    struct.pack_into("<HH", many, len(many) - 14, 65535, 65535)
    assert answer(bytes(many))["code"] == "TOO_COMPLEX"


def test_too_deep_and_too_many_elements_are_refused(make, answer, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = make.p("x")
    for _ in range(80):
        deep = make.table([deep])
    assert answer(make.docx(deep))["code"] == "TOO_COMPLEX"
    monkeypatch.setattr(markup, "MAX_ELEMENTS", 5)
    assert answer(make.docx(make.p("x")))["code"] == "TOO_COMPLEX"


def test_names_that_leave_the_file_lead_nowhere(make, answer) -> None:
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="a" Type="x/%s" Target="%s" TargetMode="%s"/></Relationships>'
    )
    for target, mode in ((b"../../../../etc/passwd", b"Internal"), (b"file:///etc/passwd", b"External")):
        rels = relation % (b"styles", target, mode)
        content = dict(_entries(make.docx(make.p("Thấy")))) | {"word/_rels/document.xml.rels": rels}
        assert [one["text"] for one in answer(make.packed_up(content))["paragraphs"]] == ["Thấy"]


@pytest.mark.parametrize(
    ("entries", "code", "words"),
    [
        ({"xl/workbook.xml": b"x"}, "NOT_PDF", "Excel"),
        ({"mimetype": b"x", "content.xml": b"x"}, "NOT_PDF", "OpenDocument"),
        ({"ppt/a.xml": b"x"}, "NOT_PDF", "trình chiếu"),
        ({"a.txt": b"x"}, "NOT_PDF", "tệp nén"),
        ({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}, "DAMAGED", "Word"),
        ({"[Content_Types].xml": b"<Types"}, "DAMAGED", "bị hỏng"),
    ],
)
def test_another_archive_is_named(make, tmp_path: Path, entries: dict[str, bytes], code: str, words: str) -> None:
    found = read(tmp_path, make.packed_up(entries))
    assert found.code == code
    assert words in (found.message or "")


def test_missing_and_doubled_parts_are_damage(make, answer) -> None:
    entries = dict(_entries(make.docx(make.p("x"))))
    without = {name: content for name, content in entries.items() if name != "word/document.xml"}
    assert answer(make.packed_up(without))["code"] == "DAMAGED"
    assert answer(make.packed_up(entries | {"word/document.xml": b"<a/>"}))["code"] == "DAMAGED"
    assert answer(make.packed_up(entries | {"WORD/document.xml": b"<a/>"}))["code"] == "DAMAGED"


def test_locked_and_old_files_get_their_sentences() -> None:
    for name, code, words in (
        ("EncryptedPackage", "ENCRYPTED", "mật khẩu"),
        ("WordDocument", "NOT_PDF", "Word cũ (.doc)"),
        ("Workbook", "NOT_PDF", "Excel"),
        ("Other", "NOT_PDF", "Office cũ"),
    ):
        content = OLE + name.encode("utf-16-le")
        for head in (content, io.BytesIO(content)):
            with pytest.raises(UploadRefused) as refused:
                check_upload("a.docx", head, len(content))
            assert refused.value.code == code
            assert words in refused.value.message


def test_a_scrambled_entry_needs_a_password(make, answer) -> None:
    content = bytearray(make.docx(make.p("x")))
    place = content.rfind(b"PK\1\2", 0, content.rfind(b"word/document.xml"))
    content[place + 8] |= 1
    assert answer(bytes(content))["code"] == "ENCRYPTED"


def test_a_copy_of_a_received_file_is_named_by_what_it_is(make) -> None:
    assert suffix_of(make.docx()) == ".docx"
    assert suffix_of(b"%PDF-1.7") == ".pdf"
    assert {".pdf", ".docx"} <= set(SUFFIXES)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_an_unsound_file_always_gets_a_verdict(make, tmp_path: Path, seed: int) -> None:
    sound = make.docx(
        make.p("Ông Cù", look=make.listed()), make.table(["a", "b"]), numbering=make.levels(("decimal", "%1."))
    )
    path = tmp_path / "mutant.docx"
    for content in make.mutants(sound, 3, seed):
        path.write_bytes(content)
        assert child.extract(str(path), {"pages": 500})["code"] in CODES
