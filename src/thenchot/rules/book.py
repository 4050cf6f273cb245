"""A rulebook (bộ quy tắc đánh giá) as frozen data: criteria, levels, caps, steps, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

Period = Literal["month", "quarter", "half_year", "year"]
Confidence = Literal[
    "quoted", "interpretation", "press", "secondary", "secondary_draft", "memory", "unverified"
]
Switch = Literal["on", "on_with_note", "on_when_confirmed", "off"]

# A level that no rulebook lists: NONE is "not ranked", ASK is "the authority must decide".
NONE = "NONE"
ASK = "ASK"

SWITCHES: Mapping[str, Switch] = {
    "quoted": "on",
    "interpretation": "on",
    "press": "on_with_note",
    "secondary": "on_when_confirmed",
    "secondary_draft": "off",
    "memory": "off",
    "unverified": "off",
}


@dataclass(frozen=True)
class Criterion:
    """A line of the form; `scored` is False where the number is computed, not marked by hand."""

    id: str
    vi: str
    en: str = ""
    max: Fraction | None = None
    children: tuple[Criterion, ...] = ()
    citation: str = ""
    confidence: str = "quoted"
    leaders_only: bool = False
    scored: bool = True
    only: tuple[str, ...] = ()

    def applies_to(self, kind: str | None) -> bool:
        if self.leaders_only and kind not in LEADER_KINDS:
            return False
        return not self.only or kind is None or kind in self.only


LEADER_KINDS = ("leader", "manager_w")


@dataclass(frozen=True)
class Condition:
    """A fact that a level asks for beside its points: `fact` compared with `value`."""

    fact: str
    test: Literal["is", "min", "max"]
    value: Fraction | bool


@dataclass(frozen=True)
class Level:
    """A level with its inclusive lower bound; `equals` is its national code (A in Hanoi is HTXS)."""

    code: str
    vi: str
    equals: str
    min: Fraction
    en: str = ""
    citation: str = ""
    confidence: str = "quoted"
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Override:
    """A fact that forces a level whatever the score."""

    code: str
    vi: str
    level: str
    en: str = ""
    leaders_only: bool = False
    unless: str = ""
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Ceiling:
    code: str
    vi: str
    en: str = ""
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Cap:
    """The largest share (tỷ lệ khống chế) of `level`, counted against `base` within `group_by`.

    `base` is ranked_HTT (self-consistent reading), initial_HTT or all_ranked; `period` is the period whose
    closing it may block, every other period shows a forecast.
    """

    level: str
    share: Fraction
    base: str
    rounding: str
    period: str
    group_by: tuple[str, ...] = ()
    when: str = ""
    decided_by: str = ""
    head_counts: bool = True
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Cited:
    """A rule kept as a code and its parameters: special case, deadline, authority row, publication."""

    code: str
    params: Mapping[str, object]
    vi: str = ""
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Authority:
    """Who scores (cấp theo dõi, đánh giá) and who ranks (cấp xếp loại) a kind of subject."""

    subject: str
    scored_by: str
    ranked_by: str
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Step:
    """A step of a cycle; days are calendar days of the period's last month, both included."""

    code: str
    vi: str
    actor: str
    from_day: int
    to_day: int
    en: str = ""
    period: str = "month"
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Publication:
    """Who learns a result: `scope` is person (notice), unit (public in the body), or both."""

    period: str
    scope: tuple[str, ...]
    ways: tuple[str, ...] = ()
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Setting:
    """What the text leaves open: a default and the choices a body may take instead.

    `trial` values are accepted by an evaluation that names them, and never offered to a body.
    """

    code: str
    vi: str
    default: object
    choices: tuple[object, ...] = ()
    en: str = ""
    citation: str = ""
    note: str = ""
    confidence: str = "interpretation"
    trial: tuple[object, ...] = ()


@dataclass(frozen=True)
class Formula:
    """An expression shown to the reader; the named functions of the engine compute the same."""

    code: str
    vi: str
    expr: str
    en: str = ""
    citation: str = ""
    confidence: str = "quoted"


