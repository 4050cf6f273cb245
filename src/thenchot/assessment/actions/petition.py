"""The person objects to a published result (kiến nghị, Điều 22), and may take the objection back."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from thenchot.assessment.models import Petition, Published, Sheet
from thenchot.assessment.refusals import NOTHING_PUBLISHED, PETITION_CLOSED, PETITION_OPEN, PETITION_TEXT
from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.queries import calendar_days
from thenchot.people.identity import Identity
from thenchot.rules.working_days import add_working_days

ANSWER_WITHIN = 7
"""Working days from receipt (Điều 22); the day of receipt is not counted."""


def petition(*, by: Identity, sheet: Sheet, text: str) -> int:
    """File the objection to the result in force; returns its number. One at a time."""
    about = Published.objects.filter(sheet=sheet).order_by("-number").first()
    if about is None:
        raise NOTHING_PUBLISHED()
    refuse_if(not text.strip(), PETITION_TEXT)
    at = clock.now()
    today = at.date()
    due = add_working_days(today, ANSWER_WITHIN, *calendar_days(today, today + timedelta(days=60)))
    addressee = (sheet.decider_id if sheet.level else None) or sheet.scorer_id
    assert addressee is not None  # a sheet is never opened without a scorer
    with transaction.atomic():
        _refuse_second(sheet)
        row = Petition.objects.create(
            sheet=sheet, about=about, text=text.strip(), received_on=today, due_on=due, addressee_id=addressee
        )
        head = record_next(
            by.actor,
            Act("petition", row.id, "petition", {"sheet": sheet.id, "about": about.number, "due": due.isoformat()}),
            at,
        )
        Petition.objects.filter(id=row.id).update(last_hash=head)
        notify(
            [
                Message(
                    row.addressee_id,
                    "petition_received",
                    {"number": row.id, "due": due.isoformat()},
                    f"/kien-nghi/{row.id}",
                )
            ]
        )
    return row.id


def _refuse_second(sheet: Sheet) -> None:
    # Sent twice at once: the second waits here and finds the first.
    wait_for("petition of sheet", sheet.id)
    running = Petition.objects.filter(sheet=sheet, state="received").first()
    if running:
        raise PETITION_OPEN(due=f"{running.due_on:%d/%m/%Y}")


def withdraw_petition(*, by: Identity, petition: Petition) -> None:
    """The person takes the objection back before it is answered."""
    with transaction.atomic():
        head = record_next(by.actor, Act("petition", petition.id, "withdraw", {}), clock.now())
        done = Petition.objects.filter(id=petition.id, state="received", version=petition.version).update(
            state="withdrawn", version=petition.version + 1, last_hash=head
        )
        refuse_if(not done, PETITION_CLOSED)
