"""The parts of a period's page as the template needs them: the line of steps, the bars, reasons in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from thenchot.assessment.caps import CapState
from thenchot.assessment.queries.progress import CycleRow, StepCount
from thenchot.assessment.steps import ABSENCES, STATE_NAMES, SUBMITTED, WAITS_IN
from thenchot.web import dates
from thenchot.web.numbers import thousands

SHOWN_CAPS = 8


def step_line(steps: Sequence[StepCount], row: CycleRow, today: date) -> list[dict[str, str]]:
    """Steps for the line: done when nobody waits and it has begun, now while it runs or somebody still owes it."""
    return [
        {
            "name": one.step.vi,
            "dates": span(one.step.first, one.step.last),
            "note": _note(one, row.asked, row),
            "state": _state(one, row, today),
        }
        for one in steps
    ]


def span(first: date, last: date) -> str:
    """Return 20–22/11, or 25/11 for one day."""
    if first == last:
        return dates.short_day(first)
    start = f"{first:%d}" if first.month == last.month else dates.short_day(first)
    return f"{start}–{dates.short_day(last)}"


def _note(one: StepCount, asked: int, row: CycleRow) -> str:
    if one.step.code in WAITS_IN:
        return _("%(n)s / %(all)s phiếu") % {"n": thousands(one.passed), "all": thousands(asked)}
    if one.step.code in ("publish", "notify") and row.state != "open":
        return _("%(n)s kết quả") % {"n": thousands(row.finished)}
    return ""


def _state(one: StepCount, row: CycleRow, today: date) -> str:
    if row.state != "open":
        return "done"
    if one.step.first > today:
        return ""
    over = today > one.step.last
    if one.step.code in ("publish", "notify"):
        return "now"
    return "now" if one.waiting or not over else "done"


def level_bar(counts: Mapping[str, int], asked: int) -> list[tuple[str, object, int]]:
    """Counts of a distribution as (label, tone, count) for the bar, those without a score at the end."""
    codes = [code for code in counts if code != "ASK"]
    found: list[tuple[str, object, int]] = [
        (code, place, counts[code]) for place, code in enumerate(codes[:4], start=1)
    ]
    if counts.get("ASK"):
        found.append((_("chưa có mức, chờ quyết định"), "ask", counts["ASK"]))
    rest = asked - sum(counts.values())
    return [*found, (_("chưa chấm"), "none", rest)] if rest > 0 else found


def reason_words(code: str, *, yearly: bool = False) -> str:
    """A state or an absence as the list of the missing names it; nobody confirms a year."""
    if yearly and code == SUBMITTED:
        return _("đã gửi, chờ đề xuất mức")
    return str(ABSENCES.get(code) or STATE_NAMES.get(code) or code)


def missing_words(counts: Mapping[str, int], *, yearly: bool = False) -> list[tuple[str, int, bool]]:
    """(reason, how many, whether it is an excuse with a basis), the unfinished first, the many before the few."""
    rows = [(reason_words(code, yearly=yearly), count, code in ABSENCES) for code, count in counts.items()]
    return sorted(rows, key=lambda row: (row[2], -row[1]))


def caps_shown(states: Sequence[CapState]) -> dict[str, Any]:
    """Groups over the cap first, then the nearest to it; the rest are folded."""
    groups = sorted(
        states, key=lambda state: (-state.over, state.allowed - state.count, -state.counted, state.body)
    )
    groups = [state for state in groups if state.count or state.allowed or state.ranked]
    return {
        "first": groups[:SHOWN_CAPS],
        "rest": groups[SHOWN_CAPS:],
        "over": sum(1 for state in groups if state.over),
        "binding": any(state.binding for state in groups),
    }
