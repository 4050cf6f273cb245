"""Rows of facts as they were typed, pasted or read from a file, made into entries or refused, each with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from thenchot.evidence.entries import OWN_MARK, Document, Entry, Origin, Subject, check
from thenchot.evidence.kinds import FactKind, Named, all_kinds, kind_of
from thenchot.evidence.models import Fact
from thenchot.evidence.office_rules import PlacedRule, require_rule, rules_on
from thenchot.evidence.refusals import (
    CHOICE_NEEDED,
    DAY_UNREADABLE,
    FIGURE_BAD,
    KIND_UNKNOWN,
    MONTH_NEEDED,
    NAME_DIFFERS,
    NO_OFFICE,
    NOTHING_GIVEN,
    REF_TWICE,
    SAME_ROW,
    SOURCE_DIFFERS,
    SOURCE_UNKNOWN,
    TOO_MANY_ROWS,
)
from thenchot.evidence.sources import all_sources
from thenchot.evidence.subjects import Subjects
from thenchot.lib import clock
from thenchot.lib.days import day_of, month_of
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal, refuse_if
from thenchot.lib.vietnamese import fold
from thenchot.people.identity import Identity

MOST = 2000
"""Rows of one batch: what a page can show and one transaction writes in a second or two."""
PLAIN = (
    "ref", "kind", "subject", "name", "month", "day", "effect", "text", "document", "document_on", "rule", "choice",
)  # fmt: skip
"""The cells of a row; the figures of its kind stand beside them under their own codes."""


@dataclass(frozen=True)
class Given:
    """What is the same for all rows, as typed; a cell of a row stands before it."""

    source: str
    kind: str = ""
    month: str = ""
    day: str = ""
    document: str = ""
    document_on: str = ""


@dataclass(frozen=True)
class Line:
    """One row as it was typed, with its number on the page or in the file; `wrong` where a cell could not even be read."""

    number: int
    cells: Mapping[str, str]
    wrong: Refusal | None = None


@dataclass(frozen=True)
class Drafted:
    """A row and what becomes of it: an entry, a fact that is in the register already, or a refusal."""

    line: Line
    name: str = ""
    entry: Entry | None = None
    refusal: Refusal | None = None
    known: int | None = None
    """The number of the fact that the source sent before, standing or withdrawn, with the same content."""

    @property
    def is_new(self) -> bool:
        return self.entry is not None and self.known is None


def draft(viewer: Identity, given: Given, lines: Sequence[Line]) -> list[Drafted]:
    """Judge every row. Refuses a source that does not exist, no rows or too many, and who has no office."""
    if given.source not in all_sources():
        raise SOURCE_UNKNOWN(field="source")
    refuse_if(viewer.unit_id is None, NO_OFFICE)
    refuse_if(not lines, NOTHING_GIVEN)
    refuse_if(len(lines) > MOST, TOO_MANY_ROWS, count=len(lines), limit=MOST)
    subjects = Subjects(viewer, [line.cells.get("subject", "") for line in lines])
    rules = cache(rules_on)
    drafted = [_drafted(_Desk(subjects, given, rules), line) for line in lines]
    return _known(viewer, given.source, _alone(drafted))


@dataclass(frozen=True)
class _Desk:
    """What every row of a delivery is read with."""

    subjects: Subjects
    given: Given
    rules: Callable[[date], list[PlacedRule]]


def _drafted(desk: _Desk, line: Line) -> Drafted:
    if line.wrong is not None:
        return Drafted(line, line.cells.get("name", ""), refusal=line.wrong)
    try:
        entry, name = _entry(desk, line.cells)
        check(entry)
        require_rule(desk.subjects.viewer, entry, desk.rules)
    except Refusal as refusal:
        return Drafted(line, line.cells.get("name", ""), refusal=refusal)
    return Drafted(line, name, entry)


def _entry(desk: _Desk, cells: Mapping[str, str]) -> tuple[Entry, str]:
    given = desk.given
    kind = _kind(cells.get("kind", "") or given.kind)
    subject, name = _subject(desk.subjects, kind, cells)
    happened = _day(cells, "day") or (_read(given.day, "happened_on") if "day" in kind.asks else None)
    month = _month(kind, cells.get("month", "") or given.month)
    document, signed = _document(given, cells)
    entry = Entry(
        kind=kind, subject=subject, document=Document(document, signed or happened or _within(month)),
        text=cells.get("text", "").strip(), happened_on=happened, decided_on=_day(cells, "effect"), period=month,
        figures=figures_of(kind, cells), rule_code=cells.get("rule", "").strip().upper(),
        choice=choice_of(kind.choices, cells.get("choice", "")),
    )  # fmt: skip
    ref = cells.get("ref", "").strip()[:60] or _own_ref(entry)
    return replace(entry, origin=Origin(given.source, ref)), name


def _subject(subjects: Subjects, kind: FactKind, cells: Mapping[str, str]) -> tuple[Subject, str]:
    """By code; a name beside it must be the same person's."""
    code, said = cells.get("subject", "").strip(), cells.get("name", "").strip()
    subject = subjects.of(kind, code)
    name = subjects.name(subject)
    if said and fold(said) != fold(name):
        raise NAME_DIFFERS(field="name", code=code, name=name)
    return subject, name


