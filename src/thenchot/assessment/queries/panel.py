"""The evidence panel beside a sheet (dữ kiện trong kỳ): every source about one person in one view, each shown even if empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from thenchot.assessment.models import Comment, Sheet
from thenchot.assessment.queries.grounds import reads_facts
from thenchot.assessment.queries.row_evidence import ADVERSE
from thenchot.assessment.queries.sheets import comments_of, last_sheet
from thenchot.evidence.queries import FactRow, facts_bearing
from thenchot.evidence.sources import Source, all_sources
from thenchot.followup.queries.notes import NoteRow, notes_about
from thenchot.people.identity import Identity
from thenchot.workplan.queries import TaskRow

KINDS_OF_WORK = ("done", "late", "rejected", "missed", "unplanned", "taken_over", "handed_back")


@dataclass(frozen=True)
class FromOffice:
    """What one source has said of the person; `source` None for an office that entered on its own account."""

    source: Source | None
    name: str
    facts: tuple[FactRow, ...]


@dataclass(frozen=True)
class Before:
    """What was made of the person's last confirmed period under the same rulebook."""

    period: str
    score: Fraction | None
    band: str
    opinion: str
    weaknesses: str


@dataclass(frozen=True)
class Panel:
    """`work` counts the rows of each kind; `offices` are every known source, then the offices beside them."""

    work: dict[str, int]
    notable: tuple[TaskRow, ...]
    offices: tuple[FromOffice, ...]
    comments: tuple[Comment, ...]
    notes: tuple[NoteRow, ...]
    before: Before | None
    owed: tuple[TaskRow, ...]
    """Tasks that owe an explanation, those without one first."""
    opened_at: datetime | None
    """When the scorer last opened the sheet."""

    @property
    def facts(self) -> tuple[FactRow, ...]:
        return tuple(fact for office in self.offices for fact in office.facts)

    @property
    def adverse(self) -> int:
        return sum(fact.polarity == ADVERSE for fact in self.facts)

    @property
    def disputed(self) -> int:
        """Facts and tasks that the person says are wrong."""
        return sum(fact.disputed for fact in self.facts) + sum(task.reported for task in self.notable)

    @property
    def unexplained(self) -> int:
        return sum(task.unexplained for task in self.owed)


def panel_of(sheet: Sheet, viewer: Identity, tasks: Sequence[TaskRow]) -> Panel | None:
    """For who may read the facts about the sheet's person; None for every other reader."""
    if not reads_facts(viewer, sheet):
        return None
    facts = facts_bearing([sheet.person_id], sheet.cycle.period) if getattr(sheet, "has_facts", True) else {}
    owed = sorted((task for task in tasks if task.owes), key=lambda task: not task.unexplained)
    return Panel(
        work=_work(tasks), notable=tuple(task for task in tasks if task.counted and (task.costs_points or task.reported)),
        offices=tuple(_offices(facts.get(sheet.person_id, ()))), comments=tuple(comments_of(sheet)),
        notes=tuple(notes_about(sheet.person_id, sheet.cycle.period)), before=_before(sheet), owed=tuple(owed),
        opened_at=sheet.seen_at,
    )  # fmt: skip


def _work(tasks: Sequence[TaskRow]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for task in (task for task in tasks if task.counted):
        found.update(kind for kind, holds in _kinds(task).items() if holds)
    return {kind: found[kind] for kind in KINDS_OF_WORK}


def _kinds(task: TaskRow) -> dict[str, bool]:
    return {
        "done": task.status == "done", "late": task.latenesses > 0, "rejected": task.rejections > 0, "missed": task.missed,
        "unplanned": task.origin == "unplanned", "taken_over": task.origin == "taken_over",
        "handed_back": task.status == "handed_back",
    }  # fmt: skip


def _offices(facts: Sequence[FactRow]) -> list[FromOffice]:
    """Every known source in the order of the file, then the offices that entered something on their own account."""
    known = all_sources()
    named = [
        FromOffice(source, "", tuple(fact for fact in facts if fact.source_code == code)) for code, source in known.items()
    ]
    others = dict.fromkeys(fact.source for fact in facts if fact.source_code not in known)
    apart = [fact for fact in facts if fact.source_code not in known]
    return named + [FromOffice(None, name, tuple(fact for fact in apart if fact.source == name)) for name in others]


def _before(sheet: Sheet) -> Before | None:
    last = last_sheet(sheet)
    if last is None:
        return None
    score = None if last.score is None else Fraction(last.score)
    return Before(last.cycle.period, score, last.band, last.opinion, last.weaknesses)
