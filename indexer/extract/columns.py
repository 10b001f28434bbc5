"""Lines of a narrow column (court header, signature block, list of recipients) that belong together.

Each line of such a column is a statement of its own unless it was too long for the column: then the first word of
the line below would not have fitted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vietnamese.letters import LOWER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.extract.lines import Segment

_STARTS: Final = re.compile(
    r"""(?: [-–*+•(\[“"] | \d+[.)/] | độc\ lập | cộng\ h | t[oò][aà]\ [aá]n\ nh | bản\ [aá]n\ s | quyết\ định\ s
    | số\s*[:\d] | ngày\b | v/v | về\ việc | nơi\ nhận | tm\b | t/m | t\.\ ?m\b | kt\. | tl\. | thẩm\ ph[aá]n
    | c[aá]c\ thẩm\ ph[aá]n | c[aá]c\ hội\ thẩm | hội\ thẩm\ nh | ch[aá]nh\ [aá]n | ph[oó]\ ch[aá]nh
    | tỉnh\b | huyện\b | quận\b | th[aà]nh\ phố\b | thị\ xã\b | khu\ vực\b | cấp\ cao\b | chủ\ tọa )""",
    re.IGNORECASE | re.VERBOSE,
)
_LISTED: Final = re.compile(r"[-–+•*]\s*\w")
_ITEM: Final = re.compile(r"[-–+•*]|nơi\ nhận|\(?\d+[.)]", re.IGNORECASE)
_PLACE: Final = re.compile(r"[-–]\s\w")
_OPEN_END: Final = re.compile(  # words that no statement ends with
    r"(?:\s[-–]|\b(?:tại|và|của|với|về|do|tỉnh|huyện|quận|thành phố|thị xã|khu vực|cấp|người|chưa|chủ nghĩa))$",
    re.IGNORECASE,
)
_BROKEN: Final = re.compile(r"[^\W_][-/]$")
_ENDED: Final = re.compile(r"[.;,:)]$")
_LINE_GAP: Final = 1.7  # font sizes; a wider gap between two lines separates statements
_SPACE: Final = 0.2  # em


def belongs(above: Segment, line: Segment, statement: str, width: float) -> bool:
    """Whether a column's line is the rest of the line above it.

    :param statement: what has been joined so far and ends with the line above
    :param width: the widest line of the column, in points
    """
    if above.bold != line.bold or above.y - line.y > _LINE_GAP * max(above.size, line.size) or line.y > above.y:
        return False
    if line.text[0].isalnum() and (_BROKEN.search(statement) or _OPEN_END.search(statement)):
        return True
    if line.text[0] in LOWER:
        return not statement.endswith((".", ";"))
    if _LISTED.match(statement) and not statement.endswith((".", ";")) and not line.text.isupper():
        return not _ITEM.match(line.text)  # an entry of a list of recipients goes on until its own end
    if _PLACE.match(line.text) and above.text.isupper() and line.text.isupper() and not _LISTED.match(statement):
        return not _fits(above, line, width, words=2)  # "TÒA ÁN NHÂN DÂN KHU VỰC 7", "- LÂM ĐỒNG"
    return not _starts(above, line, statement) and not _fits(above, line, width)


def _starts(above: Segment, line: Segment, statement: str) -> bool:
    """Whether the line's words, its case or the end above it tell another statement."""
    opened = statement.count("“") > statement.count("”")
    if _STARTS.match(line.text) or (_ENDED.search(statement) and not opened):
        return True
    return above.text.isupper() != line.text.isupper() and not opened


def _fits(above: Segment, line: Segment, width: float, words: int = 1) -> bool:
    """Whether the first words of the line would have had room at the end of the line above."""
    word = len(" ".join(line.text.split()[:words])) / len(line.text) * (line.x1 - line.x0)
    return above.x1 - above.x0 + _SPACE * line.size + word <= width


def column_width(lines: Sequence[Segment]) -> float:
    """The width of the widest line in points."""
    return max((line.x1 - line.x0 for line in lines), default=0.0)
