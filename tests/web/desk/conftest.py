"""A desk over real databases in a folder of its own, people of every role, and a browser that can sign in."""

import re
import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pyotp
import pytest
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from portal.desk import create_desk_app
from records import accounts, jobs
from records.courts import seed_courts
from records.database import Store, migrate, open_store
from records.desk import publish, worker
from records.desk.queries import summary
from records.desk.receive import receive
from settings import Settings
from vietnamese.texts import PublicText, SourceText

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
            settings, self.store, check_upload=check_upload, similar_places=similar_places, page_image=page_image
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


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str], dict[str, int]]:
    """A folder with migrated databases and the people, copied for each test: hashing passwords takes its time."""
    folder = tmp_path_factory.mktemp("seeded")
    clock = Clock()
    store = open_at(folder, clock)
    migrate(store)
    seed_courts(store)
    secrets, ids = {}, {}
    for who, (role, court, president) in PEOPLE.items():
        made = accounts.add_account(store, f"{who}@toaan.vn", role, court, president, f"Mẫu {who}", password=PASSWORD)
        ids[who] = made.id
        if made.totp_required and who != "far":
            secrets[who] = accounts.enrol_totp(store, made.id)
            clock.pass_time(seconds=61)
            assert accounts.check_totp(store, made.id, pyotp.TOTP(secrets[who]).at(int(clock.now.timestamp())))
    store.close()
    return folder, secrets, ids


@pytest.fixture
def world(seeded: tuple[Path, dict[str, str], dict[str, int]], tmp_path: Path) -> Any:
    source, secrets, ids = seeded
    folder = tmp_path / "var"
    shutil.copytree(source, folder)
    clock = Clock(START + timedelta(hours=1))
    store = open_at(folder, clock)
    settings = settings_at(folder)
    app = create_desk_app(
        settings, store, check_upload=check_upload, similar_places=similar_places, page_image=page_image
    )
    app.config["PROPAGATE_EXCEPTIONS"] = True
    app.error_handler_spec[None][None].pop(Exception)  # a fault of ours fails the test that meets it
    yield World(store, settings, clock, dict(secrets), ids, folder, app)
    store.close()


def pdf(words: str) -> tuple[BytesIO, str]:
    """Bytes that look like a PDF to the check of these tests."""
    return BytesIO(b"%PDF-1.7\n" + words.encode()), f"{words}.pdf"


LINES = (
    "TÒA ÁN NHÂN DÂN KHU VỰC 1 - HÀ NỘI",
    "Bản án số: 41/2026/DS-ST",
    "Nguyên đơn: ông Nguyễn Văn Khải, sinh năm 1969, căn cước công dân số 001069000001.",
    "Bị đơn: bà Trần Thị Hoa, địa chỉ: số 3 phố Hàng Mẫu.",
    "Ông Khải cho bà Hoa vay 350.000.000 đồng. Vườn nhà nở đầy hoa.",
    "Người làm chứng chị Lê Thị Thu khai đúng như vậy; chị Lê Thị Thu có mặt.",
    "Thẩm phán chủ tọa: Mẫu judge.",
)
TEXT = "\n".join(LINES)
PARTS = (
    ("Nguyễn Văn Khải", "PERSON_PRIVATE", "e1", "nguyên đơn", "replace", "Nguyễn Văn K"),
    ("001069000001", "ID_NUMBER", "e2", "", "replace", "[…]"),
    ("Trần Thị Hoa", "PERSON_PRIVATE", "e3", "bị đơn", "replace", "Trần Thị H"),
    ("số 3 phố Hàng Mẫu", "ADDRESS", "e4", "", "review", "phố H"),
    ("Khải", "PERSON_PRIVATE", "e1", "nguyên đơn", "replace", "K"),
    ("Hoa", "PERSON_PRIVATE", "e3", "bị đơn", "replace", "H"),
    ("Mẫu judge", "PERSON_OFFICIAL", "e5", "chủ tọa", "keep", None),
)


def _mentions() -> list[dict[str, Any]]:
    found, at = [], 0
    for words, label, entity, role, action, replacement in PARTS:
        at = TEXT.index(words, at)
        line = {"start": at, "end": at + len(words), "label": label, "entity": entity, "role": role, "action": action}
        found.append({**line, "evidence": "quy tắc", "score": 0.9, "replacement": replacement})
        at += len(words)
    return found


def _redacted(mentions: Any) -> str:
    text, at = "", 0
    for one in sorted(mentions, key=lambda view: view.start):
        masked = one.decision == "mask" or (one.decision is None and one.action != "keep")
        text += TEXT[at : one.start] + ((one.replacement or "[…]") if masked else TEXT[one.start : one.end])
        at = one.end
    return text + TEXT[at:]


