"""Policies: what is coded and how, as versioned data (`policy/*.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from anonymizer.types import LABELS, OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anonymizer.types import Action

_ACTIONS = frozenset({"replace", "keep", "review"})


class UnknownPolicy(ValueError):
    """There is no policy of this name, or its file does not hold a policy."""


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy: actions by label, and by "label.role" where a role differs."""

    name: str
    valid_from: str
    basis: str
    actions: Mapping[str, Action]

    def action(self, label: str, role: str) -> Action:
        """Return what happens to a mention; an official is always kept, an unknown label always replaced."""
        if label == OFFICIAL:
            return "keep"
        return self.actions.get(f"{label}.{role}") or self.actions.get(label, "replace")


def parse_policy(content: str) -> Policy:
    """Return the policy of a TOML text; raise UnknownPolicy when a label or an action is none of ours."""
    data = tomllib.loads(content)
    actions: dict[str, Action] = {}
    for key, action in data.get("actions", {}).items():
        if key.split(".")[0] not in LABELS or action not in _ACTIONS:
            raise UnknownPolicy(f"Chính sách mã hóa có dòng không hợp lệ: {key} = {action}.")
        actions[key] = action
    if not data.get("name") or not actions:
        raise UnknownPolicy("Tệp chính sách mã hóa thiếu tên hoặc thiếu danh mục.")
    return Policy(data["name"], str(data.get("valid_from", "")), data.get("basis", ""), actions)


def load_policy(name: str) -> Policy:
    """Return the policy shipped under the name; raise UnknownPolicy when there is none."""
    resource = files("anonymizer").joinpath("policy", f"{name}.toml")
    if not name.isalnum() or not resource.is_file():
        raise UnknownPolicy(f"Không có chính sách mã hóa tên {name!r}.")
    return parse_policy(resource.read_text(encoding="utf-8"))


P1 = load_policy("p1")
"""The first policy: contract section 6."""
