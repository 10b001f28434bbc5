"""A record of the desk and a worker that does what the indexer would, with an invented judgment."""

from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from records import jobs
from records.desk import publish, worker
from records.desk.queries import summary
from tests.web.desk.world import COURT, World
from vietnamese.texts import PublicText, SourceText

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
    scanned: bool = False

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
            self.world.store,
            job,
            pages=[{"number": 1, "source": "ocr" if self.scanned else "text"}],
            text=SourceText(TEXT),
            paragraphs=paragraphs,
            hidden=[{"page": 1, "text": "chữ trắng", "reason": "background_color"}],
            flags=["SIGNED"],
            doubtful=self._doubts(),
        )

    def _doubts(self) -> list[dict[str, Any]]:
        at = TEXT.index("Hoa")
        word = {"page": 1, "start": at, "end": at + 3, "confidence": 61.4, "other": "Hòa", "named": True}
        plain = {"page": 1, "start": 0, "end": 3, "confidence": 70.0, "other": None, "named": False}
        return [plain, word] if self.scanned else []

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
