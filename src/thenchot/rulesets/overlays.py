"""A body's own dated values over a rulebook (quy định riêng): its choices and what is stricter, never what is looser."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from thenchot.rules.book import Cap, Condition, Level, Rulebook, Setting, Step
from thenchot.rulesets.books import digest_of
from thenchot.rulesets.refusals import OVERLAY_LOOSER, OVERLAY_UNREADABLE

# Short on both sides: an exponent in a text would ask for a number as long as its writer likes.
NUMBER = re.compile(r"-?[0-9]{1,9}(?:[./][0-9]{1,9})?")
PARTS = ("name", "citation", "valid_from", "valid_to", "settings", "caps", "levels", "steps")


@dataclass(frozen=True)
class Overlay:
    """What a body sets, from when to when; `caps` by level code, `levels` by code, `steps` by period and code."""

    valid_from: date | None = None
    valid_to: date | None = None
    settings: Mapping[str, object] | None = None
    caps: Mapping[str, object] | None = None
    levels: Mapping[str, object] | None = None
    steps: Sequence[object] = ()

    def in_force_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


def read_overlay(values: Mapping[str, object]) -> Overlay:
    """The overlay a mapping describes; refuses a key it does not know and a value it cannot read."""
    for key in values:
        if key not in PARTS:
            raise OVERLAY_UNREADABLE(key, key=key)
    steps = values.get("steps", [])
    if not isinstance(steps, list | tuple):
        raise OVERLAY_UNREADABLE("steps", key="steps")
    return Overlay(
        valid_from=_day(values, "valid_from"),
        valid_to=_day(values, "valid_to"),
        settings=_table(values, "settings"),
        caps=_table(values, "caps"),
        levels=_table(values, "levels"),
        steps=steps,
    )


def apply_overlay(book: Rulebook, values: Mapping[str, object], on: date | None = None) -> Rulebook:
    """The rulebook as the body applies it, under a digest of its own; the same book when the overlay is not in force.

    A cap's share may go down, a level's bound up, a condition may be added or tightened, a setting takes one of
    its choices, a step's days may move. Whatever is looser is refused, for the body has no power to loosen the law.
    """
    overlay = read_overlay(values)
    if not values or (on is not None and not overlay.in_force_on(on)):
        return book
    digest = digest_of({"book": book.digest, "overlay": values})
    return replace(
        book,
        settings=_settings(book, overlay.settings or {}),
        caps=_caps(book, overlay.caps or {}),
        levels=_levels(book, overlay.levels or {}),
        steps=_steps(book, overlay.steps),
        digest=digest,
    )


def _settings(book: Rulebook, chosen: Mapping[str, object]) -> tuple[Setting, ...]:
    for code, value in chosen.items():
        setting = book.setting(code)
        if setting is None:
            raise OVERLAY_UNREADABLE(f"settings.{code}", key=f"settings.{code}")
        if str(value) not in [str(choice) for choice in setting.choices]:
            choices = ", ".join(str(choice) for choice in setting.choices)
            raise OVERLAY_LOOSER(f"settings.{code}", key=f"settings.{code}", rule=choices)
    return tuple(
        replace(setting, default=_choice(setting, chosen[setting.code]))
        if setting.code in chosen
        else setting
        for setting in book.settings
    )


def _choice(setting: Setting, value: object) -> object:
    """The choice in the rulebook's own type, however the value was stored."""
    return next(choice for choice in setting.choices if str(choice) == str(value))


def _caps(book: Rulebook, shares: Mapping[str, object]) -> tuple[Cap, ...]:
    _known("caps", shares, [cap.level for cap in book.caps])
    changed: list[Cap] = []
    for cap in book.caps:
        if cap.level not in shares:
            changed.append(cap)
            continue
        share = _number(f"caps.{cap.level}", shares[cap.level])
        # A stricter share binds the outstanding case too; one between the two only lowers the higher.
        if share < 0 or share > _highest(book, cap.level):
            raise OVERLAY_LOOSER(f"caps.{cap.level}", key=f"caps.{cap.level}", rule=f"{cap.share * 100}\u00a0%")
        changed.append(replace(cap, share=min(cap.share, share)))
    return tuple(changed)


def _highest(book: Rulebook, level: str) -> Fraction:
    """The share that binds without any special decision: a body may lower it, not take the outstanding one."""
    return min(cap.share for cap in book.caps if cap.level == level)


