"""The parts of a longer period: what each month or quarter of a person gave, and where it comes from (Điều 17, 19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any, NamedTuple

from thenchot.assessment.models import ImportedResult, Sheet
from thenchot.assessment.scoring import exact
from thenchot.assessment.steps import EXCUSED, PUBLISHED
from thenchot.lib.periods import Period
from thenchot.organisation.models import UnitVersion
from thenchot.people.models import Appointment

COUNTED = ("own", "imported")
MEAN = "mean_of_months"
SICK, UNPAID = ("sick", "maternity"), ("unpaid_leave",)
CHUNK = 5000
"""People asked for at once: a statement takes only so many parameters."""
ZERO, WHOLE = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Line:
    """One month or quarter of a person.

    `source`: own (published here under the rulebook), imported, other (published under another rulebook, not counted),
    no_score (published without a score), excused, not_yet, missing, no_post (no post here at that time). `note` is the
    absence, the other rulebook, where it was imported from, or MEAN where the months of a quarter made it; `level` the
    decided level, else the band. `beside` is a published period of another length inside or around it, which does not count.
    """

    period: str
    source: str
    score: Fraction | None = None
    level: str = ""
    note: str = ""
    unit: str = ""
    sheet_id: int = 0
    beside: str = ""

    @property
    def counted(self) -> bool:
        return self.source in COUNTED


@dataclass(frozen=True)
class Worked:
    """Months in post, exact: worked, on sick or maternity leave, on unpaid leave (Điều 11)."""

    months: Fraction = ZERO
    sick: Fraction = ZERO
    unpaid: Fraction = ZERO


@dataclass(frozen=True)
class Wanted:
    """Which lines: of which rulebook, in parts of how many months (1 or 3), as known on which day.

    `mean` where the rulebook makes a quarter of its months, so that three months stand for a quarter that has no result.
    """

    rulebook: str
    period: Period
    months: int
    day: date
    mean: bool = False

    @cached_property
    def parts(self) -> list[Period]:
        return self.period.parts(self.months)


class Row(NamedTuple):
    """A sheet of one of the parts."""

    person: int
    period: str
    rulebook: str
    cycle_state: str
    state: str
    verdict: Mapping[str, Any]
    score: Any
    band: str
    level: str
    absence: str
    unit: int
    id: int

    @property
    def scored(self) -> bool:
        return self.state == PUBLISHED and (self.exact_score is not None or bool(self.level))

    @property
    def exact_score(self) -> Fraction | None:
        """The score as the engine answered it; the column has twelve places only."""
        kept = exact(self.verdict.get("values", {}).get("score", self.score))
        return None if kept is None else Fraction(kept)


@dataclass
class Found:
    """Everything read of some people."""

    sheets: dict[tuple[int, str], list[Row]] = field(default_factory=lambda: defaultdict(list))
    imported: dict[tuple[int, str], ImportedResult] = field(default_factory=dict)
    posts: dict[int, list[tuple[date, date]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))

    def unit(self, unit_id: int, day: date) -> str:
        """The unit's name as it was on the day."""
        versions = self.names.get(unit_id, [])
        return next((name for first, name in reversed(versions) if first <= day), versions[0][1] if versions else "")


def lines_of(wanted: Wanted, people: Collection[int]) -> dict[int, tuple[tuple[Line, ...], Worked]]:
    """Return the lines of each person in order, and how long they worked; four queries for each few thousand people."""
    result = {}
    for some in _chunks(list(people)):
        found = _read(wanted, some)
        for person in some:
            lines = tuple(_line(wanted, found, person, part) for part in wanted.parts)
            result[person] = (lines, _worked(wanted, found, person, lines))
    return result


def _chunks(people: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(people), CHUNK):
        yield people[start : start + CHUNK]


def _read(wanted: Wanted, people: Sequence[int]) -> Found:
    found = Found()
    # A quarter's result stands for its three months, and months show what a quarter without a result was made of.
    periods = {str(part) for months in (1, 3) for part in _around(wanted).parts(months)}
    sheets = Sheet.objects.filter(person_id__in=people, cycle__period__in=periods).order_by("cycle__opened_at", "id")
    columns = ("person_id", "cycle__period", "cycle__rulebook", "cycle__state", *Row._fields[4:10], "unit_id", "id")
    for row in map(Row._make, sheets.values_list(*columns)):
        found.sheets[row.person, row.period].append(row)
    for one in ImportedResult.objects.filter(person_id__in=people, period__in=periods, withdrawn_at=None):
        found.imported[one.person_id, one.period] = one
    posts = Appointment.objects.filter(person_id__in=people, valid_from__lte=wanted.period.last)
    for person, first, last in posts.values_list("person_id", "valid_from", "valid_to"):
        found.posts[person].append((first, last or date.max))
    units = {row.unit for rows in found.sheets.values() for row in rows}
    versions = UnitVersion.objects.filter(unit_id__in=units).order_by("valid_from")
    for unit, first, name in versions.values_list("unit_id", "valid_from", "name"):
        found.names[unit].append((first, name))
    return found


def _around(wanted: Wanted) -> Period:
    """The period widened to whole quarters."""
    months = wanted.period.kind == "month"
    return Period.parse(f"{wanted.period.first.year}-Q{(wanted.period.first.month + 2) // 3}") if months else wanted.period


