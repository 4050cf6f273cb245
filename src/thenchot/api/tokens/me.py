"""What the key that asks may do, and until when."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from ninja import Schema

from thenchot.api.door import Asking, api
from thenchot.organisation.queries import unit_on


class Key(Schema):
    """A connection key, as its software may know it."""

    name: str
    owner: str
    unit: str
    verbs: list[str]
    expires_on: date
    per_minute: int
    today: date


@api.get("me", url_name="api.me", response=Key, summary="The key itself", tags=["key"])
def me(request: Asking) -> Key:
    """What this key opens: any key may ask. `today` is the day that the installation counts by."""
    caller = request.auth
    place = unit_on(caller.unit_id or 0, caller.day)
    return Key(
        name=caller.token_name, owner=caller.staff_code, unit=place.code if place else "", verbs=list(caller.verbs),
        expires_on=caller.expires_on, per_minute=settings.API_PER_MINUTE, today=caller.day,
    )  # fmt: skip
