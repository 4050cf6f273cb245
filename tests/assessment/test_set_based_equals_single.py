"""Each verb in its single and its set-based form leaves equal rows, equal acts and equal messages."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet

from tests.assessment.cast import (
    AN,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    STAFF,
    Town,
)
from thenchot.assessment.actions.confirm import Confirmation, confirm, confirm_many
from thenchot.assessment.actions.decide import decide, decide_many
from thenchot.assessment.actions.excuse import excuse, excuse_many
from thenchot.assessment.actions.propose import Choice, propose, propose_many
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.self_assess import self_assess, self_assess_many
from thenchot.assessment.frozen import frozen_hash, frozen_text
from thenchot.assessment.models import Comment, LevelChange, Published, Sheet
from thenchot.audit.chain import COVERED, hash_of
from thenchot.audit.models import Entry
from thenchot.lib import canonical, clock
from thenchot.notices.models import Notice
from thenchot.workplan.actions.assign import PlanRow, assign, assign_many
from thenchot.workplan.models import Task

Verb = Callable[[Town], None]


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands still at nine, so that two runs of the same verb have the same time in their rows."""
    monkeypatch.setattr(clock, "now", lambda: clock.at(date.fromisoformat(os.environ[clock.FROZEN_DAY]), 9))


class Undone(Exception):
    """Ends a trial."""


@contextmanager
def trial() -> Iterator[None]:
    """What happens inside is undone at the end."""
    try:
        with transaction.atomic():
            yield
            raise Undone
    except Undone:
        pass


def picture(town: Town) -> dict[str, list[dict[str, Any]]]:
    """All a verb may write; numbers of rows left out, since an undone trial uses some up."""
    tables: dict[str, QuerySet[Any]] = {
        "sheets": Sheet.objects.order_by("person_id"),
        "acts": Entry.objects.filter(object_kind="sheet").order_by("object_id", "id"),
        "changes": LevelChange.objects.order_by("sheet_id", "id"),
        "comments": Comment.objects.order_by("sheet_id", "id"),
        "results": Published.objects.order_by("sheet_id", "number"),
        "messages": Notice.objects.order_by("recipient_id", "id"),
    }
    return {
        name: [{column: value for column, value in row.items() if column != "id"} for row in rows.values()]
        for name, rows in tables.items()
    }


def left_by(town: Town, verb: Verb) -> dict[str, Any]:
    with trial():
        verb(town)
        return picture(town)


def assert_equal(town: Town, single: Verb, many: Verb) -> None:
    before, one, all_at_once = picture(town), left_by(town, single), left_by(town, many)
    assert one == all_at_once
    assert one != before


PEOPLE = (AN, BINH, CHI, DUNG)
WHY = "Theo biên bản họp đơn vị."


def handed_in(town: Town) -> Town:
    town.hand_in(STAFF)
    return town


def test_handing_in(any_town: Town) -> None:
    def single(town: Town) -> None:
        for code in PEOPLE:
            self_assess(by=town.viewer(code), given=town.given(code))

    assert_equal(
        any_town, single, lambda town: self_assess_many(by=None, cycle=town.cycle, given=[town.given(c) for c in PEOPLE])
    )


def corrected(town: Town) -> list[Confirmation]:
    first = next(iter(town.marks(town.sheet(AN))))
    texts: list[dict[str, str]] = [{}, {first: "0"}, {first: "1,5"}, {}]
    return [
        Confirmation(town.sheet(code), text, opinion=f"Nhận xét {code}", reason=WHY if text else "")
        for code, text in zip(PEOPLE, texts, strict=True)
    ]


def test_confirming_with_and_without_corrections(any_town: Town) -> None:
    handed_in(any_town)

    def single(town: Town) -> None:
        for one in corrected(town):
            confirm(by=town.viewer(DIVISION_HEAD), given=one)

    assert_equal(
        any_town, single, lambda town: confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=corrected(town))
    )


def test_confirming_staff_and_their_leaders(town: Town) -> None:
    handed_in(town)
    town.hand_in(["0020", "0021", "0030"])
    codes = [*STAFF[:4], "0021", "0020"]

    def single(town: Town) -> None:
        for code in codes:
            confirm(by=town.viewer(CHAIR), given=Confirmation(town.sheet(code)))

    assert_equal(
        town, single,
        lambda town: confirm_many(
            by=town.actor(CHAIR), cycle=town.cycle, given=[Confirmation(town.sheet(code)) for code in reversed(codes)]
        ),
    )  # fmt: skip


