"""Figures of each scorer in a period, to look at (để xem xét) and never subtracted: the own ones first, then the body's list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction

from django.conf import settings
from django.db.models import Q, QuerySet

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.raters import (
    Load,
    Rated,
    family,
    loads_beside,
    rated,
    scored_periods,
    scoring_cycles,
    severity_seen,
    sheet_count,
    sheets_scored_by,
)
from thenchot.audit.chain import moment_text
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import below
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.reporting.refusals import NO_SCORERS, NOT_COMPARING
from thenchot.rules.raters import Mark, Severity, Spread, far_above, of_month, of_year, spread
from thenchot.workplan.queries import TaskRow, tasks_of

MOST = 60_000
"""Sheets read for one page, a year of 5,000 people; more are not compared there."""
ROLE = "organisation_body"
JUDGED_SCALE, COMPUTED_SCALE, FULL_SCORE = 30, 70, 100
PUBLISHED = "published"
LARGEST_TASKS = 8
Group = tuple[object, ...]


@dataclass(frozen=True)
class Figures:
    """What one scorer did with their people's sheets. `differences` are self-assessed minus confirmed scores."""

    people: int = 0
    waiting: int = 0
    late: int = 0
    raised: int = 0
    lowered: int = 0
    spread: Spread = field(default_factory=lambda: spread(()))
    over: int = 0
    under: int = 0
    difference: Fraction | None = None
    adverse: int = 0
    full_despite: int = 0
    """People against whom something speaks who gave themselves every point of judgement."""
    full_kept: int = 0
    """Of those the scorer left at every point."""


@dataclass(frozen=True)
class Compared:
    """A scorer's severity, and when the last of the results it is made of was published."""

    severity: Severity
    published: datetime


@dataclass(frozen=True)
class Line:
    """One scorer in the organisation body's list; `held_back` until the day from which the body may see the severity."""

    person_id: int
    name: str
    staff_code: str
    figures: Figures
    severity: Severity | None
    held_back: date | None


@dataclass(frozen=True)
class Differing:
    """A person whose self-assessed score is not the confirmed one."""

    name: str
    staff_code: str
    rated: Rated


@dataclass(frozen=True)
class FarAbove:
    """A person whose declared units lie far above comparable posts, with their largest rows."""

    name: str
    units: Fraction
    z: float
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True)
class Own:
    """A scorer's own page. `closed` says whether every cycle of it is published; `too_many` that nothing was compared."""

    period: str
    periods: tuple[str, ...]
    figures: Figures
    compared: Compared | None
    closed: bool
    too_many: bool
    differing: tuple[Differing, ...]
    far_above: tuple[FarAbove, ...]


@dataclass(frozen=True)
class Listed:
    period: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    too_many: bool


def figures_of(rows: Sequence[Rated]) -> Figures:
    done = [row for row in rows if not row.waiting]
    moves = Counter(row.moved for row in done)
    apart = [row.difference for row in done if row.difference is not None]
    signs = Counter(map(_sign, apart))
    return Figures(
        len(rows), len(rows) - len(done), sum(row.late for row in rows), moves[1], moves[-1], _spread(done), signs[1],
        signs[-1], _mean(apart), *_against([row for row in done if row.adverse]),
    )  # fmt: skip


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _spread(rows: Sequence[Rated]) -> Spread:
    return spread([_scaled(row) for row in rows if row.judged is not None])


def _against(rows: Sequence[Rated]) -> tuple[int, int, int]:
    """Of sheets that something speaks against: how many, of those how many took every point, and how many kept them."""
    full = [row for row in rows if row.own_judged is not None and row.own_judged == row.judged_max]
    return len(rows), len(full), sum(row.judged == row.judged_max for row in full)


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def _scaled(row: Rated) -> Fraction:
    """Points of judgement on a scale of 30."""
    return (row.judged or Fraction(0)) * JUDGED_SCALE / (row.judged_max or 1)