@dataclass(frozen=True)
class Method:
    """How one kind of line is computed: the engine's function, and the confidence of that reading."""

    kind: str | None
    name: str
    vi: str = ""
    citation: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Rulebook:
    """One framework of rules with its dates; see DESIGN for what each confidence switches on."""

    id: str
    name: str
    citation: str
    confidence: str
    effective_from: date | None
    effective_to: date | None
    applies_to: tuple[str, ...]
    period: str
    follow_up_periods: tuple[str, ...]
    ranking_period: str
    scale: Fraction
    criteria: tuple[Criterion, ...]
    levels: tuple[Level, ...]
    methods: tuple[Method, ...]
    name_en: str = ""
    aliases: tuple[str, ...] = ()
    overrides: tuple[Override, ...] = ()
    ceilings: tuple[Ceiling, ...] = ()
    caps: tuple[Cap, ...] = ()
    special_cases: tuple[Cited, ...] = ()
    authority: tuple[Authority, ...] = ()
    steps: tuple[Step, ...] = ()
    deadlines: tuple[Cited, ...] = ()
    publication: tuple[Publication, ...] = ()
    settings: tuple[Setting, ...] = ()
    formulas: Mapping[str, Formula] = field(default_factory=dict)
    tables: Mapping[str, object] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    in_force: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    digest: str = ""
    source: str = ""
    raw: Mapping[str, object] = field(default_factory=dict)

    @property
    def switch(self) -> Switch:
        return SWITCHES[self.confidence]

    @property
    def enabled(self) -> bool:
        """True when a cycle may use it without a named person confirming it first."""
        return self.switch in ("on", "on_with_note")

    @property
    def ranks_by_points(self) -> bool:
        """False where levels go by counts of tasks: their `min` then only keeps their order."""
        return all(method.name != "tasks_counted" for method in self.methods)

    def kinds(self) -> tuple[str | None, ...]:
        return tuple(method.kind for method in self.methods)

    def method(self, kind: str | None) -> Method | None:
        return next((method for method in self.methods if method.kind == kind), None)

    def leaves(self, kind: str | None = None) -> tuple[Criterion, ...]:
        """The lines marked by hand for this kind of subject, in the order of the form."""
        found = self._lines.get(kind)
        if found is None:
            found = self._lines[kind] = tuple(_leaves(self.criteria, kind))
        return found

    @cached_property
    def _lines(self) -> dict[str | None, tuple[Criterion, ...]]:
        """Lines by kind, once asked for: every sheet of a cycle asks again."""
        return {}

    def raw_table(self, name: str) -> Mapping[str, object]:
        """A table of the book by its keys; empty where the book has none of that name."""
        found = self.tables.get(name)
        return found if isinstance(found, Mapping) else {}

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)

    def setting(self, code: str) -> Setting | None:
        return next((setting for setting in self.settings if setting.code == code), None)

    def steps_of(self, period: str) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.period == period)

    def publication_of(self, period: str) -> Publication | None:
        return next((rule for rule in self.publication if rule.period == period), None)

    def cap_of(self, period: str, *, when: str = "") -> Cap | None:
        """The cap that binds in this period, None where the period only forecasts."""
        return next((cap for cap in self.caps if cap.period == period and cap.when == when), None)

    def in_force_on(self, day: date, subject: str | None = None) -> bool:
        """True when the book binds this kind of subject (cong_chuc, vien_chuc, ...) on the day."""
        if subject is not None and subject not in self.applies_to:
            return False
        first, last = self.effective_from, self.effective_to
        if subject is not None and subject in self.in_force:
            first, last = self.in_force[subject]
        return (first is None or first <= day) and (last is None or day <= last)


def _leaves(criteria: tuple[Criterion, ...], kind: str | None) -> list[Criterion]:
    found: list[Criterion] = []
    for criterion in criteria:
        if not criterion.scored or not criterion.applies_to(kind):
            continue
        found.extend(_leaves(criterion.children, kind) if criterion.children else [criterion])
    return found
