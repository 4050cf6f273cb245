"""A key of the invented ward: asked for by its administrator, approved by its organisation body, taken by its owner."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.kept import state
from tests.web import world as ward
from tests.web.world import ADMIN, ORGANISER, World
from thenchot.lib import clock
from thenchot.organisation.queries import UnitAt, unit_by_code
from thenchot.tokens.actions.issue_token import issue_token
from thenchot.tokens.actions.request_token import Asked, request_token
from thenchot.tokens.actions.settle_token import settle_token
from thenchot.tokens.models import Token
from thenchot.tokens.verbs import VERBS

KEEPER = "BT-020"
"""Who answers for what the software does: the head of the ward's office."""
SOFTWARE = "Quản lý văn bản"


def place(code: str = "BT") -> UnitAt:
    found = unit_by_code(code, clock.today())
    assert found is not None
    return found


def asked(**other: object) -> Asked:
    plain = Asked(
        SOFTWARE, KEEPER, place(), tuple(VERBS), "Liên thông theo Kế hoạch 15/KH-UBND", date(2027, 3, 31)
    )
    return replace(plain, **other)  # type: ignore[arg-type]  # a test says which of the fields differs


def requested(world: World, **other: object) -> Token:
    return Token.objects.get(id=request_token(by=world.viewer(ADMIN), asked=asked(**other)))


def approved(world: World, **other: object) -> Token:
    token = requested(world, **other)
    settle_token(by=world.viewer(ORGANISER), token=token, approved=True)
    return Token.objects.get(id=token.id)


def issued(world: World, **other: object) -> str:
    """The secret of a key with every verb over the ward, unless said otherwise."""
    token = approved(world, **other)
    return issue_token(by=world.viewer(token.owner.staff_code), token=token)


def ward_with_keys() -> tuple[World, str, str]:
    """The ward, the secret of a key with every verb over it, and of one that only reads people of one division."""
    world = state(ward.build)
    narrow = issued(world, name="Bảng tin", unit=place("BT-VP"), verbs=("people.read",))
    return world, issued(world), narrow
