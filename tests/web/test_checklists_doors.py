"""The doors of checklists: who gets 404 or 403, what each refusal says and keeps, files, both languages."""

from __future__ import annotations

import csv
import re
import unicodedata
from io import StringIO

import pytest
from django.test import Client

from tests.checklists.made import Made, edition, in_force, lists_of
from tests.kept import state
from tests.web.conftest import As
from tests.web.test_checklists import FIVE_S, form, said
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
from thenchot.audit.models import Entry, Opening
from thenchot.checklists.models import Checklist, PastTurns, Reply
from thenchot.organisation.models import Unit
from thenchot.people.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
ROLES = (STAFF, OTHER, DIVISION_HEAD, HEAD, CHAIRMAN, ORGANISER, AUDITOR, ADMIN)
POINTS = {f"a-S{n}": "8" for n in range(1, 6)}


@pytest.fixture
def lists(world: World) -> Made:
    return state(lists_of, world, LATE)


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def rows_of(client: Client, address: str, **query: str) -> list[list[str]]:
    answer = client.get(address, query)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))


def kept() -> tuple[object, ...]:
    """Everything these doors could have written."""
    return (
        Entry.objects.count(), list(Checklist.objects.order_by("id").values()), list(Reply.objects.order_by("id").values()),
        list(PastTurns.objects.order_by("id").values()),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "statuses"),
    [
        ("/bang-kiem", (200,) * 8),
        # 404 where one may not know it is there, 403 where one reads it and may not do this.
        ("/bang-kiem/quan-ly", (404, 404, 404, 404, 404, 200, 403, 403)),
        ("/bang-kiem/soan", (404, 404, 404, 404, 404, 200, 403, 403)),
        ("/bang-kiem/mau/5s", (404, 404, 404, 404, 404, 200, 403, 403)),
        ("/bang-kiem/luot/chuyen-nghiep", (403, 403, 403, 403, 403, 200, 200, 403)),
        ("/bang-kiem/{own}", (200,) * 8),
        ("/bang-kiem/{draft}", (404, 404, 404, 404, 404, 200, 404, 404)),
        ("/bang-kiem/{draft}/tinh-thu.csv", (404, 404, 404, 404, 404, 200, 404, 404)),
        ("/bang-kiem/{unit}/tinh-thu", (403, 403, 403, 403, 403, 200, 403, 403)),
        ("/bang-kiem/{own}/ket-qua", (403, 403, 200, 200, 200, 200, 200, 403)),
        ("/bang-kiem/{own}/2026-11", (200, 200, 200, 200, 403, 200, 200, 200)),
        ("/bang-kiem/{unit}/2026-11", (403, 403, 200, 200, 403, 403, 403, 403)),
        ("/bang-kiem/{league}/2026", (403, 403, 403, 403, 403, 200, 403, 403)),
        ("/phieu-kiem/{own_reply}", (404, 404, 200, 200, 404, 200, 200, 404)),
        ("/phieu-kiem/{unit_reply}", (200, 404, 200, 200, 200, 200, 200, 404)),
        ("/phieu-kiem/999999", (404,) * 8),
        ("/bang-kiem/999999", (404,) * 8),
        ("/bang-kiem/999999/ket-qua", (404,) * 8),
        ("/bang-kiem/mau/khong-co", (404, 404, 404, 404, 404, 404, 403, 403)),
        ("/bang-kiem/luot/5s", (403, 403, 403, 403, 403, 404, 404, 403)),
    ],
)
def test_who_opens_which_page(as_: As, lists: Made, address: str, statuses: tuple[int, ...]) -> None:
    place = address.format(**vars(lists))
    assert {code: as_(code).get(place).status_code for code in ROLES} == dict(
        zip(ROLES, statuses, strict=True)
    )


def test_nobody_opens_anything_without_signing_in(as_: As, lists: Made) -> None:
    for address in ("/bang-kiem", f"/bang-kiem/{lists.own}", f"/phieu-kiem/{lists.own_reply}"):
        assert as_("").get(address).status_code in (302, 401, 403)


