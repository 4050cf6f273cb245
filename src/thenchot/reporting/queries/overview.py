"""The overview of a place in a period: its figures, its units, twelve months, petitions; nothing of it reads a city's sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import F, Q

from thenchot.assessment.caps import cap_for, group_limit
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.organisation.queries import SEGMENT, UnitAt, below, units_right_below
from thenchot.reporting.figures import Figures, summed, without
from thenchot.reporting.queries.counted import Counted, kept, live, many_sheets
from thenchot.reporting.queries.petitions import PetitionFigures, petition_figures
from thenchot.rulesets.queries import frozen

MONTHS = 12
YEARS = 5
"""How far back periods are offered."""


@dataclass(frozen=True)
class UnitFigures:
    """A unit right below the place, everybody below it counted in."""

    unit: UnitAt
    figures: Figures


@dataclass(frozen=True)
class KindFigures:
    """The units right below the place that are of one bloc and position, together."""

    bloc: str
    position: str
    count: int
    figures: Figures


@dataclass(frozen=True)
class PeriodFigures:
    """One period of the line; `figures` is None where nothing has been counted, `books` names the rulebooks in force."""

    period: str
    figures: Figures | None
    books: tuple[str, ...]
    final: bool


@dataclass(frozen=True)
class CapMark:
    """How many of the top level (of each rulebook) the place could have, were it one group: a reference, never a limit."""

    levels: tuple[str, ...]
    count: int
    allowed: int


@dataclass(frozen=True)
class Overview:
    """`place` is the unit as it stood on the day of the period, `levels` by cycle, `own` the people directly in it."""

    place: UnitAt
    period: str
    day: date | None
    cycles: tuple[Cycle, ...]
    levels: Mapping[int, Counter[str]]
    periods: tuple[tuple[str, bool], ...]
    figures: Figures
    own: Figures
    units: tuple[UnitFigures, ...]
    kinds: tuple[KindFigures, ...]
    months: tuple[PeriodFigures, ...]
    petitions: PetitionFigures
    cap: CapMark | None
    counted_at: datetime | None
    """When the numbers were taken, where they are not those of this moment."""

    @property
    def final(self) -> bool:
        """Whether every cycle of the period is published."""
        return all(_published(cycle) for cycle in self.cycles)


@dataclass(frozen=True)
class Asked:
    """A place in a period: `cycles` are those of the period, out of `everything` there is for the place."""

    place: UnitAt
    period: str
    everything: tuple[Cycle, ...]
    cycles: tuple[Cycle, ...]
    large: bool
    """Whether the cycles that still run have too many sheets here to be counted at each look."""

    @property
    def running(self) -> list[Cycle]:
        """The cycles of which counts are kept for some minutes."""
        return [cycle for cycle in self.cycles if self.large and not _published(cycle)]

    @property
    def counted_at(self) -> datetime | None:
        """The oldest of the moments at which they were counted."""
        return min((at for cycle in self.running if (at := counts_of(cycle))), default=None)


def asked_for(place: UnitAt, period: str, today: date) -> Asked:
    """The period asked for, else the last published one, else the one that runs."""
    everything = cycles_over(place, today)
    period = period or latest(everything)
    cycles = tuple(cycle for cycle in everything if cycle.period == period)
    running = [cycle for cycle in cycles if not _published(cycle)]
    return Asked(place, period, tuple(everything), cycles, many_sheets(running, place.path))


def outdated(asked: Asked) -> list[Cycle]:
    """The running cycles of a large place that were not counted within the last minutes (THENCHOT_OVERVIEW_MINUTES)."""
    now = clock.now()
    oldest = now - timedelta(minutes=settings.OVERVIEW_MINUTES)
    return [cycle for cycle in asked.running if not ((at := counts_of(cycle)) and oldest < at <= now)]


def counts_of(cycle: Cycle) -> datetime | None:
    at: datetime | None = vars(cycle)["counted_at"]
    return at


def overview(asked: Asked, today: date) -> Overview:
    place, period, everything, cycles = asked.place, asked.period, asked.everything, asked.cycles
    day = max((cycle.day for cycle in cycles), default=None)
    here, *units = _standing(place, day)
    levels = {cycle.id: Counter[str]() for cycle in cycles}
    parts: dict[str, Figures] = {here.path: Figures()}
    for cycle, path, numbers in _gathered(asked, here, units):
        levels[cycle] += numbers.levels
        parts.setdefault(path[: len(here.path) + SEGMENT], Figures()).add(numbers)
    figures, own = summed(parts.values()), parts[here.path]
    lines = [UnitFigures(unit, parts[unit.path]) for unit in units if unit.path in parts]
    return Overview(
        here, period, day, cycles, levels, _periods(everything), figures, own, tuple(lines), tuple(_kinds(lines)),
        tuple(_months(here, everything, period, figures)), petition_figures(cycles, here.path, today), _cap(cycles, levels),
        asked.counted_at,
    )  # fmt: skip


def cycles_over(place: UnitAt, today: date) -> list[Cycle]:
    """Cycles with people of the place: its own, those above it and those below it; the latest first, `scope_at` their path."""
    above = [place.path[:end] for end in range(SEGMENT, len(place.path) + 1, SEGMENT)]
    there = Q(scope__versions__path__in=above) | below(place.path, "scope__versions__path")
    as_of = Q(scope__versions__valid_to__isnull=True) | Q(scope__versions__valid_to__gte=F("day"))
    found = Cycle.objects.filter(there, as_of, scope__versions__valid_from__lte=F("day"), period__gte=f"{today.year - YEARS}")
    rows = found.annotate(scope_at=F("scope__versions__path"), counted_at=F("running_count__at"))
    return list(rows.defer("overlay", "closing_reason").order_by("-period", "category", "rulebook", "id"))


def latest(cycles: Sequence[Cycle]) -> str:
    """The last published month, else the last published period, else the one that runs; "" where there is none."""
    published = [cycle.period for cycle in cycles if _published(cycle)]
    months = [period for period in published if Period.parse(period).kind == "month"]
    return next(iter([*months, *published, *(cycle.period for cycle in cycles)]), "")


def _gathered(asked: Asked, place: UnitAt, units: Sequence[UnitAt]) -> Iterator[Counted]:
    """Every person once, in the unit right below that they are under, or in the place itself; however the cycle is counted."""
    counted = [cycle for cycle in asked.cycles if _counted(cycle) or (cycle in asked.running and counts_of(cycle))]
    wide, narrow = _ways(counted, place)
    yield from _each_once(list(kept(wide, Q(path__in=[place.path, *(unit.path for unit in units)]))), place)
    yield from kept(narrow, Q(unit_id=F("cycle__scope_id")))
    yield from live([cycle for cycle in asked.cycles if cycle not in counted], place.path)


def _ways(counted: Sequence[Cycle], place: UnitAt) -> tuple[list[Cycle], list[Cycle]]:
    """Cycles counted over the whole place, and those counted over something below it."""
    wide = [cycle for cycle in counted if _covers(cycle, place)]
    return wide, [cycle for cycle in counted if cycle not in wide]


def _each_once(rows: Sequence[Counted], place: UnitAt) -> Iterator[Counted]:
    """The rows with the place's own made what is left of it without the units below."""
    inside: dict[int, Figures] = {}
    for cycle, path, numbers in rows:
        if path != place.path:
            inside.setdefault(cycle, Figures()).add(numbers)
    for cycle, path, numbers in rows:
        yield cycle, path, without(numbers, inside.get(cycle, Figures())) if path == place.path else numbers


