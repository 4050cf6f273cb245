"""Oracle of guidance 06-HD of Ho Chi Minh City: tasks by progress and quality, a bonus for early work."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import WRONG_SHAPE, Facts
from tests.oracle.nd335 import Values, level_of

SEVEN, SEVENTY = Fraction(7), Fraction(70)


class Task:
    def __init__(self, standard: Fraction, difficulty: Fraction, late: int, quality: Fraction) -> None:
        self.planned = standard * difficulty
        self.early = late < 0
        progress = Fraction(0)
        if late <= 0:
            progress = Fraction(1)
        elif late <= 3:
            progress = Fraction(8, 10)
        elif late <= 5:
            progress = Fraction(6, 10)
        self.points = (
            standard * (Fraction(30, 100) * progress + Fraction(70, 100) * quality / 100) * difficulty
        )


def score(facts: Facts) -> Values:
    general = facts.number("general", 0, 30)
    tasks = _tasks(facts)
    facts.all_read()
    planned = sum((task.planned for task in tasks), Fraction(0))
    actual = sum((task.points for task in tasks), Fraction(0))
    early = [task for task in tasks if task.early]
    bonus = min(sum((task.points * Fraction(5, 100) for task in early), Fraction(0)), SEVEN)
    ahead = Fraction(100 * len(early), len(tasks)) if tasks else None
    values: Values = {"planned": planned, "actual": actual, "bonus": bonus, "ahead_pct": ahead}
    if planned == 0 or ahead is None:
        # Nothing was planned, and a score is never invented.
        return {**values, **dict.fromkeys(["results", "score", "level_by_score"]), "level": "ASK"}
    results = min((actual + bonus) / planned * 70, SEVENTY)
    total = general + results
    level = level_of(total)
    if level == "HTXS" and ahead < 30:
        level = "HTT"
    return {**values, "results": results, "score": total, "level_by_score": level_of(total), "level": level}


def _tasks(facts: Facts) -> list[Task]:
    tasks: list[Task] = []
    for place, entry in enumerate(facts.listed("tasks")):
        field = f"input.tasks[{place}]"
        row = facts.row_at(entry, field, 4)
        if not row:
            continue
        standard, difficulty = (facts.number_at(row[at], f"{field}[{at}]") for at in (0, 1))
        late = facts.number_at(row[2], f"{field}[2]", None)
        if late.denominator != 1:
            facts.wrong(WRONG_SHAPE, f"{field}[2]")
        quality = facts.number_at(row[3], f"{field}[3]", 0, 100)
        tasks.append(Task(standard, difficulty, int(late), quality))
    return tasks
