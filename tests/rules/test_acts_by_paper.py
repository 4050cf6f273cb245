"""Điều 11 khoản 3 beside a second reading of it, with the days at which a year ends and a ranking is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.rules.acts import POINT_A, POINT_B, POINT_C, Place, RecordedAct, rulings

OLD, NEW = 1, 2
FEW = settings(max_examples=40)
YEAR = Place(date(2026, 1, 1), date(2026, 12, 31), NEW)
ACT = RecordedAct(10, 10, date(2026, 6, 1), date(2026, 3, 2), date(2026, 6, 2), NEW)
LATER = replace(ACT, id=11, effect_on=date(2027, 2, 1), known_on=date(2027, 2, 1))
NEXT = Place(date(2027, 1, 1), date(2027, 12, 31), NEW)


def codes(acts: list[RecordedAct], place: Place = YEAR) -> dict[int, str]:
    return {number: ruling.code or ruling.standing for number, ruling in rulings(acts, place).items()}


@pytest.mark.parametrize(
    ("effect", "counted"),
    [
        (date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 2, 28), True), (date(2026, 12, 31), True),
        (date(2027, 1, 1), False),
    ],
)  # fmt: skip
def test_a_decision_belongs_to_the_year_in_which_it_has_effect_to_the_day(
    effect: date, counted: bool
) -> None:
    found = codes([replace(ACT, effect_on=effect, happened_on=date(2025, 6, 1))])
    assert found == ({10: "counts"} if counted else {})


@pytest.mark.parametrize(("first", "last", "counted"), [(10, 12, True), (7, 9, False), (6, 6, False)])
def test_a_shorter_period_has_bounds_of_its_own(first: int, last: int, counted: bool) -> None:
    end = date(2026, last, 31 if last == 12 else 30)
    place = Place(date(2026, first, 1), end, NEW)
    found = codes([replace(ACT, effect_on=date(2026, 12, 31))], place)
    assert found == ({10: "counts"} if counted else {})


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (date(2026, 12, 15), "same_act_two_decisions"), (date(2027, 1, 15), "same_act_two_decisions"),
        (date(2027, 1, 16), "same_act_known_late"), (date(2027, 6, 1), "same_act_known_late"),
    ],
)  # fmt: skip
def test_what_was_known_by_the_fifteenth_of_january_was_ranked(known: date, code: str) -> None:
    """Điều 19 khoản 2: the year is ranked by 15 December, at the latest by 15 January of the next year."""
    found = rulings([replace(ACT, known_on=known), LATER], NEXT)[11]
    assert (found.code, found.article, found.params) == (code, POINT_A, {"year": 2026})


@pytest.mark.parametrize(
    ("used", "code"), [(2024, "act_already_used"), (2025, "act_already_used"), (2026, "counts")]
)
def test_an_act_used_before_its_decision_counts_in_the_year_it_was_used_only(used: int, code: str) -> None:
    found = rulings([replace(ACT, used_in_year=used)], YEAR)[10]
    assert (found.code or found.standing) == code
    if code != "counts":
        assert (found.article, found.params) == (POINT_B, {"year": used})


def test_a_use_told_at_one_decision_holds_for_every_decision_about_the_act() -> None:
    second = replace(ACT, id=11, effect_on=date(2026, 9, 1), used_in_year=2025)
    assert codes([ACT, second]) == {10: "act_already_used", 11: "act_already_used"}


def test_a_use_in_an_earlier_year_comes_before_an_earlier_decision_and_before_the_old_unit() -> None:
    elsewhere = replace(LATER, body=OLD, used_in_year=2025)
    assert codes([ACT, elsewhere], NEXT) == {11: "act_already_used"}


@pytest.mark.parametrize(
    ("happened", "standing", "code"),
    [
        (date(2025, 12, 31), "not_counted", "act_at_old_unit"), (date(2026, 1, 1), "ask", "act_at_old_unit_same_period"),
        (date(2026, 5, 31), "ask", "act_at_old_unit_same_period"),
    ],
)  # fmt: skip
def test_an_act_at_the_old_unit_is_the_old_units_until_the_year_the_new_one_ranks(
    happened: date, standing: str, code: str
) -> None:
    found = rulings([replace(ACT, body=OLD, happened_on=happened)], YEAR)[10]
    assert (found.standing, found.code, found.article, found.params) == (
        standing,
        code,
        POINT_C,
        {"day": happened},
    )


def test_an_act_whose_place_nobody_knows_is_asked_about_even_where_the_new_unit_is_certain() -> None:
    found = rulings([replace(ACT, body=None)], YEAR)[10]
    assert (found.standing, found.code, found.article) == ("ask", "act_unit_unknown", POINT_C)


def test_no_acts_have_no_rulings() -> None:
    assert rulings([], YEAR) == {}


def on_paper(act: RecordedAct, acts: list[RecordedAct], place: Place) -> str:
    """Điều 11 khoản 3, point by point, with the readings that the page names; "" where the act is none of this period."""
    if not place.first <= act.effect_on <= place.last:
        return ""
    about_it = [other for other in acts if other.act == act.act]
    uses = [other.used_in_year for other in about_it if other.used_in_year]
    if uses and uses[0] != place.last.year:
        return "not_counted"  # điểm b
    before = sorted(other.effect_on for other in about_it if other.effect_on < place.first)
    if before:  # điểm a
        first = next(other for other in about_it if other.effect_on == before[0])
        if first.effect_on.year == place.last.year:
            return "ask"
        closed = date(first.effect_on.year + 1, 1, 15)
        return "not_counted" if first.known_on <= closed else "ask"
    if act.body is None:
        return "ask"
    if act.body == place.body:
        return "counts"
    return "not_counted" if act.happened_on < place.first else "ask"  # điểm c


days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
one = st.tuples(
    st.integers(0, 1),
    days,
    days,
    days,
    st.sampled_from([OLD, NEW, None]),
    st.sampled_from([None, None, 2025, 2026]),
)


@st.composite
def several(draw: st.DrawFn) -> list[RecordedAct]:
    """Decisions about one or two acts, each with an effect of its own day."""
    rows = draw(st.lists(one, min_size=1, max_size=4, unique_by=lambda row: row[1]))
    found = enumerate(rows)
    return [
        RecordedAct(n, act, on, min(on, did), known, body, used)
        for n, (act, on, did, known, body, used) in found
    ]


@FEW
@given(several(), st.sampled_from([2024, 2025, 2026, 2027]))
def test_any_decisions_stand_as_on_paper(acts: list[RecordedAct], year: int) -> None:
    place = Place(date(year, 1, 1), date(year, 12, 31), NEW)
    found = rulings(acts, place)
    expected = {act.id: on_paper(act, acts, place) for act in acts}
    assert {number: ruling.standing for number, ruling in found.items()} == {
        n: s for n, s in expected.items() if s
    }
    assert all(ruling.article and ruling.code for ruling in found.values() if ruling.standing != "counts")


@FEW
@given(several())
def test_the_order_in_which_decisions_are_read_changes_nothing_where_uses_agree(
    acts: list[RecordedAct],
) -> None:
    same = [replace(act, used_in_year=None) for act in acts]
    answers = {str(sorted(codes(list(order)).items())) for order in permutations(same)}
    assert len(answers) == 1


@FEW
@given(several(), st.integers(-400, 400))
def test_another_act_never_changes_what_becomes_of_this_one(acts: list[RecordedAct], shift: int) -> None:
    stranger = replace(ACT, id=99, act=99, effect_on=ACT.effect_on + timedelta(days=shift), used_in_year=2024)
    alone, together = rulings(acts, YEAR), rulings([*acts, stranger], YEAR)
    assert {number: together[number] for number in alone} == alone
