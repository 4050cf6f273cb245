"""Real races: two web servers on one database, and people who send their forms to them at one moment."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHI,
    DUNG,
    GIANG,
    HANH,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    WARD,
    Town,
)
from tests.faults.rounds.desk import post
from tests.faults.rounds.installation import cookie
from tests.faults.rounds.processes import Processes
from tests.faults.world import CENTRE, CENTRE_HEAD, faults, set_day, town_of
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.propose import Choice
from thenchot.assessment.actions.send_back import send_back
from thenchot.assessment.models import Petition, Sheet, UnitMonth
from thenchot.audit.models import Entry
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account

DONE = 302
PEOPLE = [*CENTRE, CENTRE_HEAD, *WARD, AUTHORITY, ORGANISER]


@dataclass(frozen=True)
class Form:
    by: str
    path: str
    fields: Mapping[str, str]


class Counter:
    """Two web servers on a day, and who is signed in; forms are handed to them in turn, all at one moment."""

    def __init__(self, processes: Processes, sessions: Mapping[str, str], day: date) -> None:
        self.ports = [processes.start_another(day), processes.start_another(day)]
        self.sessions = sessions

    def at_once(self, forms: Sequence[Form]) -> list[int]:
        """The status each was answered with."""
        barrier, answers = threading.Barrier(len(forms)), [0] * len(forms)

        def send(number: int, form: Form) -> None:
            link = http.client.HTTPConnection("127.0.0.1", self.ports[number % 2], timeout=30)
            link.connect()
            barrier.wait()
            answers[number] = post(link, self.sessions[form.by], form.path, form.fields)[0]

        threads = [threading.Thread(target=send, args=one) for one in enumerate(forms)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers


def over_http() -> dict[str, Any]:
    """The four races, on the two months of the town."""
    open_accounts(staff_codes=PEOPLE)
    found: dict[str, Any] = {}
    accounts = Account.objects.filter(staff_code__in=PEOPLE)
    sessions = {account.staff_code: cookie(account) for account in accounts}
    processes = Processes()
    try:
        for month, plays in ((OCTOBER_2019, (_last_place,)), (OCTOBER, (_twice_confirmed, _closing))):
            town = town_of(month)
            set_day(month.day(24))
            counter = Counter(processes, sessions, month.day(24))
            for play in plays:
                found |= play(town, counter)
    finally:
        processes.close()
    return {**found, "faults": faults()}


def _last_place(town: Town, counter: Counter) -> dict[str, Any]:
    """Three have the highest level that four may have; the fourth place is asked for by two at once, again and again."""
    authority, why = town.viewer(AUTHORITY), "Vượt kế hoạch tháng"
    for code in (AN, BINH, CHI):
        decide(by=authority, choice=Choice(town.sheet(code), "A", why))
    answers, top = [], []
    for pair in ((DUNG, GIANG), (GIANG, HANH), (HANH, DUNG)):
        sheets = town.sheets(pair)
        forms = [{"sheet": str(s.id), "version": str(s.version), "level": "A", "reason": why} for s in sheets]
        answers.append(sorted(counter.at_once([Form(AUTHORITY, "/quyet-dinh/2019-10", form) for form in forms])))
        winners = Sheet.objects.filter(cycle=town.cycle, level="A").exclude(person__staff_code__in=[AN, BINH, CHI])
        top.append(winners.count())
        for sheet in winners.select_related("cycle", "person"):
            decide(by=authority, choice=Choice(sheet, "B", "Để thử lần nữa"))
    return {"last place": answers, "top": top}


def _twice_confirmed(town: Town, counter: Counter) -> dict[str, Any]:
    """The head confirms each of six sheets at two desks."""
    answers = []
    for sheet in town.sheets(CENTRE[:6]):
        forms = [
            Form(CENTRE_HEAD, f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version), "I.1": mark, "reason": mark})
            for mark in ("1", "0")
        ]
        answers.append(sorted(counter.at_once(forms)))
    numbers = [sheet.id for sheet in town.sheets(CENTRE[:6])]
    acts = Entry.objects.filter(object_kind="sheet", object_id__in=numbers, action="confirm").count()
    return {"confirmed": answers, "confirming acts": acts}


def _closing(town: Town, counter: Counter) -> dict[str, Any]:
    """The month is published while some object to it, some are confirmed and some hand in, given more time before."""
    objecting, late, returned = CENTRE[:4], CENTRE[6:10], CENTRE[10:14]
    for sheet in town.sheets(returned):
        send_back(by=town.viewer(CENTRE_HEAD), sheet=sheet, note="Bổ sung")
    confirm_many(by=town.actor(CENTRE_HEAD), cycle=town.cycle, given=[Confirmation(s) for s in town.sheets(CENTRE[14:])])
    forms = [Form(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", {"version": str(town.cycle.version), "reason": "Chốt sớm"})]
    forms += [Form(code, f"/phieu/{town.sheet(code).id}/kien-nghi", {"text": f"Của {code}"}) for code in objecting]
    forms += [_confirmation(town, code) for code in late]
    forms += [_handing_in(town, code) for code in returned]
    answers = dict(zip(["publish", *objecting, *late, *returned], counter.at_once(forms), strict=True))
    sheets = {sheet.person.staff_code: sheet for sheet in town.sheets([*objecting, *late, *returned])}
    end = Entry.objects.get(object_kind="cycle", object_id=town.cycle_id, action="publish").id
    after = Entry.objects.filter(id__gt=end, action__in=("confirm", "self_assess"), object_kind="sheet").count()
    counted = UnitMonth.objects.filter(cycle=town.cycle).order_by("path").values_list("all_missing", flat=True).first()
    return {
        "published": answers["publish"], "moved after the end": after, "counted as missing": counted,
        "missing": town.cycle.sheets.exclude(state__in=("published", "excused")).count(),
        "petitions": {code: [answers[code], Petition.objects.filter(sheet=sheets[code]).count()] for code in objecting},
        "late": {code: [answers[code], sheets[code].state] for code in late},
        "returned": {code: [answers[code], sheets[code].state] for code in returned},
    }  # fmt: skip


def _confirmation(town: Town, code: str) -> Form:
    sheet = town.sheet(code)
    return Form(CENTRE_HEAD, f"/phieu/{sheet.id}/xac-nhan", {"version": str(sheet.version)})


def _handing_in(town: Town, code: str) -> Form:
    sheet = town.sheet(code)
    typed = {**town.marks(sheet), "version": str(sheet.version), "undertaking": "on"}
    return Form(code, f"/phieu/{sheet.id}/gui", typed)
