"""Quarter, six months and year of a person: the rulebook's method over the lines of its parts (Điều 17 khoản 3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from thenchot.assessment.lines import Line, Wanted, Worked, lines_of
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import Scored, band_of, exact, plain, ruled_level, verdict_of
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.rules.book import ASK, NONE, Rulebook
from thenchot.rules.evaluate import evaluate
from thenchot.rules.periods import mean_of
from thenchot.rulesets.queries import frozen

FLOOR = 6
"""Months under which nobody is ranked (Điều 11 khoản 1)."""
FLAGGED = ("missing", "no_score", "imported", "other", "not_yet")
"""What the reader of a result must know of its lines, the gravest first."""
BOTH = "both"
"""Lines that have a month's and a quarter's result; see `lines._line` for which of them counts."""


Facts = Mapping[str, object]
"""What forces or limits a year's level, as `rules.facts.FORCING` names it; `leader` beside overrides."""
NO_FACTS: Facts = {}


@dataclass(frozen=True)
class Whole:
    """A longer period under one rulebook with the body's choices, as known on a day."""

    book: Rulebook
    settings: Mapping[str, object]
    period: Period
    day: date

    @property
    def way(self) -> str:
        """How the rulebook, or the body where the text is silent, makes the longer period; own_review computes nothing."""
        if any(method.name == "year_from_quarters" for method in self.book.methods):
            return "level_combination"
        setting = self.book.setting("year_from")
        if setting is not None:
            return str(self.settings.get("year_from", setting.default))
        return "mean_months" if self.book.method("mean") else "own_review"

    @property
    def months(self) -> int:
        """Months in one part."""
        return 3 if self.settings.get("follow_up_period", self.book.period) == "quarter" else 1

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.book.id, self.period, self.months, self.day, mean=self.way in ("mean_months", "mean_quarters"))


@dataclass(frozen=True)
class Aggregate:
    """One person's longer period: its lines, its result, and how many lines of each kind need a look."""

    person_id: int
    lines: tuple[Line, ...]
    worked: Worked
    scored: Scored
    flags: Mapping[str, int] = field(default_factory=dict)

    @property
    def ruled(self) -> str:
        """What the rulebook makes of the band: NONE for who is not ranked, the level a fact forces, else the band itself."""
        return ruled_level(self.scored.verdict, self.scored.band)


def aggregates(
    whole: Whole, people: Collection[int], facts: Mapping[int, Facts] | None = None
) -> dict[int, Aggregate]:
    """Return the result of each person; `facts` by person bear on a year only."""
    found = {}
    for person, (lines, worked) in lines_of(whole.wanted, people).items():
        scored = _scored(whole, lines, worked, (facts or {}).get(person, NO_FACTS))
        flags = {code: sum(1 for line in lines if line.source == code) for code in FLAGGED}
        flags[BOTH] = sum(1 for line in lines if line.beside)
        found[person] = Aggregate(person, lines, worked, scored, {code: n for code, n in flags.items() if n})
    return found


def _scored(whole: Whole, lines: Sequence[Line], worked: Worked, facts: Facts) -> Scored:
    if len(lines) == 1:
        return _alone(lines[0], whole)
    match whole.way:
        case "mean_months":
            return _judged(whole, "mean", {"scores": _scores(lines)}, lines, _extra(whole, worked, facts))
        case "mean_quarters":
            return _judged(whole, "mean", {"scores": _quarters(lines)}, lines, _extra(whole, worked, facts))
        case "level_combination" if whole.period.kind == "year":
            return _combined(whole, lines, _extra(whole, worked, facts))
    return _asked(whole, lines, "own_review")


def _alone(line: Line, whole: Whole) -> Scored:
    """A period that is its own part: its result is the one that was published."""
    score, level = (line.score, line.level) if line.counted else (None, "")
    verdict = {"values": {"score": plain(score), "level": level or ASK}, "because": [], "assumed": [], "warnings": []}
    return Scored({"kind": None, "input": None, "config": plain(whole.settings)}, verdict, score, level or ASK)


def _scores(lines: Sequence[Line]) -> list[Fraction | None]:
    return [line.score if line.counted else None for line in lines]


