"""What recorded facts propose to take off which line (đề xuất trừ điểm): a body's own word on its rules, each fact once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact, FactUse
from thenchot.evidence.office_rules import PlacedRule, rules_on
from thenchot.evidence.queries import FactRow, rows_of
from thenchot.lib.periods import Period


@dataclass(frozen=True)
class Judged:
    """A sheet as this room needs it: its number, whose it is, where they work."""

    id: int
    person_id: int
    path: str


@dataclass(frozen=True)
class Deduction:
    """One fact and what it proposes to take off one line, with the rule that says so."""

    fact: FactRow
    criterion: str
    points: Fraction
    rule: str
    document: str


def deductions_of(rulebook: str, period: str, sheets: list[Judged]) -> dict[int, list[Deduction]]:
    """By sheet. Left out: facts weighed on another sheet already (another month, another rulebook), those whose matter a plan
    row counts in a, b or c, and those in dispute until their office has answered.
    """
    months = [str(month) for month in Period.parse(period).parts(1)]
    kinds = [kind.code for kind in all_kinds().values() if kind.deductible]
    people = {sheet.person_id: sheet for sheet in sheets}
    rows = Fact.objects.filter(kind__in=kinds, period__in=months, person_id__in=people, withdrawn_at=None, task=None)
    facts = [fact for fact in rows_of(rows.order_by("happened_on", "id")) if fact.polarity == "adverse" and not fact.disputed]
    if not facts:
        return {}
    used, on = _used_elsewhere(facts, people), cache(rules_on)
    found: dict[int, list[Deduction]] = {}
    for fact in facts:
        sheet = people[fact.person_id or 0]
        rule = _rule(fact, sheet.path, on(fact.happened_on or Period.parse(fact.period).last))
        one = _proposed(fact, rule, rulebook) if fact.id not in used else None
        if one is not None:
            found.setdefault(sheet.id, []).append(one)
    return found


def _used_elsewhere(facts: list[FactRow], people: Mapping[int, Judged]) -> set[int]:
    rows = FactUse.objects.filter(fact_id__in=[fact.id for fact in facts]).values_list("fact_id", "person_id", "sheet_id")
    return {fact for fact, person, sheet in rows if person not in people or people[person].id != sheet}


def _rule(fact: FactRow, path: str, rules: list[PlacedRule]) -> PlacedRule | None:
    """The word of the nearest body above the person, on the rule that was broken or on the kind of fact."""
    codes = (fact.rule_code, fact.kind.code)
    return next((rule for rule in rules if rule.code in codes and rule.code and path.startswith(rule.path)), None)


def _proposed(fact: FactRow, rule: PlacedRule | None, rulebook: str) -> Deduction | None:
    said = rule.deducts.get(rulebook) if rule else None
    if rule is None or not said or Fraction(said["points"]) <= 0:
        return None
    return Deduction(fact, said["criterion"], Fraction(said["points"]), rule.code, rule.document)
