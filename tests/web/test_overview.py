"""Toàn cảnh: the figures of a place for who may see them, down the tree, and the lists behind each number."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.kept import state
from tests.web import world as ward
from tests.web.conftest import As
from tests.web.world import (
    ADMIN,
    AUDITOR,
    DEPUTY,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    SETUP,
    STAFF,
    World,
)
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.count_running import count_running
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.counts import Row, count_results
from thenchot.assessment.counts import rows_of as rows_as_they_stand
from thenchot.assessment.models import Cycle, LevelChange, Petition, Sheet, UnitMonth
from thenchot.lib import clock
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.reporting.queries.overview import asked_for, overview

SEPTEMBER = "2026-09"
PEOPLE = 294
"""With 292 of them finished the completion is that of the city: 176.173 of 177.379."""
QUERIES = 10


def shown(client: Client, address: str) -> str:
    """The words of the page's main part, without marks."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    main = answer.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").replace("&amp;", "&").split())


def rows_of(client: Client, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


def number(code: str) -> int:
    return Unit.objects.get(code=code).id


def crowded(world: World) -> World:
    """September with 294 sheets: 292 have a result, one person is on maternity leave, one studies."""
    there = Sheet.objects.filter(cycle_id=world.october).count()
    more = [
        PostRow(f"BT-9{n:03d}", f"Người Thứ {n}", "BT-KT", "Chuyên viên", "staff", "cong_chuc", valid_from=ward.START)
        for n in range(PEOPLE - there)
    ]
    enrol(by=SETUP, rows=more)
    cycle = Cycle.objects.get(id=ward._cycle(world.viewer(ORGANISER), SEPTEMBER))
    cycle.sheets.update(state="published", band="HTT", self_level="HTT")
    for code, absence in ((STAFF, "maternity"), (LATE, "study")):
        sheets = cycle.sheets.filter(person__staff_code=code)
        sheets.update(state="excused", absence=absence, absence_note="Quyết định 12", band="")
    cycle.sheets.filter(person__staff_code=OTHER).update(band="HTXS")
    Cycle.objects.filter(id=cycle.id).update(state="published", published_at=clock.now())
    cycle.refresh_from_db()
    count_results(cycle)
    return world


@pytest.fixture
def city(world: World) -> World:
    return state(crowded, world)


@pytest.mark.row("004-12")
def test_completion_is_of_everybody_with_a_sheet_and_the_missing_are_listed_with_their_reasons(city: World, as_: As) -> None:
    client = as_(ORGANISER)
    page = shown(client, f"/toan-canh/{SEPTEMBER}")
    assert "Hoàn thành 99,32 % 292 trên 294 phiếu không kể người có lý do: 100 %" in page
    assert "Chưa hoàn thành 2 2 có lý do · 0 không có lý do" in page
    assert "Vì sao 2 phiếu chưa hoàn thành" in page
    assert "Nghỉ thai sản" in page
    assert "Đi học tập trung dài hạn" in page
    rows = rows_of(client, f"/toan-canh/{SEPTEMBER}/thieu.csv")
    found = [(row["Họ và tên"], row["Tình trạng, lý do"], row["Có lý do"], row["Căn cứ, ghi chú"]) for row in rows]
    assert found == [
        ("Nguyễn Thị Hồng Nhung", "Nghỉ thai sản", "có", "Quyết định 12"),
        ("Bùi Đức Thắng", "Đi học tập trung dài hạn", "có", "Quyết định 12"),
    ]
    listed = shown(client, f"/toan-canh/{SEPTEMBER}/thieu?ly-do=maternity")
    assert "Nguyễn Thị Hồng Nhung" in listed
    assert "Bùi Đức Thắng" not in listed
    assert len(rows_of(client, f"/toan-canh/{SEPTEMBER}/thieu.csv?ly-do=study")) == 1


def test_units_add_up_to_the_whole_and_lead_down_the_tree(city: World, as_: As) -> None:
    client = as_(ORGANISER)
    rows = rows_of(client, f"/toan-canh/{SEPTEMBER}/don-vi.csv")
    assert [row["Đơn vị"] for row in rows] == [
        "Trực thuộc UBND phường Bến Trúc", "Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND", "Cộng",
    ]  # fmt: skip
    for name in ("Phiếu", "Hoàn thành", "Thiếu, có lý do", "HTXS", "HTT"):
        *parts, whole = [int(row[name]) for row in rows]
        assert sum(parts) == whole
    assert (rows[-1]["Phiếu"], rows[-1]["Tỷ lệ hoàn thành"]) == ("294", "99,32\u00a0%")
    page = client.get(f"/toan-canh/{SEPTEMBER}").content.decode()
    assert f'href="/toan-canh/{SEPTEMBER}?don-vi={number("BT-KT")}"' in page
    below = shown(client, f"/toan-canh/{SEPTEMBER}?don-vi={number('BT-VP')}")
    assert "Văn phòng HĐND và UBND, tháng 09/2026" in below
    assert "Hoàn thành 100 %" in below
    assert "HTXS" in below


def test_the_first_page_is_the_last_published_month_with_its_line_and_the_others_a_link_away(city: World, as_: As) -> None:
    page = shown(as_(ORGANISER), "/toan-canh")
    assert "UBND phường Bến Trúc, tháng 10/2026 Đã công bố" in page
    assert "Tỷ lệ hoàn thành, 2 tháng" in page
    assert "tháng 09/2026 99,32 %, tháng 10/2026 100 %" in page
    assert "Tháng 11/2026 tạm tính" in page
    assert "Không thiếu phiếu nào" in page


def test_a_month_that_runs_is_marked_as_provisional_and_counts_its_sheets(world: World, as_: As) -> None:
    page = shown(as_(ORGANISER), "/toan-canh/2026-11")
    assert "Tạm tính, chưa công bố" in page
    assert "1 trên 16 phiếu" in page
    assert "0 có lý do · 15 không có lý do" in page
    assert "Chưa gửi" in page
    assert "Nguyễn Thị Hồng Nhung" in shown(as_(ORGANISER), "/toan-canh/2026-11/thieu?ly-do=opened")


def test_what_is_kept_and_what_the_sheets_say_are_the_same(city: World) -> None:
    cycle = Cycle.objects.get(period=SEPTEMBER)
    Sheet.objects.filter(cycle=cycle, person__staff_code=HEAD).update(self_level="HTXS")
    sheet = Sheet.objects.get(cycle=cycle, person__staff_code=HEAD)
    LevelChange.objects.create(
        sheet=sheet, step="confirm", by=sheet.person, before="HTXS", after="HTT", raised=False, reason="r", at=clock.now()
    )
    count_results(cycle)
    for code in ("BT", "BT-KT", "LG"):
        place = unit_by_code(code, clock.today())
        assert place is not None
        kept = overview(asked_for(place, SEPTEMBER, clock.today()), clock.today())
        Cycle.objects.filter(id=cycle.id).update(counted=0)
        live = overview(asked_for(place, SEPTEMBER, clock.today()), clock.today())
        Cycle.objects.filter(id=cycle.id).update(counted=2)
        assert (kept.figures, kept.own, kept.units) == (live.figures, live.own, live.units)
        assert kept.figures.lowered == (code != "BT-KT")
        assert kept.cap == live.cap


def test_a_large_place_in_a_month_that_runs_is_counted_every_few_minutes_or_when_asked(
    world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, november, hour = as_(ORGANISER), "/toan-canh/2026-11", clock.at(clock.today(), 9)
    assert "Số liệu lúc" not in shown(client, november)
    now = shown(client, november)
    monkeypatch.setattr("thenchot.reporting.queries.counted.LIVE", 3)
    monkeypatch.setattr(clock, "now", lambda: hour)
    assert shown(client, november).replace("Số liệu lúc 09:00, 21/11/2026. Tính lại ", "") == now
    late = Sheet.objects.filter(cycle_id=world.november, person__staff_code=LATE)
    assert late.update(state="excused", absence="study") == 1
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(minutes=4))
    assert "09:00" in shown(client, november)
    assert "0 có lý do · 15 không có lý do" in shown(client, november)
    answer = client.get(november + f"?don-vi={number('BT')}&tinh-lai=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{november}?don-vi={number('BT')}")
    assert "09:04" in shown(client, november)
    assert "1 có lý do · 14 không có lý do" in shown(client, november)
    assert rows_of(client, f"{november}/don-vi.csv")[-1]["Thiếu, có lý do"] == "1"
    late.update(state="opened", absence="")
    monkeypatch.setattr(clock, "now", lambda: hour + timedelta(minutes=10))
    assert "09:10" in shown(client, november)
    assert "0 có lý do · 15 không có lý do" in shown(client, november)
    assert as_(DIVISION_HEAD).get(f"{november}?don-vi={number('BT-VP')}&tinh-lai=1").status_code == 404


def test_counting_a_month_that_runs_never_touches_the_counts_of_a_publication(world: World) -> None:
    october = Cycle.objects.get(id=world.october)
    kept = list(UnitMonth.objects.filter(cycle=october).order_by("path").values())
    assert kept
    assert not count_running(october)
    assert list(UnitMonth.objects.filter(cycle=october).order_by("path").values()) == kept


def test_who_is_overtaken_while_counting_leaves_the_newer_counts(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    november = Cycle.objects.get(id=world.november)

    def overtaken(cycle: Cycle) -> list[Row]:
        monkeypatch.setattr("thenchot.assessment.actions.count_running.rows_of", rows_as_they_stand)
        assert count_running(cycle)
        return []

    monkeypatch.setattr("thenchot.assessment.actions.count_running.rows_of", overtaken)
    assert not count_running(november)
    assert UnitMonth.objects.filter(cycle=november).exists()


def test_a_place_above_the_cycle_counts_what_lies_below_it(city: World, as_: As) -> None:
    grant(by=SETUP, staff_code=OTHER, role="organisation_body", unit_code="LG", valid_from=date(2026, 11, 1))
    page = shown(as_(OTHER), f"/toan-canh/{SEPTEMBER}")
    assert "UBND thành phố Lam Giang, tháng 09/2026" in page
    assert "292 trên 294 phiếu" in page
    assert "tháng 09/2026 99,32 %, tháng 10/2026 100 %" in shown(as_(OTHER), "/toan-canh/2026-10")


# --- who may see it -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "status"),
    [(ORGANISER, 200), (AUDITOR, 200), (HEAD, 200), (DIVISION_HEAD, 200), (DEPUTY, 404), (STAFF, 404), (ADMIN, 403)],
)
def test_the_overview_is_for_who_answers_for_a_place(world: World, as_: As, code: str, status: int) -> None:
    client = as_(code)
    for address in ("/toan-canh", "/toan-canh/2026-10", "/toan-canh/2026-10/thieu", "/toan-canh/2026-10/nang-ha.csv"):
        assert client.get(address).status_code == status, address
    assert ('href="/toan-canh"' in client.get("/them").content.decode()) == (status == 200)


def test_nobody_looks_beyond_the_own_place(world: World, as_: As) -> None:
    own, other = number("BT-KT"), number("BT-VP")
    head = as_(DIVISION_HEAD)
    assert "Phòng Kinh tế, Hạ tầng và Đô thị, tháng 10/2026" in shown(head, "/toan-canh")
    assert head.get(f"/toan-canh/2026-10?don-vi={own}").status_code == 200
    for part in ("", "/thieu", "/thieu.csv", "/nang-ha", "/don-vi.csv"):
        assert head.get(f"/toan-canh/2026-10{part}?don-vi={other}").status_code == 404
    assert head.get("/toan-canh/2026-10?don-vi=999999").status_code == 404


def test_a_head_reads_the_names_only_of_whom_they_score_rank_or_decide(world: World, as_: As) -> None:
    elsewhere = world.sheet(LATE)
    other = world.person(OTHER)
    Sheet.objects.filter(id=elsewhere.id).update(scorer=other, ranker=other, decider=other)
    head = as_(DIVISION_HEAD)
    counted = Sheet.objects.filter(cycle_id=world.november, unit_id=number("BT-KT")).exclude(state="confirmed").count()
    assert f"0 có lý do · {counted} không có lý do" in shown(head, "/toan-canh/2026-11")
    listed = {row["Mã cán bộ"] for row in rows_of(head, "/toan-canh/2026-11/thieu.csv")}
    assert len(listed) == counted - 1
    assert LATE not in listed
    assert "Chỉ nêu tên người thuộc phạm vi" in shown(head, "/toan-canh/2026-11/thieu")
    organiser = shown(as_(ORGANISER), "/toan-canh/2026-11/thieu")
    assert "Bùi Đức Thắng" in organiser
    assert "Chỉ nêu tên" not in organiser


# --- raised, lowered, petitions -------------------------------------------------------------------------------


def test_a_lowered_result_is_counted_and_listed_with_its_reason_and_by_whom(world: World, as_: As) -> None:
    sheet = world.sheet(STAFF, world.october)
    marks = dict.fromkeys(sheet.marks["confirmed"], "0")
    correct(by=world.viewer(DIVISION_HEAD), given=Correction(sheet, "Kết luận kiểm tra số 3", marks))
    client = as_(ORGANISER)
    assert "Khác với tự đánh giá 1 nâng 0 · hạ 1, đều có lý do" in shown(client, "/toan-canh/2026-10")
    listed = shown(client, "/toan-canh/2026-10/nang-ha?chieu=ha")
    assert "Nguyễn Thị Hồng Nhung" in listed
    assert "Kết luận kiểm tra số 3 Bạch Văn Tường" in listed
    assert "Không có ai trong danh sách này" in shown(client, "/toan-canh/2026-10/nang-ha?chieu=nang")
    (row,) = rows_of(client, "/toan-canh/2026-10/nang-ha.csv")
    assert (row["Mã cán bộ"], row["Nâng, hạ"], row["Lý do"]) == (STAFF, "hạ", "Kết luận kiểm tra số 3")


def test_petitions_are_told_by_whether_they_were_answered_in_time(world: World, as_: As) -> None:
    codes = (STAFF, LATE, OTHER)
    for code in codes:
        petition(by=world.viewer(code), sheet=world.sheet(code, world.october), text="Đề nghị xem lại")
    first, second, third = Petition.objects.order_by("id")
    Petition.objects.filter(id=first.id).update(state="answered", answered_at=clock.now())
    late = clock.today() - timedelta(days=3)
    Petition.objects.filter(id=second.id).update(state="answered", answered_at=clock.now(), due_on=late)
    Petition.objects.filter(id=third.id).update(due_on=late)
    page = shown(as_(ORGANISER), "/toan-canh/2026-10")
    assert "Kiến nghị 3 đã trả lời: 1 đúng hạn, 1 quá hạn đang giải quyết: 0 còn hạn, 1 quá hạn" in page
    assert "Kiến nghị 2" in shown(as_(ORGANISER), f"/toan-canh/2026-10?don-vi={number('BT-KT')}")


# --- the rest ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/toan-canh", "/toan-canh/2026-09?don-vi={}", "/toan-canh/2026-11"])
def test_the_overview_asks_the_database_ten_times_at_most(city: World, as_: As, address: str) -> None:
    client, path = as_(ORGANISER), address.format(number("BT-KT"))
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= QUERIES


def test_a_long_list_comes_in_pages(city: World, as_: As) -> None:
    Sheet.objects.filter(cycle__period=SEPTEMBER, state="published").update(state="opened")
    count_results(Cycle.objects.get(period=SEPTEMBER))
    client = as_(ORGANISER)
    first = client.get(f"/toan-canh/{SEPTEMBER}/thieu").content.decode()
    assert first.count('scope="row"') == 100
    assert "1–100 trên 294" in first
    last = client.get(f"/toan-canh/{SEPTEMBER}/thieu?trang=3").content.decode()
    assert last.count('scope="row"') == 94
    assert "292 không có lý do" in shown(client, f"/toan-canh/{SEPTEMBER}")


def test_a_place_without_any_period_says_so(world: World, as_: As) -> None:
    UnitMonth.objects.all().delete()
    assert "Chưa có số liệu" in shown(as_(ORGANISER), "/toan-canh/2025-01")
