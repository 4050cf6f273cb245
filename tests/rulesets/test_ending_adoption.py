"""The end of an adoption: who may, from which day, what it leaves in the table and in the trail, also at a year's end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.assessment.cast import ORGANISER, SETUP, START, post
from tests.kept import state
from tests.rulesets.bodies import DECREE, NEW_YEAR, bound, build, choice, clerk, take_up
from thenchot.audit.models import Entry
from thenchot.audit.queries import Heads, history, verify_entries
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.enrol import enrol
from thenchot.people.identity import Identity
from thenchot.people.models import Person
from thenchot.people.who import identity_of
from thenchot.rulesets.access import adoption_to_end
from thenchot.rulesets.actions.adopt import adopt
from thenchot.rulesets.actions.end_adoption import end_adoption
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.queries import adoptions, adoptions_from

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)
YEARS_END = date(2026, 12, 31)


def _city() -> None:
    build()
    enrol(by=SETUP, rows=[post("0090", "BT"), post("0091", "NV"), post("0092", "HL")])
    grant(by=SETUP, staff_code=ORGANISER, role="organisation_body", unit_code="DL", valid_from=START)
    grant(by=SETUP, staff_code="0090", role="organisation_body", unit_code="BT", valid_from=START)
    grant(by=SETUP, staff_code="0091", role="auditor", unit_code="DL", valid_from=START)


@pytest.fixture(autouse=True)
def city(db: None) -> None:
    state(_city)


def viewer(code: str) -> Identity:
    return identity_of(Person.objects.get(staff_code=code).id, NEW_YEAR)


def row(number: int) -> Adoption:
    return Adoption.objects.get(id=number)


def test_the_last_day_still_binds_and_the_next_does_not() -> None:
    number = take_up()
    end_adoption(by=clerk(), adoption=row(number), last_day=YEARS_END)
    assert [len(bound("BT", day)) for day in (YEARS_END, YEARS_END + ONE)] == [1, 0]


def test_it_may_end_on_the_day_it_began() -> None:
    end_adoption(by=clerk(), adoption=row(take_up()), last_day=NEW_YEAR)
    assert len(bound("BT", NEW_YEAR)) == 1
    assert bound("BT", NEW_YEAR + ONE) == []


def test_a_day_before_its_first_is_refused_and_leaves_nothing() -> None:
    number = take_up()
    with pytest.raises(Refusal) as caught:
        end_adoption(by=clerk(), adoption=row(number), last_day=NEW_YEAR - ONE)
    assert (caught.value.code, caught.value.status) == ("rulesets.ends_before_start", 422)
    assert "01/01/2026" in caught.value.sentence
    assert row(number).valid_to is None
    assert [act.action for act in history("adoption", number)] == ["adopt"]


def test_the_end_is_written_into_the_trail_and_the_trail_holds() -> None:
    number = take_up()
    end_adoption(by=clerk(), adoption=row(number), last_day=YEARS_END)
    adopted, ended = history("adoption", number)
    assert canonical.loads(ended.payload) == {"rulebook": DECREE, "category": "cong_chuc", "to": "2026-12-31"}
    assert (ended.action, ended.actor_id, ended.prev_hash) == ("end", clerk().person_id, adopted.hash)
    heads: Heads = {}
    assert list(verify_entries(heads)) == []
    assert heads[("adoption", number)] == ended.hash


def test_an_end_may_be_put_off_and_the_other_bodies_choices_stay() -> None:
    number, other = take_up("DL"), take_up("BT")
    for day in (date(2026, 6, 30), YEARS_END):
        end_adoption(by=clerk(), adoption=row(number), last_day=day)
    assert (row(number).valid_to, row(other).valid_to) == (YEARS_END, None)
    assert [act.action for act in history("adoption", number)] == ["adopt", "end", "end"]


def test_after_an_end_another_choice_may_follow_at_once() -> None:
    end_adoption(by=clerk(), adoption=row(take_up(settings={"ratio_above_one": "cap_total"})), last_day=YEARS_END)
    take_up(valid_from=YEARS_END + ONE, settings={"ratio_above_one": "cap_each"})
    said = [bound("BT", day)[0].settings["ratio_above_one"] for day in (YEARS_END, YEARS_END + ONE)]
    assert said == ["cap_total", "cap_each"]


# --- a choice for a time, in the middle of another ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 28), date(2026, 2, 28)), (date(2028, 2, 29), date(2028, 2, 29)), (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 1, 2), date(2026, 12, 31)),
    ],
)  # fmt: skip
def test_around_a_choice_for_a_time_the_lasting_one_holds_without_a_gap(first: date, last: date) -> None:
    take_up(settings={"ratio_above_one": "cap_total"}, overlay={"caps": {"HTXS": "0.15"}}, note="QĐ 1")
    adopt(by=clerk(), choice=choice(valid_from=first, settings={"ratio_above_one": "cap_each"}), valid_to=last)
    days = [bound("BT", day) for day in (first - ONE, first, last, last + ONE)]
    assert [[rule.settings["ratio_above_one"] for rule in rules] for rules in days] == [
        ["cap_total"], ["cap_each"], ["cap_each"], ["cap_total"],
    ]  # fmt: skip
    assert [bool(rules[0].overlay) for rules in days] == [True, False, False, True]


def test_what_goes_on_names_what_it_goes_on_from() -> None:
    number = take_up(note="QĐ 1")
    adopt(by=clerk(), choice=choice(valid_from=date(2026, 7, 1)), valid_to=YEARS_END)
    resumed = Adoption.objects.latest("id")
    (entry,) = history("adoption", resumed.id)
    assert (entry.action, canonical.loads(entry.payload)["after"]) == ("go_on", number)
    assert (resumed.valid_from, resumed.confirmed_note, resumed.confirmed_by_id) == (YEARS_END + ONE, "QĐ 1", clerk().person_id)


def test_a_choice_for_a_time_right_before_the_next_one_leaves_nothing_between() -> None:
    take_up(settings={"ratio_above_one": "cap_total"})
    take_up(valid_from=YEARS_END + ONE, settings={"ratio_above_one": "cap_total"})
    adopt(by=clerk(), choice=choice(valid_from=date(2026, 7, 1), settings={"ratio_above_one": "cap_each"}), valid_to=YEARS_END)
    assert Adoption.objects.count() == 3
    assert [len(bound("BT", day)) for day in (YEARS_END, YEARS_END + ONE)] == [1, 1]
    assert not Entry.objects.filter(object_kind="adoption", action="go_on").exists()


# --- who ends it --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("unit", "code", "status"),
    [
        ("DL", ORGANISER, 0), ("BT", ORGANISER, 0), ("BT", "0090", 0), ("DL", "0090", 404), ("HL", "0090", 404),
        ("BT", "0091", 403),
        ("BT", "0092", 404),
    ],
)  # fmt: skip
def test_only_the_organisation_body_over_the_unit_reaches_an_adoption(unit: str, code: str, status: int) -> None:
    number = take_up(unit)
    if not status:
        assert adoption_to_end(viewer(code), number).id == number
        return
    with pytest.raises(Refusal) as caught:
        adoption_to_end(viewer(code), number)
    assert caught.value.status == status


def test_an_adoption_that_is_not_there_answers_like_one_of_another_branch() -> None:
    there = take_up("HL")
    codes = []
    for number in (there, 999_999):
        with pytest.raises(Refusal) as caught:
            adoption_to_end(viewer("0090"), number)
        codes.append((caught.value.code, caught.value.sentence))
    assert codes[0] == codes[1]


def test_what_is_in_use_and_what_is_to_come_are_listed_and_what_is_over_is_not() -> None:
    over, now, later = take_up("BT"), take_up("DL"), take_up("HL", valid_from=YEARS_END)
    end_adoption(by=clerk(), adoption=row(over), last_day=date(2026, 6, 30))
    take_up("NV", valid_from=YEARS_END)
    take_up("NV", valid_from=YEARS_END, note="lần hai")  # the first holds no day any more
    assert [found.id for found in adoptions(date(2026, 7, 1))] == [now]
    assert [found.id for found in adoptions_from(date(2026, 7, 1))][:2] == [now, later]
    assert [found.confirmed_note for found in adoptions_from(date(2026, 7, 1))] == ["", "", "lần hai"]
