"""Score every sheet from the plan's rows, and the caps of every group, given the scores."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connections

from bench import copies
from bench.city import PERIOD, City
from bench.floors import scoring as floor
from bench.maker import month
from bench.measure import Figure, best_of
from thenchot.assessment.caps import cap_states
from thenchot.assessment.queries.scores import scores_of
from thenchot.lib import clock
from thenchot.workplan.models import Task


def measure(city: City) -> Iterator[Figure]:
    month.confirm(city.shape, city.cycle, clock.now())
    connections.close_all()
    with copies.raw(copies.here()) as plain:
        taken = min(floor.run(plain, PERIOD) for _ in range(2))
    cycle, found = city.cycle, list[int]()
    ours = best_of(2, lambda: found.append(sum(1 for _ in scores_of(cycle))))
    notes = {"rows": Task.objects.count(), "doers": taken[1], "sheets": found[-1], "cpu": ours.cpu}
    yield Figure("score every sheet", ours.wall, floor=taken[0], bar=3, on_ratio=True, notes=notes)
    groups = list[int]()
    caps = best_of(2, lambda: groups.append(len(cap_states(cycle))))
    yield Figure("caps of every group", caps.wall, bar=2, notes={"groups": groups[-1], "cpu": caps.cpu})
