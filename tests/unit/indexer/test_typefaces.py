import shutil
import struct
from pathlib import Path

import pytest

from indexer.typefaces import FACES, FOLDER, VIETNAMESE, BadTypefaces, check_typefaces, letters_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FACES:
        shutil.copyfile(FOLDER / name, tmp_path / name)
    return tmp_path


def without(font: bytes, first: int) -> bytes:
    """The font with the segments of its character map that begin at a code point emptied."""
    changed = bytearray(font)
    tables = struct.unpack_from(">H", font, 4)[0]
    at = next(
        struct.unpack_from(">I", font, place + 8)[0]
        for place in range(12, 12 + 16 * tables, 16)
        if font[place : place + 4] == b"cmap"
    )
    for index in range(struct.unpack_from(">H", font, at + 2)[0]):
        sub = at + struct.unpack_from(">I", font, at + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, sub)[0] != 4:
            continue
        double = struct.unpack_from(">H", font, sub + 6)[0]
        for place in range(0, double, 2):
            start, end = sub + 16 + double + place, sub + 14 + place
            if struct.unpack_from(">H", font, start)[0] <= first <= struct.unpack_from(">H", font, end)[0]:
                struct.pack_into(">H", changed, start, 0xFFFF)
                struct.pack_into(">H", changed, end, 0xFFFE)
    return bytes(changed)


def test_all_134_letters_are_in_every_face() -> None:
    assert len(VIETNAMESE) == 134
    check_typefaces()


@pytest.mark.parametrize("name", FACES)
def test_a_missing_face_stops_with_a_sentence_that_names_it(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(BadTypefaces, match=f"Thiếu tệp phông {FACES[name]} {name}"):
        check_typefaces(folder)


@pytest.mark.parametrize("data", [b"", b"not a font at all, only words", b"\0\1\0\0" + bytes(20)])
def test_a_face_that_is_no_font_stops_with_a_sentence(folder: Path, data: bytes) -> None:
    (folder / "LiberationSerif-Bold.ttf").write_bytes(data)
    with pytest.raises(BadTypefaces, match="Không đọc được tệp phông chữ đậm"):
        check_typefaces(folder)


def test_a_face_without_some_letters_stops_and_names_them(folder: Path) -> None:
    path = folder / "LiberationSerif-Italic.ttf"
    path.write_bytes(without(path.read_bytes(), ord("à")))
    with pytest.raises(
        BadTypefaces, match=r"Phông chữ nghiêng LiberationSerif-Italic.ttf thiếu \d+ chữ cái tiếng Việt: À "
    ):
        check_typefaces(folder)


def test_a_map_by_groups_is_read() -> None:
    head = b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0)
    groups = struct.pack(">III", 0x1EA0, 0x1EA3, 5)
    table = struct.pack(">HH", 0, 1) + struct.pack(">HHI", 3, 10, 12)
    table += struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, 1) + groups
    font = head + b"cmap" + struct.pack(">III", 0, 28, len(table)) + table
    assert letters_of(font) == frozenset(range(0x1EA0, 0x1EA4))
