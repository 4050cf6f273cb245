"""Which recorded acts count in a ranking: an act in one year only, at the organisation where it happened (Điều 11 khoản 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Standing = Literal["counts", "not_counted", "ask"]

POINT_A, POINT_B, POINT_C = (f"Điều 11 khoản 3 điểm {letter}" for letter in "abc")


@dataclass(frozen=True)
class RecordedAct:
    """A decision or conclusion about an act; `act` is the same for all decisions about one act.

    `known_on` is the day it was entered, `body` the organisation where the act happened (None: not known),
    `used_in_year` the year in which the act was the ground for KHT before this decision.
    """

    id: int
    act: int
    effect_on: date
    happened_on: date
    known_on: date
    body: int | None
    used_in_year: int | None = None


@dataclass(frozen=True)
class Place:
    """The ranking that asks: its first and last day, and the organisation it is made in."""

    first: date
    last: date
    body: int


@dataclass(frozen=True)
class Ruling:
    """Whether an act counts, and the reason where it does not or where a person must say."""

    standing: Standing
    code: str = ""
    article: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


COUNTS = Ruling("counts")


def rulings(acts: Sequence[RecordedAct], place: Place) -> dict[int, Ruling]:
    """What becomes of each act whose decision has effect in the period; others are left out.

    The text does not say in which of two years an act with two decisions counts: the first is our reading, unless the
    first became known only after its year was ranked; then the authority says.
    """
    inside = [act for act in acts if place.first <= act.effect_on <= place.last]
    return {act.id: _ruling(act, [other for other in acts if other.act == act.act], place) for act in inside}


def _ruling(act: RecordedAct, same: Sequence[RecordedAct], place: Place) -> Ruling:
    used = next((other.used_in_year for other in same if other.used_in_year is not None), None)
    if used is not None and used != place.last.year:
        return Ruling("not_counted", "act_already_used", POINT_B, {"year": used})
    earlier = min((other for other in same if other.effect_on < place.first), key=lambda other: other.effect_on, default=None)
    if earlier is not None:
        return _counted_before(earlier, place)
    if act.body is None:
        return Ruling("ask", "act_unit_unknown", POINT_C)
    if act.body != place.body:
        return _at_old_unit(act, place)
    return COUNTS


def _counted_before(earlier: RecordedAct, place: Place) -> Ruling:
    year = earlier.effect_on.year
    if year == place.last.year:
        return Ruling("ask", "same_act_earlier_period", POINT_A, {"day": earlier.effect_on})
    # Điều 19 khoản 2: a year is ranked by 15 December, at the latest by 15 January of the next.
    if earlier.known_on > date(year + 1, 1, 15):
        return Ruling("ask", "same_act_known_late", POINT_A, {"year": year})
    return Ruling("not_counted", "same_act_two_decisions", POINT_A, {"year": year})


def _at_old_unit(act: RecordedAct, place: Place) -> Ruling:
    """It counts to the old organisation's result; a year ranked only once, at the new one, is for the authority to judge."""
    if act.happened_on < place.first:
        return Ruling("not_counted", "act_at_old_unit", POINT_C, {"day": act.happened_on})
    return Ruling("ask", "act_at_old_unit_same_period", POINT_C, {"day": act.happened_on})
