"""Files that were cut, changed or damaged: read whole or refused, never read with text missing."""

import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Stream

from indexer.extract import child, wholeness
from indexer.extract.inspection import check
from indexer.extract.results import Refused
from indexer.extract.streams import StreamBudget

SHARES = (*range(10, 95, 5), 95, 97, 98, 99)
KINDS = ("plain", "object streams", "linearised", "typeset", "tree first", "streams last", "any order")


@pytest.fixture(scope="module")
def whole(make: ModuleType, mutate: ModuleType) -> dict[str, bytes]:
    """The same judgment as several makers write it."""
    pages = make.sheets(make.judgment(6))
    plain = make.pdf(pages)
    return {
        "plain": plain,
        "object streams": make.pdf(pages, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "linearised": make.pdf(pages, linearize=True),
        "typeset": make.typeset(make.judgment(6)),
        **dict(mutate.reordered(plain)),
    }


def code(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    try:
        return " ".join(("OK", *check(path, 500, copy=False).flags))
    except Refused as refused:
        return refused.code


def text(tmp_path: Path, content: bytes) -> tuple[list[str], list[str]]:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    answer = child.extract(str(path), {"pages": 500})
    return [page["source"] for page in answer["pages"]], [part["text"] for part in answer["paragraphs"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cut_file_is_refused_or_read_whole(whole: dict[str, bytes], tmp_path: Path, kind: str) -> None:
    content = whole[kind]
    ends = {share: code(tmp_path, content[: len(content) * share // 100]) for share in SHARES}
    assert {end for share, end in ends.items() if share <= 60} == {"DAMAGED"}
    kept = [share for share, end in ends.items() if end != "DAMAGED"]
    assert {ends[share] for share in kept} <= {"OK REPAIRED"}
    expected = text(tmp_path, content) if kept else None
    for share in kept[:1]:  # what comes later holds more
        assert text(tmp_path, content[: len(content) * share // 100]) == expected


@pytest.mark.parametrize("kind", ["plain", "typeset", "streams last", "any order"])
@pytest.mark.parametrize(
    "change",
    [
        lambda content: content[: content.rindex(b"xref\n0") if b"xref\n0" in content else content.rindex(b"xref")],
        lambda content: content[:-6],
        lambda content: content + b"\n<html>not found</html>" + bytes(3000),
        lambda content: content.replace(b"startxref\n", b"startxref\n9"),
        lambda content: b"HTTP/1.1 200 OK\r\n\r\n" + content,
    ],
    ids=["no table", "no end mark", "garbage behind", "wrong place of the table", "junk before"],
)
def test_small_faults_are_repaired_when_nothing_is_lost(
    whole: dict[str, bytes], tmp_path: Path, kind: str, change: Callable[[bytes], bytes]
) -> None:
    assert code(tmp_path, change(whole[kind])) in {"OK", "OK REPAIRED"}


def _changed(content: bytes) -> bytes:
    """The file with a last change to one of its objects, as editors append it."""
    added = b"\n3 0 obj\n<</Length 9>>\nstream\nq Q q Q q\nendstream\nendobj\n"
    place, table = len(content) + 1, len(content) + len(added)
    return (
        content
        + added
        + b"xref\n3 1\n%010d 00000 n \ntrailer\n<</Size 4/Prev 9>>\nstartxref\n%d\n%%%%EOF\n" % (place, table)
    )


@pytest.mark.parametrize("lost", [3, 8, 30, 90, 110])
def test_an_unfinished_change_does_not_bring_the_older_state_back(
    whole: dict[str, bytes], tmp_path: Path, lost: int
) -> None:
    changed = _changed(whole["plain"])
    assert code(tmp_path, changed[:-lost]) == "DAMAGED"


def _on_first(change: Callable[[pikepdf.Pdf], None], make: ModuleType) -> bytes:
    content: bytes = make.pdf([make.Sheet((make.Put(85, 700, "Lưu hồ sơ."),))], change, compress_streams=False)
    return content


def _contents(data: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Contents = Stream(made, data, Filter=Name.FlateDecode)

    return change


PACKED = zlib.compress(b"BT /F0 12 Tf 80 700 Td (mot hai ba) Tj ET " * 9)


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        (PACKED, "OK"),
        (PACKED[:-4], "OK"),  # some writers leave the sum out
        (PACKED[: len(PACKED) // 2], "DAMAGED"),
        (PACKED[:20] + b"\xff\x00\xff" + PACKED[23:], "DAMAGED"),
        (PACKED[:-4] + b"\0\0\0\0", "DAMAGED"),
    ],
    ids=["whole", "without its sum", "cut", "wrong inside", "another sum"],
)
def test_page_contents_that_do_not_decode_are_damage(make: ModuleType, tmp_path: Path, data: bytes, ends: str) -> None:
    assert code(tmp_path, _on_first(_contents(data), make)) == ends


def test_a_font_that_does_not_decode_is_damage(make: ModuleType, tmp_path: Path) -> None:
    def change(made: pikepdf.Pdf) -> None:
        for font in made.pages[0].Resources.Font.values():
            font.ToUnicode = made.make_indirect(Stream(made, PACKED[:20], Filter=Name.FlateDecode))

    assert code(tmp_path, _on_first(change, make)) == "DAMAGED"


def test_a_repaired_file_with_fewer_pages_than_it_states_is_damage() -> None:
    root = Dictionary(Pages=Dictionary(Count=7))
    with pytest.raises(Refused):
        wholeness.check_count(root, 6)
    wholeness.check_count(root, 7)
    wholeness.check_count(Dictionary(Pages=Dictionary(Count=1_000_000_000)), 6)  # nobody believes that


def test_what_no_text_hangs_on_may_be_missing(whole: dict[str, bytes], tmp_path: Path) -> None:
    content = whole["plain"]
    end = content.rindex(b"xref\n0")
    for entry, expected in ((b"/Metadata", "OK REPAIRED"), (b"/AcroForm", "DAMAGED")):
        changed = content[:end].replace(b"/Type /Catalog", b"/Type /Catalog " + entry + b" 77 0 R")
        assert changed != content[:end]
        assert code(tmp_path, changed) == expected


def test_references_inside_object_streams_count_and_their_number_is_bounded(
    whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = whole["plain"]
    with pikepdf.new() as pdf:
        held = pdf.make_indirect(Stream(pdf, b"1 0 <</Font 4000 0 R>>", Type=Name.ObjStm))
        with pytest.raises(Refused) as refused:
            wholeness.check_nothing_lost(pdf, b"")
        assert refused.value.code == "DAMAGED"
        held.write(b"")
        wholeness.check_nothing_lost(pdf, b"")
        monkeypatch.setattr(wholeness, "MAX_REFERENCES", 0)
        with pytest.raises(Refused) as refused:
            wholeness.check_nothing_lost(pdf, content)
        assert refused.value.code == "TOO_COMPLEX"


def test_all_of_a_stream_in_a_stream_is_watched() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_indirect(Stream(pdf, zlib.compress(PACKED[:30]), Filter=pikepdf.Array([Name.FlateDecode] * 2)))
    budget = StreamBudget()
    budget.decoded(stream)
    assert budget.broken == {stream.objgen}
