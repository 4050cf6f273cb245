"""The races of the register of people, of accounts and of rights; see `tests.faults.races`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pyotp
from django.utils import timezone

from tests.assessment import cast
from tests.assessment.cast import ADMIN, AN, ORGANISER, SETUP, Town
from tests.faults.races import Act, Race, alone, unopened
from thenchot.audit.models import Entry
from thenchot.organisation.models import UnitVersion
from thenchot.people import refusals as people
from thenchot.people.actions.add_totp import add_totp
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.change_password import NewPassword, change_password
from thenchot.people.actions.end_delegation import end_delegation
from thenchot.people.actions.enrol import enrol
from thenchot.people.actions.lock_account import lock_account
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.actions.remove_factor import remove_factor
from thenchot.people.actions.renew_recovery_codes import renew_recovery_codes
from thenchot.people.actions.set_password import set_password
from thenchot.people.models import Account, Appointment, Delegation, Person, RecoveryCode, SecondFactor
from thenchot.people.security import refusals as sign_in

PASSWORD = "mật khẩu thử nghiệm dài"


def with_account() -> Town:
    town = unopened()
    open_accounts(staff_codes=[ORGANISER], password=PASSWORD)
    return town


def with_two_keys() -> Town:
    town = with_account()
    for name in ("khóa một", "khóa hai"):
        values = {"kind": "key", "name": name, "secret": name, "counter": 0, "made_at": timezone.now()}
        SecondFactor.objects.create(account=Account.objects.get(), **values)
    return town


def on_account(act: Callable[[Town, Account, int], object]) -> Callable[[Town, int], Act]:
    def desk(town: Town, number: int) -> Act:
        account = Account.objects.get()
        return lambda: act(town, account, number)

    return desk


def _removing(town: Town, number: int) -> Act:
    """Each removes another one of the two; the role asks for one."""
    factor, by = SecondFactor.objects.order_by("id")[number], town.viewer(ORGANISER)
    return lambda: remove_factor(by=by, factor_id=factor.id)


def _adding_app(town: Town, number: int) -> Act:
    secret, by = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", town.viewer(ORGANISER)
    return lambda: add_totp(by=by, secret=secret, code=pyotp.TOTP(secret).now(), name="điện thoại")


def _chosen(number: int) -> NewPassword:
    return NewPassword(PASSWORD, f"một câu khá dài {number}", f"một câu khá dài {number}")


def _ending(town: Town, number: int) -> Act:
    row = Delegation.objects.latest("id")
    last = row.valid_from + timedelta(days=400 - 100 * number)
    return lambda: end_delegation(by=SETUP, row=row, last_day=last)


def _built(town: Town, number: int) -> int:
    return build_tree(by=SETUP, rows=[UnitRow("MOI", "Phòng mới", "chinh_quyen", "direct", "BT")], day=date(2026, 10, 1))


PEOPLE = (
    Race(
        "people/build_tree", unopened, alone(_built), None, {Entry: 1, UnitVersion: 1},
        "one list read in twice at once is read in once: the second finds nothing that differs",
    ),
    Race(
        "people/enrol", unopened, alone(lambda town, n: enrol(by=SETUP, rows=[cast.post("0999", "BT-KT")])),
        None, {Entry: 1, Person: 1, Appointment: 1}, "one list read in twice at once is read in once, as with units",
    ),
    Race(
        "people/open_accounts", unopened, alone(lambda town, n: open_accounts(staff_codes=[AN])),
        None, {Entry: 1, Account: 1}, "what is missing is opened; the second finds nothing missing",
    ),
    Race(
        "people/change_password", with_account,
        alone(lambda town, n: change_password(by=town.viewer(ORGANISER), given=_chosen(n))),
        people.PASSWORD_WRONG, {Entry: 1},
    ),
    Race(
        "people/add_totp", with_account, _adding_app, None, {Entry: 1, SecondFactor: 1},
        "the same square read and sent twice is one app",
    ),
    Race("people/remove_factor", with_two_keys, _removing, sign_in.FACTOR_NEEDED, {Entry: 1, SecondFactor: -1}),
    Race(
        "people/renew_recovery_codes", with_account, alone(lambda town, n: renew_recovery_codes(by=town.viewer(ORGANISER))),
        None, {Entry: 2, RecoveryCode: 8}, "the later eight serve, and only they",
    ),
    Race("people/end_delegation", unopened, _ending, people.ENDED_BEFORE_START, {Entry: 1, Delegation: 0}),
    Race(
        "people/lock_account", with_account,
        on_account(lambda town, account, n: lock_account(by=town.viewer(ADMIN), account=account, locked=True)),
        None, {Entry: 2, Account: 0}, "locked is locked; the trail names both who did it",
    ),
    Race(
        "people/set_password", with_account,
        on_account(lambda town, account, n: set_password(by=town.viewer(ADMIN), account=account)),
        None, {Entry: 2, Account: 0}, "the later password serves, as on a second call to the administrator",
    ),
)  # fmt: skip
