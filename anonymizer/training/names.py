"""Names of people, places and firms that nobody bears: drawn from parts, with the rare kinds that rules miss."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from anonymizer.lexicon import units
from vietnamese.letters import fold
from vietnamese.syllables import is_syllable

if TYPE_CHECKING:
    import random

_RANDOM_SYLLABLE = 0.45
_UNUSUAL = 0.06
_TRIES = 40

_COMMON = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ "
    "Ngô Dương Lý"
).split()
_SURNAMES = (
    "Đào Đoàn Trịnh Trương Đinh Lâm Phùng Mai Tô Hà Tạ Thái Cao Châu Chu Lưu Quách Vương Kiều Tống Thạch Từ Khổng La Lã "
    "Lại Lục Mạc Nghiêm Ninh Nông Ông Phó Phương Quan Quản Sầm Tăng Tào Thân Thi Tiêu Tôn Triệu Trà Văn Viên Vi Âu Bạch "
    "Bành Bế Cà Cầm Chử Chung Cù Cung Danh Diệp Doãn Đàm Đậu Điền Đồng Giang Giáp Hàn Hứa Khúc Khương Kim Kha Lò Liêu "
    "Long Lộc Lù Lương Ma Mã Mẫn Nhan Nhâm Ngụy Phí Quàng Sơn Tần Thiều Tòng Ung Vàng Vi Viêm Lầu Lường Trang Tri Lữ Bá "
    "Tẩn Khuất Hoa Thịnh Đới Cáp Vòng Chìu Hầu Đồng Bàn Đường Đổng Nhữ Lăng Mông Tướng Tưởng Úc Dư Cổ Sử Tề"
).split()
_MALE = (
    "Văn Văn Văn Văn Văn Hữu Đức Đình Xuân Ngọc Quốc Minh Thanh Công Tấn Trọng Thành Quang Duy Anh Bá Thế Huy Hoàng "
    "Mạnh Gia Hồng Nhật Phúc Tiến Trung Viết Sỹ Chí Khắc Phước Như Vĩnh Tuấn Việt Hải Hoài Danh Đăng Thái Trường"
).split()
_FEMALE = (
    "Thị Thị Thị Thị Thị Thị Ngọc Thu Thanh Kim Mỹ Bích Hồng Phương Minh Như Tuyết Diễm Cẩm Thùy Lan Mai Quỳnh Ánh Bảo "
    "Hoài Khánh Kiều Xuân Yến Huyền Diệu Hoàng Tú Tường Thúy Thiên Trúc Vân"
).split()
_LONG_MIDDLES = (
    "Thị Thu,Thị Ngọc,Thị Kim,Thị Thanh,Thị Mỹ,Thị Bích,Thị Hồng,Thị Phương,Thị Minh,Thị Như,Thị Thùy,Thị Tuyết,"
    "Ngọc Bảo,Hoàng Minh,Đức Anh,Thị Mai,Thị Diệu,Thị Cẩm,Huỳnh Ngọc,Trần Minh,Lê Hoàng,Nguyễn Thanh"
).split(",")
_WESTERN = (
    "John Peter Michael David Maria Anna Kevin Thomas Robert Andrew Jack Linda Susan Daniel Martin Kim Park Lee Chen "
    "Wang Lin Chang Huang Wei Ming Jun Hao Soo Min Young Jae Hyun Kenji Tanaka Suzuki Wong Chan Teng Ong Lim Tan Smith "
    "Brown Nguyen Tran Muller Schmidt Ivanov Chou Hsu Yang Wu Cheng"
).split()
_SOUTH_MINORITY = (
    "Danh Thạch Sơn Kim Lâm Châu Tăng Kiên Lý Trà",
    "Sô Sa Rết Phi Chan Da Ra Út Phol Srây Sóc Kha Rane Thi Ri Am Rinh Dên Sươl Mết Sà Rum Phia Nhơn Hên Lươl Đa Ny",
)
_HIGHLAND = (
    "Giàng Vàng Sùng Thào Lò Mùa Hạng Lầu Tráng Cứ Vừ Phàn Tẩn Chảo Lý Triệu Đặng Bàn Hồ Đinh Quàng Lường",
    "A Thị Mí Seo Láo Y Văn Bá Súa Chứ",
    "Páo Sính Lử Dế Mỷ Chư Súa Pà Dơ Tủa Chống Lượm Mẩy Chòi Sử Vảng Sáo Dình Nhè Phử Chúng Say Lả Pó Vư Tếnh Sò Khày",
)
_PLATEAU_FAMILIES = (
    "Ksor Rơ Rmah Siu Nay Niê Êban Mlô Kpă Ayun Byă Ra Rahlan Krông Cil Kơ Ktla Hmok Kbuôr Bkrông".split()
)
_PLATEAU_NAMES = (
    "Bliu Nghiêm Brếu Blơ Thin Djuê Bhem Jút Lan Miên Nhăt Krai Suôi Thơm Nuôi Ngăm Hoan Wai Jhon Dlăm Phen Tuyn Rin "
    "Mrao Tưn Drim Ben Bluen Prai Nhit Bier Ruê Hrim Mloan Duyên Yuk Sap Chuen Kleo"
).split()
_ONSETS = (
    "b c ch d đ g gi h k kh l m n ng ngh nh ph qu r s t th tr v x b ch d đ h kh l m n ng nh ph qu s t th tr v x l t th h"
).split() + [""]
_RHYMES = (
    "a ai am an ang anh ao ay âm ân âu ây e em en eo ê i ia iêm iên iêng iêp iêt iêu im in inh iu o oa oai oan oanh oi "  # codespell:ignore inh
    "ong ô ôi ôn ông ơ ơi ơn u ua uân uê ui un ung uôi uôn uông uy uyên uyêt uynh ư ưa ưng ươi ương ươc ưu y ach at ăt "
    "ât ep êt ich ic iêc oc op ôc ôt ơp uc uôc ut ưc ươt ăm ăn ăng âng ông ênh êu"
).split()
_TONED = {
    "a": "aàáảãạ", "ă": "ăằắẳẵặ", "â": "âầấẩẫậ", "e": "eèéẻẽẹ", "ê": "êềếểễệ", "i": "iìíỉĩị", "o": "oòóỏõọ",
    "ô": "ôồốổỗộ", "ơ": "ơờớởỡợ", "u": "uùúủũụ", "ư": "ưừứửữự", "y": "yỳýỷỹỵ",
}  # fmt: skip
_VOWELS = "".join(_TONED)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in syllables and the part of it that stands alone in the text ("Huy", "H'Nghiêm")."""

    parts: tuple[str, ...]
    short: str

    @property
    def full(self) -> str:
        """The whole name."""
        return " ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Names:
    """Draws names; `forbidden` holds folded given names that must not be drawn (those of a test set)."""

    draw: random.Random
    forbidden: frozenset[str] = field(default=frozenset())

    def person(self, initial: str = "", *, surname: str = "", middles: tuple[str, ...] | None = None) -> PersonName:
        """Return a name; `initial` asks for the first letters of the given name, the rest may be given."""
        if middles is None and not surname and not initial and self.draw.random() < _UNUSUAL:
            return self._unusual()
        given = self.given(initial)
        surname = surname or self.surname()
        if middles is None:
            middles = self.middles()
        return PersonName((surname, *middles, given), given)

    def surname(self) -> str:
        """Return a family name, a rare one in four of ten."""
        return self.draw.choice(_COMMON if self.draw.random() < 0.6 else _SURNAMES)  # noqa: PLR2004

    def middles(self) -> tuple[str, ...]:
        """Return no, one or two syllables between family and given name."""
        kind = self.draw.random()
        if kind < 0.06:  # noqa: PLR2004  shares of the kinds
            return ()
        if kind < 0.2:  # noqa: PLR2004
            return tuple(self.draw.choice(_LONG_MIDDLES).split())
        if kind < 0.24:  # noqa: PLR2004
            return (self.syllable(),)
        return (self.draw.choice(self.draw.choice((_MALE, _FEMALE))),)

    def given(self, initial: str = "") -> str:
        """Return a given name, a syllable at random in 45 of 100, that begins with the letters where there is one."""
        pool = [name for name in _given() if _begins(name, initial)] if initial else _given()
        for attempt in range(_TRIES):
            random_one = not pool or self.draw.random() < _RANDOM_SYLLABLE or attempt > _TRIES // 2
            name = self.syllable(initial) if random_one else self.draw.choice(pool)
            if fold(name) not in self.forbidden:
                return name
        return self._allowed(initial)

    def _allowed(self, initial: str) -> str:
        """Return a made-up name where chance found none that is allowed."""
        while True:
            name = (initial or "T").capitalize() + "".join(self.draw.choice("aeiouy") + self.draw.choice("nmlr"))
            if fold(name) not in self.forbidden:
                return name
            initial = name

    def syllable(self, initial: str = "") -> str:
        """Return a syllable that Vietnamese spelling allows, capitalized, most of them no name of anyone."""
        onsets = [onset for onset in _ONSETS if not initial or _begins(onset or "a", initial)] or [initial.lower()]
        for _ in range(_TRIES):
            onset = self.draw.choice(onsets)
            rhyme = self.draw.choice(_RHYMES)
            if not onset and initial and not _begins(rhyme, initial):
                continue
            word = onset + self._toned(rhyme)
            if is_syllable(word) and len(word) > 1:
                return word[0].upper() + word[1:]
        rest = self._toned(self.draw.choice(("a", "an", "ang", "ao", "ai")))
        return (initial.capitalize() or "T") + rest

    def place(self, initials: str = "") -> str:
        """Return the name of a village, street, commune or district; `initials`: the first letters of its syllables."""
        if not initials and self.draw.random() < 0.5:  # noqa: PLR2004
            return self.draw.choice(_places())
        letters = list(initials) if len(initials) > 1 else [initials, ""] if self.draw.random() < 0.75 else [initials]  # noqa: PLR2004
        if not initials and self.draw.random() < 0.06:  # noqa: PLR2004
            return self.draw.choice(("Ea ", "Buôn ", "Đắk ", "Krông ", "Plei ", "Ia ")) + self.draw.choice(
                _PLATEAU_NAMES
            )
        return " ".join(self.given(letter) for letter in letters)

    def firm(self, initials: str = "") -> str:
        """Return the distinctive words of a firm's or bank's name."""
        kind = self.draw.random()
        if initials:
            letters = list(initials) if len(initials) > 1 else [initials, *[""] * self.draw.choice((0, 1, 1, 2))]
            return " ".join(self.syllable(letter) for letter in letters)
        if kind < 0.15:  # noqa: PLR2004
            return "".join(self.draw.choice("ABCDEGHIKLMNPQSTVX") for _ in range(self.draw.choice((2, 3, 3, 4))))
        if kind < 0.3:  # noqa: PLR2004
            return self._brand()
        return " ".join(self.given() for _ in range(self.draw.choice((1, 2, 2, 2, 3))))

    def _brand(self) -> str:
        onset = self.draw.choice(("Vina", "Sai", "Pro", "Meka", "Dona", "Tech", "Euro", "Thai", "Nam", "Petro", "Agri"))
        return onset + self.draw.choice(("tex", "land", "food", "co", "mex", "link", "bank", "nova", "soft", "trans"))

    def _unusual(self) -> PersonName:
        kind = self.draw.randrange(6)
        choose = self.draw.choice
        if kind == 0:
            own = choose(("H'", "H’", "K'", "H", "K’")) + choose(_PLATEAU_NAMES)
            parts = (own,) if self.draw.random() < 0.3 else (own, choose(_PLATEAU_FAMILIES))  # noqa: PLR2004
            return PersonName(parts, own)
        if kind == 1:
            own = choose(_PLATEAU_NAMES)
            parts = ("Y", own) if self.draw.random() < 0.4 else ("Y", own, choose(_PLATEAU_FAMILIES))  # noqa: PLR2004
            return PersonName(parts, f"Y {own}")
        if kind == 2:  # noqa: PLR2004
            family, middle, own = (choose(row.split()) for row in _HIGHLAND)
            return PersonName((family, middle, own), own)
        if kind == 3:  # noqa: PLR2004
            family, own = choose(_SOUTH_MINORITY[0].split()), [choose(_SOUTH_MINORITY[1].split()) for _ in range(2)]
            return PersonName((family, *own), own[-1])
        if kind == 4:  # noqa: PLR2004
            parts = tuple(choose(_WESTERN) for _ in range(choose((2, 2, 3))))
            return PersonName(parts, choose(parts))
        return PersonName(("Thị", own := self.given()), own)

    def _toned(self, rhyme: str) -> str:
        marked = [index for index, letter in enumerate(rhyme) if letter in "ăâêôơư"]
        places = marked or [index for index, letter in enumerate(rhyme) if letter in _VOWELS]
        at = places[-1] if marked else places[min(1, len(places) - 1)] if rhyme[-1] not in _VOWELS else places[0]
        stop = rhyme.endswith(("c", "ch", "p", "t"))
        tone = self.draw.choice((2, 5) if stop else (0, 0, 1, 2, 3, 4, 5))
        return rhyme[:at] + _TONED[rhyme[at]][tone] + rhyme[at + 1 :]


def _begins(name: str, initial: str) -> bool:
    """Say whether a name may stand behind the letters of a mask: Đ is not D, tone marks do not count."""
    base = "".join(_UNTONED.get(letter, letter) for letter in name.lower())
    return base.startswith(initial.lower())


_UNTONED = {toned: plain for plain, row in _TONED.items() for toned in row}


@cache
def _given() -> list[str]:
    content = files("anonymizer.training").joinpath("data", "given.txt").read_text(encoding="utf-8")
    return [name for line in content.splitlines() if not line.startswith("#") for name in line.split()]


@cache
def _places() -> list[str]:
    found = sorted(
        name for name in units().communes | units().districts if not any(letter.isdigit() for letter in name)
    )
    return [" ".join(word[:1].upper() + word[1:] for word in name.split()) for name in found]
