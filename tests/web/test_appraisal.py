"""A quarter of products through the pages: figures proposed and confirmed on the plan, the post on the sheet, the score."""

from __future__ import annotations

import json
from datetime import date

import pytest

from tests.assessment.cast import AN, BINH, DIVISION_HEAD, STRANGER, Month, Town, take_up
from tests.assessment.test_products import FULL, PARTY, SOURCE, product, rows
from tests.web.office_cast import get, main, on, send, town_of
from thenchot.cli.evaluate import answer_batch
from thenchot.rulesets.books import load
from thenchot.workplan.models import Task

QUARTER = Month(PARTY, 2026, 9, quarterly=True)


@pytest.fixture
def quarter(db: None) -> Town:
    town = town_of(QUARTER, opened=False)
    on("2026-09-11")
    Task.objects.all().delete()
    take_up(town, PARTY, date(2026, 8, 1), settings={"product_kind": "hd02"})
    town.open()
    return town


def test_the_form_of_a_row_asks_for_figures_only_where_the_rulebook_does(quarter: Town) -> None:
    (task,) = rows(quarter, AN, 1)
    page = get(AN, f"/ke-hoach/viec/{task.id}").content.decode()
    assert all(f'name="{name}"' in page for name in ("weight", "A", "B", "C", "D", "exceeds"))
    assert "Chưa có số nào. Thiếu số thì kỳ này chưa tính được điểm." in page
    decree = town_of(Month("nd335-2025-cong-chuc", 2026, 10))
    task = Task.objects.filter(doer_id=decree.id(AN)).latest("id")
    assert 'id="danh-gia"' not in get(AN, f"/ke-hoach/viec/{task.id}").content.decode()


def test_the_doer_proposes_the_leader_confirms_and_both_read_it(quarter: Town) -> None:
    (task,) = rows(quarter, AN, 1)
    address = f"/ke-hoach/viec/{task.id}/danh-gia"
    given = product(30, "100 95,5 100 100", "yes")
    assert send(AN, address, **given, version="1").status_code == 302
    page = get(DIVISION_HEAD, f"/ke-hoach/viec/{task.id}").content.decode()
    assert "Người thực hiện đề nghị, chờ lãnh đạo xác nhận." in page
    assert 'value="95,5"' in page
    other = send(DIVISION_HEAD, address, **given | {"A": "90"}, version="2")
    assert (other.status_code, "Nhập lý do" in main(other), 'value="90"' in other.content.decode()) == (422, True, True)
    assert send(DIVISION_HEAD, address, **given | {"A": "90"}, version="2", note="Thiếu một báo cáo.").status_code == 302
    page = main(get(AN, f"/ke-hoach/viec/{task.id}"))
    assert "Lãnh đạo đã xác nhận các số này." in page
    assert "Lý do của lãnh đạo: “Thiếu một báo cáo.”" in page


def test_a_wrong_figure_is_said_at_its_field_and_nothing_typed_is_lost(quarter: Town) -> None:
    (task,) = rows(quarter, AN, 1)
    answer = send(AN, f"/ke-hoach/viec/{task.id}/danh-gia", **product(30, "100 950 100 100"))
    assert answer.status_code == 422
    assert 'id="B-e"' in answer.content.decode()
    assert 'value="950"' in answer.content.decode()


@pytest.mark.parametrize("code", [BINH, STRANGER])
def test_nobody_else_gives_figures(quarter: Town, code: str) -> None:
    (task,) = rows(quarter, AN, 1)
    assert send(code, f"/ke-hoach/viec/{task.id}/danh-gia", **product(30, "90 90 90 90")).status_code == 404
    assert Task.objects.get(id=task.id).appraisal is None


def test_the_printed_example_gets_the_same_score_on_the_pages_as_from_the_command(quarter: Town) -> None:
    for task, given in zip(rows(quarter, AN, len(SOURCE)), SOURCE, strict=True):
        for code in (AN, DIVISION_HEAD):
            version = str(Task.objects.get(id=task.id).version)
            assert send(code, f"/ke-hoach/viec/{task.id}/danh-gia", **product(*given), version=version).status_code == 302
    sheet = quarter.sheet(AN)
    form = {**FULL, "undertaking": "1", "strengths": "", "weaknesses": "", "version": str(sheet.version)}
    without = send(AN, f"/phieu/{sheet.id}/gui", **form)
    assert (without.status_code, "Chọn loại vị trí việc làm" in main(without)) == (422, True)
    assert send(AN, f"/phieu/{sheet.id}/gui", **form, weights="K2").status_code == 302
    scorer = quarter.sheet(AN).scorer
    assert scorer is not None
    assert 'value="K2" selected' in get(scorer.staff_code, f"/phieu/{sheet.id}").content.decode()
    version = str(quarter.sheet(AN).version)
    answer = send(scorer.staff_code, f"/phieu/{sheet.id}/xac-nhan", **FULL, weights="K2", version=version)
    assert answer.status_code == 302
    page = main(get(AN, f"/phieu/{sheet.id}"))
    products = [[weight, [int(axis) for axis in axes.split()]] for weight, axes, _ in SOURCE]
    line = {"id": "1", "kind": "hd02", "input": {"general": 30, "weights": "K2", "products": products}}
    told = json.loads(answer_batch(load(PARTY), [(1, json.dumps(line).encode())])[0])
    assert told["score"] == 97.6
    assert "97,6" in page


def test_what_is_missing_is_listed_on_the_sheet(quarter: Town) -> None:
    rows(quarter, AN, 1)
    sheet = quarter.sheet(AN)
    form = {**FULL, "weights": "K1", "undertaking": "1", "version": str(sheet.version)}
    assert send(AN, f"/phieu/{sheet.id}/nhap", **form).status_code == 302
    page = main(get(AN, f"/phieu/{sheet.id}"))
    assert "Chưa đủ dữ kiện để tính điểm; phần mềm không tự cho số. Còn thiếu:" in page
    assert "“Việc 0 của 0022”: chưa có trọng số." in page
    answer = send(AN, f"/phieu/{sheet.id}/gui", **form)
    assert answer.status_code == 422
    assert "“Việc 0 của 0022”: chưa có trọng số." in main(answer)
