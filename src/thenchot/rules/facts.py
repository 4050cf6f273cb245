"""From a person's month to the facts of a formula: which task counts where, and what a leader's d is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple

from thenchot.rules.appraisal import AppraisedTask, Gathered, Lacking, city_tasks, products
from thenchot.rules.book import ASK, NONE, Criterion, Rulebook
from thenchot.rules.numbers import Range, within
from thenchot.rules.score import Item, Ratios, ratios

Origin = Literal["planned", "taken_over", "unplanned"]
Status = Literal["assigned", "done", "handed_back"]

ZERO = Fraction(0)
FULL = Fraction(1)
HALF = Fraction(1, 2)
FORCING = ("overrides", "grounds", "organisation_level")
"""Inputs that force or limit a level; `grounds` are the documents they rest on, by override or "organisation_level"."""


@dataclass(frozen=True)
class TaskFact:
    """One task of one person; `units` are converted units (đã quy đổi).

    Excused counts are rejections and latenesses whose objective cause the authority confirmed (Điều 14 khoản 2).
    """

    units: Fraction
    origin: Origin = "planned"
    status: Status = "assigned"
    rejections: int = 0
    rejections_excused: int = 0
    latenesses: int = 0
    latenesses_excused: int = 0


@dataclass(frozen=True)
class Workload:
    """Units assigned at the start, and completed items as (units, rejections, latenesses) that count."""

    assigned: Fraction
    items: tuple[Item, ...]


@dataclass(frozen=True)
class LeaderFacts:
    """Bands of the people under a leader (None: not scored), and the leader's đ and e as 1 or 1/2.

    For a deputy the people and the field are those in their charge (Điều 15 khoản 4).
    """

    bands: tuple[str | None, ...] = ()
    dd: Fraction | None = None
    e: Fraction | None = None


@dataclass(frozen=True)
class SheetFacts:
    """What one sheet knows: marks by criterion id, tasks, the leader's facts, and what else a book asks for.

    `extra` carries what no row has: the kind of post (`weights`), whether undone work is the person's own doing
    (`subjective`), and what forces or limits the level (`FORCING`). `appraised` are the rows as a book of products or of
    appraised tasks reads them.
    """

    marks: Mapping[str, Fraction]
    tasks: Sequence[TaskFact] = ()
    leader: LeaderFacts | None = None
    extra: Mapping[str, object] = field(default_factory=dict)
    appraised: Sequence[AppraisedTask] = ()
    confirming: bool = False
    """Whether only what the leader has confirmed of the appraised rows counts."""


class SheetInput(NamedTuple):
    """What to hand to `evaluate`; `given` is None when the facts allow no score, `reason` then says why."""

    kind: str | None
    given: dict[str, object] | None
    reason: str = ""
    missing: tuple[str, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    """Facts nobody has given yet, each with the row it is missing at."""


def workload(tasks: Iterable[TaskFact]) -> Workload:
    """Điều 18 khoản 1 điểm d: a planned task stays in the assigned total whatever becomes of it.

    One taken over from a colleague, or new and unplanned, counts outside that total, and only when done.
    """
    assigned = Fraction(0)
    items: list[Item] = []
    for task in tasks:
        if task.origin == "planned":
            assigned += task.units
        if task.status == "done":
            rejections = max(0, task.rejections - task.rejections_excused)
            latenesses = max(0, task.latenesses - task.latenesses_excused)
            items.append((task.units, rejections, latenesses))
    return Workload(assigned, tuple(items))


def leader_d(bands: Iterable[str | None]) -> tuple[Fraction | None, int]:
    """d by Điều 15 khoản 3 điểm a, and how many people were left out because they have no score.

    One person in the KHT band makes it 1/2; with nobody scored there is no d.
    """
    every = list(bands)
    scored = [band for band in every if band not in (None, NONE, ASK)]
    left_out = len(every) - len(scored)
    if not scored:
        return None, left_out
    return (HALF if any(band in ("KHT", "D") for band in scored) else FULL), left_out


def sheet_input(book: Rulebook, kind: str | None, facts: SheetFacts) -> SheetInput:
    """The input of `evaluate` for a person's sheet; raises InputError for a mark above its maximum.

    A line nobody has marked gives `marks_missing`; it is never taken as zero nor as full.
    """
    method = book.method(kind)
    reader = _READERS.get(method.name) if method is not None else None
    if reader is None:
        return SheetInput(kind, None, "kind_has_no_sheet")
    leaves = book.leaves(kind)
    missing = tuple(leaf.id for leaf in leaves if facts.marks.get(leaf.id) is None)
    if missing:
        return SheetInput(kind, None, "marks_missing", missing)
    for leaf in leaves:
        within(facts.marks[leaf.id], f"marks.{leaf.id}", Range(ZERO, leaf.max))
    return reader(kind, leaves, facts)


def _general(leaves: Sequence[Criterion], facts: SheetFacts) -> Fraction:
    return sum((facts.marks[leaf.id] for leaf in leaves), Fraction(0))


def _forcing(facts: SheetFacts) -> dict[str, object]:
    """What forces or limits the level whatever the score: overrides (Điều 20 khoản 4), the organisation's level (khoản 6)."""
    return {name: facts.extra[name] for name in FORCING if facts.extra.get(name)}


