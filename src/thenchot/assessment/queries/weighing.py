"""What each answer to the question of an objective cause would make of the score (Điều 14 khoản 2), before it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.scoring import fractions_of, score
from thenchot.rules.facts import TaskFact
from thenchot.workplan.queries import TaskRow, facts_in


@dataclass(frozen=True)
class Totals:
    """The score with every time of the task excused, and with none."""

    accepted: Fraction
    refused: Fraction


def totals_by_cause(sheet: Sheet, rows: Sequence[TaskRow]) -> dict[int, Totals]:
    """By task that was late or rejected; nothing where the rulebook's score does not hang on it, or there is none."""
    asked = [row for row in rows if row.counted and (row.latenesses or row.rejections)]
    if not asked:
        return {}
    bench = Bench(sheet.cycle, [sheet], {sheet.person_id: facts_in(rows)})
    found = {}
    for row in asked:
        both = [_score(bench, sheet, [_with(other, row, excused) for other in rows]) for excused in (True, False)]
        if both[0] is not None and both[1] is not None and both[0] != both[1]:
            found[row.id] = Totals(both[0], both[1])
    return found


def _with(row: TaskRow, asked: TaskRow, excused: bool) -> TaskRow:
    if row.id != asked.id:
        return row
    times = (row.latenesses, row.rejections) if excused else (0, 0)
    return replace(row, latenesses_excused=times[0], rejections_excused=times[1])


def _score(bench: Bench, sheet: Sheet, rows: Sequence[TaskRow]) -> Fraction | None:
    marks, leader = fractions_of(sheet.marks.get("self")), sheet.marks.get("self_leader", {})
    facts = bench.facts(sheet, marks, leader, provisional=True)
    tasks: list[TaskFact] = facts_in(rows)
    return score(bench.book, bench.kind(sheet), replace(facts, tasks=tasks), sheet.cycle.settings).score
