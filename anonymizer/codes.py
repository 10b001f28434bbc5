"""Pseudonyms: what stands in the public text for each entity of one document (domain 1.14, contract section 6)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING

from anonymizer.lexicon import is_family_name, ordinary, units, words
from anonymizer.reading import plain
from anonymizer.recognizers.organisations import FORMS, GENERIC
from anonymizer.types import ADDRESS, MASKED, ORGANISATION, PERSON, Mention
from vietnamese.letters import TONES, fold, nfc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Name = tuple[str, ...]
HIDDEN = "[…]"
_STAND_INS = {
    ("PLATE", ""): "biển số",
    ("VEHICLE_CODE", "chassis"): "số khung",
    ("VEHICLE_CODE", "engine"): "số máy",
    ("VEHICLE_CODE", "imei"): "IMEI",
    ("VEHICLE_CODE", ""): "mã số",
    ("LAND", "certificate"): "số giấy chứng nhận",
    ("LAND", "book"): "số vào sổ",
    ("LAND", "parcel"): "thửa",
    ("LAND", "sheet"): "tờ bản đồ",
    ("LAND", ""): "mã số đất",
}
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")
_CODED = re.compile(r"(?<![\w'.])([A-ZĐÂÊÔƠƯĂ])(\d{0,3})(?![\w'])")
_UNIT_WORDS = words(
    "số nhà đường phố ngõ ngách hẻm kiệt ấp thôn xóm bản buôn làng tổ dân khu khóm đội xã phường thị trấn huyện quận "
    "thành tỉnh tp tx căn hộ chung cư tầng lô tòa quốc lộ đại đô cụm công nghiệp chợ bến xe khối kdc tdp kp kcn vực "
    "tập thể phòng trọ nay là và thuộc cũ của tại ô dãy sn p q h tt block plei bon đặc"
)


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes by entity, and the mentions with what replaces each."""

    by_entity: dict[str, str]
    mentions: tuple[Mention, ...]


def initial(word: str) -> str:
    """Return the first letter of a given name in upper case without its tone: "Huy" → "H", "Ý" → "Y", "Ân" → "Â"."""
    letter = unicodedata.normalize("NFD", word[:1].upper())
    return unicodedata.normalize("NFC", "".join(mark for mark in letter if mark not in TONES))


def assign(text: str, mentions: Sequence[Mention], fixed_codes: Mapping[str, str]) -> Codes:
    """Return a code for each masked entity and a replacement for each masked mention; line breaks are kept.

    `fixed_codes` are codes that stay as they are (entity → code), from an earlier version of the same document.
    """
    masked = [mention for mention in mentions if mention.action in MASKED]
    surfaces: dict[str, list[Name]] = {}
    for mention in masked:
        surfaces.setdefault(mention.entity, []).append(surface_words(text, mention))
    persons = _Persons(text, mentions, surfaces, fixed_codes)
    organisations = _Organisations(masked, surfaces, fixed_codes, persons.letters())
    stand_ins = _stand_ins(masked)
    by_entity: dict[str, str] = {}
    done = []
    for mention in mentions:
        if mention.action not in MASKED:
            done.append(replace(mention, replacement=None))
            continue
        words = surface_words(text, mention)
        source = text[mention.start : mention.end]
        if mention.label == PERSON:
            by_entity.setdefault(mention.entity, persons.code(mention.entity))
            code = persons.replacement(mention.entity, words)
        elif mention.label == ORGANISATION:
            by_entity.setdefault(mention.entity, organisations.code(mention.entity))
            code = organisations.replacement(mention.entity, plain(source).text)
        else:
            code = coded_place(plain(source).text) if mention.label == ADDRESS else _fixed(mention, source, stand_ins)
            if mention.label == ADDRESS and mention.evidence == "proof":
                code = HIDDEN  # what the proof had to find is no address that the grammar reads
            code = fixed_codes.get(mention.entity, code) if mention.label != ADDRESS else code
            by_entity.setdefault(mention.entity, code)
        done.append(replace(mention, replacement=with_lines(code, source)))
    return Codes(by_entity, tuple(done))


def surface_words(text: str, mention: Mention) -> Name:
    """Return the words of a mention in the working spelling."""
    return tuple(_WORD.findall(plain(text[mention.start : mention.end]).text))


def with_lines(code: str, source: str) -> str:
    """Return the code with as many line breaks as the words it replaces, so that paragraphs stay aligned."""
    wanted = source.count("\n")
    flat = " ".join(code.split())
    if not wanted:
        return flat
    parts = flat.split(" ")
    joined = parts[0]
    for part in parts[1:]:
        joined += ("\n" if joined.count("\n") < wanted else " ") + part
    return joined + "\n" * (wanted - joined.count("\n"))


def _fixed(mention: Mention, source: str, stand_ins: Mapping[str, str]) -> str:
    if mention.label == "DOB":
        year = re.search(r"((?:1[89]|20)\d\d)\W*$", source)
        if year is None:
            return HIDDEN
        return f"năm {year[1]}" if fold(nfc(source)).startswith("ngay") else year[1]
    return stand_ins.get(mention.entity, HIDDEN)


