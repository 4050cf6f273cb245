"""Fill an empty database with the city part: units, people, authority, five months to publication, one still open."""

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
from thenchot.cli.demo import authority, heads, november, petitions, staff, units
from thenchot.cli.demo.month import Month, past
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.lib import clock
from thenchot.people.actions.build_tree import build_tree
from thenchot.people.actions.enrol import enrol

TODAY = date(2026, 11, 21)
MONTHS = (6, 7, 8, 9, 10)
MARK = "demo"
"""Kind of the object in the trail that says the fill was finished."""


@dataclass
class Progress:
    """Says what was done and how long it took."""

    say: Callable[[str], object] = print
    _since: float = field(default_factory=time.monotonic)

    def step(self, what: str) -> None:
        now = time.monotonic()
        self.say(f"  {what}: {now - self._since:.1f} giây".replace(".", ","))
        self._since = now


def is_filled() -> bool:
    """Whether the database holds a finished demo."""
    return history(MARK, 1).exists()


def fill(people: int = staff.PEOPLE, *, progress: Progress | None = None, months: tuple[int, ...] = MONTHS) -> Stage:
    """Fill everything up to today, each step on its own day; the clock is left on TODAY."""
    said = progress or Progress(say=lambda _: None)
    # Hundreds of thousands of rows live for a moment each and hold no cycles: looking for cycles costs a fifth of the time.
    gc.disable()
    try:
        return _fill(people, said, months)
    finally:
        gc.enable()


def _fill(people: int, said: Progress, months: tuple[int, ...]) -> Stage:
    set_day(date(2026, 1, 2))
    places = units.plan()
    stage = Stage(places, staff.build(places, people))
    build_tree(by=SOFTWARE, rows=[place.row for place in places], day=staff.BEGIN)
    enrol(by=SOFTWARE, rows=stage.cast.posts)
    authority.entrust(stage.cast)
    authority.take_up_rulebooks(stage.organiser, stage.root.id)
    said.step(f"{len(places)} đơn vị, {len(stage.ids)} người, phân cấp, bộ quy tắc")
    for number in months:
        if number == 8:
            set_day(date(2026, 8, 17))
            enrol(by=SOFTWARE, rows=staff.transfers(stage.cast))
        month = Month(stage, TODAY.year, number)
        past(month, [heads.play])
        petitions.after(month)
        gc.collect()
        said.step(f"tháng {number}/{TODAY.year}")
    november.play(Month(stage, TODAY.year, TODAY.month))
    set_day(TODAY)
    seal_days(before=TODAY)
    # The last word: a database without it holds a fill that was broken off.
    record_next(SOFTWARE, Act(MARK, 1, "fill", {"people": len(stage.ids)}), clock.now())
    said.step(f"tháng {TODAY.month}/{TODAY.year} đang mở")
    return stage
