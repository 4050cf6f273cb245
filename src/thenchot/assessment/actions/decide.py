"""The authority decides the level (quyết định mức xếp loại), within the cap where the period has one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from thenchot.assessment.actions.propose import Choice, changes, chosen_level, refuse_above
from thenchot.assessment.caps import (
    Standing,
    cap_for,
    counted_sheets,
    counts_by_group,
    group_limit,
    initial_levels,
    outstanding_bodies,
)
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import CAP_EXCEEDED, OR_RECOGNISE, WRONG_STATE, YEAR_MOVED
from thenchot.assessment.reviews import refuse_unreviewed
from thenchot.assessment.scoring import ruled_level
from thenchot.assessment.steps import DECIDED, STATE_NAMES, refuse_step, waits_in
from thenchot.audit.actor import Actor
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import names_on
from thenchot.people.identity import Identity
from thenchot.rules.book import Cap, Rulebook
from thenchot.rulesets.naming import cited


def decide(*, by: Identity, choice: Choice) -> None:
    decide_many(by=by.actor, cycle=choice.sheet.cycle, choices=[choice])


def decide_many(*, by: Actor, cycle: Cycle, choices: Sequence[Choice], at: datetime | None = None) -> None:
    """Decide for many, all or none. Refuses whatever would put a group over a cap that binds this period."""
    moment = at or clock.now()
    refuse_step(cycle.steps, cycle.state, "decide", moment.date())
    ready = (waits_in(cycle.steps, "decide"), DECIDED)
    for choice in choices:
        refuse_if(choice.sheet.state not in ready, WRONG_STATE, state=STATE_NAMES[choice.sheet.state])
    bench = Bench(cycle, [choice.sheet for choice in choices])
    refuse_unreviewed(cycle, [choice.sheet for choice in choices])
    moves = [_move(bench, by, choice, moment) for choice in choices]
    with transaction.atomic():
        refuse_over_cap(bench.book, cycle, moves)
        write(by, moves, moment)


def _move(bench: Bench, by: Actor, choice: Choice, at: datetime) -> Move:
    sheet, kept, figures = choice.sheet, bench.renewed(choice.sheet), bench.figures(choice.sheet)
    # Where months were replaced since the proposal and the band with them, the level is chosen anew.
    moved = figures.get("band", sheet.band) != sheet.band
    refuse_if(moved and not (choice.level and choice.reason.strip()), YEAR_MOVED, names=sheet.person.full_name)
    before = sheet.level or sheet.proposed_level or ruled_level(kept.verdict, sheet.band)
    level = chosen_level(bench.book, choice, before)
    refuse_above(bench, sheet, level)
    payload: dict[str, object] = {"level": level, "before": before, "reason": choice.reason.strip(), **figures}
    rows = changes(bench.book, choice, ("decide", before, level), by.id, at)
    columns: dict[str, object] = {
        "inputs": kept.inputs, "verdict": kept.verdict, "level": level, "state": DECIDED, "decided_at": at,
        **figures,
    }  # fmt: skip
    if bench.yearly and choice.handling.strip():
        columns["handling"] = payload["handling"] = choice.handling.strip()
    return Move(sheet, "decide", columns, payload, rows)


def refuse_over_cap(book: Rulebook, cycle: Cycle, moves: Sequence[Move]) -> None:
    """Refuse what the moves make of the groups, where a cap binds this period; call it inside their transaction."""
    # Two authorities may decide in one group at once: whoever comes second waits here and counts the first's decisions.
    Cycle.objects.filter(id=cycle.id).update(state=F("state"))
    kind, raised = Period.parse(cycle.period).kind, outstanding_bodies(cycle)
    new = {move.sheet.id: str(move.columns["level"]) for move in moves}
    for outstanding in (False, True):
        found = cap_for(book, kind, outstanding=outstanding)
        bodies = {m.sheet.body_id for m in moves if (m.sheet.body_id in raised) == outstanding}
        if found is None or not found[1] or not bodies:
            continue
        for key, standing in sorted(_groups(book, found[0], cycle, bodies, new).items()):
            _check(Under(book, cycle, found[0], key), standing)


def _groups(
    book: Rulebook, cap: Cap, cycle: Cycle, bodies: set[int], new: dict[int, str]
) -> dict[tuple[int, str], Standing]:
    """Counts by level of each group of the bodies, as they will stand."""
    groups: dict[tuple[int, str], Standing] = {}
    rows = counted_sheets(cycle, cap).filter(body_id__in=bodies)
    started = initial_levels(rows, cap)
    columns = ("id", "body_id", "duty_group", "level", "proposed_level", "band")
    for sheet_id, body, group, level, proposed, band in rows.values_list(*columns):
        # Those not decided yet count where they stand now for the base, but take no place under the cap.
        code = new.get(sheet_id) or level or _below_cap(book, cap, proposed or band)
        standing = groups.setdefault((body, group if counts_by_group(cap) else ""), Standing())
        standing.now[code] += 1
        standing.initial[started.get(sheet_id, "")] += 1
    return groups


def _below_cap(book: Rulebook, cap: Cap, code: str) -> str:
    codes = [level.code for level in sorted(book.levels, key=lambda level: level.min)]
    return codes[codes.index(code) - 1] if code == cap.level else code


@dataclass(frozen=True)
class Under:
    """A group of a body and the cap it stands under."""

    book: Rulebook
    cycle: Cycle
    cap: Cap
    key: tuple[int, str]

    @property
    def place(self) -> str:
        body, group = names_on(self.cycle.day).get(self.key[0], ""), self.key[1]
        return ", ".join(name for name in (body, group) if name)

    @property
    def raisable(self) -> bool:
        """Whether the body could have the higher share and has not been given it."""
        return not self.cap.when and any(cap.when for cap in self.book.caps)


def _check(under: Under, standing: Standing) -> None:
    counts, level = standing.now, under.cap.level
    limit = group_limit(under.book, under.cap, counts, under.cycle.settings, standing.initial)
    over = counts[level] - limit
    if over > 0:
        raise CAP_EXCEEDED(
            provision=cited(under.cap.citation, under.book), place=under.place, level=level, count=counts[level],
            allowed=limit, ranked=sum(counts.values()) - counts[""], over=over,
            otherwise=OR_RECOGNISE if under.raisable else "",
        )  # fmt: skip
