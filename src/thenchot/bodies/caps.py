"""How many organisations one authority may recognise as excellent (Điều 8 khoản 5)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from thenchot.bodies.models import BodySheet, HigherShare, Round
from thenchot.rules.book import ASK, Cap, Rulebook
from thenchot.rules.caps import Group, bound
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Standing:
    """One authority's organisations against the cap. `good` stand at HTT or better, `count` of them at the top."""

    recogniser_id: int
    recogniser: str
    level: str
    count: int
    good: int
    allowed: int
    share: Fraction
    citation: str

    @property
    def over(self) -> int:
        return max(0, self.count - self.allowed)


def cap_of(book: Rulebook, *, higher: bool) -> Cap:
    return next(cap for cap in book.caps if bool(cap.when) == higher)


def has_higher_share(found: Round, recogniser_id: int) -> bool:
    return HigherShare.objects.filter(round=found, by_id=recogniser_id).exists()


def standings(found: Round) -> list[Standing]:
    """Each authority's standing, by name."""
    return _standings(found, lambda _book, _sheet: None)


def closing_standings(found: Round) -> list[Standing]:
    """The same as it binds: the undecided count where they stand, but take no place under the cap."""
    return _standings(found, take_no_place)


def take_no_place(book: Rulebook, sheet: BodySheet) -> None:
    if not sheet.level:
        sheet.level = book.levels[1].code if level_now(sheet) == book.levels[0].code else level_now(sheet)


def _standings(found: Round, as_counted: Callable[[Rulebook, BodySheet], None]) -> list[Standing]:
    rows: dict[int, list[BodySheet]] = {}
    for sheet in found.sheets.exclude(state="excused").select_related("recogniser").order_by("unit_path"):
        if sheet.recogniser_id is not None:
            rows.setdefault(sheet.recogniser_id, []).append(sheet)
    higher = set(HigherShare.objects.filter(round=found).values_list("by_id", flat=True))
    book = frozen(found.digest)
    for sheet in (sheet for sheets in rows.values() for sheet in sheets):
        as_counted(book, sheet)
    every = [standing(book, sheets, found.settings, higher=who in higher) for who, sheets in rows.items()]
    return sorted(every, key=lambda one: one.recogniser)


def standing(
    book: Rulebook, sheets: list[BodySheet], settings: Mapping[str, object], *, higher: bool
) -> Standing:
    """The standing of one authority's organisations, each at the level decided, proposed or asked for."""
    cap = cap_of(book, higher=higher)
    counts = Counter(level_now(sheet) for sheet in sheets)
    codes = [level.code for level in sorted(book.levels, key=lambda level: level.min, reverse=True)]
    good = counts[codes[0]] + counts[codes[1]]
    rounding = str(settings.get("cap_rounding", cap.rounding))
    most = bound(cap, Group(good, counts[cap.level], sum(counts.values())), rounding)
    who = sheets[0].recogniser
    return Standing(
        who.id if who else 0,
        who.full_name if who else "",
        cap.level,
        counts[cap.level],
        good,
        most,
        cap.share,
        cap.citation,
    )


def level_now(sheet: BodySheet) -> str:
    return sheet.level or sheet.proposed_level or sheet.self_level or ASK
