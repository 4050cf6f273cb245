"""Everybody hands in and is confirmed, in a few statements: what a sheet says depends on the person's pattern alone.

The engine judges each pattern once; the sheets take what it said, and each gets its rows in the trail.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import connection

from bench.maker.shape import PATTERNS
from bench.maker.sql import run
from thenchot.assessment.models import Cycle
from thenchot.assessment.scoring import Scored, decimal, kept, kind_for, score
from thenchot.audit.actions.record import record_selected
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.lib import canonical
from thenchot.rules.book import Rulebook
from thenchot.rules.facts import LeaderFacts, SheetFacts, TaskFact
from thenchot.rulesets.queries import frozen
from thenchot.workplan.queries import facts_of

COLUMNS = "pattern, place, marks, confirmed, inputs, verdict, score, band, sent, settled, decided"
FULL = Fraction(1)
EVERYBODY = "1 = 1"


@dataclass(frozen=True)
class Step:
    """What a step of the month writes: its name in the trail, the sheets' columns, and the column that holds the payload."""

    action: str
    columns: str
    payload: str


SENT = Step("self_assess", "state = 'submitted', marks = b.marks, self_score = b.score, self_level = b.band", "sent")
SETTLED = Step(
    "confirm", "state = 'confirmed', marks = b.confirmed, inputs = b.inputs, verdict = b.verdict, score = b.score, band = b.band",
    "settled",
)  # fmt: skip
DECIDED = Step("decide", "state = 'decided', proposed_level = b.band, level = b.band", "decided")


@dataclass(frozen=True)
class Drawn:
    """What the patterns are made of: the period whose plan they take, how many of its rows, and how far marks are turned."""

    period: str
    rows: int | None = None
    turn: int = 0


def hand_in(cycle: Cycle, at: datetime, who: str = EVERYBODY, drawn: Drawn | None = None) -> int:
    """`who` is a condition on the sheet s; returns how many sheets."""
    _patterns(cycle, drawn or Drawn(cycle.period))
    return _step(cycle, at, SENT, f"s.state = 'opened' AND {who}", "submitted_at")


def confirm(cycle: Cycle, at: datetime, who: str = EVERYBODY, drawn: Drawn | None = None) -> int:
    _patterns(cycle, drawn or Drawn(cycle.period))
    return _step(cycle, at, SETTLED, f"s.state = 'submitted' AND {who}", "confirmed_at")


def decide(cycle: Cycle, at: datetime, drawn: Drawn | None = None) -> int:
    """Everybody keeps the band of the confirmed score, where the rulebook decides each month."""
    _patterns(cycle, drawn or Drawn(cycle.period))
    return _step(cycle, at, DECIDED, "s.state = 'confirmed'", "decided_at")


def _step(cycle: Cycle, at: datetime, step: Step, which: str, moment: str) -> int:
    joined = f"b.pattern = s.person_id % {PATTERNS} AND b.place = s.rank AND s.cycle_id = {cycle.id} AND {which}"
    source = f"SELECT s.id AS object_id, s.last_hash AS prev_hash, b.{step.payload} AS payload FROM assessment_sheet s, bench_month b"
    made = record_selected(SOFTWARE, Act("sheet", 0, step.action), at, f"{source} WHERE {joined}".replace("%", "%%"))
    stored = connection.ops.adapt_datetimefield_value(at)
    run(
        f"UPDATE assessment_sheet AS s SET {step.columns}, {moment} = '{stored}', version = s.version + 1, "
        "last_hash = (SELECT e.hash FROM audit_entry e WHERE e.object_kind = 'sheet' AND e.object_id = s.id "
        f"AND e.prev_hash = s.last_hash) FROM bench_month b WHERE {joined}"
    )
    return made


def _patterns(cycle: Cycle, drawn: Drawn) -> None:
    """Keep what the engine says of each pattern at each place, for the rulebook and the plan of this cycle."""
    book = frozen(cycle.digest)
    # Persons 2 to 98 stand for all patterns: everybody's plan repeats with the pattern.
    facts = facts_of(drawn.period, set(range(2, PATTERNS + 2)))
    tasks = {person % PATTERNS: rows[: drawn.rows] for person, rows in facts.items()}
    keys = [(pattern, rank) for pattern in range(PATTERNS) for rank in ("staff", "head")]
    rows = [_row(cycle, book, (pattern, rank, drawn.turn), tasks.get(pattern, [])) for pattern, rank in keys]
    run("DROP TABLE IF EXISTS bench_month")
    number = "numeric" if connection.vendor == "postgresql" else "decimal"
    types = {"pattern": "integer", "score": number}
    columns = ", ".join(f"{name} {types.get(name, 'text')}" for name in COLUMNS.split(", "))
    run(f"CREATE TEMPORARY TABLE bench_month ({columns})")
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO bench_month ({COLUMNS}) VALUES ({', '.join(['%s'] * len(COLUMNS.split(', ')))})", rows)


def _row(cycle: Cycle, book: Rulebook, key: tuple[int, str, int], tasks: list[TaskFact]) -> list[str | int | None]:
    pattern, rank, turn = key
    kind = kind_for(book, rank)
    leads = rank == "head"
    marks = {leaf.id: _mark(leaf.max or FULL, pattern + turn, at) for at, leaf in enumerate(book.leaves(kind))}
    facts = SheetFacts(marks=marks, tasks=tasks, leader=LeaderFacts(("HTT",), FULL, FULL) if leads else None)
    found = score(book, kind, facts, cycle.settings)
    leader = {"dd": "1", "e": "1"} if leads else {}
    own = {"self": kept(marks), "self_leader": leader}
    values = [
        canonical.dumps(own), canonical.dumps({**own, "confirmed": kept(marks), "leader": leader}),
        canonical.dumps(found.inputs), canonical.dumps(found.verdict), _number(found), found.band,
    ]  # fmt: skip
    said = {"marks": kept(marks), "leader": leader, "score": found.score, "level": found.band}
    settled = {**said, "before": found.band, "reason": ""}
    decided = {"level": found.band, "before": found.band, "reason": ""}
    return [pattern, rank, *values, canonical.dumps(said), canonical.dumps(settled), canonical.dumps(decided)]


def _mark(most: Fraction, pattern: int, at: int) -> Fraction:
    """In steps of a half, from half the maximum upwards."""
    halves = int(most * 2)
    return Fraction(halves // 2 + (pattern * 5 + at * 3) % (halves - halves // 2 + 1), 2)


def _number(found: Scored) -> str | None:
    return str(decimal(found.score)) if found.score is not None else None
