"""The small installation of the rounds: the town of the other faults, its people signed in, a past month published."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.test import Client

from tests.assessment.cast import AUTHORITY, OCTOBER, OCTOBER_2019, ORGANISER, SETUP, WARD
from tests.faults.rounds.lives import Thing
from tests.faults.world import CENTRE, CENTRE_HEAD, set_day, town_of
from thenchot.assessment.actions.reschedule import reschedule
from thenchot.assessment.models import Sheet
from thenchot.audit.actions.seal_days import seal_days
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account, Person
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

FIRST_DAY = OCTOBER.day(23)
FAR = date(2060, 12, 31)
CODES = [*WARD, *CENTRE, CENTRE_HEAD, AUTHORITY]


def prepare() -> None:
    """Add to the town of the faults what the rounds need; done once."""
    past = town_of(OCTOBER_2019)
    past.decide_all()
    set_day(OCTOBER_2019.day(25))
    past.publish()
    now = town_of(OCTOBER)
    set_day(FIRST_DAY)
    # Handing in is late from the beginning, so that each day reminds; a sheet sent back has time, and the month stays open.
    for step in ("confirm", "notify"):
        reschedule(
            by=now.viewer(ORGANISER),
            cycle=now.cycle,
            step=step,
            first=FIRST_DAY,
            last=FAR,
            reason="Thử lâu dài",
        )
    # Work of a month that is not judged: a rejection that nobody explains would rightly stop the sheet's confirmation.
    rows = [
        PlanRow(now.unit("BT-TT").id, "2026-09", f"Việc của {code}", Decimal(1), doer_id=now.id(code))
        for code in CENTRE
    ]
    assign_many(by=SETUP, rows=rows)
    open_accounts(staff_codes=CODES)
    seal_days(before=FIRST_DAY)


def things() -> tuple[dict[str, str], list[Thing]]:
    """The cookies of the people, and what the clients work on."""
    now = town_of(OCTOBER)
    set_day(FIRST_DAY)
    sessions = {
        account.staff_code: cookie(account) for account in Account.objects.filter(staff_code__in=CODES)
    }
    marks = now.marks(now.sheet(CENTRE[0]))
    sheets = now.cycle.sheets.filter(person__staff_code__in=CENTRE).select_related("person").order_by("id")
    found = [_sheet(sheet, marks) for sheet in sheets]
    for task in Task.objects.filter(content__startswith="Việc của ").select_related("doer"):
        assert task.doer is not None
        found.append(Thing("task", task.id, task.doer.staff_code, CENTRE_HEAD, task.status, task.version))
    found += _results()
    doers = Person.objects.filter(staff_code__in=CENTRE[:12]).values_list("id", flat=True)
    found += [Thing("plan", number, "", CENTRE_HEAD, "open", 0) for number in doers]
    return sessions, found


def _sheet(sheet: Sheet, marks: dict[str, str]) -> Thing:
    return Thing("sheet", sheet.id, sheet.person.staff_code, CENTRE_HEAD, sheet.state, sheet.version, marks)


def _results() -> list[Thing]:
    rows = Sheet.objects.filter(cycle__period=OCTOBER_2019.period, state="published").select_related(
        "person", "decider"
    )
    staff = rows.filter(person__staff_code__in=WARD, decider__staff_code=AUTHORITY).order_by("id")
    return [Thing("result", row.id, row.person.staff_code, AUTHORITY, "published", 0) for row in staff]


def cookie(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.cookies["sessionid"].value
