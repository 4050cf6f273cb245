"""An arrival about a person or unit becomes a fact of the register, read and refused as a typed row is."""

from __future__ import annotations

from thenchot.evidence.access import fact_to_withdraw
from thenchot.evidence.actions.enter_fact import enter_fact
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import Fact
from thenchot.evidence.reading import Drafted, Given, Line, draft
from thenchot.evidence.refusals import SOURCE_DIFFERS
from thenchot.intake.models import Arrival
from thenchot.people.identity import Identity

REASON = "Nguồn {source} gửi lại số {ref} với số liệu mới."


def take_fact(by: Identity, arrival: Arrival) -> tuple[str, int]:
    """Enter it, or find it entered; figures of a month that the source sends anew take the place of the old ones."""
    drafted, old = _drafted(by, arrival), _standing(arrival)
    if drafted.known is not None and drafted.known == (old.id if old else drafted.known):
        return "fact", drafted.known
    if old is not None:
        _take_back(by, arrival, old)
        drafted = _drafted(by, arrival)
    if drafted.entry is None:
        assert drafted.refusal is not None
        raise drafted.refusal
    return "fact", enter_fact(by=by, entry=drafted.entry)


def _take_back(by: Identity, arrival: Arrival, old: Fact) -> None:
    """Figures give way to newer ones; a matter with a paper of its own is not taken back because a machine says so."""
    if old.document:
        raise SOURCE_DIFFERS("ref", ref=arrival.ref, number=old.id)
    reason = REASON.format(source=arrival.connection.name, ref=arrival.ref)
    withdraw_fact(by=by, fact=fact_to_withdraw(by, old.id), reason=reason)


def _drafted(by: Identity, arrival: Arrival) -> Drafted:
    line = Line(1, {**arrival.cells, "ref": arrival.ref})
    return draft(by, Given(arrival.connection.origin), [line])[0]


def _standing(arrival: Arrival) -> Fact | None:
    """The fact that what the source said before became, while it stands."""
    if arrival.object_kind != "fact":
        return None
    return Fact.objects.filter(id=arrival.object_id or 0, withdrawn_at=None).first()
