"""Does everything still agree: recomputing published results, and checking them against the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain, pairwise
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min

from thenchot.assessment.frozen import frozen_hash
from thenchot.assessment.models import Cycle, ImportedResult, Meeting, Petition, Published, Sheet
from thenchot.assessment.rejudging import (
    Difference,
    Kept,
    Source,
    differences,
    differences_apart,
    number_in,
    rounded,
    said,
)
from thenchot.assessment.steps import CONFIRMED, DECIDED, PROPOSED
from thenchot.attachments.queries import verify_files
from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault, Heads, verify_entries, verify_seals
from thenchot.checklists.models import Checklist, PastTurns, Reply
from thenchot.checklists.queries.integrity import verify_checklists
from thenchot.evidence.models import Fact, Gathering, Inquiry, OfficeRule, ServiceWeight
from thenchot.followup.models import Briefing, Remedy
from thenchot.followup.queries.integrity import verify_minutes
from thenchot.lib.apart import parts
from thenchot.lib.database import address_for_programs, place_for_programs
from thenchot.rulesets.frozen import digest_of
from thenchot.rulesets.models import FrozenRulebook
from thenchot.workplan.models import Task

__all__ = ["Difference", "recompute", "verify"]

YEARLY = (("meeting", Meeting), ("imported", ImportedResult))
INFORMATION = (
    ("gathering", Gathering), ("inquiry", Inquiry), ("office_rule", OfficeRule), ("service_weight", ServiceWeight)
)  # fmt: skip
FOLLOWED = (("briefing", Briefing), ("remedy", Remedy))
LISTED = (("checklist", Checklist), ("reply", Reply), ("past_turns", PastTurns))
CHUNK = 2000
LONG = 20_000
"""Results that are worth the start of a program for each core."""


def recompute(cycle: Cycle) -> list[Difference]:
    """Judge every published result of the cycle again from what was frozen, with the rulebook as it was frozen."""
    kept = Kept(
        cycle.digest,
        FrozenRulebook.objects.filter(digest=cycle.digest).values_list("content", flat=True).first(),
    )
    results = Published.objects.filter(sheet__cycle=cycle)
    ends = results.aggregate(first=Min("sheet"), last=Max("sheet"), count=Count("id"))
    address = address_for_programs()
    if address is None or ends["count"] < LONG:
        with connection.chunked_cursor() as cursor:
            cursor.execute(_results_sql("%s"), [cycle.id, 0, ends["last"] or 0])
            return differences(chain.from_iterable(iter(partial(cursor.fetchmany, CHUNK), [])), kept)
    shares = [(cycle.id, *between) for between in pairwise(parts(ends["first"] - 1, ends["last"]))]
    return differences_apart(Source(address, _results_sql(place_for_programs())), shares, kept)


def _results_sql(place: str) -> str:
    """A rejudging.Row for each result of a cycle whose sheet's number is after one number and up to another."""
    return (
        "SELECT p.id, p.sheet_id, p.number, p.frozen_hash, p.frozen, CAST(p.score AS text), p.band, p.level "
        "FROM assessment_published p JOIN assessment_sheet s ON s.id = p.sheet_id "
        f"WHERE s.cycle_id = {place} AND s.id > {place} AND s.id <= {place}"
    )


def verify(today: date) -> Iterator[Fault]:
    """Check the whole trail, then that sheets and results are what the trail last said of them."""
    heads: Heads = {}
    yield from verify_entries(heads)
    yield from verify_seals(today)
    yield from _verify_heads(heads)
    yield from verify_files(heads)
    yield from _verify_confirmed()
    yield from _verify_results()
    yield from _verify_rulebooks()
    yield from verify_minutes()
    yield from verify_checklists()


def _verify_heads(heads: Heads) -> Iterator[Fault]:
    """What stands in a table is what the trail last said of it: each row keeps the hash of its last act."""
    assessed = (("sheet", Sheet), ("cycle", Cycle), ("petition", Petition), ("task", Task), ("fact", Fact))
    for kind, model in (*assessed, *YEARLY, *FOLLOWED, *INFORMATION, *LISTED):
        rows = model._default_manager.order_by("id").values_list("id", "last_hash").iterator(chunk_size=5000)
        for number, last_hash in rows:
            if heads.get((kind, number), "") != last_hash:
                yield Fault(f"{kind} {number}", "head_differs")


