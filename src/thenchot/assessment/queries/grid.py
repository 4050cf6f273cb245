"""The head's grid and the authority's list: many sheets with what one needs to decide, exceptions first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from thenchot.assessment.access import facts_of_sheets_person
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.below import in_force_then, with_leaders_duties
from thenchot.assessment.caps import CapState, cap_states
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Outstanding, Sheet
from thenchot.assessment.queries.changed import Changed, changed_since
from thenchot.assessment.queries.comments_due import CommentsDue, comments_due
from thenchot.assessment.queries.provisional import provisional
from thenchot.assessment.queries.row_evidence import NOTHING, RowEvidence, evidence_of
from thenchot.assessment.scoring import exact
from thenchot.assessment.steps import CONFIRMED, EXCUSED, OPENED, PROPOSED, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.kept_query import MARK, TEXT_MARK, KeptQuery
from thenchot.organisation.models import UnitVersion
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK, Rulebook
from thenchot.rulesets.naming import law_of
from thenchot.workplan.queries import read_tasks

NEAR = Fraction(1)
"""Points to a level's bound within which a sheet is shown as an exception."""
JUMP = Fraction(10)
"""Points of difference from last period that make an exception."""
GROUPS = ("exception", "top", "ordinary", "leader", "excused", "done")


@dataclass(frozen=True)
class GridRow:
    """A sheet in the grid; `flags` are (code, params) of why it needs a look, the most pressing first."""

    sheet_id: int
    version: int
    person_id: int
    name: str
    staff_code: str
    title: str
    unit_id: int
    duty_group: str
    rank: str
    state: str
    values: dict[str, Any]
    score: Fraction | None
    band: str
    self_score: Fraction | None
    self_level: str
    last_score: Fraction | None
    flags: tuple[tuple[str, dict[str, Any]], ...]
    group: str
    tasks: int
    proposed_level: str
    level: str
    absence: str
    awaited: tuple[str, ...] = ()
    """Deputies who may still comment and have not."""
    evidence: RowEvidence = NOTHING
    unseen: bool = False
    """Something adverse or disputed that the scorer has not opened the sheet to read."""
    plain: bool = False
    """Nothing but marks is chosen on the sheet: one of them can be corrected in the row."""

    @property
    def held(self) -> bool:
        """Whether it cannot be confirmed as it stands: unread, or while an explanation is owed."""
        return self.state == SUBMITTED and (self.unseen or self.evidence.unexplained > 0)

    @property
    def changed(self) -> bool:
        """Whether the work changed after the sheet was confirmed."""
        return any(code == "changed" for code, _ in self.flags)

    @property
    def moved(self) -> int:
        """1 where the scorer's band is above the person's own, -1 where it is below, 0 where nobody moved it."""
        if not self.confirmed or self.self_level == self.band or not self.self_level or not self.band:
            return 0
        return 1 if (self.score or 0) > (self.self_score or 0) else -1

    @property
    def confirmed(self) -> bool:
        return self.state not in (OPENED, SUBMITTED, EXCUSED)

    @property
    def difference(self) -> Fraction | None:
        return None if self.score is None or self.last_score is None else self.score - self.last_score


@dataclass(frozen=True)
class Grid:
    """One cycle's sheets for one scorer (or decider), with the distribution they make and the caps they touch."""

    cycle: Cycle
    book: Rulebook
    rows: tuple[GridRow, ...]
    distribution: dict[str, int]
    caps: tuple[CapState, ...]
    comments: CommentsDue | None = None

    @property
    def yearly(self) -> bool:
        return is_year(self.cycle)

    @property
    def law(self) -> str:
        """The instrument behind the rulebook, see `rulesets.naming.law_of`."""
        return law_of(self.book)

    def of(self, group: str) -> tuple[GridRow, ...]:
        return tuple(row for row in self.rows if row.group == group)

    @property
    def matching(self) -> tuple[GridRow, ...]:
        """Sheets whose figures agree and may be confirmed together."""
        return tuple(row for row in self.rows if row.group in ("ordinary", "top") and row.state == SUBMITTED)


def grids_to_score(viewer: Identity, period: str | None = None) -> list[Grid]:
    """One grid for each open cycle (or each of the period) in which the viewer scores somebody."""
    return [
        grid for grid in _grids(viewer, "scorer_id", period) if any(s["code"] == "confirm" for s in grid.cycle.steps)
    ]


