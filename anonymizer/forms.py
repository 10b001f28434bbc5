"""The one rule of proof and gate: which words must not stand in a public text, and where they still do.

A form of two or more syllables is looked for folded (marks, case, line breaks, invisible characters ignored) anywhere.
A single syllable counts only with its marks, as a whole word, after a title, or where a mention stood. Numbers are
looked for without their punctuation, birth dates after "sinh".

What would block for ever is decided here, on the safe side:
- a place inside a code that this document gave ("Lê" in "Lê Thị H") is the code, not the name;
- a place inside the kept name of an official is the official. When a private person has exactly the official's name,
  only as many places are the official's as were kept, and every further one is a finding;
- two syllables that are an everyday word of the law ("lệ phí" beside Lê Phi, "vụ án" beside Vũ Ân) are that word, when
  their marks differ from the name's or not both are capitalized, and no title stands before them;
- words without any capital letter that a reviewer kept on purpose are what the reviewer says.
"""

# ruff: noqa: PLR2004  the numbers count syllables and digits: they are the grammar itself

from __future__ import annotations

import re
from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from anonymizer.codes import assign, surface_words
from anonymizer.lexicon import ordinary
from anonymizer.reading import read
from anonymizer.recognizers.address_units import unit_at
from anonymizer.recognizers.identifiers import find_identifiers
from anonymizer.recognizers.names import is_everyday_here, title_before
from anonymizer.types import ADDRESS, MASKED, OFFICIAL, ORGANISATION, PERSON, Finding, Mention
from vietnamese.letters import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anonymizer.reading import Reading

_LEAST_CODE = 5
_GLUED = 9
_SOFT = re.compile(r"[\s\-–_·'’]*|\.")
_LEVELS_BELOW = frozenset({"house", "street", "small", "commune"})


