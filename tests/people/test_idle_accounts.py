"""Accounts that nobody used for 45 days are locked by the day's work, and told so; the operator's way back in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django.fixtures import Settings

from tests.web import security_cast as cast
from tests.web.office_cast import main, page_of
from tests.web.security_cast import ADMIN, ORGANISER, STAFF, account, is_in, set_up_app, sign_in
from thenchot.audit.models import Entry
from thenchot.lib import clock
from thenchot.people.actions.lock_idle import lock_idle
from thenchot.people.models import Account, SecondFactor

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
LIST = "/quan-tri/tai-khoan"


@pytest.fixture(autouse=True)
def people(db: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    cast.build()
    Account.objects.update(counted_from=TODAY)


def used(code: str, *, days_ago: int) -> None:
    day = TODAY - timedelta(days=days_ago)
    Account.objects.filter(staff_code=code).update(last_login=clock.at(day, 12), counted_from=date(2026, 1, 1))


def locked() -> set[str]:
    return set(Account.objects.filter(is_active=False).values_list("staff_code", flat=True))


def test_the_46th_day_locks_and_the_45th_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    used(STAFF, days_ago=46)
    used(ADMIN, days_ago=45)
    client = page_of(STAFF)
    used(STAFF, days_ago=46)
    call_command("daily")
    assert "Đã khóa 1 tài khoản 45 ngày không dùng" in capsys.readouterr().out
    assert locked() == {STAFF}
    assert not is_in(client)
    acts = Entry.objects.filter(action="lock_idle")
    assert [act.actor for act in acts] == ["Phần mềm"]
    assert STAFF in str(acts[0].payload)
    assert lock_idle(today=TODAY) == 0


def test_an_account_that_was_never_used_counts_from_its_opening() -> None:
    Account.objects.filter(staff_code=STAFF).update(last_login=None, counted_from=TODAY - timedelta(days=45))
    Account.objects.filter(staff_code=ADMIN).update(last_login=None, counted_from=TODAY - timedelta(days=44))
    assert lock_idle(today=TODAY) == 1
    assert locked() == {STAFF}


def test_what_nobody_can_open_is_not_locked_unless_a_provider_could_open_it(settings: Settings) -> None:
    used(STAFF, days_ago=100)
    other = account()
    other.set_unusable_password()
    other.save()
    assert lock_idle(today=TODAY) == 0
    settings.OIDC = object()
    assert lock_idle(today=TODAY) == 1


def test_the_invented_people_of_a_demo_are_never_locked(settings: Settings) -> None:
    used(STAFF, days_ago=100)
    settings.DEMO = True
    assert lock_idle(today=TODAY) == 0


def test_an_administrator_sees_why_and_unlocks_and_the_days_count_anew() -> None:
    used(STAFF, days_ago=100)
    lock_idle(today=TODAY)
    assert "Khóa vì 45 ngày không dùng" in main(page_of(ADMIN).get(f"{LIST}?loc=locked"))
    page_of(ADMIN).post(f"{LIST}/{account().id}/khoa", {"locked": "0"})
    assert sign_in()[1].status_code == 302
    Account.objects.filter(staff_code=STAFF).update(last_login=None)
    assert lock_idle(today=TODAY + timedelta(days=44)) == 0


def test_the_operator_opens_what_nobody_else_can(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_app(page_of(ADMIN))
    Account.objects.update(is_active=False, locked_as_idle=True)
    call_command("rescue", ADMIN)
    password = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert not SecondFactor.objects.exists()
    client, answer = sign_in(ADMIN, password)
    assert answer.status_code == 302
    assert client.get(LIST).headers["Location"] == "/mat-khau"
    assert account(ORGANISER).is_active is False
    assert Entry.objects.filter(action="rescue", object_id=account(ADMIN).id).count() == 1


def test_the_operator_is_told_of_a_code_without_account() -> None:
    with pytest.raises(CommandError, match="Không có tài khoản mang mã cán bộ 9999"):
        call_command("rescue", "9999")


def test_signing_in_writes_the_moment_of_last_use() -> None:
    used(STAFF, days_ago=44)
    before = timezone.now()
    sign_in()
    last = account().last_login
    assert last is not None
    assert last >= before
