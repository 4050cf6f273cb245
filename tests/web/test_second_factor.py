"""The second factor through its pages: apps, recovery codes, keys; asked at sign-in, required of far-reaching roles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.web import security_cast as cast
from tests.web.office_cast import Answer, main, page_of, text
from tests.web.security_cast import (
    ADMIN,
    ORGANISER,
    OWN,
    PASSWORD,
    SECOND,
    STAFF,
    SoftKey,
    account,
    is_in,
    options_on,
    set_up_app,
    set_up_key,
    sign_in,
)
from thenchot.audit.models import Entry
from thenchot.people.models import RecoveryCode, SecondFactor

pytestmark = pytest.mark.django_db
ADMIN_PAGE = "/quan-tri/tai-khoan"


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    cast.build()


def half_way(code: str = STAFF) -> Client:
    """Somebody whose password was right, and who is asked for the second factor."""
    client, answer = sign_in(code)
    assert answer.headers["Location"] == SECOND
    assert not is_in(client)
    return client


def show(client: Client, code: str) -> Answer:
    return client.post(SECOND, {"code": code})


def acts(code: str = STAFF) -> list[str]:
    rows = Entry.objects.filter(object_kind="account", object_id=account(code).id).order_by("id")
    return list(rows.values_list("action", flat=True))


def test_a_code_of_the_app_lets_in_once_and_the_way_back_is_kept() -> None:
    app, _codes = set_up_app(page_of(STAFF))
    client = Client()
    client.post("/dang-nhap?next=/quy-dinh", {"staff_code": STAFF, "password": PASSWORD})
    code = app.code()
    assert show(client, code).headers["Location"] == "/quy-dinh"
    assert is_in(client)
    again = half_way()
    refused = show(again, code)
    assert refused.status_code == 422
    assert "Mã hoặc khóa không đúng, hoặc đã dùng" in text(refused)
    assert not is_in(again)
    assert acts() == ["add_factor", "renew_recovery_codes"]


def test_an_app_sent_twice_is_added_once_and_the_second_form_leads_to_the_list() -> None:
    client = page_of(STAFF)
    app, _codes = set_up_app(client)
    again = client.post(f"{OWN}/ung-dung", {"code": app.code(), "name": "điện thoại", "password": PASSWORD})
    assert again.headers["Location"] == OWN
    assert SecondFactor.objects.count() == 1


def test_the_secret_of_an_app_is_not_readable_in_the_database() -> None:
    app, _codes = set_up_app(page_of(STAFF))
    kept = SecondFactor.objects.get()
    assert app.secret not in kept.secret
    assert not Entry.objects.filter(payload__contains=app.secret).exists()


def test_a_wrong_first_code_adds_no_app_and_keeps_what_was_typed() -> None:
    client = page_of(STAFF)
    secret = client.get(f"{OWN}/ung-dung").content.decode().split('<code class="key">')[1].split("<")[0]
    refused = client.post(f"{OWN}/ung-dung", {"code": "000000", "name": "máy của Sơn", "password": PASSWORD})
    assert refused.status_code == 422
    assert "signin.code_wrong" in text(refused)
    assert "máy của Sơn" in refused.content.decode()
    assert secret in refused.content.decode(), "the same square, or the phone must read it again"
    assert not SecondFactor.objects.exists()


def test_a_borrowed_session_adds_and_removes_nothing_without_the_password() -> None:
    client = page_of(STAFF)
    set_up_app(client)
    factor = SecondFactor.objects.get()
    for path in (f"{OWN}/ung-dung", f"{OWN}/khoa", f"{OWN}/{factor.id}/bo", f"{OWN}/ma-du-phong"):
        refused = client.post(path, {"password": "đoán", "code": "000000"})
        assert refused.status_code == 422
        assert "signin.password_needed" in text(refused)
    assert SecondFactor.objects.get() == factor


def test_guessing_the_password_in_a_borrowed_session_ends_after_five() -> None:
    client = page_of(STAFF)
    for _ in range(5):
        client.post(f"{OWN}/ma-du-phong", {"password": "đoán"})
    refused = client.post(f"{OWN}/ma-du-phong", {"password": PASSWORD})
    assert refused.status_code == 409
    assert "signin.too_many" in text(refused)


def test_a_recovery_code_lets_in_once_and_new_ones_end_the_old() -> None:
    client = page_of(STAFF)
    _app, codes = set_up_app(client)
    assert len(set(codes)) == 8
    assert not RecoveryCode.objects.filter(digest__in=codes).exists()
    assert show(half_way(), codes[0].upper().replace("-", " ")).status_code == 302
    assert show(half_way(), codes[0]).status_code == 422
    assert "Còn 7 mã chưa dùng" in main(client.get(OWN))
    assert "use_recovery_code" in acts()
    shown = main(client.post(f"{OWN}/ma-du-phong", {"password": PASSWORD}))
    assert codes[1] not in shown
    assert show(half_way(), codes[1]).status_code == 422


def test_guessing_codes_is_stopped_even_for_the_right_one() -> None:
    app, codes = set_up_app(page_of(STAFF))
    client = half_way()
    for _ in range(5):
        assert show(client, "000000").status_code == 422
    assert show(client, app.code()).status_code == 429
    assert show(half_way(), codes[0]).status_code == 429, "a new sign-in brings no new tries"


def test_a_key_is_added_and_lets_in() -> None:
    key = SoftKey()
    assert "khóa USB" in main(set_up_key(page_of(STAFF), key))
    client = half_way()
    answer = client.post(SECOND, {"credential": key.sign(options_on(client.get(SECOND)))})
    assert answer.status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("spoilt", ["origin", "host", "secret", "counter", "challenge", "nonsense"])
def test_an_answer_that_no_key_of_ours_gave_here_and_now_is_refused(spoilt: str) -> None:
    key = SoftKey(counter=7)
    set_up_key(page_of(STAFF), key)
    client = half_way()
    options = options_on(client.get(SECOND))
    other = {
        "origin": replace(key, origin="https://then-chot.example"),
        "host": replace(key, host="then-chot.example"),
        "secret": replace(key, secret=SoftKey().secret),
        "counter": replace(key, counter=3),
        "challenge": key, "nonsense": key,
    }[spoilt]  # fmt: skip
    if spoilt == "challenge":
        options["challenge"] = "A" * 43
    answer = "{" if spoilt == "nonsense" else other.sign(options)
    assert client.post(SECOND, {"credential": answer}).status_code == 422
    assert not is_in(client)


def test_an_answer_of_a_key_serves_once() -> None:
    key = SoftKey()
    set_up_key(page_of(STAFF), key)
    first = half_way()
    answer = key.sign(options_on(first.get(SECOND)))
    assert first.post(SECOND, {"credential": answer}).status_code == 302
    second = half_way()
    second.get(SECOND)
    assert second.post(SECOND, {"credential": answer}).status_code == 422


def test_a_key_made_for_another_page_is_not_added() -> None:
    refused = set_up_key(page_of(STAFF), SoftKey(origin="https://then-chot.example"))
    assert refused.status_code == 422
    assert "signin.key_wrong" in text(refused)
    assert not SecondFactor.objects.exists()


def test_half_way_is_nowhere(settings: Settings) -> None:
    app, _codes = set_up_app(page_of(STAFF))
    assert Client().get(SECOND).headers["Location"] == "/dang-nhap"
    assert show(Client(), app.code()).headers["Location"] == "/dang-nhap"
    client = half_way()
    for path in ("/viec-can-lam", OWN, "/mat-khau"):
        assert client.get(path).headers["Location"].startswith("/dang-nhap")
    changed = account()
    changed.set_password("một câu khác hẳn câu cũ")
    changed.save()
    assert show(client, app.code()).headers["Location"] == "/dang-nhap", "the password changed in between"


def test_a_role_that_reaches_far_opens_nothing_before_it_has_a_second_factor() -> None:
    client, answer = sign_in(ADMIN)
    assert answer.status_code == 302
    for path in ("/viec-can-lam", ADMIN_PAGE, "/quan-tri/ra-soat-quyen"):
        assert client.get(path).headers["Location"] == OWN
    assert client.post(f"{ADMIN_PAGE}/mo").headers["Location"] == OWN
    assert "Cần lớp xác thực thứ hai" in main(client.get(OWN))
    set_up_app(client)
    assert client.get(ADMIN_PAGE).status_code == 200


def test_which_roles_need_it_is_the_installations_choice(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = []
    assert sign_in(ADMIN)[0].get(ADMIN_PAGE).status_code == 200
    settings.SECOND_FACTOR_ROLES = ["everybody"]
    assert sign_in(STAFF)[0].get("/viec-can-lam").headers["Location"] == OWN


def test_the_demo_asks_nobody(settings: Settings) -> None:
    settings.DEMO = True
    set_up_app(page_of(ADMIN))
    client = Client()
    assert client.post("/dang-nhap/thu", {"staff_code": ADMIN}).headers["Location"] == "/"
    assert client.get(ADMIN_PAGE).status_code == 200


def test_the_last_factor_stays_where_the_role_asks_for_it() -> None:
    client = page_of(ORGANISER)
    set_up_app(client)
    refused = client.post(f"{OWN}/{SecondFactor.objects.get().id}/bo", {"password": PASSWORD})
    assert refused.status_code == 403
    assert "signin.factor_needed" in text(refused)
    assert SecondFactor.objects.exists()


def test_a_factor_is_given_up_by_its_owner_only() -> None:
    client = page_of(STAFF)
    set_up_app(client)
    path = f"{OWN}/{SecondFactor.objects.get().id}/bo"
    assert page_of(ADMIN).post(path, {"password": PASSWORD}).status_code == 404
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert not SecondFactor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert sign_in()[1].headers["Location"] == "/"


def test_eight_characters_suffice_with_a_second_factor_and_then_it_stays() -> None:
    client = page_of(STAFF)
    short = {"current": PASSWORD, "chosen": "chín sông", "again": "chín sông"}
    assert "Mật khẩu mới cần ít nhất 14 ký tự" in text(client.post("/mat-khau", short))
    set_up_app(client)
    assert "Ít nhất 8 ký tự" in main(client.get("/mat-khau"))
    assert client.post("/mat-khau", short).status_code == 302
    refused = client.post(f"{OWN}/{SecondFactor.objects.get().id}/bo", {"password": "chín sông"})
    assert "signin.password_short" in text(refused)
    too_short = {"current": "chín sông", "chosen": "bảy chữ", "again": "bảy chữ"}
    assert "Mật khẩu mới cần ít nhất 8 ký tự" in text(client.post("/mat-khau", too_short))


def test_an_administrator_takes_a_lost_factor_off_and_the_old_password_goes_with_it() -> None:
    owner = page_of(STAFF)
    set_up_app(owner)
    path = f"{ADMIN_PAGE}/{account().id}/go-lop-hai"
    assert page_of(ORGANISER).post(path).status_code == 403
    assert page_of(ADMIN).post(f"{ADMIN_PAGE}/{account(ADMIN).id}/go-lop-hai").status_code == 403
    assert "Gỡ lớp thứ hai" in main(page_of(ADMIN).get(ADMIN_PAGE))
    shown = page_of(ADMIN).post(path)
    assert "Đã gỡ lớp xác thực thứ hai" in main(shown)
    password = shown.content.decode().split('<p class="once"><code>')[1].split("<")[0]
    assert not is_in(owner)
    assert sign_in()[1].status_code == 422
    assert sign_in(password=password)[1].headers["Location"] == "/"
    assert "reset_factors" in acts()