def severities(rows: Sequence[Rated], *, yearly: bool) -> dict[int, tuple[Severity, Group]]:
    """Each scorer's severity with the group it was found in: the one where they gave the most marks."""
    groups: dict[Group, list[Mark]] = defaultdict(list)
    for row in rows:
        groups[row.group].extend(_marks(row))
    found: dict[int, tuple[Severity, Group]] = {}
    for group, marks in groups.items():
        for who, severity in (of_year if yearly else of_month)(marks).items():
            if who not in found or found[who][0].marks < severity.marks:
                found[who] = severity, group
    return found


def _marks(row: Rated) -> Iterator[Mark]:
    """None of a sheet without a computed part or not confirmed."""
    if row.judged is None or row.computed is None or row.judged_max is None:
        return
    computed = row.computed * COMPUTED_SCALE / (FULL_SCORE - row.judged_max)
    yield Mark(row.scorer_id, row.person_id, row.period, float(_scaled(row)), float(computed))


def compared(cycles: Sequence[Cycle], rows: Sequence[Rated], period: str) -> dict[int, Compared]:
    """Each scorer's severity out of every sheet of these published cycles: the same figure whoever asks."""
    ends: dict[object, datetime] = {}
    for cycle in cycles:
        if cycle.published_at is not None:
            ends[family(cycle)] = max(cycle.published_at, ends.get(family(cycle), cycle.published_at))
    found = severities(rows, yearly=_yearly(period))
    return {
        who: Compared(severity, ends[group[:3]])
        for who, (severity, group) in found.items()
        if group[:3] in ends
    }


def scores_anybody(viewer: Identity) -> bool:
    return sheets_scored_by(viewer.person_id).exists()


def own_page(viewer: Identity, period: str) -> Own:
    """An unknown period shows the latest; 403 or 404 for who scores nobody and heads nothing."""
    mine = sheets_scored_by(viewer.person_id)
    periods = scored_periods(mine)
    if not periods and viewer.rank != "head":
        raise _refused(viewer)
    offered = _with_years(periods)
    period = _chosen(period, offered, periods)
    cycles = scoring_cycles(mine, period) if period else []
    rows, public = rated(cycles, mine), _published(cycles)
    many = _too_many(public)
    found = {} if many else compared(public, rated(public), period)
    return Own(
        period, offered, figures_of(rows), found.get(viewer.person_id), len(public) == len(cycles), many,
        tuple(_differing(rows)), tuple(_far_above(viewer, cycles, period)),
    )  # fmt: skip


def rater_list(viewer: Identity, period: str) -> Listed:
    """Scorers of people under the viewer's role, of published cycles; 403 or 404 without that role."""
    inside = sheets_overseen(viewer)
    periods = scored_periods(inside.filter(cycle__state=PUBLISHED))
    offered = _with_years(periods)
    period = _chosen(period, offered, periods)
    cycles = _published(scoring_cycles(inside, period)) if period else []
    if _too_many(cycles):
        return Listed(period, offered, (), too_many=True)
    everybody = rated(cycles)
    lines = _lines(_by_scorer(viewer, everybody), compared(cycles, everybody, period), period, viewer.day)
    return Listed(period, offered, tuple(sorted(lines, key=_widest_first)), too_many=False)


def _by_scorer(viewer: Identity, rows: Sequence[Rated]) -> dict[int, list[Rated]]:
    """The sheets of people under the viewer's role."""
    found: dict[int, list[Rated]] = defaultdict(list)
    for row in rows:
        if viewer.has(ROLE, row.unit_path):
            found[row.scorer_id].append(row)
    return found


def _chosen(asked: str, offered: Sequence[str], periods: Sequence[str]) -> str:
    """The period asked for where it is offered, else the latest; "" where there is none."""
    return asked if asked in offered else next(iter(periods), "")


def _published(cycles: Sequence[Cycle]) -> list[Cycle]:
    return [cycle for cycle in cycles if cycle.state == PUBLISHED]


