"""Publishing results closes the month behind them, for those whose result it is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.assessment.cast import AN, BINH, OCTOBER, Town
from tests.assessment.conftest import on_day, place, town
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.workplan.actions.assign import PlanRow, assign
from thenchot.workplan.models import LockedPeriod

__all__ = ["on_day", "place", "town"]


def give(town: Town, code: str, period: str) -> int:
    unit = Unit.objects.get(code="BT-KT").id
    return assign(by=town.viewer(AN).actor, row=PlanRow(unit, period, "Việc thêm", Decimal(1), doer_id=town.id(code)))


def test_after_publication_no_work_is_added_to_the_month(town: Town) -> None:
    give(town, AN, OCTOBER.period)
    town.finish()
    published = town.publish("Còn thiếu phiếu")
    assert LockedPeriod.objects.count() == published > 0
    with pytest.raises(Refusal) as refused:
        give(town, AN, OCTOBER.period)
    assert refused.value.code == "workplan.closed"
    assert give(town, AN, "2026-11")
    assert give(town, BINH, "2026-11")
