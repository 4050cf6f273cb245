"""Ho Chi Minh City's Party guidance 06-HD: each task by progress and quality, a bonus for early work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from thenchot.rules.book import ASK
from thenchot.rules.errors import wrong_shape
from thenchot.rules.given import Given
from thenchot.rules.level import holds
from thenchot.rules.methods import decree
from thenchot.rules.numbers import COUNT, PERCENT, exact, within
from thenchot.rules.verdict import Value, Verdict

PROGRESS_SHARE, QUALITY_SHARE = Fraction(3, 10), Fraction(7, 10)
RESULTS_MAX = Fraction(70)


@dataclass(frozen=True)
class Task:
    planned: Fraction
    late: int
    quality: Fraction

    def points(self, steps: Sequence[Mapping[str, Fraction]]) -> Fraction:
        """standard × difficulty × (30 % progress + 70 % quality)."""
        mixed = PROGRESS_SHARE * progress(self.late, steps) + QUALITY_SHARE * self.quality / 100
        return self.planned * mixed


def progress(late: int, steps: Sequence[Mapping[str, Fraction]]) -> Fraction:
    """The share of the first step whose last day covers the delay, in working days; nothing beyond them."""
    for step in steps:
        if late <= step["late_working_days_max"]:
            return Fraction(step["value"])
    return Fraction(0)


def score(line: Given) -> Verdict:
    """min((actual + bonus) / planned × 70; 70); nothing planned gives no score."""
    general = line.number("general", decree.GENERAL)
    tasks = _tasks(line)
    steps = cast(Sequence[Mapping[str, Fraction]], line.book.tables["progress_steps"])
    planned = sum((task.planned for task in tasks), Fraction(0))
    actual = sum((task.points(steps) for task in tasks), Fraction(0))
    early = [task for task in tasks if task.late < 0]
    bonus = _bonus(line, early, steps)
    ahead = Fraction(len(early) * 100, len(tasks)) if tasks else None
    values = {"planned": planned, "actual": actual, "bonus": bonus}
    if planned == 0 or ahead is None:
        line.reason("nothing_assigned", line.cited("planned"))
        empty = {"results": None, "score": None, "ahead_pct": ahead, "level_by_score": None, "level": ASK}
        return line.verdict({**values, **empty})
    results = min((actual + bonus) / planned * RESULTS_MAX, RESULTS_MAX)
    line.reason("general", line.cited("general"), general, general=general, max=decree.GENERAL.high)
    _explain(line, tasks, steps)
    line.reason("city_results", line.cited("results"), results, **values)
    return line.verdict({**values, "results": results, **_ranked(line, general + results, ahead)})


def _bonus(line: Given, early: Sequence[Task], steps: Sequence[Mapping[str, Fraction]]) -> Fraction:
    rule = cast(Mapping[str, Fraction], line.book.tables["early_bonus"])
    earned = sum((task.points(steps) for task in early), Fraction(0)) * rule["share_of_task"]
    return min(earned, Fraction(rule["max_points"]))


def _ranked(line: Given, total: Fraction, ahead: Fraction) -> dict[str, Value]:
    by_score = decree.by_band(line, total)
    return {
        "score": total,
        "ahead_pct": ahead,
        "level_by_score": by_score,
        "level": _level(line, total, ahead),
    }


def _explain(line: Given, tasks: Sequence[Task], steps: Sequence[Mapping[str, Fraction]]) -> None:
    """Each task's part of what was achieved; the points themselves are added by the results."""
    for number, task in enumerate(tasks, start=1):
        line.reason(
            "city_task",
            line.cited("task"),
            None,
            number=number,
            planned=task.planned,
            progress=progress(task.late, steps),
            quality=task.quality,
            achieved=task.points(steps),
        )


def _tasks(line: Given) -> list[Task]:
    found: list[Task] = []
    for at, (standard, difficulty, late, quality) in enumerate(line.rows("tasks", 4)):
        field = f"input.tasks[{at}]"
        planned = within(standard, f"{field}[0]", COUNT) * within(difficulty, f"{field}[1]", COUNT)
        days = exact(late, f"{field}[2]")
        if days.denominator != 1:
            raise wrong_shape(f"{field}[2]", "not_whole", value=days)
        found.append(Task(planned, days.numerator, within(quality, f"{field}[3]", PERCENT)))
    return found


def _level(line: Given, total: Fraction, ahead: Fraction) -> str:
    """A level whose condition fails gives way to the next one."""
    for known in line.book.levels:
        if total < known.min:
            continue
        failed = [rule for rule in known.conditions if not holds(rule, {"ahead_pct": ahead})]
        if not failed:
            return known.code
        line.reason("condition_ahead_pct", known.citation, fact=ahead, value=failed[0].value)
    return ASK
