"""Rows come into a biểu ngang out of a spreadsheet, a workbook or a Word document: looked at first, saved once."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.plan_cast import PERIOD, Table
from tests.web.world import STAFF, World
from thenchot.workplan.models import Task

PASTED = (
    "Rà soát biển hiệu\tTrịnh Quang Vĩnh\tBùi Đức Thắng\t20/12\tBáo cáo\n"
    "Diễn tập phòng cháy\tđ/c Vĩnh\tPhòng Kinh tế, Hạ tầng và Đô thị\tcuối tháng\t\n"
)


@pytest.fixture
def table(as_: As, world: World) -> Table:
    found = Table(as_, world)
    found.begin()
    return found


def send(table: Table, code: str = STAFF, **given: object) -> tuple[Client, str]:
    client = table.as_(code)
    answer = client.post(f"{table.address}/nhap", given)
    assert answer.status_code == 302, answer.content.decode()
    return client, answer.headers["Location"]


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the page."""
    return dict(re.findall(r'<input type="hidden" name="(version|seen|shown)" value="([^"]*)"', page))


def test_pasted_rows_are_shown_mended_and_saved_once(table: Table) -> None:
    client, at = send(table, rows=PASTED)
    page = client.get(at).content.decode()
    assert "Không nhận ra “đ/c Vĩnh”" in page
    assert "được đọc là ngày cuối kỳ, 31/12/2026" in page
    assert not Task.objects.filter(period=PERIOD).exists()
    mended = client.post(at, form_of(page) | {"act": "check", "leader-1": "Trịnh Quang Vĩnh"}).content.decode()
    assert "Lưu 2 dòng vào biểu ngang" in mended
    assert client.post(at, form_of(mended) | {"act": "save"}).status_code == 302
    assert client.post(at, form_of(mended) | {"act": "save"}).status_code == 409
    rows = Task.objects.filter(period=PERIOD).order_by("id")
    said = rows.values_list("content", "doer__full_name", "doer_unit_id", "deadline", "result", "status")
    assert [(*row[:3], f"{row[3]:%d/%m}", *row[4:]) for row in said] == [
        ("Rà soát biển hiệu", "Bùi Đức Thắng", None, "20/12", "Báo cáo", "drafted"),
        ("Diễn tập phòng cháy", None, table.unit, "31/12", "", "drafted"),
    ]
    assert "thêm 2 dòng, sửa 0 dòng" in table.page()
