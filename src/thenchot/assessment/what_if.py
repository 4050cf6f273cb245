"""Judge the sheets of a cycle again by another rulebook, by other choices or stricter values of a body; nothing is written."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from thenchot.assessment.below import Subordinates
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import (
    Scored,
    band_of,
    exact,
    fractions_of,
    kind_for,
    ruled_level,
    score_in,
    verdict_of,
)
from thenchot.rules.book import ASK, LEADER_KINDS, Criterion, Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.facts import leader_d

ORDER = ("HTXS", "HTT", "HT", "KHT")
"""National levels from the highest."""
PLACE_OF_D = 3
"""Of d among the six indices of a leader (Điều 16 khoản 2)."""


@dataclass(frozen=True)
class Alternative:
    """A rulebook with a body's stricter values on it, and the body's choices where the text is silent."""

    book: Rulebook
    settings: Mapping[str, object]

    @property
    def config(self) -> dict[str, object]:
        return {code: value for code, value in self.settings.items() if self.book.setting(code) is not None}


@dataclass(frozen=True)
class Outcome:
    """A score, and the level the rules make of it (ASK: the authority decides)."""

    score: Fraction | None
    level: str
    national: str
    """The level in the words of the law: A in Hanoi is HTXS."""


@dataclass(frozen=True)
class Compared:
    """One person under both; `lack` says why the other rulebook gives nothing."""

    sheet: Sheet
    before: Outcome
    after: Outcome | None
    lack: str = ""

    @property
    def delta(self) -> Fraction | None:
        """Points the other rulebook gives more; None where one of the two gives none."""
        scores = (self.before.score, self.after.score if self.after else None)
        return None if None in scores else (scores[1] or Fraction(0)) - (scores[0] or Fraction(0))

    @property
    def moved(self) -> int:
        """Levels up (above 0) or down; 0 for none, and where one of the two gives no level."""
        places = (place(self.before.national), place(self.after.national) if self.after else None)
        return 0 if places[0] is None or places[1] is None else places[0] - places[1]

    @property
    def differs(self) -> bool:
        return self.after is not None and (bool(self.delta) or self.before.national != self.after.national)


def place(level: str) -> int | None:
    return ORDER.index(level) if level in ORDER else None


def national(book: Rulebook, code: str) -> str:
    found = book.level(code)
    return found.equals if found else code


class Judges:
    """The sheets of one cycle under another rulebook.

    Where both read the same facts by the same formula the frozen inputs are judged as they are; else the rows of the plan
    and the confirmed marks are read anew. Staff first, then leaders from the deepest unit up: index d is made of the bands below.
    """

    def __init__(self, cycle: Cycle, old: Rulebook, other: Alternative, sheets: Sequence[Sheet]) -> None:
        self.cycle, self.old, self.other, self._sheets = cycle, old, other, sheets
        self._bands: dict[int, str] = {}
        self.poured = False
        """Whether general marks went over as a whole, because the lines of the two forms are not the same."""

    def compared(self) -> list[Compared]:
        return [self._one(sheet) for sheet in sorted(self._sheets, key=_from_below)]

    def _one(self, sheet: Sheet) -> Compared:
        before = self._before(sheet)
        try:
            scored = self._after(sheet)
        except InputError as wrong:
            return Compared(sheet, before, None, str(wrong.params.get("why", wrong.code)))
        if scored is None:
            return Compared(sheet, before, None, "marks_missing")
        self._bands[sheet.person_id] = scored.band
        level = ruled_level(scored.verdict, scored.band)
        lack = self._lack(scored)
        after = None if lack else Outcome(scored.score, level, national(self.other.book, level))
        return Compared(sheet, before, after, lack)

    def _before(self, sheet: Sheet) -> Outcome:
        level = ruled_level(sheet.verdict, sheet.band)
        kept = exact(score_in(sheet.inputs, sheet.verdict)) if sheet.inputs.get("input") is not None else None
        return Outcome(None if kept is None else Fraction(kept), level, national(self.old, level))

    def _lack(self, scored: Scored) -> str:
        """Why there is no score where there is none; a rulebook that gives a level without a score lacks nothing."""
        if scored.score is not None or scored.inputs.get("input") is not None:
            return ""
        warnings = scored.verdict.get("warnings") or [["no_score", {}]]
        return str(warnings[0][0])

    def _after(self, sheet: Sheet) -> Scored | None:
        kind = self._same_kind(sheet)
        if kind is None:
            return self._anew(sheet)
        if sheet.inputs["input"] is None:
            return Scored(sheet.inputs, sheet.verdict, None, ASK)
        given = self._known({**sheet.inputs["input"]})
        if sheet.rank != "staff" and "six" in given:
            given["six"] = self._with_d(sheet, given["six"])
        answer = evaluate(self.other.book, kind, exact(given), self.other.config)
        inputs, verdict = {**sheet.inputs, "input": given}, verdict_of(answer)
        return Scored(inputs, verdict, exact(score_in(inputs, verdict)), band_of(answer))

    def _same_kind(self, sheet: Sheet) -> str | None:
        """The kind of sheet in the other rulebook whose formula reads the frozen inputs; None where there is none."""
        kind = sheet.inputs.get("kind")
        old = self.old.method(kind)
        wanted = (
            kind
            if self.other.book.id == self.old.id
            else kind_for(self.other.book, sheet.rank, self.other.settings)
        )
        new = self.other.book.method(wanted)
        same = old is not None and new is not None and old.name == new.name and bool(sheet.inputs)
        return wanted if same and self._same_lines(kind, wanted, old.name if old else "") else None

    def _same_lines(self, kind: str | None, other: str | None, method: str) -> bool:
        """A formula that reads marks line by line needs the same lines."""
        if method != "sum_of_marks":
            return True
        return {leaf.id for leaf in self.old.leaves(kind)} == {
            leaf.id for leaf in self.other.book.leaves(other)
        }

    def _known(self, given: dict[str, Any]) -> dict[str, Any]:
        """The facts without what the other rulebook has no rule for: an act it does not name, a level it does not know."""
        codes = {rule.code for rule in self.other.book.overrides}
        if "overrides" in given:
            given["overrides"] = [code for code in given["overrides"] if code in codes]
        limit = given.get("organisation_level")
        if limit is not None and self.other.book.level(str(limit)) is None:
            del given["organisation_level"]
        return given

    def _with_d(self, sheet: Sheet, six: list[Any]) -> list[Any]:
        """Index d as the bands below would have made it, where another band there changes it."""
        then, now = (leader_d(found.of(sheet).bands)[0] for found in (self._below, self._below_otherwise))
        if then == now or now is None:
            return six
        return [{"n": str(now)} if at == PLACE_OF_D else index for at, index in enumerate(six)]

    @cached_property
    def _leaders(self) -> list[Sheet]:
        return [sheet for sheet in self._sheets if sheet.rank != "staff"]

    @cached_property
    def _below(self) -> Subordinates:
        return Subordinates(self.cycle, self._leaders)

    @cached_property
    def _below_otherwise(self) -> Subordinates:
        return Subordinates(self.cycle, self._leaders, self._bands)

    def _anew(self, sheet: Sheet) -> Scored | None:
        """The confirmed marks and the rows of the plan, read as the other rulebook reads them."""
        if self._bench.yearly:
            return None
        marks = sheet.marks.get("confirmed") or sheet.marks.get("self")
        old = self.old.leaves(sheet.inputs.get("kind"))
        new = self.other.book.leaves(self._bench.kind(sheet))
        taken = carried(fractions_of(marks), old, new)
        if taken is None:
            return None
        self.poured = self.poured or not set(taken) <= set(marks or {})
        return self._bench.judge(sheet, taken, sheet.marks.get("leader") or {}, provisional=False)

    @cached_property
    def _bench(self) -> _OtherBench:
        return _OtherBench(self.cycle, self.other, self._sheets, self._below_otherwise)


class _OtherBench(Bench):
    """A bench that judges by another rulebook than the cycle's own."""

    def __init__(
        self, cycle: Cycle, other: Alternative, sheets: Sequence[Sheet], below: Subordinates
    ) -> None:
        chosen = copy.copy(cycle)
        chosen.settings = other.config
        super().__init__(chosen, sheets)
        self.book = other.book
        self._otherwise = below

    @cached_property
    def _below(self) -> Subordinates | None:
        return self._otherwise if any(self.kind(sheet) in LEADER_KINDS for sheet in self._sheets) else None


