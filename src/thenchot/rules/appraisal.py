"""Plan rows as products of a quarter (HD 02) or tasks of a city (06-HD): what a formula needs of each, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

AXES = ("A", "B", "C", "D")
"""Số lượng, chất lượng, tiến độ, lãnh đạo tổ chức: percent each."""


@dataclass(frozen=True)
class AppraisedTask:
    """A plan row with what its leader said of it; None where nobody has said it yet.

    `late_days` are working days from deadline to finish, negative when early; `weight` in points of the results' 70,
    `axes` and `quality` in percent.
    """

    name: str
    units: Fraction
    done: bool = True
    late: bool = False
    late_days: int | None = None
    weight: Fraction | None = None
    axes: tuple[Fraction | None, ...] = (None,) * len(AXES)
    exceeds: bool = False
    difficulty: Fraction | None = None
    quality: Fraction | None = None
    confirmed: bool = True


class Lacking(NamedTuple):
    """One missing piece: a code that a sentence is made of, and the row it is missing at ("" for the sheet itself)."""

    code: str
    task: str = ""


class Gathered(NamedTuple):
    """Inputs of the formula, and what is still missing for them."""

    given: dict[str, object]
    lacking: tuple[Lacking, ...]


def products(tasks: Sequence[AppraisedTask], subjective: str, *, confirmed: bool) -> Gathered:
    """Rows as weighted products, with the shares done, exceeded and late that the conditions of the levels ask for.

    `subjective` says whether what is not done is the person's own doing: "yes", "no", or "" where nobody said it yet.
    """
    if not tasks:
        return Gathered({}, (Lacking("lacks_products"),))
    lacking = [lack for task in tasks for lack in _of_product(task, confirmed=confirmed)]
    undone = [task for task in tasks if not task.done]
    if undone and subjective not in ("yes", "no"):
        lacking.append(Lacking("lacks_cause"))
    whole = len(tasks)
    given: dict[str, object] = {
        "products": [[task.weight, list(task.axes)] for task in tasks],
        "done": Fraction(100 * (whole - len(undone)), whole),
        "exceed": Fraction(100 * sum(task.exceeds for task in tasks), whole),
        "late": Fraction(100 * sum(task.late for task in tasks), whole),
        "subjective": bool(undone) and subjective == "yes",
    }
    return Gathered(given, tuple(lacking))


def _of_product(task: AppraisedTask, *, confirmed: bool) -> list[Lacking]:
    found = []
    if task.weight is None:
        found.append(Lacking("lacks_weight", task.name))
    if None in task.axes:
        found.append(Lacking("lacks_axes", task.name))
    return found or _unconfirmed(task, confirmed=confirmed)


def city_tasks(tasks: Sequence[AppraisedTask], *, confirmed: bool) -> Gathered:
    """Rows as [standard units, difficulty, late working days, quality]."""
    if not tasks:
        return Gathered({}, (Lacking("lacks_products"),))
    lacking = [lack for task in tasks for lack in _of_city(task, confirmed=confirmed)]
    return Gathered({"tasks": [[task.units, task.difficulty, task.late_days, task.quality] for task in tasks]}, tuple(lacking))


def _of_city(task: AppraisedTask, *, confirmed: bool) -> list[Lacking]:
    found = []
    if task.difficulty is None:
        found.append(Lacking("lacks_difficulty", task.name))
    if task.quality is None:
        found.append(Lacking("lacks_quality", task.name))
    if task.late_days is None:
        # The guidance does not say how progress counts for work without a deadline or not finished yet.
        found.append(Lacking("lacks_progress", task.name))
    return found or _unconfirmed(task, confirmed=confirmed)


def _unconfirmed(task: AppraisedTask, *, confirmed: bool) -> list[Lacking]:
    return [Lacking("lacks_confirmation", task.name)] if confirmed and not task.confirmed else []
