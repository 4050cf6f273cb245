"""Keys at their edges: first and last moments, people who move, another subtree, texts at their longest, what the trail says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from pytest_django.fixtures import Settings

from tests.tokens.keys import KEEPER, SOFTWARE, approved, asked, issued, place, requested
from tests.web.world import ADMIN, AUDITOR, DIVISION_HEAD, ORGANISER, SETUP, STAFF, World
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice
from thenchot.organisation.models import UnitVersion
from thenchot.people.actions.delegate import grant
from thenchot.people.models import Account, Appointment
from thenchot.tokens import access
from thenchot.tokens.actions.issue_token import issue_token
from thenchot.tokens.actions.request_token import LONGEST, LONGEST_NAME, LONGEST_PURPOSE, request_token
from thenchot.tokens.actions.revoke_token import revoke_token
from thenchot.tokens.actions.rotate_token import rotate_token
from thenchot.tokens.actions.settle_token import settle_token
from thenchot.tokens.actions.use_token import use_token
from thenchot.tokens.models import Secret, Token
from thenchot.tokens.verbs import VERBS

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def code_of(act: Callable[[], object]) -> str:
    """The refusal's code, or "" where it is done."""
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return ""


def lets_in(secret: str) -> str:
    return code_of(partial(use_token, secret=secret))


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"name": "x" * LONGEST_NAME}, ""), ({"purpose": "x" * LONGEST_PURPOSE}, ""),
        ({"purpose": "x" * (LONGEST_PURPOSE + 1)}, "token.purpose_needed"), ({"purpose": "\n\t "}, "token.purpose_needed"),
        ({"expires_on": TODAY + timedelta(days=1)}, ""), ({"expires_on": TODAY + timedelta(days=LONGEST)}, ""),
        ({"expires_on": TODAY - timedelta(days=1)}, "token.day_wrong"), ({"expires_on": date.max}, "token.day_wrong"),
        ({"verbs": ("people.read", "people.read")}, ""), ({"verbs": ("people.read", "*")}, "token.verbs_needed"),
        ({"owner_code": KEEPER.lower()}, ""), ({"owner_code": f" {KEEPER} "}, ""), ({"owner_code": ""}, "token.owner_unknown"),
    ],
)  # fmt: skip
def test_what_is_asked_for_at_its_longest_shortest_and_last(world: World, other: dict[str, object], code: str) -> None:
    assert code_of(lambda: request_token(by=world.viewer(ADMIN), asked=asked(**other))) == code
    assert Token.objects.count() == Entry.objects.filter(object_kind="token").count() == (0 if code else 1)
    assert Notice.objects.filter(kind="token_requested").exists() == (not code)


def test_a_verb_asked_for_twice_is_one_and_the_trail_says_everything_that_was_asked(world: World) -> None:
    token = requested(world, verbs=("tasks.read", "people.read", "tasks.read"), name="  Một cửa ")
    assert (token.verbs, token.name) == (["people.read", "tasks.read"], "Một cửa")
    (line,) = history("token", token.id)
    assert canonical.loads(line.payload) == {
        "name": "Một cửa", "owner": KEEPER, "unit": "BT", "verbs": ["people.read", "tasks.read"],
        "purpose": "Liên thông theo Kế hoạch 15/KH-UBND", "expires_on": "2027-03-31",
    }  # fmt: skip


def test_an_owner_who_cannot_sign_in_answers_for_nothing(world: World) -> None:
    Account.objects.filter(staff_code=KEEPER).update(is_active=False)
    assert code_of(lambda: requested(world)) == "token.owner_unknown"
    Account.objects.filter(staff_code=KEEPER).delete()
    assert code_of(lambda: requested(world)) == "token.owner_unknown"


def test_an_owner_works_in_the_place_of_the_key_or_below_it(world: World) -> None:
    assert code_of(lambda: requested(world, unit=place("BT-KT"))) == "token.owner_unknown"  # the head of the other division
    assert requested(world, unit=place("BT-VP"), name="Một cửa").owner_id == world.person(KEEPER)


def test_the_same_name_in_two_places_is_two_keys_and_after_its_end_free_again(world: World) -> None:
    approved(world)
    assert code_of(lambda: requested(world)) == "token.name_taken"
    assert requested(world, unit=place("BT-VP")).name == SOFTWARE
    revoke_token(by=world.viewer(ADMIN), token=Token.objects.earliest("id"), reason="Đổi phần mềm")
    assert requested(world).name == SOFTWARE


@pytest.mark.parametrize(
    ("code", "may"), [(KEEPER, ""), (ADMIN, "token.not_owner"), (ORGANISER, "token.not_owner"), (STAFF, "token.not_found")]
)
def test_who_takes_a_secret(world: World, code: str, may: str) -> None:
    token = approved(world)
    assert code_of(lambda: access.own_token(world.viewer(code), token.id)) == may
    assert not Secret.objects.exists()


def test_who_moves_out_of_the_place_takes_what_the_software_does_with_them(world: World) -> None:
    """Nobody else answers for it: it stops the same day, and goes on when they are back."""
    secret = issued(world, unit=place("BT-VP"))
    posts = Appointment.objects.filter(person__staff_code=KEEPER, valid_to=None)
    here, there = place("BT-VP").id, place("BT-KT").id
    assert lets_in(secret) == ""
    posts.update(unit_id=there)
    assert lets_in(secret) == "token.unknown"
    posts.update(unit_id=here)
    assert lets_in(secret) == ""


