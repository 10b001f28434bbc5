"""Folds keep what belongs together apart from what it is measured on. All texts are invented."""

from bench.folds import FOLDS, fold_of, given_names, runs, same

STORY = "Ngày đầu năm ông Lê Văn Khoát cho bà Trần Thị Bồng vay một khoản tiền lớn và hai bên có lập giấy tay "


def document(number: int, text: str) -> dict[str, object]:
    return {"id": f"d{number}", "text": text, "spans": []}


def test_documents_that_share_text_are_in_one_fold() -> None:
    other = "Bị cáo lái xe trên quốc lộ trong đêm mưa thì va phải một người đi bộ sang đường không quan sát xe"
    gold = [document(number, f"{STORY} bản thứ {number}") for number in range(12)] + [document(50, other)]
    folds = fold_of(gold)
    assert len(set(folds[:12])) == 1
    assert set(folds) <= set(range(FOLDS))


def test_documents_of_their_own_are_spread() -> None:
    gold = [document(number, " ".join(f"chữ{number}x{word}" for word in range(40))) for number in range(60)]
    assert len(set(fold_of(gold))) == FOLDS


def test_a_text_is_the_same_whatever_its_marks_and_names() -> None:
    assert same(runs(STORY), runs(STORY.upper()))
    assert not same(runs(STORY), runs("Tòa án nhận định như sau về án phí dân sự sơ thẩm của vụ án này"))


def test_given_names_are_the_last_syllables_of_all_persons_without_marks() -> None:
    text = "Lê Văn Khoát và thẩm phán Đỗ Bồng"
    spans = [
        {"start": 0, "end": 12, "label": "PERSON_PRIVATE"},
        {"start": 26, "end": 33, "label": "PERSON_OFFICIAL"},
        {"start": 0, "end": 2, "label": "ADDRESS"},
    ]
    assert given_names([{"text": text, "spans": spans}]) == {"khoat", "bong"}
