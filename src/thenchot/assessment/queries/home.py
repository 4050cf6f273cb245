"""What waits for the viewer, by deadline (việc cần làm)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from thenchot.assessment.below import with_leaders_duties
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.steps import SUBMITTED, WAITS_IN, StepAt, last_day_to_send, steps_at, waits_in
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Waiting:
    """One job: a step of a cycle with how many sheets, a deputy's comments (comment) with how many sheets still lack them, a
    review meeting (meeting) with how many people it is still owed to, remedies one owes (remedy) or has to conclude on
    (remedy_reported), shortcomings of one's unit to answer for (inquiry), parts of a month's information to bring
    (contribution), or a petition to answer; `last` is its last day.
    """

    kind: str
    period: str
    category: str
    rulebook: str
    digest: str
    count: int
    first: date | None
    last: date | None
    late: bool
    target_id: int


OPEN = "cycle_id IN (SELECT id FROM assessment_cycle WHERE state = 'open')"
MINE = " UNION ".join(f"SELECT id FROM assessment_sheet WHERE {column} = %(me)s AND {OPEN}" for column in HOLDER.values())
"""The viewer's sheets, each column by its own index: asked as one condition, a city's whole cycle is read for it."""
STATEMENT = f"""
    SELECT 'sheets', c.id, s.state, c.period, c.category, c.rulebook, c.digest, c.steps, NULL, NULL,
        {", ".join(f"COUNT(CASE WHEN s.{column} = %(me)s THEN 1 END)" for column in HOLDER.values())},
        MIN(CASE WHEN s.person_id = %(me)s THEN s.id END),
        COUNT(CASE WHEN s.person_id = %(me)s AND s.return_note <> '' THEN 1 END)
    FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id
    WHERE s.id IN ({MINE})
    GROUP BY c.id, s.state
    UNION ALL
    SELECT 'petition', p.id, p.state, c.period, c.category, c.rulebook, c.digest, c.steps, p.received_on, p.due_on,
        {", ".join("0" for _column in HOLDER)}, 0, 0
    FROM assessment_petition p JOIN assessment_sheet s ON s.id = p.sheet_id JOIN assessment_cycle c ON c.id = s.cycle_id
    WHERE p.addressee_id = %(me)s AND p.state = 'received'
    UNION ALL
    SELECT 'meeting', c.id, '', c.period, c.category, c.rulebook, c.digest, c.steps, NULL, NULL, 0, COUNT(*), 0, 0, 0, 0
    FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id
    WHERE s.scorer_id = %(me)s AND c.state = 'open' AND CAST(c.steps AS text) LIKE '%%"meeting"%%'
        AND s.state NOT IN ('excused', 'decided') AND NOT EXISTS (
            SELECT 1 FROM assessment_opinion o WHERE o.sheet_id = s.id AND o.kind = 'meeting'
        ) AND NOT EXISTS (
            SELECT 1 FROM assessment_meeting m JOIN organisation_unitversion v ON v.unit_id = m.unit_id
            WHERE m.cycle_id = c.id AND v.valid_from <= c.day AND (v.valid_to IS NULL OR v.valid_to >= c.day)
                AND SUBSTR(s.unit_path, 1, LENGTH(v.path)) = v.path AND (m.kind <> 'leadership' OR s.rank <> 'staff')
        )
    GROUP BY c.id
    UNION ALL
    SELECT 'remedy', 0, '', MAX(r.period), '', '', '', '', NULL, MIN(r.due), 0, COUNT(*), 0, 0, 0, 0
    FROM followup_remedy r WHERE r.owner_id = %(me)s AND r.state = 'open' GROUP BY r.owner_id
    UNION ALL
    SELECT 'remedy_reported', 0, '', MAX(r.period), '', '', '', '', NULL, MIN(r.due), 0, COUNT(*), 0, 0, 0, 0
    FROM followup_remedy r WHERE r.raised_by_id = %(me)s AND r.state = 'reported' GROUP BY r.raised_by_id
    UNION ALL
    SELECT 'inquiry', MIN(q.id), '', MAX(g.period), '', '', '', '', NULL, MIN(q.answer_by), 0, COUNT(*), 0, 0, 0, 0
    FROM evidence_inquiry q JOIN evidence_inquiryitem i ON i.inquiry_id = q.id AND i.answered_at IS NULL
        JOIN evidence_fact f ON f.id = i.fact_id AND f.withdrawn_at IS NULL JOIN evidence_gathering g ON g.id = q.gathering_id
    WHERE q.head_id = %(me)s GROUP BY q.head_id
    UNION ALL
    SELECT 'contribution', MIN(g.id), '', MAX(g.period), '', '', '', '', NULL, MIN(g.enter_by), 0, COUNT(*), 0, 0, 0, 0
    FROM evidence_contribution p JOIN evidence_gathering g ON g.id = p.gathering_id
    WHERE p.responsible_id = %(me)s AND p.done_at IS NULL GROUP BY p.responsible_id
