"""Who and what a plan table may name: leaders, people and units, found again by what a file calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import SEGMENT, UnitAt, units_at, units_on, units_right_below
from thenchot.people.queries import appointments_on
from thenchot.workplan.refusals import DOERS_MANY, NAME_AMBIGUOUS, NAME_UNKNOWN

ADDRESSED = re.compile(r"^(?:d/c|dong chi|ong|ba|chi|anh) ")
CODED = re.compile(r"(.*?) ?\(([^()]+)\)")
PARTS = re.compile(r"\s*[,;·–\n+]\s*| - ")
MOST_NAMES = 5000
"""Of a place with more people only those of the unit itself are known by name."""


@dataclass(frozen=True)
class Named:
    """A person or a unit that may be named, by number; a unit has no code here."""

    number: int
    name: str
    code: str = ""
    title: str = ""
    unit: bool = False

    @property
    def key(self) -> tuple[bool, int]:
        return self.unit, self.number


@dataclass(frozen=True)
class Doer:
    person_id: int | None = None
    unit_id: int | None = None


Index = Mapping[str, list[Named]]


class Names:
    """The names of one unit's table on a day."""

    def __init__(self, leaders: Iterable[Named], people: Iterable[Named], units: Iterable[Named]) -> None:
        self.leaders, self.people, self.units = tuple(leaders), tuple(people), tuple(units)
        self._leaders, self._doers = _index(self.leaders), _index((*self.people, *self.units))
        self._known = {one.key: one for one in (*self.leaders, *self.people, *self.units)}

    def leader(self, text: str) -> int | None:
        """The leader a cell names; refuses, at the column, a name that is none or two."""
        return _only(_meant(text, self._leaders), text, "leader").number if text else None

    def doer(self, text: str) -> Doer:
        """The person or unit, or the person and their unit, that a cell names."""
        if not text:
            return Doer()
        found = _meant(text, self._doers)
        return _doer(_only(found, text, "doer")) if found else self._in_parts(text)

    def _in_parts(self, text: str) -> Doer:
        """A person and their unit. Names of units hold commas too, so each place is tried as the one between the two."""
        pairs = [self._pair(text, cut) for cut in PARTS.finditer(text)]
        found = next((pair for pair in pairs if _is_person_in_unit(*pair)), None)
        if found is None:
            raise (DOERS_MANY if self._several(text, pairs) else NAME_UNKNOWN)("doer", text=text)
        person, unit = (_only(part, text, "doer").number for part in found)
        return Doer(person, unit)

    def _several(self, text: str, pairs: list[tuple[list[Named], list[Named]]]) -> bool:
        known = [part for part in PARTS.split(text) if _meant(part, self._doers)]
        return len(known) > 1 or any(all(pair) for pair in pairs)

    def _pair(self, text: str, cut: re.Match[str]) -> tuple[list[Named], list[Named]]:
        return _meant(text[: cut.start()], self._doers), _meant(text[cut.end() :], self._doers)

    def label(self, person_id: int, name: str) -> str:
        """A person's name as a file says it: with the code where two bear it."""
        alike = [one for index in (self._leaders, self._doers) for one in index.get(fold(name), ())]
        bearers = {one.key: one for one in alike}
        one = bearers.get((False, person_id))
        return f"{name} ({one.code})" if one and one.code and len(bearers) > 1 else name

    def said(self, person_id: int | None, unit_id: int | None = None) -> str:
        """A person, a unit, or a person and their unit in words; nothing for whom this table may not name."""
        person, unit = self._known.get((False, person_id or 0)), self._known.get((True, unit_id or 0))
        name = self.label(person.number, person.name) if person else ""
        return ", ".join(filter(None, (name, unit.name if unit else "")))


def _index(names: Iterable[Named]) -> Index:
    found: dict[str, list[Named]] = defaultdict(list)
    for one in names:
        alike = found[fold(one.name)]
        if one.key not in {other.key for other in alike}:
            alike.append(one)
    return dict(found)


def _is_person_in_unit(person: list[Named], unit: list[Named]) -> bool:
    return bool(person and unit) and not person[0].unit and unit[0].unit


def _meant(text: str, index: Index) -> list[Named]:
    """Those whom a text may mean: by the code in brackets, by exact spelling, then by spelling without marks."""
    coded = CODED.fullmatch(text)
    name, code = (coded[1], fold(coded[2])) if coded else (text, "")
    spelled = (fold(text), fold(name), ADDRESSED.sub("", fold(name)))
    alike = next((index[key] for key in spelled if key in index), [])
    return _closest(alike, name, code)


def _closest(alike: list[Named], name: str, code: str) -> list[Named]:
    by_code = [one for one in alike if code and fold(one.code) == code]
    exact = [one for one in alike if one.name.lower() == name.strip().lower()]
    return by_code or (exact if len(exact) == 1 else alike)


def _only(found: list[Named], text: str, column: str) -> Named:
    if not found:
        raise NAME_UNKNOWN(column, text=text)
    if len(found) > 1:
        raise NAME_AMBIGUOUS(column, text=text, count=len(found))
    return found[0]


def _doer(found: Named) -> Doer:
    return Doer(unit_id=found.number) if found.unit else Doer(found.number)


def names_in(unit: UnitAt, day: date) -> Names:
    """Heads and deputies of the unit and above it; the people of its subtree; itself and the units right below."""
    above = units_at([unit.path[:end] for end in range(SEGMENT, len(unit.path) + 1, SEGMENT)], day)
    leaders = _people(day, Q(unit_id__in=[one.id for one in above], rank__in=("head", "deputy")))
    below = list(units_on(day, unit.path))
    people = _people(day, Q(unit_id__in=below)) if len(below) <= MOST_NAMES else ()
    if not people or len(people) > MOST_NAMES:
        people = _people(day, Q(unit_id=unit.id))
    places = units_right_below(unit.id, day)
    return Names(leaders, people, (Named(one.id, one.name, unit=True) for one in places))


def _people(day: date, which: Q) -> tuple[Named, ...]:
    posts = (
        appointments_on(day)
        .exclude(kind="concurrent")
        .filter(which)
        .order_by("person__sort_key", "person_id")
    )
    rows = posts.values_list("person_id", "person__full_name", "person__staff_code", "title__name")
    return tuple(Named(*row) for row in rows[: MOST_NAMES + 1])
