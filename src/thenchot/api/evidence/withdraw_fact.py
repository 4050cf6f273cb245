"""Take a fact back that was entered in the key's subtree."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Field, Schema

from thenchot.api.door import Asking, api
from thenchot.api.evidence.facts import Fact, fact_shown
from thenchot.api.fields import Text, Version
from thenchot.api.once import write
from thenchot.evidence.access import fact_to_withdraw
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.tokens.caller import Caller


class Withdrawal(Schema):
    """Why it no longer stands."""

    model_config = {"extra": "forbid"}
    reason: Text = Field(examples=["Nhập nhầm người"])
    version: Version | None = None


@api.post(
    "evidence/{int:fact_id}/withdrawn", url_name="api.withdraw", response=Fact, summary="Withdraw a fact",
    tags=["evidence"],
)  # fmt: skip
def withdraw(request: Asking, fact_id: int, given: Withdrawal) -> HttpResponse:
    """Verb `evidence.withdraw`. It stays readable with the reason; the person is told."""
    request.auth.need("evidence.withdraw")
    return write(request, lambda: _withdrawn(request.auth, fact_id, given))


def _withdrawn(caller: Caller, fact_id: int, given: Withdrawal) -> Fact:
    found = fact_to_withdraw(caller, fact_id)
    found.version = given.version or found.version
    withdraw_fact(by=caller, fact=found, reason=given.reason)
    return fact_shown(caller, fact_id)
