"""Put a catalogue in force for a unit from a day, as decided by the authority (Điều 13 khoản 2)."""

from __future__ import annotations

from datetime import date, timedelta
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
from thenchot.standards.drafts import MOST_GROUPS, Draft, ProductRow
from thenchot.standards.models import APPROVED, Catalogue, Product
from thenchot.standards.refusals import (
    CATALOGUE_LATER,
    NO_CITATION,
    NO_PRODUCTS,
    NOT_ADVISER,
    PRODUCT_TWICE,
    STANDARD_NOT_POSITIVE,
    TOO_MANY_GROUPS,
)


def adopt_catalogue(*, by: Identity, unit: UnitAt, draft: Draft, valid_from: date) -> int:
    """Write the whole catalogue or nothing; the unit's open one ends the day before. Returns its number.

    Items proposed under the old one and not decided yet stay usable. Refuses who is not the organisation body of the
    unit, more than five groups, a draft without citation, and a day not after the start of the catalogue in force.
    """
    if not by.has("organisation_body", unit.path):
        raise NOT_ADVISER()
    _check(draft)
    with transaction.atomic():
        # Of two adoptions at once the second waits here and finds the first.
        wait_for("adopt catalogue", unit.id)
        _close(unit.id, valid_from)
        groups = [[group.code, _plain(group.low), _plain(group.high)] for group in draft.groups]
        row = Catalogue.objects.create(
            unit_id=unit.id, name=draft.name[:200], citation=draft.citation.strip()[:200], groups=groups,
            standard_product=draft.standard_product[:300], standard_points=draft.standard_points, valid_from=valid_from,
        )  # fmt: skip
        Product.objects.bulk_create([product_of(item, row.id, valid_from) for item in draft.products], batch_size=500)
        payload: dict[str, object] = {
            "unit": unit.code, "citation": row.citation, "from": valid_from.isoformat(), "products": len(draft.products),
            "standard": [draft.standard_product, draft.standard_points], "groups": groups,
        }  # fmt: skip
        record_next(by.actor, Act("catalogue", row.id, "adopt", payload), clock.now())
    return row.id


def product_of(item: ProductRow, catalogue_id: int, valid_from: date) -> Product:
    return Product(
        catalogue_id=catalogue_id, code=item.code, name=item.name, detail=item.detail, output=item.output,
        folded=searched(item), part=item.part, group=item.group, points=item.points, coefficient=item.coefficient,
        note=item.note, valid_from=valid_from,
    )  # fmt: skip


def searched(item: ProductRow) -> str:
    return fold(f"{item.code} {item.name} {item.detail} {item.output}")


def _plain(points: Decimal | None) -> str | None:
    return None if points is None else f"{points.normalize():f}"


def _check(draft: Draft) -> None:
    refuse_if(not draft.products, NO_PRODUCTS)
    refuse_if(not draft.citation.strip(), NO_CITATION)
    refuse_if(draft.standard_points <= 0, STANDARD_NOT_POSITIVE)
    groups = {group.code for group in draft.groups} | {item.group for item in draft.products if item.group}
    refuse_if(len(groups) > MOST_GROUPS, TOO_MANY_GROUPS, count=len(groups))
    seen: set[str] = set()
    for item in draft.products:
        refuse_if(item.code in seen, PRODUCT_TWICE, code=item.code)
        seen.add(item.code)


def _close(unit_id: int, valid_from: date) -> None:
    later = Catalogue.objects.filter(unit_id=unit_id, valid_from__gte=valid_from).order_by("valid_from").first()
    if later is not None:
        raise CATALOGUE_LATER(field="valid_from", day=f"{later.valid_from:%d/%m/%Y}")
    before = valid_from - timedelta(days=1)
    closing = Catalogue.objects.filter(unit_id=unit_id, valid_to=None)
    Product.objects.filter(catalogue__in=closing, state=APPROVED, valid_to=None).update(valid_to=before)
    closing.update(valid_to=before)
