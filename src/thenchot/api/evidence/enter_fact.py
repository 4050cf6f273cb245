"""Enter a fact about a person or a unit of the key's subtree."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Field, Schema

from thenchot.api.door import Asking, api
from thenchot.api.evidence.facts import Fact, fact_shown
from thenchot.api.fields import Code, Count, Day, Number, Text
from thenchot.api.once import CREATED, write
from thenchot.evidence.access import subject_to_record
from thenchot.evidence.actions.import_facts import Delivery, import_facts
from thenchot.evidence.entries import Document, Entry, Origin
from thenchot.evidence.listing import Wanted, facts_after
from thenchot.evidence.refusals import DOCUMENT_NEEDED, SOURCE_UNKNOWN
from thenchot.evidence.sources import all_sources
from thenchot.lib.refusals import refuse_if
from thenchot.tokens.caller import Caller


class NewFact(Schema):
    """A fact; which of the days, the period, the figures and the choice its kind asks for is told by /evidence/kinds."""

    model_config = {"extra": "forbid"}
    kind: Code = Field(examples=["commendation"])
    subject: Code = Field(description="staff code, or code of a unit", examples=["BT-011"])
    source: Code = Field(description="one of the sources of /evidence/kinds", examples=["document_software"])
    source_ref: Code = Field(
        description="the source's own number: what comes twice under one number is one fact", examples=["VB-2026-0451"]
    )
    text: Text = ""
    document: str = Field("", max_length=100, description="number and symbol, where its kind rests on a paper")
    document_on: Day | None = None
    happened_on: Day | None = None
    decided_on: Day | None = None
    period: Code = ""
    level: Code = ""
    figures: dict[str, Count] = Field(default_factory=dict)
    choice: Code = ""
    rule_code: Code = ""
    same_act_as: Number | None = None


@api.post("evidence", url_name="api.enter", response={201: Fact}, summary="Enter a fact", tags=["evidence"])
def enter(request: Asking, given: NewFact) -> HttpResponse:
    """Verb `evidence.enter`. The person is told. A `source_ref` that is there already answers with the fact it was."""
    request.auth.need("evidence.enter")
    return write(request, lambda: _entered(request.auth, given), CREATED)


def _entered(caller: Caller, given: NewFact) -> Fact:
    refuse_if(given.source not in all_sources(), SOURCE_UNKNOWN)
    entry = _entry(caller, given)
    outcome = import_facts(by=caller, delivery=Delivery(given.source, caller.token_name, [entry], 1))
    if outcome.added:
        return fact_shown(caller, outcome.added[0])
    known = facts_after(caller, Wanted(source=given.source, ref=given.source_ref), 0, 200)
    standing = next(row for row in known if row.withdrawn_at is None and row.office_id == caller.unit_id)
    return fact_shown(caller, standing.id)


def _entry(caller: Caller, given: NewFact) -> Entry:
    kind, subject = subject_to_record(caller, given.kind, given.subject)
    if given.document_on is None and kind.paper:
        raise DOCUMENT_NEEDED(field="document_on")
    signed = given.document_on or given.happened_on or caller.day
    return Entry(
        kind=kind, subject=subject, document=Document(given.document.replace("\x00", ""), signed), text=given.text,
        happened_on=given.happened_on, decided_on=given.decided_on, period=given.period.strip(), level=given.level,
        same_act_as=given.same_act_as, figures=given.figures, choice=given.choice, rule_code=given.rule_code,
        origin=Origin(given.source, given.source_ref.strip()),
    )  # fmt: skip