def test_leaving_out(any_town: Town) -> None:
    handed_in(any_town)
    rows = ((AN, "sick", ""), (BINH, "study", "Lớp cao cấp"), (CHI, "other", "Bận việc nhà"))

    def single(town: Town) -> None:
        for code, absence, note in rows:
            excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(code), absence=absence, note=note)

    assert_equal(
        any_town, single,
        lambda town: excuse_many(by=town.actor(DIVISION_HEAD), sheets=[(town.sheet(c), a, n) for c, a, n in rows]),
    )  # fmt: skip


def choices(town: Town) -> list[Choice]:
    levels = ("", "C", "A", "")
    return [
        Choice(town.sheet(code), level, WHY if level else "") for code, level in zip(PEOPLE, levels, strict=True)
    ]


def test_proposing_and_deciding(old_town: Town) -> None:
    handed_in(old_town)
    old_town.confirm(STAFF)

    def single(town: Town) -> None:
        for choice in choices(town):
            propose(by=town.viewer(CHAIR), choice=choice)

    def many(town: Town) -> None:
        propose_many(by=town.actor(CHAIR), cycle=town.cycle, choices=choices(town))

    assert_equal(old_town, single, many)
    many(old_town)

    def one_by_one(town: Town) -> None:
        for choice in choices(town):
            decide(by=town.viewer("0001"), choice=choice)

    def together(town: Town) -> None:
        decide_many(by=town.actor("0001"), cycle=town.cycle, choices=choices(town))

    assert_equal(old_town, one_by_one, together)


def test_publishing_spells_each_result_and_each_act_as_python_would(any_town: Town) -> None:
    any_town.finish()
    before = {sheet.id: sheet for sheet in any_town.cycle.sheets.all()}
    publish(by=any_town.viewer("0002"), cycle=any_town.cycle)
    for row in Published.objects.select_related("sheet"):
        sheet = before[row.sheet_id]
        assert row.frozen == frozen_text(any_town.cycle, sheet)
        assert row.frozen_hash == frozen_hash(row.frozen)
        assert (row.score, row.band, row.level) == (sheet.score, sheet.band, sheet.level)
        act = Entry.objects.get(object_kind="sheet", object_id=row.sheet_id, action="publish")
        assert act.payload == canonical.dumps({"frozen": row.frozen_hash, "number": 1})
        assert act.prev_hash == sheet.last_hash
        assert act.hash == hash_of([getattr(act, name) for name in COVERED]) == row.sheet.last_hash
        assert row.sheet.version == sheet.version + 1


@pytest.mark.parametrize("text", ['Việc "gấp"', "Dòng một\nDòng hai", "Xử lý 50 % hồ sơ; \\ và '"])
def test_a_result_with_any_text_in_its_reasons_is_spelled_the_same_by_both(town: Town, text: str) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    sheet = town.sheet(AN)
    sheet.verdict = {**sheet.verdict, "warnings": [["note", {"text": text}]]}
    sheet.save()
    publish(by=town.viewer("0002"), cycle=town.cycle, reason=text)
    row = Published.objects.get()
    assert row.frozen == frozen_text(town.cycle, sheet)
    assert canonical.loads(row.frozen)["verdict"]["warnings"][0][1]["text"] == text


def test_planning_work(town: Town) -> None:
    rows = [
        PlanRow(town.unit("BT").id, "2026-10", f"Việc {n}", Decimal(f"{n}.25"), doer_id=town.id(code))
        for n, code in enumerate(PEOPLE, start=1)
    ]

    def tasks() -> list[dict[str, Any]]:
        return [
            {k: v for k, v in row.items() if k not in ("id", "last_hash")}
            for row in Task.objects.filter(content__startswith="Việc").order_by("content").values()
        ]

    with trial():
        for row in rows:
            assign(by=town.actor(CHAIR), row=row)
        one = tasks()
    with trial():
        assign_many(by=town.actor(CHAIR), rows=rows)
        assert tasks() == one
        heads = dict(Task.objects.filter(content__startswith="Việc").values_list("id", "last_hash"))
        assert heads == dict(Entry.objects.filter(object_kind="task", object_id__in=heads).values_list("object_id", "hash"))
    assert len(one) == len(PEOPLE)
