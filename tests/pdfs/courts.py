"""Judgments as courts print them, in combinations drawn by a seed: written from what courts do, not from the rules.

`made()` gives a Case: the PDF, its paragraphs in reading order, and the parts of them that are header and signature.
"""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import pikepdf
import typst

from tests.pdfs import courts_words as words
from tests.pdfs.redrawn import as_form, scattered, turned

if TYPE_CHECKING:
    from tests.pdfs.courts_words import Words

FONTS = Path(__file__).resolve().parents[2] / "templates" / "print" / "fonts"

_SETTING = """
#let m = json(bytes(sys.inputs.made))
#let pt(n) = n * 1pt
#set page(paper: "a4", margin: (left: pt(m.margins.at(0)), right: pt(m.margins.at(1)), rest: pt(m.margins.at(2))),
  header: if m.running != none and m.running.at(0) != "" [#set text(pt(10)); #m.running.at(0)],
  footer: if m.running != none and m.running.at(1) != "" [#set text(pt(10)); #m.running.at(1)])
#set page(numbering: m.numbering, number-align: eval(m.numberplace)) if m.numbering != none
#set text(font: "Liberation Serif", size: pt(m.size), lang: "vi", hyphenate: false)
#set par(justify: m.justify, leading: m.leading * 1em, spacing: m.spacing * 1em,
  first-line-indent: (amount: pt(m.indent), all: true))
#show footnote.entry: set par(first-line-indent: 0pt)
#show table: set par(first-line-indent: 0pt, justify: false, leading: calc.min(m.leading, 0.6) * 1em)
#let lines(all, size, bolds, gap: 0.6em, spread: 0pt) = {
  set par(first-line-indent: 0pt, justify: false, leading: 0.5em, spacing: gap)
  for (place, line) in all.enumerate() {
    let body = text(pt(size), line)
    par(if place in bolds { strong(body) } else { body })
    if place == all.len() - 2 { v(spread) }
  }
}
#let columns(left, right, how) = if how == "place" {
  block(width: 100%, height: m.headheight * 1pt, {
    place(top + std.left, box(width: m.ratio * 100% - pt(m.gap / 2), left))
    place(top + std.right, box(width: (1 - m.ratio) * 100% - pt(m.gap / 2), right))
  })
} else {
  grid(columns: (m.ratio * 1fr, (1 - m.ratio) * 1fr), column-gutter: pt(m.gap),
    align: if how == "middle" { horizon } else { top }, left, right)
}
#columns(align(center, lines(m.left, m.headsize, m.leftbold)),
  align(center, lines(m.right, m.headsize, m.rightbold)), m.head)
#v(10pt)
#for line in m.titles { align(center, par(first-line-indent: 0pt, strong(line))) }
#for (place, (kind, block)) in m.body.enumerate() {
  if kind == "c" {
    align(center, par(first-line-indent: 0pt, strong(text(tracking: pt(m.tracking), block))))
  } else if kind == "l" and m.hang {
    let mark = block.match(regex("^\\\\S+ ")).text
    std.grid(columns: (0.9cm, 1fr), [#mark.trim()], par(first-line-indent: 0pt, block.slice(mark.len())))
  } else if str(place) in m.notes {
    par[#block#footnote(m.notes.at(str(place)))]
  } else { par(block) }
  if place == m.tableafter {
    table(columns: (1.2cm, 1fr, 3.5cm), stroke: if m.ruled { 0.5pt } else { none },
      align: (center, left, right), ..m.table.flatten())
  }
}
#v(12pt)
#if m.cut > 0 { context v(297mm - pt(m.margins.at(2)) - here().position().y - pt(m.cut)) }
#columns(if m.jury { align(center, lines(m.copies, m.size, (0,), gap: pt(m.signgap))) }
    else { lines(m.copies, m.size - 2, (0,)) },
  align(center, lines(m.signature, m.size, (0, 1, 2, 3), spread: pt(m.signspace))), m.sign)
"""


@dataclass(frozen=True)
class Case:
    """A made file: its PDF, its paragraphs, header and signature statements, and what was drawn."""

    content: bytes
    expected: list[str]
    header: list[str]
    signature: list[str]
    drawn: dict[str, Any]


