"""The ward of the page tests at the end of the year: the months before brought along, the yearly cycle open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.web.world import ORGANISER, PEOPLE, World
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.lib import clock
from thenchot.organisation.queries import unit_by_code

MONTHS = [f"2026-{month:02d}" for month in range(1, 10)]
WARD = [code for code, _name, unit, *_rest in PEOPLE if unit.startswith("BT")]


def bring_months(world: World, score: str = "91.5") -> int:
    """January to September of everybody of the ward, at the same score."""
    rows = [
        PastRow(code, month, "UBND phường Bến Trúc", "Phần mềm cũ", Decimal(score), "HTXS") for code in WARD for month in MONTHS
    ]
    return import_past_results(by=world.viewer(ORGANISER), rows=rows)


def open_year(world: World) -> int:
    scope = unit_by_code("BT", clock.today())
    assert scope is not None
    return open_cycle(by=world.viewer(ORGANISER), opening=Opening(scope, "2026", date(2026, 11, 20)))[0]
