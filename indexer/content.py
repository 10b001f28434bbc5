"""Page content lexed by qpdf, in the values that pdfminer's interpreter takes.

pdfminer's own lexer is written in Python and takes most of the time of a reading; what the bytes mean, fonts and
places are still pdfminer's own work.
"""

from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

import pikepdf
from pdfminer.psparser import LIT

TEXT_OPERATORS: Final = MappingProxyType({
    "q": ("do_q", 0), "Q": ("do_Q", 0), "cm": ("do_cm", 6), "Do": ("do_Do", 1),
    "BT": ("do_BT", 0), "ET": ("do_ET", 0), "Tm": ("do_Tm", 6), "Td": ("do_Td", 2), "TD": ("do_TD", 2),
    "T*": ("do_T_a", 0), "Tf": ("do_Tf", 2), "Tc": ("do_Tc", 1), "Tw": ("do_Tw", 1), "Tz": ("do_Tz", 1),
    "TL": ("do_TL", 1), "Tr": ("do_Tr", 1), "Ts": ("do_Ts", 1), "Tj": ("do_Tj", 1), "TJ": ("do_TJ", 1),
    "'": ("do__q", 1), '"': ("do__w", 3), "BMC": ("do_BMC", 1), "BDC": ("do_BDC", 2), "EMC": ("do_EMC", 0),
})  # fmt: skip
"""The operators that show text, place it or mark it: pdfminer's method and the number of operands."""
_WANTED: Final = " ".join(TEXT_OPERATORS)

Operand = object


class BadContent(ValueError):
    """Page content with an operator whose operands are not of its form."""


def text_instructions(data: bytes) -> Iterator[tuple[str, list[Operand]]]:
    """Give method and operands of each text operator in decoded page content.

    Raises BadContent where an operator has other operands than it must have, pikepdf.PdfError when qpdf cannot lex it.
    """
    with pikepdf.new() as scratch:
        stream = scratch.make_stream(data)
        for instruction in pikepdf.parse_content_stream(stream, _WANTED):
            method, count = TEXT_OPERATORS[str(instruction.operator)]
            operands = instruction.operands
            if len(operands) != count:
                raise BadContent(str(instruction.operator))
            yield method, [_value(one) for one in operands]


def _value(item: object) -> Operand:
    if isinstance(item, int | Decimal | float):
        return float(item)
    if isinstance(item, pikepdf.String):
        return bytes(item)
    if isinstance(item, pikepdf.Name):
        return LIT(str(item)[1:])
    if isinstance(item, pikepdf.Array):
        return [_value(one) for one in item]
    return {}  # properties of a marked sequence: the inventory reads them
