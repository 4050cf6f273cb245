"""Accounts through their pages: the administrator's list, locking, a password that serves once, one's own password."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.assessment.cast import ADMIN, AN, AUDITOR, BINH, OCTOBER, ORGANISER, SETUP, STRANGER, Town, post
from tests.web.office_cast import Answer, get, main, page_of, send, text, town_of
from thenchot.audit.models import Entry
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import enrol
from thenchot.people.models import Account, Person
from thenchot.web.accounts import accounts

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/tai-khoan"
OWN = "một câu dài của riêng tôi"


@pytest.fixture
def town() -> Town:
    return town_of(OCTOBER)


def account(code: str) -> Account:
    return Account.objects.get(staff_code=code)


def act(code: str, verb: str, by: str = ADMIN, **given: str) -> Answer:
    return send(by, f"{LIST}/{account(code).id}/{verb}", **given)


def given_password(code: str = AN) -> str:
    """Have a password set, and read it off the page that answers."""
    found = re.search(
        r"<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){3})</code>", act(code, "mat-khau").content.decode()
    )
    assert found is not None
    return found[1]


def sign_in(code: str, password: str) -> tuple[Client, Answer]:
    client = Client()
    return client, client.post("/dang-nhap", {"staff_code": code, "password": password})


def test_nobody_is_sent_to_sign_in() -> None:
    for path in (LIST, "/mat-khau"):
        assert Client().get(path).headers["Location"].startswith("/dang-nhap")


def test_the_list_is_the_administrators_alone(town: Town) -> None:
    assert get(AN, LIST).status_code == 404
    for code in (ORGANISER, AUDITOR):
        refused = get(code, LIST)
        assert refused.status_code == 403
        assert "people.not_administrator" in text(refused)
    assert get(ADMIN, LIST).status_code == 200


@pytest.mark.parametrize("verb", ["khoa", "mat-khau"])
def test_acts_on_accounts_are_the_administrators_alone(town: Town, verb: str) -> None:
    assert act(BINH, verb, by=AN, locked="1").status_code == 404
    assert act(BINH, verb, by=ORGANISER, locked="1").status_code == 403
    assert send(AN, f"{LIST}/mo").status_code == 404
    assert send(ORGANISER, f"{LIST}/mo").status_code == 403
    assert account(BINH).is_active
    assert not account(BINH).has_usable_password()


def test_the_administrator_meets_no_assessment_anywhere(town: Town) -> None:
    town.hand_in([AN])
    shown = main(get(ADMIN, LIST))
    assert "Hồ Hữu An" in shown
    assert not [word for word in ("điểm", "HTXS", "HTT", "xếp loại") if word in shown]
    for path in (f"/phieu/{town.sheet(AN).id}", f"/ky/{town.cycle_id}", f"/ky/{town.cycle_id}/thieu"):
        assert get(ADMIN, path).status_code == 404


def test_the_list_shows_the_unit_and_the_state_and_is_searched_without_tone_marks(town: Town) -> None:
    shown = main(get(ADMIN, f"{LIST}?tim=ho%20huu"))
    assert (
        "Hồ Hữu An Chuyên viên · Phòng Kinh tế, Hạ tầng và Đô thị 0022 Chưa có mật khẩu chưa đăng nhập"
        in shown
    )
    assert "Tạ Thanh Bình" not in shown
    assert "Tạ Thanh Bình" in main(get(ADMIN, f"{LIST}?tim={BINH}"))
    assert "Không có tài khoản nào khớp" in main(get(ADMIN, f"{LIST}?loc=locked"))


def test_an_administrator_looks_after_their_own_places_only(town: Town) -> None:
    grant(by=SETUP, staff_code=AN, role="administrator", unit_code="BT", valid_from=date(2026, 1, 1))
    assert "Khúc Minh Vọng" not in main(get(AN, LIST))
    assert act(STRANGER, "khoa", by=AN, locked="1").status_code == 404
    assert account(STRANGER).is_active


def test_locking_keeps_out_ends_the_session_and_is_recorded(town: Town) -> None:
    password = given_password()
    client, _answer = sign_in(AN, password)
    assert act(AN, "khoa", locked="1").status_code == 302
    assert not account(AN).is_active
    assert client.get("/viec-can-lam").headers["Location"].startswith("/dang-nhap")
    assert sign_in(AN, password)[1].status_code == 422
    assert "Đang khóa" in main(get(ADMIN, f"{LIST}?loc=locked"))
    assert act(AN, "khoa", locked="0").status_code == 302
    assert sign_in(AN, password)[1].status_code == 302
    acts = Entry.objects.filter(object_kind="account").order_by("id").values_list("action", flat=True)
    assert list(acts) == ["set_password", "lock", "unlock"]


@pytest.mark.parametrize("verb", ["khoa", "mat-khau"])
def test_nobody_locks_or_resets_themselves(town: Town, verb: str) -> None:
    refused = act(ADMIN, verb, locked="1")
    assert refused.status_code == 403
    assert "people.own_account" in text(refused)
    assert account(ADMIN).is_active


def test_a_password_set_for_somebody_is_shown_once_and_kept_nowhere(town: Town) -> None:
    password = given_password()
    assert password not in main(get(ADMIN, LIST))
    assert password not in account(AN).password
    assert not Entry.objects.filter(payload__contains=password).exists()
    assert given_password() != password


def test_a_password_set_for_somebody_serves_once(town: Town) -> None:
    password = given_password()
    client, answer = sign_in(AN, password)
    assert answer.status_code == 302
    for path in ("/viec-can-lam", f"/phieu/{town.sheet(AN).id}", "/ky"):
        assert client.get(path).headers["Location"] == "/mat-khau"
    assert client.post(f"/phieu/{town.sheet(AN).id}/gui").headers["Location"] == "/mat-khau"
    assert "Mật khẩu vừa dùng chỉ có giá trị một lần" in main(client.get("/mat-khau"))
    given = {"current": password, "chosen": OWN, "again": OWN}
    assert client.post("/mat-khau", given).headers["Location"] == "/viec-can-lam"
    assert client.get("/viec-can-lam").status_code == 200
    assert sign_in(AN, password)[1].status_code == 422
    assert sign_in(AN, OWN)[1].status_code == 302


def test_a_new_password_from_the_administrator_ends_sessions_that_are_open(town: Town) -> None:
    client, _answer = sign_in(AN, given_password())
    given_password()
    assert client.get("/mat-khau").headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize(
    ("given", "field", "sentence"),
    [
        ({"current": "sai"}, "current", "Mật khẩu hiện tại không đúng."),
        ({"again": "khác hẳn câu trên kia"}, "again", "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"chosen": "ngắn", "again": "ngắn"}, "chosen", "Mật khẩu mới cần ít nhất 14 ký tự"),
        ({"chosen": AN.lower() * 7, "again": AN.lower() * 7}, "chosen", "không giống mã cán bộ"),
    ],
)
def test_a_password_is_refused_at_its_field_and_never_shown_back(
    town: Town, given: dict[str, str], field: str, sentence: str
) -> None:
    password = given_password()
    client, _answer = sign_in(AN, password)
    answer = client.post("/mat-khau", {"current": password, "chosen": OWN, "again": OWN, **given})
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert f'id="{field}-e"' in answer.content.decode()
    assert OWN not in answer.content.decode()
    assert password not in answer.content.decode()


def test_the_same_password_again_is_refused(town: Town) -> None:
    password = given_password()
    client, _answer = sign_in(AN, password)
    assert (
        client.post("/mat-khau", {"current": password, "chosen": password, "again": password}).status_code
        == 422
    )
    assert account(AN).must_change


def test_who_has_no_account_gets_one_by_one_button(town: Town) -> None:
    enrol(by=SETUP, rows=[post("0090", "BT-KT"), post("0091", "BT-KT")])
    assert "2 người chưa có tài khoản" in main(get(ADMIN, LIST))
    shown = main(page_of(ADMIN).post(f"{LIST}/mo", follow=True))
    assert "Đã mở 2 tài khoản." in shown
    assert "chưa có tài khoản" not in shown
    assert not Person.objects.filter(account=None).exists()
    assert not account("0090").has_usable_password()


def test_a_page_of_accounts_is_short_and_the_button_that_ends_sessions_stands_in_a_fold(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts, "ROWS", 5)
    page = get(ADMIN, LIST).content.decode()
    assert page.count('role="rowheader"') == 5
    folds = re.findall(r"<details.*?</details>", page, re.DOTALL)
    assert page.count('value="1">Khóa tài khoản') == sum("Khóa tài khoản" in fold for fold in folds) > 0
