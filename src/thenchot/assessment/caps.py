"""Caps as they stand in a cycle: how many of the capped level each group has, and how many it may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thenchot.assessment.judging import rank_of
from thenchot.assessment.models import Cycle, Outstanding
from thenchot.assessment.steps import EXCUSED, OPENED, PUBLISHED, PUBLISHING
from thenchot.lib.periods import Period
from thenchot.organisation.queries import units_on
from thenchot.rules.book import Cap, Rulebook
from thenchot.rules.caps import Group, bound
from thenchot.rulesets.queries import frozen

NO_CHOICE: Mapping[str, object] = {}
Key = tuple[int, str]
"""(body, group of similar duties); the group is blank where the cap does not count by it."""


@dataclass(frozen=True)
class CapState:
    """One group under a cap. `binding` says whether this period may block, or only foresees."""

    body_id: int
    body: str
    group: str
    level: str
    count: int
    ranked: int
    allowed: int
    share: Fraction
    binding: bool
    citation: str
    base: str = "all_ranked"
    """What the share is taken of: all_ranked, ranked_HTT or initial_HTT (see `rules.book.Cap`)."""
    counted: int = 0
    """How many of the group the share is taken of."""

    @property
    def over(self) -> int:
        return max(0, self.count - self.allowed)


def cap_for(book: Rulebook, kind: str, *, outstanding: bool = False) -> tuple[Cap, bool] | None:
    """The cap of the book, the higher one for an outstanding body, and whether it binds in this kind of period."""
    fitting = [cap for cap in book.caps if bool(cap.when) == outstanding] or list(book.caps)
    binding = next((cap for cap in fitting if cap.period == kind), None)
    if binding:
        return binding, True
    return (fitting[0], False) if fitting else None


def counts_by_group(cap: Cap) -> bool:
    """Whether the cap counts within a group of similar duties (NĐ 335 Điều 20) or similar posts (QĐ 366)."""
    return bool({"similar_duty_group", "similar_post_group"} & set(cap.group_by))


def outstanding_bodies(cycle: Cycle) -> frozenset[int]:
    return frozenset(Outstanding.objects.filter(cycle=cycle).values_list("body_id", flat=True))


def cap_states(cycle: Cycle, body_ids: Sequence[int] | None = None) -> list[CapState]:
    """Return each group with its count: the decided level, else the proposed, else the band, else the person's own."""
    book = frozen(cycle.digest)
    kind, raised = Period.parse(cycle.period).kind, outstanding_bodies(cycle)
    ordinary, higher = cap_for(book, kind), cap_for(book, kind, outstanding=True)
    if ordinary is None or higher is None:
        return []
    cap, binding = ordinary
    groups = _standing(cycle, body_ids, by_group=counts_by_group(cap))
    names = {unit.id: unit.name for unit in units_on(cycle.day).values()}
    return [
        _state(cycle, (higher[0] if key[0] in raised else cap, binding), key, counts, names.get(key[0], ""))
        for key, counts in sorted(groups.items())
    ]


def _standing(cycle: Cycle, body_ids: Sequence[int] | None, *, by_group: bool) -> dict[Key, Counter[str]]:
    """Counts by level of each group as sheets stand now; a sheet not sent yet counts under no level."""
    groups: dict[Key, Counter[str]] = {}
    sheets = cycle.sheets.exclude(state=EXCUSED)
    if cycle.state not in ("open", PUBLISHING):
        # Once published the figures are those of the results; what was never finished stays out of them.
        sheets = sheets.filter(state=PUBLISHED)
    if body_ids is not None:
        sheets = sheets.filter(body_id__in=body_ids)
    columns = ("body_id", "duty_group", "state", "level", "proposed_level", "band", "self_level")
    for body, group, state, *levels in sheets.values_list(*columns).iterator():
        level = "" if state == OPENED else next((code for code in levels if code), "")
        groups.setdefault((body, group * by_group), Counter())[level] += 1
    return groups


def _state(cycle: Cycle, found: tuple[Cap, bool], key: Key, counts: Counter[str], body: str) -> CapState:
    book, (cap, binding) = frozen(cycle.digest), found
    ranked = sum(counts.values()) - counts[""]
    limit, good = group_limit(book, cap, counts, cycle.settings), good_of(book, cap, counts)
    counted = {"ranked_HTT": good, "initial_HTT": good - counts[cap.level]}.get(cap.base, ranked)
    return CapState(
        key[0], body, key[1], cap.level, counts[cap.level], ranked, limit, cap.share, binding, cap.citation,
        cap.base, counted,
    )  # fmt: skip


def group_limit(book: Rulebook, cap: Cap, counts: Counter[str], settings: Mapping[str, object] = NO_CHOICE) -> int:
    """How many of the capped level a group with these counts may have, however many would like to.

    `settings` are the body's choices where the text is silent: the rounding, and what a small group may have.
    """
    everybody, good = sum(counts.values()) - counts[""], good_of(book, cap, counts)
    rounding = str(chosen(book, settings, "cap_rounding") or cap.rounding)
    most = bound(cap, Group(good, counts[cap.level], everybody), rounding)
    size = everybody if cap.base == "all_ranked" else good
    if size < int(str(chosen(book, settings, "small_group_under") or 0)):
        most = max(most, int(str(chosen(book, settings, "small_group_allows") or 0)))
    return min(everybody, most)


def chosen(book: Rulebook, settings: Mapping[str, object], code: str) -> object:
    """The body's choice, else the rulebook's default; None where the book leaves nothing open under that code."""
    setting = book.setting(code)
    return settings.get(code, setting.default) if setting else None


def good_of(book: Rulebook, cap: Cap, counts: Counter[str]) -> int:
    """How many stand at the capped level or the one below it."""
    floor = rank_of(book, cap.level) - 1
    return sum(count for code, count in counts.items() if code and rank_of(book, code) >= floor)