@pytest.mark.parametrize(
    ("address", "given", "statuses"),
    [
        ("/bang-kiem/{unit}/ket-thuc", {"last_day": "20/11/2026"}, (403, 403, 403, 403)),
        ("/bang-kiem/{draft}/ap-dung", {"first": "01/12/2026"}, (404, 404, 404, 404)),
        ("/bang-kiem/{draft}/bo", {}, (404, 404, 404, 404)),
        ("/bang-kiem/{draft}/soan", {"name": "Khác"}, (404, 404, 404, 404)),
        (
            "/bang-kiem/luot/chuyen-nghiep/nhap",
            {"rows": "2020 | BT | 1", "source": "x"},
            (404, 404, 403, 404),
        ),
        ("/bang-kiem/luot/{counts}/rut", {"reason": "x"}, (404, 404, 403, 404)),
        ("/phieu-kiem/{own_reply}/rut-de-sua", {}, (404, 403, 403, 404)),
        ("/phieu-kiem/{turn}/rut", {"reason": "x"}, (404, 403, 403, 404)),
        ("/phieu-kiem/{unit_reply}/kiem-tra", {"opinion": "x"}, (403, 403, 403, 403)),
        ("/phieu-kiem/{own_reply}/kiem-tra", {"opinion": "x"}, (404, 403, 403, 404)),
        ("/bang-kiem/{unit}/2026-09/gui", POINTS, (403, None, 403, 403)),
    ],
)
def test_who_may_not_do_it_changes_nothing(
    as_: As, lists: Made, address: str, given: dict[str, str], statuses: tuple[int | None, ...]
) -> None:
    before, place = kept(), address.format(**vars(lists))
    for code, status in zip((STAFF, DIVISION_HEAD, AUDITOR, CHAIRMAN), statuses, strict=True):
        if status is not None:
            assert as_(code).post(place, given).status_code == status, code
    assert kept() == before


@pytest.mark.parametrize(
    ("who", "address", "given", "status", "code", "stays"),
    [
        (HEAD, "{unit}/2026-11/gui", {**POINTS, "a-S3": "tám", "remark": "Dọn kho"}, 422, "points_wrong", ("tám", "Dọn kho")),
        (HEAD, "{unit}/2026-11/luu", {"a-S1": "11", "remark": "Dọn kho"}, 422, "points_wrong", ("11", "Dọn kho")),
        (HEAD, "{unit}/2026-11/gui", {"a-S1": "7,5"}, 422, "answers_missing", ("7,5",)),
        (STAFF, "{own}/2026-11/dang-ky", {"target": "Đúng hẹn"}, 409, "no_registration", ()),
        (STAFF, "{registered}/2026-Q4/dang-ky", {"target": " "}, 422, "target_needed", ()),
        (STAFF, "{registered}/2026-Q4/luu", {"a-TC1": "5"}, 409, "not_registered", ()),
        (STAFF, "{own}/2026-12/gui", {"a-01": "1"}, 409, "period_to_come", ()),
        (STAFF, "{own}/2025-12/gui", {"a-01": "1"}, 409, "not_in_force", ()),
        (LATE, "{own}/2026-11/gui", {"a-01": "1"}, 409, "wrong_state", ()),
        (ORGANISER, "{league}/2026/gui", {"other": "Phường Xa", "a-chung": "2", "a-chung-of": "9"}, 422, "source_needed",
         ("Phường Xa",)),
        (ORGANISER, "{league}/2026/gui", {"other": "Phường Xa", "source": "TB 1"}, 422, "nothing_answered", ("TB 1",)),
        (ORGANISER, "{league}/2026/gui", {"other": "Phường Xa", "a-chung": "9", "a-chung-of": "2", "source": "TB 1"}, 422,
         "rank_wrong", ("TB 1", 'value="9"')),
    ],
)  # fmt: skip
def test_a_refused_answer_names_its_reason_keeps_what_was_typed_and_writes_nothing(
    as_: As,
    lists: Made,
    who: str,
    address: str,
    given: dict[str, str],
    status: int,
    code: str,
    stays: tuple[str, ...],
) -> None:
    before = kept()
    answer = as_(who).post("/bang-kiem/" + address.format(**vars(lists)), {"version": "0", **given})
    assert (answer.status_code, f"checklist.{code}" in said(answer)) == (status, True)
    assert all(text in answer.content.decode() for text in stays)
    assert kept() == before
    told = english(as_(who)).post("/bang-kiem/" + address.format(**vars(lists)), {"version": "0", **given})
    assert f"checklist.{code}" in said(told)
    assert said(told) != said(answer)


