"""What may touch many refuses as it refuses one, writes nothing then, and does to each of many what it does to one alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    ORGANISER,
    STAFF,
    WARD,
    Town,
)
from tests.assessment.conftest import SetDay
from tests.assessment.test_set_based_equals_single import picture, still, trial
from thenchot.assessment.actions.confirm import Confirmation, confirm, confirm_many
from thenchot.assessment.actions.decide import decide, decide_many
from thenchot.assessment.actions.excuse import excuse, excuse_many
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.propose import Choice, propose, propose_many
from thenchot.assessment.actions.remind import remind
from thenchot.assessment.actions.self_assess import self_assess, self_assess_many
from thenchot.assessment.models import Cycle, ImportedResult, Reminder, Route, Sheet
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice

__all__ = ["still"]


@dataclass(frozen=True)
class Verb:
    """A verb for one and for many; `ready` brings three sheets to where it may be done, the fourth is left where it is not."""

    name: str
    code: str
    ready: Callable[[Town, Sequence[str]], object]
    one: Callable[[Town, str], object]
    many: Callable[[Town, Sequence[str]], object]


def _handed(town: Town, codes: Sequence[str]) -> None:
    town.hand_in(codes)


def _confirmed(town: Town, codes: Sequence[str]) -> None:
    town.hand_in(codes)
    town.confirm(codes)


def _proposed(town: Town, codes: Sequence[str]) -> None:
    _confirmed(town, codes)
    for code in codes:
        town.propose_one(code)


def _choices(town: Town, codes: Sequence[str]) -> list[Choice]:
    return [Choice(sheet) for sheet in town.sheets(codes)]


VERBS = (
    Verb(
        "self_assess", "sheet.already_sent", lambda town, codes: _handed(town, [DUNG]),
        lambda town, code: self_assess(by=town.viewer(code), given=town.given(code)),
        lambda town, codes: self_assess_many(by=None, cycle=town.cycle, given=[town.given(code) for code in codes]),
    ),
    Verb(
        "confirm", "sheet.wrong_state", _handed,
        lambda town, code: confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(code))),
        lambda town, codes: confirm_many(
            by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=[Confirmation(sheet) for sheet in town.sheets(codes)]
        ),
    ),
    Verb(
        "excuse", "sheet.wrong_state", lambda town, codes: _confirmed(town, [DUNG]),
        lambda town, code: excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(code), absence="sick"),
        lambda town, codes: excuse_many(
            by=town.actor(DIVISION_HEAD), sheets=[(sheet, "sick", "") for sheet in town.sheets(codes)]
        ),
    ),
    Verb(
        "propose", "sheet.wrong_state", _confirmed,
        lambda town, code: propose(by=town.viewer(CHAIR), choice=Choice(town.sheet(code))),
        lambda town, codes: propose_many(by=town.actor(CHAIR), cycle=town.cycle, choices=_choices(town, codes)),
    ),
    Verb(
        "decide", "sheet.wrong_state", _proposed,
        lambda town, code: decide(by=town.viewer(AUTHORITY), choice=Choice(town.sheet(code))),
        lambda town, codes: decide_many(by=town.actor(AUTHORITY), cycle=town.cycle, choices=_choices(town, codes)),
    ),
)  # fmt: skip


def refusal(act: Callable[[], object]) -> tuple[str, str]:
    try:
        act()
    except Refusal as found:
        return found.code, found.sentence
    return "", ""


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_many_with_one_that_may_not_are_refused_as_that_one_is_and_none_is_written(old_town: Town, verb: Verb) -> None:
    verb.ready(old_town, [AN, BINH, CHI])
    before = picture(old_town)
    alone = refusal(lambda: verb.one(old_town, DUNG))
    together = refusal(lambda: verb.many(old_town, [AN, BINH, DUNG, CHI]))
    assert alone[0] == verb.code
    assert together == alone
    assert picture(old_town) == before


def _opened_rows(town: Town) -> dict[str, list[Any]]:
    """What the opening wrote for the people of one division, without the numbers the engine hands out."""
    sheets = Sheet.objects.filter(cycle_id=town.cycle_id, person__staff_code__in=[AN, BINH, DIVISION_HEAD]).order_by("person_id")
    acts = Entry.objects.filter(object_kind="sheet", object_id__in=sheets.values("id")).order_by("object_id")
    routes = Route.objects.filter(cycle_id=town.cycle_id, unit_id=sheets[0].unit_id)
    apart = ("id", "cycle_id", "last_hash")
    return {
        "sheets": [{name: value for name, value in row.items() if name not in apart} for row in sheets.values()],
        "acts": [(a.actor_id, a.action, re.sub(r"\d+", "#", a.payload), a.prev_hash) for a in acts],
        "routes": list(routes.order_by("rank").values_list("rank", "scorer_id", "ranker_id", "decider_id", "body_id")),
    }


def test_opening_one_division_and_the_whole_body_gives_each_person_the_same_sheet(old_town: Town, on_day: SetDay) -> None:
    found = []
    for scope in ("BT-KT", "BT"):
        with trial():
            Sheet.objects.all().delete()
            Route.objects.all().delete()
            Cycle.objects.all().delete()
            old_town.open(scope)
            found.append(_opened_rows(old_town))
    assert found[0] == found[1]
    assert len(found[0]["sheets"]) == 3


def test_who_alone_owes_a_step_is_told_what_each_of_many_is_told(town: Town) -> None:
    def told() -> list[Any]:
        remind(cycle=town.cycle, running=True)
        rows = Notice.objects.filter(recipient_id=town.id(AN)).values_list("kind", "params", "link", "at")
        return [*rows, *Reminder.objects.filter(person_id=town.id(AN)).values_list("step", "at")]

    with trial():
        among_many = told()
        assert Reminder.objects.count() == len(WARD)
    others = [code for code in STAFF if code != AN]
    for sheet in town.sheets(others):
        excuse(by=town.viewer(sheet.scorer.staff_code if sheet.scorer else ""), sheet=sheet, absence="sick")
    assert told() == among_many
    assert among_many


def test_past_results_taken_in_one_by_one_and_together_leave_equal_rows(town: Town) -> None:
    rows = [PastRow(code, "2026-08", "Phường Bến Trúc", "Phần mềm cũ", Decimal(80)) for code in (AN, BINH, CHI)]

    def kept() -> list[Any]:
        results = ImportedResult.objects.order_by("person_id").values_list("person_id", "period", "score", "by_id", "at")
        acts = Entry.objects.filter(object_kind="imported").order_by("id")
        return [*results, *((a.actor_id, a.action, a.payload, a.prev_hash) for a in acts)]

    found = []
    for calls in ([[row] for row in rows], [rows]):
        with trial():
            for call in calls:
                import_past_results(by=town.viewer(ORGANISER), rows=call)
            found.append(kept())
    assert found[0] == found[1]
    assert len(found[0]) > len(rows)
    twice = refusal(lambda: import_past_results(by=town.viewer(ORGANISER), rows=[rows[0], rows[0]]))
    import_past_results(by=town.viewer(ORGANISER), rows=rows[:1])
    before = kept()
    again = refusal(lambda: import_past_results(by=town.viewer(ORGANISER), rows=rows))
    assert (twice[0], again[0]) == ("past.twice", "past.twice")
    assert kept() == before
