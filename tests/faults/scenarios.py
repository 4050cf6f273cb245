"""What goes wrong, played on an installation of its own: each scenario answers with what it found, as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import pairwise
from random import Random
from unittest.mock import patch

from django.core.management import call_command
from django.db import transaction

from tests.assessment.cast import (
    AN,
    BINH,
    CHI,
    DUNG,
    GIANG,
    HANH,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    SETUP,
    WARD,
    Town,
)
from tests.faults.keeping import backed_up_while_written
from tests.faults.killed_verbs import killed_verbs
from tests.faults.over_http import over_http
from tests.faults.processes import at_once, killed_after, killed_in, outcome, say, slowed
from tests.faults.rounds import driver
from tests.faults.world import (
    CENTRE,
    CENTRE_HEAD,
    build,
    confirming_centre,
    faults,
    published_rows,
    set_day,
    state,
    town_of,
)
from thenchot.assessment.actions import publish as publishing
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.propose import Choice
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.run_day import run_day
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import Cycle, Sheet
from thenchot.audit.actions.record import record_next
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.audit.models import Entry, Seal
from thenchot.lib import clock
from thenchot.workplan.actions.assign import PlanRow, assign


def set_up() -> object:
    call_command("migrate", verbosity=0)
    build()
    return {"faults": faults()}


def two_writers() -> object:
    """Two scorers of one name at two desks read one sheet, and both confirm it with a reason of their own."""
    town = town_of(OCTOBER)
    by, before = town.actor(CENTRE_HEAD), state(town.cycle)

    def confirmed(desk: int) -> Callable[[], str]:
        sheet = town.sheet(CENTRE[0])
        given = Confirmation(sheet, {"I.1": f"{desk}"}, opinion=f"Bàn {desk}", reason=f"Lý do {desk}")
        return lambda: outcome(lambda: confirm_many(by=by, cycle=sheet.cycle, given=[given]))

    answers = at_once([confirmed(desk) for desk in (0, 1)])
    sheet = town.sheet(CENTRE[0])
    return {
        "answers": answers, "opinion": sheet.opinion, "mark": sheet.marks["confirmed"]["I.1"],
        "changes": list(sheet.changes.values_list("reason", flat=True)), "version": sheet.version,
        "before": before, "after": state(town.cycle), "faults": faults(),
    }  # fmt: skip


def many_writers(writers: int = 5, each: int = 40) -> object:
    """Each writer read its part of the sheets before anybody wrote; every part overlaps with those beside it."""
    town = town_of(OCTOBER)
    by = town.actor(CENTRE_HEAD)

    def part(number: int) -> Callable[[], list[str]]:
        given = [Confirmation(sheet) for sheet in town.sheets(CENTRE[number * 5 : number * 5 + each])]
        return lambda: [outcome(partial(confirm_many, by=by, cycle=town.cycle, given=[one])) for one in given]

    answers = [answer for answers in at_once([part(number) for number in range(writers)]) for answer in answers]
    return {"answers": answers, "after": state(town.cycle), "faults": faults()}


def two_deciders() -> object:
    """Each gives three of one group the top level: within the cap alone, over it together."""
    town = town_of(OCTOBER_2019)
    authority = town.actor("0001")

    def decided(codes: list[str]) -> Callable[[], str]:
        choices = [Choice(sheet, "A", "Vượt kế hoạch tháng") for sheet in town.sheets(codes)]

        def work() -> str:
            with slowed("duty_group", 0.4):
                return outcome(lambda: decide_many(by=authority, cycle=town.cycle, choices=choices))

        return work

    answers = at_once([decided([AN, BINH, CHI]), decided([DUNG, GIANG, HANH])])
    top = Sheet.objects.filter(cycle=town.cycle, level="A").count()
    return {"answers": answers, "top": top, "of": len(WARD), "after": state(town.cycle), "faults": faults()}


def _publish(town: Town) -> int:
    return publish(by=town.viewer(ORGANISER), cycle=Cycle.objects.get(id=town.cycle_id), reason="Còn phiếu chưa xong")


def killed_publication() -> object:
    """Publish, killed after each of its statements in turn; then once to its end."""
    town = town_of(OCTOBER)
    confirming_centre(town)()
    before, left, statement = state(town.cycle), [], 1
    while statement < 60 and killed_after(statement, partial(_publish, town)):
        left.append(state(town.cycle))
        statement += 1
    after = state(town.cycle)
    again = outcome(lambda: _publish(town))
    return {"before": before, "left": left, "after": after, "again": again, "faults": faults()}


def _in_parts(town: Town) -> int:
    """Seven sheets a part; the same moment whenever it goes on, as a publication keeps its own."""
    with patch.object(publishing, "PART", 7):
        cycle, at = Cycle.objects.get(id=town.cycle_id), clock.at(OCTOBER.day(25), 9)
        return publish(by=town.viewer(ORGANISER), cycle=cycle, reason="Còn phiếu chưa xong", at=at)


def published_in_parts() -> object:
    town = town_of(OCTOBER)
    confirming_centre(town, at=clock.at(OCTOBER.day(24), 8))()
    count = _in_parts(town)
    return {"count": count, "rows": published_rows(town.cycle), "faults": faults()}


def killed_in_parts() -> object:
    """The same, killed again and again after a number of statements drawn anew each time, and taken up where it stopped."""
    town, rng = town_of(OCTOBER), Random(7)
    confirming_centre(town, at=clock.at(OCTOBER.day(24), 8))()
    kills, states = 0, set()
    while killed_after(rng.randint(2, 26), partial(_in_parts, town)):
        kills += 1
        states.add(town.cycle.sheets.filter(state="published").count())
    again = outcome(lambda: _in_parts(town))
    return {
        "kills": kills, "halves": sorted(states), "again": again, "rows": published_rows(town.cycle), "faults": faults()
    }  # fmt: skip


def killed_and_left_to_the_day() -> object:
    """Broken off in the middle and forgotten: the day's work goes on with it in the name of who began."""
    town = town_of(OCTOBER)
    confirming_centre(town, at=clock.at(OCTOBER.day(24), 8))()
    before = outcome(lambda: None) if killed_after(20, partial(_in_parts, town)) else "not killed"
    left = town.cycle
    refused = outcome(lambda: confirm_many(by=town.actor(CENTRE_HEAD), cycle=left, given=[]))
    set_day(OCTOBER.day(26))
    run_day(OCTOBER.day(26))
    last = Entry.objects.filter(object_kind="cycle", object_id=left.id, action="publish").get()
    return {
        "before": before, "left": left.state, "refused": refused, "after": state(town.cycle), "by": last.actor_id,
        "organiser": town.viewer(ORGANISER).person_id, "faults": faults(),
    }  # fmt: skip


