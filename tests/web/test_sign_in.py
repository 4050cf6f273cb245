"""The sign-in page: tries counted for all processes, nothing told of who has an account, sessions ended everywhere at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.web import security_cast as cast
from tests.web.office_cast import get, main, page_of, text
from tests.web.security_cast import ADMIN, OWN, PASSWORD, STAFF, account, is_in, sign_in
from thenchot.audit.models import Entry
from thenchot.people.actions.count_attempt import count_attempt
from thenchot.people.models import Account, Attempt, OpenSession
from thenchot.people.security.limits import Limit, spent
from thenchot.web import attempts

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/tai-khoan"
OTHER = "bốn mùa hoa nở quanh nhà"


@pytest.fixture(autouse=True)
def people(db: None) -> None:
    cast.build()


def wrong(code: str, times: int) -> list[int]:
    return [sign_in(code, "sai")[1].status_code for _ in range(times)]


def test_five_wrong_passwords_and_then_even_the_right_one_waits() -> None:
    assert wrong(STAFF, 5) == [422] * 5
    client, answer = sign_in(STAFF)
    assert answer.status_code == 429
    assert "Đợi 10 phút rồi thử lại" in text(answer)
    assert not is_in(client)
    assert sign_in(ADMIN)[1].status_code == 302, "others are not kept out"


def test_the_wait_is_over_after_its_minutes() -> None:
    wrong(STAFF, 5)
    Attempt.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert sign_in()[1].status_code == 302


def test_the_right_password_forgets_the_wrong_ones() -> None:
    wrong(STAFF, 4)
    assert sign_in()[1].status_code == 302
    assert wrong(STAFF, 4) == [422] * 4
    assert sign_in()[1].status_code == 302


def test_tries_are_counted_where_all_processes_see_them() -> None:
    wrong(STAFF, 5)
    cache.clear()
    assert sign_in()[1].status_code == 429


def test_who_has_no_account_is_answered_and_counted_as_who_has_one() -> None:
    def answers(code: str) -> list[tuple[int, str]]:
        given = [sign_in(code, "sai")[1] for _ in range(6)]
        return [(answer.status_code, main(answer).replace(code, "")) for answer in given]

    Account.objects.filter(staff_code="0104").update(is_active=False)
    assert answers(STAFF) == answers("9999") == answers("0104")


def test_one_address_cannot_try_the_whole_staff() -> None:
    for _ in range(60):
        count_attempt(limit=Limit("address", 60, 10), who="10.0.0.7")
    assert sign_in(STAFF, REMOTE_ADDR="10.0.0.7")[1].status_code == 429
    assert sign_in(STAFF, REMOTE_ADDR="10.0.0.8")[1].status_code == 302
    for code in ("9998", "9999"):
        sign_in(code, "sai", REMOTE_ADDR="10.0.0.9")
    assert Attempt.objects.get(key=attempts.ADDRESS.key("10.0.0.9")).tries == 2


def test_an_address_is_believed_from_our_own_proxies_only(settings: Settings) -> None:
    for number in range(6):
        sign_in("9999", "sai", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}", REMOTE_ADDR="10.0.0.7")
    sign_in(STAFF, HTTP_X_FORWARDED_FOR="1.2.3.4", REMOTE_ADDR="10.0.0.7")
    assert OpenSession.objects.get().address == "10.0.0.7"
    settings.PROXIES = 1
    sign_in(ADMIN, HTTP_X_FORWARDED_FOR="6.6.6.6, 1.2.3.4", REMOTE_ADDR="10.0.0.7")
    assert OpenSession.objects.get(account=account(ADMIN)).address == "1.2.3.4", "what the caller wrote first is not believed"


def test_what_was_typed_as_a_name_is_not_kept() -> None:
    sign_in("mật khẩu gõ nhầm ô", "sai")
    assert not Attempt.objects.filter(key__contains="mật").exists()


def test_a_count_opens_anew_after_its_while() -> None:
    limit = Limit("try", 2, 10)
    count_attempt(limit=limit, who="a")
    assert not spent(limit, "a")
    count_attempt(limit=limit, who=" A ")
    assert spent(limit, "a")
    Attempt.objects.update(until=timezone.now() - timedelta(days=2))
    assert not spent(limit, "a")
    count_attempt(limit=limit, who="a")
    count_attempt(limit=limit, who="b")
    assert sorted(Attempt.objects.values_list("tries", flat=True)) == [1, 1]


def test_a_locked_account_is_told_to_whoever_knows_its_password_only() -> None:
    Account.objects.filter(staff_code=STAFF).update(is_active=False)
    assert "đang khóa" in text(sign_in()[1])
    assert "khóa" not in main(sign_in(password="sai")[1])
    Account.objects.filter(staff_code=STAFF).update(locked_as_idle=True)
    assert "không dùng trong 45 ngày" in text(sign_in()[1])


def test_a_password_that_serves_once_serves_for_a_while_only() -> None:
    shown = page_of(ADMIN).post(f"{LIST}/{account().id}/mat-khau").content.decode()
    given = shown.split('<p class="once"><code>')[1].split("<")[0]
    assert sign_in(password=given)[1].status_code == 302
    Account.objects.filter(staff_code=STAFF).update(temporary_until=timezone.now() - timedelta(minutes=1))
    refused = sign_in(password=given)[1]
    assert refused.status_code == 422
    assert "Mật khẩu dùng một lần đã hết hạn" in text(refused)


def test_my_sessions_are_listed_with_device_and_address_and_mine_alone() -> None:
    phone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/150.0 Mobile Safari/537.36"
    sign_in(ADMIN, headers={"user-agent": "Firefox của người khác"})
    sign_in(headers={"user-agent": phone}, REMOTE_ADDR="10.1.2.3")
    client = sign_in(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/150 Safari Edg/150"})[0]
    shown = main(client.get(OWN))
    assert "Edge · Windows thiết bị này" in shown
    assert "Chrome · Android Mật khẩu · 10.1.2.3" in shown
    assert "Firefox" not in shown


def test_signing_out_elsewhere_ends_the_others_and_leaves_this_one() -> None:
    here, there = sign_in()[0], sign_in()[0]
    assert here.post(f"{OWN}/dang-xuat-noi-khac", follow=True).status_code == 200
    assert is_in(here)
    assert not is_in(there)
    assert Entry.objects.filter(action="end_other_sessions", object_id=account().id).count() == 1


def test_a_session_that_signed_out_is_dead_even_where_its_copy_lives_on() -> None:
    client, _answer = sign_in()
    stolen = Client()
    stolen.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(stolen)
    copy = Session.objects.get(session_key=client.cookies["sessionid"].value)
    client.post("/dang-xuat")
    copy.save(force_insert=True)
    assert not is_in(stolen)


def test_a_new_password_ends_other_sessions_and_keeps_this_one() -> None:
    here, there = sign_in()[0], sign_in()[0]
    given = {"current": PASSWORD, "chosen": OTHER, "again": OTHER}
    assert here.post("/mat-khau", given).status_code == 302
    assert is_in(here)
    assert OpenSession.objects.count() == 1
    assert not is_in(there)


def test_a_lock_ends_the_session_and_unlocking_does_not_bring_it_back() -> None:
    client = sign_in()[0]
    page_of(ADMIN).post(f"{LIST}/{account().id}/khoa", {"locked": "1"})
    page_of(ADMIN).post(f"{LIST}/{account().id}/khoa", {"locked": "0"})
    assert not is_in(client)


def test_an_idle_session_is_over_and_one_in_use_is_not(settings: Settings) -> None:
    client = sign_in()[0]
    ago = timezone.now() - timedelta(minutes=settings.SESSION_IDLE_MINUTES)
    OpenSession.objects.update(seen_at=ago + timedelta(minutes=1))
    assert is_in(client)
    assert OpenSession.objects.get().seen_at > ago + timedelta(minutes=5), "its use is written down"
    OpenSession.objects.update(seen_at=ago - timedelta(minutes=1))
    assert not is_in(client)


def test_no_session_outlives_the_working_day(settings: Settings) -> None:
    client = sign_in()[0]
    OpenSession.objects.update(started_at=timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE + 1))
    assert not is_in(client)
    sign_in()
    assert OpenSession.objects.count() == 1, "rows that are over go with the next sign-in"


def test_one_role_of_the_demo_after_another_leaves_no_session_of_the_first(settings: Settings) -> None:
    settings.DEMO = True
    client = Client()
    for code in (STAFF, ADMIN, STAFF):
        client.post("/dang-nhap/thu", {"staff_code": code})
        assert cast.PEOPLE[code] in client.get("/them").content.decode()


def test_too_many_files_or_petitions_in_a_short_time_are_refused_in_words(settings: Settings) -> None:
    client = page_of("0103")
    for _ in range(60):
        count_attempt(limit=Limit("upload", 60, 10), who="0103")
    for path in ("/nhap-du-lieu/nhan-su", "/nhap-du-lieu/danh-muc", "/quy-dinh/nhap-van-ban"):
        refused = client.post(path)
        assert refused.status_code == 409
        assert "Đợi 10 phút rồi gửi lại" in text(refused)
        assert client.get(path).status_code != 409
    for _ in range(20):
        count_attempt(limit=Limit("petition", 20, 60), who=STAFF)
    assert page_of(STAFF).post("/phieu/1/kien-nghi").status_code == 409


def test_guessing_ones_current_password_ends_after_ten() -> None:
    client = page_of(STAFF)
    codes = [client.post("/mat-khau", {"current": "sai"}).status_code for _ in range(11)]
    assert codes == [422] * 10 + [409]


def test_the_page_offers_no_provider_while_none_is_named() -> None:
    assert "Đăng nhập qua" not in text(get("", "/dang-nhap"))
    for path in ("/dang-nhap/chung", "/dang-nhap/chung/ve", "/da-dang-xuat"):
        assert Client().get(path).status_code == 404


def test_each_sign_in_and_each_refusal_is_a_line_of_the_log_without_what_was_typed(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "thenchot.signin"):
        sign_in(REMOTE_ADDR="10.0.0.7")
        sign_in(password="mật khẩu sai", REMOTE_ADDR="10.0.0.7")
        sign_in("mật khẩu gõ nhầm ô", "x", REMOTE_ADDR="10.0.0.7")
    assert [record.getMessage() for record in caplog.records if record.name == "thenchot.signin"] == [
        f"signed in: {STAFF} by password from 10.0.0.7",
        f"refused: {STAFF}, wrong password, from 10.0.0.7",
        "refused: no such account, from 10.0.0.7",
    ]
