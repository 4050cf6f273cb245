"""Nghị định 90/2020: a level from counts of tasks, no score (past years)."""

from __future__ import annotations

from thenchot.rules.book import ASK
from thenchot.rules.errors import out_of_range
from thenchot.rules.given import Given
from thenchot.rules.verdict import Reason, Verdict


def level(line: Given) -> Verdict:
    tasks = line.count("tasks")
    counts = {name: line.count(name) for name in ("done", "not_ok", "exceed")}
    for name, count in counts.items():
        if count > tasks:
            raise out_of_range(f"input.{name}", "above_maximum", value=count, max=tasks)
    # Both are read whatever the first says: a fact that is neither true nor false is refused.
    disciplined, degraded = line.flag("discipline"), line.flag("degradation")
    if disciplined or degraded:
        code = "discipline_in_year" if disciplined else "degradation_concluded"
        return _answer(line, "KHT", code, level="KHT")
    if tasks == 0:
        return _answer(line, ASK, "nothing_assigned")
    found, code = _by_counts(tasks, counts["done"], counts["not_ok"], counts["exceed"])
    return _answer(line, found, code, tasks=tasks, **counts)


def _by_counts(tasks: int, done: int, not_ok: int, exceed: int) -> tuple[str, str]:
    """The decree is silent between 20 % and 50 % below standard, and on tasks not done: ASK."""
    if not_ok * 2 > tasks:
        return "KHT", "over_half_not_ok"
    if done < tasks:
        return ASK, "no_level_fits_tasks"
    if not_ok == 0:
        return ("HTXS", "half_exceed") if exceed * 2 >= tasks else ("HTT", "all_done_ok")
    if not_ok * 5 <= tasks:
        return "HT", "fifth_not_ok"
    return ASK, "no_level_fits_tasks"


def _answer(line: Given, found: str, code: str, **params: int | str) -> Verdict:
    known = line.book.level(found)
    article = known.citation if known is not None else line.book.citation
    line.because.append(Reason(code, article, params))
    return line.verdict({"level": found})