def _verify_confirmed() -> Iterator[Fault]:
    """Sheets confirmed and first results say what the last confirmation and the last decision said."""
    confirmed, decided, proposed = _said_last("confirm"), _said_last("decide"), _said_last("propose")

    def unlike(sheet_id: int, score: Decimal | None, band: str, level: str) -> bool:
        # A year has no confirmation: its figures stand in the decision, before that in the proposal.
        yearly = next((told[sheet_id] for told in (decided, proposed) if "band" in told.get(sheet_id, {})), None)
        last = {**yearly, "level": yearly["band"]} if yearly else confirmed.get(sheet_id, {"score": None, "level": ""})
        told = (rounded(number_in(last.get("score", ""))), last.get("level"), decided.get(sheet_id, {}).get("level", ""))
        return (rounded(score), band, level) != told

    sheets = Sheet.objects.filter(state__in=(CONFIRMED, PROPOSED, DECIDED)).order_by("id")
    for sheet_id, score, band, level in sheets.values_list("id", "score", "band", "level"):
        if unlike(sheet_id, score, band, level):
            yield Fault(f"sheet {sheet_id}", "confirmed_differs")
    results = Published.objects.filter(number=1).order_by("id").values_list("id", "sheet_id", "score", "band", "level")
    for result_id, sheet_id, score, band, level in results.iterator(chunk_size=5000):
        if unlike(sheet_id, score, band, level):
            yield Fault(f"result {result_id}", "confirmed_differs")


def _said_last(action: str) -> dict[int, dict[str, Any]]:
    """What the last act of a kind said of each sheet; a sheet sent back was confirmed again after it."""
    acts = Entry.objects.filter(object_kind="sheet", action=action).order_by("id").values_list("object_id", "payload")
    return {sheet: said(payload) for sheet, payload in acts.iterator(chunk_size=5000)}


def _verify_results() -> Iterator[Fault]:
    """Each result is written in the trail with the hash of what was frozen; the newest is what the sheet shows."""
    acts = Entry.objects.filter(object_kind="sheet", action__in=("publish", "correct"))
    lines = ((sheet_id, said(payload)) for sheet_id, payload in acts.values_list("object_id", "payload"))
    written = {(sheet_id, line.get("number")): line.get("frozen") for sheet_id, line in lines}
    newest: dict[int, Published] = {}
    for row in Published.objects.order_by("sheet_id", "number").iterator(chunk_size=2000):
        newest[row.sheet_id] = row
        found = written.pop((row.sheet_id, row.number), None)
        if found != row.frozen_hash or frozen_hash(row.frozen) != row.frozen_hash:
            yield Fault(f"result {row.id}", "result_changed")
    yield from (Fault(f"sheet {sheet_id}", "result_missing") for sheet_id, _ in written)
    columns = ("id", "score", "band", "level")
    for sheet_id, score, band, level in Sheet.objects.filter(state="published").order_by("id").values_list(*columns):
        shown = newest.get(sheet_id)
        if shown is None or (rounded(shown.score), shown.band, shown.level) != (rounded(score), band, level):
            yield Fault(f"sheet {sheet_id}", "stored_score_differs")


def _verify_rulebooks() -> Iterator[Fault]:
    for digest, content in FrozenRulebook.objects.values_list("digest", "content"):
        if digest_of(content) != digest:
            yield Fault(f"rulebook {digest[:12]}", "rulebook_changed")
    opened = dict(Entry.objects.filter(object_kind="cycle", action="open").values_list("object_id", "payload"))
    for cycle_id, digest in Cycle.objects.values_list("id", "digest"):
        if cycle_id not in opened or said(opened[cycle_id]).get("digest") != digest:
            yield Fault(f"cycle {cycle_id}", "digest_changed")
