"""What the head needs to defend a row of the grid: the work behind it and the recorded facts, for and against, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from thenchot.assessment.models import Cycle, Sheet
from thenchot.audit.chain import moment_text
from thenchot.evidence.queries import FactCount, fact_counts
from thenchot.rules.facts import TaskFact
from thenchot.workplan.queries import ReadTasks, read_tasks

ADVERSE, FAVOURABLE = "adverse", "favourable"


@dataclass(frozen=True)
class RowEvidence:
    """Counts behind one sheet. Late and rejected are times that no objective cause excuses (Điều 14 khoản 2)."""

    late: int = 0
    rejected: int = 0
    handed_back: int = 0
    unplanned: int = 0
    owing: int = 0
    """Tasks late, rejected or missed, which owe an explanation (giải trình)."""
    unexplained: int = 0
    disputed: int = 0
    """Tasks and facts that their person says are wrong, and nobody has answered (báo sai, báo không đúng)."""
    adverse: int = 0
    favourable: int = 0
    newest: str = ""
    """When the last of what is adverse or disputed was written down, as the trail writes moments."""

    @property
    def against(self) -> int:
        """How many matters speak against the sheet, or are in dispute: it is not confirmed unread.

        A lateness is in the score and in the row, and once explained it asks for no more; before that nothing is confirmed.
        """
        return self.disputed + self.adverse

    def unseen(self, seen_at: datetime | None) -> bool:
        """Whether what speaks against it came after the scorer last opened the sheet."""
        return self.against > 0 and (seen_at is None or moment_text(seen_at) < self.newest)


NOTHING = RowEvidence()


def evidence_of(cycle: Cycle, sheets: Sequence[Sheet], read: ReadTasks | None = None) -> dict[int, RowEvidence]:
    """By sheet. Asks no query where the tasks are `read` and the sheets carry the counts of facts; else one for each."""
    tasks = read or read_tasks(cycle.period, [sheet.person_id for sheet in sheets])
    facts = _facts(cycle, sheets)
    return {sheet.id: _of(tasks, facts.get(sheet.person_id, ()), sheet.person_id) for sheet in sheets}


def unopened(cycle: Cycle, sheets: Sequence[Sheet]) -> list[Sheet]:
    """Sheets with something adverse or disputed that their scorer has not opened since it was written down."""
    found = evidence_of(cycle, sheets)
    return [sheet for sheet in sheets if found[sheet.id].unseen(sheet.seen_at)]


def _facts(cycle: Cycle, sheets: Sequence[Sheet]) -> Mapping[int, Sequence[FactCount]]:
    asked = [sheet.person_id for sheet in sheets if vars(sheet).get("has_facts", True)]
    return fact_counts(asked, cycle.period) if asked else {}


def _of(read: ReadTasks, facts: Sequence[FactCount], person_id: int) -> RowEvidence:
    work = _work(read.facts.get(person_id, ()))
    reported = read.reported.get(person_id, ())
    silent = len(read.silences.get(person_id, ()))
    kinds = {ADVERSE: 0, FAVOURABLE: 0} | {fact.polarity: fact.count for fact in facts}
    told = [fact.last for fact in facts if fact.polarity == ADVERSE or fact.disputed]
    moments = [*reported, *map(moment_text, told)]
    return RowEvidence(
        **work,
        owing=silent + len(read.explained.get(person_id, ())), unexplained=silent,
        disputed=len(reported) + sum(fact.disputed for fact in facts),
        adverse=kinds[ADVERSE], favourable=kinds[FAVOURABLE], newest=max(moments, default=""),
    )  # fmt: skip


def _work(tasks: Sequence[TaskFact]) -> dict[str, Any]:
    found: Counter[str] = Counter()
    for task in tasks:
        late, rejected = task.latenesses - task.latenesses_excused, task.rejections - task.rejections_excused
        if late or rejected:
            found.update(late=late, rejected=rejected)
        if task.status == "handed_back":
            found["handed_back"] += 1
        if task.origin == "unplanned":
            found["unplanned"] += 1
    return found
