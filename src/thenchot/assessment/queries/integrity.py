"""Does everything still agree: recomputing published results, and checking them against the audit trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thenchot.assessment.frozen import frozen_hash
from thenchot.assessment.models import Cycle, ImportedResult, Meeting, Petition, Published, Sheet
from thenchot.assessment.scoring import decimal, exact, rescore, score_in
from thenchot.assessment.steps import CONFIRMED, DECIDED, PROPOSED
from thenchot.attachments.queries import verify_files
from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault, Heads, verify_entries, verify_seals
from thenchot.evidence.models import Fact
from thenchot.lib import canonical
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rulesets.frozen import digest_of, rebuild
from thenchot.rulesets.models import FrozenRulebook
from thenchot.rulesets.reading import BookError
from thenchot.workplan.models import Task

YEARLY = (("meeting", Meeting), ("imported", ImportedResult))
PARTS = {"band", "digest", "inputs", "level", "verdict"}
NO_NUMBER = Decimal("NaN")
"""Equal to nothing, itself included."""


@dataclass(frozen=True)
class Difference:
    """A published result that does not come out the same: which version, what differs, kept and found."""

    published_id: int
    sheet_id: int
    number: int
    what: str
    kept: str
    found: str


def recompute(cycle: Cycle) -> Iterator[Difference]:
    """Judge every published result of the cycle again from what was frozen, with the rulebook as it was frozen."""
    book = _kept_book(cycle.digest)
    rows = Published.objects.filter(sheet__cycle=cycle).order_by("id")
    for row in rows.iterator(chunk_size=2000):
        yield from _differences(row, cycle, book)


def _kept_book(digest: str) -> Rulebook | None:
    """The frozen rulebook, or None when its content is no longer what the digest says."""
    kept = FrozenRulebook.objects.filter(digest=digest).first()
    if kept is None or digest_of(kept.content) != digest:
        return None
    try:
        return rebuild(kept.content)
    except (BookError, ValueError, KeyError):
        return None


def _differences(row: Published, cycle: Cycle, book: Rulebook | None) -> Iterator[Difference]:
    def differs(what: str, kept: object, found: object) -> Iterator[Difference]:
        if kept != found:
            yield Difference(row.id, row.sheet_id, row.number, what, str(kept), str(found))

    yield from differs("frozen_hash", row.frozen_hash, frozen_hash(row.frozen))
    frozen = _said(row.frozen)
    if not frozen.keys() >= PARTS:
        yield Difference(row.id, row.sheet_id, row.number, "verdict", row.frozen, "")
        return
    yield from differs("digest", frozen["digest"], cycle.digest)
    if book is None:
        yield from differs("rulebook", cycle.digest, "")
        return
    again = _again(book, frozen["inputs"])
    kept = frozen["verdict"]
    # Spelling a verdict out takes as long as reading it: only one that is another is spelled.
    if again is not None and again != kept:
        yield from differs("verdict", canonical.dumps(kept), canonical.dumps(again))
    yield from differs("score", _number(row.score), _number(_score_of(frozen)))
    yield from differs("band", row.band, frozen["band"])
    yield from differs("level", row.level, frozen["level"])


def _again(book: Rulebook, inputs: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return rescore(book, inputs)
    except InputError as wrong:
        return {"error": wrong.code}
    except (KeyError, TypeError, ValueError):
        return {"error": "unreadable"}


def _said(text: str) -> dict[str, Any]:
    """What a kept text says. One that was tampered with may be no JSON at all: then it says nothing."""
    try:
        found = canonical.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _score_of(frozen: dict[str, Any]) -> Decimal | None:
    try:
        return _decimal(score_in(frozen["inputs"], frozen["verdict"]))
    except (AttributeError, KeyError, TypeError):
        return NO_NUMBER


def _decimal(kept: Any) -> Decimal | None:
    try:
        return None if kept is None else decimal(Fraction(exact(kept)))
    except (TypeError, ValueError, ArithmeticError):
        return NO_NUMBER


def _number(value: Decimal | None) -> Decimal | None:
    """A score column of SQLite keeps 15 digits: both sides are compared at that."""
    return None if value is None else round(value, 9)


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


def _verify_heads(heads: Heads) -> Iterator[Fault]:
    """What stands in a table is what the trail last said of it: each row keeps the hash of its last act."""
    for kind, model in (("sheet", Sheet), ("cycle", Cycle), ("petition", Petition), ("task", Task), ("fact", Fact), *YEARLY):
        rows = model._default_manager.order_by("id").values_list("id", "last_hash").iterator(chunk_size=5000)
        for number, last_hash in rows:
            if heads.get((kind, number), "") != last_hash:
                yield Fault(f"{kind} {number}", "head_differs")


def _verify_confirmed() -> Iterator[Fault]:
    """Sheets confirmed and first results say what the last confirmation and the last decision said."""
    confirmed, decided, proposed = _said_last("confirm"), _said_last("decide"), _said_last("propose")

    def unlike(sheet_id: int, score: Decimal | None, band: str, level: str) -> bool:
        # A year has no confirmation: its figures stand in the decision, before that in the proposal.
        yearly = next((said[sheet_id] for said in (decided, proposed) if "band" in said.get(sheet_id, {})), None)
        last = {**yearly, "level": yearly["band"]} if yearly else confirmed.get(sheet_id, {"score": None, "level": ""})
        said = (_number(_decimal(last.get("score", ""))), last.get("level"), decided.get(sheet_id, {}).get("level", ""))
        return (_number(score), band, level) != said

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
    return {sheet: _said(payload) for sheet, payload in acts.iterator(chunk_size=5000)}


def _verify_results() -> Iterator[Fault]:
    """Each result is written in the trail with the hash of what was frozen; the newest is what the sheet shows."""
    acts = Entry.objects.filter(object_kind="sheet", action__in=("publish", "correct"))
    lines = ((sheet_id, _said(payload)) for sheet_id, payload in acts.values_list("object_id", "payload"))
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
        if shown is None or (_number(shown.score), shown.band, shown.level) != (_number(score), band, level):
            yield Fault(f"sheet {sheet_id}", "stored_score_differs")


def _verify_rulebooks() -> Iterator[Fault]:
    for digest, content in FrozenRulebook.objects.values_list("digest", "content"):
        if digest_of(content) != digest:
            yield Fault(f"rulebook {digest[:12]}", "rulebook_changed")
    opened = dict(Entry.objects.filter(object_kind="cycle", action="open").values_list("object_id", "payload"))
    for cycle_id, digest in Cycle.objects.values_list("id", "digest"):
        if cycle_id not in opened or _said(opened[cycle_id]).get("digest") != digest:
            yield Fault(f"cycle {cycle_id}", "digest_changed")
