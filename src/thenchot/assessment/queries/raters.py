"""What scorers did with the sheets of a period: judged and computed points, self against confirmed, lateness, facts against."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.db.models import F, Q, QuerySet

from thenchot.assessment.judging import rank_of
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.row_evidence import ADVERSE
from thenchot.assessment.scoring import kind_for
from thenchot.assessment.steps import EXCUSED, OPENED, SUBMITTED, has
from thenchot.audit.chain import moment_text
from thenchot.audit.queries import acts_on
from thenchot.evidence.queries import fact_counts
from thenchot.lib import canonical, clock
from thenchot.lib.periods import Period
from thenchot.rulesets.queries import frozen
from thenchot.workplan.models import COUNTED, Task

FULL_SCORE = Fraction(100)
SEVERITY, SEEN = "severity", "see_severity"
"""The chain of who opened their own severity, by the number of the scorer; its one act."""
COLUMNS = (
    "id", "cycle_id", "scorer_id", "person_id", "unit_path", "rank", "state", "marks", "self_score", "score", "self_level",
    "band", "confirmed_at",
)  # fmt: skip
Family = tuple[str, int, str]


@dataclass(frozen=True)
class Rated:
    """One sheet as its scorer treated it. Points are exact; None where the rulebook has no such part or nobody gave any."""

    sheet_id: int
    cycle_id: int
    period: str
    group: tuple[object, ...]
    """Sheets of one rulebook, scope and kind of post, which alone are compared."""
    scorer_id: int
    person_id: int
    unit_path: str
    judged_max: Fraction | None
    own_judged: Fraction | None
    judged: Fraction | None
    own_score: Fraction | None
    score: Fraction | None
    moved: int
    """1 for a band above the person's own, -1 for one below."""
    late: bool
    """Confirmed after the last day of that step, or still waiting then."""
    waiting: bool
    adverse: bool
    """Something late, rejected or recorded speaks against the person."""

    @property
    def difference(self) -> Fraction | None:
        """Self-assessed minus confirmed: above nought who rated themselves higher."""
        return None if self.own_score is None or self.score is None else self.own_score - self.score

    @property
    def computed(self) -> Fraction | None:
        """The part of the score that comes from the work."""
        return None if self.score is None or self.judged is None else self.score - self.judged


def family(cycle: Cycle) -> Family:
    return cycle.rulebook, cycle.scope_id, cycle.category


def scoring_cycles(sheets: QuerySet[Sheet], period: str) -> list[Cycle]:
    """The cycles of the period (of a year: of its months and quarters) of each family that has one of these sheets."""
    within = Q(period__startswith=f"{period}-") if Period.parse(period).kind == "year" else Q(period=period)
    cycles = list(Cycle.objects.filter(within).order_by("period", "id"))
    touched = set(sheets.filter(cycle__in=cycles).order_by().values_list("cycle_id", flat=True).distinct())
    families = {family(cycle) for cycle in cycles if cycle.id in touched}
    return [cycle for cycle in cycles if family(cycle) in families and has(cycle.steps, "confirm")]


def scored_periods(sheets: QuerySet[Sheet]) -> list[str]:
    """Periods with such sheets, the latest first."""
    found = sheets.exclude(scorer=None).order_by().values_list("cycle__period", flat=True).distinct()
    return sorted((one for one in found if "-" in one), reverse=True)


def sheets_scored_by(person_id: int) -> QuerySet[Sheet]:
    return Sheet.objects.filter(scorer_id=person_id)


def sheet_count(cycles: Sequence[Cycle]) -> int:
    return Sheet.objects.filter(cycle__in=cycles).count()


def rated(cycles: Sequence[Cycle], sheets: QuerySet[Sheet] | None = None) -> list[Rated]:
    """The sheets of the cycles that were sent to a scorer, all or those of a narrower choice."""
    chosen = (Sheet.objects.all() if sheets is None else sheets).filter(cycle__in=cycles).exclude(scorer=None)
    rows = list(chosen.exclude(state__in=(OPENED, EXCUSED)).order_by("id").values_list(*COLUMNS))
    known = {cycle.id: _Known(cycle) for cycle in cycles}
    people = {(row[3], known[row[1]].cycle.period) for row in rows}
    against = _troubled(people) if people else set()
    return [known[row[1]].read(dict(zip(COLUMNS, row, strict=True)), against) for row in rows]


