"""Hostile and broken files, looked at before anything reads their text. The sandbox itself: test_sandbox.py."""

import zlib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from indexer.extract import chars, child
from indexer.extract.inspection import _pages, check
from indexer.extract.results import Refused
from indexer.extract.streams import StreamBudget

Change = Callable[[pikepdf.Pdf], None]


def answer(tmp_path: Path, content: bytes, pages: int = 500) -> dict[str, Any]:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    return child.extract(str(path), {"pages": pages})


def flags(tmp_path: Path, content: bytes) -> tuple[str, ...]:
    path = tmp_path / "file.pdf"
    path.write_bytes(content)
    return check(path, 500, copy=False).flags


def sheet(make: ModuleType) -> Any:
    return make.Sheet((make.Put(85, 700, "Lưu hồ sơ."),))


def test_a_sound_file_is_read(make: ModuleType, tmp_path: Path) -> None:
    found = answer(tmp_path, make.pdf([sheet(make)]))
    assert (found["code"], found["flags"]) == ("OK", ())
    assert found["paragraphs"] == [{"page": 1, "text": "Lưu hồ sơ."}]


def test_the_quick_look_counts_pages_without_reading_them(make: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "file.pdf"
    path.write_bytes(make.pdf([sheet(make)] * 3))
    assert child.inspect(str(path), {"pages": 500}) == {"code": "OK", "flags": (), "count": 3}


def test_a_cut_off_file_is_damaged(make: ModuleType, tmp_path: Path) -> None:
    content = make.pdf([sheet(make)] * 20)
    found = answer(tmp_path, content[: len(content) // 3])
    assert found["code"] == "DAMAGED"


def test_a_lost_tail_is_repaired_and_said(make: ModuleType, tmp_path: Path) -> None:
    content = make.pdf([sheet(make)])
    found = answer(tmp_path, content[: content.rindex(b"xref")])
    assert (found["code"], found["flags"]) == ("OK", ("REPAIRED",))


def test_a_password_to_open_is_refused_and_a_lock_is_opened(make: ModuleType, tmp_path: Path) -> None:
    user = pikepdf.Encryption(user="bi-mat", owner="chu")
    owner = pikepdf.Encryption(user="", owner="chu")
    assert answer(tmp_path, make.pdf([sheet(make)], encryption=user))["code"] == "ENCRYPTED"
    assert flags(tmp_path, make.pdf([sheet(make)], encryption=owner)) == ("OWNER_LOCKED",)


def test_no_pages_and_too_many_pages_are_refused(make: ModuleType, tmp_path: Path) -> None:
    assert answer(tmp_path, make.pdf([]))["code"] == "ZERO_PAGES"
    found = answer(tmp_path, make.pdf([make.Sheet()] * 12), pages=10)
    assert (found["code"], found["facts"]) == ("TOO_MANY_PAGES", {"count": 12, "limit": 10})


@pytest.mark.parametrize("size", [(20, 20), (14400, 14400)])
def test_a_page_of_absurd_size_is_refused_with_its_millimetres(
    make: ModuleType, tmp_path: Path, size: tuple[float, float]
) -> None:
    found = answer(tmp_path, make.pdf([make.Sheet(), make.Sheet(size=size)]))
    assert found["code"] == "PAGE_SIZE"
    assert found["facts"]["page"] == 2
    assert found["facts"]["width"] == round(size[0] * 25.4 / 72)


def hurt(make: ModuleType, tmp_path: Path, change: Change) -> dict[str, Any]:
    return answer(tmp_path, make.pdf([sheet(make)], change))


def test_a_loop_in_the_page_tree_is_damage() -> None:
    pdf = pikepdf.new()
    inner = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1, Kids=Array([])))
    inner.Kids = Array([inner])
    pdf.Root.Pages = inner
    with pytest.raises(Refused) as refused:
        _pages(pdf.Root, 500)
    assert refused.value.code == "DAMAGED"


def test_a_page_tree_of_endless_depth_and_one_of_other_things_are_damage() -> None:
    pdf = pikepdf.new()
    node: Any = Dictionary(Type=Name.Page)
    for _ in range(60):
        node = Dictionary(Type=Name.Pages, Kids=Array([node]))
    for tree in (node, Dictionary(Type=Name.Pages, Kids=Array([7]))):
        pdf.Root.Pages = tree
        with pytest.raises(Refused) as refused:
            _pages(pdf.Root, 500)
        assert refused.value.code == "DAMAGED"


BOMBS = {
    "flate in flate": (zlib.compress(zlib.compress(bytes(80 << 20))), {"Filter": Array([Name.FlateDecode] * 2)}),
    "absurd predictor": (
        zlib.compress(b"q Q"),
        {"Filter": Name.FlateDecode, "DecodeParms": Dictionary(Predictor=12, Columns=10_000_000)},
    ),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_stream_that_would_explode_is_refused(bomb: str) -> None:
    data, entries = BOMBS[bomb]
    pdf = pikepdf.new()
    stream = pdf.make_indirect(Stream(pdf, data, **entries))
    budget = StreamBudget()
    with pytest.raises(Refused) as refused:
        budget.decoded(stream)
    assert refused.value.code == "BOMB_STREAM"


def test_many_streams_together_are_bounded() -> None:
    pdf = pikepdf.new()
    data = zlib.compress(bytes(60 << 20))
    streams = [pdf.make_indirect(Stream(pdf, data, Filter=Name.FlateDecode)) for _ in range(5)]
    budget = StreamBudget()
    for stream in streams[:4]:
        budget.decoded(stream)
    with pytest.raises(Refused) as refused:
        budget.decoded(streams[4])
    assert refused.value.code == "BOMB_STREAM"


@pytest.mark.parametrize(
    ("name", "data", "ends"),
    [
        (Name.RunLengthDecode, b"\x81a" * 400_000 + b"\x80", None),
        (Name.RunLengthDecode, b"\x81a" * 700_000, "BOMB_STREAM"),
        (Name.LZWDecode, bytes(20_000), "BOMB_STREAM"),
        (Name.LZWDecode, bytes(100), None),
        (Name.ASCIIHexDecode, b"00" * 50, None),
        (Name.FlateDecode, b"not flate at all", None),
    ],
)
def test_other_codings_are_bounded_too(name: Any, data: bytes, ends: str | None) -> None:
    pdf = pikepdf.new()
    stream = pdf.make_indirect(Stream(pdf, data, Filter=name))
    budget = StreamBudget()
    if ends is None:
        assert budget.decoded(stream) == budget.decoded(stream)
        return
    with pytest.raises(Refused) as refused:
        budget.decoded(stream)
    assert refused.value.code == ends


def test_forms_that_draw_each_other_a_billion_times_are_refused(make: ModuleType, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = None
        for _ in range(5):
            stream = Stream(pdf, b" /Fm Do" * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            if form is not None:
                stream.Resources = Dictionary(XObject=Dictionary(Fm=form))
            form = pdf.make_indirect(stream)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fm=form))

    found = hurt(make, tmp_path, change)
    assert (found["code"], found["facts"]) == ("TOO_COMPLEX", {"page": 1})


def test_forms_nested_too_deep_are_refused_and_a_form_in_itself_is_not(make: ModuleType, tmp_path: Path) -> None:
    def nest(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_indirect(Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        for _ in range(9):
            outer = Stream(pdf, b"/Fm Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            outer.Resources = Dictionary(XObject=Dictionary(Fm=form))
            form = pdf.make_indirect(outer)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fm=form))

    def loop(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_indirect(Stream(pdf, b"/Fm Do", Subtype=Name.Form, BBox=Array([0, 0, 9, 9])))
        form.Resources = Dictionary(XObject=Dictionary(Fm=form))
        pdf.pages[0].Resources.XObject = Dictionary(Fm=form)

    assert hurt(make, tmp_path, nest)["code"] == "TOO_COMPLEX"
    assert hurt(make, tmp_path, loop)["code"] == "OK"


def test_an_image_of_a_billion_dots_is_refused_with_its_page(make: ModuleType, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        image = Stream(pdf, b"\0", Subtype=Name.Image, Width=30_000, Height=30_000)
        pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im=pdf.make_indirect(image)))

    found = hurt(make, tmp_path, change)
    assert (found["code"], found["facts"]) == ("IMAGE_TOO_BIG", {"page": 1})


def test_a_page_with_too_many_letters_is_too_complex(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chars, "MAX_CHARS", 3000)
    puts = tuple(make.Put(10, 10 + row, "ă" * 400) for row in range(8))
    found = answer(tmp_path, make.pdf([make.Sheet(puts)]))
    assert (found["code"], found["facts"]) == ("TOO_COMPLEX", {"page": 1})


def test_a_page_with_too_many_lines_is_too_complex(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chars, "MAX_PATHS", 600)
    found = answer(tmp_path, make.pdf([make.Sheet(before="0 0 1 1 re f\n" * 601)]))
    assert (found["code"], found["facts"]) == ("TOO_COMPLEX", {"page": 1})


def test_a_portfolio_is_refused(make: ModuleType, tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = Dictionary()

    assert hurt(make, tmp_path, change)["code"] == "PORTFOLIO"


def _add(**entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        for name, value in entries.items():
            pdf.Root[Name("/" + name)] = pdf.make_indirect(value)

    return change


@pytest.mark.parametrize(
    ("change", "flag"),
    [
        (_add(OpenAction=Dictionary(S=Name.JavaScript, JS=pikepdf.String("x"))), "JAVASCRIPT"),
        (_add(OpenAction=Dictionary(S=Name.Launch)), "ACTION"),
        (_add(AF=Array([Dictionary(Type=Name.Filespec)])), "ATTACHMENT"),
        (_add(AcroForm=Dictionary(XFA=pikepdf.String("x"))), "XFA"),
        (_add(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Sig)]))), "SIGNED"),
        (_add(OCProperties=Dictionary(OCGs=Array([Dictionary(Type=Name.OCG)]))), "LAYERS"),
        (_add(Own=Dictionary(Subtype=Name.Highlight, Rect=Array([0, 0, 1, 1]))), "ANNOTATIONS"),
    ],
    ids=["script", "launch", "attachment", "xfa", "signature", "layers", "note"],
)
def test_what_a_file_carries_beside_its_pages_is_flagged(
    make: ModuleType, tmp_path: Path, change: Change, flag: str
) -> None:
    assert flags(tmp_path, make.pdf([sheet(make)], change)) == (flag,)


def test_an_older_state_inside_the_file_is_flagged(make: ModuleType, tmp_path: Path) -> None:
    content = make.pdf([sheet(make)])
    start = content.rindex(b"startxref")
    assert flags(tmp_path, content + b"\n" + content[start:]) == ("REVISIONS",)


def test_a_file_without_a_page_tree_is_damaged(tmp_path: Path) -> None:
    content = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R/Size 2>>\nstartxref\n0\n%%EOF"
    assert answer(tmp_path, content)["code"] == "DAMAGED"


@pytest.mark.parametrize(
    ("error", "code"),
    [(MemoryError(), "OUT_OF_MEMORY"), (RecursionError(), "TOO_COMPLEX"), (ValueError("tên người"), "DAMAGED")],
)
def test_whatever_the_readers_raise_becomes_a_code_without_their_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, code: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(child, "check", fail)
    found = answer(tmp_path, b"%PDF-")
    assert found["code"] == code
    assert "tên người" not in str(found)


def test_readers_that_disagree_about_the_pages_mean_damage(
    make: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(child, "text_stage", lambda *_: child.TextStage([], [], []))
    assert answer(tmp_path, make.pdf([sheet(make)]))["code"] == "DAMAGED"
