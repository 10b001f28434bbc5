"""A court on real databases, files and engine, and an invented judgment that goes down its line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst

from indexer.context import Context
from indexer.worker import work_until_idle
from records import courts
from records.accounts import actor_of, add_account, list_accounts
from records.actors import Actor
from records.database import Store, migrate, open_store
from records.desk import decisions, review
from records.desk.receive import Received, receive
from search.engine import open_engine

COURT = "tand-huyen-ba-tri-ben-tre"
FONTS = Path(__file__).parents[3] / "templates" / "print" / "fonts"
TEXT = """TÒA ÁN NHÂN DÂN HUYỆN BA TRI, TỈNH BẾN TRE
Bản án số: 17/2024/DS-ST
Ngày: 12-3-2024
V/v tranh chấp hợp đồng vay tài sản
NHÂN DANH NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TÒA ÁN NHÂN DÂN HUYỆN BA TRI, TỈNH BẾN TRE
- Thành phần Hội đồng xét xử sơ thẩm gồm có:
Thẩm phán - Chủ tọa phiên tòa: Ông Tạ Quang Vinh
Ngày 12 tháng 3 năm 2024, tại trụ sở Tòa án nhân dân huyện Ba Tri, tỉnh Bến Tre xét xử sơ thẩm công khai vụ án \
thụ lý số 5/2024/TLST-DS giữa các đương sự:
1. Nguyên đơn: Bà Trịnh Thị Ngọc Mai, sinh ngày 05/6/1970; địa chỉ: ấp Phước Thạnh, xã An Hiệp, huyện Ba Tri, tỉnh \
Bến Tre.
2. Bị đơn: Ông Đỗ Hữu Phước, sinh năm 1968; địa chỉ: ấp An Bình, xã An Hiệp, huyện Ba Tri, tỉnh Bến Tre.
NỘI DUNG VỤ ÁN:
Bà Mai cho ông Phước vay 15.000.000 đồng. Ông Đỗ Hữu Phước không trả.
QUYẾT ĐỊNH:
Buộc ông Đỗ Hữu Phước trả cho bà Trịnh Thị Ngọc Mai 15.000.000 đồng."""


def pdf_of(text: str) -> bytes:
    source = b'#set text(font: "Liberation Serif", lang: "vi")\n#for line in json(bytes(sys.inputs.text)) [#par(line)]'
    return typst.compile(
        source,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"text": json.dumps(text.split("\n"))},
    )


class Desk:
    """A court with a clerk and a president, on real places."""

    def __init__(self, folder: Path) -> None:
        self.store: Store = open_store(
            f"sqlite:///{folder}/records.sqlite3", f"sqlite:///{folder}/sources.sqlite3", folder / "files", b"k" * 32
        )
        migrate(self.store)
        if not courts.list_courts(self.store):
            courts.seed_courts(self.store)
        self.context = Context(self.store, open_engine(f"tantivy:{folder / 'index'}"), "http://127.0.0.1:8000")
        self.clerk = self._engage("clerk", president=False)
        self.president = self._engage("judge", president=True)

    def _engage(self, role: str, *, president: bool) -> Actor:
        email = f"{role}@vidu.vn"
        for known in list_accounts(self.store):
            if known.email == email:
                return actor_of(known)
        return actor_of(
            add_account(self.store, email, role, COURT, president, "Người Mẫu", password="mot-mat-khau-du-dai")
        )

    def close(self) -> None:
        self.context.engine.close()
        self.store.close()

    def receive(self, content: bytes, typed: dict[str, Any] | None = None) -> Received:
        return receive(self.store, self.clerk, file_name="a.pdf", content=content, court_code=COURT, typed=typed or {})

    def view(self, received: Received) -> Any:
        return review.record_view(self.store, self.clerk, received.judgment_id)

    def to_review(self, text: str = TEXT) -> Received:
        received = self.receive(pdf_of(text))
        work_until_idle(self.context)
        return received

    def to_approval(self, received: Received) -> None:
        view = self.view(received)
        revision = view.draft.revision
        doubtful = [mention.id for mention in view.mentions if mention.undecided]
        if doubtful:
            revision = review.decide(
                self.store, self.clerk, received.draft_id, doubtful, "mask", revision=revision, scope="one"
            )
        for number, item in enumerate(view.source.residual):
            if not item.get("resolution"):
                revision = review.resolve_residual(
                    self.store, self.clerk, received.draft_id, number, "word", "từ thường", revision=revision
                )
        values = {
            "effective_on": date(2024, 4, 12),
            "effective_confirmed": True,
            "number_confirmed": True,
            "court_confirmed": True,
        }
        revision = review.save_metadata(self.store, self.clerk, received.judgment_id, values, revision=revision)
        review.confirm_parties(self.store, self.clerk, received.draft_id, revision=revision, minor=False)
        work_until_idle(self.context)
        decisions.submit(self.store, self.clerk, received.draft_id, self.view(received).draft.revision)

    def approve(self, received: Received) -> None:
        ready = self.view(received).draft
        decisions.approve(self.store, self.president, received.draft_id, ready.draft_sha256, ready.revision)

    def publish(self, text: str = TEXT) -> Received:
        received = self.to_review(text)
        self.to_approval(received)
        self.approve(received)
        work_until_idle(self.context)
        return received
