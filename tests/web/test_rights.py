"""The review of rights through its page: what is held by whom, kept or withdrawn, due every six months; the trail of it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.web import security_cast as cast
from tests.web.office_cast import Answer, get, main, page_of, text
from tests.web.security_cast import ADMIN, DEPUTY, ORGANISER, SETUP, STAFF, account, is_in, sign_in
from thenchot.audit.models import Entry
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate, grant
from thenchot.people.models import Delegation, DeputyField, Grant, RightsReview
from thenchot.people.security.rights import months_after

pytestmark = pytest.mark.django_db
PAGE = "/quan-tri/ra-soat-quyen"
START = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    cast.build()


def code(kind: str, person: str) -> str:
    row: Grant | DeputyField | Delegation
    if kind == "deputy_field":
        row = DeputyField.objects.get(deputy__staff_code=person)
    elif kind == "delegation":
        row = Delegation.objects.get(holder__staff_code=person)
    else:
        row = Grant.objects.get(person__staff_code=person)
    return f"{kind}-{row.pk}"


def review(by: str, verdict: str, *rights: str, sure: str = "") -> Answer:
    return page_of(by).post(PAGE, {"right": list(rights), "verdict": verdict, "sure": sure}, follow=True)


def test_only_who_reviews_rights_sees_them() -> None:
    assert get(STAFF, PAGE).status_code == 404
    grant(by=SETUP, staff_code=STAFF, role="auditor", unit_code="A", valid_from=START)
    refused = get(STAFF, PAGE)
    assert refused.status_code == 403
    assert "rights.not_reviewer" in text(refused)
    assert review(STAFF, "withdraw", code("grant", ADMIN), sure="1").status_code == 403
    for person in (ADMIN, ORGANISER):
        assert get(person, PAGE).status_code == 200


def test_each_right_shows_its_holder_place_start_last_use_and_due_day() -> None:
    rule = Rule("score", "A", "Quy chế số 12", rank="deputy", holder_code=STAFF)
    delegate(by=SETUP, rule=rule, valid_from=START)
    sign_in(ORGANISER)
    shown = main(get(ADMIN, PAGE))
    assert "Rà soát tiếp theo: 01/03/2027" in shown
    assert "Lý Thu Hiền 0103 · Cơ quan tham mưu về tổ chức, cán bộ Phường A 01/09/2026" in shown
    assert "Ngô Thanh Hà 0104 · Cấp phó phụ trách lĩnh vực Phường A 01/09/2026 chưa đăng nhập 01/03/2027" in shown
    assert "Lê Văn Sơn 0101 · Phân cấp: theo dõi, đánh giá Phường A" in shown
    assert "Quản trị hệ thống" in shown


def test_a_right_of_another_body_is_not_on_the_page_and_cannot_be_touched() -> None:
    build_tree(by=SETUP, rows=[UnitRow("B", "Phường B", "chinh_quyen", "using")], day=START)
    grant(by=SETUP, staff_code=STAFF, role="auditor", unit_code="B", valid_from=START)
    assert "Lê Văn Sơn" not in main(get(ADMIN, PAGE))
    assert review(ADMIN, "withdraw", code("grant", STAFF), sure="1").status_code == 404
    assert Grant.objects.get(person__staff_code=STAFF).valid_to is None


def test_what_is_kept_is_due_six_months_later(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = [code("grant", ORGANISER), code("deputy_field", DEPUTY)]
    assert "Đã xác nhận giữ 2 quyền" in main(review(ADMIN, "keep", *kept))
    assert "21/05/2027" in main(get(ADMIN, PAGE))
    assert "xem lại 21/11/2026" in main(get(ADMIN, PAGE))
    assert RightsReview.objects.filter(verdict="keep", reviewer__staff_code=ADMIN).count() == 2
    assert Entry.objects.filter(object_kind="grant", action="review", payload__contains="keep").count() == 1
    monkeypatch.setenv("THENCHOT_TODAY", "2027-05-22")
    assert "3 quyền quá hạn rà soát" in main(get(ADMIN, PAGE))


def test_withdrawing_asks_once_more_and_then_ends_the_right_and_the_sessions() -> None:
    holder = page_of(ORGANISER)
    right = code("grant", ORGANISER)
    asked = main(review(ADMIN, "withdraw", right))
    assert "Thu hồi 1 quyền?" in asked
    assert get(ORGANISER, PAGE).status_code == 200
    assert "Đã thu hồi 1 quyền" in main(review(ADMIN, "withdraw", right, sure="1"))
    assert not is_in(holder)
    assert get(ORGANISER, PAGE).status_code == 404
    assert "Lý Thu Hiền" not in main(get(ADMIN, PAGE))
    entry = Entry.objects.get(object_kind="grant", action="review")
    assert "withdraw" in str(entry.payload)
    assert entry.actor_id == account(ADMIN).person_id


def test_a_deputys_field_and_a_delegation_are_withdrawn_too() -> None:
    delegate(by=SETUP, rule=Rule("rank", "A", "Quy chế số 12", holder_code=STAFF), valid_from=START)
    review(ADMIN, "withdraw", code("deputy_field", DEPUTY), code("delegation", STAFF), sure="1")
    assert DeputyField.objects.get().valid_to == date(2026, 11, 20)
    assert Delegation.objects.get().valid_to == date(2026, 11, 20)


def test_nobody_reviews_their_own_right() -> None:
    assert f'value="{code("grant", ADMIN)}"' not in get(ADMIN, PAGE).content.decode()
    refused = review(ADMIN, "keep", code("grant", ADMIN))
    assert refused.status_code == 403
    assert "rights.own" in text(refused)
    assert not RightsReview.objects.exists()


@pytest.mark.parametrize(
    ("given", "status"), [((), 422), (("grant-999999",), 404), (("unit-1",), 404), (("grant-x",), 404), (("",), 404)]
)
def test_what_is_no_right_is_refused(given: tuple[str, ...], status: int) -> None:
    assert review(ADMIN, "withdraw", *given, sure="1").status_code == status


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 8, 31), date(2027, 2, 28)), (date(2027, 8, 31), date(2028, 2, 29)),
        (date(2026, 6, 30), date(2026, 12, 30)), (date(2026, 12, 31), date(2027, 6, 30)),
    ],
)  # fmt: skip
def test_six_months_end_on_a_day_that_exists(day: date, later: date) -> None:
    assert months_after(day) == later
