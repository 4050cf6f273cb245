"""What was handed in under a checklist for a period, as whoever may read it sees it: name, outcome, state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import Max, QuerySet

from thenchot.checklists.access import may_check, visible_replies
from thenchot.checklists.answers import counted
from thenchot.checklists.models import Reply
from thenchot.checklists.placed import Placed
from thenchot.lib.periods import Period
from thenchot.organisation.queries import names_of_units
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Outcome, judge


@dataclass(frozen=True)
class Row:
    """One reply in a list."""

    reply: Reply
    name: str
    place: str
    outcome: Outcome
    to_check: bool


@dataclass(frozen=True)
class Results:
    """The replies of a period, the best first where there are points or ranks, and what they come to."""

    rows: list[Row]
    states: Counter[str] = field(default_factory=Counter)
    mean: Fraction | None = None
    """Mean share in percent of those with points."""
    items: Counter[str] = field(default_factory=Counter)
    """Of a list of findings: how many ticked each item."""

    @property
    def achieved(self) -> int:
        return sum(1 for row in self.rows if row.reply.achieved)


def newest_period(viewer: Identity, found: Placed) -> str:
    """The latest period of which anything was handed in, as it is spelled; "" before there is any."""
    # Periods of one kind are spelled so that they sort by time.
    return _handed_in(viewer, found).aggregate(newest=Max("period"))["newest"] or ""


def _handed_in(viewer: Identity, found: Placed) -> QuerySet[Reply]:
    return visible_replies(viewer).filter(checklist_id=found.id).exclude(state__in=("draft", "withdrawn"))


def results(viewer: Identity, found: Placed, period: Period) -> Results:
    replies = list(_handed_in(viewer, found).filter(period=str(period)).select_related("person"))
    names = names_of_units({reply.unit_id for reply in replies if reply.unit_id}, viewer.day)
    listed = [_row(viewer, found, reply, names) for reply in replies]
    shares = [row.outcome.share for row in listed if row.outcome.share is not None]
    return Results(
        sorted(listed, key=_order), Counter(reply.state for reply in replies),
        sum(shares, Fraction(0)) / len(shares) if shares else None,
        Counter(code for row in listed for code in row.outcome.found),
    )  # fmt: skip


def _row(viewer: Identity, found: Placed, reply: Reply, names: dict[int, str]) -> Row:
    # What is registered and not handed in is still being written: its answers are nobody's but its writer's.
    answers = {} if reply.state == "registered" else counted(reply.answers, reply.checked)
    place = names.get(reply.unit_id or 0, "")
    name = reply.person.full_name if reply.person else reply.other or place
    waits = reply.state == "submitted" and may_check(viewer, reply, found.edition.checked_by)
    return Row(reply, name, place if reply.person else "", judge(found.edition, answers), waits)


def _order(row: Row) -> tuple[int, Fraction, str]:
    """Overall rank first where there is one, then points from high to low, then the name."""
    rank = next(iter(row.outcome.ranks.values()), (10**6, 0))[0]
    return rank, -(row.outcome.share or Fraction(0)), row.name


def waiting_to_check(viewer: Identity) -> Counter[int]:
    """How many replies wait for the viewer to check them, by checklist."""
    rows = visible_replies(viewer).filter(state="submitted").select_related("checklist")
    waiting = (
        reply
        for reply in rows
        if may_check(viewer, reply, str(reply.checklist.content.get("checked_by", "nobody")))
    )
    return Counter(reply.checklist_id for reply in waiting)
