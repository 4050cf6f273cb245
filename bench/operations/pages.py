"""The pages of the month people wait for: my sheet, the head's grid of 94, a period's page, the city's overview."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench import visitors
from bench.city import PERIOD, City
from bench.measure import Figure
from bench.visitors import Ask
from thenchot.assessment.models import Sheet
from thenchot.config.wsgi import application

WARM, TIMES = 20, 30
"""A web machine is warm after its first dozens of pages; a city's pages are asked of such a one."""
SELDOM = 4


def measure(city: City) -> Iterator[Figure]:
    sheets = Sheet.objects.filter(cycle_id=city.cycle_id, state="opened", rank="staff").order_by("id")
    mine = list(sheets.values_list("id", "person_id")[: WARM + TIMES])
    head, organiser = city.shape.grid_head, city.shape.organiser
    cookies = visitors.sign_in([*(person for _, person in mine), head, organiser])
    many = WARM + TIMES
    yield from _page("my sheet", [Ask(f"/phieu/{sheet}", cookies[person]) for sheet, person in mine], (7, 6))
    yield from _page("grid of 94", [Ask(f"/xac-nhan/{PERIOD}", cookies[head])] * many, (8, 40))
    yield from _page("page of the period", [Ask(f"/ky/{city.cycle_id}", cookies[organiser])] * SELDOM, None)
    yield from _page("overview, month still open", [Ask(f"/toan-canh/{PERIOD}", cookies[organiser])] * many, (10, 100))


def overview(city: City) -> Iterator[Figure]:
    """The city at a glance and the names of the missing, once the month is published and others before it."""
    organiser = city.shape.organiser
    cookies = visitors.sign_in([organiser])
    many = WARM + TIMES
    yield from _page("city overview", [Ask(f"/toan-canh/{PERIOD}", cookies[organiser])] * many, (10, 100))
    yield from _page("list of the missing", [Ask(f"/toan-canh/{PERIOD}/thieu", cookies[organiser])] * many, (10, None))


def _page(name: str, asks: list[Ask], bars: tuple[int, int | None] | None) -> Iterator[Figure]:
    """How many queries the page asks, and the median of the processor's milliseconds in this process."""
    most, slowest = bars or (None, None)
    with CaptureQueriesContext(connection) as first:
        visitors.call(application, asks[0])
    taken, queries = [], []
    for ask in asks[1:]:
        with CaptureQueriesContext(connection) as asked:
            visitors.call(application, ask)
        queries.append(len(asked))
    for ask in asks:
        status, _, cpu = visitors.call(application, ask)
        assert status.startswith("200"), (ask.path, status)
        taken.append(cpu)
    notes = {"queries of the first": len(first)}
    yield Figure(f"{name}, queries", max(queries), "", bar=most, notes=notes)
    yield Figure(f"{name}, CPU", median(taken[min(WARM, len(taken) // 2) :]) * 1000, "ms", bar=slowest)