"""
"""Written out, since every page asks it for the count in its bar: put together by the mapper it takes longer than to run."""
COMMENTS = f"""
    UNION ALL
    SELECT 'comment', c.id, '', c.period, c.category, c.rulebook, c.digest, c.steps, NULL, NULL, 0, COUNT(*), 0, 0, 0, 0
    FROM assessment_sheet s JOIN assessment_cycle c ON c.id = s.cycle_id
    WHERE c.state = 'open' AND s.state = '{SUBMITTED}' AND (FIELDS) AND s.person_id <> %(me)s
        AND (s.scorer_id IS NULL OR s.scorer_id <> %(me)s)
        AND NOT EXISTS (SELECT 1 FROM assessment_comment o WHERE o.sheet_id = s.id AND o.by_id = %(me)s)
    GROUP BY c.id
"""
"""What a deputy is asked besides: the sheets of the fields in charge that are sent and on which they have said nothing yet."""


REMEDIES = ("remedy", "remedy_reported")
"""What one has to mend, and what somebody reports mended to whoever raised it: one job each, by the nearest day."""
INFORMATION = ("inquiry", "contribution")
"""Shortcomings of one's unit to answer for, and parts of a month's gathering to bring (thông tin phục vụ đánh giá)."""
COUNTED_TOGETHER = ("meeting", "comment", *REMEDIES, *INFORMATION)


class Found(NamedTuple):
    """A row of the statement: the sheets of a cycle in one state in which the viewer has a part, a petition to answer, the
    people whom the viewer follows and no review meeting has spoken of (see `reviews.lacking`), or sheets to comment.
    """

    kind: str
    number: int
    state: str
    period: str
    category: str
    rulebook: str
    digest: str
    steps: str
    first: Any
    last: Any
    self_assess: int
    confirm: int
    propose: int
    decide: int
    own: int
    returned: int

    def waiting(self, kind: str, days: tuple[date | None, date | None], today: date) -> Waiting:
        first, last = days
        count = 1 if kind == "petition" else self.confirm if kind in COUNTED_TOGETHER else getattr(self, kind)
        return Waiting(
            kind=kind, period=self.period, category=self.category, rulebook=self.rulebook, digest=self.digest, count=count,
            first=first, last=last, late=last is not None and today > last,
            target_id=self.own if kind == "self_assess" else self.number,
        )  # fmt: skip


def waiting_for(viewer: Identity) -> list[Waiting]:
    """Jobs of the open cycles and petitions, the nearest deadline first; steps not yet begun are among them.

    One query, however many cycles and steps there are.
    """
    statement, values = _statement(viewer)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found = [Found(*row) for row in cursor.fetchall()]
    jobs = [job for row in found if row.kind == "sheets" for job in _of_steps(viewer, row)]
    jobs += [row.waiting("petition", (_day(row.first), _day(row.last)), viewer.day) for row in found if row.kind == "petition"]
    jobs += [row.waiting("meeting", _meeting_days(row), viewer.day) for row in found if row.kind == "meeting"]
    jobs += [row.waiting(row.kind, (None, _day(row.last)), viewer.day) for row in found if row.kind in (*REMEDIES, *INFORMATION)]
    jobs += [row.waiting("comment", days, viewer.day) for row in found if (days := _days_to_comment(row, viewer.day))]
    return sorted(jobs, key=lambda job: (job.last or date.max, job.kind, job.target_id))


def _statement(viewer: Identity) -> tuple[str, dict[str, int | str]]:
    """The statement with its values; only who has a field in charge is asked about comments."""
    values: dict[str, int | str] = {"me": viewer.person_id}
    if not viewer.fields:
        return STATEMENT, values
    ranges = []
    for number, path in enumerate(viewer.fields):
        ranges.append(f"s.unit_path >= %(from{number})s AND s.unit_path < %(to{number})s")
        values |= {f"from{number}": path, f"to{number}": path + "z"}
    return STATEMENT + COMMENTS.replace("FIELDS", " OR ".join(ranges)), values


def _of_steps(viewer: Identity, row: Found) -> Iterator[Waiting]:
    """The steps that wait for these sheets: of the parts the viewer has in them, those whose turn is in this state."""
    for code in WAITS_IN:
        if not getattr(row, code):
            continue
        calendar = _calendar(row.steps)
        step = calendar.steps.get(code)
        if step is not None and calendar.waits_in[code] == row.state:
            last = calendar.last_to_send[bool(row.returned)] if code == "self_assess" else step.last
            yield row.waiting(code, (step.first, last), viewer.day)


def _meeting_days(row: Found) -> tuple[date | None, date | None]:
    step = _calendar(row.steps).steps.get("comment")
    return (step.first, step.last) if step else (None, None)


def _days_to_comment(row: Found, today: date) -> tuple[date, date] | None:
    """The days of the deputies' comments while they run or are to come: after them nobody waits for a comment any more."""
    step = _calendar(row.steps).steps.get("comment") if row.kind == "comment" else None
    return (step.first, step.last) if step and step.actor == "deputy" and today <= step.last else None


