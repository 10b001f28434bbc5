"""Is this word Vietnamese? Onset, rhyme and tone of a syllable, and shares over a text.

The rhymes are those of the standard orthography, loan syllables such as "xoong" included; the tone rule is the one of
closed syllables: before c, ch, p, t only sắc and nặng.
"""

import unicodedata
from functools import lru_cache

from vietnamese.letters import TONES, canonical, has_marks
from vietnamese.tokens import words

_VOWELS = frozenset("aăâeêioôơuưy")
_RHYMES = frozenset(
    words(
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
        "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "  # codespell:ignore inh
        "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăp oăt "
        "oe oem oen oeo oet "  # codespell:ignore oen
        "oc oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
        "u ua uân uâng uât uây uc uê uêch uên uênh uêt ui um un ung uơ uôc uôi uôm uôn uông uôt up ut "
        "uy uya uych uyên uyêt uyn uynh uyp uyt uyu "
        "ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
        "y yêm yên yêng yêt yêu "
    )
)
_AFTER_QU = frozenset(
    (
        *(rhyme[1:] for rhyme in _RHYMES if rhyme[0] in "ou" and rhyme[1:2] in _VOWELS),
        *("au", "ich", "in", "it"),
        "inh",  # codespell:ignore inh
    )
)
_FRONT = frozenset("eêiy")
# Longest first: "ngh" before "ng" before "n".
_ONSETS = ("ngh", "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr", *"bcdđghklmnprstvx", "")
_ONLY_FRONT = frozenset({"ngh", "gh", "k"})
_NEVER_FRONT = frozenset({"ng", "c"})
_STOPS = ("c", "ch", "p", "t")
_STOP_TONES = frozenset({"\u0301", "\u0323"})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Say whether the word, in any case and either tone placement, can be a Vietnamese syllable with its marks."""
    bare, tone = _without_tone(canonical(word).lower())
    rhyme = _rhyme(bare)
    return rhyme is not None and len(tone) <= 1 and (tone in _STOP_TONES or not rhyme.endswith(_STOPS))


def valid_share(text: str) -> float:
    """Return the share of purely alphabetic words of the text that are syllables, 0 to 1; 0 when there is no word."""
    found = [word for word in words(canonical(text)) if word.isalpha()]
    return sum(map(is_syllable, found)) / len(found) if found else 0.0


def marked_share(text: str) -> float:
    """Return the share of purely alphabetic words of the text that carry marks, 0 to 1; 0 when there is no word."""
    found = [word for word in words(canonical(text)) if word.isalpha()]
    return sum(map(has_marks, found)) / len(found) if found else 0.0


def _without_tone(word: str) -> tuple[str, str]:
    """Split the word into its letters without tone and the tone; two tones make a tone that no rule accepts."""
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(part for part in parts if part in TONES)
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES)), tone


def _rhyme(bare: str) -> str | None:
    """Return the rhyme when onset and rhyme are a legal pair."""
    if bare.startswith("qu"):
        return bare[2:] if bare[2:] in _AFTER_QU else None
    if bare.startswith("gi") and bare[2:] in _RHYMES and bare[2] not in "iy":
        return bare[2:]
    onset = next(onset for onset in _ONSETS if bare.startswith(onset))
    rhyme = bare[len(onset) :]
    if rhyme not in _RHYMES:
        return None
    front = rhyme[0] in _FRONT
    if (onset in _ONLY_FRONT and not front) or (onset in _NEVER_FRONT and front) or (onset == "g" and rhyme[0] in "eê"):
        return None
    return rhyme