@dataclass(frozen=True, slots=True)
class Form:
    """One protected form: `kind` is words, unit, code or birth; `words` are lower case with marks."""

    id: str
    label: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProtectedForms:
    """What must not stand in the public text of one document, and what may look like it."""

    forms: tuple[Form, ...]
    codes: tuple[str, ...] = ()
    officials: tuple[tuple[tuple[str, ...], int], ...] = ()
    words: tuple[tuple[str, ...], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the forms as values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> ProtectedForms:
        """Return the forms that `as_json` gave."""
        return cls(
            tuple(Form(form["id"], form["label"], form["kind"], tuple(form["words"])) for form in data["forms"]),
            tuple(data["codes"]),
            tuple((tuple(name), count) for name, count in data["officials"]),
            tuple(tuple(words) for words in data["words"]),
        )


def protected_forms(text: str, mentions: Sequence[Mention]) -> ProtectedForms:
    """Return the forms of every masked entity of a source text, with the codes given and the names kept."""
    if any(mention.action in MASKED and mention.replacement is None for mention in mentions):
        mentions = assign(text, mentions, {}).mentions
    forms: dict[tuple[str, tuple[str, ...]], Form] = {}
    counts: Counter[str] = Counter()
    for mention in mentions:
        if mention.action not in MASKED:
            continue
        for kind, words in _shapes(text, mention):
            if (kind, words) not in forms:
                counts[mention.entity] += 1
                forms[kind, words] = Form(f"{mention.entity}.{counts[mention.entity]}", mention.label, kind, words)
    officials: Counter[tuple[str, ...]] = Counter(
        _low(surface_words(text, mention))
        for mention in mentions
        if mention.label == OFFICIAL and mention.action == "keep"
    )
    kept_words = {
        _low(surface_words(text, mention))
        for mention in mentions
        if mention.action == "keep" and mention.label != OFFICIAL and text[mention.start : mention.end].islower()
    }
    codes = {" ".join(m.replacement.split()) for m in mentions if m.action in MASKED and m.replacement}
    return ProtectedForms(
        tuple(forms.values()), tuple(sorted(codes)), tuple(sorted(officials.items())), tuple(sorted(kept_words))
    )


def _low(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _shapes(text: str, mention: Mention) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the forms that one masked mention protects."""
    words = _low(surface_words(text, mention))
    if not words:
        return
    if mention.label in {PERSON, ORGANISATION, "ACCOUNT_NAME"}:
        yield "words", words
        if mention.label == PERSON and len(words) > 1:
            yield "words", words[-1:]
    elif mention.label == ADDRESS:
        yield from _unit_shapes(text[mention.start : mention.end])
    elif mention.label == "DOB":
        numbers = tuple(str(int(number)) for number in re.findall(r"\d+", text[mention.start : mention.end]))
        if len(numbers) == 3:
            yield "birth", numbers
    else:
        key = _key(text[mention.start : mention.end])
        figures = sum(character.isdigit() for character in key)
        if len(key) >= _LEAST_CODE and (figures >= min(4, len(key)) or mention.label == "EMAIL"):
            yield "code", (key,)


def _unit_shapes(surface: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield units below the district with their keyword; the name alone is too often another word."""
    reading = read(surface)
    index = 0
    while index < len(reading):
        unit = unit_at(reading, index)
        if unit is None:
            index += 1
            continue
        name = tuple(reading.low[unit.name : unit.last])
        if unit.level in _LEVELS_BELOW - {"house"} and all(word.isalpha() for word in name) and len("".join(name)) > 1:
            yield ("words" if len(name) > 1 else "unit"), tuple(reading.low[unit.first : unit.last])
        index = unit.last


def _key(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def find_protected(text: str, forms: ProtectedForms, *, places: Sequence[tuple[int, int]] = ()) -> list[Finding]:
    """Return where protected forms stand in a text (public text, or text read back from a published file).

    `places` are places of the text where a mention stood and was kept; unknown for a file. Findings are sorted by
    place; overlapping findings of several forms are all returned.
    """
    reading = read(text)
    searched = _Compact(reading)
    safe = _safe_places(reading, searched, forms)
    found: list[Finding] = []
    numbered = {form.words: form for form in forms.forms if form.kind == "birth"}
    for form in forms.forms:
        if form.kind == "words" and len(form.words) > 1:
            found += _long_forms(reading, searched, form, forms, safe)
        elif form.kind == "unit":
            found += _unit_forms(reading, form)
    found += _code_forms(reading, [form for form in forms.forms if form.kind == "code"], safe)
    found += _single_forms(
        reading, {f.words[0]: f for f in forms.forms if f.kind == "words" and len(f.words) == 1}, safe, places
    )
    if numbered:
        for candidate in find_identifiers(reading):
            numbers = tuple(str(int(n)) for n in re.findall(r"\d+", reading.text[candidate.start : candidate.end]))
            if candidate.label == "DOB" and numbers in numbered:
                found.append(_finding(reading, candidate.start, candidate.end, numbered[numbers], "birth date"))
    return sorted(set(found), key=lambda finding: (finding.start, finding.end, finding.form_id))


class _Compact:
    """The folded words of a reading joined where only blanks or hyphens stand between them, `|` elsewhere."""

    def __init__(self, reading: Reading) -> None:
        pieces: list[str] = []
        self.at: list[int] = []  # index in the working text of each compact character
        self.first: dict[int, int] = {}  # compact position of the beginning of a word → its index
        self.last: dict[int, int] = {}  # compact position after the end of a word → its index
        position = 0
        for index in range(len(reading)):
            self.first[position] = index
            for place in range(reading.start[index], reading.end[index]):
                character = reading.folded[place]
                if character.isalnum():
                    pieces.append(character)
                    self.at.append(place)
                    position += 1
            self.last[position] = index
            if reading.gap[index] == 2 and not _SOFT.fullmatch(reading.between(index)):
                pieces.append("|")
                self.at.append(reading.end[index])
                position += 1
        self.text = "".join(pieces)

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Yield compact places of the needle."""
        place = self.text.find(needle)
        while place >= 0:
            yield place, place + len(needle)
            place = self.text.find(needle, place + 1)


_Safe = tuple[bytearray, dict[tuple[str, ...], int], bytearray]


def _safe_places(reading: Reading, searched: _Compact, forms: ProtectedForms) -> _Safe:
    """Return the places of codes, the counts of officials' names, and the places of officials' names."""
    codes = bytearray(len(reading.text) + 1)
    shown = re.sub(r"\s", " ", reading.text)
    given = sorted({read(code).text for code in forms.codes if code}, key=len, reverse=True)
    if given:
        for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, given))})(?!\w)", shown, re.IGNORECASE):
            codes[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    officials = bytearray(len(reading.text) + 1)
    for name, _count in forms.officials:
        for start, end in searched.find("".join(_key(word) for word in name)):
            if start in searched.first and end in searched.last:
                first, last = searched.first[start], searched.last[end]
                if tuple(reading.low[first : last + 1]) == name:
                    officials[reading.start[first] : reading.end[last]] = b"\1" * (
                        reading.end[last] - reading.start[first]
                    )
    return codes, dict(forms.officials), officials


def _long_forms(
    reading: Reading, searched: _Compact, form: Form, forms: ProtectedForms, safe: _Safe
) -> Iterator[Finding]:
    shapes = [_key(word) for word in form.words]
    needle = "".join(shapes)
    codes, officials, kept = safe
    allowed = officials.get(form.words, 0)
    for start, end in searched.find(needle):
        whole = start in searched.first and end in searched.last
        if not _syllables_fit(searched, start, shapes) or not (whole or (len(shapes) > 2 and len(needle) >= _GLUED)):
            continue
        first, last = searched.at[start], searched.at[end - 1] + 1
        if any(codes[first:last]) and all(codes[first:last]):
            continue
        if whole:
            begin, stop = searched.first[start], searched.last[end]
            if _another_word(reading, begin, stop + 1, form, forms):
                continue
            if form.words in officials and allowed > 0:
                allowed -= 1
                continue
        if form.words not in officials and all(kept[first:last]):
            continue
        yield _finding(reading, first, last, form, "form" if whole else "glued form")


def _syllables_fit(searched: _Compact, start: int, shapes: list[str]) -> bool:
    """Say whether every word of the place ends where a syllable of the form ends."""
    bounds, position = set(), start
    for shape in shapes:
        position += len(shape)
        bounds.add(position)
    return all(place in bounds for place in range(start + 1, position) if place in searched.first)


def _another_word(reading: Reading, begin: int, end: int, form: Form, forms: ProtectedForms) -> bool:
    surface = tuple(reading.low[begin:end])
    if surface in forms.words and not any(reading.capital[begin:end]):
        return True
    if end - begin != 2 or " ".join(surface) not in ordinary():
        return False
    title = title_before(reading, begin)
    if title is not None and title[1] and reading.capital[begin]:
        return False
    return surface != form.words or not all(reading.capital[begin:end])


def _unit_forms(reading: Reading, form: Form) -> Iterator[Finding]:
    size = len(form.words)
    for index in range(len(reading) - size + 1):
        if reading.low[index] != form.words[0] or tuple(reading.low[index : index + size]) != form.words:
            continue
        after = index + size
        longer = after < len(reading) and reading.capital[after] and reading.gap[after - 1] == 0
        if reading.capital[after - 1] and all(gap < 2 for gap in reading.gap[index : after - 1]) and not longer:
            yield _finding(reading, reading.start[index], reading.end[after - 1], form, "place")


def _code_forms(reading: Reading, forms: Sequence[Form], safe: _Safe) -> Iterator[Finding]:
    if not forms:
        return
    dense, at = _dense(reading)
    for form in forms:
        needle = form.words[0]
        place = dense.find(needle)
        while place >= 0:
            first, last = at[place], at[place + len(needle) - 1] + 1
            around = reading.text[first - 1 : first] if first else "", reading.text[last : last + 1]
            near = last - first <= 2 * len(needle) + 4
            if near and not any(edge.isalnum() for edge in around) and not all(safe[0][first:last]):
                yield _finding(reading, first, last, form, "number")
            place = dense.find(needle, place + 1)


def _dense(reading: Reading) -> tuple[str, list[int]]:
    """Return the letters and digits of the text with their places."""
    text = reading.folded
    at = [index for index, character in enumerate(text) if character.isalnum()]
    return "".join(text[index] for index in at), at


def _single_forms(
    reading: Reading, singles: dict[str, Form], safe: _Safe, places: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    if not singles:
        return
    codes, officials, kept = safe
    stood = {reading.plain.plain_span(start, end)[0] for start, end in places}
    for index, low in enumerate(reading.low):
        form = singles.get(low)
        if form is None:
            continue
        start, end = reading.start[index], reading.end[index]
        if all(codes[start:end]) or (all(kept[start:end]) and (low,) not in officials):
            continue
        if start in stood and not is_everyday_here(reading, index):
            yield _finding(reading, start, end, form, "where a mention stood")
        elif _titled_single(reading, index):
            if (low,) in officials:
                continue
            yield _finding(reading, start, end, form, "after a title")


def _titled_single(reading: Reading, index: int) -> bool:
    if not reading.capital[index] and reading.low[index] in ordinary():
        return False
    title = title_before(reading, index)
    if title is None or not title[1]:
        return False
    following = index + 1
    joined = following < len(reading) and reading.gap[index] == 0
    if joined and reading.capital[index] and reading.capital[following] and len(reading.word[following]) > 1:
        return False  # the first word of a longer name, which has its own forms
    return not (
        joined and f"{reading.low[index]} {reading.low[following]}" in ordinary() and not reading.capital[index]
    )


def _finding(reading: Reading, start: int, end: int, form: Form, reason: str) -> Finding:
    first, last = reading.plain.source_span(start, end)
    return Finding(first, last, form.id, reason)
