"""Write rows of the delegation table, the fields of deputies, and the roles no appointment gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.organisation.models import Unit
from thenchot.people.models import Delegation, DeputyField, Grant, Person, Tier
from thenchot.people.refusals import DATES_REVERSED, NO_CITATION, ONE_HOLDER, UNKNOWN_PERSON, UNKNOWN_UNIT


@dataclass(frozen=True)
class Rule:
    """A row of the delegation table as it is typed: units, people and tiers by code."""

    task: str
    unit_code: str
    citation: str
    bloc: str = ""
    rank: str = ""
    category: str = ""
    tier: str = ""
    holder_code: str = ""
    holder_unit_code: str = ""

    def check(self, first: date, last: date | None) -> None:
        """Refuse a row without ground, without a holder or with two, and one that ends before it begins."""
        if not self.citation.strip():
            raise NO_CITATION("citation")
        if bool(self.holder_code) == bool(self.holder_unit_code):
            raise ONE_HOLDER("holder")
        if last is not None and last < first:
            raise DATES_REVERSED("last", start=f"{first:%d/%m/%Y}", end=f"{last:%d/%m/%Y}")


def delegate(*, by: Actor, rule: Rule, valid_from: date, valid_to: date | None = None) -> int:
    """Add a row; the holder is a person, or else the head of the holder's unit. Returns its number."""
    rule.check(valid_from, valid_to)
    with transaction.atomic():
        row = Delegation.objects.create(
            task=rule.task, unit=_unit(rule.unit_code), bloc=rule.bloc, rank=rule.rank, category=rule.category,
            tier=Tier.objects.get_or_create(code=rule.tier, defaults={"name": rule.tier})[0] if rule.tier else None,
            holder=_person(rule.holder_code) if rule.holder_code else None,
            holder_unit=_unit(rule.holder_unit_code) if rule.holder_unit_code else None,
            citation=rule.citation, valid_from=valid_from, valid_to=valid_to,
        )  # fmt: skip
        payload: dict[str, object] = {**vars(rule), "valid_from": valid_from.isoformat()}
        if valid_to is not None:
            payload["valid_to"] = valid_to.isoformat()
        record_next(by, Act("delegation", row.id, "delegate", payload), clock.now())
    return row.id


def put_in_charge(*, by: Actor, deputy_code: str, unit_code: str, valid_from: date) -> None:
    """Give a deputy a field (lĩnh vực phụ trách)."""
    with transaction.atomic():
        row = DeputyField.objects.create(deputy=_person(deputy_code), unit=_unit(unit_code), valid_from=valid_from)
        record_next(by, Act("deputy_field", row.id, "put_in_charge", {"deputy": deputy_code, "unit": unit_code}), clock.now())


def grant(*, by: Actor, staff_code: str, role: str, unit_code: str, valid_from: date) -> None:
    """Give a person a role over a subtree."""
    with transaction.atomic():
        row = Grant.objects.create(person=_person(staff_code), role=role, unit=_unit(unit_code), valid_from=valid_from)
        record_next(by, Act("grant", row.id, "grant", {"person": staff_code, "role": role, "unit": unit_code}), clock.now())


def _unit(code: str) -> Unit:
    found = Unit.objects.filter(code=code).first()
    if found is None:
        raise UNKNOWN_UNIT("unit", code=code)
    return found


def _person(code: str) -> Person:
    found = Person.objects.filter(staff_code=code).first()
    if found is None:
        raise UNKNOWN_PERSON("holder", code=code)
    return found
