"""Judge the sheets of one cycle: reads tasks and subordinates once for all of them, then asks the engine for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from thenchot.assessment.aggregate import Annual, is_year
from thenchot.assessment.below import Below, Subordinates
from thenchot.assessment.forcing import Forcing, Forcings
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import (
    Kept,
    Marks,
    Scored,
    decimal,
    kind_for,
    plain,
    score,
    under_forcing,
)
from thenchot.rules.appraisal import AppraisedTask
from thenchot.rules.book import LEADER_KINDS, Rulebook
from thenchot.rules.facts import (
    APPRAISED_METHODS,
    FORCING,
    PRODUCT_METHODS,
    LeaderFacts,
    SheetFacts,
    TaskFact,
)
from thenchot.rulesets.queries import frozen
from thenchot.workplan.appraisals import appraised_of
from thenchot.workplan.queries import facts_of

FULL = Fraction(1)
HALVES = ("1", "1/2")


class Bench:
    """The facts of some sheets of one cycle, read in at most three queries; five in a period that gives levels."""

    def __init__(
        self,
        cycle: Cycle,
        sheets: Sequence[Sheet],
        tasks: Mapping[int, list[TaskFact]] | None = None,
    ) -> None:
        """`tasks` by doer, where they have been read already."""
        self.cycle = cycle
        self._sheets = sheets
        self.book: Rulebook = frozen(cycle.digest)
        self._kinds: dict[str, str | None] = {}
        self._given_tasks = tasks
        self._people = {sheet.person_id for sheet in sheets}

    @cached_property
    def annual(self) -> Annual | None:
        """The year's figures, in a yearly cycle: its score is made of months, not of marks and tasks."""
        if not self.yearly:
            return None
        return Annual(self.cycle, {sheet.person_id: self._year_facts(sheet) for sheet in self._sheets})

    @cached_property
    def yearly(self) -> bool:
        return is_year(self.cycle)

    def _year_facts(self, sheet: Sheet) -> dict[str, object]:
        extra = self.forcing(sheet).extra
        return {**extra, "leader": sheet.rank != "staff"} if extra.get("overrides") else extra

    def kind(self, sheet: Sheet) -> str | None:
        if self.yearly:
            return None
        if sheet.rank not in self._kinds:
            self._kinds[sheet.rank] = kind_for(self.book, sheet.rank, self.cycle.settings)
        return self._kinds[sheet.rank]

    def is_leader(self, sheet: Sheet) -> bool:
        """Whether the rulebook judges this sheet with the leaders' indices d, đ, e."""
        return self.kind(sheet) in LEADER_KINDS

    def tasks(self, sheet: Sheet) -> list[TaskFact]:
        return self._tasks.get(sheet.person_id, [])

    @cached_property
    def _tasks(self) -> Mapping[int, list[TaskFact]]:
        return self._given_tasks if self._given_tasks is not None else facts_of(self.cycle.period, self._people)

    @cached_property
    def _below(self) -> Subordinates | None:
        leaders = [sheet for sheet in self._sheets if self.is_leader(sheet)]
        return Subordinates(self.cycle, leaders) if leaders else None

    def below(self, sheet: Sheet) -> Below:
        """Who is under the leader. For a sheet that is no leader's: nobody."""
        return self._below.of(sheet) if self._below and self.is_leader(sheet) else Below((), 0)

    def counts(self, leader: Sheet, person_id: int) -> bool:
        """Whether index d of the leader is built on the person's sheet; never where the book knows no leaders."""
        return self._below is not None and self.is_leader(leader) and self._below.counts(leader, person_id)

    def judge(self, sheet: Sheet, marks: Marks, leader: Mapping[str, str], *, provisional: bool) -> Scored:
        """Score the marks. `provisional` takes index d as full while no subordinate is confirmed yet."""
        if self.annual:
            return self.annual.judge(sheet)
        return score(self.book, self.kind(sheet), self.facts(sheet, marks, leader, provisional=provisional), self.cycle.settings)

    def facts(self, sheet: Sheet, marks: Marks, leader: Mapping[str, str], *, provisional: bool) -> SheetFacts:
        """Everything that the engine is told of the sheet, in a period that is no year."""
        facts = self._leader_facts(sheet, leader, provisional=provisional) if self.is_leader(sheet) else None
        chosen = {name: leader[name] for name in ("weights", "subjective") if leader.get(name)}
        return SheetFacts(
            marks, self.tasks(sheet), facts, {**self.forcing(sheet).extra, **chosen},
            self.appraised(sheet), confirming=not provisional,
        )  # fmt: skip

    def appraised(self, sheet: Sheet) -> list[AppraisedTask]:
        """The rows as products or appraised tasks, where the rulebook reads them so."""
        return self._appraised.get(sheet.person_id, [])

    @cached_property
    def _appraised(self) -> Mapping[int, list[AppraisedTask]]:
        asks = any(method.name in APPRAISED_METHODS for method in self.book.methods) and not self.yearly
        return appraised_of(self.cycle.period, self._people) if asks else {}

    def choices(self, sheet: Sheet) -> dict[str, tuple[str, ...]]:
        """What the sheet asks to be chosen beside its marks, with what may be chosen.

        The leaders' đ and e (Điều 15 khoản 3); the kind of post whose weights a product is counted with; whether work
        not done is the person's own doing, where there is any.
        """
        method = self.book.method(self.kind(sheet))
        if self.is_leader(sheet):
            return {"dd": HALVES, "e": HALVES}
        if self.yearly or method is None or method.name not in PRODUCT_METHODS:
            return {}
        posts = {"weights": tuple(self.book.raw_table("local_weights"))} if method.name == "products_weighted" else {}
        undone = any(not task.done for task in self.appraised(sheet))
        return {**posts, **({"subjective": ("no", "yes")} if undone else {})}

    def forcing(self, sheet: Sheet) -> Forcing:
        """What forces or limits the level of the sheet; nothing in a period that gives no level (Điều 17, Điều 20)."""
        return self._forcings.of(sheet, leader=sheet.rank != "staff" if self.yearly else self.is_leader(sheet))

    @cached_property
    def _forcings(self) -> Forcings:
        return Forcings(self.cycle, self.book, self._sheets)

    def renewed(self, sheet: Sheet) -> Kept:
        """Inputs and verdict of a confirmed sheet with the facts recorded since: its score stays, its level may not.

        Those of a year are made anew, score and all: see `figures`.
        """
        if self.annual:
            scored = self.annual.judge(sheet)
            return Kept(scored.inputs, scored.verdict)
        extra = self.forcing(sheet).extra
        known = (sheet.inputs.get("input") or {}) | sheet.inputs.get("forcing", {})
        if not sheet.inputs or {name: known[name] for name in FORCING if name in known} == plain(extra):
            return Kept(sheet.inputs, sheet.verdict)
        return under_forcing(self.book, sheet.inputs, sheet.verdict, extra)

    def figures(self, sheet: Sheet) -> dict[str, object]:
        """Score and band to be written with a proposal or a decision: a year has them only there."""
        if self.annual is None:
            return {}
        scored = self.annual.judge(sheet)
        return {"score": decimal(scored.score), "band": scored.band}

    def _leader_facts(self, sheet: Sheet, leader: Mapping[str, str], *, provisional: bool) -> LeaderFacts:
        bands = self.below(sheet).bands
        if provisional and not any(bands):
            bands = (next(level.code for level in self.book.levels),)
        dd, e = (Fraction(leader[name]) if leader.get(name) else (FULL if provisional else None) for name in ("dd", "e"))
        return LeaderFacts(bands=bands, dd=dd, e=e)


def rank_of(book: Rulebook, code: str) -> int:
    """Place of a level from the lowest, 0; what is no level (ASK) is below all."""
    codes = [level.code for level in sorted(book.levels, key=lambda level: level.min)]
    return codes.index(code) if code in codes else -1


def level_codes(book: Rulebook) -> list[str]:
    """Codes from high to low."""
    return [level.code for level in sorted(book.levels, key=lambda level: level.min, reverse=True)]