@pytest.mark.parametrize(
    ("changed", "code", "stays"),
    [
        ({"code": "5S của tôi"}, "code_needed", "5S của tôi"),
        ({"edition": " "}, "edition_needed", "Kế hoạch 12"),
        ({"kind": "khac"}, "not_offered", "Kế hoạch 12"),
        ({"items": "# chỉ có nhóm"}, "items_needed", "# chỉ có nhóm"),
        ({"items": "\n".join(f"M{n} | Mục" for n in range(201))}, "too_many_items", "M200 | Mục"),
        ({"standings": "Tốt | 80\nĐạt | 90"}, "line_wrong", "Đạt | 90"),
        ({"achieved_from": "200"}, "line_wrong", "200"),
        ({"items": "S1 | Sàng lọc | 5000"}, "line_wrong", "5000"),
    ],
)
def test_a_refused_draft_keeps_its_form_as_a_new_one_and_as_a_changed_one(
    as_: As, lists: Made, changed: dict[str, str], code: str, stays: str
) -> None:
    before, keeper = kept(), as_(ORGANISER)
    for address in ("/bang-kiem/soan", f"/bang-kiem/{lists.draft}/soan"):
        answer = keeper.post(address, form(**{"version": "1", **changed}))
        assert (answer.status_code, f"checklist.{code}" in said(answer)) == (422, True)
        assert stays in answer.content.decode()
        assert 'aria-invalid="true"' in answer.content.decode()
    assert kept() == before


def test_the_line_that_is_wrong_is_said_in_both_languages(as_: As, lists: Made) -> None:
    wrong = form(standings="Tốt | 80\nĐạt | nửa")
    assert "Dòng 2" in said(as_(ORGANISER).post("/bang-kiem/soan", wrong))
    told = said(english(as_(ORGANISER)).post("/bang-kiem/soan", wrong))
    assert "ine 2" in told
    assert "tỷ lệ" not in told


def test_results_of_a_unit_outside_open_again_under_its_name(as_: As, lists: Made) -> None:
    keeper = as_(ORGANISER)
    name = "Phường Hàng Lựu & Bến #2"
    given = {"other": name, "a-chung": "4", "a-chung-of": "30", "source": "TB 1", "version": "0"}
    answer = keeper.post(f"/bang-kiem/{lists.league}/2026/luu", given)
    assert answer.status_code == 302
    again = keeper.get(answer.headers["Location"])
    assert again.status_code == 200
    page = again.content.decode()
    assert "Phường Hàng Lựu &amp; Bến #2" in page
    assert 'id="a-chung" name="a-chung" inputmode="numeric" value="4"' in page
    # Typed in the other spelling of Unicode it is the same unit, and the same reply.
    apart = {**given, "other": unicodedata.normalize("NFD", name), "a-chung": "5", "version": "1"}
    assert keeper.post(f"/bang-kiem/{lists.league}/2026/luu", apart).status_code == 302
    assert [one.answers["chung"]["value"] for one in Reply.objects.filter(other=name)] == ["5"]
    assert (
        keeper.post(f"/bang-kiem/{lists.league}/2026/luu", {**given, "other": "Phường\r\nX: y"}).status_code
        == 302
    )


def test_an_office_chooses_a_unit_before_it_enters_anything(as_: As, lists: Made) -> None:
    keeper = as_(ORGANISER)
    page = keeper.get(f"/bang-kiem/{lists.league}/2026").content.decode()
    assert "Chọn đơn vị" in page
    assert 'name="a-chung"' not in page
    for unit in (Unit.objects.get(code="LG").id, 999999):
        answer = keeper.get(f"/bang-kiem/{lists.league}/2026", {"unit": unit})
        assert (answer.status_code, "Chọn đơn vị trong danh sách" in said(answer)) == (422, True)
    for rubbish in ("abc", "-1", "²"):
        assert keeper.get(f"/bang-kiem/{lists.league}/2026", {"unit": rubbish}).status_code in (200, 422)


@pytest.mark.parametrize("period", ["2026-Q4", "2026", "2026-H2"])
def test_a_period_of_another_kind_is_named(as_: As, lists: Made, period: str) -> None:
    answer = as_(STAFF).get(f"/bang-kiem/{lists.own}/{period}")
    assert (answer.status_code, "trả lời theo tháng" in said(answer)) == (422, True)


def test_what_was_found_on_checking_is_shown_beside_what_was_sent_in_both_languages(
    as_: As, lists: Made
) -> None:
    keeper, address = as_(ORGANISER), f"/phieu-kiem/{lists.unit_reply}"
    before = kept()
    for given, code in (
        ({**POINTS, "a-S2": "1"}, "reason_needed"),
        ({**POINTS, "a-S2": "99", "opinion": "Kho"}, "points_wrong"),
    ):
        refused = keeper.post(address + "/kiem-tra", {**given, "version": "1"})
        assert (refused.status_code, f"checklist.{code}" in said(refused)) == (422, True)
        assert f'value="{given["a-S2"]}"' in refused.content.decode()
    stale = keeper.post(address + "/kiem-tra", {**POINTS, "opinion": "Tốt", "version": "7"})
    assert (stale.status_code, "checklist.changed" in said(stale)) == (409, True)
    assert kept() == before
    given = {**POINTS, "a-S2": "1,5", "opinion": "Kho <b>chưa</b> gọn", "version": "1"}
    assert keeper.post(address + "/kiem-tra", given).status_code == 302
    page = as_(DIVISION_HEAD).get(address)
    assert '<s class="mut">8</s> 1,5 / 10' in page.content.decode()
    assert "&lt;b&gt;chưa&lt;/b&gt;" in page.content.decode()
    assert "33,5 trên 50 điểm (67" in said(page)
    told = said(english(as_(DIVISION_HEAD)).get(address))
    assert "33.5 of 50 points (67%), Met" in told
    assert "Lý Thu Hiền" in told


