"""Content streams read faster: pdfminer's interpreter, the common tokens taken by one pattern instead of byte by byte.

Two thirds of stock pdfminer's time on a judgment go into tokens. What the pattern does not take whole (brackets in
brackets, names with #, a token cut by the end of the buffer, anything odd) pdfminer reads itself, so both give the
same tokens at the same places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pdfminer.pdfinterp import PDFContentParser, PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import ESC_STRING, KWD, LIT, PSKeyword, keyword_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TOKEN: Final = re.compile(
    rb"""[\s\0]*+(?:
      ( \( [^()\\]*+ (?: \\[\s\S] [^()\\]*+ )*+ \) )                   # 1 string
    | ( [+-]?\d{1,18}+ ) (?=[^\d.])                                    # 2 whole number
    | ( [+-]?(?: \d{1,18}+\.\d*+ | \.\d++ ) ) (?=\D)                   # 3 number with a point
    | ( [\[\]] )                                                       # 4 either end of an array
    | ( [A-Za-z][^\#/%\[\]()<>{}\s]*+ ) (?=[\#/%\[\]()<>{}\s])         # 5 operator
    | ( <(?:[0-9A-Fa-f]{2})*+> ) (?=[^>])                              # 6 string in hexadecimal digits
    | ( /[^\#/%\[\]()<>{}\s]*+ ) (?=[/%\[\]()<>{}\s])                  # 7 name
    )""",
    re.VERBOSE,
)
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\s\S]))")


class ContentParser(PDFContentParser):
    """pdfminer's parser of content streams with a short way through the tokens that lie whole in its buffer."""

    def nexttoken(self) -> tuple[int, Any]:
        """The next token and its place in the stream, as pdfminer gives it.

        :raises PSEOF: behind the last token
        """
        if not self._tokens and not self.eof and (match := _TOKEN.match(self.buf, self.charpos)):
            kind = match.lastindex or 0
            token = _READ[kind](match[kind])
            if token is not None:
                self.charpos = match.end()
                return self.bufpos + match.start(kind), token
        return super().nexttoken()


class Interpreter(PDFPageInterpreter):
    """pdfminer's interpreter, reading with ContentParser."""

    def execute(self, streams: Sequence[object]) -> None:
        """Run the operators of content streams; one that is being run already is left out, as are nameless ones."""
        self.stream_ids.clear()
        found = [stream_value(item) for item in streams]
        new = [stream for stream in found if stream.objid is not None and stream.objid not in self.parent_stream_ids]
        self.stream_ids.update(stream.objid for stream in new if stream.objid is not None)
        operators: dict[PSKeyword, tuple[Callable[..., object], int] | None] = {}
        try:
            parser = ContentParser(new)
            while True:
                _, item = parser.nextobject()
                if not isinstance(item, PSKeyword):
                    self.push(item)
                    continue
                if item not in operators:
                    operators[item] = self._operator(keyword_name(item))
                operator = operators[item]
                if operator is not None:
                    _run(operator, self.pop(operator[1]) if operator[1] else [])
        except PSEOF:
            return

    def _operator(self, name: str) -> tuple[Callable[..., object], int] | None:
        """What does this operator, and how many arguments it takes from the stack; None for one that is none."""
        name = name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
        function = getattr(self, f"do_{name}", None)
        return None if function is None else (function, function.__code__.co_argcount - 1)


def _run(operator: tuple[Callable[..., object], int], arguments: Sequence[object]) -> None:
    function, wanted = operator
    if len(arguments) == wanted:
        function(*arguments)


def _string(token: bytes) -> bytes | None:
    """The bytes of a literal string; None where pdfminer must judge an octal number that is no byte."""
    if b"\\" not in token:
        return token[1:-1]
    try:
        return _ESCAPE.sub(_escaped, token[1:-1])
    except ValueError:
        return None


def _escaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes((int(match[1], 8),))
    code = ESC_STRING.get(match[2])
    return b"" if code is None else bytes((code,))


def _name(token: bytes) -> object:
    try:
        return LIT(str(token[1:], "utf-8"))
    except UnicodeDecodeError:
        return LIT(token[1:])


def _keyword(token: bytes) -> object:
    if token in {b"true", b"false"}:
        return token == b"true"
    return KWD(token)


_READ: Final[tuple[Callable[[bytes], object], ...]] = (
    lambda _: None,
    _string,
    int,
    float,
    KWD,
    _keyword,
    lambda token: bytes.fromhex(token[1:-1].decode("ascii")),
    _name,
)