def _quarters(lines: Sequence[Line]) -> list[Fraction | None]:
    """Means of three months each; where the parts are quarters already they stand as they are."""
    scores = _scores(lines)
    if len(lines[0].period.partition("-Q")[1]):
        return scores
    return [mean_of(scores[start : start + 3]).value for start in range(0, len(scores), 3)]


def _combined(whole: Whole, lines: Sequence[Line], extra: dict[str, object]) -> Scored:
    codes = {level.code for level in whole.book.levels}
    levels = [line.level if line.counted and line.level in codes else NONE for line in lines]
    return _judged(whole, None, {"quarters": levels}, lines, extra)


def _extra(whole: Whole, worked: Worked, facts: Facts) -> dict[str, object]:
    """What a year's line says besides the scores: the time worked where it matters, and the facts."""
    if whole.period.kind != "year":
        return {}
    extra: dict[str, object] = {}
    if any(rule.code == "under_6_months" for rule in whole.book.special_cases) and _unusual(worked):
        extra |= {"months_worked": worked.months, "case": _case(worked)}
    return extra | dict(facts)


def _unusual(worked: Worked) -> bool:
    return worked.months < FLOOR or bool(worked.sick or worked.unpaid)


def _case(worked: Worked) -> str:
    """Leave lifts the floor only for whom it kept under six months; who came late stays under it."""
    if worked.sick and (worked.months >= FLOOR or worked.months + worked.sick >= FLOOR):
        return "sick_or_maternity"
    return "unpaid_leave" if worked.unpaid else "plain"


def _judged(
    whole: Whole, kind: str | None, given: dict[str, object], lines: Sequence[Line], extra: dict[str, object]
) -> Scored:
    answer = evaluate(whole.book, kind, given | extra, whole.settings)
    inputs = {"kind": kind, "input": plain(given | extra), "config": plain(whole.settings), "lines": _kept(lines)}
    return Scored(inputs, verdict_of(answer), answer.score, band_of(answer))


def _asked(whole: Whole, lines: Sequence[Line], why: str) -> Scored:
    """Nobody but the authority gives this period a level."""
    verdict = {"values": {"score": None, "level": ASK}, "because": [], "assumed": [], "warnings": [[why, {}]]}
    inputs = {"kind": None, "input": None, "config": plain(whole.settings), "lines": _kept(lines)}
    return Scored(inputs, verdict, None, ASK)


def _kept(lines: Sequence[Line]) -> list[list[Any]]:
    """The lines as they are frozen with the result; `kept_lines` reads them back."""
    return [
        [line.period, line.source, plain(line.score), line.level, line.note, line.unit, *([line.beside] if line.beside else [])]
        for line in lines
    ]


def kept_lines(inputs: Mapping[str, Any]) -> tuple[Line, ...]:
    return tuple(
        Line(period, source, None if score is None else Fraction(exact(score)), level, note, unit, beside="".join(beside))
        for period, source, score, level, note, unit, *beside in inputs.get("lines", ())
    )


def same_figures(inputs: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two results were made of the same figures; how a line without one is told does not matter."""
    return all(inputs.get(name) == other.get(name) for name in ("kind", "input", "config"))


def same_scores(inputs: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two results were made of the same scores or quarter levels, whatever else bore on them."""
    one, two = inputs.get("input") or {}, other.get("input") or {}
    return all(one.get(name) == two.get(name) for name in ("scores", "quarters"))


class Annual:
    """The year of some sheets of one yearly cycle, as known today."""

    def __init__(self, cycle: Cycle, facts: Mapping[int, Facts]) -> None:
        """`facts` by person say who is asked about; an empty one where nothing forces or limits the level."""
        self.whole = Whole(frozen(cycle.digest), cycle.settings, Period.parse(cycle.period), clock.today())
        self._found = aggregates(self.whole, list(facts), facts)

    def of(self, sheet: Sheet) -> Aggregate:
        return self._found[sheet.person_id]

    def judge(self, sheet: Sheet) -> Scored:
        return self.of(sheet).scored

    def moved(self, sheet: Sheet) -> bool:
        """Whether a month was replaced since the sheet's figures were stored."""
        return bool(sheet.inputs) and not same_figures(sheet.inputs, self.judge(sheet).inputs)


def is_year(cycle: Cycle) -> bool:
    return Period.parse(cycle.period).kind == "year"
