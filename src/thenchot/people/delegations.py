"""The rows of the delegation table as they are kept, and whom a new or an ending row would move to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from thenchot.organisation.queries import names_on, unit_by_code, unit_on, units_on
from thenchot.people.actions.delegate import Rule
from thenchot.people.models import Delegation, Tier
from thenchot.people.queries import ids_of, names_of, router_on
from thenchot.people.refusals import UNKNOWN_PERSON, UNKNOWN_UNIT
from thenchot.people.routing import Router, Row, Subject
from thenchot.people.routing_table import kinds_under

TASKS = ("score", "rank", "decide")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class KeptRow:
    """A row of the table with its names; `holder` is a person, or the unit whose head holds the task."""

    id: int
    task: str
    unit: str
    bloc: str
    rank: str
    category: str
    tier: str
    holder: str
    holder_unit: str
    citation: str
    first: date
    last: date | None


@dataclass(frozen=True)
class Shift:
    """A kind of person whose task goes from one holder to another; "" is nobody. `lost`: nobody, or only themselves."""

    task: str
    unit: str
    subject: Subject
    people: int
    before: str
    after: str
    lost: bool


def rows_under(scopes: Sequence[str], day: date) -> list[KeptRow]:
    """Rows of these subtrees in force on the day or later, in the order of the tree."""
    units = {unit.id: unit for path in scopes for unit in units_on(day, path).values()}
    names = names_on(day)
    found = Delegation.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), unit_id__in=list(units))
    rows = found.select_related("tier", "holder")
    order = sorted(rows, key=lambda row: (units[row.unit_id].path, TASKS.index(row.task), row.valid_from, row.id))
    return [_kept(row, names) for row in order]


def kept(row: Delegation, day: date) -> KeptRow:
    return _kept(row, names_on(day))


def _kept(row: Delegation, names: Mapping[int, str]) -> KeptRow:
    return KeptRow(
        row.id, row.task, names.get(row.unit_id, ""), row.bloc, row.rank, row.category, row.tier.code if row.tier else "",
        row.holder.full_name if row.holder else "", names.get(row.holder_unit_id or 0, ""), row.citation,
        row.valid_from, row.valid_to,
    )  # fmt: skip


def tier_codes() -> list[str]:
    return list(Tier.objects.order_by("code").values_list("code", flat=True))


def shifts_of_new(rule: Rule, first: date) -> list[Shift]:
    """Whom the row would move on its first day. Refuses a unit or a person that nobody knows."""
    unit = unit_by_code(rule.unit_code, first)
    if unit is None:
        raise UNKNOWN_UNIT("unit", code=rule.unit_code)
    added = Row(
        rule.task, unit.path, rule.bloc, rule.rank, rule.category, rule.tier,
        _holder(rule.holder_code), _unit(rule.holder_unit_code, first), rule.citation,
    )  # fmt: skip
    before = router_on(first)
    return _shifts(before, replace(before, rows=[*before.rows, added]), unit.path, first)


def shifts_of_end(row: Delegation, last_day: date) -> list[Shift]:
    """Whom the end of a row would move on the day after its last."""
    day = last_day + ONE_DAY
    unit = unit_on(row.unit_id, day)
    if unit is None:
        return []
    return _shifts(router_on(day), router_on(day, without=row.id), unit.path, day)


def _shifts(before: Router, after: Router, path: str, day: date) -> list[Shift]:
    kinds, alone = kinds_under(before, path, day)
    moved = [
        (subject, task, old, new)
        for subject in kinds
        for task in TASKS
        if (old := before.holder(task, subject).person_id) != (new := after.holder(task, subject).person_id)
    ]
    names = names_of({person for _s, _t, old, new in moved for person in (old, new) if person})
    units = names_on(day)
    shifts = [
        Shift(
            task, units.get(subject.unit_id, ""), subject, kinds[subject], names.get(old or 0, ""), names.get(new or 0, ""),
            new is None or (task == "score" and new == alone.get(subject)),
        )
        for subject, task, old, new in moved
    ]  # fmt: skip
    return sorted(shifts, key=lambda one: (not one.lost, before.units[one.subject.unit_id].path, TASKS.index(one.task)))


def _holder(code: str) -> int | None:
    found = ids_of([code]).get(code) if code else None
    if code and found is None:
        raise UNKNOWN_PERSON("holder", code=code)
    return found


def _unit(code: str, day: date) -> int | None:
    found = unit_by_code(code, day) if code else None
    if code and found is None:
        raise UNKNOWN_UNIT("holder_unit", code=code)
    return found.id if found else None
