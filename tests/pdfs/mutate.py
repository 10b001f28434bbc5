"""Sound PDFs made unsound: cut, with flipped bits, with streams put in each other's place, with numbers that lie.

Run as a script it feeds many of them through the sandbox and prints how they ended:
`python -m tests.pdfs.mutate 1000`. It fails when one of them got no verdict, or cost more than is allowed.
"""

from __future__ import annotations

import io
import json
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from indexer.extract import extract_file
from indexer.extract.messages import CODES
from tests.pdfs import hostile as hostile_files
from tests.pdfs import make as maker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from indexer.extract import Extraction

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\d.])\d{1,10}(?![\d.])")
LIES = (b"0", b"-1", b"1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999")
WRITTEN = 1000  # mutants; so many are worth a result
MAX_SECONDS = 12.0  # on the clock; a child may use 6 CPU seconds and half a core


def cut(content: bytes, chance: random.Random) -> bytes:
    """Without its end, its start, or a piece of its middle."""
    first, last = sorted(chance.randrange(len(content)) for _ in range(2))
    return chance.choice([content[:last], content[first:], content[:first] + content[last:]])


def flip(content: bytes, chance: random.Random) -> bytes:
    """With one to two hundred bits the other way."""
    out = bytearray(content)
    for _ in range(chance.choice([1, 5, 40, 200])):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def splice(content: bytes, chance: random.Random) -> bytes:
    """With the data of one stream in another's place, or noise."""
    found = list(_STREAM.finditer(content))
    if len(found) < 2:
        return flip(content, chance)
    one, other = chance.sample(found, 2)
    data = chance.choice([other[1], other[1] * 3, chance.randbytes(len(one[1])), b""])
    return content[: one.start(1)] + data + content[one.end(1) :]


def lie(content: bytes, chance: random.Random) -> bytes:
    """With one to twenty of its numbers replaced: lengths, references, counts, sizes."""
    places = list(_NUMBER.finditer(content))
    for place in sorted(chance.sample(places, min(len(places), chance.choice([1, 4, 20]))), key=lambda m: -m.start()):
        content = content[: place.start()] + chance.choice(LIES) + content[place.end() :]
    return content


def mutants(sound: Sequence[bytes], count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """So many mutated files with their names; the same for the same seed."""
    for number in range(count):
        chance = random.Random(f"{seed}.{number}")  # noqa: S311  no secret
        content = chance.choice(sound)
        change = (cut, flip, splice, lie)[number % 4]
        for _ in range(chance.choice([1, 1, 2])):
            if content:
                content = change(content, chance)
        yield f"{change.__name__} {seed}.{number}", content


def reordered(content: bytes) -> Iterator[tuple[str, bytes]]:
    """A sound file written as other makers order their objects: tree, fonts or contents first, or any way."""
    with pikepdf.open(io.BytesIO(content)) as made:
        objects = {number: _written(item) for number, item in enumerate(made.objects, 1)}
        root = made.Root.objgen[0]
    tree = sorted(objects, key=lambda number: b"/Kids" not in objects[number] and b"/Catalog" not in objects[number])
    contents = sorted(objects, key=lambda number: b"stream" in objects[number])
    shuffled = random.Random(3).sample(sorted(objects), len(objects))  # noqa: S311  no secret
    for name, order in (("tree first", tree), ("streams last", contents), ("any order", shuffled)):
        out, places = bytearray(b"%PDF-1.7\n"), {}
        for number in order:
            places[number] = len(out)
            out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        table = b"".join(b"%010d 00000 n \n" % places[number] for number in sorted(objects))
        size = len(objects) + 1
        end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Root %d 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n"
        yield name, bytes(out) + end % (size, table, root, size, len(out))


def _written(item: pikepdf.Object) -> bytes:
    if not isinstance(item, pikepdf.Stream):
        return item.unparse(resolved=True)
    data = item.read_raw_bytes()
    entries = pikepdf.Dictionary(dict(item.items()) | {"/Length": len(data)})
    return entries.unparse(resolved=True) + b"\nstream\n" + data + b"\nendstream"


def fault(found: Extraction, codes: Sequence[str]) -> str | None:
    """What is wrong with a verdict; None when nothing is."""
    if found.code not in codes:
        return f"no such code: {found.code}"
    if found.verdict == "refused" and (not found.message or found.text):
        return "refused without a sentence, or with text"
    return "read without pages" if found.verdict == "ok" and not found.pages else None


def main(count: int) -> int:
    """Feed so many mutants through the sandbox, print how they ended, and count those without a verdict."""
    seed = int(time.time())
    ends: Counter[str] = Counter()
    wrong, slowest = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutant.pdf"
        for name, content in mutants(seeds(maker, hostile_files), count, seed):
            path.write_bytes(content)
            started = time.monotonic()
            found = extract_file(path)
            seconds = time.monotonic() - started
            slowest = max(slowest, seconds)
            why = fault(found, CODES) or ("too slow" if seconds > MAX_SECONDS else None)
            ends[found.code] += 1
            if why:
                wrong.append(f"{name}: {why}")
    result = {"benchmark": "nightly-mutants", "date": time.strftime("%Y-%m-%d"), "mutants": count, "seed": seed}
    result |= {"ends": dict(ends.most_common()), "slowest_s": round(slowest, 2), "wrong": wrong}
    text = json.dumps(result, indent=2)
    print(text)  # noqa: T201
    if count >= WRITTEN:
        (Path(__file__).parents[2] / "bench" / "results" / "nightly-mutants.json").write_text(text + "\n")
    return len(wrong)


def seeds(make: ModuleType, hostile: ModuleType) -> list[bytes]:
    """Small sound files of several makers, to be mutated."""
    made = make.judgment(2)
    return [
        make.pdf(make.sheets(made)),
        make.pdf(make.sheets(made), object_stream_mode=pikepdf.ObjectStreamMode.generate),
        make.pdf([make.table_sheet()[0]], linearize=True),
        make.typeset(made),
        hostile.HIDDEN["layer that is off"],
        hostile.HIDDEN["under a note"],
        hostile.HIDDEN["under an image"],
    ]


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000) else 0)
