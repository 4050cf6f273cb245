"""Information for the assessment in the key's subtree, and the kinds there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import Code
from thenchot.api.paging import Stretch, part
from thenchot.audit.actions.record_opening import record_openings
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.listing import Wanted, fact_under, facts_after
from thenchot.evidence.refusals import FACT_NOT_FOUND
from thenchot.evidence.sources import all_sources
from thenchot.tokens.caller import Caller

OPENED = "Thông tin phục vụ đánh giá, qua giao diện lập trình"


class Fact(Schema):
    """A dated, sourced fact about a person or a unit; a withdrawn one says why."""

    id: int
    version: int
    kind: str
    person: str | None
    unit: str | None
    period: str
    happened_on: date | None
    decided_on: date | None
    document: str
    document_on: date
    text: str
    details: dict[str, str]
    rule_code: str
    source: str
    source_ref: str
    office: str
    entered_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str


class Facts(Schema):
    """A stretch of facts."""

    items: list[Fact]
    next: str | None


class Enterable(Schema):
    """A kind of facts: whom it is about, what it asks for beside its text, whether it speaks for or against."""

    code: str
    name: str
    polarity: str
    about: str
    asks: list[str]
    figures: list[str]
    choices: list[str]
    paper: bool
    citation: str


class Kinds(Schema):
    """The kinds that a key may enter, and the codes of sources."""

    items: list[Enterable]
    sources: list[str]


class Narrowed(Stretch):
    """Which facts."""

    kind: Code = ""
    person: Code = ""
    source: Code = ""
    source_ref: Code = ""


@api.get("evidence", url_name="api.facts", response=Facts, summary="List facts", tags=["evidence"])
def facts(request: Asking, wanted: Query[Narrowed]) -> Facts:
    """Verb `evidence.read`. That it was read is told to each person it is about."""
    caller = request.auth
    caller.need("evidence.read")
    narrowed = Wanted(wanted.kind, wanted.person, wanted.source, wanted.source_ref)
    found = part(wanted, lambda after, most: facts_after(caller, narrowed, after, most), lambda row: row.id)
    _tell(caller, found.rows)
    return Facts(items=[shown(row) for row in found.rows], next=found.next)


@api.get("evidence/kinds", url_name="api.kinds", response=Kinds, summary="Kinds of facts", tags=["evidence"])
def kinds(request: Asking) -> Kinds:
    """What may be entered, and what each kind asks for: `act`, `effect` and `day` are days, `figures` whole numbers by code."""
    enterable = [kind for kind in all_kinds().values() if any(request.auth.has(role) for role in kind.enter)]
    named = [
        Enterable(
            code=kind.code, name=kind.en if get_language() == "en" else kind.vi, polarity=kind.polarity, about=kind.about,
            asks=list(kind.asks), figures=[one.code for one in kind.figures], choices=[one.code for one in kind.choices],
            paper=kind.paper, citation=kind.citation,
        )
        for kind in enterable
    ]  # fmt: skip
    return Kinds(items=named, sources=list(all_sources()))


@api.get("evidence/{int:fact_id}", url_name="api.fact", response=Fact, summary="One fact", tags=["evidence"])
def fact(request: Asking, fact_id: int) -> Fact:
    """Verb `evidence.read`."""
    request.auth.need("evidence.read")
    found = fact_under(request.auth, fact_id)
    if found is None:
        raise FACT_NOT_FOUND()
    _tell(request.auth, [found])
    return shown(found)


def fact_shown(caller: Caller, fact_id: int) -> Fact:
    """The fact as it is kept now, to the software that just wrote it."""
    found = fact_under(caller, fact_id)
    if found is None:
        raise FACT_NOT_FOUND()
    return shown(found)


def _tell(caller: Caller, rows: Sequence[Any]) -> None:
    record_openings(caller.actor, {row.person_id for row in rows if row.person_id}, OPENED)


def shown(row: Any) -> Fact:
    return Fact(
        id=row.id, version=row.version, kind=row.kind, person=row.person.staff_code if row.person else None,
        unit=row.unit.code if row.unit else None, period=row.period, happened_on=row.happened_on, decided_on=row.decided_on,
        document=row.document, document_on=row.document_on, text=row.text,
        details={code: str(value) for code, value in row.details.items()}, rule_code=row.rule_code, source=row.source_code,
        source_ref=row.source_ref, office=row.source, entered_at=row.at, withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
    )  # fmt: skip
