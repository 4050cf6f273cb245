"""Write what invented people do in a month in a few statements: for the demo and the measured city, never for a real body.

The engine judges each way that a month can go once; the sheets take what it said, and each gets its rows in the trail.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min

from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.assessment.scoring import decimal, kept, kind_for, score
from thenchot.assessment.steps import has
from thenchot.audit.actions.record import record_selected
from thenchot.audit.chain import Act
from thenchot.lib import canonical
from thenchot.lib.database import vendor
from thenchot.rules.facts import SheetFacts
from thenchot.rulesets.queries import frozen

EVERYBODY = "1 = 1"
WAYS = (
    "pattern", "place", "marks", "confirmed", "inputs", "verdict", "score", "band", "strengths", "weaknesses", "opinion",
    "sent", "settled", "decided",
)  # fmt: skip
FOLLOWED = "SELECT {0}.hash FROM audit_entry {0} WHERE {0}.object_kind = 'sheet' AND {0}.object_id = s.id AND {0}.prev_hash = {1}"


@dataclass(frozen=True)
class Way:
    """How a month goes for people of one pattern in one rank; `words` are strengths, weaknesses and the scorer's opinion."""

    pattern: int
    rank: str
    facts: SheetFacts
    words: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True)
class Step:
    """What a step writes: its name in the trail, who acts, the column of its payload, and the sheet's columns."""

    action: str
    actor: str
    payload: str
    columns: str


SENT = Step(
    "self_assess", "person_id", "w.sent",
    "state = 'submitted', marks = w.marks, self_score = w.score, self_level = w.band, strengths = w.strengths, "
    "weaknesses = w.weaknesses, submitted_at = %s",
)  # fmt: skip
SETTLED = Step(
    "confirm", "scorer_id", "w.settled",
    "state = 'confirmed', marks = w.confirmed, inputs = w.inputs, verdict = w.verdict, score = w.score, band = w.band, "
    "opinion = w.opinion, confirmed_at = %s",
)  # fmt: skip
LOWERED = "(SELECT l.{0} FROM invented_level l WHERE l.sheet_id = s.id)"
PROPOSED = Step("propose", "ranker_id", f"COALESCE({LOWERED.format('proposed')}, w.decided)", "")
LEVEL = f"COALESCE({LOWERED.format('level')}, s.band)"
DECIDED = Step(
    "decide", "decider_id", f"COALESCE({LOWERED.format('decided')}, w.decided)",
    f"state = 'decided', proposed_level = {LEVEL}, level = {LEVEL}, decided_at = %s",
)  # fmt: skip


def lay_people(patterns: Iterable[tuple[int, int]]) -> None:
    """Keep who goes which way: pairs of person and pattern, for this connection."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS invented_person")
        cursor.execute("CREATE TEMPORARY TABLE invented_person (person_id bigint PRIMARY KEY, pattern integer)")
        cursor.executemany("INSERT INTO invented_person VALUES (%s, %s)", list(patterns))


def lay_ways(cycle: Cycle, ways: Sequence[Way]) -> None:
    """Judge each way by the cycle's rulebook and keep what came of it, for this connection."""
    number = "numeric" if vendor() == "postgresql" else "decimal"
    types = {"pattern": "integer", "score": number}
    columns = ", ".join(f"{name} {types.get(name, 'text')}" for name in WAYS)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS invented_way")
        cursor.execute(f"CREATE TEMPORARY TABLE invented_way ({columns}, PRIMARY KEY (pattern, place))")
        places = ", ".join(["%s"] * len(WAYS))
        cursor.executemany(f"INSERT INTO invented_way VALUES ({places})", [_judged(cycle, way) for way in ways])


def _judged(cycle: Cycle, way: Way) -> list[str | int | None]:
    book, facts = frozen(cycle.digest), way.facts
    found = score(book, kind_for(book, way.rank), facts, cycle.settings)
    led = facts.leader
    leader = {"dd": str(led.dd), "e": str(led.e)} if led else {}
    own = {"self": kept(facts.marks), "self_leader": leader}
    said = {"marks": kept(facts.marks), "leader": leader, "score": found.score, "level": found.band}
    settled = {**said, "before": found.band, "reason": ""}
    told = (own, {**own, "confirmed": kept(facts.marks), "leader": leader}, found.inputs, found.verdict)
    number = str(decimal(found.score)) if found.score is not None else None
    texts = [canonical.dumps(one) for one in (said, settled, _change(found.band, found.band))]
    return [way.pattern, way.rank, *map(canonical.dumps, told), number, found.band, *way.words, *texts]


def _change(before: str, level: str, reason: str = "") -> dict[str, str]:
    return {"level": level, "before": before, "reason": reason}


def hand_in(cycle: Cycle, at: datetime, who: str = EVERYBODY) -> int:
    """Those of the laid people who may hand in; `who` is a condition on the sheet s. Returns how many."""
    return _step(cycle, at, SENT, f"s.state = 'opened' AND {who}")


