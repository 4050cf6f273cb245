"""The list of keys as each reader sees it: which keys, in which order, and what each may do with them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tokens.keys import KEEPER, approved, issued, place, requested
from tests.web.world import ADMIN, AUDITOR, HEAD, ORGANISER, SETUP, STAFF, World
from thenchot.lib.refusals import Refusal
from thenchot.people.actions.delegate import grant
from thenchot.tokens.access import require_sight, tokens_in_sight
from thenchot.tokens.actions.revoke_token import revoke_token
from thenchot.tokens.actions.rotate_token import rotate_token
from thenchot.tokens.actions.settle_token import settle_token
from thenchot.tokens.models import Token
from thenchot.tokens.queries import TokenRow, holders_over, token_rows
from thenchot.tokens.secrets import HINT, PREFIX, digest_of, hint_of, new_secret

pytestmark = pytest.mark.django_db


def row(world: World, code: str) -> TokenRow:
    return token_rows(world.viewer(code))[0]


def may(world: World, *codes: str) -> dict[str, set[str]]:
    return {code: set(row(world, code).may) for code in codes}


def test_what_each_may_do_at_each_step(world: World) -> None:
    token = requested(world)
    assert may(world, ADMIN, ORGANISER, KEEPER) == {
        ADMIN: {"revoke"},
        ORGANISER: {"settle", "revoke"},
        KEEPER: {"revoke"},
    }
    settle_token(by=world.viewer(ORGANISER), token=token, approved=True)
    assert may(world, ADMIN, ORGANISER, KEEPER) == {
        ADMIN: {"revoke"},
        ORGANISER: {"revoke"},
        KEEPER: {"take", "revoke"},
    }


def test_a_secret_can_be_changed_while_one_is_good_and_nothing_can_be_done_with_an_ended_key(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued(world)
    token = Token.objects.get()
    assert may(world, KEEPER, ADMIN) == {KEEPER: {"rotate", "revoke"}, ADMIN: {"revoke"}}
    rotate_token(by=world.viewer(KEEPER), token=token)
    assert may(world, KEEPER) == {KEEPER: {"revoke"}}
    assert [one.valid_until is None for one in row(world, ADMIN).secrets] == [False, True]
    monkeypatch.setenv("THENCHOT_TODAY", "2027-04-01")
    assert (row(world, ADMIN).state, may(world, KEEPER, ADMIN)) == ("expired", {KEEPER: set(), ADMIN: set()})
    assert row(world, ADMIN).secrets == ()


def test_the_list_begins_with_what_waits_and_ends_with_what_ended(world: World) -> None:
    revoke_token(by=world.viewer(ADMIN), token=approved(world, name="Thu hồi"), reason="Ngừng dùng.")
    settle_token(
        by=world.viewer(ORGANISER),
        token=requested(world, name="Từ chối"),
        approved=False,
        note="Thiếu căn cứ.",
    )
    issued(world, name="Đang dùng")
    requested(world, name="Chờ duyệt")
    rows = token_rows(world.viewer(ORGANISER))
    assert [one.name for one in rows] == ["Chờ duyệt", "Đang dùng", "Từ chối", "Thu hồi"]
    assert [one.note for one in rows] == ["", "", "Thiếu căn cứ.", "Ngừng dùng."]
    assert [one.settled_by for one in rows] == ["", "Lý Thu Hiền", "Lý Thu Hiền", "Tô Kim Phụng"]
    assert {one.requested_by for one in rows} == {"Tô Kim Phụng"}


def test_a_key_is_in_sight_of_its_keepers_and_its_owner(world: World) -> None:
    requested(world)
    seen = {
        code: tokens_in_sight(world.viewer(code)).count()
        for code in (ADMIN, ORGANISER, KEEPER, STAFF, HEAD, AUDITOR)
    }
    assert seen == {ADMIN: 1, ORGANISER: 1, KEEPER: 1, STAFF: 0, HEAD: 0, AUDITOR: 0}
    for code in (ADMIN, ORGANISER, KEEPER):
        require_sight(world.viewer(code))
    for code in (STAFF, HEAD, AUDITOR):
        with pytest.raises(Refusal) as raised:
            require_sight(world.viewer(code))
        assert (raised.value.code, raised.value.status) == ("token.not_found", 404)


def test_a_keeper_of_one_division_sees_the_keys_of_that_division(world: World) -> None:
    requested(world)
    requested(world, name="Một cửa", unit=place("BT-VP"))
    grant(
        by=SETUP, staff_code=STAFF, role="organisation_body", unit_code="BT-VP", valid_from=date(2026, 1, 1)
    )
    rows = token_rows(world.viewer(STAFF))
    assert [(one.name, set(one.may)) for one in rows] == [("Một cửa", {"settle", "revoke"})]


def test_who_holds_a_role_over_a_place_on_a_day(world: World) -> None:
    inside, day = place("BT-KT").path, date(2026, 11, 21)
    assert holders_over("organisation_body", inside, day) == [world.person(ORGANISER)]
    assert holders_over("organisation_body", place("LG").path, day) == []
    assert holders_over("organisation_body", inside, date(2025, 12, 31)) == []
    grant(by=SETUP, staff_code=HEAD, role="organisation_body", unit_code="LG", valid_from=date(2026, 1, 1))
    assert holders_over("organisation_body", inside, day) == sorted(
        [world.person(ORGANISER), world.person(HEAD)]
    )


@pytest.mark.parametrize(
    ("day", "ending"), [("2027-03-16", False), ("2027-03-17", True), ("2027-03-31", True)]
)
def test_a_key_that_ends_soon_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch, day: str, ending: bool
) -> None:
    approved(world)
    monkeypatch.setenv("THENCHOT_TODAY", day)
    assert row(world, ADMIN).ending is ending


def test_secrets_are_long_different_and_known_by_their_beginning() -> None:
    made = {new_secret() for _ in range(200)}
    assert len(made) == 200
    assert all(one.startswith(PREFIX) and len(one) == len(PREFIX) + 43 and one.isascii() for one in made)
    one = made.pop()
    assert (hint_of(one), len(hint_of(one))) == (one[-HINT:], 4)
    assert len(digest_of(one)) == 64
    assert digest_of(one) != digest_of(one + " ")
    assert one not in digest_of(one)
