"""The distribution of every unit with everybody below it, over one, twelve and sixty published months."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bench.city import PERIOD, City
from bench.maker.sql import run
from bench.measure import Figure, best_of, span
from thenchot.assessment.models import Cycle, UnitMonth
from thenchot.assessment.queries.roll_up import read, rolled_up

MONTHS = 60


def measure(city: City) -> Iterator[Figure]:
    cycles = _five_years(city.cycle)
    for months, bar in ((1, 0.15), (12, 1.5), (MONTHS, None)):
        read.cache_clear()
        with span() as cold:
            rows = sum(len(found) for found in rolled_up(cycles[:months]).values())
        yield Figure(f"distribution of every unit, {months} months", cold.wall, bar=bar, notes={"rows": rows, "cpu": cold.cpu})
    warm = best_of(3, partial(rolled_up, cycles))
    yield Figure("distribution of every unit, 60 kept", warm.wall, bar=0.3)


def _five_years(cycle: Cycle) -> list[Cycle]:
    """The published month sixty times, under other periods: its counts are what is read, so its sheets are not repeated."""
    others = [field.column for field in UnitMonth._meta.local_concrete_fields if field.column not in ("id", "cycle_id")]
    columns = ", ".join(map(str, others))
    cycles = [cycle]
    for number in range(1, MONTHS):
        other = Cycle.objects.get(id=cycle.id)
        other.pk, other.period = None, _months_before(PERIOD, number)
        other.save()
        run(
            f"INSERT INTO assessment_unitmonth (cycle_id, {columns}) SELECT {other.pk}, {columns} FROM assessment_unitmonth "
            f"WHERE cycle_id = {cycle.id} ORDER BY path"
        )
        cycles.append(other)
    return cycles


def _months_before(period: str, number: int) -> str:
    month = int(period[:4]) * 12 + int(period[5:]) - 1 - number
    return f"{month // 12}-{month % 12 + 1:02d}"
