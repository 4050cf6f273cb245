"""The two writes of the month over the web: a person hands in, a head confirms; beside a bare WSGI application."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from fractions import Fraction
from importlib import reload
from statistics import median

from django.db import connections

from bench import copies, load, serving, visitors
from bench.city import City
from bench.maker import month
from bench.measure import Figure
from bench.visitors import Ask
from thenchot.assessment.models import Sheet
from thenchot.assessment.scoring import shown
from thenchot.assessment.steps import CONFIRMED, OPENED, SUBMITTED
from thenchot.audit.models import Entry
from thenchot.config.wsgi import application
from thenchot.lib import clock
from thenchot.rulesets.queries import frozen

WARM, ALONE, MANY = 20, 100, 1200
SERVED = "thenchot.config.wsgi:application"
Chosen = list[tuple[int, int]]
"""Sheets, each with the person who acts on it."""


def self_assess(city: City) -> Iterator[Figure]:
    sheets = _sheets(city, "person_id", OPENED)
    form = _form(city) | {"strengths": "Hoàn thành việc được giao.", "weaknesses": "", "undertaking": "on", "version": "1"}
    cookies = visitors.sign_in([person for _, person in sheets])
    asks = [Ask(f"/phieu/{sheet}/gui", cookies[person], form) for sheet, person in sheets]
    yield from _figures("save a self-assessment", "self_assess", asks, [sheet for sheet, _ in sheets], SUBMITTED)


def confirm(city: City) -> Iterator[Figure]:
    month.hand_in(city.shape, city.cycle, clock.now())
    sheets = _sheets(city, "scorer_id", SUBMITTED)
    cookies = visitors.sign_in(sorted({scorer for _, scorer in sheets}))
    versions = dict(Sheet.objects.filter(cycle_id=city.cycle_id).values_list("id", "version"))
    asks = [
        Ask(f"/phieu/{sheet}/xac-nhan", cookies[scorer], {"opinion": "Nhất trí.", "version": str(versions[sheet])})
        for sheet, scorer in sheets
    ]
    yield from _figures("confirm one", "confirm", asks, [sheet for sheet, _ in sheets], CONFIRMED)


def _sheets(city: City, actor: str, state: str) -> Chosen:
    """Sheets of staff spread over the whole city."""
    rows = Sheet.objects.filter(cycle_id=city.cycle_id, state=state, rank="staff").order_by("id")
    found = list(rows.values_list("id", actor))
    # Some stay as they are, for the pages that are measured next.
    wanted = min(WARM + ALONE + MANY, len(found) * 2 // 3)
    step = max(1, len(found) // wanted)
    return found[::step][:wanted]


def _form(city: City) -> dict[str, str]:
    leaves = frozen(city.cycle.digest).leaves("staff")
    return {leaf.id: shown((leaf.max or Fraction(0)) / 2) for leaf in leaves}


def _figures(name: str, action: str, asks: Sequence[Ask], sheets: Sequence[int], after: str) -> Iterator[Figure]:
    """Some are done in this process alone, the others over many connections; the plain program does the same on a copy."""
    half = min(WARM + ALONE, len(asks) // 2)
    alone, many = asks[:half], asks[half:]
    with copies.copy() as address:
        plain_cpu, plain = _plain(address, action, (alone, many))
    cpu = _alone(application, alone)
    connections.close_all()
    with serving.served(SERVED) as port:
        ours = load.send(port, many, _reads(asks))
    lost, errors = _lost(sheets, after), sum(count for status, count in ours.statuses.items() if status != 302)
    notes = {"statuses": dict(ours.statuses), "errors": errors, "lost updates": lost}
    yield Figure(f"{name}, CPU", cpu * 1000, "ms", floor=plain_cpu * 1000, bar=8, on_ratio=True)
    share = Figure(f"{name}, requests/s at 16", ours.rate, "1/s", floor=plain.rate, bar=1 / 8, on_ratio=True, most=False, notes=notes)
    yield share
    yield Figure(f"{name}, p95 at 16", ours.p95, "ms", floor=plain.p95, bar=10, on_ratio=True)
    yield Figure(f"{name}, errors and lost updates", errors + lost, "", bar=0)


def _plain(address: str, action: str, asks: tuple[Sequence[Ask], Sequence[Ask]]) -> tuple[float, load.Load]:
    os.environ.update(DATABASE=address, ACTION=action)
    from bench.floors import save  # noqa: PLC0415  # it reads the two variables when it is imported

    cpu = _alone(reload(save).application, asks[0])
    save.KEPT.plain.close()
    with serving.served("bench.floors.save:application") as port:
        return cpu, load.send(port, asks[1])


def _alone(work: visitors.Application, asks: Sequence[Ask]) -> float:
    """The median of the processor's seconds; the first few only warm up."""
    taken = []
    for ask in asks:
        status, _, cpu = visitors.call(work, ask)
        assert status.startswith("302"), (ask.path, status)
        taken.append(cpu)
    return median(taken[min(WARM, len(taken) // 2) :])


def _reads(asks: Sequence[Ask]) -> list[Ask]:
    """So that each worker has its modules and connections before the clock runs."""
    return [Ask("/viec-can-lam", ask.cookie) for ask in asks[: WARM * 2]]


def _lost(sheets: Sequence[int], after: str) -> int:
    """Sheets that were answered for and are not where they should be, or whose trail has not one act for each version."""
    wanted = set(sheets)
    rows = {id_: (state, version) for id_, state, version in Sheet.objects.values_list("id", "state", "version") if id_ in wanted}
    acts = dict.fromkeys(wanted, 0)
    for object_id in Entry.objects.filter(object_kind="sheet").values_list("object_id", flat=True).iterator():
        if object_id in wanted:
            acts[object_id] += 1
    return sum(1 for number in wanted if rows[number] != (after, acts[number]))