def _from_below(sheet: Sheet) -> tuple[bool, int, bool, int]:
    """Staff, then leaders from the deepest unit up, deputies before heads."""
    return sheet.rank != "staff", -len(sheet.unit_path), sheet.rank == "head", sheet.id


def carried(
    marks: Mapping[str, Fraction], old: Iterable[Criterion], new: Iterable[Criterion]
) -> dict[str, Fraction] | None:
    """The marks of one form on the lines of another; None where they cannot go over.

    Lines of the same code keep their marks. Else, where both forms give as many points in all and the formula asks for the
    sum alone, the sum goes over, line after line up to each maximum: what each single line would have got, nobody can say.
    """
    before, after = list(old), list(new)
    if all(leaf.id in marks for leaf in after):
        return {leaf.id: marks[leaf.id] for leaf in after}
    whole = before and all(leaf.id in marks for leaf in before)
    if not whole or _total(before) != _total(after):
        return None
    return dict(_poured(sum((marks[leaf.id] for leaf in before), Fraction(0)), after))


def _total(leaves: Iterable[Criterion]) -> Fraction:
    return sum((leaf.max or Fraction(0) for leaf in leaves), Fraction(0))


def _poured(left: Fraction, leaves: Iterable[Criterion]) -> Iterator[tuple[str, Fraction]]:
    """The sum line after line, each up to its maximum."""
    for leaf in leaves:
        taken = min(left, leaf.max or Fraction(0))
        left -= taken
        yield leaf.id, taken
