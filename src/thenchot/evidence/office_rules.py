"""Rules of the offices' regulations by code: those that every office commonly has, and a place's own from a day."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.db.models import QuerySet

from thenchot.evidence.entries import Entry
from thenchot.evidence.models import OfficeRule
from thenchot.evidence.refusals import NOT_RULE_SETTER, RULE_NOT_FOUND, RULE_UNKNOWN
from thenchot.evidence.subjects import OFFICES
from thenchot.organisation.queries import UnitAt, in_force, unit_on, units_on, versions_on
from thenchot.people.identity import Identity
from thenchot.rulesets.reading import Node, read_yaml

DATA = Path(__file__).parent / "office_rules.yaml"


@dataclass(frozen=True)
class CommonRule:
    """A rule that comes with the product, without anything it takes off."""

    code: str
    vi: str
    en: str


@lru_cache(maxsize=1)
def common_rules() -> dict[str, CommonRule]:
    found = {}
    for code, values in read_yaml(DATA).items():
        node = Node(DATA.name, code, values)
        found[code] = CommonRule(code, node.text("vi"), node.text("en"))
        node.done()
    return found


@dataclass(frozen=True)
class PlacedRule:
    """A body's rule with the path of its place; `deducts` by rulebook: criterion and points, exact texts."""

    id: int
    version: int
    path: str
    code: str
    text: str
    document: str
    deducts: Mapping[str, Mapping[str, str]]
    valid_from: date
    valid_to: date | None


def rules_on(day: date, rows: QuerySet[OfficeRule] | None = None) -> list[PlacedRule]:
    """Every rule in force on the day, the deepest place first: there the nearest body's word stands before those above."""
    paths = dict(versions_on(day).values_list("unit_id", "path"))
    found = (OfficeRule.objects.all() if rows is None else rows).filter(in_force(day)).order_by("-valid_from", "-id")
    placed = [
        PlacedRule(
            row.id, row.version, paths[row.scope_id], row.code, row.text, row.document, row.deducts, row.valid_from, row.valid_to
        )
        for row in found
        if row.scope_id in paths
    ]  # fmt: skip
    return sorted(placed, key=lambda rule: -len(rule.path))


def require_rule(viewer: Identity, entry: Entry, on: Callable[[date], list[PlacedRule]] = rules_on) -> None:
    """A violation names a rule that the office's places have, or one that every office commonly has."""
    if "rule" not in entry.kind.asks or entry.rule_code in common_rules():
        return
    placed = (rule for rule in on(entry.happened_on or viewer.day) if rule.code == entry.rule_code)
    mine = [path for _role, path in viewer.grants]
    if not any(rule.path.startswith(path) or path.startswith(rule.path) for rule in placed for path in mine):
        raise RULE_UNKNOWN(field="rule_code", code=entry.rule_code)


def rules_for(viewer: Identity) -> list[tuple[str, str]]:
    """(code, text) of the rules a violation may name in the viewer's places: their own, then those common to all."""
    mine = [path for _role, path in viewer.grants]
    placed = {rule.code: rule.text for rule in reversed(rules_seen(viewer, mine))}
    return sorted(({rule.code: rule.vi for rule in common_rules().values()} | placed).items())


SETTER = "organisation_body"


def setters_places(viewer: Identity) -> list[UnitAt]:
    """The places a viewer may set rules for: those of the role and the bodies in them."""
    return [
        unit
        for path in viewer.scopes(SETTER)
        for unit in units_on(viewer.day, path).values()
        if unit.path == path or unit.position != "direct"
    ]


def require_setter(viewer: Identity, unit_id: int) -> UnitAt:
    """The place, for the personnel body over it: 403 for other offices, 404 for a place elsewhere."""
    if not viewer.has(SETTER):
        raise NOT_RULE_SETTER() if viewer.grants else RULE_NOT_FOUND()
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not viewer.has(SETTER, unit.path):
        raise RULE_NOT_FOUND()
    return unit


def rule_to_end(viewer: Identity, rule_id: int) -> OfficeRule:
    """For the personnel body of the rule's place: 403 for who reads the register there, 404 for others."""
    found = OfficeRule.objects.filter(id=rule_id, valid_to=None).first()
    unit = unit_on(found.scope_id, viewer.day) if found else None
    if found is None or unit is None or not any(viewer.has(role, unit.path) for role in (*OFFICES, "auditor")):
        raise RULE_NOT_FOUND()
    require_setter(viewer, found.scope_id)
    return found


def rules_seen(viewer: Identity, paths: Collection[str]) -> list[PlacedRule]:
    """The rules in force today in these places, above them or below them."""
    rules = rules_on(viewer.day)
    return [rule for rule in rules if any(rule.path.startswith(path) or path.startswith(rule.path) for path in paths)]
