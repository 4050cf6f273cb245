"""What the database must hold after a round: each answered act once, no act without its change, a trail that verifies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count

from tests.faults.rounds.lives import Thing
from tests.faults.world import faults
from thenchot.assessment.models import Petition, Reminder, Sheet
from thenchot.audit.chain import COVERED, hash_of
from thenchot.audit.models import Entry, Seal
from thenchot.lib import canonical
from thenchot.notices.models import Notice
from thenchot.workplan.models import Task

MARKED_IN_TRAIL = {
    "send_back": "note",
    "confirm": "reason",
    "finish": "result",
    "reject": "note",
    "explain": "explanation",
}
"""Where the payload of an act keeps the text only it carries."""
TOLD = {"sheet_returned": ("sheet", "send_back", "/phieu/"), "petition_received": ("petition", "petition", "/kien-nghi/")}
"""The acts that somebody is told of: kind of object, verb, and where the message leads."""
ROWS: dict[str, Any] = {"sheet": Sheet, "task": Task}


class Trail:
    """The trail as it was read up to now: the last row, and the last hash of each chain."""

    def __init__(self) -> None:
        self.last = 0
        self.heads: dict[tuple[str, int], str] = {}
        self.acts: dict[tuple[str, int], list[tuple[str, str]]] = {}

    def read_on(self) -> Iterator[str]:
        """Verify what was added since, row by row, as `thenchot verify` does for the whole."""
        for number, stored, *covered in (
            Entry.objects.filter(id__gt=self.last).order_by("id").values_list("id", "hash", *COVERED)
        ):
            chain = covered[1], covered[2]
            if hash_of(covered) != stored or self.heads.get(chain, "") != covered[0]:
                yield f"audit {number}: hash or link"
            self.heads[chain] = stored
            said = canonical.loads(covered[7])
            self.acts.setdefault(chain, []).append(
                (covered[6], str(said.get(MARKED_IN_TRAIL.get(covered[6], ""), "")))
            )
            self.last = number


def acts_of(thing: Thing) -> list[tuple[str, str]]:
    """The acts the client knows to be done, as the trail spells them."""
    return [(action, mark if action in MARKED_IN_TRAIL else "") for action, mark in thing.acts]


def row_faults(trail: Trail, thing: Thing) -> Iterator[str]:
    """A sheet or a plan row beside what its client knows and what the trail says."""
    where, chain = f"{thing.kind} {thing.number}", (thing.kind, thing.number)
    if trail.acts.get(chain, []) != acts_of(thing):
        yield f"{where}: the trail has {trail.acts.get(chain, [])[-3:]}, the client {acts_of(thing)[-3:]}"
    row = ROWS[thing.kind].objects.get(id=thing.number)
    found = (row.state if thing.kind == "sheet" else row.status, row.version, row.last_hash)
    if found != (thing.state, thing.version, trail.heads.get(chain, "")):
        yield f"{where}: is {found}, should be {(thing.state, thing.version)}"
    if thing.kind == "sheet" and thing.state == "opened" and row.draft.get("strengths", "") != thing.draft:
        yield f"{where}: draft {row.draft.get('strengths')!r}, should be {thing.draft!r}"


def result_faults(trail: Trail, thing: Thing) -> Iterator[str]:
    """The petitions about a result, in the order in which they were filed."""
    filed = list(Petition.objects.filter(sheet_id=thing.number).order_by("id"))
    told = [(action, mark) for action, mark in thing.acts]
    found = []
    for row in filed:
        said = [action for action, _ in trail.acts.get(("petition", row.id), [])]
        ends = [(said[1], row.answer if said[1] == "answer" else "")] if len(said) > 1 else []
        found += [("petition", row.text), *ends]
        if row.last_hash != trail.heads.get(("petition", row.id)) or row.version != len(said):
            yield f"petition {row.id}: row and trail differ"
        if (row.state == "received") != (len(said) == 1):
            yield f"petition {row.id}: is {row.state} after {said}"
    if found != told:
        yield f"result {thing.number}: petitions {found[-3:]}, the client {told[-3:]}"
    if filed:
        # Filed, and not answered, and refused when sent again: its number is learnt here.
        thing.filed = filed[-1].id if thing.state == "received" else 0
        thing.version = filed[-1].version


def plan_faults(thing: Thing) -> Iterator[str]:
    """Each row given is there once."""
    marks = [mark for _, mark in thing.acts]
    found = Counter(Task.objects.filter(content__in=marks).values_list("content", flat=True))
    yield from (f"plan row {mark}: there {found[mark]} times" for mark in marks if found[mark] != 1)


def thing_faults(trail: Trail, thing: Thing) -> Iterator[str]:
    if thing.kind == "plan":
        yield from plan_faults(thing)
    else:
        yield from result_faults(trail, thing) if thing.kind == "result" else row_faults(trail, thing)


def side_faults() -> Iterator[str]:
    """What is written beside the acts: a message for each, and each reminder once."""
    reminders = Reminder.objects.count()
    told = Notice.objects.filter(kind__in=("step_late", "step_due")).count()
    if told != reminders:
        yield f"{reminders} reminders, {told} messages"
    for kind, (about, action, place) in TOLD.items():
        acts = Counter(Entry.objects.filter(object_kind=about, action=action).values_list("object_id", flat=True))
        links = Counter(Notice.objects.filter(kind=kind).values_list("link", flat=True))
        for number in acts:
            if acts[number] != links[f"{place}{number}"]:
                yield f"{about} {number}: {acts[number]} times {action}, {links[f'{place}{number}']} messages"
    lines = Reminder.objects.values("person_id", "step", "at__date").annotate(n=Count("id"))
    twice = lines.filter(n__gt=1).count()
    if twice:
        yield f"{twice} reminded twice on one day"


def seal_faults(day: date) -> Iterator[str]:
    """After the day's work every finished day of the trail is sealed."""
    last = Seal.objects.order_by("-day").first()
    unsealed = Entry.objects.filter(id__gt=last.last_id if last else 0, at__lt=day.isoformat()).order_by("id")
    if unsealed:
        first = unsealed[0]
        yield f"{len(unsealed)} rows before {day} under no seal, from {first.id} of {first.at}; sealed until {last and last.day}"


def whole() -> list[str]:
    """`thenchot verify` and `recompute` over everything, and on SQLite the file itself."""
    found = faults()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check")
            found += [f"file: {row[0]}" for row in cursor.fetchall() if row[0] != "ok"]
    return found
