"""A desk over real databases in a folder of its own, people of every role, and a browser that can sign in."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyotp
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from anonymizer.policy import effects
from portal.desk import create_desk_app
from records import accounts
from records.database import Store, open_store
from settings import Settings

COURT, OTHER_COURT = "tand-kv-1-ha-noi", "tand-tinh-vinh-long"
PASSWORD = "mat-khau-de-thu-nghiem"
FILES_KEY = b"k" * 32
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

# name -> (role, court, president)
PEOPLE = {
    "clerk": ("clerk", COURT, False),
    "second": ("clerk", COURT, False),
    "judge": ("judge", COURT, False),
    "president": ("judge", COURT, True),
    "stranger": ("clerk", OTHER_COURT, False),
    "far": ("judge", OTHER_COURT, True),
    "editor": ("editor", None, False),
    "admin": ("admin", None, False),
    "auditor": ("auditor", None, False),
}


@dataclass
class Clock:
    """The moment, moved by hand."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **parts: float) -> None:
        self.now += timedelta(**parts)


@dataclass(frozen=True)
class BadFile:
    """A refusal, as the application's check gives it."""

    code: str
    sentence: str


def check_upload(name: str, path: Path, size: int) -> BadFile | None:
    if size == 0:
        return BadFile("EMPTY", "Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if size > 2 * 1024 * 1024:
        return BadFile("TOO_BIG", "Tệp lớn hơn 2 MB. Hãy nén hoặc tách tệp rồi tải lên lại.")
    if not path.read_bytes().startswith(b"%PDF-"):
        return BadFile("NOT_PDF", "Tệp này không phải PDF (có vẻ là tệp Word). Hãy xuất ra PDF rồi tải lên lại.")
    assert name
    return None


def page_image(original: bytes, number: int) -> bytes | None:
    return b"JPEG " + str(number).encode() if original.startswith(b"%PDF") else None


def similar_places(text: str, start: int, end: int) -> list[tuple[int, int]]:
    words = text[start:end]
    return [(found.start(), found.end()) for found in re.finditer(re.escape(words), text)]


@dataclass
class Browser:
    """A browser at the desk: keeps its cookie, takes the token of a form from a page as a person would."""

    client: Client
    clock: Clock
    secrets: dict[str, str]
    who: str = ""

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get("/noi-bo" + path, **more)

    def token(self, path: str = "/tai-khoan") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found, f"no form on {path}"
        return found[1]

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, form: str = "/tai-khoan", **more: Any
    ) -> TestResponse:
        return self.client.post("/noi-bo" + path, data={"csrf_token": self.token(form), **(data or {})}, **more)

    def code(self) -> str:
        """A code that was not used yet."""
        self.clock.pass_time(seconds=61)
        return pyotp.TOTP(self.secrets[self.who]).at(int(self.clock.now.timestamp()))

    def password_step(self, who: str, password: str = PASSWORD) -> TestResponse:
        self.who = who
        return self.post("/dang-nhap", {"thu": f"{who}@toaan.vn", "mk": password}, form="/dang-nhap")

    def sign_in(self, who: str) -> "Browser":
        answer = self.password_step(who)
        if answer.location.endswith("/xac-thuc"):
            answer = self.post("/xac-thuc", {"ma": self.code()}, form="/xac-thuc")
        assert answer.status_code == 303, answer.text
        assert answer.location.endswith("/noi-bo/"), answer.location
        return self


@dataclass
class World:
    """Everything a test needs."""

    store: Store
    settings: Settings
    clock: Clock
    secrets: dict[str, str]
    ids: dict[str, int]
    folder: Path
    app: Any
    browsers: dict[str, Browser] = field(default_factory=dict)
    court: str = COURT
    other_court: str = OTHER_COURT
    gate_refuses: bool = False
    password: str = PASSWORD

    def browser(self) -> Browser:
        """A new browser, nobody signed in."""
        mounted = DispatcherMiddleware(NotFound(), {"/noi-bo": self.app})
        return Browser(Client(mounted), self.clock, self.secrets)

    def as_(self, who: str) -> Browser:
        """A browser in which this person is signed in."""
        if who not in self.browsers:
            self.browsers[who] = self.browser().sign_in(who)
        return self.browsers[who]

    def remade(self, **changes: Any) -> "World":
        """The same records under a desk with other settings."""
        settings = settings_at(self.folder, **changes)
        app = create_desk_app(
            settings,
            self.store,
            check_upload=check_upload,
            similar_places=similar_places,
            page_image=page_image,
            switch_effects=effects,
        )
        return World(self.store, settings, self.clock, self.secrets, self.ids, self.folder, app)

    def actor(self, who: str) -> accounts.Actor:
        return accounts.actor_of(accounts.account(self.store, self.ids[who]))


def open_at(folder: Path, clock: Clock) -> Store:
    return open_store(
        f"sqlite:///{folder}/records.sqlite3",
        f"sqlite:///{folder}/sources.sqlite3",
        folder / "files",
        FILES_KEY,
        clock=clock,
    )


def settings_at(folder: Path, **changes: Any) -> Settings:
    values = {"data_dir": folder / "files", "secret_key": "x" * 40, "rate_limit_url": "", "upload_mb": 2, **changes}
    return Settings(**values)


def pdf(words: str) -> tuple[BytesIO, str]:
    """Bytes that look like a PDF to the check of these tests."""
    return BytesIO(b"%PDF-1.7\n" + words.encode()), f"{words}.pdf"
