"""Rows on their way in, laid beside the table: new, changed, the same, changed on both sides, or wrong and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.lib.vietnamese import fold
from thenchot.workplan.incoming import COLUMNS, Incoming, day_meant, mark, said, tidy
from thenchot.workplan.models import PlanTable, Task
from thenchot.workplan.names import Doer, Names
from thenchot.workplan.refusals import (
    DAY_OF_PERIOD,
    DOER_KEPT,
    NO_CONTENT,
    ROW_COPIED,
    ROW_DONE,
    ROW_ELSEWHERE,
    ROW_GONE,
    ROW_OF_HEAD,
    ROW_THERE,
    TASK_CLOSED,
    TOO_LONG,
)

LONGEST = 500
SHOWN = ("drafted", "assigned", "done")
SAVED = ("new", "change")
"""What a save writes; the same and the skipped are left as they are."""
OPEN = ("wrong", "conflict")
"""What somebody must mend, choose or skip first."""


NOBODY = Doer()


@dataclass(frozen=True)
class Meant:
    """The five columns of a row as the table keeps them."""

    content: str = ""
    leader: int | None = None
    doer: Doer = NOBODY
    deadline: date | None = None
    result: str = ""


@dataclass(frozen=True)
class Side:
    """A cell that the file changes: what is stored now, what the file says, and whether both moved since the export."""

    column: str
    stored: str
    brought: str
    clash: bool


@dataclass(frozen=True)
class Compared:
    """A row beside the table; `kind` is new, change, same, conflict, wrong or skipped."""

    at: int
    row: Incoming
    kind: str
    meant: Meant = Meant()
    task: Task | None = None
    sides: tuple[Side, ...] = ()
    wrong: Mapping[str, Refusal] = field(default_factory=dict)
    """By column; "" for the row as a whole."""
    words: Mapping[str, str] = field(default_factory=dict)
    """The five cells as they will read; the deadline as 2026-11-25."""
    notes: tuple[Refusal, ...] = ()

    @property
    def given(self) -> bool:
        """Whether the row is work already, whose change needs a reason."""
        return self.kind == "change" and self.task is not None and self.task.status == "assigned"


@dataclass(frozen=True)
class Beside:
    """What the rows are laid beside: the table, its rows by number, the names it may use, whose month is published."""

    table: PlanTable
    tasks: Mapping[int, Task]
    units: Mapping[int, str]
    names: Names
    heads: bool
    """Whether the reader gives work here: after the approval nobody else adds or changes rows."""
    closed: frozenset[int]

    @property
    def period(self) -> Period:
        return Period.parse(self.table.period)

    def cells(self, task: Task) -> dict[str, str]:
        """The five cells of a stored row, as a file says them."""
        return cells_of(task, self.names, self.units)


def cells_of(task: Task, names: Names, units: Mapping[int, str]) -> dict[str, str]:
    """The five cells of a row as texts; the deadline as 2026-11-25."""
    people = [names.label(one.id, one.full_name) if one else "" for one in (task.leader, task.doer)]
    unit = units.get(task.doer_unit_id or 0, "")
    return {
        "content": tidy(task.content), "leader": people[0], "doer": ", ".join(filter(None, (people[1], unit))),
        "deadline": task.deadline.isoformat() if task.deadline else "", "result": tidy(task.result),
    }  # fmt: skip


def compare(rows: Sequence[Incoming], beside: Beside) -> list[Compared]:
    """Lay each row beside the table. A row without number is new, unless the table or the file has its twin."""
    found: list[Compared] = []
    first: dict[int, int] = {}
    there = {_twin(_stored(task)) for task in beside.tasks.values() if task.status in SHOWN}
    for at, row in enumerate(rows):
        one = _one(at, row, beside, first)
        twin = _twin(one.meant)
        if one.kind == "new" and twin in there:
            one = replace(one, kind="same", notes=(*one.notes, ROW_THERE()))
        there |= {twin} if one.kind == "new" else set()
        found.append(one)
    return found


def _twin(meant: Meant) -> tuple[object, ...]:
    return fold(meant.content), meant.doer, meant.deadline


def _one(at: int, row: Incoming, beside: Beside, first: dict[int, int]) -> Compared:
    if row.skip:
        return Compared(at, row, "skipped")
    task = beside.tasks.get(row.task_id) if row.task_id not in first else None
    if task is not None:
        first[row.task_id] = row.row
        return _known(at, row, beside, task)
    notes = [*(said(*note) for note in row.notes), *_of_another(row, first)]
    return _new(at, replace(row, task_id=0, base=()), beside, notes)


def _of_another(row: Incoming, first: Mapping[int, int]) -> list[Refusal]:
    """Why a row that bears a number is a new one here."""
    if row.task_id in first:
        return [ROW_COPIED(row=first[row.task_id])]
    return [ROW_ELSEWHERE()] if row.task_id else []


def _new(at: int, row: Incoming, beside: Beside, notes: list[Refusal]) -> Compared:
    wrong: dict[str, Refusal] = {}
    meant = _read(row, COLUMNS, Meant(), beside, wrong, notes)
    if beside.table.state != "draft" and not beside.heads:
        wrong[""] = ROW_OF_HEAD()
    if meant.doer.person_id in beside.closed:
        wrong["doer"] = TASK_CLOSED("doer")
    kind, words = "wrong" if wrong else "new", _said_of(meant, beside)
    return Compared(at, row, kind, meant, wrong=wrong, words=words, notes=tuple(notes))


def _known(at: int, row: Incoming, beside: Beside, task: Task) -> Compared:
    """A row that was exported from this table: only the cells edited in the file are looked at."""
    wrong: dict[str, Refusal] = {}
    notes: list[Refusal] = []
    edited = [column for column in COLUMNS if row.edited(column) or column in row.bad]
    meant = _read(row, edited, _stored(task), beside, wrong, notes)
    sides = _sides(row, meant, task, beside)
    if row.choice == "stored":
        stored = _stored(task)
        meant = replace(meant, **{side.column: getattr(stored, side.column) for side in sides if side.clash})
        sides = tuple(side for side in sides if not side.clash)
    wrong |= _not_to_change(task, sides, beside) or _not_to_give(meant, sides, beside)
    words = {**beside.cells(task), **{side.column: side.brought for side in sides}}
    return Compared(at, row, _kind(row, sides, wrong), meant, task, sides, wrong, words, tuple(notes))


def _said_of(meant: Meant, beside: Beside) -> dict[str, str]:
    return {
        "content": meant.content, "leader": beside.names.said(meant.leader),
        "doer": beside.names.said(meant.doer.person_id, meant.doer.unit_id),
        "deadline": meant.deadline.isoformat() if meant.deadline else "", "result": meant.result,
    }  # fmt: skip


def _sides(row: Incoming, meant: Meant, task: Task, beside: Beside) -> tuple[Side, ...]:
    """The cells in which the file means something else than is stored; a clash where the stored one moved since, too."""
    stored, cells, brought = _stored(task), beside.cells(task), _said_of(meant, beside)
    moved = {column for column, base in zip(COLUMNS, row.base, strict=False) if mark(cells[column]) != base}
    return tuple(
        Side(column, cells[column], brought[column], clash=column in moved)
        for column in COLUMNS
        if getattr(meant, column) != getattr(stored, column)
    )


def _kind(row: Incoming, sides: Sequence[Side], wrong: Mapping[str, Refusal]) -> str:
    if wrong:
        return "wrong"
    if any(side.clash for side in sides) and not row.choice:
        return "conflict"
    return "change" if sides else "same"


def _not_to_change(task: Task, sides: Sequence[Side], beside: Beside) -> dict[str, Refusal]:
    """Why the row does not take these changes."""
    if not sides:
        return {}
    if task.status not in SHOWN:
        return {"": ROW_GONE()}
    if task.status == "done":
        return {"": ROW_DONE()}
    if task.doer_id in beside.closed:
        return {"": TASK_CLOSED()}
    if task.status == "assigned":
        return _not_given(task, sides, beside)
    return {}


def _not_given(task: Task, sides: Sequence[Side], beside: Beside) -> dict[str, Refusal]:
    """Given work is changed by who gives it, and changes hands by an act of its own."""
    if not beside.heads:
        return {"": ROW_OF_HEAD()}
    moved = task.doer_id and any(side.column == "doer" for side in sides)
    return {"doer": DOER_KEPT("doer")} if moved else {}


def _not_to_give(meant: Meant, sides: Sequence[Side], beside: Beside) -> dict[str, Refusal]:
    """Said at the row: at the save it would refuse all the others with it."""
    given = any(side.column == "doer" for side in sides) and meant.doer.person_id in beside.closed
    return {"doer": TASK_CLOSED("doer")} if given else {}


def _stored(task: Task) -> Meant:
    return Meant(
        tidy(task.content),
        task.leader_id,
        Doer(task.doer_id, task.doer_unit_id),
        task.deadline,
        tidy(task.result),
    )


def _read(
    row: Incoming,
    columns: Iterable[str],
    otherwise: Meant,
    beside: Beside,
    wrong: dict[str, Refusal],
    notes: list[Refusal],
) -> Meant:
    """What the cells of these columns mean; what is wrong with a cell goes to `wrong`, its column stays as it was."""
    found: dict[str, Any] = {}
    for column in columns:
        if column in row.bad:
            wrong[column] = said(*row.bad[column])
            continue
        try:
            found[column] = _cell(column, row.cells[column], beside, notes)
        except Refusal as refusal:
            wrong[column] = refusal
    return replace(otherwise, **found)


def _cell(column: str, text: str, beside: Beside, notes: list[Refusal]) -> object:
    match column:
        case "leader":
            return beside.names.leader(text)
        case "doer":
            return beside.names.doer(text)
        case "deadline":
            day, loose = day_meant(text, beside.period)
            if loose:
                notes.append(DAY_OF_PERIOD(text=text, day=f"{day:%d/%m/%Y}"))
            return day
        case _:
            return _words(column, text)


def _words(column: str, text: str) -> str:
    if column == "content" and not text:
        raise NO_CONTENT(column)
    if len(text) > LONGEST:
        raise TOO_LONG(column, length=len(text), limit=LONGEST)
    return text


def picture_of(beside: Beside) -> str:
    """The table that a reader saw, in a digest: a save decided on another one is refused and shown anew."""
    seen = sorted((task.id, task.version) for task in beside.tasks.values())
    return sha256(repr((beside.table.state, seen)).encode()).hexdigest()[:16]
