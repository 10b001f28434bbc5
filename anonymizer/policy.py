"""Policies: what is coded and how, as versioned data (`policy/*.toml`) with dates of validity and switches."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Protocol

from anonymizer.types import LABELS, OFFICIAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from anonymizer.types import Action

_ACTIONS = frozenset({"replace", "keep", "review"})


class UnknownPolicy(ValueError):
    """There is no policy of this name or for this day, no such switch, or the file does not hold a policy."""


@dataclass(frozen=True, slots=True)
class Switch:
    """What a court may decide otherwise: a title in Vietnamese and the actions that then hold."""

    name: str
    title: str
    actions: Mapping[str, Action]


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of the policy: actions by label, and by "label.role" where a role differs.

    Valid from `valid_from` up to and with `valid_to` (ISO dates; empty = open). `courts` maps the code of a court to
    the names of its switches.
    """

    name: str
    valid_from: str
    basis: str
    actions: Mapping[str, Action]
    valid_to: str = ""
    switches: Mapping[str, Switch] = field(default_factory=dict)
    courts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def action(self, label: str, role: str) -> Action:
        """Return what happens to a mention; an official is always kept, an unknown label always replaced."""
        if label == OFFICIAL:
            return "keep"
        return self.actions.get(f"{label}.{role}") or self.actions.get(label, "replace")

    def holds_on(self, day: date) -> bool:
        """Say whether the policy is valid on a day."""
        return self.valid_from <= day.isoformat() and (not self.valid_to or day.isoformat() <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Change:
    """What a switch changes at one place of a document."""

    start: int
    end: int
    label: str
    role: str
    before: Action
    after: Action


class Placed(Protocol):
    """What a policy decides on: a place with its label and role."""

    @property
    def start(self) -> int:
        """The first code point."""

    @property
    def end(self) -> int:
        """The code point after the last."""

    @property
    def label(self) -> str:
        """What stands there."""

    @property
    def role(self) -> str:
        """Whose it is, "" when nobody said."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A switch of the policy and what it would change in a document."""

    name: str
    title: str
    changes: tuple[Change, ...]


def with_switches(policy: Policy, names: Iterable[str]) -> Policy:
    """Return the policy with the switches thrown, its name saying so ("p1+lawyers"); raise UnknownPolicy for others."""
    actions = dict(policy.actions)
    thrown = sorted(set(names))
    for name in thrown:
        if name not in policy.switches:
            raise UnknownPolicy(f"Chính sách {policy.name} không có lựa chọn {name!r}.")
        actions |= policy.switches[name].actions
    return replace(policy, name="+".join([policy.name, *thrown]), actions=actions) if thrown else policy


def for_court(policy: Policy, court: str) -> Policy:
    """Return the policy with the switches that it holds for the court with this code."""
    return with_switches(policy, policy.courts.get(court, ()))


def preview(mentions: Iterable[Placed], before: Policy, after: Policy) -> tuple[Change, ...]:
    """Return the places of a document that another policy, or the same with a switch, would treat differently."""
    changes = []
    for mention in mentions:
        old, new = before.action(mention.label, mention.role), after.action(mention.label, mention.role)
        if old != new:
            changes.append(Change(mention.start, mention.end, mention.label, mention.role, old, new))
    return tuple(changes)


def effects(mentions: Sequence[Placed], policy: Policy | None = None) -> tuple[Effect, ...]:
    """Return what each switch of a policy (the first one when none is given) would change in a document, in order."""
    held = policy or P1
    return tuple(
        Effect(switch.name, switch.title, preview(mentions, held, with_switches(held, [switch.name])))
        for switch in held.switches.values()
    )


def parse_policy(content: str) -> Policy:
    """Return the policy of a TOML text; raise UnknownPolicy when a label, an action or a switch is none of ours."""
    data = tomllib.loads(content)
    actions = _parse_actions(data.get("actions", {}))
    if not data.get("name") or not actions:
        raise UnknownPolicy("Tệp chính sách mã hóa thiếu tên hoặc thiếu danh mục.")
    switches = {
        name: Switch(name, table.get("title", name), _parse_actions(table.get("actions", {})))
        for name, table in data.get("switches", {}).items()
    }
    courts = {code: tuple(names) for code, names in data.get("courts", {}).items()}
    for names in courts.values():
        if set(names) - switches.keys():
            raise UnknownPolicy(f"Chính sách {data['name']} không có lựa chọn {sorted(set(names) - switches.keys())}.")
    return Policy(
        data["name"],
        str(data.get("valid_from", "")),
        data.get("basis", ""),
        actions,
        str(data.get("valid_to", "")),
        switches,
        courts,
    )


def _parse_actions(table: Mapping[str, Any]) -> dict[str, Action]:
    actions: dict[str, Action] = {}
    for key, action in table.items():
        if key.split(".")[0] not in LABELS or action not in _ACTIONS:
            raise UnknownPolicy(f"Chính sách mã hóa có dòng không hợp lệ: {key} = {action}.")
        actions[key] = action
    return actions


def load_policy(name: str) -> Policy:
    """Return the policy shipped under the name; raise UnknownPolicy when there is none."""
    resource = files("anonymizer").joinpath("policy", f"{name}.toml")
    if not name.isalnum() or not resource.is_file():
        raise UnknownPolicy(f"Không có chính sách mã hóa tên {name!r}.")
    return parse_policy(resource.read_text(encoding="utf-8"))


def policy_on(day: date) -> Policy:
    """Return the shipped policy that is valid on a day, the newest of several; raise UnknownPolicy when none is."""
    names = (file.name for file in files("anonymizer").joinpath("policy").iterdir())
    shipped = [load_policy(name.removesuffix(".toml")) for name in names if name.endswith(".toml")]
    valid = [policy for policy in shipped if policy.holds_on(day)]
    if not valid:
        raise UnknownPolicy(f"Không có chính sách mã hóa nào có hiệu lực ngày {day.isoformat()}.")
    return max(valid, key=lambda policy: policy.valid_from)


P1 = load_policy("p1")
"""The first policy: contract section 6."""
