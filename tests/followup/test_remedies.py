"""Remedies come back each month until they are closed; minutes and remedies are what the trail says of them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, TODAY, Ward
from thenchot.assessment.queries.integrity import verify
from thenchot.followup.actions.close_remedy import close_remedy
from thenchot.followup.actions.conclude_briefing import conclude_briefing
from thenchot.followup.actions.prepare_briefing import Prepared, Sitting, prepare_briefing
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.content import RemedyLine
from thenchot.followup.models import Briefing, Remedy
from thenchot.followup.queries.briefing import briefing_of, content_of
from thenchot.followup.queries.remedies import brought_back, raised_in, steps_of
from thenchot.organisation.queries import unit_on


def sitting(ward: Ward, period: str) -> Sitting:
    unit = unit_on(ward.unit_id, TODAY)
    assert unit is not None
    return Sitting(unit, period)


def name(ward: Ward, period: str, weakness: str, due: date = date(2026, 12, 31)) -> Remedy:
    given = Weakness(weakness, "Lập bảng kiểm", ward.id(AN), due)
    number = raise_remedy(by=ward.viewer(HEAD), sitting=sitting(ward, period), given=given)
    return Remedy.objects.get(id=number)


def weaknesses(rows: list[RemedyLine]) -> list[str]:
    return [row.weakness for row in rows]


def test_what_is_open_comes_back_every_month_and_what_is_closed_once_more(
    ward: Ward, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = name(ward, "2026-09", "Sai căn cứ"), name(ward, "2026-10", "Trễ hẹn", date(2026, 11, 25))
    name(ward, "2026-11", "Nêu tháng này")
    assert weaknesses(brought_back(ward.unit_id, "2026-11")) == ["Trễ hẹn", "Sai căn cứ"]
    assert weaknesses(raised_in(ward.unit_id, "2026-11")) == ["Nêu tháng này"]
    close_remedy(by=ward.viewer(HEAD), remedy=early, result="Hết sai")
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-05")
    assert weaknesses(brought_back(ward.unit_id, "2026-11")) == ["Trễ hẹn", "Sai căn cứ"]
    assert weaknesses(brought_back(ward.unit_id, "2026-12")) == ["Trễ hẹn", "Nêu tháng này"]
    close_remedy(by=ward.viewer(HEAD), remedy=late, result="Hết trễ")
    assert weaknesses(brought_back(ward.unit_id, "2026-12")) == ["Trễ hẹn", "Nêu tháng này"]
    assert weaknesses(brought_back(ward.unit_id, "2027-01")) == ["Nêu tháng này"]
    assert [(step.action, step.text) for step in steps_of(early)] == [("raise", "Lập bảng kiểm"), ("close", "Hết sai")]


def test_verification_names_minutes_and_remedies_changed_behind_the_programs_back(ward: Ward) -> None:
    name(ward, "2026-11", "Sai căn cứ")
    ward.give(leader_id=ward.id(HEAD), doer=BINH)
    head = ward.id(HEAD)
    said = Prepared(TODAY, "Phòng họp", head, head, 4, conclusion="Thống nhất.")
    prepare_briefing(by=ward.viewer(HEAD), sitting=sitting(ward, "2026-11"), given=said, briefing=None)
    kept = briefing_of(ward.unit_id, "2026-11")
    assert kept is not None
    conclude_briefing(by=ward.viewer(HEAD), sitting=sitting(ward, "2026-11"), briefing=kept)
    assert list(verify(TODAY)) == []
    found = Briefing.objects.get()
    Briefing.objects.update(content={**found.content, "unit": "Đơn vị khác"})
    Remedy.objects.update(last_hash="0" * 64)
    assert [(fault.where, fault.what) for fault in verify(TODAY)] == [
        (f"remedy {Remedy.objects.get().id}", "head_differs"), (f"briefing {found.id}", "minutes_changed"),
    ]  # fmt: skip
    shown = content_of(sitting(ward, "2026-11").unit, "2026-11", Briefing.objects.get())
    assert (shown.unit, weaknesses(list(shown.weaknesses)), shown.figures.total) == ("Đơn vị khác", ["Sai căn cứ"], 1)