def grids_to_rank(viewer: Identity, period: str | None = None) -> list[Grid]:
    return [
        grid for grid in _grids(viewer, "ranker_id", period) if any(s["code"] == "propose" for s in grid.cycle.steps)
    ]


def grids_to_decide(viewer: Identity, period: str | None = None) -> list[Grid]:
    return [
        grid for grid in _grids(viewer, "decider_id", period) if any(s["code"] == "decide" for s in grid.cycle.steps)
    ]


def _grids(viewer: Identity, holder: str, period: str | None) -> list[Grid]:
    kept = HELD[holder, "period" if period else "state"].all(viewer.person_id, period or "open")
    of_cycles = [list(sheets) for _cycle, sheets in groupby(kept, lambda sheet: sheet.cycle_id)]
    return [grid_of(sheets[0].cycle, sheets) for sheets in of_cycles]


def _held(holder: str, of_cycle: str, person_id: int, wanted: str) -> QuerySet[Sheet]:
    """The sheets, the latest cycle first, with what would else be asked of other tables, a query each."""
    found = Sheet.objects.filter(**{holder: person_id, f"cycle__{of_cycle}": wanted})
    same = {"person_id": OuterRef("person_id"), "cycle__rulebook": OuterRef("cycle__rulebook")}
    before = Sheet.objects.filter(**same, cycle__period__lt=OuterRef("cycle__period"), score__isnull=False)
    bodies = UnitVersion.objects.filter(in_force_then(), unit_id=OuterRef("body_id"))
    return found.order_by("-cycle__period", "cycle_id").select_related("cycle", "person", "appointment__title").annotate(
        last_score=Subquery(before.order_by("-cycle__period").values("score")[:1]),
        body_name=Subquery(bodies.values("name")[:1]),
        body_raised=Exists(Outstanding.objects.filter(cycle_id=OuterRef("cycle_id"), body_id=OuterRef("body_id"))),
        has_facts=Exists(facts_of_sheets_person()),
        **with_leaders_duties(),
    )


HELD = {
    (holder, of_cycle): KeptQuery(partial(_held, holder, of_cycle), MARK, TEXT_MARK)
    for holder in ("scorer_id", "ranker_id", "decider_id")
    for of_cycle in ("period", "state")
}


def grid_of(cycle: Cycle, sheets: Sequence[Sheet]) -> Grid:
    """Return the grid of these sheets: provisional scores where not confirmed yet, in a fixed number of queries."""
    for sheet in sheets:
        sheet.cycle = cycle
    people = [sheet.person_id for sheet in sheets]
    read, last = read_tasks(cycle.period, people), last_scores(cycle, sheets)
    bench = Bench(cycle, sheets, read.facts)
    due = comments_due(cycle, sheets, clock.today())
    awaited = due.waiting if due else {}
    changed = changed_since(cycle, sheets, read)
    behind = evidence_of(cycle, sheets, read)
    found = [_row(bench, sheet, last.get(sheet.person_id), behind[sheet.id]) for sheet in sheets]
    found = [replace(row, awaited=awaited[row.sheet_id]) if row.sheet_id in awaited else row for row in found]
    rows = sorted((_marked(row, changed.get(row.sheet_id)) for row in found), key=_order(sheets))
    counts = Counter(row.level or row.proposed_level or row.band or row.state for row in rows if row.state != EXCUSED)
    seen = {sheet.body_id: vars(sheet) for sheet in sheets if "body_raised" in vars(sheet)}
    known = {body: (one["body_name"] or "", bool(one["body_raised"])) for body, one in seen.items()}
    caps = cap_states(cycle, sorted({sheet.body_id for sheet in sheets}), known or None)
    return Grid(cycle, bench.book, tuple(rows), dict(counts), tuple(caps), due)


def _marked(row: GridRow, changed: Changed | None) -> GridRow:
    """A sheet whose work changed after it was confirmed is an exception as long as it can be sent back."""
    if changed is None:
        return row
    flags = (("changed", {"now": changed.now}), *row.flags)
    return replace(row, flags=flags, group="exception" if row.state == CONFIRMED else row.group)


def last_scores(cycle: Cycle, sheets: Sequence[Sheet]) -> dict[int, Fraction]:
    """The score of the period before under the same rulebook, for each person who has one."""
    known = {sheet.person_id: vars(sheet)["last_score"] for sheet in sheets if "last_score" in vars(sheet)}
    if len(known) == len(sheets):
        return {person: Fraction(score) for person, score in known.items() if score is not None}
    rows = (
        Sheet.objects.filter(
            cycle__rulebook=cycle.rulebook,
            cycle__period__lt=cycle.period,
            score__isnull=False,
            person_id__in=[sheet.person_id for sheet in sheets],
        )
        .order_by("cycle__period")
        .values_list("person_id", "score")
    )
    return {person: Fraction(score) for person, score in rows if score is not None}


