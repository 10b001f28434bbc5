"""How a query was read, in sentences for the reader."""

from __future__ import annotations

from search.nodes import (
    Alike,
    And,
    Article,
    Bag,
    CaseNumber,
    Court,
    Days,
    Judge,
    Node,
    Not,
    Or,
    Precedent,
    Prefix,
    Text,
    plain_words,
)

_MOST = 300
_ZONES = {"noi-dung": "nội dung vụ án", "nhan-dinh": "nhận định", "quyet-dinh": "quyết định"}


def understood(ast: Node | None, zone: str = "") -> list[str]:
    """Say how the query was read, one sentence for each part that all results must have."""
    items = ast.items if isinstance(ast, And) else (ast,) if ast else ()
    plain = [item for item in items if _plain(item)]
    said = []
    if plain:
        words = [word for item in plain for word in plain_words(item)]
        marks = "ưu tiên đúng dấu" if any(word.marked for word in words) else "không phân biệt dấu"
        said.append(" + ".join(word.words[0] for word in words) + f", {marks}")
    said += [_also(item) for item in plain if isinstance(item, Alike)]
    said += [_said(item) for item in items if item not in plain]
    if zone:
        said.append(f"trong phần {_ZONES[zone]}")
    return [one if len(one) <= _MOST else one[:_MOST] + "…" for one in said]


def _plain(item: Node) -> bool:
    if isinstance(item, Alike):
        return _plain(item.item) or (isinstance(item.item, And) and all(map(_plain, item.item.items)))
    return isinstance(item, Text) and not item.strict and len(item.words) == 1


def _also(item: Alike) -> str:
    typed = " ".join(word.words[0] for word in plain_words(item))
    return f"{typed}: tìm cả " + ", ".join(f"“{' '.join(other.words)}”" for other in item.others)


def _said(node: Node) -> str:  # noqa: C901, PLR0911  one sentence for each kind of node
    match node:
        case Text():
            return _said_words(node)
        case Prefix(letters):
            return f"từ bắt đầu bằng “{letters}”"
        case CaseNumber():
            return f"số {node.label}"
        case Precedent(number):
            return f"Án lệ {number}"
        case Judge(folded):
            return f"thẩm phán “{' '.join(folded)}”"
        case Article() | Court() | Days():
            return _said_fact(node)
        case Not(item):
            return f"không có {_said(item)}"
        case Bag(items):
            return "câu hỏi, càng nhiều từ càng tốt: " + ", ".join(map(_short, items))
        case Alike(item, others):
            return " hoặc ".join([_said(item), *map(_said, others)])
        case Or(items):
            return "một trong: " + "; ".join(map(_said, items))
        case And(items):
            return "đủ cả: " + ", ".join(map(_said, items))


def _short(item: Node) -> str:
    words = plain_words(item)
    return " ".join(word.words[0] for word in words) if words else _said(item)


def _said_fact(fact: Article | Court | Days) -> str:
    match fact:
        case Article():
            return fact.label
        case Court():
            return f"tòa án: {fact.label}"
        case Days():
            return f"ngày {fact.label}"


def _said_words(text: Text) -> str:
    said = " ".join(text.words)
    if text.strict:
        return f"đúng cụm từ “{said}”"
    return f"“{said}”, không phân biệt dấu" if len(text.words) > 1 else said
