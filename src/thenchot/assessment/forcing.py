"""What forces or limits a level in a cycle, whatever the score: recorded facts about the person, the organisation's level.

Reading: the overrides of Điều 20 khoản 4 and the ceiling of khoản 6 are about the level (mức xếp loại), which is given for a
year (Điều 19 khoản 1). So they hold in the rulebook's ranking period and in any period whose steps decide a level; a month
that ends with a score (Điều 17) only shows them as a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import has
from thenchot.evidence.queries import FactRow, forcing_facts, organisation_levels
from thenchot.lib.periods import Period
from thenchot.rules.acts import Place, Ruling, rulings
from thenchot.rules.book import Rulebook

ORGANISATION_LEVEL = "organisation_level"


@dataclass(frozen=True)
class Ground:
    """A recorded fact and what becomes of it in this ranking: it counts, it does not, or a person must say."""

    fact: FactRow
    ruling: Ruling
    codes: tuple[str, ...]
    """The overrides of the rulebook it is the ground of."""


@dataclass(frozen=True)
class Forcing:
    """Overrides in force for one sheet, the organisation's level, and the documents both rest on."""

    grounds: tuple[Ground, ...] = ()
    organisation: FactRow | None = None

    @property
    def overrides(self) -> tuple[str, ...]:
        counted = (ground.codes for ground in self.grounds if ground.ruling.standing == "counts")
        return tuple(dict.fromkeys(code for codes in counted for code in codes))

    @property
    def organisation_level(self) -> str:
        return self.organisation.level if self.organisation else ""

    def ground(self, code: str) -> str:
        """The documents behind an override, or behind the organisation's level."""
        if code == ORGANISATION_LEVEL:
            return self.organisation.ground if self.organisation else ""
        counted = (ground for ground in self.grounds if ground.ruling.standing == "counts" and code in ground.codes)
        return "; ".join(ground.fact.ground for ground in counted)

    @property
    def extra(self) -> dict[str, object]:
        """The engine's inputs, see `rules.facts.FORCING`; empty where nothing forces or limits."""
        found: dict[str, object] = {}
        if self.overrides:
            found["overrides"] = list(self.overrides)
        if self.organisation_level:
            found[ORGANISATION_LEVEL] = self.organisation_level
        if found:
            found["grounds"] = {code: self.ground(code) for code in (*self.overrides, ORGANISATION_LEVEL) if self.ground(code)}
        return found


NOTHING = Forcing()


@dataclass
class Forcings:
    """Answers for the sheets of one cycle, from two readings; none in a period that gives no level."""

    cycle: Cycle
    book: Rulebook
    sheets: Sequence[Sheet]
    warns: bool = False
    """For a page: in a period that gives no level, what will force the level of its year."""

    def of(self, sheet: Sheet, *, leader: bool) -> Forcing:
        if not (self.warns or gives_levels(self.cycle, self.book)):
            return NOTHING
        facts = self._facts.get(sheet.person_id, [])
        found = rulings([fact.act for fact in facts if fact.act], self._place(sheet))
        grounds = (Ground(fact, found[fact.id], self._codes(fact, leader)) for fact in facts if fact.id in found)
        return Forcing(tuple(ground for ground in grounds if ground.codes), self._organisation(sheet, leader))

    def _codes(self, fact: FactRow, leader: bool) -> tuple[str, ...]:
        rules = (rule for rule in self.book.overrides if rule.code in fact.kind.means)
        return tuple(rule.code for rule in rules if leader or not rule.leaders_only)

    def _organisation(self, sheet: Sheet, leader: bool) -> FactRow | None:
        """Only who heads the organisation stands under its level (Điều 20 khoản 6)."""
        asked = leader and sheet.rank == "head" and gives_levels(self.cycle, self.book)
        return self._levels.get(sheet.unit_id) if asked else None

    def _place(self, sheet: Sheet) -> Place:
        span = Period.parse(self.cycle.period)
        if not gives_levels(self.cycle, self.book):
            span = Period.parse(f"{span.last.year:04d}")
        return Place(span.first, span.last, sheet.body_id)

    @cached_property
    def _facts(self) -> Mapping[int, list[FactRow]]:
        return forcing_facts({sheet.person_id for sheet in self.sheets}) if self.book.overrides else {}

    @cached_property
    def _levels(self) -> Mapping[int, FactRow]:
        heads = {sheet.unit_id for sheet in self.sheets if sheet.rank == "head"}
        return organisation_levels(self.cycle.period, heads) if heads and self.book.ceilings else {}


def gives_levels(cycle: Cycle, book: Rulebook) -> bool:
    """Whether the period ends with a level: it decides one, or it is the rulebook's ranking period."""
    return has(cycle.steps, "decide") or Period.parse(cycle.period).kind == book.ranking_period