def test_a_file_of_results_runs_nothing_in_a_spreadsheet_and_says_what_the_page_says(
    as_: As, lists: Made
) -> None:
    keeper = as_(ORGANISER)
    given = {"opinion": "=HYPERLINK(1)", "version": "1"}
    assert keeper.post(f"/phieu-kiem/{lists.unit_reply}/kiem-tra", given).status_code == 302
    rows = rows_of(keeper, f"/bang-kiem/{lists.unit}/ket-qua.csv", ky="2026-11")
    assert len(rows[0]) == 6
    assert rows[1][3:] == ["40 trên 50 điểm (80\xa0%), Tốt", "", "'=HYPERLINK(1)"]
    told = rows_of(english(as_(ORGANISER)), f"/bang-kiem/{lists.unit}/ket-qua.csv", ky="2026-11")
    assert told[1][3] == "40 of 50 points (80%), Good"
    assert told[0] != rows[0]
    # Registered and not sent: a name and a state, no answer.
    turns = rows_of(keeper, f"/bang-kiem/{lists.registered}/ket-qua.csv", ky="2026-Q4")
    assert [row[0] for row in turns[1:]] == [Person.objects.get(staff_code=LATE).full_name]
    assert turns[1][3] == ""
    assert rows_of(keeper, f"/bang-kiem/{lists.unit}/ket-qua.csv", ky="2020-01")[1:] == []


@pytest.mark.parametrize("period", ["", "rubbish", "2026-13", "0000-01", "2026-11'--"])
def test_rubbish_for_a_period_shows_a_period_that_is_one(as_: As, lists: Made, period: str) -> None:
    for address in (f"/bang-kiem/{lists.unit}/ket-qua", f"/bang-kiem/{lists.draft}/tinh-thu"):
        assert as_(ORGANISER).get(address, {"ky": period, "voi": period}).status_code == 200


def test_two_editions_are_set_side_by_side_and_a_draft_is_shown_to_its_keeper_alone(
    as_: As, lists: Made
) -> None:
    query = {"so": str(lists.draft)}
    assert "Phiên bản 2027" in said(as_(ORGANISER).get(f"/bang-kiem/{lists.unit}", query))
    hidden = said(as_(STAFF).get(f"/bang-kiem/{lists.unit}", query))
    assert "2027" not in hidden
    told = said(english(as_(STAFF)).get(f"/bang-kiem/{lists.unit}"))
    assert "Set in order" in told
    assert "Sắp xếp" not in told


def test_reading_what_somebody_sent_is_kept_for_them_and_reading_ones_own_is_not(
    as_: As, lists: Made, world: World
) -> None:
    before = Opening.objects.count()
    as_(LATE).get(f"/phieu-kiem/{lists.own_reply}")
    as_(ORGANISER).get(f"/phieu-kiem/{lists.unit_reply}")
    assert Opening.objects.count() == before
    as_(AUDITOR).get(f"/phieu-kiem/{lists.own_reply}")
    opening = Opening.objects.latest("id")
    assert opening.subject_id == world.person(LATE)
    assert "2026-11" in opening.what


def test_a_day_that_is_none_leaves_the_draft_and_what_was_typed(as_: As, lists: Made) -> None:
    keeper, before = as_(ORGANISER), kept()
    for given in (
        {"first": "31/02/2027"}, {"first": "01/12/2026", "last": "mai"}, {"first": "01/12/2026", "last": "30/11/2026"},
        {"first": "01/01/2026"},
    ):  # fmt: skip
        answer = keeper.post(
            f"/bang-kiem/{lists.draft}/ap-dung", {**given, "note_signed": "Kế hoạch 77/KH", "version": "1"}
        )
        assert answer.status_code == 422
        assert "Kế hoạch 77/KH" in answer.content.decode()
        assert given["first"] in answer.content.decode()
    for last in ("", "31/11/2026", "31/12/2025"):
        answer = keeper.post(f"/bang-kiem/{lists.unit}/ket-thuc", {"last_day": last, "version": "2"})
        assert answer.status_code == 422
    stale = keeper.post(f"/bang-kiem/{lists.unit}/ket-thuc", {"last_day": "30/11/2026", "version": "1"})
    assert (stale.status_code, "checklist.changed" in said(stale)) == (409, True)
    assert kept() == before


