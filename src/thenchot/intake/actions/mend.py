"""A person mends what sticks and takes it in their own name, or drops it with a reason."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from thenchot.audit.actions.record import record
from thenchot.audit.chain import Act
from thenchot.intake.actions.take import TAKERS, said, settle
from thenchot.intake.cells import tidy
from thenchot.intake.models import Arrival
from thenchot.intake.refusals import CHANGED, NOT_STUCK, REASON_NEEDED
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import Refusal, refuse_if
from thenchot.people.identity import Identity


def mend(*, by: Identity, arrival: Arrival, cells: Mapping[str, str]) -> None:
    """Take it with these cells; refused again, what was typed is kept and the new reason stands beside it."""
    refuse_if(arrival.state != "stuck", NOT_STUCK)
    mended = tidy(arrival.kind, cells)
    try:
        with transaction.atomic():
            fresh = _held(arrival)
            _note(by, fresh, "mend", {"was": fresh.cells, "is": mended} if mended != fresh.cells else {})
            fresh.cells = mended
            settle(by, fresh, TAKERS[fresh.kind](by, fresh))
    except Refusal as refusal:
        if refusal.code != CHANGED.code:
            same = Arrival.objects.filter(id=arrival.id, version=arrival.version, state="stuck")
            same.update(cells=mended, why=said(refusal), version=arrival.version + 1)
        raise


def drop(*, by: Identity, arrival: Arrival, reason: str) -> None:
    """Nothing becomes of it; the same again stays dropped, something else under its number comes anew."""
    refuse_if(arrival.state != "stuck", NOT_STUCK)
    if not reason.strip():
        raise REASON_NEEDED("reason")
    with transaction.atomic():
        fresh = _held(arrival)
        _note(by, fresh, "drop", {"reason": reason.strip()})
        Arrival.objects.filter(id=fresh.id).update(
            state="dropped", note=reason.strip(), settled_at=clock.now(), version=fresh.version + 1, last_hash=fresh.last_hash
        )


def _held(arrival: Arrival) -> Arrival:
    wait_for("arrival", arrival.id)
    same = Arrival.objects.filter(id=arrival.id, version=arrival.version, state="stuck")
    fresh = same.select_related("connection").first()
    if fresh is None:
        raise CHANGED()
    return fresh


def _note(by: Identity, arrival: Arrival, action: str, payload: Mapping[str, object]) -> None:
    given = {"source": arrival.source, "ref": arrival.ref, **payload}
    arrival.last_hash = record(by.actor, [Act("arrival", arrival.id, action, given, arrival.last_hash)], clock.now())[0]