class _Known:
    """What is read once for all sheets of a cycle."""

    def __init__(self, cycle: Cycle) -> None:
        self.cycle, self.book = cycle, frozen(cycle.digest)
        steps = {row["code"]: row for row in cycle.steps}
        self.last = date.fromisoformat(steps["confirm"]["to"])
        self.most = {rank: self._most(rank) for rank in ("staff", "deputy", "head")}

    def _most(self, rank: str) -> Fraction | None:
        """The most points of judgement; None where nothing beside them is computed."""
        leaves = self.book.leaves(kind_for(self.book, rank, self.cycle.settings))
        most = sum((leaf.max or Fraction(0) for leaf in leaves), Fraction(0))
        return most if 0 < most < FULL_SCORE else None

    def read(self, row: Mapping[str, Any], against: Collection[tuple[int, str]]) -> Rated:
        waiting, most = row["state"] == SUBMITTED, self.most[row["rank"]]
        group = (*family(self.cycle), row["rank"] != "staff")
        own, judged = (_points(row["marks"].get(whose)) if most else None for whose in ("self", "confirmed"))
        sent = Rated(
            row["id"], self.cycle.id, self.cycle.period, group, row["scorer_id"], row["person_id"], row["unit_path"],
            most, own, judged, _exact(row["self_score"]), _exact(row["score"]), self._moved(row), self._late(row), waiting,
            (row["person_id"], self.cycle.period) in against,
        )  # fmt: skip
        # What was confirmed before the sheet was sent back stands nowhere.
        return replace(sent, judged=None, score=None, moved=0) if waiting else sent

    def _late(self, row: Mapping[str, Any]) -> bool:
        at = row["confirmed_at"]
        still = row["state"] == SUBMITTED or at is None
        return (clock.today() if still else at.astimezone(clock.VIETNAM).date()) > self.last

    def _moved(self, row: Mapping[str, Any]) -> int:
        if not row["self_level"] or not row["band"]:
            return 0
        before, after = rank_of(self.book, row["self_level"]), rank_of(self.book, row["band"])
        return (after > before) - (after < before)


def _points(marks: Mapping[str, str] | None) -> Fraction | None:
    return _sum(tuple(sorted(marks.values()))) if marks else None


@lru_cache(maxsize=16384)
def _sum(marks: tuple[str, ...]) -> Fraction:
    """The same sets of marks come back in sheet after sheet, and exact sums are slow."""
    return sum(map(Fraction, marks), Fraction(0))


def _exact(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _troubled(people: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """(person, period) with work late or rejected and not excused, or with an adverse fact in effect in that year."""
    periods = {period for _, period in people}
    wrong = Q(rejections__gt=F("rejections_excused")) | Q(latenesses__gt=F("latenesses_excused"))
    tasks = Task.objects.filter(wrong, period__in=periods, doer_id__isnull=False, status__in=COUNTED)
    found = set(tasks.order_by().values_list("doer_id", "period").distinct()) & set(people)
    for year in {period[:4] for period in periods}:
        inside = {(person, period) for person, period in people if period.startswith(year)}
        adverse = _with_adverse_facts({person for person, _ in inside}, year)
        found |= {one for one in inside if one[0] in adverse}
    return found


def _with_adverse_facts(ids: Collection[int], year: str) -> set[int]:
    return {
        who for who, facts in fact_counts(ids, year).items() if any(one.polarity == ADVERSE for one in facts)
    }


@dataclass(frozen=True)
class Load:
    """One person's units of a period, and the group of comparable posts they are held against."""

    person_id: int
    scorer_id: int | None
    group: tuple[object, ...]
    units: Fraction


def loads_beside(person_id: int, cycles: Sequence[Cycle]) -> Iterator[Load]:
    """Units declared by everybody in the bodies where this person scores, by body and group of similar duties."""
    mine = Sheet.objects.filter(cycle__in=cycles, scorer_id=person_id)
    columns = ("person_id", "scorer_id", "cycle_id", "body_id", "duty_group", "rank")
    beside = Sheet.objects.filter(cycle__in=cycles, body_id__in=mine.values("body_id")).exclude(state=EXCUSED)
    rows = list(beside.values_list(*columns))
    periods = {cycle.id: cycle.period for cycle in cycles}
    units: dict[tuple[int, str], Fraction] = {}
    counted = Task.objects.filter(
        period__in=set(periods.values()), status__in=COUNTED, doer__in=beside.values("person_id")
    )
    for doer, period, size in counted.values_list("doer_id", "period", "units"):
        units[doer or 0, period] = units.get((doer or 0, period), Fraction(0)) + Fraction(size)
    for person, scorer, cycle, *group in rows:
        yield Load(person, scorer, (cycle, *group), units.get((person, periods[cycle]), Fraction(0)))


def severity_seen(person_ids: Collection[int], period: str) -> dict[int, str]:
    """When each scorer last opened their own severity of the period, as the trail writes moments."""
    acts = acts_on(SEVERITY, person_ids, (SEEN,))
    return {act.object_id: act.at for act in acts if canonical.loads(act.payload).get("period") == period}


def seen_since(person_id: int, period: str, published: datetime) -> bool:
    return severity_seen([person_id], period).get(person_id, "") >= moment_text(published)
