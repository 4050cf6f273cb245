"""The year's pages from outside: who may, what a wrong form answers and keeps, both languages, hostile words, many rows."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import pytest

from tests.kept import rows, state
from tests.web.conftest import As
from tests.web.test_year import text_of
from tests.web.world import (
    ADMIN,
    AUDITOR,
    CHAIRMAN,
    DIVISION_HEAD,
    HEAD,
    LATE,
    ORGANISER,
    OTHER,
    STAFF,
    World,
)
from tests.web.year_world import bring_months, open_year
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.models import ImportedResult, Meeting, Opinion
from thenchot.people.models import Person

HOSTILE = "<script>alert('ký')</script>"
SHOWN = "&lt;script&gt;alert(&#39;ký&#39;)&lt;/script&gt;"


def _year(october: int, november: int) -> int:
    world = World(october, november)
    bring_months(world)
    return open_year(world)


@pytest.fixture
def year(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """The year open since 20 November; today is 6 December."""
    found = state(_year, world.october, world.november)
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-06")
    return found


def minutes(world: World, year: int, **other: object) -> dict[str, Any]:
    sheet = world.sheet(STAFF, year)
    return {
        "don-vi": sheet.body_id, "loai": "body", "held_on": "05/12/2026", "place": "Hội trường", "present": "15",
        "chair": world.person(HEAD), "secretary": world.person(OTHER), "text": "Thông qua biên bản.", "absent": "",
        f"yk-{sheet.id}": "Tận tụy.",
    } | other  # fmt: skip


def english(client: Any) -> Any:
    client.cookies["django_language"] = "en"
    return client


def test_visitors_are_led_to_the_sign_in_page(year: int, world: World, as_: As) -> None:
    sheet = world.sheet(STAFF, year).id
    for path in ("/tong-hop", "/tong-hop/2026", "/tong-hop/2026.csv", f"/ky/{year}/hop", "/nhap-du-lieu/ket-qua"):
        answer = as_("").get(path)
        assert (answer.status_code, "dang-nhap" in answer.headers["Location"]) == (302, True)
    for path in (f"/phieu/{sheet}/tu-xep-loai", f"/phieu/{sheet}/y-kien", f"/phieu/{sheet}/khong-xep-loai"):
        assert as_("").post(path, {}).status_code == 403
    assert world.sheet(STAFF, year).state == "opened"


@pytest.mark.parametrize(
    ("code", "status"), [(ORGANISER, 200), (HEAD, 200), (DIVISION_HEAD, 200), (STAFF, 403), (OTHER, 403), (ADMIN, 403)]
)
def test_meetings_are_for_who_answers_for_a_place(year: int, as_: As, code: str, status: int) -> None:
    """Điều 21: the others know of the year, so they are told why not, not that there is nothing."""
    answer = as_(code).get(f"/ky/{year}/hop")
    assert answer.status_code == status
    if status == 403:
        assert "Việc ghi nhận cuộc họp" in text_of(answer)


@pytest.mark.parametrize(
    ("code", "reads", "amends"),
    [
        (ORGANISER, 200, 302), (HEAD, 200, 302), (DIVISION_HEAD, 200, 302), (AUDITOR, 200, 403), (STAFF, 404, 404),
        (OTHER, 404, 404),
    ],
)  # fmt: skip
def test_minutes_are_read_by_who_oversees_and_amended_by_who_records(
    year: int, world: World, as_: As, code: str, reads: int, amends: int
) -> None:
    assert as_(ORGANISER).post(f"/ky/{year}/hop", minutes(world, year)).status_code == 302
    meeting = Meeting.objects.get()
    assert as_(code).get(f"/hop/{meeting.id}").status_code == reads
    assert as_(code).post(f"/hop/{meeting.id}", minutes(world, year, version="1", place="Nơi khác")).status_code == amends
    meeting.refresh_from_db()
    assert meeting.place == ("Nơi khác" if amends == 302 else "Hội trường")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("held_on", "31/02/2026"), ("held_on", "07/12/2026"), ("held_on", "mai"), ("place", " "), ("present", "0"),
        ("present", "đông đủ"), ("chair", ""), ("secretary", "999999"), ("text", "  "),
    ],
)  # fmt: skip
def test_a_wrong_field_of_the_minutes_is_marked_and_all_that_was_typed_stays(
    year: int, world: World, as_: As, field: str, value: str
) -> None:
    client, before = as_(ORGANISER), Meeting.objects.count()
    answer = client.post(f"/ky/{year}/hop", minutes(world, year, **{"absent": "Hai người ốm", field: value}))
    text = text_of(answer)
    assert (answer.status_code, Meeting.objects.count(), Opinion.objects.count()) == (422, before, 0)
    assert f'id="{field}-e"' in text
    assert "Hai người ốm" in text
    assert "Tận tụy." in text


def test_a_meeting_of_a_place_one_does_not_hold_is_not_recorded(year: int, world: World, as_: As) -> None:
    elsewhere = world.sheet(OTHER, year).unit_id
    answer = as_(DIVISION_HEAD).post(f"/ky/{year}/hop", minutes(world, year, **{"don-vi": elsewhere}))
    assert answer.status_code == 200
    assert not Meeting.objects.exists()


def test_a_meeting_of_one_place_cannot_speak_of_a_sheet_of_another(year: int, world: World, as_: As) -> None:
    here, there = world.sheet(STAFF, year).unit_id, world.sheet(OTHER, year).id
    form = minutes(world, year, **{"don-vi": here, "loai": "unit", f"yk-{there}": "Lạc chỗ"})
    assert as_(ORGANISER).post(f"/ky/{year}/hop", form).status_code == 404
    assert not Meeting.objects.exists()
    assert not Opinion.objects.exists()


def test_an_unknown_kind_of_meeting_is_one_of_the_whole_body(year: int, world: World, as_: As) -> None:
    assert as_(ORGANISER).post(f"/ky/{year}/hop", minutes(world, year, loai="tiec-tra")).status_code == 302
    assert Meeting.objects.get().kind == "body"


def test_hostile_words_of_minutes_are_shown_as_written_everywhere(year: int, world: World, as_: As) -> None:
    sheet = world.sheet(STAFF, year)
    form = minutes(world, year, place=HOSTILE, text=HOSTILE, absent=HOSTILE, **{f"yk-{sheet.id}": HOSTILE})
    assert as_(ORGANISER).post(f"/ky/{year}/hop", form).status_code == 302
    meeting = Meeting.objects.get()
    for path in (f"/hop/{meeting.id}", f"/ky/{year}/hop", f"/phieu/{sheet.id}"):
        page = as_(HEAD).get(path).content.decode()
        assert HOSTILE not in page
    assert as_(HEAD).get(f"/hop/{meeting.id}").content.decode().count(SHOWN) >= 4
    wrong = as_(ORGANISER).post(f"/ky/{year}/hop", {**form, "present": ""}).content.decode()
    assert HOSTILE not in wrong
    assert SHOWN in wrong


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("author", {"author": " "}), ("text", {"text": ""}), ("kind", {"kind": "meeting"}), ("kind", {"kind": ""}),
        ("document", {"kind": "party_committee", "document": ""}),
    ],
)  # fmt: skip
def test_an_opinion_that_lacks_something_is_asked_for_again_with_what_was_typed(
    year: int, world: World, as_: As, field: str, other: dict[str, str]
) -> None:
    sheet, form = world.sheet(STAFF, year), {"kind": "colleague", "author": "Chi bộ 2", "text": "Nhất trí cao"} | other
    answer = as_(HEAD).post(f"/phieu/{sheet.id}/y-kien", form)
    text = text_of(answer)
    assert (answer.status_code, Opinion.objects.count()) == (422, 0)
    assert all(value.strip() in text for name, value in form.items() if name in ("author", "text"))
    assert "Nhập " in text


@pytest.mark.parametrize(
    ("code", "status"), [(HEAD, 302), (ORGANISER, 302), (DIVISION_HEAD, 302), (AUDITOR, 403), (OTHER, 404), (STAFF, 403)]
)
def test_opinions_are_recorded_by_who_answers_for_the_person_never_by_the_person(
    year: int, world: World, as_: As, code: str, status: int
) -> None:
    sheet = world.sheet(STAFF, year)
    form = {"kind": "colleague", "author": "Chi bộ 2", "text": "Nhất trí"}
    assert as_(code).post(f"/phieu/{sheet.id}/y-kien", form).status_code == status
    assert Opinion.objects.count() == (status == 302)


@pytest.mark.parametrize(
    ("code", "status"), [(HEAD, 302), (STAFF, 403), (DIVISION_HEAD, 403), (AUDITOR, 403), (ORGANISER, 403), (OTHER, 404)]
)
def test_only_who_proposes_leaves_somebody_out(year: int, world: World, as_: As, code: str, status: int) -> None:
    sheet = world.sheet(STAFF, year)
    form = {"version": sheet.version, "absence": "study", "note": "Học cả năm"}
    assert as_(code).post(f"/phieu/{sheet.id}/khong-xep-loai", form).status_code == status
    sheet.refresh_from_db()
    assert (sheet.state == "excused") == (status == 302)


def test_leaving_out_asks_for_the_ground_and_an_old_page_is_a_conflict(year: int, world: World, as_: As) -> None:
    sheet, address = world.sheet(STAFF, year), f"/phieu/{world.sheet(STAFF, year).id}/khong-xep-loai"
    before = rows()["assessment_sheet"]
    without = as_(HEAD).post(address, {"version": sheet.version, "note": " "})
    assert (without.status_code, "Điều 11" in text_of(without)) == (422, True)
    unknown = as_(HEAD).post(address, {"version": sheet.version, "absence": "nghi-mat", "note": "Đi biển"})
    assert (unknown.status_code, "Đi biển" in text_of(unknown)) == (422, True)
    assert as_(HEAD).post(address, {"version": sheet.version - 1, "note": "Học"}).status_code == 409
    assert rows()["assessment_sheet"] == before


def test_ranking_oneself_from_an_old_page_is_a_conflict_and_another_persons_sheet_is_not_there(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-03")
    sheet = world.sheet(STAFF, year)
    form = {"version": sheet.version - 1, "level": "HTT", "undertaking": "1"}
    assert as_(STAFF).post(f"/phieu/{sheet.id}/tu-xep-loai", form).status_code == 409
    for code in (HEAD, OTHER, LATE):
        assert as_(code).post(f"/phieu/{sheet.id}/tu-xep-loai", form).status_code == (403 if code == HEAD else 404)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.self_level) == ("opened", "")


@pytest.mark.parametrize("level", ["A", "NONE", "ASK", "HTXSS", "<b>HTT</b>"])
def test_a_level_that_is_none_of_the_decrees_is_no_self_ranking(
    year: int, world: World, as_: As, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    """Điều 20: four levels, no other."""
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-03")
    sheet = world.sheet(STAFF, year)
    form = {"version": sheet.version, "level": level, "undertaking": "1", "strengths": "Đủ việc cả năm"}
    answer = as_(STAFF).post(f"/phieu/{sheet.id}/tu-xep-loai", form)
    assert answer.status_code == 422
    assert "Đủ việc cả năm" in text_of(answer)
    assert world.sheet(STAFF, year).state == "opened"


def test_the_self_ranking_of_the_year_is_closed_after_its_last_day(year: int, world: World, as_: As) -> None:
    sheet = world.sheet(STAFF, year)
    form = {"version": sheet.version, "level": "HTT", "undertaking": "1", "strengths": "Gửi muộn"}
    answer = as_(STAFF).post(f"/phieu/{sheet.id}/tu-xep-loai", form)
    assert (answer.status_code, "Gửi muộn" in text_of(answer)) == (403, True)
    assert "Hạn gửi phiếu" in text_of(answer)
    assert world.sheet(STAFF, year).state == "opened"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/tong-hop/2026", ("Average score", "2026")), ("/tong-hop/2026-H1", ("First half", "half")),
        ("/nhap-du-lieu/ket-qua", ("Results", "file")),
    ],
)  # fmt: skip
def test_pages_of_the_year_speak_english_behind_the_switch(year: int, as_: As, path: str, words: tuple[str, ...]) -> None:
    page = text_of(english(as_(ORGANISER)).get(path))
    assert any(word.casefold() in page.casefold() for word in words)
    assert "Điểm trung bình" not in page
    assert "Nhập từ tệp" not in page
    assert "Điểm trung bình" in text_of(as_(ORGANISER).get(path)) or path.startswith("/nhap")


def test_meetings_and_their_refusals_are_in_english_behind_the_switch(year: int, world: World, as_: As) -> None:
    client = english(as_(ORGANISER))
    refused = text_of(client.post(f"/ky/{year}/hop", minutes(world, year, text="")))
    assert "nội dung biên bản đã được thông qua" not in refused
    assert "minutes" in refused.casefold()


# What the months add up to, as a page and as a file.


def table(client: Any, path: str) -> list[list[str]]:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def test_the_file_holds_the_lines_of_everybody_one_may_read(year: int, world: World, as_: As) -> None:
    head, *people = table(as_(ORGANISER), "/tong-hop/2026.csv")
    assert head[5:17] == [f"2026-{month:02d}" for month in range(1, 13)]
    assert len({row[0] for row in people}) == len(people) >= 15
    [own] = [row for row in people if row[0] == STAFF]
    assert own[5:14] == ["91,50"] * 9
    assert "kỳ nhập từ nơi khác: 9" in own[-1]


@pytest.mark.parametrize(
    ("path", "parts"), [("/tong-hop/2026-Q4.csv", 3), ("/tong-hop/2026-H2.csv", 6), ("/tong-hop/2026.csv", 12)]
)
def test_the_file_has_a_column_for_each_part(year: int, as_: As, path: str, parts: int) -> None:
    head, *people = table(as_(HEAD), path)
    assert len(head) == 5 + parts + 3
    assert {len(row) for row in people} == {len(head)}


def test_somebody_without_a_role_reads_only_themselves(year: int, as_: As) -> None:
    [_head, own] = table(as_(STAFF), "/tong-hop/2026.csv")
    assert own[0] == STAFF
    page = text_of(as_(STAFF).get("/tong-hop/2026"))
    assert "Tải bảng" not in page
    assert "Bùi Đức Thắng" not in page


def test_a_unit_chosen_narrows_the_table_and_a_unit_out_of_reach_does_not_widen_it(
    year: int, world: World, as_: As
) -> None:
    division = world.sheet(STAFF, year).unit_id
    everybody = table(as_(ORGANISER), "/tong-hop/2026.csv")[1:]
    some = table(as_(ORGANISER), f"/tong-hop/2026.csv?don-vi={division}")[1:]
    assert {row[3] for row in some} == {"Phòng Kinh tế, Hạ tầng và Đô thị"}
    assert 0 < len(some) < len(everybody)
    assert table(as_(STAFF), f"/tong-hop/2026.csv?don-vi={division}")[1:][0][0] == STAFF
    assert len(table(as_(STAFF), f"/tong-hop/2026.csv?don-vi={division}")) == 2
    assert len(table(as_(ORGANISER), "/tong-hop/2026.csv?don-vi=abc")[1:]) == len(everybody)


@pytest.mark.parametrize("query", ["?bang=99", "?bang=-1", "?bang=x", "?trang=999", "?trang=0", "?don-vi=999999999999999999999"])
def test_a_strange_question_gets_the_plain_page(year: int, as_: As, query: str) -> None:
    answer = as_(ORGANISER).get(f"/tong-hop/2026{query}")
    assert answer.status_code == 200
    assert "Bùi Đức Thắng" in text_of(answer)


def test_a_name_that_a_spreadsheet_would_run_stays_text(year: int, as_: As) -> None:
    Person.objects.filter(staff_code=LATE).update(full_name="=HYPERLINK(1)")
    [row] = [row for row in table(as_(ORGANISER), "/tong-hop/2026.csv") if row[0] == LATE]
    assert row[1] == "'=HYPERLINK(1)"


def test_a_hostile_name_is_shown_as_written(year: int, as_: As) -> None:
    Person.objects.filter(staff_code=LATE).update(full_name=HOSTILE)
    page = as_(ORGANISER).get("/tong-hop/2026").content.decode()
    assert HOSTILE not in page
    assert SHOWN in page


def test_a_year_nobody_was_assessed_in_is_empty_and_says_so(year: int, as_: As) -> None:
    page = text_of(as_(ORGANISER).get("/tong-hop/2024"))
    assert "Chưa có kỳ nào" in page
    assert table(as_(ORGANISER), "/tong-hop/2024.csv") == []


@pytest.mark.parametrize("period", ["2026-H3", "2026-13", "26", "abc", "2026-Q0.csv", "2026-10"])
def test_a_period_there_is_not_has_no_page(year: int, as_: As, period: str) -> None:
    assert as_(ORGANISER).get(f"/tong-hop/{period}").status_code == 404


# Results brought along, as pages.


def many(world: World) -> None:
    code = STAFF
    rows_of = [
        PastRow(code, f"{year}-{month:02d}", HOSTILE, "Phần mềm cũ", Decimal(80), document=f"{month}/{year}")
        for year in range(2019, 2025)
        for month in range(1, 13)
    ]
    import_past_results(by=world.viewer(ORGANISER), rows=rows_of)


def test_many_results_are_paged_searched_and_escaped(world: World, as_: As) -> None:
    many(world)
    first = as_(ORGANISER).get("/nhap-du-lieu/ket-qua").content.decode()
    second = as_(ORGANISER).get("/nhap-du-lieu/ket-qua?trang=2").content.decode()
    assert (first.count(SHOWN), second.count(SHOWN)) == (50, 22)
    assert HOSTILE not in first
    assert text_of(as_(ORGANISER).get("/nhap-du-lieu/ket-qua?tim=hong nhung")).count("Phần mềm cũ") == 50
    none = text_of(as_(ORGANISER).get("/nhap-du-lieu/ket-qua?tim=khong ai"))
    assert "Phần mềm cũ" not in none
    assert 'value="khong ai"' in none


@pytest.mark.parametrize(("code", "status"), [(STAFF, 404), (HEAD, 404), (CHAIRMAN, 404), (AUDITOR, 403), (ADMIN, 403)])
def test_nobody_but_the_organisation_body_uploads_or_withdraws(world: World, as_: As, code: str, status: int) -> None:
    many(world)
    number = ImportedResult.objects.order_by("id")[0].id
    assert as_(code).post("/nhap-du-lieu/ket-qua", {}).status_code == status
    assert as_(code).post(f"/nhap-du-lieu/ket-qua/{number}/rut", {"reason": "Thử"}).status_code == status
    assert not ImportedResult.objects.exclude(withdrawn_at=None).exists()


def test_no_file_and_a_file_that_is_no_workbook_are_told_at_the_field(world: World, as_: As) -> None:
    none = as_(ORGANISER).post("/nhap-du-lieu/ket-qua", {})
    assert (none.status_code, 'id="file-e"' in text_of(none)) == (422, True)
    wrong = io.BytesIO(b"day khong phai la tep bang tinh")
    wrong.name = "ket-qua.xlsx"
    answer = as_(ORGANISER).post("/nhap-du-lieu/ket-qua", {"file": wrong})
    assert (answer.status_code, 'id="file-e"' in text_of(answer)) == (422, True)
    assert not ImportedResult.objects.exists()


def test_a_withdrawal_without_a_reason_opens_its_own_row_again(world: World, as_: As) -> None:
    many(world)
    number = ImportedResult.objects.order_by("id")[0].id
    answer = as_(ORGANISER).post(f"/nhap-du-lieu/ket-qua/{number}/rut?tim={STAFF}&trang=2", {"reason": "  "})
    assert answer.status_code == 422
    assert "Nêu lý do rút" in text_of(answer)
    assert ImportedResult.objects.filter(withdrawn_at=None).count() == 72


def test_a_result_that_is_not_there_is_not_withdrawn(world: World, as_: As) -> None:
    assert as_(ORGANISER).post("/nhap-du-lieu/ket-qua/999999/rut", {"reason": "Thử"}).status_code == 404
    assert as_(ORGANISER).get("/nhap-du-lieu/ket-qua/1/rut").status_code == 405


def test_the_persons_own_page_tells_where_each_month_came_from(year: int, world: World, as_: As) -> None:
    """Điều 19 khoản 1: results the old unit sent stand with their source, and only the person's own are shown."""
    page = text_of(as_(STAFF).get("/tong-hop/2026"))
    assert page.count("nhập từ Phần mềm cũ") == 9
    assert "UBND phường Bến Trúc" in page
