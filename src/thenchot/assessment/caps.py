"""Caps as they stand in a cycle: how many of the capped level each group has, and how many it may have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from thenchot.assessment.judging import rank_of
from thenchot.assessment.models import Cycle, Outstanding, Sheet
from thenchot.assessment.scoring import ruled_level
from thenchot.assessment.steps import EXCUSED, OPENED, PUBLISHED, PUBLISHING, final_state
from thenchot.lib.periods import Period
from thenchot.organisation.queries import units_on
from thenchot.rules.book import Cap, Rulebook
from thenchot.rules.caps import Group, bound
from thenchot.rulesets.naming import cited
from thenchot.rulesets.queries import frozen

NO_CHOICE: Mapping[str, object] = {}
Key = tuple[int, str]
"""(body, group of similar duties); the group is blank where the cap does not count by it."""


@dataclass(frozen=True)
class Standing:
    """How many of a group stand at each level now, and before anybody proposed or decided."""

    now: Counter[str] = field(default_factory=Counter)
    initial: Counter[str] = field(default_factory=Counter)


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
    rounding: str = "floor"
    """What is done with a part of a person: floor or half_up."""

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


def cap_states(
    cycle: Cycle, body_ids: Sequence[int] | None = None, known: Mapping[int, tuple[str, bool]] | None = None
) -> list[CapState]:
    """Return each group with its count: the decided level, else the proposed, else the band, else the person's own.

    `known` are the bodies' names and whether the authority found them outstanding, where they have been read already.
    """
    # Once published the figures are those of the results; what was never finished stays out of them.
    only = None if cycle.state in ("open", PUBLISHING) else (PUBLISHED,)
    sheets = cycle.sheets.all() if only is None else cycle.sheets.filter(state__in=only)
    return _states(cycle, sheets if body_ids is None else sheets.filter(body_id__in=body_ids), known)


def closing_states(cycle: Cycle) -> list[CapState]:
    """Each group as publishing now would leave it: only the finished are ranked, so only they make up its base.

    Nothing where no cap binds the period.
    """
    found = cap_for(frozen(cycle.digest), Period.parse(cycle.period).kind)
    if found is None or not found[1]:
        return []
    return _states(cycle, cycle.sheets.filter(state__in=(final_state(cycle.steps), PUBLISHED)), None)


def _states(cycle: Cycle, sheets: QuerySet[Sheet], known: Mapping[int, tuple[str, bool]] | None) -> list[CapState]:
    book, kind = frozen(cycle.digest), Period.parse(cycle.period).kind
    ordinary, higher = cap_for(book, kind), cap_for(book, kind, outstanding=True)
    if ordinary is None or higher is None:
        return []
    cap, binding = ordinary
    groups = _standings(counted(sheets, cap), cap)
    names, raised = _bodies(cycle, known)
    return [
        _state(cycle, (higher[0] if key[0] in raised else cap, binding), key, standing, names.get(key[0], ""))
        for key, standing in sorted(groups.items())
    ]


def _bodies(cycle: Cycle, known: Mapping[int, tuple[str, bool]] | None) -> tuple[dict[int, str], frozenset[int]]:
    """The bodies' names, and the outstanding ones."""
    if known is None:
        return {unit.id: unit.name for unit in units_on(cycle.day).values()}, outstanding_bodies(cycle)
    return {body: name for body, (name, _) in known.items()}, frozenset(body for body, (_, raised) in known.items() if raised)


def counted_sheets(cycle: Cycle, cap: Cap) -> QuerySet[Sheet]:
    """The sheets a cap counts: without those not scored, and without the heads where its text leaves them outside."""
    return counted(cycle.sheets.all(), cap)


def counted(sheets: QuerySet[Sheet], cap: Cap) -> QuerySet[Sheet]:
    """Those of them that a cap counts."""
    sheets = sheets.exclude(state=EXCUSED)
    return sheets if cap.head_counts else sheets.exclude(rank="head")


STANDS = Case(
    When(state=OPENED, then=Value("")),
    *(When(~Q(**{name: ""}), then=F(name)) for name in ("level", "proposed_level", "band")),
    default=F("self_level"),
)
"""The decided level, else the proposed, else the band, else the person's own; none while the sheet is not sent."""


