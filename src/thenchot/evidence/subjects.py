"""Whom codes stand for: people and units found by code for many rows at once, judged for one office by one rule."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from thenchot.evidence.entries import Subject
from thenchot.evidence.kinds import FactKind
from thenchot.evidence.refusals import NAME_SHARED, NOT_ENTERER, OWN_FACT, SUBJECT_UNKNOWN
from thenchot.lib.refusals import refuse_if
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import versions_on
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.queries import appointments_on
from thenchot.people.who import KIND_ORDER

OFFICES = ("organisation_body", "monitoring_office")


class Subjects:
    """The people and units behind codes, read in four queries however many there are."""

    def __init__(self, viewer: Identity, codes: Collection[str]) -> None:
        self.viewer = viewer
        self._codes = {code.strip() for code in codes}

    def of(self, kind: FactKind, code: str) -> Subject:
        """Refuses a code outside the viewer's places, a kind that is not theirs to enter there, and a fact about themselves."""
        subject, path = self._found(kind, code.strip())
        if subject is None and " " in code.strip():
            subject, path = self._named(kind, code.strip())
        if subject is None or not any(self.viewer.has(role, path) for role in OFFICES):
            raise SUBJECT_UNKNOWN(field="subject", code=code.strip())
        refuse_if(not any(self.viewer.has(role, path) for role in kind.enter), NOT_ENTERER)
        refuse_if(subject.person_id is not None and subject.person_id == self.viewer.person_id, OWN_FACT)
        return subject

    def name(self, subject: Subject) -> str:
        if subject.person_id:
            return self.names.get(subject.person_id, "")
        return next((name for number, name, _path in self._units.values() if number == subject.unit_id), "")

    def _found(self, kind: FactKind, code: str) -> tuple[Subject | None, str]:
        person = self._people.get(code) if kind.about_person else None
        if person and person[0] in self._places:
            return Subject(person[0], None), self._places[person[0]]
        unit = self._units.get(code) if kind.about != "person" else None
        return (Subject(None, unit[0]), unit[2]) if unit else (None, "")

    def _named(self, kind: FactKind, name: str) -> tuple[Subject | None, str]:
        """Who alone bears the name in the viewer's places, written with or without tone marks."""
        found = self._by_name.get(fold(name), []) if kind.about_person else []
        if len(found) > 1:
            raise NAME_SHARED(field="subject", name=name, codes=", ".join(code for code, _number, _path in found))
        return (Subject(found[0][1], None), found[0][2]) if found else (None, "")

    @cached_property
    def _by_name(self) -> dict[str, list[tuple[str, int, str]]]:
        """(code, person, path) by folded name, of people whose names stand among the codes."""
        wanted = {fold(code) for code in self._codes if " " in code}
        people = Person.objects.filter(folded__in=wanted).values_list("folded", "staff_code", "id", "full_name")
        found: dict[str, list[tuple[str, int, str]]] = {}
        rows = list(people.order_by("staff_code"))
        places = self._places_of([number for _folded, _code, number, _name in rows])
        for folded, code, number, full in rows:
            path = places.get(number, "")
            if path and any(self.viewer.has(role, path) for role in OFFICES):
                found.setdefault(folded, []).append((code, number, path))
                self._people.setdefault(code, (number, full))
        return found

    @property
    def names(self) -> dict[int, str]:
        return dict(self._people.values())

    @cached_property
    def _people(self) -> dict[str, tuple[int, str]]:
        rows = Person.objects.filter(staff_code__in=self._codes).values_list("staff_code", "id", "full_name")
        return {code: (number, name) for code, number, name in rows}

    @cached_property
    def _units(self) -> dict[str, tuple[int, str, str]]:
        rows = versions_on(self.viewer.day).filter(unit__code__in=self._codes)
        found = rows.values_list("unit__code", "unit_id", "name", "path")
        return {code: (number, name, path) for code, number, name, path in found}

    @cached_property
    def _places(self) -> dict[int, str]:
        return self._places_of([number for number, _name in self._people.values()])

    def _places_of(self, people: Sequence[int]) -> dict[int, str]:
        """Where each of the people works today, as a path."""
        posts = appointments_on(self.viewer.day).filter(person_id__in=people)
        rows = sorted(posts.values_list("person_id", "kind", "id", "unit_id"), key=lambda row: (KIND_ORDER[row[1]], row[2]))
        units = {person: unit for person, _kind, _id, unit in reversed(rows)}
        paths = dict(versions_on(self.viewer.day).filter(unit_id__in=set(units.values())).values_list("unit_id", "path"))
        return {person: paths[unit] for person, unit in units.items() if unit in paths}
