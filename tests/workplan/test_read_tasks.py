"""The tasks behind a confirmation: one person's, by a query that is spelled once, are those that many people's reading gives."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workplan.conftest import AN, BINH, PERIOD, Ward
from thenchot.workplan.actions.explain import explain
from thenchot.workplan.actions.report_wrong import report_wrong
from thenchot.workplan.queries import read_tasks


def given(ward: Ward) -> tuple[int, int]:
    """One explained, one not, one reported wrong, one still asked for, of each of two people."""
    for code in (AN, BINH):
        explained = ward.give(doer=code, status="done", latenesses=1, rejections=1)
        ward.give(doer=code, status="done", rejections=1)
        wrong = ward.give("0.25", code, status="done")
        ward.give(doer=code, deadline=date(2026, 11, 30))
        report_wrong(by=ward.viewer(code), task=wrong, kind="units", text="Sáu hồ sơ, không phải một")
        explain(by=ward.viewer(code), task=explained, text=f"Chờ số liệu của nơi khác, {code} đã báo trước")
    return ward.id(AN), ward.id(BINH)


def test_one_persons_tasks_are_read_as_many_peoples_are(ward: Ward) -> None:
    one, other = given(ward)
    both, alone = read_tasks(PERIOD, [one, other]), read_tasks(PERIOD, [one])
    for part in ("facts", "silences", "explained", "reported"):
        assert getattr(alone, part).get(one) == getattr(both, part).get(one), part
        assert other not in getattr(alone, part)
    assert alone.doers == {number: doer for number, doer in both.doers.items() if doer == one}
    assert len(alone.facts[one]) == 4
    assert len(alone.reported[one]) == 1
    assert len(alone.silences[one]) == len(alone.explained[one]) == 1


def test_either_way_it_is_one_query(ward: Ward) -> None:
    one, other = given(ward)
    for people in ([one], [one, other]):
        with CaptureQueriesContext(connection) as asked:
            read_tasks(PERIOD, people)
        assert len(asked) == 1
