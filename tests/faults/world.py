"""The installation that faults happen to: two open months and sixty more people, put in place through the actions."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from tests.assessment import cast
from tests.assessment.cast import CITY, DECREE, OCTOBER, OCTOBER_2019, SETUP, START, Month, Town
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import Cycle, Published, Sheet, UnitMonth
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.audit.models import Entry, Seal
from thenchot.lib.clock import FROZEN_DAY
from thenchot.notices.models import Notice
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.enrol import enrol
from thenchot.workplan.models import LockedPeriod

CENTRE_HEAD = "0050"
CENTRE = [f"1{number:03d}" for number in range(1, 61)]
"""Sixty people under one head: many sheets that one person may confirm at once."""


def set_day(day: date) -> None:
    os.environ[FROZEN_DAY] = day.isoformat()


def build() -> None:
    """October 2019 proposed and waiting to be decided within a cap; October 2026 open, the centre's sheets handed in."""
    set_day(OCTOBER_2019.day(20))
    town = cast.build(OCTOBER_2019)
    town.open()
    town.hand_in()
    set_day(OCTOBER_2019.day(23))
    town.confirm_all()
    town.propose_all()
    set_day(OCTOBER.day(20))
    build_tree(by=SETUP, rows=[UnitRow("BT-TT", "Trung tâm Phục vụ hành chính công", "chinh_quyen", "direct", "BT")], day=START)
    rows = [cast.post(code, "BT-TT") for code in CENTRE]
    enrol(by=SETUP, rows=[*rows, cast.post(CENTRE_HEAD, "BT-TT", "Giám đốc Trung tâm", "head")])
    now = Town(OCTOBER)
    cast.take_up(now, DECREE, date(2026, 1, 1))
    cast.plan(now, [*cast.WARD, *CENTRE, CENTRE_HEAD], OCTOBER.period)
    now.open()
    hand_in(now, CENTRE)


def hand_in(town: Town, codes: list[str]) -> None:
    cycle = town.cycle
    self_assess_many(by=SETUP, cycle=cycle, given=[town.given(code) for code in codes])


def confirming_centre(town: Town, at: datetime | None = None) -> Callable[[], None]:
    """All has been read and is ready to be confirmed in one transaction."""
    given = [Confirmation(sheet) for sheet in town.sheets(CENTRE)]
    return partial(confirm_many, by=town.actor(CENTRE_HEAD), cycle=town.cycle, given=given, at=at)


def town_of(month: Month) -> Town:
    """The town in one of its two months, the clock on a day when its next step may be taken."""
    set_day(month.day(23 if month is OCTOBER else 24))
    rulebook = DECREE if month is OCTOBER else CITY
    return Town(month, Cycle.objects.get(rulebook=rulebook).id)


def state(cycle: Cycle) -> dict[str, object]:
    """What a month looks like from outside: whatever a cut-off act may have left half done shows here."""
    sheets = Sheet.objects.filter(cycle=cycle)
    numbers = list(sheets.values_list("id", flat=True))
    states: dict[str, int] = {}
    for code in sheets.values_list("state", flat=True):
        states[code] = states.get(code, 0) + 1
    return {
        "cycle": Cycle.objects.values_list("state", flat=True).get(id=cycle.id), "states": states,
        "versions": sum(sheets.values_list("version", flat=True)),
        "acts": Entry.objects.filter(object_kind="sheet", object_id__in=numbers).count(),
        "published": Published.objects.filter(sheet__cycle=cycle).count(),
        "notices": Notice.objects.filter(kind="result").count(),
    }  # fmt: skip


def faults() -> list[str]:
    """What verification and recomputation find; nothing, when all is as it should be."""
    last = Seal.objects.order_by("-day").values_list("day", flat=True).first() or date(2019, 10, 1)
    found = [f"{fault.where}: {fault.what}" for fault in verify(last)]
    return found + [f"{one.sheet_id}: {one.what}" for cycle in Cycle.objects.all() for one in recompute(cycle)]


def published_rows(cycle: Cycle) -> dict[str, object]:
    """Everything a publication writes, without the numbers the engine hands out: a broken-off transaction uses some up."""
    sheets = cycle.sheets.order_by("id")
    acts = Entry.objects.filter(object_kind="sheet", object_id__in=sheets.values("id")).order_by("object_id", "id")
    results = Published.objects.filter(sheet__cycle=cycle).order_by("sheet_id")
    people = sheets.values("person_id")
    notices = Notice.objects.filter(recipient_id__in=people, kind="result").order_by("recipient_id", "id")
    found: dict[str, object] = {
        "sheets": list(sheets.values_list("id", "state", "version", "last_hash", "published_at")),
        "acts": list(acts.values_list("object_id", "action", "prev_hash", "hash")),
        "results": list(results.values_list("sheet_id", "number", "frozen_hash", "score", "band", "by_id", "at")),
        "notices": list(notices.values_list("recipient_id", "params", "at")),
        "locked": sorted(LockedPeriod.objects.filter(period=cycle.period).values_list("person_id", "period")),
        "counts": list(UnitMonth.objects.filter(cycle=cycle).order_by("path").values_list("path", "all_level_1", "all_missing")),
        "cycle": [cycle.state, cycle.closing_reason, cycle.published_at, cycle.last_hash],
    }  # fmt: skip
    return {name: str(rows) for name, rows in found.items()}