def _refused(viewer: Identity) -> Refusal:
    return NOT_COMPARING() if viewer.grants else NO_SCORERS()


def differing_list(viewer: Identity, period: str) -> list[Differing]:
    """Everybody under the viewer's role whose self-assessed score is not the confirmed one, the widest apart first."""
    inside = sheets_overseen(viewer)
    cycles = _published(scoring_cycles(inside, period))
    return [] if _too_many(cycles) else list(_differing(rated(cycles, inside)))


def sheets_overseen(viewer: Identity) -> QuerySet[Sheet]:
    paths = viewer.scopes(ROLE)
    if not paths:
        raise _refused(viewer)
    there = Q()
    for path in paths:
        there |= below(path, "unit_path")
    return Sheet.objects.filter(there)


def shown_from(one: Compared, seen: str, today: date) -> date | None:
    """The day from which the organisation body may see a severity; None where it may: the scorer saw it, or had the days."""
    first = one.published.astimezone(clock.VIETNAM).date() + timedelta(days=settings.SEVERITY_DAYS)
    return None if seen >= moment_text(one.published) or today >= first else first


def _lines(
    rows: Mapping[int, Sequence[Rated]], found: Mapping[int, Compared], period: str, today: date
) -> Iterator[Line]:
    people = Person.objects.in_bulk(list(rows))
    seen = severity_seen(list(rows), period)
    for who, many in rows.items():
        one = found.get(who)
        held = shown_from(one, seen.get(who, ""), today) if one else None
        severity = one.severity if one and held is None else None
        yield Line(who, people[who].full_name, people[who].staff_code, figures_of(many), severity, held)


def _widest_first(line: Line) -> tuple[float, str]:
    return -abs(line.severity.estimate) if line.severity else 1.0, line.staff_code


def _differing(rows: Sequence[Rated]) -> Iterator[Differing]:
    apart = [row for row in rows if row.difference]
    people = Person.objects.in_bulk({row.person_id for row in apart})
    for row in sorted(apart, key=lambda row: (-abs(row.difference or 0), row.sheet_id)):
        yield Differing(people[row.person_id].full_name, people[row.person_id].staff_code, row)


def _far_above(viewer: Identity, cycles: Sequence[Cycle], period: str) -> Iterator[FarAbove]:
    """Of a month or quarter: a year's work is not declared in one row."""
    loads = [] if _yearly(period) else list(loads_beside(viewer.person_id, cycles))
    groups = _groups_of(loads)
    mine = {(load.group, load.person_id) for load in loads if load.scorer_id == viewer.person_id}
    found = [
        (z, who, units[who])
        for at, units in groups.items()
        for who, z in far_above(units).items()
        if (at, who) in mine
    ]
    people = Person.objects.in_bulk([who for _, who, _ in found])
    for z, who, units in sorted(found, key=lambda one: (-one[0], one[1])):
        yield FarAbove(people[who].full_name, units, z, _largest(tasks_of(who, period)))


def _groups_of(loads: Iterable[Load]) -> dict[Group, dict[int, Fraction]]:
    found: dict[Group, dict[int, Fraction]] = defaultdict(dict)
    for load in loads:
        found[load.group][load.person_id] = load.units
    return found


def _largest(rows: Iterable[TaskRow]) -> tuple[TaskRow, ...]:
    return tuple(sorted((row for row in rows if row.counted), key=lambda row: -row.units)[:LARGEST_TASKS])


def _yearly(period: str) -> bool:
    return bool(period) and Period.parse(period).kind == "year"


def _too_many(cycles: Sequence[Cycle]) -> bool:
    return bool(cycles) and sheet_count(cycles) > MOST


def _with_years(periods: Sequence[str]) -> tuple[str, ...]:
    """The periods, the latest first, each year before its months."""
    return tuple(
        sorted(
            {*periods, *(period[:4] for period in periods)},
            key=lambda one: (one[:4], len(one) == 4, one),
            reverse=True,
        )
    )
