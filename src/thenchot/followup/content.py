"""What the month's meeting looks at, as plain data: live while it is prepared, frozen into the minutes once it is concluded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figures:
    """The work of the month in numbers."""

    total: int = 0
    done: int = 0
    late: int = 0
    """Done, but late or sent back."""
    running: int = 0
    overdue: int = 0
    """Of the running ones."""
    unplanned: int = 0


@dataclass(frozen=True)
class KeyWork:
    """One of the month's key tasks; `state` is done, overdue or running. Days are texts in ISO form, "" for none."""

    task_id: int
    content: str
    leader: str
    doer: str
    deadline: str
    result: str
    state: str


@dataclass(frozen=True)
class LateWork:
    """Work that is late, was late or was sent back, with whose it is and what they say of it.

    `what` holds late, rejected, overdue; `excused` says that the cause was accepted as objective.
    """

    task_id: int
    content: str
    doer: str
    unit: str
    leader: str
    deadline: str
    done_on: str
    what: tuple[str, ...]
    explanation: str
    excused: bool


@dataclass(frozen=True)
class RemedyLine:
    """A weakness with the action against it."""

    remedy_id: int
    weakness: str
    action: str
    owner: str
    due: str
    state: str
    result: str
    period: str


@dataclass(frozen=True)
class Ahead:
    """Work of the next month: planned already, or carried over by this meeting."""

    content: str
    doer: str
    deadline: str


@dataclass(frozen=True)
class Content:
    """Everything on the page. `later` counts late rows beyond those listed; `before` are remedies of earlier months."""

    unit: str
    period: str
    figures: Figures
    key: tuple[KeyWork, ...]
    own_table: bool
    """Whether the key tasks are the rows of the unit's own table; if it has none, the largest of all units below."""
    late: tuple[LateWork, ...]
    later: int
    weaknesses: tuple[RemedyLine, ...]
    before: tuple[RemedyLine, ...]
    attention: tuple[str, ...]
    ahead: tuple[Ahead, ...]
    carried: tuple[Ahead, ...] = ()

    def plain(self) -> dict[str, Any]:
        return asdict(self)


def read(kept: Mapping[str, Any]) -> Content:
    """The content as it was frozen."""
    made = {
        "figures": Figures(**kept["figures"]),
        "key": _each(KeyWork, kept["key"]),
        "late": tuple(LateWork(**{**one, "what": tuple(one["what"])}) for one in kept["late"]),
        "weaknesses": _each(RemedyLine, kept["weaknesses"]),
        "before": _each(RemedyLine, kept["before"]),
        "attention": tuple(kept["attention"]),
        "ahead": _each(Ahead, kept["ahead"]),
        "carried": _each(Ahead, kept["carried"]),
    }
    return Content(**{**kept, **made})


def _each(kind: Any, rows: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(kind(**row) for row in rows)


def lines_in(text: str) -> tuple[str, ...]:
    """The matters of a text that somebody typed, one a line; what was typed as a list loses its dashes."""
    return tuple(line for raw in text.splitlines() if (line := raw.strip().lstrip("-•*+ ").strip()))
