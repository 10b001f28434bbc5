"""Invented judgments as the PDFs a court would upload, in several layouts, with a list of what is typed at upload."""

import csv
import json
from functools import cache
from pathlib import Path
from typing import Final

import typst

from demo.cases import DemoCase, generate

PAGES: Final = Path(__file__).parent / "pages"
FONTS: Final = Path(__file__).resolve().parents[1] / "templates" / "print" / "fonts"
LAYOUTS: Final = ("indented", "ragged", "tabbed")
METADATA: Final = (
    "file",
    "court_code",
    "case_number",
    "kind",
    "instance",
    "case_type",
    "decided_on",
    "effective_on",
    "presiding_judge",
    "legal_relation",
)
TABBED_EVERY: Final = 6


def write_pdf(case: DemoCase, layout: str, path: Path) -> None:
    """Typeset a case into a file. `layout` is one of LAYOUTS; raises KeyError for another."""
    if layout not in LAYOUTS:
        raise KeyError(layout)
    data = {
        "left": case.header_left,
        "left_bold": sum(line.isupper() for line in case.header_left),
        "right": case.header_right,
        "blocks": [{"kind": block.kind, "text": block.text} for block in case.blocks],
        "recipients": case.recipients,
        "signature": case.signature,
    }
    pdf = typst.compile(
        PAGES / f"{layout}.typ",
        root=PAGES,
        format="pdf",
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"doc": json.dumps(data, ensure_ascii=False)},
        timestamp=0,
    )
    path.write_bytes(pdf)


def layout_of(index: int) -> str:
    """The layout of the case with that place in the list: mostly the two usual ones by turns."""
    return "tabbed" if index % TABBED_EVERY == TABBED_EVERY - 1 else LAYOUTS[index % 2]


def write_all(folder: Path, count: int = 44, seed: int = 7) -> list[Path]:
    """Write the PDFs of that many cases and `metadata.csv` for upload into the folder; give the PDFs in order."""
    folder.mkdir(parents=True, exist_ok=True)
    cases = generate(count, seed)
    paths = []
    for index, case in enumerate(cases):
        path = folder / f"{case.slug}.pdf"
        write_pdf(case, layout_of(index), path)
        paths.append(path)
    with (folder / "metadata.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, METADATA)
        writer.writeheader()
        for case, path in zip(cases, paths, strict=True):
            writer.writerow(metadata_row(case, path.name))
    return paths


def metadata_row(case: DemoCase, file: str) -> dict[str, str]:
    """What the clerk types at upload of that file, as one row of `metadata.csv`."""
    return {
        "file": file,
        "court_code": case.court_code,
        "case_number": case.case_number,
        "kind": case.kind,
        "instance": case.instance,
        "case_type": case.case_type,
        "decided_on": case.decided_on.isoformat(),
        "effective_on": case.effective_on.isoformat(),
        "presiding_judge": case.presiding_judge,
        "legal_relation": case.relation,
    }


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
