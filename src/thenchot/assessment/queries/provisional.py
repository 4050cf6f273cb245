"""Provisional figures of many sheets: the same rules on the same facts give the same score, so they are judged once.

A head comes back to the grid after each act, and of 94 people one has changed.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.scoring import Scored, exact, fractions_of, score
from thenchot.lib import canonical
from thenchot.rules.facts import SheetFacts
from thenchot.rulesets.queries import frozen

Figures = tuple[dict[str, Any], Fraction | None, str]
"""Values by name, score, band."""


@dataclass(frozen=True)
class Question:
    """What the engine is asked. Two are the same when rulebook, settings and every fact are."""

    known: Hashable
    digest: str = field(compare=False)
    kind: str | None = field(compare=False)
    facts: SheetFacts = field(compare=False)
    settings: dict[str, Any] = field(compare=False)


def provisional(bench: Bench, sheet: Sheet) -> Figures:
    """What confirming the sheet as it was handed in would give."""
    marks, leader = fractions_of(sheet.marks.get("self")), sheet.marks.get("self_leader", {})
    if bench.yearly:
        return _figures(bench.judge(sheet, marks, leader, provisional=True))
    facts, cycle = bench.facts(sheet, marks, leader, provisional=True), bench.cycle
    rules = (cycle.digest, bench.kind(sheet), canonical.dumps(cycle.settings))
    told = (tuple(marks.items()), tuple(facts.tasks), facts.leader, canonical.dumps(facts.extra), tuple(facts.appraised))
    return _answer(Question((rules, told), cycle.digest, bench.kind(sheet), facts, cycle.settings))


@lru_cache(maxsize=4096)
def _answer(asked: Question) -> Figures:
    return _figures(score(frozen(asked.digest), asked.kind, asked.facts, asked.settings))


def _figures(scored: Scored) -> Figures:
    return exact(scored.verdict["values"]), scored.score, scored.band
