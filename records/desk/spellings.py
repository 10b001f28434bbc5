"""Names of a confirmed list where recognition has misread them: marks ignored, one letter off. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vietnamese.letters import fold, nfc

TITLES: Final = frozenset({"ông", "bà", "anh", "chị", "em", "cháu", "cụ", "cô", "chú", "bác", "dì"})
_TOKEN: Final = re.compile(r"[^\W_]+")
_CAPITALS: Final = 0.6
_SYLLABLES: Final = range(2, 9)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Misread:
    """Words of the text that are a name of the list misread; `sure` when only a look could say otherwise."""

    start: int
    end: int
    old: str
    new: str
    sure: bool


def misread_names(
    text: str, names: Iterable[str], within: Sequence[Span], doubtful: Sequence[Span] = ()
) -> list[Misread]:
    """The places where a name of the list stands misread, in order of the text.

    A whole name counts when it is at most one letter off without marks, a single given name after a title when only
    its marks differ. A place that fits two names, or is another name of the list, is left alone. A reading one letter
    off that stands more than once and was not in doubt may be another person's name: it is given, but not as sure.

    :param within: the parts of the text that were recognised, not read from letters
    :param doubtful: the words that recognition was unsure of
    """
    listed = list(dict.fromkeys(" ".join(nfc(name).split()) for name in names))
    found = [*_whole_names(text, listed, within), *_given_names(text, listed, within)]
    known = {name.casefold() for name in listed}
    kept: list[Misread] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        clash = any(one.start < other.end and other.start < one.end for other in kept)
        if not clash and " ".join(one.old.split()).casefold() not in known:
            kept.append(one)
    times = Counter(one.old.casefold() for one in kept)
    return sorted((_judged(one, times, doubtful) for one in kept), key=lambda one: one.start)


def _judged(one: Misread, times: Counter[str], doubtful: Sequence[Span]) -> Misread:
    marks_only = _plain(one.old) == _plain(one.new)
    in_doubt = any(start < one.end and one.start < end for start, end in doubtful)
    sure = marks_only or in_doubt or times[one.old.casefold()] == 1
    return Misread(one.start, one.end, one.old, one.new, sure)


def _whole_names(text: str, names: Sequence[str], within: Sequence[Span]) -> Iterator[Misread]:
    long = [name for name in names if len(name.split()) in _SYLLABLES]
    for start, end in within:
        tokens = [(one.start(), one.end()) for one in _TOKEN.finditer(text, start, end)]
        for first in range(len(tokens)):
            if not text[tokens[first][0]].isupper():
                continue
            for name in long:
                count = len(name.split())
                for last in range(first + max(0, count - 2), min(first + count + 1, len(tokens))):
                    one = _window(text, tokens[first : last + 1], name, long)
                    if one is not None:
                        yield one


def _window(text: str, tokens: Sequence[Span], name: str, names: Sequence[str]) -> Misread | None:
    """The words from the first to the last token as a misreading of the name, None when they are none."""
    start, end = tokens[0][0], tokens[-1][1]
    old = text[start:end]
    if "\n" in old or any(text[left[1] : right[0]].strip() for left, right in pairwise(tokens)):
        return None
    plain, wanted = _plain(old), _plain(name)
    if abs(len(plain) - len(wanted)) > 1 or not _one_edit(plain, wanted):
        return None
    if not all(text[at].isupper() for at, _ in tokens) and len(tokens) <= len(name.split()):
        return None
    new = name.upper() if _in_capitals(old) else name
    rivals = [other for other in names if other != name and _one_edit(plain, _plain(other))]
    nearer = [other for other in rivals if _plain(other) == plain or plain != wanted]
    return None if nearer or " ".join(old.split()) == new else Misread(start, end, old, new, sure=False)


def _given_names(text: str, names: Sequence[str], within: Sequence[Span]) -> Iterator[Misread]:
    """A given name alone after a title, with other marks."""
    given: dict[str, set[str]] = {}
    for name in names:
        last = name.split()[-1]
        given.setdefault(_plain(last), set()).add(last)
    for start, end in within:
        tokens = list(_TOKEN.finditer(text, start, end))
        for before, here in pairwise(tokens):
            old, wanted = here[0], given.get(_plain(here[0]), set())
            titled = before[0].casefold() in TITLES and text[before.end() : here.start()] in {" ", "\u00a0"}
            if titled and old[0].isupper() and len(wanted) == 1 and old not in wanted and not _goes_on(text, here):
                new = next(iter(wanted))
                yield Misread(here.start(), here.end(), old, new.upper() if old.isupper() else new, sure=False)


def _goes_on(text: str, token: re.Match[str]) -> bool:
    """Whether another capitalised word follows: then this is the beginning of a longer name."""
    return bool(re.match(r"[ \u00a0]+[^\W\d_]", text[token.end() :][:3])) and text[token.end() :].lstrip()[:1].isupper()


def _in_capitals(words: str) -> bool:
    """Whether nearly all letters are capitals: a capital misread as a small letter must not change the line's look."""
    letters = [letter for letter in words if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) > _CAPITALS * len(letters)


def _plain(words: str) -> str:
    return " ".join(fold(nfc(words)).split())


def _one_edit(left: str, right: str) -> bool:
    """Whether at most one letter was put in, left out or changed."""
    if left == right:
        return True
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    rest = same + 1 if len(short) == len(long) else same
    return short[rest:] == long[same + 1 :]