def test_a_place_that_is_renamed_keeps_its_key_and_one_that_is_gone_ends_it(world: World) -> None:
    secret = issued(world, unit=place("BT-VP"))
    versions = UnitVersion.objects.filter(unit_id=place("BT-VP").id)
    versions.update(name="Văn phòng")
    assert use_token(secret=secret).unit_name == f"Văn phòng · {SOFTWARE}"
    versions.update(valid_to=TODAY - timedelta(days=1))
    assert lets_in(secret) == "token.unknown"


@pytest.mark.parametrize("said", ["", " ", "thenchot_", "Bearer x", "x" * 10_000, "thenchot_\x00", "thenchot_ế", "' OR 1=1 --"])
def test_what_is_no_secret_opens_nothing_and_says_no_more_than_that(world: World, said: str) -> None:
    secret = issued(world)
    for wrong in (said, secret + said, said + secret if said else secret[:-1]):
        if wrong != secret:
            assert lets_in(wrong) == "token.unknown"
    assert lets_in(secret.upper()) == lets_in(secret.swapcase()) == "token.unknown"
    assert lets_in(secret) == ""


def test_the_old_secret_is_good_to_the_very_moment_and_not_a_moment_longer(
    world: World, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_OVERLAP_DAYS = 7
    at = clock.at(TODAY, 9, 30)
    old, token = issued(world), Token.objects.get()
    monkeypatch.setattr(clock, "now", lambda: at)
    new = rotate_token(by=world.viewer(KEEPER), token=token)
    for wait, found in ((timedelta(days=7) - timedelta(seconds=1), ""), (timedelta(days=7), "token.unknown")):
        monkeypatch.setattr(clock, "now", lambda wait=wait: at + wait)
        assert (lets_in(old), lets_in(new)) == (found, "")


def test_a_key_ends_at_midnight_of_vietnam_and_not_of_greenwich(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = issued(world)
    for moment, found in ((clock.at(date(2027, 3, 31), 23, 59), ""), (clock.at(date(2027, 4, 1), 0, 0), "token.unknown")):
        monkeypatch.setattr(clock, "now", lambda moment=moment: moment)
        assert lets_in(secret) == found


def test_no_secret_is_made_for_a_key_that_was_revoked_since_the_page_was_opened(world: World) -> None:
    token = approved(world)
    stale = Token.objects.get(id=token.id)
    revoke_token(by=world.viewer(ORGANISER), token=token, reason="Văn bản bị thu hồi")
    keeper = world.viewer(KEEPER)
    assert code_of(lambda: issue_token(by=keeper, token=stale)) == "token.not_in_force"
    assert code_of(lambda: rotate_token(by=keeper, token=stale)) == "token.not_in_force"
    assert not Secret.objects.exists()
    assert [line.action for line in history("token", token.id)] == ["request", "approve", "revoke"]


def test_a_key_that_was_asked_for_is_taken_back_before_anybody_settled_it(world: World) -> None:
    token = requested(world)
    revoke_token(by=world.viewer(ADMIN), token=token, reason="  Nhập nhầm nơi  ")
    token.refresh_from_db()
    assert (token.state, token.note) == ("revoked", "Nhập nhầm nơi")
    assert code_of(lambda: settle_token(by=world.viewer(ORGANISER), token=token, approved=True)) == "token.changed"
    assert Notice.objects.get(kind="token_revoked").recipient_id == world.person(KEEPER)


def test_each_step_is_one_line_of_who_took_it_and_a_refused_one_is_none(world: World) -> None:
    secret, token = issued(world), Token.objects.get()
    keeper = world.viewer(KEEPER)
    for _ in range(3):
        code_of(lambda: issue_token(by=keeper, token=token))
    rotate_token(by=keeper, token=token)
    code_of(lambda: rotate_token(by=keeper, token=token))
    code_of(lambda: revoke_token(by=keeper, token=token, reason=""))
    lines = list(history("token", token.id))
    people = [world.person(code) for code in (ADMIN, ORGANISER, KEEPER, KEEPER)]
    assert [(line.action, line.actor_id) for line in lines] == list(
        zip(("request", "approve", "issue", "rotate"), people, strict=True)
    )
    hints = [canonical.loads(line.payload).get("hint") for line in lines[2:]]
    assert hints == [one.hint for one in Secret.objects.order_by("id")]
    assert hints[0] == secret[-4:]


@pytest.mark.parametrize("verb", VERBS)
def test_a_key_with_one_verb_has_that_one_and_no_other(world: World, verb: str) -> None:
    caller = use_token(secret=issued(world, verbs=(verb,)))
    assert [one for one in VERBS if not code_of(partial(caller.need, one))] == [verb]


def test_an_approver_of_a_division_settles_only_its_keys(world: World) -> None:
    grant(by=SETUP, staff_code=DIVISION_HEAD, role="organisation_body", unit_code="BT-KT", valid_from=date(2026, 1, 1))
    ward, division = requested(world), requested(world, name="Một cửa", unit=place("BT-KT"), owner_code=STAFF)
    by = world.viewer(DIVISION_HEAD)
    assert code_of(lambda: access.token_to_settle(by, ward.id)) == "token.not_found"
    assert access.token_to_settle(by, division.id) == division
    assert {one.recipient_id for one in Notice.objects.filter(params__contains="Một cửa")} == {
        world.person(ORGANISER), world.person(DIVISION_HEAD),
    }  # fmt: skip


def test_an_auditor_reads_the_trail_of_keys_and_not_the_keys(world: World) -> None:
    token = approved(world)
    assert code_of(lambda: access.token_in_sight(world.viewer(AUDITOR), token.id)) == "token.not_found"
    assert code_of(lambda: access.require_sight(world.viewer(AUDITOR))) == "token.not_found"
