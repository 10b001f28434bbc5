"""Tokens of content streams: the short way gives what pdfminer gives, at the same places."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF

from indexer.extract.tokens import ContentParser

BUFFER = 4096
PARTS = (
    b"BT", b"ET", b"Tj", b"TJ", b"T*", b"'", b'"', b"true", b"false", b"null", b"d0", b"q", b"[", b"]", b"<<", b">>",
    b"0", b"12", b"-7", b"+3", b"1.5", b".5", b"-.5", b"5.", b"-", b".", b"--1", b"1.2.3", b"9" * 30, b"1e5",
    b"/F1", b"/", b"/A#20B", b"/\xc3\xa0", b"/\xff", b"/F1/F2", b"()", b"(a)", b"(a(b)c)", b"(a\\(b)", b"(\\101\\7x)",
    b"(\\0534)", b"(\\777)", b"(\\8)", b"(\\n\\r\\t\\b\\f\\\\)", b"(a\\\r\nb)", b"(a\\\rb)", b"(\0\xfe)", b"(open",
    b")",
    b"<>", b"<41>", b"<4>", b"<4 1>", b"<41>>", b"<4G>", b"<", b">", b"{", b"}", b"%note\n", b"%", b"\0", b"#", b"\x80",
)  # fmt: skip
SPACES = (b" ", b"\n", b"\r\n", b"", b"\0", b"\t\f")


def tokens(parser_type: type[PDFContentParser], streams: list[bytes]) -> list[object]:
    """All tokens with their places, and the type of what ended the reading."""
    found: list[object] = []
    try:
        parser = parser_type([PDFStream({}, content) for content in streams])
        while True:
            place, token = parser.nexttoken()
            found.append((place, type(token), token))
    except (PSEOF, AssertionError) as end:
        return [*found, type(end)]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("behind", [b" 1 Tj\n", b"", b">", b"("])
def test_each_token_is_read_as_pdfminer_reads_it(part: bytes, behind: bytes) -> None:
    assert tokens(ContentParser, [part + behind]) == tokens(PDFContentParser, [part + behind])


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from(SPACES)), max_size=40), max_size=3))
def test_any_row_of_tokens_is_read_as_pdfminer_reads_it(rows: list[list[tuple[bytes, bytes]]]) -> None:
    streams = [b"".join(chain.from_iterable(row)) for row in rows]
    assert tokens(ContentParser, streams) == tokens(PDFContentParser, streams)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_as_pdfminer_reads_them(content: bytes) -> None:
    assert tokens(ContentParser, [content]) == tokens(PDFContentParser, [content])


@settings(deadline=None, max_examples=50)
@given(st.sampled_from(PARTS), st.integers(min_value=0, max_value=12))
def test_a_token_cut_by_the_end_of_the_buffer_is_read_whole(part: bytes, before: int) -> None:
    content = b" " * (BUFFER - before) + part + b" Tj\n"
    assert tokens(ContentParser, [content]) == tokens(PDFContentParser, [content])


def test_the_text_of_a_whole_line_takes_the_short_way(monkeypatch: pytest.MonkeyPatch) -> None:
    slow: list[object] = []
    monkeypatch.setattr(PDFContentParser, "nexttoken", lambda parser: slow.append(parser.charpos))
    parser = ContentParser([PDFStream({}, b"BT /F1 12 Tf 1 0 0 1 72 700.5 Tm [(x\\050) -20 <0041>] TJ ET\n")])
    parser.fillbuf()
    read = [parser.nexttoken() for _ in range(17)]
    assert (len(read), slow) == (17, [])
