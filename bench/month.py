"""The order of the month that is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from bench.city import PERIOD, City
from bench.maker import authority
from bench.maker.people import make_people
from bench.maker.shape import Shape
from bench.maker.sql import analyse
from bench.maker.work import make_work
from bench.measure import Figure, span
from bench.operations import forms, opening, pages, publication, roll_up, scores, start, trail, writes

OPERATIONS = (
    opening.measure, writes.self_assess, pages.measure, writes.confirm, scores.measure, publication.measure, trail.measure,
    roll_up.measure, pages.overview, forms.measure, start.measure,
)  # fmt: skip


def figures(people: int, say: Callable[[str], object]) -> Iterator[Figure]:
    """Make a city of so many people and take it through its month; gives each figure as it is known."""
    city = City(Shape(people), say)
    with span() as made, transaction.atomic():
        make_people(city.shape)
        make_work(PERIOD)
    authority.entrust(city.shape)
    analyse()
    yield Figure("make the city", made.wall, notes={"units": city.shape.units})
    for operation in OPERATIONS:
        for figure in operation(city):
            say(f"{figure.name}: {figure.value:.3f} {figure.unit}")
            yield figure
        analyse()