def _order(sheets: Sequence[Sheet]) -> Any:
    names = {sheet.id: sheet.person.sort_key for sheet in sheets}
    return lambda row: (GROUPS.index(row.group), row.duty_group if row.group == "ordinary" else "", names[row.sheet_id])


def _row(bench: Bench, sheet: Sheet, last: Fraction | None, behind: RowEvidence) -> GridRow:
    values, score, band = _standing(bench, sheet)
    flags = tuple(_flags(bench, sheet, behind, (score, last)))
    return GridRow(
        sheet_id=sheet.id, version=sheet.version, person_id=sheet.person_id, name=sheet.person.full_name,
        staff_code=sheet.person.staff_code, title=sheet.appointment.title.name, unit_id=sheet.unit_id,
        duty_group=sheet.duty_group, rank=sheet.rank, state=sheet.state, values=values, score=score, band=band,
        self_score=Fraction(sheet.self_score) if sheet.self_score is not None else None, self_level=sheet.self_level,
        last_score=last, flags=flags, group=_group(bench, sheet, flags, band), tasks=len(bench.tasks(sheet)),
        proposed_level=sheet.proposed_level, level=sheet.level, absence=sheet.absence, evidence=behind,
        unseen=sheet.state == SUBMITTED and behind.unseen(sheet.seen_at),
        plain=sheet.state == SUBMITTED and bool(sheet.marks.get("self")) and not bench.choices(sheet),
    )  # fmt: skip


def _standing(bench: Bench, sheet: Sheet) -> tuple[dict[str, Any], Fraction | None, str]:
    """Values, score and band: the confirmed ones, else what confirming as handed in would give."""
    if sheet.score is not None or sheet.verdict:
        return (
            exact(sheet.verdict.get("values", {})),
            Fraction(sheet.score) if sheet.score is not None else None,
            sheet.band,
        )
    if sheet.state != SUBMITTED:
        return {}, None, ""
    return provisional(bench, sheet)


Flag = tuple[str, dict[str, Any]]


def _flags(bench: Bench, sheet: Sheet, behind: RowEvidence, scores: tuple[Fraction | None, Fraction | None]) -> list[Flag]:
    """Why a sheet needs a look, in the order of the list a head works through; `scores` are its own and the last one."""
    score, last = scores
    if sheet.state == OPENED:
        return [("not_sent", {})]
    if sheet.state not in (SUBMITTED, CONFIRMED, PROPOSED):
        return []
    if score is None:
        return [("no_score", {})]
    found = _below_pass(bench.book, score) + _against(behind)
    found += _near_level(bench.book, score)
    if last is not None and abs(score - last) > JUMP:
        found.append(("jump", {"difference": score - last}))
    if sheet.behalf_of:
        found.append(("on_behalf", {"who": sheet.behalf_of}))
    return found


def _against(behind: RowEvidence) -> list[Flag]:
    counts = {"adverse": behind.adverse, "disputed": behind.disputed, "late_or_rejected": behind.unexplained}
    return [(code, {"count": count}) for code, count in counts.items() if count]


def _below_pass(book: Rulebook, score: Fraction) -> list[Flag]:
    """Under the bound of every level but the lowest."""
    bound = min((level.min for level in book.levels if level.min > 0), default=Fraction(0))
    return [("below_pass", {"bound": bound})] if score < bound else []


def _near_level(book: Rulebook, score: Fraction) -> list[Flag]:
    near = [level for level in book.levels if 0 < level.min - score <= NEAR]
    return [("near_level", {"level": level.code, "short": level.min - score}) for level in near[:1]]


def _group(bench: Bench, sheet: Sheet, flags: Sequence[object], band: str) -> str:
    if sheet.state == EXCUSED:
        return "excused"
    if sheet.state not in (OPENED, SUBMITTED):
        return "done"
    if bench.is_leader(sheet) and bench.below(sheet).waiting:
        return "leader"
    if flags or band == ASK:
        return "exception"
    top = max(bench.book.levels, key=lambda level: level.min)
    return "top" if band == top.code else "ordinary"
