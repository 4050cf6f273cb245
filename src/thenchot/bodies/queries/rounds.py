"""Rounds and the sheets of organisations as their pages need them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import Count, Min, Q

from thenchot.assessment.scoring import Scored, exact, shown
from thenchot.assessment.steps import StepAt, steps_at
from thenchot.bodies.access import visible_sheets
from thenchot.bodies.judging import PERCENTS, computed_level, judge, levels_down, most_allowed, total_of
from thenchot.bodies.models import BodyResult, BodySheet, Round
from thenchot.bodies.states import OPENED, PROPOSED, SETTLED, STATE_NAMES, SUBMITTED
from thenchot.organisation.queries import SEGMENT, below, names_on, units_on
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK, Rulebook
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class BodyRow:
    """An organisation in the list, `depth` levels under the highest one shown."""

    sheet: BodySheet
    name: str
    state: str
    level: str
    waits_for: str
    lower_waiting: int
    depth: int = 0
    above: str = ""
    """Name of the organisation directly above."""


@dataclass(frozen=True)
class Announced:
    """A decision that made results known, and of how many organisations."""

    document: str
    day: date | None
    count: int


@dataclass(frozen=True)
class RoundView:
    """A round as its page shows it."""

    round: Round
    scope: str
    rows: tuple[BodyRow, ...]
    steps: tuple[StepAt, ...]
    counts: dict[str, int]
    """How many organisations stand at each level, decided ones only."""
    announced: tuple[Announced, ...] = ()
    """The decisions by which results were made known, the first one first."""

    @property
    def settled(self) -> int:
        return sum(1 for row in self.rows if row.sheet.state in SETTLED)


def round_view(found: Round, viewer: Identity) -> RoundView:
    """The organisations of the round that the viewer may see, in the order of the tree."""
    sheets = list(
        visible_sheets(viewer).filter(round=found).select_related("head", "recogniser").order_by("unit_path")
    )
    names = names_on(found.day)
    waiting = [sheet.unit_path for sheet in sheets if sheet.state not in SETTLED]
    top = min((len(sheet.unit_path) for sheet in sheets), default=0)
    rows = tuple(
        replace(
            _row(sheet, names.get(sheet.unit_id, ""), waiting),
            depth=(len(sheet.unit_path) - top) // SEGMENT,
            above=names.get(sheet.parent_id or 0, ""),
        )
        for sheet in sheets
    )
    counts = Counter(sheet.level for sheet in sheets if sheet.level)
    steps = tuple(steps_at(found.steps))
    return RoundView(found, names.get(found.scope_id, ""), rows, steps, dict(counts), _announced(found))


def _announced(found: Round) -> tuple[Announced, ...]:
    if found.state != "published":
        return ()
    results = BodyResult.objects.filter(sheet__round=found, number=1).order_by()
    rows = results.values_list("document", "document_on").annotate(n=Count("id"), at=Min("at")).order_by("at")
    told = [Announced(document, day, n) for document, day, n, _at in rows]
    # Where every organisation was excused, the decision says so of none.
    return tuple(told) or (Announced(found.document, found.document_on, 0),)


def _row(sheet: BodySheet, name: str, waiting: Sequence[str]) -> BodyRow:
    lower = sum(1 for path in waiting if path != sheet.unit_path and path.startswith(sheet.unit_path))
    level = sheet.level or sheet.proposed_level
    return BodyRow(sheet, name, str(STATE_NAMES[sheet.state]), level, _waits_for(sheet), lower)


def _waits_for(sheet: BodySheet) -> str:
    """The person whose turn it is; blank where the organisation body advises, and where nobody is waited for."""
    holder = {OPENED: sheet.head, PROPOSED: sheet.recogniser}.get(sheet.state)
    return holder.full_name if holder else ""


@dataclass(frozen=True)
class MarkRow:
    """A line of the form: own and advised mark as typed ("8,5"); `max` blank where only the part is bounded."""

    id: str
    vi: str
    en: str
    citation: str
    max: str
    own: str
    advised: str


@dataclass(frozen=True)
class Part:
    """General criteria or results, with their points."""

    vi: str
    en: str
    max: str
    own: str
    citation: str
    lines: tuple[MarkRow, ...]


@dataclass(frozen=True)
class BodyView:
    """One organisation's sheet. `choices` are the levels a person may choose, from high to low."""

    sheet: BodySheet
    name: str
    parts: tuple[Part, ...]
    facts: dict[str, str]
    scored: Scored | None
    computed: str
    choices: tuple[str, ...]
    reasons: tuple[tuple[str, str, dict[str, Any], Fraction | None], ...]
    lower: tuple[BodyRow, ...]
    results: tuple[BodyResult, ...]

    @property
    def asks(self) -> bool:
        """Whether the text gives no level, so that the authority must choose."""
        return self.computed == ASK