def confirm(cycle: Cycle, at: datetime, who: str = EVERYBODY) -> int:
    return _step(cycle, at, SETTLED, f"s.state = 'submitted' AND {who}")


def _step(cycle: Cycle, at: datetime, step: Step, which: str) -> int:
    with transaction.atomic():
        made = _act(cycle, at, step, which)
        head = FOLLOWED.format("e", "s.last_hash")
        _write(cycle, f"{step.columns}, version = s.version + 1, last_hash = ({head})", [at], which)
    return made


def invent(cycle: Cycle, sent: datetime, settled: datetime) -> int:
    """Everybody hands in and is confirmed; each sheet is written once. Returns how many."""
    which, before = "s.state = 'opened'", FOLLOWED.format("e", "s.last_hash")
    with transaction.atomic():
        _act(cycle, sent, SENT, which)
        made = _act(cycle, settled, SETTLED, which, f"({before})")
        own = SENT.columns.replace("state = 'submitted', marks = w.marks, ", "")
        last = FOLLOWED.format("f", f"({before})")
        _write(cycle, f"{own}, {SETTLED.columns}, version = s.version + 2, last_hash = ({last})", [sent, settled], which)
    return made


def decide(cycle: Cycle, at: datetime, lowered: Mapping[int, tuple[str, str]], reason: str) -> int:
    """Each keeps the band of the score, but for the `lowered`, whom the cap leaves no place: band and level by sheet."""
    which, steps = "s.state = 'confirmed'", [PROPOSED, DECIDED] if has(cycle.steps, "propose") else [DECIDED]
    with transaction.atomic():
        _lay_levels(lowered, reason, [step.action for step in steps])
        _add_changes(cycle, at, lowered, (reason, steps[0].action))
        before = "s.last_hash"
        for number, step in enumerate(steps):
            made = _act(cycle, at, step, which, before)
            before = f"({FOLLOWED.format(f'e{number}', before)})"
        _write(cycle, f"{DECIDED.columns}, version = s.version + {len(steps)}, last_hash = {before}", [at], which)
    return made


def _lay_levels(lowered: Mapping[int, tuple[str, str]], reason: str, actions: Sequence[str]) -> None:
    """The first step lowers, with the reason; the one after it keeps what was proposed."""
    rows: list[list[str | int]] = []
    for sheet, (band, level) in lowered.items():
        first, after = canonical.dumps(_change(band, level, reason)), canonical.dumps(_change(level, level))
        rows.append([sheet, level, first, after if len(actions) > 1 else first])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS invented_level")
        columns = "sheet_id bigint PRIMARY KEY, level text, proposed text, decided text"
        cursor.execute(f"CREATE TEMPORARY TABLE invented_level ({columns})")
        cursor.executemany("INSERT INTO invented_level VALUES (%s, %s, %s, %s)", rows)


def _add_changes(cycle: Cycle, at: datetime, lowered: Mapping[int, tuple[str, str]], why: tuple[str, str]) -> None:
    (reason, step), holder = why, "ranker_id" if why[1] == "propose" else "decider_id"
    holders = dict(Sheet.objects.filter(cycle=cycle, id__in=list(lowered)).values_list("id", holder))
    LevelChange.objects.bulk_create(
        LevelChange(sheet_id=sheet, step=step, by_id=holders[sheet], before=band, after=level, raised=False, reason=reason, at=at)
        for sheet, (band, level) in lowered.items()
    )


def _act(cycle: Cycle, at: datetime, step: Step, which: str, before: str = "s.last_hash") -> int:
    source = (
        f"SELECT s.id AS object_id, {before} AS prev_hash, {step.payload} AS payload, p.id AS actor_id, "
        f"p.full_name || ' (' || p.staff_code || ')' AS actor FROM assessment_sheet s "
        "JOIN invented_person i ON i.person_id = s.person_id JOIN invented_way w ON w.pattern = i.pattern AND w.place = s.rank "
        f"JOIN people_person p ON p.id = s.{step.actor} WHERE {_of(cycle)} AND {which}"
    )
    return record_selected(None, Act("sheet", 0, step.action), at, source.replace("%", "%%"))


def _write(cycle: Cycle, columns: str, moments: Sequence[datetime], which: str) -> None:
    statement = (
        f"UPDATE assessment_sheet AS s SET {columns} FROM invented_person i, invented_way w WHERE i.person_id = s.person_id "
        f"AND w.pattern = i.pattern AND w.place = s.rank AND {_of(cycle)} AND {which.replace('%', '%%')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [connection.ops.adapt_datetimefield_value(at) for at in moments])


def _of(cycle: Cycle) -> str:
    """The cycle's sheets by their numbers, which follow one another: read in the order in which they lie."""
    ends: dict[str, Any] = Sheet.objects.filter(cycle=cycle).aggregate(first=Min("id"), last=Max("id"))
    return f"s.id BETWEEN {ends['first'] or 0} AND {ends['last'] or 0} AND +s.cycle_id = {cycle.id}"
