"""A head reports work outside the catalogue (Điều 13 khoản 3): usable at once in the unit, until it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.standards.actions.adopt_catalogue import searched
from thenchot.standards.drafts import ProductRow, coefficient_of
from thenchot.standards.models import PROPOSED, Product
from thenchot.standards.queries import CatalogueAt, catalogue_for, products_for
from thenchot.standards.refusals import (
    ALREADY_IN_CATALOGUE,
    GROUP_UNKNOWN,
    NO_CATALOGUE,
    NO_NAME,
    POINTS_NOT_POSITIVE,
    POINTS_OUTSIDE,
    TOO_MANY_POINTS,
)

MOST_POINTS, MOST_COEFFICIENT = Decimal(9_999_999), 999_999
"""What a row of the catalogue holds; far above any work there is."""


@dataclass(frozen=True)
class Proposal:
    """New work as its head describes it; the coefficient follows from the points."""

    unit: UnitAt
    name: str
    output: str
    points: Decimal
    group: str = ""
    detail: str = ""
    reason: str = ""


def propose_product(*, by: Identity, proposal: Proposal) -> int:
    """Write the proposal with a code of its own (DX.01 …); returns its number.

    Refuses a place without a catalogue, work that is already in it, a group it does not have, and points outside the group.
    """
    name, detail, output = (" ".join(text.split()) for text in (proposal.name, proposal.detail, proposal.output))
    refuse_if(not name or not output, NO_NAME)
    catalogue = catalogue_for(proposal.unit.path, by.day)
    if catalogue is None:
        raise NO_CATALOGUE(day=f"{by.day:%d/%m/%Y}")
    check_points(catalogue, proposal.group, proposal.points)
    return _write(by, proposal, catalogue, (name, detail, output))


def _refuse_known(proposal: Proposal, by: Identity, texts: tuple[str, str, str]) -> None:
    for known in products_for(proposal.unit.path, by.day):
        same = (fold(known.name), fold(known.detail), fold(known.output)) == tuple(map(fold, texts))
        refuse_if(same, ALREADY_IN_CATALOGUE, code=known.code)


def check_points(catalogue: CatalogueAt, group: str, points: Decimal) -> None:
    refuse_if(points <= 0, POINTS_NOT_POSITIVE)
    most = min(MOST_POINTS, MOST_COEFFICIENT * catalogue.standard_points)
    if points > most:
        raise TOO_MANY_POINTS(field="points", most=f"{most.normalize():f}".replace(".", ","))
    groups = {known.code: known for known in catalogue.groups}
    if not groups and not group:
        return
    if group not in groups:
        raise GROUP_UNKNOWN(field="group", group=group or "—", choices=", ".join(groups))
    found = groups[group]
    if not found.holds(points):
        raise POINTS_OUTSIDE(field="points", group=group, low=found.low, high=found.high or "…")


def _write(by: Identity, proposal: Proposal, catalogue: CatalogueAt, texts: tuple[str, str, str]) -> int:
    name, detail, output = texts
    with transaction.atomic():
        # Two proposals at once: the second waits here, finds the first and takes the next code.
        wait_for("propose product", catalogue.id)
        _refuse_known(proposal, by, texts)
        number = Product.objects.filter(catalogue_id=catalogue.id, code__startswith="DX.").count() + 1
        item = ProductRow(
            code=f"DX.{number:02d}", name=name[:500], part=proposal.unit.name[:120], group=proposal.group, points=proposal.points,
            coefficient=coefficient_of(proposal.points, catalogue.standard_points), detail=detail[:500], output=output[:300],
        )  # fmt: skip
        row = Product.objects.create(
            catalogue_id=catalogue.id, **{**vars(item), "note": proposal.reason.strip()[:500]}, folded=searched(item),
            state=PROPOSED, proposed_for_id=proposal.unit.id, proposed_by_id=by.person_id, valid_from=by.day,
        )  # fmt: skip
        payload: dict[str, object] = {"code": item.code, "name": item.name, "points": item.points, "unit": proposal.unit.code}
        record_next(by.actor, Act("product", row.id, "propose", payload), clock.now())
    return row.id