def _levels(book: Rulebook, stricter: Mapping[str, object]) -> tuple[Level, ...]:
    _known("levels", stricter, [level.code for level in book.levels])
    changed = [
        _level(level, stricter[level.code]) if level.code in stricter else level for level in book.levels
    ]
    for higher, lower in pairwise(changed):
        if higher.min <= lower.min:
            raise OVERLAY_UNREADABLE(f"levels.{lower.code}.min", key=f"levels.{lower.code}.min")
    return tuple(changed)


def _level(level: Level, values: object) -> Level:
    where = f"levels.{level.code}"
    if not isinstance(values, Mapping):
        raise OVERLAY_UNREADABLE(where, key=where)
    _known(where, values, ["min", "conditions"])
    least = level.min
    if "min" in values:
        least = _number(f"{where}.min", values["min"])
        if least < level.min:
            raise OVERLAY_LOOSER(f"{where}.min", key=f"{where}.min", rule=f"{level.min}")
    conditions = level.conditions
    for fact, value in _table(values, "conditions").items():
        place = f"{where}.conditions.{fact}"
        conditions = _tightened(place, conditions, _condition(place, fact, value))
    return replace(level, min=least, conditions=conditions)


def _condition(where: str, fact: str, value: object) -> Condition:
    if isinstance(value, bool):
        return Condition(fact, "is", value)
    number = _number(where, value)
    if fact.endswith("_min"):
        return Condition(fact.removesuffix("_min"), "min", number)
    if fact.endswith("_max"):
        return Condition(fact.removesuffix("_max"), "max", number)
    return Condition(fact, "is", number)


STRICTER: Mapping[str, Callable[[Fraction | bool, Fraction | bool], bool]] = {
    "min": lambda new, old: new >= old,
    "max": lambda new, old: new <= old,
    "is": lambda new, old: new == old,
}


def _tightened(place: str, conditions: tuple[Condition, ...], new: Condition) -> tuple[Condition, ...]:
    """The condition added, or put in the place of a looser one on the same fact."""
    for old in conditions:
        if (old.fact, old.test) != (new.fact, new.test):
            continue
        if not STRICTER[new.test](new.value, old.value):
            raise OVERLAY_LOOSER(place, key=place, rule=f"{old.value}")
        return tuple(new if known is old else known for known in conditions)
    return (*conditions, new)


def _steps(book: Rulebook, moved: Sequence[object]) -> tuple[Step, ...]:
    """Steps with other days; which steps there are and their order belong to the rulebook."""
    found = list(book.steps)
    for at, values in enumerate(moved):
        where = f"steps[{at}]"
        if not isinstance(values, Mapping):
            raise OVERLAY_UNREADABLE(where, key=where)
        _known(where, values, ["period", "code", "from_day", "to_day"])
        place = next(
            (
                number
                for number, step in enumerate(found)
                if (step.period, step.code) == (values.get("period", step.period), values.get("code"))
            ),
            None,
        )
        if place is None:
            raise OVERLAY_UNREADABLE(where, key=where)
        first = _number(where, values.get("from_day", found[place].from_day))
        last = _number(where, values.get("to_day", found[place].to_day))
        if not 1 <= first <= last <= 31 or first.denominator != 1 or last.denominator != 1:
            raise OVERLAY_UNREADABLE(where, key=where)
        found[place] = replace(found[place], from_day=first.numerator, to_day=last.numerator)
    return tuple(found)


def _known(where: str, values: Mapping[str, object], names: Sequence[str]) -> None:
    for key in values:
        if key not in names:
            raise OVERLAY_UNREADABLE(f"{where}.{key}", key=f"{where}.{key}")


def _table(values: Mapping[str, object], key: str) -> Mapping[str, object]:
    found = values.get(key, {})
    if not isinstance(found, Mapping):
        raise OVERLAY_UNREADABLE(key, key=key)
    return found


def _day(values: Mapping[str, object], key: str) -> date | None:
    found = values.get(key)
    if found is None or isinstance(found, date):
        return found
    try:
        return date.fromisoformat(str(found))
    except ValueError as error:
        raise OVERLAY_UNREADABLE(key, key=key) from error


def _number(where: str, value: object) -> Fraction:
    """An exact number; a stored overlay holds it as text: "0.15" as it was typed, or the fraction "3/20"."""
    if isinstance(value, Fraction):
        return value
    readable = NUMBER.fullmatch(value) if isinstance(value, str) else isinstance(value, int | Decimal)
    if readable and not isinstance(value, bool) and isinstance(value, int | Decimal | str):
        try:
            return Fraction(value)
        except (ValueError, OverflowError, ZeroDivisionError) as error:
            raise OVERLAY_UNREADABLE(where, key=where) from error
    raise OVERLAY_UNREADABLE(where, key=where)
