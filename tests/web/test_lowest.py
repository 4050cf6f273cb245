"""Năm tiêu chí thấp nhất: which criteria a unit was marked lowest in, exact, through the page and its file."""

from __future__ import annotations

import csv
import re
from io import StringIO

import pytest

from tests.web.conftest import As
from tests.web.world import ADMIN, AUDITOR, DEPUTY, DIVISION_HEAD, HEAD, ORGANISER, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.organisation.models import Unit
from thenchot.reporting.queries import lowest

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
MARKS = {
    "I.1": "5", "I.2": "3", "II.1": "2", "II.2": "1", "II.3": "1/2", "II.4": "2", "III.1": "1", "III.2": "5/2", "III.3": "9/4",
    "III.4": "2",
}  # fmt: skip


def mark_all(world: World, unit: str, marks: dict[str, str]) -> int:
    """Put the same confirmed marks on October's sheets of the unit; returns how many there are."""
    rows = Sheet.objects.filter(cycle_id=world.october, unit__code=unit)
    for sheet in rows:
        Sheet.objects.filter(id=sheet.id).update(marks={**sheet.marks, "confirmed": marks})
    return len(rows)


@pytest.mark.row("000-11")
def test_the_report_lists_the_five_lowest_criteria_of_the_unit_in_the_period(as_: As, world: World) -> None:
    people = mark_all(world, "BT-KT", MARKS)
    mark_all(world, "BT-VP", {"I.1": "0"})
    unit = Unit.objects.get(code="BT-KT").id
    page = as_(HEAD).get(f"/tieu-chi-thap/2026-10?don-vi={unit}").content.decode()
    listed = re.findall(r"<li><b>([IV.0-9]+)</b> [^<]*: bình quân ([0-9,]+) trên ([0-9,]+) điểm, ([0-9,]+\s%)", page)
    assert [(code, mean, share.replace("\xa0", " ")) for code, mean, _most, share in listed] == [
        ("II.3", "0,50", "20 %"), ("II.2", "1,00", "40 %"), ("III.1", "1,00", "40 %"), ("I.2", "3,00", "60 %"),
        ("II.1", "2,00", "80 %"),
    ]  # fmt: skip
    assert "Cùng tỷ lệ với tiêu chí cuối: II.4, III.4." in page
    assert f"{people} trên {people} người dưới một nửa" in page.split("<b>II.2</b>")[1].split("</li>")[0]
    whole = as_(HEAD).get("/tieu-chi-thap/2026-10").content.decode()
    assert re.findall(r"<li><b>([IV.0-9]+)</b>", whole)[0] == "II.3"
    answer = as_(ORGANISER).get(f"/tieu-chi-thap/2026-10/tieu-chi.csv?don-vi={unit}")
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:6]] == ["II.3", "II.2", "III.1", "I.2", "II.1"]
    assert rows[1][3:] == [str(people), "0,50", "2,5", "20\xa0%", str(people)]


def test_without_confirmed_sheets_or_with_too_many_the_page_says_what_to_do(
    as_: As, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Sheet.objects.filter(cycle_id=world.november, state="confirmed").update(state="submitted")
    assert "Chưa có phiếu nào được xác nhận" in as_(HEAD).get("/tieu-chi-thap/2026-11").content.decode()
    monkeypatch.setattr(lowest, "MOST_SHEETS", 3)
    page = as_(HEAD).get("/tieu-chi-thap/2026-10").content.decode()
    assert "Đơn vị có nhiều phiếu" in page
    assert f"/tieu-chi-thap/2026-10?don-vi={Unit.objects.get(code='BT-KT').id}" in page


def test_who_reads_the_lowest_criteria(as_: As, world: World) -> None:
    readers = (HEAD, DIVISION_HEAD, ORGANISER, AUDITOR, DEPUTY, STAFF, ADMIN)
    answers = {code: as_(code).get("/tieu-chi-thap").status_code for code in readers}
    assert answers == {HEAD: 200, DIVISION_HEAD: 200, ORGANISER: 200, AUDITOR: 200, DEPUTY: 404, STAFF: 404, ADMIN: 403}
    elsewhere = Unit.objects.get(code="BT-VP").id
    assert as_(DIVISION_HEAD).get(f"/tieu-chi-thap/2026-10?don-vi={elsewhere}").status_code == 404