def body_view(sheet: BodySheet) -> BodyView:
    book, names = frozen(sheet.round.digest), names_on(sheet.round.day)
    scored = _scored(book, sheet)
    because = scored.verdict["because"] if scored else ()
    return BodyView(
        sheet=sheet, name=names.get(sheet.unit_id, ""), parts=tuple(_part(book, sheet, at) for at in range(len(book.criteria))),
        facts={name: _typed(sheet.facts.get(name)) for name in PERCENTS},
        scored=scored, computed=computed_level(scored) if scored else "",
        choices=tuple(levels_down(book, most_allowed(scored) if scored else "")),
        reasons=tuple((c, a, exact(p), exact(n)) for c, a, p, n in because),
        lower=_lower(sheet, names), results=tuple(sheet.results.select_related("by").order_by("number")),
    )  # fmt: skip


def _scored(book: Rulebook, sheet: BodySheet) -> Scored | None:
    """The kept verdict once decided, else what it would be now; None before the head has handed in."""
    if sheet.verdict:
        return Scored(sheet.inputs, sheet.verdict, total_of(sheet), sheet.band)
    if not sheet.marks:
        return None
    below = list(
        BodySheet.objects.filter(round_id=sheet.round_id, parent_id=sheet.unit_id).exclude(state="excused")
    )
    return judge(book, sheet, below)


def _lower(sheet: BodySheet, names: dict[int, str]) -> tuple[BodyRow, ...]:
    rows = BodySheet.objects.filter(round_id=sheet.round_id, parent_id=sheet.unit_id).select_related(
        "head", "recogniser"
    )
    return tuple(_row(one, names.get(one.unit_id, ""), []) for one in rows.order_by("unit_path"))


def _part(book: Rulebook, sheet: BodySheet, at: int) -> Part:
    part, own, advised = book.criteria[at], sheet.marks.get("self", {}), sheet.marks.get("advised", {})
    lines = tuple(
        MarkRow(
            leaf.id,
            leaf.vi,
            leaf.en,
            leaf.citation,
            shown(leaf.max),
            _typed(own.get(leaf.id)),
            _typed(advised.get(leaf.id)),
        )
        for leaf in part.children
    )
    total = sum((Fraction(own[leaf.id]) for leaf in part.children if leaf.id in own), Fraction(0))
    return Part(part.vi, part.en, shown(part.max), shown(total) if own else "", part.citation, lines)


def _typed(kept: str | None) -> str:
    return shown(Fraction(kept)) if kept else ""


def scopes_to_open(viewer: Identity, day: date) -> list[tuple[int, str]]:
    """Units the viewer may open a round for, by (id, name): those their grant is over, and the bodies right under."""
    found = []
    for path in viewer.scopes("organisation_body"):
        for unit in units_on(day, path).values():
            if len(unit.path) <= len(path) + SEGMENT and unit.bloc == "chinh_quyen":
                found.append((unit.id, unit.name))
    return found


def waiting_bodies(viewer: Identity) -> list[BodyRow]:
    """Sheets of open rounds that wait for the viewer: as head, as authority, as who advises."""
    mine = Q(state=OPENED, head_id=viewer.person_id) | Q(state=PROPOSED, recogniser_id=viewer.person_id)
    for path in viewer.scopes("organisation_body"):
        mine |= Q(below(path, "unit_path"), ~Q(head_id=viewer.person_id), state=SUBMITTED)
    sheets = BodySheet.objects.filter(mine).select_related("round", "head", "recogniser")
    found = list(sheets.order_by("unit_path"))
    names = names_on(viewer.day) if found else {}
    return [_row(sheet, names.get(sheet.unit_id, ""), []) for sheet in found]
