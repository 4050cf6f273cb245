"""The organisation body changes the delegation table: seen on whom it moves, then saved, then ended."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import AN, AUDITOR, OCTOBER, ORGANISER, SETUP, START, Town, post
from tests.web.office_cast import get, main, on, page_after, send, town_of
from thenchot.audit.queries import history
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import enrol
from thenchot.people.models import Delegation

pytestmark = pytest.mark.django_db
ROWS = "/phan-cap/dong"


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER, opened=False)


def row(**other: str) -> dict[str, str]:
    """The chairman's first deputy scores the staff of a division."""
    typed = {"task": "score", "unit": "BT-KT", "rank": "staff", "holder": cast.DEPUTY, "citation": "Quyết định số 7"}
    return {**typed, "first": "01/11/2026", **other}


def seen(code: str, **other: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in row(**other).items())
    return main(get(code, f"{ROWS}?{query}"))


def test_the_table_leads_the_organisation_body_to_its_rows_and_nobody_else(town: Town) -> None:
    assert ROWS in get(ORGANISER, "/phan-cap").content.decode()
    assert ROWS not in get(AUDITOR, "/phan-cap").content.decode()
    assert get(AUDITOR, ROWS).status_code == 403
    assert get(AN, ROWS).status_code == 404
    assert "Quyết định phân cấp số 12" in main(get(ORGANISER, ROWS))


def test_whom_a_row_moves_is_seen_before_it_is_saved(town: Town) -> None:
    shown = seen(ORGANISER)
    assert "4 người, 1 nhóm đối tượng đổi người thực hiện." in shown
    assert "4 Theo dõi, đánh giá Bạch Văn Tường Ngô Thanh Hà" in shown
    assert Delegation.objects.filter(citation="Quyết định số 7").count() == 0


def test_a_saved_row_holds_from_its_day_and_is_recorded(town: Town) -> None:
    assert "Đã lưu dòng phân cấp." in page_after(ORGANISER, ROWS, **row())
    unit = town.unit("BT-KT").id
    assert "4 Bạch Văn Tường" in main(get(ORGANISER, f"/phan-cap?don-vi={unit}&ngay=31/10/2026"))
    assert "4 Ngô Thanh Hà" in main(get(ORGANISER, f"/phan-cap?don-vi={unit}&ngay=01/11/2026"))
    kept = Delegation.objects.get(citation="Quyết định số 7")
    assert [act.action for act in history("delegation", kept.id)] == ["delegate"]


def test_a_row_may_be_held_by_whoever_leads_a_unit(town: Town) -> None:
    assert "4 Theo dõi, đánh giá Bạch Văn Tường Đặng Hữu Phước" in seen(ORGANISER, holder="", holder_unit="BT-VP")


def test_a_row_that_leaves_somebody_without_a_scorer_says_so_first(town: Town) -> None:
    shown = seen(ORGANISER, unit="HL", rank="head", holder=cast.OTHER_HEAD)
    assert "1 người sẽ không có người thực hiện việc này, hoặc chỉ có chính người đó." in shown


def test_a_more_particular_row_is_not_moved(town: Town) -> None:
    page_after(ORGANISER, ROWS, **row())
    on("2026-11-02")
    assert "Không ai đổi người thực hiện" in seen(ORGANISER, rank="", category="vien_chuc", first="02/11/2026")
    # The chairman scores the head already: the deputy alone moves, and the staff stay with the narrower row.
    shown = seen(ORGANISER, rank="", holder=cast.CHAIR, first="02/11/2026")
    assert "1 người, 1 nhóm đối tượng đổi người thực hiện." in shown


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"citation": ""}, "Ghi căn cứ của dòng phân cấp"),
        ({"holder": ""}, "không để trống cả hai"),
        ({"holder_unit": "BT-VP"}, "không ghi cả hai"),
        ({"holder": "9999"}, "Không có người mang mã cán bộ 9999"),
        ({"first": "31/02/2026"}, "Nhập ngày theo dạng"),
        ({"last": "01/10/2026"}, "trước ngày bắt đầu 01/11/2026"),
        ({"task": ""}, "Chọn việc được giao."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(town: Town, wrong: dict[str, str], sentence: str) -> None:
    answer = send(ORGANISER, ROWS, **row(**{"citation": "Quyết định số 7", **wrong}))
    assert answer.status_code == 422
    assert sentence in main(answer)
    assert 'value="Quyết định số 7"' in answer.content.decode() or wrong.get("citation") == ""
    assert sentence in seen(ORGANISER, **wrong)


def test_an_ended_row_stops_holding_and_whom_that_moves_is_seen_before(town: Town) -> None:
    page_after(ORGANISER, ROWS, **row())
    kept = Delegation.objects.get(citation="Quyết định số 7")
    address = f"{ROWS}/{kept.id}/ket-thuc"
    assert "4 Theo dõi, đánh giá Ngô Thanh Hà Bạch Văn Tường" in main(get(ORGANISER, f"{address}?last_day=30/11/2026"))
    assert "phải từ ngày này trở đi" in main(send(ORGANISER, address, last_day="31/10/2026"))
    said = page_after(ORGANISER, address, last_day="30/11/2026")
    assert "Dòng phân cấp có hiệu lực đến hết ngày 30/11/2026." in said
    unit = town.unit("BT-KT").id
    assert "4 Ngô Thanh Hà" in main(get(ORGANISER, f"/phan-cap?don-vi={unit}&ngay=30/11/2026"))
    assert "4 Bạch Văn Tường" in main(get(ORGANISER, f"/phan-cap?don-vi={unit}&ngay=01/12/2026"))
    assert [act.action for act in history("delegation", kept.id)] == ["delegate", "end"]


def test_a_body_changes_only_its_own_branch(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="organisation_body", unit_code="BT", valid_from=START)
    above = Delegation.objects.get(citation="Quyết định phân cấp số 12")
    assert send(AN, ROWS, **row(unit="HL")).status_code == 403
    assert get(AN, f"{ROWS}/{above.id}/ket-thuc").status_code == 200
    Delegation.objects.filter(id=above.id).update(unit_id=town.unit("DL").id)
    assert get(AN, f"{ROWS}/{above.id}/ket-thuc").status_code == 404
    assert "Quyết định phân cấp số 12" not in main(get(AN, ROWS))


def test_a_person_is_counted_once_in_the_post_they_are_assessed_in(town: Town) -> None:
    enrol(by=SETUP, rows=[post(AN, "BT-VP", kind="seconded", valid_from=date(2026, 10, 1))])
    before = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT').id}&ngay=30/09/2026"))
    after = main(get(ORGANISER, f"/phan-cap?don-vi={town.unit('BT').id}"))
    assert "14 người, mọi người đều có người theo dõi" in before
    assert "14 người, mọi người đều có người theo dõi" in after
    assert "3 Bạch Văn Tường" in after