def test_counts_pasted_are_taken_in_as_their_lines_say_or_not_at_all(as_: As, lists: Made) -> None:
    keeper, before, place = as_(ORGANISER), kept(), "/bang-kiem/luot/chuyen-nghiep"
    for rows, sentence in (
        ("2020 | BT | 3\n0000 | BT | 1", "Dòng 2"),
        ("2020 | BT |", "Dòng 1"),
        ("2020 | BT | 3 | x", "Dòng 1"),
        ("2020 | BT | 12345678", "Dòng 1"),
        ("\n\n2020-H1 | BT | 3", "Dòng 3"),
        ("2020 | bt | 3", "Dòng 1: không có đơn vị mang mã bt"),
        ("2020 | BT | 3\n2020 | BT | 3", "BT (2020)"),
    ):
        answer = keeper.post(place + "/nhap", {"rows": rows, "source": "Sổ 9"})
        assert answer.status_code in (409, 422)
        assert sentence in said(answer)
        assert "Sổ 9" in answer.content.decode()
        assert rows.strip().splitlines()[0] in answer.content.decode()
    assert kept() == before
    assert (
        keeper.post(place + "/nhap", {"rows": "2020-Q1\tBT-KT\t1 204\t0", "source": "Sổ 9"}).status_code
        == 302
    )
    counted = PastTurns.objects.latest("id")
    assert (counted.period, counted.registered, counted.achieved) == ("2020-Q1", 1204, 0)
    told = said(english(as_(AUDITOR)).get(place))
    assert "1,204" in told
    assert "Sổ 9" in told
    assert as_(AUDITOR).get(place).content.decode().count("/rut") == 0
    stale = keeper.post(f"/bang-kiem/luot/{counted.id}/rut", {"reason": "Nhầm", "version": "5"})
    assert (stale.status_code, "checklist.changed" in said(stale)) == (409, True)


def test_a_draft_tried_says_who_changes_and_loses_items_in_the_file_too(as_: As, lists: Made) -> None:
    keeper = as_(ORGANISER)
    shorter = form(
        edition="2027", items=FIVE_S.rsplit("\n", 1)[0], standings="Rất tốt | 90\nĐạt | 50", version="1"
    )
    assert keeper.post(f"/bang-kiem/{lists.draft}/soan", shorter).status_code == 302
    page = said(keeper.get(f"/bang-kiem/{lists.draft}/tinh-thu", {"ky": "2026-11"}))
    assert "1 trên 1 phiếu có kết quả khác" in page
    assert "Tốt → Đạt" in page
    assert "không còn mục S5" in page
    rows = rows_of(keeper, f"/bang-kiem/{lists.draft}/tinh-thu.csv", ky="2026-11")
    assert rows[1][2:] == ["40 trên 50 điểm (80\xa0%), Tốt", "32 trên 40 điểm (80\xa0%), Đạt", "S5"]
    told = said(english(as_(ORGANISER)).get(f"/bang-kiem/{lists.draft}/tinh-thu", {"ky": "2026-11"}))
    assert "40 of 50 points (80%), Good" in told
    assert "chưa có phiếu" in said(keeper.get(f"/bang-kiem/{lists.draft}/tinh-thu", {"ky": "2026-01"}))


def test_office_rules_are_ticked_by_the_head_and_counted_by_item(as_: As, lists: Made, world: World) -> None:
    number = in_force(world, edition("van-hoa-cong-so"))
    for code, ticked in ((DIVISION_HEAD, ("QC1", "QC3")), ("BT-020", ("QC1",)), (HEAD, ())):
        given = {f"a-{item}": "1" for item in ticked}
        assert (
            as_(code).post(f"/bang-kiem/{number}/2026-11/gui", {**given, "version": "0"}).status_code == 302
        )
    page = as_(ORGANISER).get(f"/bang-kiem/{number}/ket-qua", {"ky": "2026-11"})
    items = re.findall(r"<b class=\"nw\">(QC\d)\.</b>[^<]*</span><b>(\d+) phiếu", page.content.decode())
    assert items == [("QC1", "2"), ("QC3", "1")]
    assert "không mục nào được đánh dấu" in said(page).lower()
