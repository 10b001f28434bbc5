"""The preview of the policy's switches: what each would change in a document, and that looking changes nothing."""

from dataclasses import replace
from typing import Any

import anonymizer
from anonymizer.policy import Change, Effect, effects
from portal.desk.context import EXTENSION
from portal.desk.switches import SHOWN, switch_rows
from vietnamese.texts import SourceText

TEXT = (
    "Người bảo vệ quyền lợi cho nguyên đơn: Luật sư Phan Đình Khê, Đoàn luật sư.\n"
    "Bà Lê Thị Mão, sinh ngày 02/3/1980, được cấp giấy chứng nhận số AB 123456, thửa đất số 12, tờ bản đồ số 7."
)


def test_each_switch_says_which_places_of_the_document_it_changes() -> None:
    rows = switch_rows(TEXT, [0, TEXT.index("Bà")], effects(anonymizer.detect(SourceText(TEXT)).mentions))
    changed = {row.title: [(one.place.text, one.before, one.after) for one in row.rows] for row in rows}
    lawyers, officers, parcels, certificates, birthdays = changed.values()
    assert lawyers == [("Phan Đình Khê", "mã hóa", "giữ nguyên")]
    assert officers == []
    assert [before for _, before, _ in parcels] == ["giữ nguyên"] * len(parcels) != []
    assert certificates == [("AB 123456", "mã hóa", "giữ nguyên")]
    assert birthdays == [("ngày 02/3/1980", "mã hóa", "giữ nguyên")]
    assert {one.paragraph for row in rows for one in row.rows} == {1, 2}


def test_many_places_are_counted_and_the_first_shown() -> None:
    one = Change(0, 2, "DOB", "", "replace", "keep")
    (row,) = switch_rows(TEXT, [0], [Effect("x", "Ngày sinh", (one,) * (SHOWN + 3))])
    assert (row.count, len(row.rows), row.more) == (SHOWN + 3, SHOWN, 3)


def test_the_page_shows_the_effect_and_changes_nothing(world: Any, record: Any) -> None:
    khai = record.mention("Nguyễn Văn Khải")
    change = Change(khai.start, khai.end, khai.label, khai.role, "replace", "keep")
    told = (Effect("a", "Giữ nguyên tên nguyên đơn", (change,)), Effect("b", "Mã hóa số thửa", ()))
    extensions = world.app.extensions
    extensions[EXTENSION] = replace(extensions[EXTENSION], switch_effects=lambda _: told)
    before = record.draft
    page = world.as_("clerk").get(record.path + "/ra-soat/chinh-sach")
    assert page.status_code == 200, page.text
    assert "Giữ nguyên tên nguyên đơn" in page.text
    assert "<mark>Nguyễn Văn Khải</mark>" in page.text
    assert "mã hóa → giữ nguyên" in page.text
    assert "Không đổi chỗ nào." in page.text
    assert record.draft == before
    assert f'href="/noi-bo{record.path}/ra-soat/chinh-sach"' in world.as_("clerk").get(record.path + "/ra-soat").text


def test_only_readers_of_the_record_see_the_page(world: Any, record: Any) -> None:
    address = record.path + "/ra-soat/chinh-sach"
    for who in ("stranger", "admin"):
        assert world.as_(who).get(address).status_code == 403
    assert world.as_("judge").get(address).status_code == 200