def _published(cycle: Cycle) -> bool:
    return cycle.state == "published"


def _counted(cycle: Cycle) -> bool:
    return _published(cycle) and cycle.counted > 0


def _covers(cycle: Cycle, place: UnitAt) -> bool:
    """Whether the cycle was opened over the whole place; else it was for something below it."""
    return place.path.startswith(str(vars(cycle)["scope_at"]))


def _standing(place: UnitAt, day: date | None) -> list[UnitAt]:
    """The place as it stood on the day, then the units right below it."""
    found = units_right_below(place.id, day) if day else []
    here = next((unit for unit in found if unit.id == place.id), place)
    return [here, *(unit for unit in found if unit.id != place.id)]


def _kinds(lines: Sequence[UnitFigures]) -> Iterator[KindFigures]:
    """By bloc and position; nothing where all are of one kind, which the whole already tells."""
    found: dict[tuple[str, str], list[Figures]] = {}
    for line in lines:
        found.setdefault((line.unit.bloc, line.unit.position), []).append(line.figures)
    for (bloc, position), many in found.items() if len(found) > 1 else ():
        yield KindFigures(bloc, position, len(many), summed(many))


def _periods(cycles: Sequence[Cycle]) -> tuple[tuple[str, bool], ...]:
    """Each period once with whether all of it is published, the latest first."""
    found: dict[str, bool] = {}
    for cycle in cycles:
        found[cycle.period] = found.get(cycle.period, True) and _published(cycle)
    return tuple(found.items())


def _months(place: UnitAt, cycles: Sequence[Cycle], period: str, figures: Figures) -> Iterator[PeriodFigures]:
    """Up to twelve periods of the kind, ending with the one shown; one that still runs has figures only when it is shown."""
    shown = _alike(cycles, period)
    found = {**_by_period(place, [cycle for there in shown.values() for cycle in there]), period: figures}
    for one, there in shown.items():
        books = tuple(sorted({frozen(cycle.digest).name for cycle in there}))
        yield PeriodFigures(one, found.get(one), books, all(map(_published, there)))


def _alike(cycles: Sequence[Cycle], period: str) -> dict[str, list[Cycle]]:
    """The cycles of the last twelve periods of the period's kind, up to it, in the order of time."""
    kind = Period.parse(period).kind if period else ""
    found: dict[str, list[Cycle]] = {}
    for cycle in sorted(cycles, key=lambda one: (one.period, one.id)):
        if cycle.period <= period and Period.parse(cycle.period).kind == kind:
            found.setdefault(cycle.period, []).append(cycle)
    return {one: found[one] for one in [*found][-MONTHS:]}


def _by_period(place: UnitAt, cycles: Sequence[Cycle]) -> dict[str, Figures]:
    wide, narrow = _ways([cycle for cycle in cycles if _counted(cycle)], place)
    periods, found = {cycle.id: cycle.period for cycle in cycles}, dict[str, Figures]()
    for cycle, _path, numbers in (*kept(wide, Q(unit_id=place.id)), *kept(narrow, Q(unit_id=F("cycle__scope_id")))):
        found.setdefault(periods[cycle], Figures()).add(numbers)
    return found


def _cap(cycles: Sequence[Cycle], levels: Mapping[int, Counter[str]]) -> CapMark | None:
    """The reference over all cycles together; None where one of them has results and caps nothing, or nobody is finished."""
    allowed = count = 0
    codes: dict[str, None] = {}
    for cycle in cycles:
        book, here = frozen(cycle.digest), levels[cycle.id]
        found = cap_for(book, Period.parse(cycle.period).kind)
        if not here:
            continue
        if found is None or found[0].level != level_codes(book)[0]:
            return None
        allowed += group_limit(book, found[0], here, cycle.settings)
        count += here[found[0].level]
        codes[found[0].level] = None
    return CapMark(tuple(codes), count, allowed) if codes else None
