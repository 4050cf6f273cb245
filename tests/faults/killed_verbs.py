"""Verbs that touch many, each killed -9 after a statement drawn anew, again and again, until one run comes to its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.db.models import Model

from tests.assessment.cast import AUTHORITY, DIVISION_HEAD, OCTOBER, OCTOBER_2019, ORGANISER, WARD, Town
from tests.faults.processes import killed_after
from tests.faults.races_of_information import bring
from tests.faults.worker_at_work import connect, take_first
from tests.faults.world import CENTRE, CENTRE_HEAD, faults, set_day, town_of
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.excuse import excuse_many
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.remind import remind
from thenchot.assessment.models import (
    Cycle,
    ImportedResult,
    LevelChange,
    Published,
    Reminder,
    Route,
    Sheet,
    UnitMonth,
)
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.models import Entry, Seal
from thenchot.evidence.models import Fact, FactBatch
from thenchot.intake.models import Arrival
from thenchot.lib import clock
from thenchot.notices.models import Notice
from thenchot.outbound.models import Owed
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.import_plan import Brought, import_plan, put_forward
from thenchot.workplan.imports import comparison
from thenchot.workplan.incoming import Incoming
from thenchot.workplan.models import LockedPeriod, PlanImport, PlanTable, Task

WRITTEN: tuple[type[Model], ...] = (
    Cycle, Route, Sheet, Entry, Notice, Reminder, LevelChange, ImportedResult, Published, Seal, UnitMonth, LockedPeriod,
    PlanTable, PlanImport, Task, FactBatch, Fact, Arrival, Owed,
)  # fmt: skip
NUMBERS = {"id", "batch_id", "cycle_id", "sheet_id", "object_id", "first_id", "last_id"}
HASHES = {"hash", "prev_hash", "last_hash", "frozen", "frozen_hash", "root", "prev"}
"""A run that was undone or killed uses numbers up, and hashes cover them; that they agree is asked of the verification."""
WITH_NUMBERS = {"payload", "params", "link"}


@dataclass(frozen=True)
class Many:
    """A verb over many, on a day of one of the two months; it reads anew whatever it works on."""

    name: str
    day: date
    work: Callable[[], object]


def picture() -> list[str]:
    """All that these verbs write, without the numbers the engine hands out."""
    found = []
    for model in WRITTEN:
        for row in model._default_manager.values():
            kept = {name: value for name, value in row.items() if name not in NUMBERS | HASHES}
            kept |= {name: re.sub(r"\d+", "#", str(kept[name])) for name in WITH_NUMBERS & kept.keys()}
            found.append(f"{model.__name__} {sorted(kept.items())}")
    return sorted(found)


def _choose(verb: Callable[..., None], town: Town, by: str) -> None:
    holder = {"propose_many": "ranker", "decide_many": "decider"}[verb.__name__]
    mine = [sheet for sheet in town.sheets(WARD) if getattr(sheet, holder).staff_code == by]
    verb(by=town.actor(by), cycle=town.cycle, choices=[Choice(sheet) for sheet in mine])


def _open(town: Town, period: str, day: date) -> None:
    open_cycle(by=town.viewer(ORGANISER), opening=Opening(town.unit("BT"), period, day))


def _bring(town: Town) -> None:
    rows = [PastRow(code, "2026-08", "Phường Bến Trúc", "Phần mềm cũ", Decimal(80)) for code in WARD]
    import_past_results(by=town.viewer(ORGANISER), rows=rows)


def _leave_out(town: Town) -> None:
    excuse_many(by=town.actor(CENTRE_HEAD), sheets=[(sheet, "sick", "") for sheet in town.sheets(CENTRE[:5])])


def _put_forward(town: Town) -> None:
    """Rows of a file that wait for next month's table; they wait on while their save is killed."""
    by, unit = town.viewer(DIVISION_HEAD), town.unit("BT-KT").id
    table = draft_plan(by=by, unit_id=unit, period="2026-12", source=Source())
    cells = {"leader": "", "doer": "", "deadline": "25/12", "result": ""}
    rows = [Incoming(at, "", {**cells, "content": f"Việc {at}"}) for at in range(1, 6)]
    put_forward(by=by, table=PlanTable.objects.get(id=table), brought=Brought(rows, "bieu-ngang.xlsx"))


def _import_plan(town: Town) -> None:
    by, found = town.viewer(DIVISION_HEAD), PlanImport.objects.select_related("table").get()
    import_plan(by=by, waiting=found, seen=comparison(by, found).picture)


def _publish(town: Town) -> None:
    publish(by=town.viewer(ORGANISER), cycle=town.cycle)


def verbs() -> Iterator[Many]:
    """In the order in which they follow one another."""
    past, now = town_of(OCTOBER_2019), town_of(OCTOBER)
    last = OCTOBER_2019.day(24)
    yield Many("propose", last, partial(_choose, propose_many, past, "0010"))
    yield Many("decide", last, partial(_choose, decide_many, past, AUTHORITY))
    yield Many("close and lock", OCTOBER_2019.day(25), partial(_publish, past))
    yield Many("open a month", date(2026, 11, 1), partial(_open, now, "2026-11", date(2026, 11, 1)))
    yield Many("remind", OCTOBER.day(23), lambda: remind(cycle=now.cycle, running=True))
    yield Many("leave out", OCTOBER.day(23), partial(_leave_out, now))
    yield Many("take in past results", OCTOBER.day(23), partial(_bring, now))
    _put_forward(now)
    yield Many("bring a plan", OCTOBER.day(23), partial(_import_plan, now))
    yield Many("bring facts", OCTOBER.day(23), partial(bring, now))
    connect(now)
    yield Many("take an arrival", OCTOBER.day(23), take_first)
    yield Many("open a year", date(2026, 12, 2), partial(_open, now, "2026", date(2026, 12, 2)))
    yield Many("seal days", date(2026, 12, 3), lambda: seal_days(before=date(2026, 12, 3)))


class Undone(Exception):
    """Ends the run that shows what an undisturbed one leaves."""


@contextmanager
def undone() -> Iterator[None]:
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def killed_verbs() -> object:
    """Of each verb: how often it was killed, whether anything was left then, whether its end is that of a quiet run."""
    rng, found = Random(11), {}
    for verb in verbs():
        set_day(verb.day)
        with patch.object(clock, "now", lambda day=verb.day: clock.at(day, 9)):
            found[verb.name] = _killed(verb, rng)
    return {"verbs": found, "faults": faults()}


def _killed(verb: Many, rng: Random) -> dict[str, Any]:
    before = picture()
    with undone():
        verb.work()
        whole = picture()
    kills, halves, statement = 0, [], rng.randint(1, 2)
    while killed_after(statement, verb.work):
        kills += 1
        now = picture()
        # Each day has its seal in a transaction of its own: what is there of them is whole.
        if now != before and not (verb.name == "seal days" and set(before) <= set(now) <= set(whole)):
            halves.append(statement)
        statement += rng.randint(2, 6)
    return {"kills": kills, "halves": halves, "same": picture() == whole, "changed": whole != before}
