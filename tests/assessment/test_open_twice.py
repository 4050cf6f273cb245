"""Nobody gets two sheets of one rulebook in one period, whichever of two overlapping scopes opened first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.assessment.cast import OCTOBER, ORGANISER, Month, Town
from thenchot.assessment.actions.open_cycle import open_cycle
from thenchot.assessment.models import Cycle
from thenchot.assessment.refusals import ALREADY_OPEN
from thenchot.lib.refusals import Refusal


@pytest.mark.parametrize(("first", "second"), [("BT", "DL"), ("BT", "BT-KT"), ("BT", "BT"), ("BT-KT", "BT")])
def test_a_scope_within_an_open_one_or_around_it_is_refused_with_its_name(
    place: Callable[[Month], Town], first: str, second: str
) -> None:
    town = place(OCTOBER)
    town.open(first)
    with pytest.raises(Refusal) as refused:
        open_cycle(by=town.viewer(ORGANISER), opening=town.opening(second))
    assert refused.value.kind is ALREADY_OPEN
    assert town.unit(first).name in refused.value.sentence
    assert Cycle.objects.count() == 1


def test_two_parts_beside_each_other_open_both(place: Callable[[Month], Town]) -> None:
    town = place(OCTOBER)
    town.open("BT-KT")
    town.open("BT-VP")
    assert Cycle.objects.count() == 2