@dataclass
class Record:
    """A record of the world, moved on by a worker that does what the indexer would."""

    world: World
    number: int
    draft_id: int

    @property
    def path(self) -> str:
        return f"/ho-so/{self.number}"

    @property
    def draft(self) -> Any:

        return summary(self.world.store, self.world.actor("auditor"), self.number)[1]

    @property
    def judgment(self) -> Any:

        return summary(self.world.store, self.world.actor("auditor"), self.number)[0]

    def mention(self, words: str) -> Any:

        return next(
            one for one in worker.load_mentions(self.world.store, self.draft_id) if TEXT[one.start : one.end] == words
        )

    def work(self) -> None:
        """Do every job there is: extract, read, anonymize, redraft; render and publish as if the gate had passed."""

        store = self.world.store
        self.world.clock.pass_time(seconds=1)
        while (job := jobs.claim(store, "w")) is not None:
            getattr(self, f"_{job.kind}", self._other)(job)

    def _extract(self, job: Any) -> None:

        if not worker.begin_step(self.world.store, job):
            return
        at, paragraphs = 0, []
        for line in LINES:
            paragraphs.append({"page": 1, "start": at, "end": at + len(line)})
            at += len(line) + 1
        worker.save_extraction(
            self.world.store, job, pages=[{"number": 1}], text=SourceText(TEXT), paragraphs=paragraphs,
            hidden=[{"page": 1, "text": "chữ trắng", "reason": "background_color"}], flags=["SIGNED"],
        )  # fmt: skip

    def _read(self, job: Any) -> None:

        if not worker.begin_step(self.world.store, job):
            return
        at = TEXT.index("41/2026/DS-ST")
        worker.save_reading(
            self.world.store,
            job,
            metadata={
                "case_number": "41/2026/DS-ST", "decided_on": "2026-10-02", "kind": "bản án", "instance": "sơ thẩm",
                "case_type": "dân sự", "legal_relation": "tranh chấp hợp đồng vay", "presiding_judge": "Mẫu judge",
            },
            court_code=COURT,
            findings={"case_number": {"value": "41/2026/DS-ST", "start": at, "end": at + 13, "rule": "số"}},
        )  # fmt: skip

    def _anonymize(self, job: Any) -> None:

        if not worker.begin_step(self.world.store, job):
            return
        parties = [{"role": "nguyên đơn", "name": "Nguyễn Văn Khải", "start": TEXT.index("Nguyễn Văn"), "end": 0}]
        worker.save_analysis(self.world.store, job, mentions=_mentions(), parties=parties)

    def _redraft(self, job: Any) -> None:

        store = self.world.store
        if not worker.begin_step(store, job):
            return
        mentions = worker.load_mentions(store, self.draft_id)
        masked = {one.id: one.replacement or "[…]" for one in mentions}
        covered = [(one.start, one.end) for one in mentions]
        at = TEXT.index("Lê Thị Thu")
        left = [] if any(start <= at < end for start, end in covered) else [
            {"start": at, "end": at + 10, "reason": "tên sau “chị”", "text": "Lê Thị Thu"}
        ]  # fmt: skip
        draft = _redacted(mentions)
        worker.save_draft(
            store, job, draft_text=PublicText(draft), mentions_replacements=masked, codes={"e1": "Nguyễn Văn K"},
            residual=left, forms=[], policy="p1", model="rules",
        )  # fmt: skip

    def _render(self, job: Any) -> None:

        store = self.world.store
        if not worker.begin_step(store, job):
            return
        if self.world.gate_refuses:
            checks = [{"name": "Chữ trong tệp", "passed": False, "detail": "còn 1 chỗ"}]
            publish.refuse_pdf(store, job, {"passed": False, "checks": checks})
            return
        name = store.files.put_published(b"%PDF-1.7 " + str(job.id).encode())
        gate = {"passed": True, "checks": [{"name": "Chữ trong tệp", "passed": True, "detail": ""}] * 14}
        publish.save_pdf(store, job, pdf_sha256=name, gate=gate)

    def _publish(self, job: Any) -> None:

        publish.publish(self.world.store, job)

    def _other(self, job: Any) -> None:

        if job.kind == "purge":
            worker.purge(self.world.store, job)
        else:
            worker.complete(self.world.store, job)

    def settle(self, who: str = "clerk") -> None:
        """Decide everything that blocks, through the pages, as this person."""
        browser = self.world.as_(who)
        page = self.path + "/ra-soat"

        def send(part: str, **values: Any) -> None:
            answer = browser.post(f"{page}/{part}", {"revision": self.draft.revision, **values})
            assert answer.status_code == 303, answer.text
            self.work()

        send("quyet-dinh", viec="mask", cho=self.mention("số 3 phố Hàng Mẫu").id)
        send("con-sot", muc=0, viec="mask", loai="PERSON_PRIVATE")
        send("chu-an", nhom=0, viec="drop")
        send("duong-su", doi_chieu="y")
        send("thong-tin", **self.metadata())

    def metadata(self, **changes: Any) -> dict[str, Any]:
        values = {
            "so": "41/2026/DS-ST", "xac_nhan_so": "y", "toa": COURT, "xac_nhan_toa": "y", "ngay_tuyen": "2026-10-02",
            "loai_van_ban": "bản án", "loai_an": "ds", "cap_xet_xu": "st", "quan_he": "vay tài sản",
            "chu_toa": "Mẫu judge", "tai_khoan": self.world.ids["judge"], "hieu_luc": "2026-11-02",
            "xac_nhan_hieu_luc": "y",
        }  # fmt: skip
        return {**values, **changes}

    def submit(self, who: str = "clerk") -> None:
        answer = self.world.as_(who).post(f"{self.path}/ra-soat/trinh-duyet", {"revision": self.draft.revision})
        assert answer.status_code == 303, answer.text

    def approve(self, who: str = "judge", **changes: Any) -> TestResponse:
        browser, draft = self.world.as_(who), self.draft
        data = {
            "revision": draft.revision,
            "ban_nhap": draft.draft_sha256,
            "doc": "y",
            "ngay": "y",
            "ma": browser.code(),
        }
        return browser.post(f"{self.path}/duyet", {**data, **changes})

    def publish(self) -> None:
        self.settle()
        self.submit()
        assert self.approve().status_code == 303
        self.work()


@pytest.fixture
def record(world: World) -> Record:
    """A judgment that a clerk uploaded and the worker has made ready for review."""

    content = b"%PDF-1.7 invented"
    got = receive(world.store, world.actor("second"), file_name="ho-so-mat.pdf", content=content, court_code=COURT)
    made = Record(world, got.judgment_id, got.draft_id)
    made.work()
    return made
