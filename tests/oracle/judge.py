"""The oracle itself: a line as text in, what its answer has to be out. Knows the contract, nothing of the product."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from tests.oracle import cities, haiquan, hcm06, nd90, nd233, nd335, nd335_year, qd366, rewards, to_chuc
from tests.oracle.facts import WRONG_SHAPE, Facts, Fault, RefusedError

Kind = str | None
Rule = Callable[[Facts], dict[str, object]]

DECREE, ORGANISATION, UNIT = "nd335-2025-cong-chuc", "nd335-2025-to-chuc", "nd233-2026-vien-chuc"
PARTY, PARTY_ALIAS, CITY, CUSTOMS = "qd366-2025", "hd02-2026-quy", "hcm-06hd-2026", "haiquan-21169-2026"

_PARTY: Mapping[Kind, Rule] = {
    "hd02": qd366.hd02,
    "hd02_simple": qd366.hd02_simple,
    "condition": qd366.condition,
    "cap": qd366.cap,
}
_HANOI: Mapping[Kind, Rule] = {
    None: cities.hanoi,
    "cap_all": cities.hanoi_cap_all,
    "mean": cities.hanoi_mean,
}

RULES: Mapping[str, Mapping[Kind, Rule]] = {
    DECREE: {
        "staff": nd335.staff,
        "leader": nd335.leader,
        "mean": nd335_year.mean,
        "special": nd335_year.special,
        "cap": nd335_year.cap,
    },
    ORGANISATION: {None: to_chuc.level},
    UNIT: {"staff_w": nd233.staff_w, "manager_w": nd233.manager_w, "mean": cities.plain_mean},
    "nd90-2020": {None: nd90.level},
    PARTY: _PARTY,
    PARTY_ALIAS: _PARTY,
    CITY: {None: hcm06.score, "mean": cities.plain_mean},
    "hn-3814-2018": _HANOI,
    "hn-1841-2021": _HANOI,
    "hcm-qd20-2024": {None: cities.quarter_paid, "pay": cities.pay, "mean": cities.paid_mean},
    "danang-2013": {None: cities.danang},
    CUSTOMS: {
        None: haiquan.year,
        "staff": nd335.staff,
        "leader": nd335.leader,
        "cap": nd335_year.cap,
    },
    "rewards": {
        "units": rewards.units,
        "group": rewards.group,
        "ldtt": rewards.ldtt,
        "hn_year_end": rewards.hn_year_end,
        "cstdcs_cap": rewards.cstdcs_cap,
    },
}

# Known from second hand, from memory or not at all: computed all the same, with a warning.
OFF: Mapping[str, tuple[Kind, ...]] = {
    UNIT: ("staff_w", "manager_w", "mean"),
    PARTY: ("hd02", "hd02_simple", "cap"),
    PARTY_ALIAS: ("hd02", "hd02_simple", "cap"),
    CITY: (None, "mean"),
    "hn-1841-2021": (None, "cap_all", "mean"),
    CUSTOMS: (None, "staff", "leader", "cap"),
    "rewards": ("units", "group", "cstdcs_cap"),
}
SWITCHED_OFF = "chưa được bật"


@dataclass(frozen=True)
class Expected:
    """What an answer must hold. With `faults` it is an error that names one of them.

    `line` is the number to be printed where the line has no id. `warnings` are words of each, in any order.
    """

    id: object
    values: Mapping[str, object] = field(default_factory=dict)
    assumed: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    faults: frozenset[Fault] = frozenset()
    line: int | None = None


def expected(book: str, text: str, number: int = 1) -> Expected:
    """What `thenchot evaluate book` has to answer to this line, the number-th of its input."""
    try:
        line = json.loads(text, parse_float=Decimal, parse_constant=_no_json)
    except ValueError:
        return Expected(None, faults=frozenset({(WRONG_SHAPE, "")}), line=number)
    if not isinstance(line, dict):
        return Expected(None, faults=frozenset({(WRONG_SHAPE, "")}), line=number)
    line_id = line.get("id")
    if isinstance(line_id, bool) or not isinstance(line_id, str | int | Decimal):
        return Expected(None, faults=frozenset({(WRONG_SHAPE, "id")}), line=number)
    return _judged(book, line_id, line)


def _no_json(name: str) -> object:
    raise ValueError(name)


def _judged(book: str, line_id: object, line: Mapping[str, object]) -> Expected:
    kind, config = line.get("kind"), line.get("config")
    if kind is not None and (not isinstance(kind, str) or kind not in RULES[book]):
        return Expected(line_id, faults=frozenset({(WRONG_SHAPE, "kind")}))
    if config is not None and not isinstance(config, dict):
        return Expected(line_id, faults=frozenset({(WRONG_SHAPE, "config")}))
    if kind not in RULES[book]:
        return Expected(line_id, faults=frozenset({(WRONG_SHAPE, "kind")}))
    facts = Facts(line.get("input"), config or {})
    try:
        values = RULES[book][kind](facts)
    except RefusedError:
        return Expected(line_id, faults=frozenset(facts.faults))
    off = (SWITCHED_OFF,) if kind in OFF.get(book, ()) else ()
    return Expected(line_id, values, tuple(facts.assumed), (*off, *facts.warnings))
