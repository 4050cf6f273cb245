"""A month's plan rows of everybody: most are done in time, some are late, rejected, unfinished or came unplanned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from thenchot.audit.actor import SOFTWARE, Actor
from thenchot.cli.demo.products import COMMON, LATE, LEADING, REJECTED, UNDONE, Product
from thenchot.rules.facts import TaskFact
from thenchot.workplan.actions.assign import PlanRow, assign_many


@dataclass(frozen=True)
class Worker:
    """Somebody of the demo at work in a unit: `skill` is about 0, above for the better, and stays with the person."""

    person_id: int
    staff_code: str
    unit_id: int
    unit_code: str
    rank: str
    category: str
    skill: float


@dataclass(frozen=True)
class Desk:
    """A unit's month of work: who gives it, who does it, what it consists of."""

    giver: Actor
    workers: Sequence[Worker]
    products: Sequence[Product]
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The catalogue's product of what is done."""


@dataclass(frozen=True)
class When:
    """The month, and its last day on which something is reported done (a month still running ends earlier)."""

    period: str
    until: date


def assign_month(desk: Desk, when: When) -> int:
    """Enter a unit's rows of the month; returns how many."""
    return assign_many(by=desk.giver, rows=rows_of(desk, when))


def rows_of(desk: Desk, when: When) -> list[PlanRow]:
    """A unit's rows of the month, the same each time."""
    return [row for worker in desk.workers for row in _rows(desk, worker, when)]


def _rows(desk: Desk, worker: Worker, when: When) -> Iterator[PlanRow]:
    rng = Random(f"{worker.staff_code} {when.period}")  # noqa: S311
    many = {"vien_chuc": 3, "can_bo": 2}.get(worker.category, rng.randint(3, 5))
    source = [*desk.products, *COMMON] if worker.rank == "staff" else [*LEADING, *COMMON]
    for product in rng.sample(source, many):
        yield _row(desk, worker, when, (rng, product))


def _row(desk: Desk, worker: Worker, when: When, drawn: tuple[Random, Product]) -> PlanRow:
    rng, (phrase, coefficient) = drawn
    count = rng.randint(4, 24) if Decimal(coefficient) < 1 else rng.randint(1, 6)
    deadline = when.until.replace(day=rng.randint(5, 20))
    trouble = rng.random()
    weak = max(0.2, 1 - 0.5 * worker.skill)
    undone, late, bad = 0.06 * weak, 0.26 * weak, 0.42 * weak
    done, is_late, is_bad = trouble >= undone, undone <= trouble < late, late <= trouble < bad
    if not done:
        count = max(1, count // 3)  # what stays undone is mostly small
    times = 1 + (rng.random() < 0.2)
    given = desk.giver.id if desk.giver.id and desk.giver.id != worker.person_id else None
    return PlanRow(
        unit_id=worker.unit_id, period=when.period, content=phrase.format(n=count), units=count * Decimal(coefficient),
        doer_id=worker.person_id, leader_id=given, deadline=deadline, product_id=desk.numbers.get(phrase),
        origin="unplanned" if rng.random() < 0.06 + 0.03 * worker.skill else "planned",
        status="done" if done else "assigned",
        done_on=min(deadline.replace(day=deadline.day + (3 if is_late else -1)), when.until) if done else None,
        latenesses=times if done and is_late else 0, rejections=times if done and is_bad else 0,
        latenesses_excused=int(done and is_late and rng.random() < 0.15),
        explanation=(rng.choice(LATE) if is_late else rng.choice(REJECTED) if is_bad else "") if done
        else UNDONE.format(day=f"{deadline:%d/%m}"),
        result=f"Đã hoàn thành, văn bản số {rng.randint(10, 990)}" if done else "",
        source="Biểu ngang của đơn vị",
    )  # fmt: skip


def drawn_tasks(rng: Random, who: tuple[str, str, float]) -> list[TaskFact]:
    """A month's work of somebody of this rank, category and skill, as a score reads it: for months whose plan is not kept."""
    rank, category, skill = who
    worker = Worker(0, f"{rng.random()}", 0, "", rank, category, skill)
    rows = _rows(Desk(SOFTWARE, (), ()), worker, When("2026-01", date(2026, 1, 21)))
    return [
        TaskFact(
            Fraction(row.units), "unplanned" if row.origin == "unplanned" else "planned",
            "done" if row.status == "done" else "assigned", row.rejections, 0, row.latenesses, row.latenesses_excused,
        )
        for row in rows
    ]  # fmt: skip
