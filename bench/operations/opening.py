"""Open a month for everybody: routes, sheets, audit."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import CharField, TextField

from bench import copies
from bench.city import DAY, PERIOD, City
from bench.floors import opening as floor
from bench.maker import authority
from bench.measure import Figure, span
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.models import Cycle, Sheet
from thenchot.lib import clock

GIVEN = {"unit_path", "bloc", "rank", "duty_group", "state", "last_hash"}


def measure(city: City) -> Iterator[Figure]:
    plain = _floor()
    opening = Opening(authority.city(DAY), PERIOD, DAY)
    with span() as taken:
        city.cycle_id = open_cycle(by=city.organiser, opening=opening)[0]
    sheets = Sheet.objects.filter(cycle_id=city.cycle_id).count()
    yield Figure("open a month", taken.wall, floor=plain, bar=4, on_ratio=True, notes={"sheets": sheets, "cpu": taken.cpu})


def blank_columns() -> list[str]:
    """The sheet's columns that an opened one leaves empty."""
    fields = [f for f in Sheet._meta.local_fields if isinstance(f, CharField | TextField)]
    return [str(f.column) for f in fields if f.column not in GIVEN]


def _floor() -> float:
    postgres = connection.vendor == "postgresql"
    cycle = Cycle.objects.create(
        rulebook="floor", digest="", category="cong_chuc", period=PERIOD, scope_id=1, day=DAY, opened_at=clock.now()
    )
    with copies.copy() as address, copies.raw(address) as plain:
        taken = floor.run(plain, cycle.id, blank_columns(), postgres)
    Cycle.objects.filter(id=cycle.id).delete()
    return taken