def _line(wanted: Wanted, found: Found, person: int, part: Period) -> Line:
    """The best that is known of one part: our own result, an imported one, another rulebook's, else why there is none.

    A month that has a result of its own counts with it; a quarter's stands for its months without one, since the year is the
    mean of twelve months (Điều 17 khoản 3). Who follows by quarter counts the quarter's own (Điều 3 khoản 4).
    """
    for name in _names(part):
        known = _known(wanted, found, person, part, name)
        if known is not None:
            return replace(known, beside=_beside(found, person, part, name))
    return _mean(wanted, found, person, part) or _uncounted(wanted, found, person, part)


def _uncounted(wanted: Wanted, found: Found, person: int, part: Period) -> Line:
    """Another rulebook's result, or why there is none."""
    rows = [row for name in _names(part) for row in found.sheets.get((person, name), ())]
    own = [row for row in rows if row.rulebook == wanted.rulebook]
    published = [row for row in rows if row.state == PUBLISHED]
    others = [row for row in published if row not in own] or _months(found, person, part)
    if others:
        return _of_sheet(found, part, others[-1], "other")
    return _without(wanted, found, person, part, published or own or rows)


def _known(wanted: Wanted, found: Found, person: int, part: Period, name: str) -> Line | None:
    """The result under the rulebook of one period, published here before one brought along."""
    rows = [row for row in found.sheets.get((person, name), ()) if row.rulebook == wanted.rulebook]
    scored = [row for row in rows if row.scored]
    if scored:
        return _of_sheet(found, part, scored[-1], "own")
    imported = found.imported.get((person, name))
    if imported is None:
        return None
    score = None if imported.score is None else Fraction(imported.score)
    return Line(str(part), "imported", score, imported.level, imported.source, imported.unit_name)


def _beside(found: Found, person: int, part: Period, name: str) -> str:
    """The quarter around a month, or the first of the months inside a quarter, that has a result too."""
    if name != str(part):
        return ""
    others = _names(part)[1:] or [str(month) for month in part.parts(1)]
    there = (one for one in others if one != name and _has_result(found, person, one))
    return next(there, "")


def _has_result(found: Found, person: int, name: str) -> bool:
    return (person, name) in found.imported or any(row.scored for row in found.sheets.get((person, name), ()))


def _mean(wanted: Wanted, found: Found, person: int, part: Period) -> Line | None:
    """A quarter made of its three months, where all of them have a score under the rulebook (Điều 17 khoản 3)."""
    if part.kind != "quarter" or not wanted.mean:
        return None
    lines = [_known(wanted, found, person, part, str(month)) for month in part.parts(1)]
    scores = [line.score for line in lines if line is not None and line.score is not None]
    if len(scores) < len(lines):
        return None
    return Line(str(part), "own", sum(scores, ZERO) / len(scores), note=MEAN, unit=lines[-1].unit if lines[-1] else "")


def _names(part: Period) -> list[str]:
    """A part and, for a month, the quarter that stands for it."""
    if part.kind != "month":
        return [str(part)]
    return [str(part), f"{part.first.year}-Q{(part.first.month + 2) // 3}"]


def _months(found: Found, person: int, part: Period) -> list[Row]:
    """The published months inside a quarter that has no result of its own: shown, never counted as the quarter's."""
    if part.kind == "month":
        return []
    rows = (row for month in part.parts(1) for row in found.sheets.get((person, str(month)), ()))
    return [row for row in rows if row.state == PUBLISHED]


def _of_sheet(found: Found, part: Period, row: Row, source: str) -> Line:
    unit = found.unit(row.unit, part.last)
    return Line(
        str(part), source, row.exact_score, row.level or row.band, "" if source == "own" else row.rulebook, unit, row.id
    )


def _without(wanted: Wanted, found: Found, person: int, part: Period, rows: Sequence[Row]) -> Line:
    """Why a part has no result."""
    if rows:
        row = rows[-1]
        unit = found.unit(row.unit, part.last)
        if row.state == EXCUSED:
            return Line(str(part), "excused", note=row.absence, unit=unit, sheet_id=row.id)
        if row.state == PUBLISHED:
            return Line(str(part), "no_score", unit=unit, sheet_id=row.id)
        waits = "not_yet" if row.cycle_state == "open" else "missing"
        return Line(str(part), waits, unit=unit, sheet_id=row.id)
    if not _share(found, person, part):
        return Line(str(part), "no_post")
    return Line(str(part), "not_yet" if part.last >= wanted.day else "missing")


def _share(found: Found, person: int, part: Period) -> Fraction:
    """The share of the part's days on which the person held a post here."""
    spans = found.posts.get(person, [])
    if any(first <= part.first and part.last <= last for first, last in spans):
        return WHOLE
    count = (part.last - part.first).days + 1
    days = (part.first + timedelta(days=number) for number in range(count))
    return Fraction(sum(1 for day in days if any(first <= day <= last for first, last in spans)), count)


def _worked(wanted: Wanted, found: Found, person: int, lines: Sequence[Line]) -> Worked:
    """Time in post through the period's last day; a month that came from elsewhere was worked there."""
    totals = {"months": ZERO, "sick": ZERO, "unpaid": ZERO}
    for line, part in zip(lines, wanted.parts, strict=True):
        kind = "months"
        if line.source == "excused":
            kind = "sick" if line.note in SICK else "unpaid" if line.note in UNPAID else "months"
        share = WHOLE if line.source == "imported" else _share(found, person, part)
        totals[kind] += wanted.months * share
    return Worked(**totals)
