"""Round after round: people at work over HTTP, a kill -9 at a moment nobody chose, the restart, the count of what was kept."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connections

from tests.faults.rounds import checks
from tests.faults.rounds.desk import Desk
from tests.faults.rounds.installation import FIRST_DAY, prepare, things
from tests.faults.rounds.lives import Thing
from tests.faults.rounds.processes import Processes
from tests.faults.world import build, set_day
from thenchot.workplan.models import Task

CLIENTS = 4
LONGEST = 0.35
"""Seconds of work in a round, at most."""
WHOLE_EVERY = 50
KILLS = {"web": 6, "daily": 2, "both": 2}
KILLED = -9
ENOUGH = 20
"""Faults after which nobody needs another round."""


@dataclass
class Rounds:
    """A run of rounds over one installation; `faults` is what was lost, doubled, half written or out of order."""

    processes: Processes
    rng: Random
    desks: list[Desk]
    trail: checks.Trail
    day: date = FIRST_DAY
    tally: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def play(self, number: int) -> None:
        kinds = KILLS | ({"database": 2} if self.processes.database else {})
        kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
        daily = self.processes.start_daily(self.day) if kind in ("daily", "both") else 0
        self._work_until_killed(kind, daily)
        self._restart(kind, daily)
        for desk in self.desks:
            desk.send_again()
        self.tally[f"rounds: {kind}"] += 1
        self.faults += [
            f"round {number} ({kind}): {fault}" for fault in self._found(whole=number % WHOLE_EVERY == 0)
        ]

    def _work_until_killed(self, kind: str, daily: int) -> None:
        stop = threading.Event()
        threads = [threading.Thread(target=desk.work, args=(stop,)) for desk in self.desks]
        for thread in threads:
            thread.start()
        time.sleep(self.rng.uniform(0.01, LONGEST))
        if kind in ("web", "both"):
            self.processes.kill(self.processes.web)
        if kind in ("daily", "both"):
            self.processes.kill(daily)
        if kind == "database":
            self.processes.stop_database()
        stop.set()
        for thread in threads:
            thread.join()

    def _restart(self, kind: str, daily: int) -> None:
        if kind == "database":
            self.processes.start_database()
        if daily:
            self.tally["daily runs cut off"] += self.processes.ended(daily) == KILLED
        if kind in ("web", "both"):
            self.processes.ended(self.processes.web)
            self.day += timedelta(days=1)
            self.processes.start_web(self.day)
        # The day's work is done again from the beginning, as a timetable would.
        if self.processes.ended(self.processes.start_daily(self.day)):
            self.faults.append(f"the daily run of {self.day} failed")

    def _found(self, *, whole: bool) -> list[str]:
        set_day(self.day)
        found = list(self.trail.read_on())
        for desk in self.desks:
            found += [f"refused: {text}" for text in desk.refused]
            if desk.waiting is not None:
                found.append(f"no answer to {desk.waiting[1].path} after the restart")
            for thing in desk.touched.values():
                found += checks.thing_faults(self.trail, thing)
            self._grow(desk)
            desk.refused, desk.touched, desk.waiting, desk.link = [], {}, None, None
        found += checks.side_faults()
        found += checks.seal_faults(self.day)
        if whole:
            found += checks.whole()
            self.tally["verified as a whole"] += 1
        # So that the next kill leaves the file to nobody, and its log is read back by who comes first.
        connections.close_all()
        return found

    def _grow(self, desk: Desk) -> None:
        """Rows given in this round are worked on in the next ones."""
        for plan in [thing for thing in desk.touched.values() if thing.kind == "plan"]:
            marks = [mark for _, mark in plan.acts]
            plan.acts = []
            for task in Task.objects.filter(content__in=marks).select_related("doer"):
                assert task.doer is not None
                self.trail.acts[("task", task.id)] = []
                desk.things.append(
                    Thing("task", task.id, task.doer.staff_code, plan.other, "assigned", task.version)
                )

    def report(self, seconds: float, number: int) -> dict[str, Any]:
        tally = self.tally + sum((desk.tally for desk in self.desks), Counter())
        said = {
            "rounds": number,
            "seconds": round(seconds, 1),
            "faults": self.faults,
            "rows of the trail": self.trail.last,
        }
        return {**said, **tally}


def begin(plan: dict[str, Any]) -> Rounds:
    rng, trail = Random(plan["seed"]), checks.Trail()
    if plan["empty"]:
        set_day(FIRST_DAY)
        call_command("migrate", verbosity=0)
        build()
    prepare()
    sessions, found = things()
    faults = [f"before: {fault}" for fault in trail.read_on()]
    trail.acts = {}
    processes = Processes(plan.get("database", []))
    processes.start_web(FIRST_DAY)
    desks = [
        Desk(
            processes.port, sessions, found[number::CLIENTS], Random(rng.random()), f"{plan['seed']}-{number}"
        )
        for number in range(CLIENTS)
    ]
    return Rounds(processes, rng, desks, trail, faults=faults)


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Play the rounds of the plan: how many, the seed, the command of the database server or none, whether to build first."""
    began, spent = time.monotonic(), os.times()
    rounds, number = begin(plan), 0
    ready = time.monotonic()
    try:
        while number < plan["rounds"] and len(rounds.faults) < ENOUGH:
            number += 1
            rounds.play(number)
            if number % WHOLE_EVERY == 0:
                said = f"{number} rounds, {time.monotonic() - ready:.0f} s, {len(rounds.faults)} faults"
                print(said, file=sys.stderr, flush=True)
        rounds.faults += [f"at the end: {fault}" for fault in checks.whole()]
    finally:
        rounds.processes.close()
    cpu = os.times()
    costs = {"set-up": round(ready - began, 1), "cpu": round(sum(cpu[:4]) - sum(spent[:4]), 1)}
    return {**rounds.report(time.monotonic() - ready, number), **costs}


def main() -> None:
    print(json.dumps(run(json.loads(sys.argv[1])), ensure_ascii=False))
