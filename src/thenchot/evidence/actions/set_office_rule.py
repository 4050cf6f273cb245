"""Put a rule of an office's regulations in force from a day (áp dụng điều quy chế), with what it takes off; or end it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db import transaction

from thenchot.audit.actions.record import record, record_next
from thenchot.audit.chain import Act
from thenchot.evidence.models import OfficeRule
from thenchot.evidence.refusals import (
    POINTS_WRONG,
    RULE_BEFORE,
    RULE_CHANGED,
    RULE_CODE,
    RULE_DOCUMENT,
    RULE_LINE,
    RULE_TEXT,
)
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import UnitAt
from thenchot.people.identity import Identity
from thenchot.rules.book import Criterion
from thenchot.rulesets.shelf import known, load


@dataclass(frozen=True)
class Taking:
    """What one violation takes off: the rulebook, its criterion, the points."""

    rulebook: str
    criterion: str
    points: Fraction


@dataclass(frozen=True)
class NewRule:
    """A rule for a place; `code` is a code of the regulations or of a kind of fact, `takes` what it takes off, maybe nothing."""

    scope: UnitAt
    code: str
    text: str
    document: str
    valid_from: date
    takes: Sequence[Taking] = ()


def set_office_rules(*, by: Identity, rules: Sequence[NewRule]) -> list[int]:
    """Write the rules, all or none; one in force before under the same code ends the day before. Past facts keep the old."""
    for rule in rules:
        _check(rule)
    with transaction.atomic():
        for scope in sorted({rule.scope.id for rule in rules}):
            # Two who set one rule at once: the second sees the first one's and puts its own in its place.
            wait_for("office rules", scope)
        return [_write(by, rule) for rule in rules]


def end_office_rule(*, by: Identity, rule: OfficeRule, last_day: date) -> None:
    """Refuses a rule that somebody changed meanwhile, and a day before it began."""
    refuse_if(last_day < rule.valid_from, RULE_CHANGED)
    at = clock.now()
    with transaction.atomic():
        changed = OfficeRule.objects.filter(id=rule.id, version=rule.version).update(valid_to=last_day, version=rule.version + 1)
        refuse_if(not changed, RULE_CHANGED)
        head = record_next(by.actor, Act("office_rule", rule.id, "end", {"valid_to": last_day}), at)
        OfficeRule.objects.filter(id=rule.id).update(last_hash=head)


def _check(rule: NewRule) -> None:
    if not rule.code.strip() or len(rule.code.strip()) > 30:
        raise RULE_CODE(field="code")
    if not rule.text.strip():
        raise RULE_TEXT(field="text")
    if not rule.document.strip():
        raise RULE_DOCUMENT(field="document")
    for taking in rule.takes:
        line = _line(taking)
        if line is None:
            raise RULE_LINE(field="criterion")
        if taking.points <= 0 or (line.max is not None and taking.points > line.max):
            raise POINTS_WRONG(field="points", max=f"{line.max}".replace(".", ",") if line.max is not None else "")


def _line(taking: Taking) -> Criterion | None:
    if taking.rulebook not in known():
        return None
    book = load(taking.rulebook)
    leaves = (leaf for kind in (None, *book.kinds()) for leaf in book.leaves(kind))
    return next((leaf for leaf in leaves if leaf.id == taking.criterion), None)


def _write(by: Identity, rule: NewRule) -> int:
    at, code = clock.now(), rule.code.strip()
    rows = OfficeRule.objects.filter(scope_id=rule.scope.id, code=code)
    before = rows.filter(valid_to=None).order_by("-valid_from").first()
    deducts = {taking.rulebook: {"criterion": taking.criterion, "points": str(taking.points)} for taking in rule.takes}
    if before is not None and before.valid_from > rule.valid_from:
        raise RULE_BEFORE(field="valid_from", code=code, day=f"{before.valid_from:%d/%m/%Y}")
    if before is not None and before.valid_from < rule.valid_from:
        end_office_rule(by=by, rule=before, last_day=rule.valid_from - timedelta(days=1))
        deducts = {**before.deducts, **deducts} if deducts else {}
    same = rows.filter(valid_from=rule.valid_from).first()
    if same is not None:
        return _mend(by, same, rule, deducts)
    row = OfficeRule.objects.create(
        scope_id=rule.scope.id, code=code, text=rule.text.strip(), document=rule.document.strip()[:200], deducts=deducts,
        valid_from=rule.valid_from, entered_by_id=by.person_id, at=at,
    )  # fmt: skip
    head = record(by.actor, [Act("office_rule", row.id, "set", _said(row))], at)[0]
    OfficeRule.objects.filter(id=row.id).update(last_hash=head)
    return row.id


def _mend(by: Identity, row: OfficeRule, rule: NewRule, deducts: Mapping[str, Mapping[str, str]]) -> int:
    """Set again for the same day: the words and points of the later save stand, and one that was ended is in force again."""
    row.valid_to, row.text, row.document = None, rule.text.strip(), rule.document.strip()[:200]
    row.deducts = {**row.deducts, **deducts} if deducts else {}
    row.version += 1
    row.last_hash = record_next(by.actor, Act("office_rule", row.id, "set", _said(row)), clock.now())
    row.save(update_fields=["valid_to", "text", "document", "deducts", "version", "last_hash"])
    return row.id


def _said(row: OfficeRule) -> dict[str, object]:
    return {
        "scope": row.scope_id, "code": row.code, "text": row.text, "document": row.document, "deducts": row.deducts,
        "valid_from": row.valid_from,
    }  # fmt: skip
