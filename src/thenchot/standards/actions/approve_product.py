"""What the authority decided on a proposed product: added to the catalogue, perhaps with other points, or not added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import unit_on
from thenchot.people.identity import Identity
from thenchot.standards.actions.propose_product import check_points
from thenchot.standards.drafts import coefficient_of
from thenchot.standards.models import APPROVED, PROPOSED, REFUSED, Product
from thenchot.standards.queries import CatalogueAt, catalogue_for
from thenchot.standards.refusals import ALREADY_DECIDED, NO_CATALOGUE, NO_CITATION


@dataclass(frozen=True)
class Ruling:
    """`decision` names the paper; without `points` the proposed ones stand."""

    product: Product
    approved: bool
    decision: str
    group: str = ""
    points: Decimal | None = None


def approve_product(*, by: Identity, ruling: Ruling) -> int:
    """Record the decision; returns the number of the product that counts from now on.

    With other points the proposed row ends the day before and a new one begins: what was assigned before keeps its units.
    """
    refuse_if(not ruling.decision.strip(), NO_CITATION)
    refuse_if(ruling.product.state != PROPOSED, ALREADY_DECIDED)
    catalogue = _catalogue(by, ruling.product)
    other = ruling.approved and ruling.points is not None and ruling.points != ruling.product.points
    if other and ruling.points is not None:
        check_points(catalogue, ruling.group or ruling.product.group, ruling.points)
    with transaction.atomic():
        number = _replace(by, ruling, catalogue) if other else _settle(by, ruling, catalogue)
        payload: dict[str, object] = {
            "approved": ruling.approved, "decision": ruling.decision.strip(), "points": ruling.points, "becomes": number,
        }  # fmt: skip
        record_next(by.actor, Act("product", ruling.product.id, "decide", payload), clock.now())
    return number


def _catalogue(by: Identity, product: Product) -> CatalogueAt:
    unit = unit_on(product.proposed_for_id, by.day) if product.proposed_for_id else None
    found = catalogue_for(unit.path, by.day) if unit else None
    if found is None:
        raise NO_CATALOGUE(day=f"{by.day:%d/%m/%Y}")
    return found


def _settle(by: Identity, ruling: Ruling, catalogue: CatalogueAt) -> int:
    columns: dict[str, object] = {"decision": ruling.decision.strip()[:200]}
    if ruling.approved:
        columns |= {"state": APPROVED, "catalogue_id": catalogue.id}
    else:
        columns |= {"state": REFUSED, "valid_to": max(by.day - timedelta(days=1), ruling.product.valid_from)}
    _update(ruling.product, columns)
    return ruling.product.id


def _replace(by: Identity, ruling: Ruling, catalogue: CatalogueAt) -> int:
    old, points = ruling.product, ruling.points or ruling.product.points
    fresh = Product.objects.get(id=old.id)
    # A row that began today never was used on another day: it takes the decided points itself.
    same_day = old.valid_from >= by.day
    columns: dict[str, object] = {
        "points": points, "coefficient": coefficient_of(points, catalogue.standard_points), "state": APPROVED,
        "group": ruling.group or old.group, "decision": ruling.decision.strip()[:200], "catalogue_id": catalogue.id,
    }  # fmt: skip
    if same_day:
        _update(old, columns)
        return old.id
    _update(old, {"state": REFUSED, "decision": ruling.decision.strip()[:200], "valid_to": by.day - timedelta(days=1)})
    fresh.pk, fresh.valid_from = None, by.day
    for name, value in columns.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh.id


def _update(product: Product, columns: dict[str, object]) -> None:
    changed = Product.objects.filter(id=product.id, state=PROPOSED).update(**columns)
    refuse_if(not changed, ALREADY_DECIDED)