def _kind(text: str) -> FactKind:
    """A kind by its code or by its name in either language."""
    wanted = fold(text.strip())
    named = (kind for kind in all_kinds().values() if wanted and wanted in (fold(kind.vi), fold(kind.en)))
    kind = kind_of(text.strip()) or next(named, None)
    if kind is None or "act" in kind.asks or "level" in kind.asks:
        # A ground of a level by force of law is entered one at a time, with its days and its paper.
        raise KIND_UNKNOWN(field="kind")
    return kind


def _document(given: Given, cells: Mapping[str, str]) -> tuple[str, date | None]:
    number = cells.get("document", "").strip()
    if number or cells.get("document_on", "").strip():
        return number or given.document.strip(), _day(cells, "document_on") or _read(given.document_on, "document_on")
    return given.document.strip(), _read(given.document_on, "document_on")


def _day(cells: Mapping[str, str], key: str) -> date | None:
    return _read(cells.get(key, ""), {"day": "happened_on", "effect": "decided_on"}.get(key, key))


def _read(text: str, field: str) -> date | None:
    found = day_of(text)
    if text.strip() and found is None:
        raise DAY_UNREADABLE(field=field)
    return found


def _month(kind: FactKind, text: str) -> str:
    if not {"month", "day"} & set(kind.asks) or not text.strip():
        return ""
    found = month_of(text)
    if not found:
        raise MONTH_NEEDED(field="period")
    return found


def _within(month: str) -> date:
    """The day a paperless figure is dated: the last of its month, never after today."""
    return min(Period.parse(month).last, clock.today()) if month else clock.today()


def figures_of(kind: FactKind, cells: Mapping[str, str]) -> dict[str, int]:
    """Whole numbers; where one is given the blank ones beside it are 0."""
    typed = {one.code: cells.get(one.code, "").strip() for one in kind.figures}
    if not any(typed.values()):
        return {}
    for code, text in typed.items():
        if text and not (text.isascii() and text.isdigit() and len(text) <= 9):
            raise FIGURE_BAD(field=code, value=text)
    return {code: int(text or 0) for code, text in typed.items()}


def choice_of(choices: Sequence[Named], text: str) -> str:
    if not choices or not text.strip():
        return ""
    wanted = fold(text.strip())
    found = next((one.code for one in choices if text.strip() == one.code or wanted in (fold(one.vi), fold(one.en))), None)
    if found is None:
        raise CHOICE_NEEDED(field="choice", choices=", ".join(one.vi for one in choices))
    return found


def _own_ref(entry: Entry) -> str:
    """A number for what the source gave none: the same matter gets the same one, whatever its figures."""
    about = (entry.kind.code, entry.subject.person_id, entry.subject.unit_id, entry.counts_in, entry.happened_on)
    what = () if "month" in entry.kind.asks else (fold(entry.text), entry.document.number, entry.rule_code)
    return OWN_MARK + hashlib.sha256(repr((*about, *what)).encode()).hexdigest()[:24]


def _alone(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Refuse the second of two rows with one number."""
    seen: dict[str, int] = {}
    found = []
    for one in drafted:
        ref = one.entry.origin.ref if one.entry else ""
        first = seen.setdefault(ref, one.line.number) if ref else one.line.number
        twice = SAME_ROW(field="text", row=first) if ref.startswith(OWN_MARK) else REF_TWICE(field="ref", ref=ref, row=first)
        why = twice if first != one.line.number else None
        found.append(Drafted(one.line, one.name, refusal=why) if why else one)
    return found


def _known(viewer: Identity, source: str, drafted: Sequence[Drafted]) -> list[Drafted]:
    refs = [one.entry.origin.ref for one in drafted if one.entry]
    facts = known_facts(viewer, source, refs)
    return [_compared(one, facts) for one in drafted]


def known_facts(viewer: Identity, source: str, refs: Sequence[str]) -> dict[str, list[Fact]]:
    """What the office has taken in from the source under these numbers, withdrawn facts too."""
    found: dict[str, list[Fact]] = {}
    rows = Fact.objects.filter(office_id=viewer.unit_id, source_code=source, source_ref__in=refs)
    for fact in rows.order_by("withdrawn_at", "id"):
        found.setdefault(fact.source_ref, []).append(fact)
    return found


def _compared(one: Drafted, facts: Mapping[str, Sequence[Fact]]) -> Drafted:
    if one.entry is None:
        return one
    before = facts.get(one.entry.origin.ref, ())
    same = next((fact for fact in before if _says(fact) == _says_entry(one.entry)), None)
    if same:
        return replace(one, known=same.id)
    standing = next((fact for fact in before if fact.withdrawn_at is None), None)
    if standing:
        ref = one.entry.origin.ref if not one.entry.origin.ref.startswith(OWN_MARK) else one.entry.counts_in
        return replace(one, entry=None, refusal=SOURCE_DIFFERS(field="ref", ref=ref, number=standing.id))
    return one


def _says(fact: Fact) -> tuple[object, ...]:
    about = (None, fact.person_id) if fact.person_id else (fact.unit_id, None)
    what = (fact.kind, fact.period, fact.happened_on, fact.text, dict(fact.details), fact.rule_code, fact.document)
    return (*about, *what)


def _says_entry(entry: Entry) -> tuple[object, ...]:
    about = (entry.subject.unit_id, entry.subject.person_id)
    what = (entry.kind.code, entry.counts_in, entry.happened_on, entry.text, entry.details, entry.rule_code)
    return (*about, *what, entry.document.number.strip()[:100])
