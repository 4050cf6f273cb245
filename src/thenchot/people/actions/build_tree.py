"""Put units in their place: versions with parent and path, all of a batch or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.lib.vietnamese import fold
from thenchot.organisation.models import Unit, UnitVersion
from thenchot.organisation.queries import SEGMENT
from thenchot.people.refusals import UNIT_CYCLE, UNIT_TOO_DEEP, UNKNOWN_UNIT

MOST_LEVELS = 12
"""As many levels as a path has room for."""


@dataclass(frozen=True)
class UnitRow:
    """A line of the unit list; the parent is named by its code, blank for a root."""

    code: str
    name: str
    bloc: str
    position: str
    parent_code: str = ""
    category: str = ""


def build_tree(*, by: Actor, rows: Sequence[UnitRow], day: date) -> int:
    """Create the units that are new and re-version those whose place or name changed, from `day` on.

    Raises UNKNOWN_UNIT for a parent nobody has, UNIT_CYCLE for a unit under itself. Returns how many versions were written.
    """
    with transaction.atomic():
        # Of two lists at once the second waits here and finds what the first has written.
        wait_for("register", 1)
        Unit.objects.bulk_create([Unit(code=row.code) for row in rows], ignore_conflicts=True, batch_size=2000)
        ids = dict(Unit.objects.values_list("code", "id"))
        current = {v.unit.code: v for v in UnitVersion.objects.filter(valid_to=None).select_related("unit", "parent")}
        paths = _paths(_parents(current, rows), ids)
        changed = [row for row in rows if _differs(current.get(row.code), row, paths)]
        moved = {row.code for row in changed}
        _write(changed, ids, paths, day)
        # Units below a moved one keep their own name and get the new path.
        _follow({paths[code]: version for code, version in current.items() if code not in moved}, day)
        if changed:
            payload: dict[str, object] = {"units": sorted(moved), "from": day.isoformat()}
            record_next(by, Act("register", 1, "units", payload), clock.now())
    return len(changed)


def _parents(current: Mapping[str, UnitVersion], rows: Sequence[UnitRow]) -> dict[str, str]:
    """Each unit's parent by code, as the batch will have it; "" for a root."""
    known = {code: version.parent.code if version.parent else "" for code, version in current.items()}
    return known | {row.code: row.parent_code for row in rows}


def _paths(parents: dict[str, str], ids: dict[str, int]) -> dict[str, str]:
    paths: dict[str, str] = {}
    for start in parents:
        chain: list[str] = []
        code = start
        while code and code not in paths:
            if code not in parents:
                raise UNKNOWN_UNIT(code=code)
            if code in chain:
                raise UNIT_CYCLE(code=code, through=" → ".join(chain[chain.index(code) :]))
            chain.append(code)
            code = parents[code]
        for code in reversed(chain):
            paths[code] = paths.get(parents[code], "") + f"{ids[code]:0{SEGMENT}d}"
            refuse_if(len(paths[code]) > MOST_LEVELS * SEGMENT, UNIT_TOO_DEEP, code=code, limit=MOST_LEVELS)
    return paths


def _differs(version: UnitVersion | None, row: UnitRow, paths: dict[str, str]) -> bool:
    wanted = (row.name, row.bloc, row.position, row.category, paths[row.code])
    return version is None or (version.name, version.bloc, version.position, version.category, version.path) != wanted


def _write(rows: Sequence[UnitRow], ids: dict[str, int], paths: dict[str, str], day: date) -> None:
    _close([ids[row.code] for row in rows], day)
    UnitVersion.objects.bulk_create(
        [
            UnitVersion(
                unit_id=ids[row.code],
                name=row.name,
                folded=fold(row.name),
                category=row.category,
                bloc=row.bloc,
                position=row.position,
                parent_id=ids[row.parent_code] if row.parent_code else None,
                path=paths[row.code],
                valid_from=day,
            )
            for row in rows
        ],
        batch_size=2000,
    )


def _close(unit_ids: list[int], day: date) -> None:
    # A version that began on the same day never was in force: it is replaced, not closed before it began.
    UnitVersion.objects.filter(unit_id__in=unit_ids, valid_to=None, valid_from__gte=day).delete()
    UnitVersion.objects.filter(unit_id__in=unit_ids, valid_to=None).update(
        valid_to=date.fromordinal(day.toordinal() - 1)
    )


def _follow(versions: Mapping[str, UnitVersion], day: date) -> None:
    """Give those whose path is another one a version from the day on: a moved branch in four statements, however large."""
    moved = {path: version for path, version in versions.items() if version.path != path}
    same_day = [version for version in moved.values() if version.valid_from >= day]
    older = [(path, version) for path, version in moved.items() if version.valid_from < day]
    for path, version in moved.items():
        version.path = path
    UnitVersion.objects.bulk_update(same_day, ["path"], batch_size=500)
    _close([version.unit_id for _, version in older], day)
    UnitVersion.objects.bulk_create(
        [
            UnitVersion(
                unit_id=v.unit_id, name=v.name, folded=v.folded, category=v.category, bloc=v.bloc, position=v.position,
                parent_id=v.parent_id, path=path, valid_from=day,
            )
            for path, v in older
        ],
        batch_size=2000,
    )  # fmt: skip
