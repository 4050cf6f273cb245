"""Rights are looked at and kept, or withdrawn at once (rà soát quyền)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.identity import Identity
from thenchot.people.models import Account, Delegation, DeputyField, Grant, RightsReview
from thenchot.people.security.rights import RightRow


def review_rights(*, by: Identity, rights: Sequence[RightRow], keep: bool) -> None:
    """Keep or withdraw them. What is withdrawn held until yesterday, and its holder's sessions end."""
    verdict = "keep" if keep else "withdraw"
    with transaction.atomic():
        for row in rights:
            RightsReview.objects.create(
                kind=row.kind, right_id=row.id, verdict=verdict, reviewed_on=by.day, reviewer_id=by.person_id
            )
            payload: dict[str, object] = {"verdict": verdict, "person": row.staff_code}
            record_next(by.actor, Act(row.kind, row.id, "review", payload), clock.now())
        if not keep:
            _withdraw(by, rights)


def _withdraw(by: Identity, rights: Sequence[RightRow]) -> None:
    yesterday = by.day - timedelta(days=1)
    held: dict[str, QuerySet[Any]] = {
        "grant": Grant.objects.all(), "deputy_field": DeputyField.objects.all(), "delegation": Delegation.objects.all(),
    }  # fmt: skip
    for kind, table in held.items():
        table.filter(id__in=[row.id for row in rights if row.kind == kind]).update(valid_to=yesterday)
    holders = {row.person_id for row in rights}
    end_sessions(account_ids=Account.objects.filter(person__in=holders).values_list("id", flat=True))
