"""Under which rules a period is to be judged again: an adoption, a day's rules, a rulebook as it is, or values just typed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from thenchot.assessment.access import cycle_to_verify, scope_path
from thenchot.assessment.queries.what_if import cycles_to_try
from thenchot.assessment.what_if import Alternative
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, unit_on, units_on
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets import shelf
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.queries import Adopted, InForce, adopted_over, frozen, in_force_for
from thenchot.web.reading import read_day, read_whole
from thenchot.web.rulesets.adopt import CATEGORIES, settings_of
from thenchot.web.rulesets.changes import Change, changes, choices
from thenchot.web.rulesets.overlay import read_own_rules

ADOPTED, BOOK, DAY, TYPED = "a", "s", "ngay", "moi"


@dataclass
class Asked:
    """What is to be compared with what; `other` is None until something can be judged, `problems` say why."""

    cycle: object
    scope: str
    own: InForce
    """The rules the period was judged by."""
    other: Alternative | None = None
    way: str = ""
    day: date | None = None
    unit: UnitAt | None = None
    adopted: list[Adopted] = field(default_factory=list)
    books: list[Rulebook] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def differs(self) -> list[Change]:
        """What is said otherwise, where both are forms of the same rulebook."""
        if self.other is None or self.other.book.id != self.own.book.id:
            return []
        after = InForce(self.other.book, self.own.category, self.other.settings)
        return [*choices(self.own, after), *changes(self.own.book, self.other.book)]


def asked(viewer: Identity, given: QueryDict) -> Asked | None:
    """None where the viewer has no period to try anything on. 404 for a period that is not theirs to read."""
    cycles = cycles_to_try(viewer)
    number = read_whole(given.get("ky", ""))
    cycle = (
        cycle_to_verify(viewer, number)
        if number
        else next((one for one in cycles if one.state != "open"), None)
    )
    cycle = cycle or next(iter(cycles), None)
    if cycle is None:
        return None
    scope = scope_path(cycle)
    # The kept rulebook has the body's stricter values on it already.
    own = InForce(frozen(cycle.digest), cycle.category, cycle.settings, cycle.overlay, unit_path=scope)
    found = Asked(
        cycle, scope, own, adopted=adopted_over(scope, viewer.day, cycle.category),
        books=_books(cycle.category),
        unit=_unit(viewer, given, scope),
    )  # fmt: skip
    _choose(found, given, viewer)
    return found


def _books(category: str) -> list[Rulebook]:
    """Rulebooks about people: those for the category first, then those for others, which may lack facts."""
    found = [book for book in shelf.all_books() if set(book.applies_to) & set(CATEGORIES)]
    return sorted(found, key=lambda book: (category not in book.applies_to, book.name))


def _unit(viewer: Identity, given: QueryDict, scope: str) -> UnitAt | None:
    unit = unit_on(read_whole(given.get("don-vi", "")), viewer.day)
    return unit if unit and unit.path.startswith(scope) and unit.path != scope else None


def units_under(found: Asked, day: date) -> list[UnitAt]:
    return list(units_on(day, found.scope).values())


def _choose(found: Asked, given: QueryDict, viewer: Identity) -> None:
    """Fill in the other rules, from what the form says; nothing chosen leaves the page with its form."""
    way = given.get("theo", "")
    if given.get("book") and way in ("", TYPED):
        _typed(found, given, viewer)
    elif way == DAY:
        _of_day(found, given, viewer)
    elif way[:1] == ADOPTED and way[1:].isdigit():
        chosen = next((one for one in found.adopted if str(one.id) == way[1:]), None)
        _take(found, way, chosen.rule if chosen else None)
    elif way[:1] == BOOK:
        book = next((one for one in found.books if one.id == way[1:]), None)
        _take(found, way, InForce(book, found.own.category) if book else None)


def _take(found: Asked, way: str, rule: InForce | None) -> None:
    if rule is None:
        found.problems["theo"] = _("Chọn lại bộ quy tắc hoặc lần áp dụng trong danh sách.")
        return
    found.way, found.other = way, Alternative(rule.book, rule.settings)


def _of_day(found: Asked, given: QueryDict, viewer: Identity) -> None:
    """The rules in force at the place on a day: of the same rulebook, else the first that binds these people."""
    found.way = DAY
    found.day, wrong = read_day(given.get("ngay", ""), viewer.day)
    if wrong:
        found.problems["ngay"] = wrong
        return
    rules = in_force_for(found.scope, found.day, found.own.category)
    rule = next((one for one in rules if one.book.id == found.own.book.id), next(iter(rules), None))
    if rule is None:
        found.problems["ngay"] = _(
            "Ngày này chưa có bộ quy tắc nào được đưa vào áp dụng cho đối tượng của kỳ."
        )
        return
    found.other = Alternative(rule.book, rule.settings)


def _typed(found: Asked, given: QueryDict, viewer: Identity) -> None:
    """A rulebook with the choices and stricter values typed into the form of adoption, before anything is put in force."""
    found.way = TYPED
    name = given.get("book", "")
    if name not in shelf.known():
        found.problems["theo"] = _("Chọn lại bộ quy tắc hoặc lần áp dụng trong danh sách.")
        return
    book = shelf.load(name)
    own = read_own_rules(book, given, viewer.day)
    found.problems |= {place: said for place, said in own.problems.items() if place != "own-name"}
    if found.problems:
        return
    try:
        found.other = Alternative(apply_overlay(book, own.values), settings_of(book, given))
    except Refusal as refusal:
        found.problems["theo"] = refusal.sentence