def _stand_ins(masked: Iterable[Mention]) -> dict[str, str]:
    """Return numbered stand-ins ("[biển số 1]") by entity, in order of first appearance."""
    counts: dict[str, int] = {}
    found: dict[str, str] = {}
    for mention in masked:
        if mention.label not in {"PLATE", "VEHICLE_CODE", "LAND"} or mention.entity in found:
            continue
        word = _STAND_INS.get((mention.label, mention.role)) or _STAND_INS[mention.label, ""]
        counts[word] = counts.get(word, 0) + 1
        found[mention.entity] = f"[{word} {counts[word]}]"
    return found


def _given_index(name: Name) -> int:
    """Return the place of the given name: the last, but the second of "Y Bliu Niê", the first of "H'Lan Niê"."""
    if len(name) > 1 and name[0].casefold() in {"y", "h", "k"}:  # "H' Nhiên Buôn Yă" with its apostrophe apart
        return 1
    return 0 if re.match(r"[HhKk]'", name[0]) else len(name) - 1


def folded(name: Iterable[str]) -> Name:
    """Return words without marks and case."""
    return tuple(fold(word) for word in name)


class _Persons:
    """Codes of the persons of one document."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], surfaces: Mapping[str, list[Name]], fixed_codes: Mapping[str, str]
    ) -> None:
        order = list(dict.fromkeys(m.entity for m in mentions if m.action in MASKED and m.label == PERSON))
        self._names = {entity: max(surfaces[entity], key=_canonical_rank) for entity in order}
        self._forms = {
            folded(surface_words(text, mention)): None for mention in mentions if mention.label.startswith("PERSON")
        }
        self._present = _codes_in(text, mentions)
        self._letters = self._short_codes(order, self._present, fixed_codes)
        self._codes = {
            entity: fixed_codes.get(entity) or self._full(self._names[entity], self._letters[entity])
            for entity in order
        }

    def _short_codes(self, order: list[str], present: set[str], fixed: Mapping[str, str]) -> dict[str, str]:
        groups: dict[str, list[str]] = {}
        for entity in order:
            name = self._names[entity]
            groups.setdefault(
                initial(name[_given_index(name)].split("'")[-1] if "'" not in name[0] else name[0]), []
            ).append(entity)
        taken = present | {code.split()[-1] for code in fixed.values() if code.split()}
        short = {entity: fixed[entity].split()[-1] for entity in order if fixed.get(entity, "").split()}
        for letter, entities in groups.items():
            new = [entity for entity in entities if entity not in short]
            crowded = len(entities) > 1 or any(re.fullmatch(rf"{letter}\d*", code) for code in taken)
            number = 0
            for entity in new:
                candidate = letter
                if crowded or self._is_name(entity, letter):
                    number += 1
                    while f"{letter}{number}" in taken:
                        number += 1
                    candidate = f"{letter}{number}"
                short[entity] = candidate
        return short

    def _is_name(self, entity: str, letter: str) -> bool:
        """Say whether the code would be somebody's real name, as "Nguyễn Y" for Nguyễn Y."""
        code = self._full(self._names[entity], letter)
        return any(words == code.split() for words in (list(name) for name in self._names.values())) or (letter,) in {
            name[-1:] for name in self._names.values() if len(name[-1]) == 1
        }

    def _full(self, name: Name, short: str) -> str:
        at = _given_index(name)
        return " ".join([*self._kept(name[:at]), short, *name[at + 1 :]])

    def _kept(self, kept: Name) -> Name:
        """Return the words that stay, without the middle name when they hold another person's name."""
        shape = folded(kept)
        for start in range(len(shape)):
            for end in range(start + 2, len(shape) + 1):
                if shape[start:end] in self._forms:
                    return kept[:1] if is_family_name(kept[0].casefold(), unmarked=True) else ()
        return kept

    def letters(self) -> frozenset[str]:
        """Return the short codes in use, those that stood in the text before too: what no firm may be called."""
        return frozenset(self._letters.values()) | self._present

    def code(self, entity: str) -> str:
        """Return the code of the entity in its long form."""
        return self._codes[entity]

    def replacement(self, entity: str, words: Name) -> str:
        """Return what stands for one form of the entity: long, shortened or given name alone."""
        name, short = self._names[entity], self._letters[entity]
        shape, whole = folded(words), folded(name)
        if shape == whole:
            return self._codes[entity] if words == name else self._full(words, short)
        if len(words) > 1 and shape == whole[-len(words) :] and _given_index(name) == len(name) - 1:
            return " ".join([*self._kept(words[:-1]), short])
        if len(words) > 1 and shape[-1] == whole[-1] and shape[0] == whole[0]:
            return " ".join([*self._kept(words[:-1]), short])
        if _given_index(words) == 1 and words[0] == "Y":
            return f"Y {short}"
        return short


