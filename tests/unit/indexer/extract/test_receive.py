"""What is refused before anything is stored."""

import hashlib
import io
from pathlib import Path

import pytest

from indexer.receive import UploadRefused, check_upload, kind_of, sha256_of


@pytest.mark.parametrize(
    ("name", "head", "size", "code", "words"),
    [
        ("a.pdf", b"", 0, "EMPTY", "rỗng"),
        ("a.pdf", b"%PDF-1.7", 51 << 20, "TOO_BIG", "50 MB"),
        ("a.pdf", b"PK\x03\x04..[Content_Types].xml", 99, "NOT_PDF", "tệp Word"),
        ("a.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 99, "NOT_PDF", "Office cũ"),
        ("a.pdf", b"PK\x03\x04", 99, "NOT_PDF", "tệp nén"),
        ("a.pdf", b"\xff\xd8\xff\xe0", 99, "NOT_PDF", "ảnh"),
        ("a.pdf", b"  <!doctype html>", 99, "NOT_PDF", "trang web"),
        ("a.pdf", "Bản án".encode(), 99, "NOT_PDF", "văn bản thuần"),
        ("a.pdf", b"\0\1\2\3", 99, "DAMAGED", "bị hỏng hoặc tải lên chưa xong"),
        ("a.pdf", bytes(range(128, 256)) * 9, 99, "DAMAGED", "bị hỏng"),
        ("a.pdf", "Bản án số 5".encode("utf-16"), 99, "DAMAGED", "bị hỏng"),
        ("a.docx", b"\0\1\2\3", 99, "NOT_PDF", "không phải PDF hay Word (.docx)."),
        ("a.pdf", "Tòa án nhân dân huyện Thí Dụ".encode() * 90, 99, "NOT_PDF", "văn bản thuần"),
        ("a.txt", "Tßa ¸n huyÖn ThÝ Dô xÐt xö".encode("latin-1"), 99, "NOT_PDF", "văn bản thuần"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 608, "NOT_PDF", "tệp Word cũ (.doc)"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 608, "NOT_PDF", "Office cũ"),
    ],
)
def test_a_wrong_upload_gets_its_sentence(name: str, head: bytes, size: int, code: str, words: str) -> None:
    with pytest.raises(UploadRefused) as refused:
        check_upload(name, head, size)
    assert refused.value.code == code
    assert words in refused.value.message


def test_a_pdf_passes_as_bytes_stream_or_path(tmp_path: Path) -> None:
    head = b"junk\n%PDF-1.4 ..."
    path = tmp_path / "a.pdf"
    path.write_bytes(head)
    stream = io.BytesIO(head)
    for given in (head, stream, path):
        check_upload("a.pdf", given, len(head))
    assert stream.tell() == 0


def test_a_word_file_is_known_by_its_name_when_its_bytes_say_only_archive() -> None:
    assert kind_of(b"PK\x03\x04", "don.docx") == "word"


def test_the_digest_is_that_of_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"x" * (3 << 20))
    assert sha256_of(path) == hashlib.sha256(b"x" * (3 << 20)).hexdigest()
