"""Requirements of the month shown through its pages: the cap where it binds and where it foresees, twelve months of oneself,
a head with ninety-four people."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHI,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    OCTOBER,
    OCTOBER_2019,
    ORGANISER,
    WARD,
    Month,
    Town,
)
from tests.kept import state
from tests.web.office_cast import accounts, get, main, on, page_of, send, text
from tests.web.test_decisions import ticked
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.models import Cycle, Sheet
from thenchot.organisation.models import Unit
from thenchot.people.actions.enrol import enrol
from thenchot.workplan.actions.assign import PlanRow, assign_many

pytestmark = pytest.mark.django_db
BEST = (AN, BINH, CHI, DUNG, GIANG)
SUBJECTS = 94


def hand_in(town: Town, code: str, each: str) -> None:
    """One sheet at the top of the city's three lines, or at the same mark for each line of the decree."""
    self_assess_many(by=town.actor(code), cycle=town.cycle, given=[town.given(code, cast.TOP, each)])


def _five_at_the_top(month: Month) -> Town:
    town = cast.build_and_open(month)
    accounts()
    for code in BEST:
        hand_in(town, code, "2,5")
    town.hand_in([code for code in WARD if code not in BEST])
    town.confirm_all()
    if month is OCTOBER_2019:
        town.propose_all()
    return town


@pytest.mark.row("004-18")
def test_over_the_cap_the_month_of_3814_is_not_closed() -> None:
    """3814-QĐ/TU caps the month: five of fourteen at A where four may be; nothing is decided, so nothing is published."""
    on(OCTOBER_2019.day(20))
    town = state(_five_at_the_top, OCTOBER_2019)
    answer = send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(town, list(WARD)))
    assert answer.status_code == 403
    assert "mức A được tối đa 4 trong 14 người" in text(answer)
    assert "sheet.cap_exceeded" in text(answer)
    closing = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=str(town.cycle.version))
    assert closing.status_code == 422
    assert town.cycle.state == "open"
    assert set(Sheet.objects.values_list("level", flat=True)) == {""}


@pytest.mark.row("004-18")
def test_a_month_of_the_decree_only_foresees_the_cap_of_the_year() -> None:
    """Nghị định 335 caps the year (Điều 20 khoản 5): the month is published with a forecast beside its distribution."""
    on(OCTOBER.day(20))
    town = state(_five_at_the_top, OCTOBER)
    page = main(get(ORGANISER, f"/ky/{town.cycle_id}"))
    assert "Mốc tham chiếu tỷ lệ khống chế" in page
    on(OCTOBER.day(25))
    closing = send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=str(town.cycle.version))
    assert closing.status_code == 302
    assert Cycle.objects.get().state == "published"


def _twelve_months() -> Town:
    """One official's results of every month of 2026."""
    town = cast.build(Month(cast.DECREE, 2026, 1))
    accounts()
    for number in range(1, 13):
        month = Month(cast.DECREE, 2026, number)
        town.month = month
        on(month.day(20))
        if number > 1:
            cast.plan(town)
        town.open()
        hand_in(town, AN, "2,5" if number % 2 else "2")
        sheet = town.sheet(AN)
        confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=[Confirmation(sheet)])
        publish(by=town.viewer(ORGANISER), cycle=town.cycle, reason="Chỉ một người nộp trong bài thử")
    return town


@pytest.mark.row("004-47")
def test_an_official_sees_twelve_months_of_their_own_as_a_line_and_as_a_table() -> None:
    on(date(2026, 1, 20))
    state(_twelve_months)
    on(date(2026, 12, 28))
    answer = get(AN, "/qua-trinh")
    page = answer.content.decode()
    drawn = page[page.index('<svg class="chart') : page.index("</svg>", page.index('<svg class="chart'))]
    assert len(re.findall(r"<circle", drawn)) == 12
    assert [f"T{number}" in drawn for number in range(1, 13)] == [True] * 12
    shown = main(answer)
    assert [f"Tháng {number:02d}/2026" in shown for number in range(1, 13)] == [True] * 12
    assert "trung bình 12 tháng đã công bố của năm 2026" in shown


def _a_head_of_ninety_four() -> Town:
    town = cast.build(OCTOBER)
    there = 5
    more = [f"1{n:03d}" for n in range(SUBJECTS - there)]
    enrol(by=cast.SETUP, rows=[cast.post(code, "BT-KT") for code in more])
    unit = Unit.objects.get(code="BT").id
    rows = [
        PlanRow(unit, OCTOBER.period, "Xử lý hồ sơ", Decimal(10), doer_id=town.id(code), status="done",
                latenesses=int(n == 0), explanation="Chờ ý kiến sở" if n == 0 else "")
        for n, code in enumerate(more)
    ]  # fmt: skip
    assign_many(by=cast.SETUP, rows=rows)
    accounts()
    town.open()
    town.hand_in([AN, BINH, CHI, DUNG, *more])
    return town


@pytest.mark.row("004-39")
def test_a_head_assesses_ninety_four_people_in_one_grid_with_the_facts_beside_each() -> None:
    on(OCTOBER.day(20))
    town = state(_a_head_of_ninety_four)
    on(OCTOBER.day(24))
    head: Client = page_of(DIVISION_HEAD)
    grid = head.get("/xac-nhan/2026-10").content.decode()
    sheets = Sheet.objects.filter(scorer_id=town.id(DIVISION_HEAD))
    assert sheets.count() == SUBJECTS
    assert sum(f'/phieu/{sheet}"' in grid for sheet in sheets.values_list("id", flat=True)) == SUBJECTS
    assert "chậm" in grid
    ticks = [f"{sheet.id}:{sheet.version}" for sheet in sheets.filter(state="submitted")]
    listed = head.post("/xac-nhan/nhieu", {"period": "2026-10", "sheet": ticks})
    assert listed.status_code == 200
    done = head.post("/xac-nhan/nhieu", {"period": "2026-10", "sure": "1", "early": "1", "sheet": ticks})
    assert done.status_code == 302
    assert sheets.filter(state="confirmed").count() == len(ticks) == SUBJECTS - 1
