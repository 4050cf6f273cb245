"""Where a line of one's own sheet starts (điền sẵn): at the last confirmed mark, and empty where something new speaks against it.

Facts that a plan row counts in a, b or c empty no line, nor do those weighed on another sheet: one fact, once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.row_evidence import ADVERSE
from thenchot.assessment.steps import OPENED
from thenchot.audit.chain import moment_text
from thenchot.audit.queries import acts_on
from thenchot.evidence.kinds import line_of
from thenchot.evidence.models import FactUse
from thenchot.evidence.queries import FactRow, facts_bearing
from thenchot.lib.periods import Period

Against = Mapping[str, tuple[FactRow, ...]]


def against_lines(sheet: Sheet) -> Against:
    """By criterion, what was recorded of this period against it, since the sheet was last sent; only while it is filled in."""
    if sheet.state != OPENED or not getattr(sheet, "has_facts", True):
        return {}
    bearing = facts_bearing([sheet.person_id], sheet.cycle.period).get(sheet.person_id, [])
    facts = [fact for fact in bearing if _speaks(fact, sheet.cycle.period)]
    if not facts:
        return {}
    used, known = _weighed_elsewhere([fact.id for fact in facts], sheet), _last_sent(sheet)
    found: dict[str, list[FactRow]] = defaultdict(list)
    for fact in facts:
        line = line_of(fact.kind, sheet.cycle.rulebook)
        if line and fact.id not in used and moment_text(fact.at) > known:
            found[line].append(fact)
    return {line: tuple(rows) for line, rows in found.items()}


def _speaks(fact: FactRow, period: str) -> bool:
    """Against the person, of this period, and not counted in the work."""
    return fact.polarity == ADVERSE and not fact.counted_in_work and _of_period(fact, period)


def _last_sent(sheet: Sheet) -> str:
    """When the person chose the marks of a sheet that came back, as the trail writes moments; "" for one never sent."""
    last = acts_on("sheet", [sheet.id], ("self_assess",)).last() if sheet.was_sent else None
    return last.at if last else ""


def _of_period(fact: FactRow, period: str) -> bool:
    """Of a fact that names no month the day its decision has effect, or of its paper: it bears on one period."""
    span = Period.parse(period)
    if fact.period:
        return fact.period in {str(month) for month in span.parts(1)} or fact.period == period
    return span.first <= (fact.decided_on or fact.document_on) <= span.last


def _weighed_elsewhere(facts: Iterable[int], sheet: Sheet) -> set[int]:
    uses = FactUse.objects.filter(fact_id__in=list(facts), person_id=sheet.person_id).exclude(sheet_id=sheet.id)
    return set(uses.values_list("fact_id", flat=True))
