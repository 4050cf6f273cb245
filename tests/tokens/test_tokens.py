"""A key from the request to its end: who may do which step, what is kept, and what lets software in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from pytest_django.fixtures import Settings

from tests.tokens.keys import KEEPER, SOFTWARE, approved, asked, issued, place, requested
from tests.web.world import ADMIN, DIVISION_HEAD, HEAD, ORGANISER, SETUP, STAFF, World
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Account, Appointment
from thenchot.tokens import access, refusals
from thenchot.tokens.actions.issue_token import issue_token
from thenchot.tokens.actions.request_token import request_token
from thenchot.tokens.actions.revoke_token import revoke_token
from thenchot.tokens.actions.rotate_token import rotate_token
from thenchot.tokens.actions.settle_token import settle_token
from thenchot.tokens.actions.use_token import use_token
from thenchot.tokens.models import Secret, Token

pytestmark = pytest.mark.django_db
MISSING = "token.not_found"


def told(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value.code


def told_or_not(act: Callable[[], object]) -> str:
    """The refusal's code, or "" where it is done."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return ""


def lets_in(secret: str) -> str:
    return told_or_not(partial(use_token, secret=secret))


def test_three_people_make_a_key_and_the_trail_and_messages_name_each(world: World) -> None:
    token = requested(world)
    assert Notice.objects.get(kind="token_requested").recipient_id == world.person(ORGANISER)
    keeper = world.viewer(KEEPER)
    assert told(lambda: issue_token(by=keeper, token=token)) == "token.not_in_force"
    settle_token(by=world.viewer(ORGANISER), token=token, approved=True)
    heard = set(Notice.objects.filter(kind="token_approved").values_list("recipient_id", flat=True))
    assert heard == {world.person(ADMIN), world.person(KEEPER)}
    secret = issue_token(by=keeper, token=token)
    assert lets_in(secret) == ""
    assert [act.action for act in history("token", token.id)] == ["request", "approve", "issue"]
    kept = Secret.objects.get()
    assert secret not in "".join(map(str, vars(kept).values()))
    assert not any(secret in act.payload for act in Entry.objects.all())
    assert told(lambda: issue_token(by=keeper, token=token)) == "token.changed"


def test_a_caller_is_the_key_in_the_trail_and_its_owner_in_the_rows(world: World) -> None:
    caller = use_token(secret=issued(world))
    token = Token.objects.get()
    assert (caller.actor.id, caller.actor.label) == (-token.id, f"{SOFTWARE} · Đặng Hữu Phước (BT-020)")
    assert caller.person_id == world.person(KEEPER)
    assert caller.has("monitoring_office", place("BT-KT").path)
    assert not caller.has("organisation_body")
    assert not caller.has("monitoring_office", place("LG").path)
    caller.need("tasks.read")


def test_four_eyes_and_each_ones_part(world: World) -> None:
    """404 for who has no part in it, 403 for who has another part."""
    token = requested(world)
    settles = {
        STAFF: MISSING,
        HEAD: MISSING,
        ADMIN: "token.not_approver",
        KEEPER: "token.not_approver",
        ORGANISER: "",
    }
    takes = {
        STAFF: MISSING,
        HEAD: MISSING,
        ADMIN: "token.not_owner",
        KEEPER: "",
        ORGANISER: "token.not_owner",
    }
    for ask, wanted in ((access.token_to_settle, settles), (access.own_token, takes)):
        assert {code: told_or_not(partial(ask, world.viewer(code), token.id)) for code in wanted} == wanted
    grant(by=SETUP, staff_code=ADMIN, role="organisation_body", unit_code="BT", valid_from=date(2026, 1, 1))
    grant(by=SETUP, staff_code=KEEPER, role="organisation_body", unit_code="BT", valid_from=date(2026, 1, 1))
    for code in (ADMIN, KEEPER):
        assert told(partial(access.token_to_settle, world.viewer(code), token.id)) == "token.own"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"name": " "}, "token.name_needed"),
        ({"name": "x" * 81}, "token.name_needed"),
        ({"purpose": ""}, "token.purpose_needed"),
        ({"verbs": ()}, "token.verbs_needed"),
        ({"verbs": ("sheets.decide",)}, "token.verbs_needed"),
        ({"expires_on": date(2026, 11, 21)}, "token.day_wrong"),
        ({"expires_on": date(2027, 11, 23)}, "token.day_wrong"),
        ({"owner_code": "BT-999"}, "token.owner_unknown"),
        ({"owner_code": "LG-001"}, "token.owner_unknown"),
        ({"owner_code": ADMIN}, "token.owner_administrator"),
    ],
)
def test_what_is_asked_for_is_checked(world: World, other: dict[str, object], code: str) -> None:
    assert told(lambda: request_token(by=world.viewer(ADMIN), asked=asked(**other))) == code
    assert not Token.objects.exists()


