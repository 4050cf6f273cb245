"""Fill an empty database with the city part: units, people, authority, eleven months to publication, one still open."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from thenchot.audit.actions.record import record_next
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.audit.queries import history
from thenchot.cli.demo import (
    authority,
    beside,
    catalogue,
    earlier,
    groundwork,
    heads,
    information,
    november,
    offices,
    outside,
    petitions,
    staff,
    units,
)
from thenchot.cli.demo.month import Month, past
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.lib import clock
from thenchot.people.actions.build_tree import build_tree
from thenchot.people.actions.enrol import enrol

TODAY = date(2026, 11, 21)
BEGUN = date(2025, 12, 1)
PAST = (date(2025, 12, 1), *(date(2026, number, 1) for number in range(1, 11)))
"""The first days of the months that are published."""
PLAYED = date(2026, 9, 1)
"""From here on months are played day by day; the earlier ones are written as they were published."""
MOVED = date(2026, 8, 1)
"""The month in whose middle some people change their unit."""
SET_UP_COST, PLAYED_COST, OPEN_COST, OFFICES_COST = 0.4, 3.2, 1.8, 0.1
"""How long setting up, a month played day by day, the open month and the offices' days take, beside a month written at once."""
MARK = "demo"
"""Kind of the object in the trail that says the fill was finished."""


@dataclass
class Progress:
    """Says what was done, how long it took, and how long the rest is likely to take on this machine.

    `ahead` is what is still to be done, in parts of the time of a month that is written at once.
    """

    say: Callable[[str], object] = print
    ahead: float = 0
    _done: float = 0
    _begun: float = field(default_factory=time.monotonic)
    _since: float = field(default_factory=time.monotonic)

    def step(self, what: str, weight: float = 1) -> None:
        now = time.monotonic()
        self._done, self.ahead = self._done + weight, max(0.0, self.ahead - weight)
        took = f"{now - self._since:.1f} giây".replace(".", ",")
        rest = round((now - self._begun) / self._done * self.ahead)
        self.say(f"  {what}: {took}; còn khoảng {rest} giây" if rest else f"  {what}: {took}")
        self._since = now


def is_filled() -> bool:
    """Whether the database holds a finished demo."""
    return history(MARK, 1).exists()


def fill(people: int = staff.PEOPLE, *, progress: Progress | None = None, months: tuple[date, ...] = PAST) -> Stage:
    """Fill everything up to today, each step on its own day; the clock is left on TODAY."""
    said = progress or Progress(say=lambda _: None)
    # Hundreds of thousands of rows live for a moment each and hold no cycles: looking for cycles costs a fifth of the time.
    gc.disable()
    try:
        return _fill(people, said, months)
    finally:
        gc.enable()


def _month(stage: Stage, first: date) -> None:
    """A month to its publication, and what follows it."""
    if first == MOVED:
        set_day(first.replace(day=17))
        enrol(by=SOFTWARE, rows=staff.transfers(stage.cast))
    month = Month(stage, first.year, first.month)
    if first < PLAYED:
        earlier.play_earlier(month)
        return
    past(month, [heads.play])
    outside.report(month, last=first == PAST[-1])
    petitions.after(month)


def _fill(people: int, said: Progress, months: tuple[date, ...]) -> Stage:
    set_day(BEGUN)
    places = units.plan()
    stage = Stage(places, staff.build(places, people))
    build_tree(by=SOFTWARE, rows=[place.row for place in places], day=staff.BEGIN)
    enrol(by=SOFTWARE, rows=stage.cast.posts)
    authority.entrust(stage.cast)
    authority.take_up_rulebooks(stage.organiser, stage.root.id)
    stage.products = catalogue.take_up(stage.organiser, stage.root)
    earlier.know(stage)
    played = sum(1 for first in months if first >= PLAYED)
    said.ahead = SET_UP_COST + len(months) - played + PLAYED_COST * played + OFFICES_COST + OPEN_COST
    said.step(f"{len(places)} đơn vị, {len(stage.ids)} người, phân cấp, bộ quy tắc", SET_UP_COST)
    reviewed = next((first for first in months if first.month == offices.REVIEWED), months[0])
    for first in months:
        if first == reviewed:
            offices.review(stage, first)
        _month(stage, first)
        gc.collect()
        said.step(f"tháng {first.month}/{first.year}", 1 if first < PLAYED else PLAYED_COST)
    planned = groundwork.lay(stage)
    beside.watch(stage)
    outside.connect(stage)
    offices.autumn(stage)
    information.gather(stage)
    said.step("họp giao ban, biểu ngang, bảng kiểm, thông tin phục vụ đánh giá, đợt xếp loại tổ chức năm", OFFICES_COST)
    november.play(Month(stage, TODAY.year, TODAY.month), planned)
    set_day(TODAY)
    seal_days(before=TODAY)
    # The last word: a database without it holds a fill that was broken off.
    record_next(SOFTWARE, Act(MARK, 1, "fill", {"people": len(stage.ids)}), clock.now())
    said.step(f"tháng {TODAY.month}/{TODAY.year} đang mở", OPEN_COST)
    return stage
