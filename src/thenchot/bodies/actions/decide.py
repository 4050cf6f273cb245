"""The authority recognises an organisation's level (công nhận, Điều 9): lower organisations first, within the cap."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from thenchot.assessment.scoring import Scored, decimal
from thenchot.bodies.actions.propose import children
from thenchot.bodies.caps import Standing, has_higher_share, standing, take_no_place
from thenchot.bodies.judging import computed_level, judge, refuse_level
from thenchot.bodies.models import BodySheet, Round
from thenchot.bodies.moves import Move, write
from thenchot.bodies.refusals import (
    CAP_EXCEEDED,
    LOWER_FIRST,
    REASON_NEEDED,
    VERIFY_FIRST,
    WRONG_STATE,
)
from thenchot.bodies.states import DECIDED, PROPOSED, SETTLED, STATE_NAMES
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import below, names_on
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Recognition:
    """The level recognised; `reason` where it differs from the one advised, and where the text gives none."""

    sheet: BodySheet
    level: str
    reason: str = ""


def decide(*, by: Identity, given: Recognition) -> None:
    """Refuses while a lower organisation is not ranked or a concern not verified, a level the facts do not allow, a
    choice without a reason where one is owed, and one organisation too many under the cap.
    """
    sheet, book = given.sheet, frozen(given.sheet.round.digest)
    refuse_if(sheet.state not in (PROPOSED, DECIDED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    refuse_if(sheet.concern and not sheet.verification, VERIFY_FIRST, concern=sheet.concern)
    refuse_lower_waiting(sheet)
    scored = judge(book, sheet, children(sheet))
    _check_level(book, given, scored)
    at = clock.now()
    columns: dict[str, object] = {
        "level": given.level, "reason": given.reason.strip(), "state": DECIDED, "decided_at": at,
        "inputs": scored.inputs, "verdict": scored.verdict, "score": decimal(scored.score), "band": scored.band,
    }  # fmt: skip
    payload: dict[str, object] = {
        "level": given.level, "before": sheet.proposed_level, "score": scored.score, "reason": given.reason.strip(),
    }  # fmt: skip
    with transaction.atomic():
        refuse_over_cap(book, given)
        write(by, sheet, Move("decide", columns, payload), at)


def _check_level(book: Rulebook, given: Recognition, scored: Scored) -> None:
    refuse_level(book, given.level, scored)
    owed = given.level != given.sheet.proposed_level or given.level != computed_level(scored)
    if owed and not given.reason.strip():
        raise REASON_NEEDED(field="reason")


def refuse_lower_waiting(sheet: BodySheet) -> None:
    waiting = BodySheet.objects.filter(below(sheet.unit_path, "unit_path"), round_id=sheet.round_id)
    lost = list(
        waiting.exclude(id=sheet.id)
        .exclude(state__in=SETTLED)
        .order_by("unit_path")
        .values_list("unit_id", flat=True)
    )
    if lost:
        names = names_on(sheet.round.day)
        raise LOWER_FIRST(count=len(lost), names=", ".join(names.get(unit, "") for unit in lost[:5]))


def refuse_over_cap(book: Rulebook, given: Recognition) -> None:
    sheet = given.sheet
    # Two decisions of one authority at once: the second waits here and counts the first.
    Round.objects.filter(id=sheet.round_id).update(state=F("state"))
    found = _after(book, given)
    if given.level == found.level and found.over:
        raise CAP_EXCEEDED(
            field="level",
            count=found.count,
            allowed=found.allowed,
            over=found.over,
            share=f"{found.share * 100} %",
        )


def _after(book: Rulebook, given: Recognition) -> Standing:
    """How the authority's organisations would stand: the undecided count where they stand, but take no place under the cap."""
    sheet = given.sheet
    mine = BodySheet.objects.filter(round_id=sheet.round_id, recogniser_id=sheet.recogniser_id).exclude(
        state="excused"
    )
    rows = list(mine.select_related("recogniser"))
    for row in rows:
        if row.id == sheet.id:
            row.level = given.level
        else:
            take_no_place(book, row)
    return standing(
        book, rows, sheet.round.settings, higher=has_higher_share(sheet.round, sheet.recogniser_id or 0)
    )