def _canonical_rank(words: Name) -> tuple[bool, int, bool]:
    """Return what makes a surface the name of its entity: a family name, length, written in small letters."""
    return (
        is_family_name(words[0].casefold(), unmarked=True) and len(words) > 1,
        len(words),
        not "".join(words).isupper(),
    )


def _codes_in(text: str, mentions: Sequence[Mention]) -> set[str]:
    """Return the codes that the text already uses for persons ("chị T", "Nguyễn Văn H1")."""
    covered = bytearray(len(text) + 1)
    for mention in mentions:
        covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found = set()
    for match in _CODED.finditer(text):
        left = text[max(0, match.start() - 14) : match.start()]
        if covered[match.start()] or not left.endswith(" "):
            continue
        before = left.split()[-1] if left.split() else ""
        if before.casefold() in {"ông", "bà", "anh", "chị", "cháu", "cụ", "cáo", "em", "hại"} or (
            before[:1].isupper()
            and before[1:].islower()
            and before.casefold() not in {"điều", "khoản", "điểm", "lô", "nhóm", "loại", "lớp"}
        ):
            found.add(match[1] + match[2])
    return found


def distinctive(words: Sequence[str]) -> list[int]:
    """Return the indexes of the words of an organisation that are neither its legal form nor its business."""
    lows = [word.casefold() for word in words]
    start = next((size for size in range(min(5, len(lows)), 0, -1) if tuple(lows[:size]) in FORMS), 0)
    own = [
        index
        for index, word in enumerate(words)
        if index >= start
        and lows[index] not in GENERIC
        and (word[0].isupper() or word[0].isdigit())
        and not (
            index + 1 < len(words) and words[index + 1].islower() and f"{lows[index]} {lows[index + 1]}" in ordinary()
        )
    ]
    rest = [index for index, word in enumerate(words) if index >= start and not word[0].islower()]
    return own or rest or list(range(len(words)))


class _Organisations:
    """Codes of the organisations of one document."""

    def __init__(
        self,
        masked: Sequence[Mention],
        surfaces: Mapping[str, list[Name]],
        fixed: Mapping[str, str],
        taken: frozenset[str],
    ) -> None:
        order = list(dict.fromkeys(mention.entity for mention in masked if mention.label == ORGANISATION))
        self._names = {entity: max(surfaces[entity], key=len) for entity in order}
        self._fixed = fixed
        real = {fold(word) for entity in order for name in surfaces[entity] for word in name}
        letters: dict[str, str] = {}
        groups: dict[str, list[str]] = {}
        for entity in order:
            name = self._names[entity]
            own = [name[index] for index in distinctive(name)]
            code = "".join(initial(word) if not word[0].isdigit() else "S" for word in own[:4]) or "X"
            letters[entity] = code if fold(code) not in real else code[0]
            groups.setdefault(letters[entity], []).append(entity)
        self._letters = {
            entity: letters
            for code, entities in groups.items()
            for entity, letters in zip(
                entities,
                _numbered(code, taken, alone=len(entities) == 1 and fold(code) not in real),
                strict=False,
            )
        }

    def code(self, entity: str) -> str:
        """Return the code of the organisation in its long form."""
        return self._fixed.get(entity) or self.replacement(entity, " ".join(self._names[entity]))

    def replacement(self, entity: str, surface: str) -> str:
        """Return the surface with its distinctive words replaced by the letters of the entity."""
        matches = list(_WORD.finditer(surface))
        own = set(distinctive([match[0] for match in matches]))
        letters = self._letters[entity]
        out: list[str] = []
        for index, match in enumerate(matches):
            if index not in own:
                out.append(match[0])
            elif letters not in out:
                out.append(letters)
        return " ".join(out)


def _numbered(code: str, taken: frozenset[str], *, alone: bool) -> Iterator[str]:
    """Give the code itself for a firm that is alone with it, else the code with the numbers that no person has."""
    if alone and code not in taken:
        yield code
    yield from (f"{code}{number}" for number in count(1) if f"{code}{number}" not in taken)


def coded_place(surface: str) -> str:
    """Return an address with each name below the province as its initial and each number hidden."""
    pieces = re.split(r"(\s*[,;()]\s*|\s+[-–]\s+)", surface)
    if not any(word[0].isupper() or word[0].isdigit() for word in _WORD.findall(surface)):
        return HIDDEN
    return "".join(piece if index % 2 else _coded_piece(piece) for index, piece in enumerate(pieces)).strip()


def _coded_piece(piece: str) -> str:
    low = piece.strip().casefold()
    if low.startswith("tỉnh ") or low in units().provinces:
        return piece
    words = piece.split()
    out: list[str] = []
    naming = False
    for index, word in enumerate(words):
        bare = word.strip(".:\"'“”").casefold()
        keyword = bare in _UNIT_WORDS and not (naming and word[:1].isupper() and index + 1 == len(words))
        if keyword or not bare:
            out.append(word)
            naming = False
        elif any(character.isdigit() for character in word):
            if not out or out[-1] != HIDDEN:
                out.append(HIDDEN)
            naming = False
        elif not naming:
            out.append(initial(word.lstrip("\"'“")))
            naming = True
    return " ".join(out)