def _standings(sheets: QuerySet[Sheet], cap: Cap) -> dict[Key, Standing]:
    """Counts by level of each group as sheets stand now; a sheet not sent yet counts under no level."""
    if cap.base == "initial_HTT":
        return _standings_of_each(sheets, cap)
    groups: dict[Key, Standing] = {}
    by_group = counts_by_group(cap)
    rows = (
        sheets.annotate(stands=STANDS)
        .values_list("body_id", "duty_group", "stands")
        .annotate(n=Count("id"))
        .order_by()
    )
    for body, group, level, n in rows:
        standing = groups.setdefault((body, group * by_group), Standing())
        standing.now[level] += n
        standing.initial[level] += n
    return groups


def _standings_of_each(sheets: QuerySet[Sheet], cap: Cap) -> dict[Key, Standing]:
    """Sheet by sheet: the level each started from stands in its verdict."""
    groups: dict[Key, Standing] = {}
    by_group = counts_by_group(cap)
    verdicts = initial_levels(sheets, cap)
    for sheet_id, body, group, level in sheets.values_list("id", "body_id", "duty_group", STANDS).iterator():
        standing = groups.setdefault((body, group * by_group), Standing())
        standing.now[level] += 1
        standing.initial[verdicts.get(sheet_id, level)] += 1
    return groups


def initial_levels(sheets: QuerySet[Sheet], cap: Cap) -> dict[int, str]:
    """The level each confirmed sheet starts from, before anybody proposes or decides: the base of a share of the initial HTT.

    Nothing for a cap that counts otherwise.
    """
    if cap.base != "initial_HTT":
        return {}
    rows = sheets.exclude(band="").values_list("id", "verdict", "band")
    return {sheet_id: ruled_level(verdict, band) for sheet_id, verdict, band in rows.iterator()}


def _state(cycle: Cycle, found: tuple[Cap, bool], key: Key, standing: Standing, body: str) -> CapState:
    book, (cap, binding), counts = frozen(cycle.digest), found, standing.now
    ranked = sum(counts.values()) - counts[""]
    limit = group_limit(book, cap, counts, cycle.settings, standing.initial)
    started = good_of(book, cap, standing.initial) - standing.initial[cap.level]
    counted = {"ranked_HTT": good_of(book, cap, counts), "initial_HTT": started}.get(cap.base, ranked)
    return CapState(
        key[0], body, key[1], cap.level, counts[cap.level], ranked, limit, cap.share, binding, cited(cap.citation, book),
        cap.base, counted, _rounding(book, cap, cycle.settings),
    )  # fmt: skip


def group_limit(
    book: Rulebook, cap: Cap, counts: Counter[str], settings: Mapping[str, object] = NO_CHOICE,
    initial: Counter[str] | None = None,
) -> int:
    """How many of the capped level a group with these counts may have, however many would like to.

    `settings` are the body's choices where the text is silent: the rounding, and what a small group may have. `initial`
    are the levels before anybody decided: a share of the initial HTT must not grow with each decision.
    """
    base = initial if initial is not None and cap.base == "initial_HTT" else counts
    everybody, good = sum(counts.values()) - counts[""], good_of(book, cap, base)
    most = bound(cap, Group(good, base[cap.level], everybody), _rounding(book, cap, settings))
    size = everybody if cap.base == "all_ranked" else good
    if size < int(str(chosen(book, settings, "small_group_under") or 0)):
        most = max(most, int(str(chosen(book, settings, "small_group_allows") or 0)))
    return min(everybody, most)


def _rounding(book: Rulebook, cap: Cap, settings: Mapping[str, object]) -> str:
    return str(chosen(book, settings, "cap_rounding") or cap.rounding)


def chosen(book: Rulebook, settings: Mapping[str, object], code: str) -> object:
    """The body's choice, else the rulebook's default; None where the book leaves nothing open under that code."""
    setting = book.setting(code)
    return settings.get(code, setting.default) if setting else None


def good_of(book: Rulebook, cap: Cap, counts: Counter[str]) -> int:
    """How many stand at the capped level or the one below it."""
    floor = rank_of(book, cap.level) - 1
    return sum(count for code, count in counts.items() if code and rank_of(book, code) >= floor)
