"""What differs between two days: which rulebooks bind, which the reader's body applies, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import InForce, in_force_for
from thenchot.web.rulesets.changes import Change, changes, choices


@dataclass(frozen=True)
class Applied:
    """A rulebook the body applies to a category on one of the days: newly, no longer, or with other values."""

    book: Rulebook
    category: str
    begins: bool
    ends: bool
    changes: list[Change]


@dataclass(frozen=True)
class Comparison:
    """The earlier and the later day, the books whose force begins and ends between them, and the body's own changes."""

    first: date
    second: date
    begins: list[Rulebook]
    ends: list[Rulebook]
    applied: list[Applied]

    @property
    def same(self) -> bool:
        return not (self.begins or self.ends or self.applied)


def compared(
    days: tuple[date, date], shelf: Sequence[Rulebook], binds: Callable[[Rulebook, date], bool], viewer: Identity | None
) -> Comparison:
    first, second = min(days), max(days)
    return Comparison(
        first, second,
        begins=[book for book in shelf if binds(book, second) and not binds(book, first)],
        ends=[book for book in shelf if binds(book, first) and not binds(book, second)],
        applied=_applied(viewer, first, second) if viewer else [],
    )  # fmt: skip


def _applied(viewer: Identity, first: date, second: date) -> list[Applied]:
    before, after = (_by_kind(viewer, day) for day in (first, second))
    found = []
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            book = (new or before[key]).book
            found.append(Applied(book, key[1], begins=old is None, ends=new is None, changes=[]))
            continue
        differs = [*choices(old, new), *changes(old.book, new.book)]
        if differs:
            found.append(Applied(new.book, key[1], begins=False, ends=False, changes=differs))
    return found


def _by_kind(viewer: Identity, day: date) -> dict[tuple[str, str], InForce]:
    return {(rule.book.id, rule.category): rule for rule in in_force_for(viewer.unit_path, day)}
