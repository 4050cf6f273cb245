"""Publish the whole city, killed once half-way and resumed; then judge every result again from what was frozen."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator

from django.db import connections

from bench.city import City
from bench.measure import Figure, span
from thenchot.assessment.actions.publish import PART, publish
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.integrity import recompute

REASON = "Kỳ đo, không có phiếu chờ."


def measure(city: City) -> Iterator[Figure]:
    sheets = Sheet.objects.filter(cycle_id=city.cycle_id, state="confirmed").count()
    with span() as taken:
        done = _killed_half_way(city, sheets)
        publish(by=city.organiser, cycle=city.cycle, reason=REASON)
    notes = {"sheets": sheets, "published when killed": done, "cpu": taken.cpu}
    yield Figure("publish, killed once and resumed", taken.wall, bar=60, notes=notes)
    with span() as again:
        differences = list(recompute(city.cycle))
    assert not differences, differences[:3]
    yield Figure("recompute the city", again.wall, bar=30, notes={"cpu": again.cpu})


def _killed_half_way(city: City, sheets: int) -> int:
    """Publish in a process of its own that is killed -9 when half of it is there; a small city has no half."""
    if sheets <= PART:
        return 0
    cycle, by = city.cycle, city.organiser
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=publish, kwargs={"by": by, "cycle": cycle, "reason": REASON})
    process.start()
    done = 0
    while done < sheets // 2 and process.is_alive():
        time.sleep(0.05)
        done = Sheet.objects.filter(cycle_id=city.cycle_id, state="published").count()
    process.kill()
    process.join()
    return done
