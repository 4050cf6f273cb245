"""What another rulebook, other choices or another day's rules would have made of a cycle: for whom, by how much, which caps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thenchot.assessment.access import READERS, scope_path
from thenchot.assessment.caps import Standing, cap_for, counts_by_group, group_limit
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import EXCUSED
from thenchot.assessment.what_if import ORDER, Alternative, Compared, Judges, Outcome
from thenchot.lib.periods import Period
from thenchot.organisation.queries import below, units_on
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import frozen

MOST = 20_000
"""Sheets that are judged for one page; of a larger cycle a part of the tree is chosen."""


@dataclass(frozen=True)
class CapBeside:
    """A group under the cap of each rulebook: how many stand at the capped level, how many may."""

    body: str
    group: str
    before: tuple[int, int] | None
    after: tuple[int, int] | None

    @property
    def over(self) -> bool:
        return self.after is not None and self.after[0] > self.after[1]


@dataclass(frozen=True)
class WhatIf:
    """The people of a cycle under both; `rows` are those who differ, the ones who cross a level first."""

    rows: list[Compared]
    judged: int
    unscored: int
    """Sheets without a result yet: there is nothing to compare."""
    lacking: Counter[str]
    before: Counter[str]
    after: Counter[str]
    moves: Counter[tuple[str, str]]
    caps: list[CapBeside]
    poured: bool = False
    too_many: int = 0

    @property
    def up(self) -> int:
        return sum(1 for row in self.rows if row.moved > 0)

    @property
    def down(self) -> int:
        return sum(1 for row in self.rows if row.moved < 0)

    @property
    def mean_delta(self) -> Fraction | None:
        """Mean difference in points of all who have a score under both."""
        return self.total_delta / self.scored if self.scored else None

    total_delta: Fraction = Fraction(0)
    scored: int = 0


def cycles_to_try(viewer: Identity) -> list[Cycle]:
    """The cycles whose sheets the viewer may judge otherwise, the newest first."""
    found = Cycle.objects.select_related("scope").order_by("-period", "id")
    return [cycle for cycle in found if any(viewer.has(role, scope_path(cycle)) for role in READERS)]


def what_if(cycle: Cycle, other: Alternative, under: str = "") -> WhatIf:
    """Of a part of the tree where `under` names one. More sheets than can be judged for a page give only their number."""
    rows = cycle.sheets.exclude(state=EXCUSED)
    if under:
        rows = rows.filter(below(under, "unit_path"))
    confirmed = rows.exclude(band="").exclude(inputs="{}")
    count = confirmed.count()
    if count > MOST:
        return WhatIf([], 0, 0, Counter(), Counter(), Counter(), Counter(), [], too_many=count)
    old = frozen(cycle.digest)
    judges = Judges(cycle, old, other, list(confirmed.select_related("person", "cycle").order_by("id")))
    compared = judges.compared()
    pairs = [(one, one.after) for one in compared if one.after is not None]
    deltas = [one.delta for one, _after in pairs if one.delta is not None]
    return WhatIf(
        sorted((one for one, _after in pairs if one.differs), key=_order), len(pairs), rows.count() - count,
        Counter(one.lack for one in compared if one.after is None),
        Counter(one.before.national for one, _after in pairs), Counter(after.national for _one, after in pairs),
        Counter((one.before.national, after.national) for one, after in pairs if one.moved),
        _caps(cycle, (old, other), pairs), judges.poured, total_delta=sum(deltas, Fraction(0)), scored=len(deltas),
    )  # fmt: skip


def _order(one: Compared) -> tuple[int, Fraction, str]:
    """Who crosses most levels first, then the largest difference, then the name."""
    return -abs(one.moved), -abs(one.delta or Fraction(0)), one.sheet.person.sort_key


def _caps(
    cycle: Cycle, books: tuple[Rulebook, Alternative], pairs: Sequence[tuple[Compared, Outcome]]
) -> list[CapBeside]:
    """Groups whose count or limit differs under the ordinary cap of each rulebook, counted by the levels the rules give."""
    old, other = books
    before = _standings(
        cycle, Alternative(old, cycle.settings), [(one.sheet, one.before) for one, _after in pairs]
    )
    after = _standings(cycle, other, [(one.sheet, after) for one, after in pairs])
    names = {unit.id: unit.name for unit in units_on(cycle.day).values()} if before or after else {}
    keys = sorted({*before, *after})
    found = [CapBeside(names.get(key[0], ""), key[1], before.get(key), after.get(key)) for key in keys]
    return sorted((one for one in found if one.before != one.after), key=lambda one: not one.over)


def _standings(
    cycle: Cycle, rule: Alternative, rows: Sequence[tuple[Sheet, Outcome]]
) -> dict[tuple[int, str], tuple[int, int]]:
    """By group how many stand at the capped level and how many may."""
    found = cap_for(rule.book, Period.parse(cycle.period).kind)
    if found is None:
        return {}
    cap, by_group = found[0], counts_by_group(found[0])
    groups: dict[tuple[int, str], Standing] = {}
    for sheet, outcome in rows:
        if cap.head_counts or sheet.rank != "head":
            standing = groups.setdefault((sheet.body_id, sheet.duty_group * by_group), Standing())
            standing.now[outcome.level] += 1
            standing.initial[outcome.level] += 1
    return {
        key: (
            standing.now[cap.level],
            group_limit(rule.book, cap, standing.now, rule.settings, standing.initial),
        )
        for key, standing in groups.items()
    }


def in_order(counts: Counter[str]) -> list[tuple[str, int]]:
    """National levels from the highest, then what is none."""
    return [(level, counts[level]) for level in (*ORDER, *sorted(set(counts) - set(ORDER))) if counts[level]]
