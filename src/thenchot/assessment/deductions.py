"""What recorded facts propose to take off lines of a sheet: at most so much is left, unless the scorer says why not.

The software proposes, the scorer decides (Điều 17 khoản 2): a mark at or under what is left takes the facts as counted; one
above it needs a reason. Either way each fact is weighed here, and proposes nothing on another sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.refusals import DEDUCTION_UNANSWERED
from thenchot.assessment.scoring import fractions_of, kept, kind_for, shown
from thenchot.evidence.deductions import Deduction, Judged, deductions_of
from thenchot.evidence.models import FactUse
from thenchot.rulesets.queries import frozen

ZERO = Fraction(0)


@dataclass(frozen=True)
class Proposal:
    """The deductions proposed for one sheet."""

    sheet: Sheet
    deductions: Sequence[Deduction]

    @cached_property
    def left(self) -> dict[str, Fraction]:
        """What is left of each line that facts take from: its maximum without their points, never below nothing."""
        lines: dict[str, Fraction] = {}
        for one in self.deductions:
            lines[one.criterion] = max(ZERO, lines.get(one.criterion, self._most[one.criterion]) - one.points)
        return lines

    def of(self, criterion: str) -> list[Deduction]:
        return [one for one in self.deductions if one.criterion == criterion]

    def reduced(self) -> dict[str, str]:
        """The person's own marks above what is left, brought down to it, as typed: what the scorer's form starts with."""
        own = fractions_of(self.sheet.marks.get("self"))
        return {line: shown(most) for line, most in self.left.items() if own.get(line, ZERO) > most}

    def refuse_unanswered(self, marks: Mapping[str, Fraction], reason: str) -> None:
        above = {line: most for line, most in self.left.items() if marks.get(line, ZERO) > most}
        if above and not reason.strip():
            said = "; ".join(f"{line}: {shown(most)}" for line, most in sorted(above.items()))
            raise DEDUCTION_UNANSWERED(field="reason", name=self.sheet.person.full_name, lines=said)

    def uses(self, marks: Mapping[str, Fraction], reason: str, at: datetime) -> tuple[FactUse, ...]:
        """Each fact with what it took off: the earlier ones first, up to what the mark lacks of the maximum."""
        lacking = {line: self._most[line] - marks.get(line, ZERO) for line in self.left}
        found = []
        for one in self.deductions:
            taken = max(ZERO, min(one.points, lacking[one.criterion]))
            lacking[one.criterion] -= taken
            found.append(
                FactUse(
                    fact_id=one.fact.id, person_id=self.sheet.person_id, sheet_id=self.sheet.id,
                    rulebook=self.sheet.cycle.rulebook, period=self.sheet.cycle.period, criterion=one.criterion,
                    points=kept({"": taken})[""], reason="" if taken == one.points else reason.strip(), at=at,
                )
            )  # fmt: skip
        return tuple(found)

    @cached_property
    def _most(self) -> dict[str, Fraction]:
        return _maxima(self.sheet)


def proposals_of(cycle: Cycle, sheets: Sequence[Sheet]) -> dict[int, Proposal]:
    """By sheet, for those that have any; one query where nobody has such a fact."""
    asked = [sheet for sheet in sheets if vars(sheet).get("has_facts", True)]
    if not asked:
        return {}
    judged = [Judged(sheet.id, sheet.person_id, sheet.unit_path) for sheet in asked]
    found = deductions_of(cycle.rulebook, cycle.period, judged)
    made = {sheet.id: Proposal(sheet, _on_lines(sheet, found[sheet.id])) for sheet in asked if sheet.id in found}
    return {number: one for number, one in made.items() if one.deductions}


def _on_lines(sheet: Sheet, found: Sequence[Deduction]) -> list[Deduction]:
    """Those whose line this sheet has, with a maximum to take from."""
    most = _maxima(sheet)
    return [one for one in found if one.criterion in most]


def _maxima(sheet: Sheet) -> dict[str, Fraction]:
    book = frozen(sheet.cycle.digest)
    leaves = book.leaves(kind_for(book, sheet.rank, sheet.cycle.settings))
    return {leaf.id: Fraction(leaf.max) for leaf in leaves if leaf.max is not None}
