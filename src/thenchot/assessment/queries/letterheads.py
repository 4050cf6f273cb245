"""Which body's name stands over a paper, and in whose layout: the bloc of the post decides (khối Đảng, khối chính quyền)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from thenchot.assessment.documents import Letterhead
from thenchot.assessment.models import Cycle, Sheet
from thenchot.organisation.queries import SEGMENT, UnitAt, unit_on, versions_on

PARTY = "dang"
STANDS_ALONE = ("UBND", "HĐND", "Ủy ban nhân dân", "Hội đồng nhân dân")
"""A people's committee or council has no superior body in its letterhead."""

Places = Mapping[str, UnitAt]
"""Units by path."""


def places_of(paths: Iterable[str], day: date) -> dict[str, UnitAt]:
    """The units at these paths and all above them, as they stood on the day, in one query."""
    wanted = {path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    rows = versions_on(day).filter(path__in=sorted(wanted)).values_list(
        "unit_id", "unit__code", "name", "bloc", "position", "parent_id", "path", "category"
    )  # fmt: skip
    return {row[6]: UnitAt(*row) for row in rows}


def letterhead_of(sheet: Sheet, places: Places) -> Letterhead:
    """The using body; for a post of the Party in another body's unit, the highest unit of the Party between the two."""
    line = [places[sheet.unit_path[:end]] for end in _ends(sheet.unit_path) if sheet.unit_path[:end] in places]
    start = next((at for at, unit in enumerate(line) if unit.id == sheet.body_id), max(0, len(line) - 1))
    party = sheet.bloc == PARTY
    between = [at for at in range(start, len(line)) if (line[at].bloc == PARTY) == party]
    at = between[0] if between else start
    return _letterhead(line[at], line[at - 1] if at else None, party=party) if line else Letterhead(party, "", "")


def letterhead_of_cycle(cycle: Cycle) -> Letterhead:
    unit = unit_on(cycle.scope_id, cycle.day)
    return letterhead_of_unit(unit, cycle.day) if unit else Letterhead(False, "", "")


def letterhead_of_unit(unit: UnitAt, day: date) -> Letterhead:
    above = unit_on(unit.parent_id, day) if unit.parent_id else None
    return _letterhead(unit, above, party=unit.bloc == PARTY)


def _letterhead(unit: UnitAt, above: UnitAt | None, *, party: bool) -> Letterhead:
    alone = unit.name.startswith(STANDS_ALONE)
    kin = above is not None and (above.bloc == PARTY) == party
    return Letterhead(party, above.name if above and kin and not alone else "", unit.name)


def _ends(path: str) -> range:
    return range(SEGMENT, len(path) + 1, SEGMENT)