def killed_handing_in() -> object:
    """Hand in six sheets, killed after each statement in turn; then once to its end."""
    town = town_of(OCTOBER)
    set_day(OCTOBER.day(21))
    given = [town.given(code) for code in (AN, BINH, CHI, DUNG, GIANG, HANH)]
    work = partial(self_assess_many, by=SETUP, cycle=town.cycle, given=given)
    before, left, statement = state(town.cycle), [], 1
    while statement < 60 and killed_after(statement, work):
        now = state(town.cycle)
        if now not in left:
            left.append(now)
        statement += 1
    return {"before": before, "left": left, "kills": statement - 1, "after": state(town.cycle), "faults": faults()}


def killed_from_outside() -> object:
    """Confirm sixty sheets in one transaction, killed later and later at moments nobody chose, until it comes to its end."""
    town = town_of(OCTOBER)
    work = confirming_centre(town)
    before, left, wait = state(town.cycle), [], 0.02
    while wait < 2 and killed_in(wait, work):
        left.append(state(town.cycle))
        wait *= 1.3
        if left[-1] != before:
            break
    if state(town.cycle) == before:
        work()
    return {"before": before, "left": left, "after": state(town.cycle), "faults": faults()}


def month_end() -> object:
    """Writers whose clocks stand on both sides of midnight write at once; several runs then seal at once."""
    town, last, first = town_of(OCTOBER), date(2026, 10, 31), date(2026, 11, 1)
    row = PlanRow(town.unit("BT").id, "2026-11", "Việc đầu tháng", Decimal(1), doer_id=town.id(AN))

    def written(day: date) -> Callable[[], int]:
        def work() -> int:
            set_day(day)
            return len([assign(by=SETUP, row=row) for _ in range(15)])

        return work

    written(last)()  # the day has begun long before its midnight
    written_rows = at_once([written(last), written(first), written(last), written(first)])
    written(first)()
    sealed = [at_once([partial(seal_days, before=before)] * 3) for before in (first, first + timedelta(days=1))]
    return {
        "written": written_rows, "sealed": sealed, "covered": sum(Seal.objects.values_list("count", flat=True)),
        "rows": Entry.objects.count(), "faults": faults(),
        "days": [day.isoformat() for day in Seal.objects.order_by("day").values_list("day", flat=True)],
    }  # fmt: skip


def one_register() -> object:
    """Several people add to one chain that keeps no head of its own."""
    at = clock.now()

    def added(number: int) -> Callable[[], str]:
        by = Actor(number, f"Người {number}")

        def work() -> str:
            with slowed("ORDER BY", 0.01):
                for step in range(10):
                    with transaction.atomic():
                        record_next(by, Act("register", 77, "add", {"n": step}), at)
            return "done"

        return work

    answers = at_once([added(number) for number in range(4)])
    rows = list(Entry.objects.filter(object_kind="register", object_id=77).order_by("id").values_list("prev_hash", "hash"))
    linked = all(after[0] == before[1] for before, after in pairwise(rows))
    return {"answers": answers, "rows": len(rows), "linked": linked, "faults": faults()}


def rounds() -> object:
    """A few of the rounds that scripts/reliability.py plays by the thousand."""
    return driver.run({"rounds": 3, "seed": 4, "empty": False})


SCENARIOS: dict[str, Callable[[], object]] = {
    "set_up": set_up, "two_writers": two_writers, "many_writers": many_writers, "two_deciders": two_deciders,
    "killed_publication": killed_publication, "published_in_parts": published_in_parts,
    "killed_in_parts": killed_in_parts, "killed_and_left_to_the_day": killed_and_left_to_the_day,
    "killed_handing_in": killed_handing_in,
    "killed_from_outside": killed_from_outside, "month_end": month_end, "one_register": one_register,
    "backed_up_while_written": backed_up_while_written, "over_http": over_http,
    "rounds": rounds, "killed_verbs": killed_verbs,
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("THENCHOT_TODAY", "2026-10-23")
    say(SCENARIOS[sys.argv[1]]())
