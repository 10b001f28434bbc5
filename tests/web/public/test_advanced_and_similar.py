"""The fields of the advanced form as one query, judgments like another one, and figures for inside callers only."""

from typing import Any

import pytest

from portal.public.advanced import built_query


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"tat-ca": " đất  đai "}, "đất đai"),
        ({"cum-tu": 'hợp đồng "vô hiệu'}, '"hợp đồng vô hiệu"'),
        ({"mot-trong": "vay, mượn"}, "(vay OR mượn)"),
        ({"khong": 'lãi "thu hồi" (x'}, '-lãi -"thu hồi" -x'),
        ({"so": "17", "so-nam": "2018", "so-ky-hieu": "HS-ST"}, "số:17/2018/HS-ST"),
        ({"so": "17 / 2018 / HS-ST"}, "số:17/2018/HS-ST"),
        ({"dieu-khoan": "khoản 2 Điều 468 BLDS"}, 'điều:"468 BLDS"'),
        ({"so-an-le": "30/2020/AL", "chu-toa": "Trần Thị Mẫu"}, 'án lệ:30 thẩm phán:"Trần Thị Mẫu"'),
        ({}, ""),
    ],
)
def test_fields_become_one_query(typed: dict[str, str], expected: str) -> None:
    assert built_query(typed) == expected


def test_the_form_leads_to_the_search_with_its_publication_days(full: Any) -> None:
    sent = full.client.get("/tim-kiem/nang-cao?gui=1&tat-ca=tranh&khong=vay&cong-bo-tu=2026&loai-an=ds")
    assert sent.status_code == 303
    assert sent.location == "/tim-kiem?q=tranh+-vay&loai-an=ds&cong-bo-tu=2026"
    assert full.client.get("/api/v1/search?q=tranh&cong-bo-tu=2026").json["total"] == 2
    assert full.client.get("/api/v1/search?q=tranh&cong-bo-den=2025").json["total"] == 0
    assert full.client.get("/tim-kiem?cong-bo-den=31/2/2020").status_code == 400


def test_similar_judgments_say_what_they_share(full: Any) -> None:
    body = full.client.get("/ban-an/7k3m2q9x/tuong-tu").text
    assert "/ban-an/8a4n5r2y" in body
    assert "Cùng quan hệ pháp luật" in body
    assert "/ban-an/9b5p6s3z" not in body
    assert "/ban-an/7k3m2q9x/tuong-tu" in full.client.get("/ban-an/7k3m2q9x").text
    full.withdraw("7k3m2q9x")
    assert full.client.get("/ban-an/7k3m2q9x/tuong-tu").status_code == 410


def test_figures_are_for_callers_from_inside(full: Any) -> None:
    assert "banan_judgments_public 3\n" in full.client.get("/metrics").text
    assert full.client.get("/metrics", environ_base={"REMOTE_ADDR": "8.8.8.8"}).status_code == 404
