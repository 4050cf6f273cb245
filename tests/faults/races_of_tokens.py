"""The races of the keys of other software; see `tests.faults.races`."""

from __future__ import annotations

from datetime import date

from tests.assessment.cast import ADMIN, BINH, ORGANISER, Town
from tests.faults.races import Act, Race, unopened
from thenchot.audit.models import Entry
from thenchot.lib import clock
from thenchot.notices.models import Notice
from thenchot.organisation.queries import unit_by_code
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.tokens import refusals
from thenchot.tokens.actions.answer_once import Answer, Sent, answer_once
from thenchot.tokens.actions.issue_token import issue_token
from thenchot.tokens.actions.request_token import Asked, request_token
from thenchot.tokens.actions.revoke_token import revoke_token
from thenchot.tokens.actions.rotate_token import rotate_token
from thenchot.tokens.actions.settle_token import settle_token
from thenchot.tokens.actions.use_token import use_token
from thenchot.tokens.models import Answered, Secret, Token
from thenchot.tokens.secrets import digest_of

SECRET = "thenchot_bi-mat-thu"


def accounted() -> Town:
    town = unopened()
    open_accounts(staff_codes=[BINH])
    return town


def _request(town: Town) -> int:
    unit = unit_by_code("BT", clock.today())
    assert unit is not None
    wanted = Asked("Một cửa", BINH, unit, ("people.read",), "Kế hoạch 15", date(2027, 3, 31))
    return request_token(by=town.viewer(ADMIN), asked=wanted)


def requested() -> Town:
    town = accounted()
    _request(town)
    return town


def approved() -> Town:
    town = requested()
    settle_token(by=town.viewer(ORGANISER), token=Token.objects.get(), approved=True)
    return town


def issued() -> Town:
    town = approved()
    issue_token(by=town.viewer(BINH), token=Token.objects.get())
    Secret.objects.update(digest=digest_of(SECRET))
    return town


def _asking(town: Town, n: int) -> Act:
    return lambda: _request(town)


def _settling(town: Town, n: int) -> Act:
    token, by = Token.objects.get(), town.viewer(ORGANISER)
    return lambda: settle_token(by=by, token=token, approved=n == 0, note="Chưa đủ căn cứ.")


def _taking(town: Town, n: int) -> Act:
    token, by = Token.objects.get(), town.viewer(BINH)
    return lambda: issue_token(by=by, token=token)


def _rotating(town: Town, n: int) -> Act:
    token, by = Token.objects.get(), town.viewer(BINH)
    return lambda: rotate_token(by=by, token=token)


def _revoking(town: Town, n: int) -> Act:
    token, by = Token.objects.get(), town.viewer(ADMIN)
    return lambda: revoke_token(by=by, token=token, reason=f"Ngừng dùng {n}.")


def _using(town: Town, n: int) -> Act:
    return lambda: use_token(secret=SECRET)


def _answering(town: Town, n: int) -> Act:
    caller = use_token(secret=SECRET)
    return lambda: answer_once(by=caller, sent=Sent("don-1", "a" * 64), act=lambda: Answer(201, f"{n}"))


TOKENS = (
    Race("tokens/request_token", accounted, _asking, refusals.NAME_TAKEN, {Token: 1, Entry: 1, Notice: 1}),
    Race("tokens/settle_token", requested, _settling, refusals.SETTLED_ALREADY, {Entry: 1, Notice: 2}),
    Race("tokens/issue_token", approved, _taking, refusals.SETTLED_ALREADY, {Secret: 1, Entry: 1}),
    Race("tokens/rotate_token", issued, _rotating, refusals.NOT_ROTATABLE, {Secret: 1, Entry: 1}),
    Race("tokens/revoke_token", issued, _revoking, refusals.SETTLED_ALREADY, {Entry: 1, Notice: 1}),
    Race("tokens/use_token", issued, _using, None, {Entry: 0}, "each request is counted"),
    Race(
        "tokens/answer_once",
        issued,
        _answering,
        None,
        {Answered: 1},
        "the second sending gets the answer of the first",
    ),
)
