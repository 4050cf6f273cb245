"""Units of the key's subtree, in the order of the tree."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import AskedDay, Code
from thenchot.api.paging import Stretch, part_by_text
from thenchot.api.refusals import NO_SUCH
from thenchot.organisation.listing import unit_version, units_after


class Unit(Schema):
    """A unit as it stands on the day that was asked for."""

    code: str
    name: str
    parent: str | None
    category: str
    bloc: str
    position: str
    valid_from: date
    valid_to: date | None


class Units(Schema):
    """A stretch of units."""

    items: list[Unit]
    next: str | None


class Coded(Protocol):
    """A unit's identity."""

    code: str


class Version(Protocol):
    """How a unit stands between two days."""

    name: str
    category: str
    bloc: str
    position: str
    path: str
    valid_from: date
    valid_to: date | None

    @property
    def unit(self) -> Coded: ...
    @property
    def parent(self) -> Coded | None: ...


@api.get("units", url_name="api.units", response=Units, summary="List units", tags=["units"])
def units(request: Asking, stretch: Query[Stretch], on: AskedDay = None) -> Units:
    """Verb `units.read`. The key's unit and all below it on the day `on` (today)."""
    caller = request.auth
    caller.need("units.read")
    found = part_by_text(
        stretch, lambda after, most: units_after(caller.unit_path, on or caller.day, after, most), lambda row: row.path
    )
    return Units(items=[_unit(row) for row in found.rows], next=found.next)


@api.get("units/{str:code}", url_name="api.unit", response=Unit, summary="One unit", tags=["units"])
def unit(request: Asking, code: Code, on: AskedDay = None) -> Unit:
    """Verb `units.read`. 404 for a unit outside the key's subtree."""
    caller = request.auth
    caller.need("units.read")
    found = unit_version(caller.unit_path, on or caller.day, code)
    if found is None:
        raise NO_SUCH()
    return _unit(found)


def _unit(row: Version) -> Unit:
    return Unit(
        code=row.unit.code, name=row.name, parent=row.parent.code if row.parent else None, category=row.category, bloc=row.bloc,
        position=row.position, valid_from=row.valid_from, valid_to=row.valid_to,
    )  # fmt: skip