@dataclass(frozen=True)
class Calendar:
    """The steps of a cycle as a job needs them; the last day to hand in, for a new sheet and for one sent back."""

    steps: Mapping[str, StepAt]
    waits_in: Mapping[str, str]
    last_to_send: tuple[date | None, date | None]


@lru_cache(maxsize=256)
def _calendar(kept: str) -> Calendar:
    """By the text that a cycle keeps: whoever moves a calendar writes another text."""
    steps = json.loads(kept)
    first: dict[str, StepAt] = {}
    for step in steps_at(steps):
        first.setdefault(step.code, step)
    ends = (last_day_to_send(steps, returned=False), last_day_to_send(steps, returned=True))
    return Calendar(first, {code: waits_in(steps, code) for code in WAITS_IN}, ends)


def _day(value: Any) -> date:
    """A day as the engine gives it: SQLite gives text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def waiting_count(viewer: Identity) -> int:
    return sum(job.count for job in waiting_for(viewer))


def held_back(viewer: Identity, cycle_id: int) -> int:
    """How many sent sheets of a cycle their scorer cannot confirm yet, because index d of a leader is made of sheets below
    that are still to be confirmed (Điều 15 khoản 3 điểm a).
    """
    sent = Sheet.objects.filter(cycle_id=cycle_id, scorer_id=viewer.person_id, state=SUBMITTED).exclude(rank="staff")
    sheets = list(sent.select_related("cycle").annotate(**with_leaders_duties()))
    if not sheets:
        return 0
    bench = Bench(sheets[0].cycle, sheets)
    return sum(1 for sheet in sheets if bench.is_leader(sheet) and bench.below(sheet).waiting)