def made(seed: int) -> Case:
    """The judgment of that seed."""
    random = Random(seed)  # noqa: S311  no secret: the same seed gives the same file
    text = words.drawn(random, random.choice((5, 8, 14, 24)))
    style = _style(random)
    notes = _notes(random, text, style)
    table = (3, random.random() < 0.6) if random.random() < 0.35 else (-1, False)
    told = style | {
        "left": text.left,
        "right": text.right,
        "titles": text.titles,
        "body": text.body,
        "copies": text.copies,
        "signature": text.signature,
        "notes": notes,
        "table": words.TABLE,
        "tableafter": table[0],
        "ruled": table[1],
        "jury": text.copies[0] in {jury[0] for jury in words.JURORS},
    }
    if style["decomposed"]:
        told = json.loads(unicodedata.normalize("NFD", json.dumps(told, ensure_ascii=False)))
    content = typst.compile(
        _SETTING.encode(),
        sys_inputs={"made": json.dumps(told, ensure_ascii=False)},
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
    )
    body = [block for _, block in text.body]
    for place in sorted(map(int, notes), reverse=True):
        body.insert(len(body), f"\0{place}")
    rows = [" ".join(row) for row in words.TABLE] if table[0] >= 0 else []
    plain = [item for item in body if not item.startswith("\0")]
    if rows:
        plain[table[0] + 1 : table[0] + 1] = rows
    header, signature = [*text.left, *text.right], [*text.copies, *text.signature]
    return Case(
        _changed(content, style["change"], random),
        [*header, *text.titles, *plain, *signature],
        header,
        signature,
        told | {"seed": seed, "notes": notes},
    )


def _style(random: Random) -> dict[str, Any]:
    indent = random.choice((0.0, 0.0, 28.0, 36.0, 42.0))
    leading = random.choice((0.45, 0.6, 0.7, 0.9, 1.2))
    size = random.choice((12, 13, 13, 14))
    return {
        "margins": [random.choice((71, 85, 99)), random.choice((42, 57, 71)), random.choice((57, 71))],
        "size": size,
        "headsize": random.choice((11, 12, 12, 13)),
        "justify": random.random() < 0.65,
        "leading": leading,
        "spacing": leading + random.choice((0.0, 0.4, 0.6)) if indent else leading + random.choice((0.45, 0.6)),
        "indent": indent,
        "ratio": random.choice((0.36, 0.4, 0.43, 0.47)),
        "gap": random.choice((6, 8, 10, 14, 20)),
        "head": random.choice(("top", "top", "middle", "place")),
        "headheight": 150,
        "leftbold": random.choice(((0, 1), (0,), (1,))),
        "rightbold": (0, 1),
        "sign": random.choice(("top", "top", "middle")),
        "signgap": random.choice((8, 30, 55)),
        "signspace": random.choice((10, 40, 60)),
        "hang": not indent and random.random() < 0.3,
        "tracking": random.choice((0, 0, 0, 1, 3)),
        "numbering": random.choice((None, "1", "- 1 -", "Trang 1/1", "1/1")),
        "numberplace": random.choice(("center + bottom", "right + bottom", "center + top", "left + bottom")),
        "running": None
        if random.random() < 0.7
        else [random.choice(("Bản án số 31/2023", "")), random.choice(("TAND huyện Thí Dụ", ""))],
        "cut": random.choice((30, 45, 60)) if random.random() < 0.1 else 0,
        "decomposed": random.random() < 0.15,
        "change": random.choice((None, None, None, "letters", "words", "form", "90", "180", "270")),
    }


def _notes(random: Random, text: Words, style: dict[str, Any]) -> dict[str, str]:
    if random.random() < 0.8 or style["hang"]:
        return {}
    places = [place for place, (kind, block) in enumerate(text.body) if kind == "p" and len(block) > 60]
    chosen = sorted(random.sample(places, min(len(places), random.choice((1, 2)))))
    return {str(place): words.NOTES[number] for number, place in enumerate(chosen)}


def _changed(content: bytes, change: str | None, random: Random) -> bytes:
    if change is None:
        return content
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        for page in file.pages:
            if change.isdigit():
                turned(page, int(change))
            elif change == "form":
                as_form(file, page)
            else:
                scattered(file, page, random, words=change == "words")
        file.save(out)
    return out.getvalue()