def _decree_staff(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    load = workload(facts.tasks)
    # Who was assigned nothing has no score, but a forced level holds all the same.
    if load.assigned == 0 and not facts.extra.get("overrides"):
        return SheetInput(kind, None, "nothing_assigned")
    items = [list(item) for item in load.items]
    return SheetInput(
        kind, {"general": _general(leaves, facts), "assigned": load.assigned, "items": items, **_forcing(facts)}
    )


def _ratios(facts: SheetFacts) -> tuple[Fraction, Ratios | None]:
    """The units assigned, and what became of them."""
    load = workload(facts.tasks)
    return load.assigned, ratios(load.assigned, load.items)


def _six(facts: SheetFacts) -> tuple[list[Fraction], str]:
    """a, b, c, d, đ, e of a leader, or the reason why there are none."""
    _, parts = _ratios(facts)
    if parts is None:
        return [], "nothing_assigned"
    if facts.leader is None or facts.leader.dd is None or facts.leader.e is None:
        return [], "leader_facts_missing"
    d, _ = leader_d(facts.leader.bands)
    if d is None:
        return [], "nobody_scored_below"
    return [parts.a, parts.b, parts.c, d, facts.leader.dd, facts.leader.e], ""


def _decree_leader(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    six, reason = _six(facts)
    if reason:
        return SheetInput(kind, None, reason)
    assigned, parts = _ratios(facts)
    load = {"load": [parts.done, assigned]} if parts else {}
    return SheetInput(kind, {"general": _general(leaves, facts), "six": six, **load, **_forcing(facts)})


def _unit_staff(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    load = workload(facts.tasks)
    parts = ratios(load.assigned, load.items)
    if parts is None:
        return SheetInput(kind, None, "nothing_assigned")
    percents = {"so_luong": parts.a * 100, "chat_luong": parts.b * 100, "tien_do": parts.c * 100}
    return SheetInput(kind, {"general": _general(leaves, facts), **percents})


def _unit_manager(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    six, reason = _six(facts)
    if reason:
        return SheetInput(kind, None, reason)
    names = ("so_luong", "chat_luong", "tien_do", "don_vi", "to_chuc", "doan_ket")
    percents = {name: part * 100 for name, part in zip(names, six, strict=True)}
    limit = {name: fact for name, fact in _forcing(facts).items() if name != "overrides"}
    return SheetInput(kind, {"general": _general(leaves, facts), **percents, **limit})


def _marks_straight(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    return SheetInput(kind, {leaf.id: facts.marks[leaf.id] for leaf in leaves})


def _products_simple(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    gathered = products(facts.appraised, str(facts.extra.get("subjective", "")), confirmed=facts.confirming)
    return _gathered(kind, leaves, facts, gathered)


def _products_weighted(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    given, lacking = products(facts.appraised, str(facts.extra.get("subjective", "")), confirmed=facts.confirming)
    post = facts.extra.get("weights")
    lacking = lacking if post else (*lacking, Lacking("lacks_post"))
    return _gathered(kind, leaves, facts, Gathered({**given, "weights": post}, lacking))


def _city_tasks(kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts) -> SheetInput:
    return _gathered(kind, leaves, facts, city_tasks(facts.appraised, confirmed=facts.confirming))


def _gathered(
    kind: str | None, leaves: Sequence[Criterion], facts: SheetFacts, gathered: Gathered
) -> SheetInput:
    if gathered.lacking:
        return SheetInput(kind, None, gathered.lacking[0].code, lacking=gathered.lacking)
    return SheetInput(kind, {"general": _general(leaves, facts), **gathered.given})


Reader = Callable[[str | None, Sequence[Criterion], SheetFacts], SheetInput]

PRODUCT_METHODS = ("products_weighted", "products_simple")
APPRAISED_METHODS = (*PRODUCT_METHODS, "city_tasks")
"""Methods whose plan rows carry what their leader said of each."""

_READERS: Mapping[str, Reader] = {
    "decree_staff": _decree_staff,
    "decree_leader": _decree_leader,
    "unit_staff": _unit_staff,
    "unit_manager": _unit_manager,
    "sum_of_marks": _marks_straight,
    "score_bands": _marks_straight,
    "products_weighted": _products_weighted,
    "products_simple": _products_simple,
    "city_tasks": _city_tasks,
}
