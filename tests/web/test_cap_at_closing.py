"""The cap through the pages where it closes a quarter (HD 02) and a year (Nghị định 335): refused, put right, published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.assessment import cast
from tests.assessment.cast import AN, AUTHORITY, BINH, CHI, ORGANISER, SETUP, WARD, Month, Town
from tests.assessment.yearly import BEFORE, bring, open_year
from tests.kept import state
from tests.web.office_cast import accounts, get, main, on, send, text
from tests.web.test_decisions import one, ticked
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.models import Sheet
from thenchot.organisation.models import Unit
from thenchot.workplan.actions.appraise import appraise, propose_appraisal
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.row("004-18")]
QUARTER = Month("qd366-2025", 2026, 9, quarterly=True)
BEST = (AN, BINH, CHI)
FULL = {"group1": "18", "group2": "4", "group3": "8"}


def _products(town: Town, code: str, each: str) -> None:
    """Two products of a person, the heavier one beyond what was asked; proposed by the doer and confirmed by the head."""
    unit = Unit.objects.get(code="BT").id
    rows = [
        PlanRow(unit, town.month.period, name, Decimal(10), doer_id=town.id(code), leader_id=town.id(cast.CHAIR),
                status="done", deadline=date(2026, 9, 4), done_on=date(2026, 9, 4))
        for name in ("Đề án lớn", "Báo cáo quý")
    ]  # fmt: skip
    assign_many(by=SETUP, rows=rows)
    tasks = Task.objects.filter(doer_id=town.id(code), period=town.month.period).order_by("-id")[:2]
    for task, weight, exceeds in zip(tasks, ("40", "30"), ("x", ""), strict=True):
        typed = {"weight": weight, **dict.fromkeys("ABCD", each), "exceeds": exceeds}
        propose_appraisal(by=town.viewer(code), task=task, typed=typed)
        by = AUTHORITY if code == cast.CHAIR else cast.CHAIR
        appraise(by=town.viewer(by), task=Task.objects.get(id=task.id), typed=typed)


def _quarter_with_three_at_the_top() -> Town:
    town = cast.build(QUARTER)
    Task.objects.all().delete()
    for code in WARD:
        _products(town, code, "98" if code in BEST else "70")
    town.open()
    accounts()
    for code in WARD:
        given = SelfAssessment(town.sheet(code), FULL, "Đủ việc, đúng hạn.", "Cần nhanh hơn.")
        self_assess_many(by=town.actor(code), cycle=town.cycle, given=[given])
    on(date(2026, 9, 15))
    town.confirm_all()
    town.propose_all()
    return town


def _year_with_three_at_the_top() -> Town:
    town = cast.build(Month(cast.DECREE, 2026, 12))
    accounts()
    on(date(2026, 12, 2))
    bring(town, BEST, dict.fromkeys(BEFORE, "92"))
    bring(town, [code for code in WARD if code not in BEST], dict.fromkeys(BEFORE, "80"))
    year = open_year(town)
    on(date(2026, 12, 4))
    year.rank_self(BEST, "HTXS")
    year.rank_self([code for code in WARD if code not in BEST])
    on(date(2026, 12, 8))
    year.meet()
    year.hear_party()
    for code in WARD:
        year.propose(code)
    on(date(2026, 12, 11))
    town.cycle_id = year.cycle_id
    return town


def desk(town: Town, period: str, codes: Iterable[str]) -> Any:
    return send(AUTHORITY, f"/quyet-dinh/{period}/nhieu", **ticked(town, list(codes)))


def close(town: Town, **other: str) -> Any:
    return send(ORGANISER, f"/ky/{town.cycle_id}/cong-bo", version=str(town.cycle.version), **other)


def levels(town: Town) -> Mapping[str, str]:
    return dict(Sheet.objects.filter(cycle_id=town.cycle_id).values_list("person__staff_code", "level"))


def lower(town: Town, period: str, code: str) -> Any:
    given = one(town, code, level="HTT", reason="Điểm thấp hơn trong nhóm")
    return send(AUTHORITY, f"/quyet-dinh/{period}", **given)


def test_over_the_cap_the_quarter_of_the_guidance_is_not_closed_until_put_right() -> None:
    """HD 02: half-up 20 % of the six who start at HTT, heads not counted: one of three; two are lowered, then it closes."""
    on(date(2026, 9, 11))
    town = state(_quarter_with_three_at_the_top)
    on(date(2026, 9, 17))
    seen = main(get(AUTHORITY, "/quyet-dinh/2026-Q3"))
    assert "6 người ban đầu ở mức HTT × 20 %, làm tròn nửa lên · vượt 2 người" in seen
    refused = desk(town, "2026-Q3", WARD)
    assert refused.status_code == 403
    said = text(refused)
    assert "sheet.cap_exceeded" in said
    assert "Phường Bến Trúc: mức HTXS được tối đa 1 trong 9 người được xếp loại" in said
    assert "theo lựa chọn này là 3 người. Hạ mức 2 người" in said
    assert "Căn cứ: HD 02-HD/BTCTW" in said
    assert set(levels(town).values()) == {""}
    assert close(town).status_code == 422
    for code in (BINH, CHI):
        assert lower(town, "2026-Q3", code).status_code == 302
    assert desk(town, "2026-Q3", [code for code in WARD if code not in (BINH, CHI)]).status_code == 302
    on(date(2026, 9, 20))
    assert close(town).status_code == 302
    assert town.cycle.state == "published"
    assert [code for code in BEST if levels(town)[code] == "HTXS"] == [AN]


def test_over_the_cap_the_year_of_the_decree_is_not_closed_until_put_right() -> None:
    """Điều 20 khoản 5: of fourteen at HTT or better, 20 % of those left at HTT is two; the third is lowered, then it closes."""
    on(date(2026, 12, 2))
    town = state(_year_with_three_at_the_top)
    on(date(2026, 12, 12))
    assert "vượt 1 người" in main(get(AUTHORITY, "/quyet-dinh/2026"))
    refused = desk(town, "2026", WARD)
    assert refused.status_code == 403
    said = text(refused)
    assert "sheet.cap_exceeded" in said
    assert "mức HTXS được tối đa 2 trong 14 người được xếp loại, theo lựa chọn này là 3 người. Hạ mức 1 người" in said
    assert "Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP" in said
    assert close(town).status_code == 422
    assert lower(town, "2026", CHI).status_code == 302
    assert desk(town, "2026", [code for code in WARD if code != CHI]).status_code == 302
    on(date(2026, 12, 14))
    assert close(town).status_code == 302
    assert town.cycle.state == "published"
    assert {code for code in BEST if levels(town)[code] == "HTXS"} == {AN, BINH}


def test_a_year_is_not_closed_on_its_best_alone() -> None:
    """Two within the cap of fourteen are two of two when the rest is left undecided: refused, whatever reason is given."""
    on(date(2026, 12, 2))
    town = state(_year_with_three_at_the_top)
    on(date(2026, 12, 12))
    assert desk(town, "2026", (AN, BINH)).status_code == 302
    on(date(2026, 12, 14))
    refused = close(town, reason="Số còn lại quyết định sau")
    assert refused.status_code == 403
    said = text(refused)
    assert "cycle.cap_exceeded" in said
    assert "mức HTXS được tối đa 0 trong 2 người đã quyết định mức, kết quả hiện có là 2 người" in said
    assert "Điều 20 khoản 5 điểm a Nghị định 335/2025/NĐ-CP" in said
    assert "Số còn lại quyết định sau" in refused.content.decode()
    assert town.cycle.state == "open"
