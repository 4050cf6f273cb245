"""What forces or limits a level, as pages show it: on a sheet, and beside each case where levels are proposed and decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thenchot.assessment.forcing import Forcing, Forcings, Ground, gives_levels
from thenchot.assessment.judging import Bench, rank_of
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import ruled_level
from thenchot.assessment.steps import EXCUSED, OPENED
from thenchot.evidence.queries import FactRow
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen

ROLES = ("organisation_body", "monitoring_office", "auditor")


@dataclass(frozen=True)
class Grounds:
    """`binding`: this period gives a level; otherwise the grounds hold for the ranking of the year."""

    rows: tuple[Ground, ...]
    organisation: FactRow | None
    organisation_missing: bool
    """The head of an organisation whose level nobody has recorded yet."""
    forced: str
    """The level that the counting facts force; blank without one."""
    binding: bool

    @property
    def any(self) -> bool:
        return bool(self.rows) or self.organisation is not None or self.organisation_missing


@dataclass(frozen=True)
class AtDesk:
    """One case: the level the rulebook gives with its conditions and grounds, and what stands behind it."""

    ruled: str
    apart: bool
    """Whether that is another level than the score's band."""
    grounds: Grounds


def reads_facts(viewer: Identity, sheet: Sheet) -> bool:
    """The person, who scores, ranks or decides, and the offices over the place; no other reader of the sheet."""
    holders = (sheet.person_id, sheet.scorer_id, sheet.ranker_id, sheet.decider_id)
    return viewer.person_id in holders or any(viewer.has(role, sheet.unit_path) for role in ROLES)


def grounds_of(sheet: Sheet, viewer: Identity) -> Grounds | None:
    """None for who may not read the facts about the person."""
    if not reads_facts(viewer, sheet):
        return None
    book = frozen(sheet.cycle.digest)
    binding = gives_levels(sheet.cycle, book)
    if not binding and not getattr(sheet, "has_facts", True):
        return None
    bench = Bench(sheet.cycle, [sheet])
    leader = sheet.rank != "staff" if bench.yearly else bench.is_leader(sheet)
    forcing = Forcings(sheet.cycle, book, [sheet], warns=True).of(sheet, leader=leader)
    return _grounds(book, sheet, forcing, binding=binding)


def at_desk(cycle: Cycle, sheet_ids: Sequence[int]) -> dict[int, AtDesk]:
    """What the desk shows of each confirmed case."""
    known = Sheet.objects.filter(cycle=cycle, id__in=sheet_ids).exclude(state__in=(OPENED, EXCUSED))
    sheets = list(known.select_related("cycle"))
    bench = Bench(cycle, sheets)
    return {sheet.id: _at_desk(bench, sheet) for sheet in sheets if sheet.inputs or bench.yearly}


def _at_desk(bench: Bench, sheet: Sheet) -> AtDesk:
    band = str(bench.figures(sheet).get("band", sheet.band))
    ruled = ruled_level(bench.renewed(sheet).verdict, band)
    return AtDesk(ruled, ruled != band, _grounds(bench.book, sheet, bench.forcing(sheet), binding=True))


def _grounds(book: Rulebook, sheet: Sheet, forcing: Forcing, *, binding: bool) -> Grounds:
    forced = [rule.level for rule in book.overrides if rule.code in forcing.overrides]
    lowest = min(forced, key=lambda code: rank_of(book, code), default="")
    missing = binding and bool(book.ceilings) and sheet.rank == "head" and forcing.organisation is None
    return Grounds(forcing.grounds, forcing.organisation, missing, lowest, binding)