def test_two_keys_of_one_name_in_one_place_could_not_be_told_apart_in_the_trail(world: World) -> None:
    first = requested(world)

    def again() -> int:
        return request_token(by=world.viewer(ADMIN), asked=asked())

    assert told(again) == "token.name_taken"
    settle_token(by=world.viewer(ORGANISER), token=first, approved=False, note="Chưa có văn bản cho phép.")
    assert again() > first.id


def test_a_no_needs_its_reason_and_is_said_once(world: World) -> None:
    token, by = requested(world), world.viewer(ORGANISER)
    assert told(lambda: settle_token(by=by, token=token, approved=False)) == "token.reason_needed"
    settle_token(by=by, token=token, approved=False, note="Chưa có văn bản.")
    assert told(lambda: settle_token(by=by, token=token, approved=True)) == "token.changed"
    said = Notice.objects.filter(kind="token_declined").values_list("params", flat=True)
    assert {one["note"] for one in said} == {"Chưa có văn bản."}
    assert told(lambda: issue_token(by=world.viewer(KEEPER), token=token)) == "token.not_in_force"


def test_a_new_secret_leaves_the_old_one_some_days_and_no_third_is_made_meanwhile(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, by = issued(world), world.viewer(KEEPER)
    token = Token.objects.get()
    new = rotate_token(by=by, token=token)
    assert (lets_in(old), lets_in(new)) == ("", "")
    assert told(lambda: rotate_token(by=by, token=token)) == "token.not_rotatable"
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-29")
    assert (lets_in(old), lets_in(new)) == ("token.unknown", "")
    newest = rotate_token(by=by, token=token)
    assert (lets_in(new), lets_in(newest)) == ("", "")
    assert [act.action for act in history("token", token.id)][-2:] == ["rotate", "rotate"]


def test_revoked_is_revoked_at_the_next_request(world: World) -> None:
    secret, token = issued(world), Token.objects.get()
    by = world.viewer(ADMIN)
    assert told(lambda: revoke_token(by=by, token=token, reason=" ")) == "token.reason_needed"
    revoke_token(by=by, token=token, reason="Phần mềm ngừng dùng.")
    assert lets_in(secret) == "token.unknown"
    assert told(lambda: revoke_token(by=by, token=token, reason="Lần nữa.")) == "token.changed"
    assert told(lambda: rotate_token(by=world.viewer(KEEPER), token=token)) == "token.not_in_force"
    assert Notice.objects.get(kind="token_revoked").recipient_id == world.person(KEEPER)


def test_what_ends_a_key_without_anybody_revoking_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = issued(world)
    assert lets_in("thenchot_sai") == lets_in("") == "token.unknown"
    account = Account.objects.filter(staff_code=KEEPER)
    account.update(is_active=False)
    assert lets_in(secret) == "token.unknown"
    account.update(is_active=True)
    posts = Appointment.objects.filter(person__staff_code=KEEPER)
    posts.update(valid_to=date(2026, 11, 20))
    assert lets_in(secret) == "token.unknown"
    posts.update(valid_to=None)
    assert lets_in(secret) == ""
    monkeypatch.setenv("THENCHOT_TODAY", "2027-03-31")
    assert lets_in(secret) == ""
    monkeypatch.setenv("THENCHOT_TODAY", "2027-04-01")
    assert lets_in(secret) == "token.unknown"


def test_so_many_requests_in_a_minute_and_then_anew(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_PER_MINUTE = 2
    secret, at = issued(world), clock.at(date(2026, 11, 21), 9, 30)
    monkeypatch.setattr(clock, "now", lambda: at)
    assert [lets_in(secret) for _ in range(3)] == ["", "", "token.too_fast"]
    assert Token.objects.get().used_at == at
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=50))
    with pytest.raises(Refusal) as raised:
        use_token(secret=secret)
    assert (raised.value.status, raised.value.params["seconds"]) == (429, 10)
    monkeypatch.setattr(clock, "now", lambda: at + timedelta(minutes=1))
    assert lets_in(secret) == ""


def test_a_verb_that_was_not_approved_is_refused_by_its_name(world: World) -> None:
    caller = use_token(secret=issued(world, verbs=("people.read",)))
    caller.need("people.read")
    with pytest.raises(Refusal) as raised:
        caller.need("tasks.assign")
    assert (raised.value.kind, raised.value.status) == (refusals.VERB_MISSING, 403)
    assert "Giao việc" in raised.value.sentence


def test_a_key_of_a_division_opens_the_division(world: World) -> None:
    caller = use_token(secret=issued(world, unit=place("BT-KT"), owner_code=DIVISION_HEAD))
    assert caller.unit_path == place("BT-KT").path
    assert told(lambda: access.unit_to_open(world.viewer(ADMIN), place("LG").id)) == "token.unit_needed"
    assert told(lambda: access.unit_to_open(world.viewer(ORGANISER), place().id)) == "token.not_requester"
    assert told(lambda: access.unit_to_open(world.viewer(STAFF), place().id)) == "token.not_found"
    assert approved(world, name="Một cửa").state == "approved"
