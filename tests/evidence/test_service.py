"""On-time dossiers and feedback of units: what is recorded of each, summed upwards; weights by place and day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import AN, BINH, CHAIR, GIANG, HANH, ORGANISER, Town, post, refused
from tests.evidence.ward import TODAY, counts, lines, watched
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.queries import history
from thenchot.evidence import refusals
from thenchot.evidence.actions.set_service_weight import NewWeight, set_service_weight
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import ServiceWeight
from thenchot.evidence.service import Weights, service_figures, weights_for
from thenchot.lib import canonical
from thenchot.lib.refusals import Kind
from thenchot.organisation.queries import units_on
from thenchot.people.actions.enrol import enrol
from thenchot.reporting.queries.service import service_of
from thenchot.rules.service import Rate

pytestmark = pytest.mark.django_db
FIRST = date(2026, 10, 1)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    yield watched()


def rates(town: Town, period: str = "2026-10", top: str = "DL") -> dict[str, tuple[Rate, Rate]]:
    """By code: on time and satisfied, of units that have any."""
    units = units_on(TODAY, town.unit(top).path)
    found = service_figures(period, units)
    said = {units[number].code: (one.on_time, one.feedback) for number, one in found.items()}
    return {code: both for code, both in said.items() if both != (Rate(0, 0), Rate(0, 0))}


def weigh(
    town: Town, place: str = "BT", feedback: str = "10", on_time: str = "20", day: date = FIRST
) -> NewWeight:
    return NewWeight(town.unit(place), day, Fraction(feedback), Fraction(on_time), "14/QĐ-UBND")


def put(town: Town, given: NewWeight) -> ServiceWeight:
    return ServiceWeight.objects.get(id=set_service_weight(by=town.viewer(ORGANISER), given=given))


def test_people_add_up_to_their_unit_and_units_to_the_ones_above(town: Town) -> None:
    for who, good, bad in ((AN, 40, 2), (BINH, 10, 0), (GIANG, 5, 5), (HANH, 1, 0)):
        counts(town, who, good, bad)
    found = {code: both[0] for code, both in rates(town).items()}
    assert found == {
        "BT-KT": Rate(50, 52), "BT-VP": Rate(5, 10), "BT-DU": Rate(1, 1), "BT": Rate(56, 63), "DL": Rate(56, 63),
    }  # fmt: skip


def test_what_is_recorded_of_a_unit_itself_stands_before_the_sum_below_it(town: Town) -> None:
    """The desk's own count of a division holds what nobody is named for; it is not added to its people's."""
    counts(town, AN, 40, 2)
    counts(town, GIANG, 5, 5)
    counts(town, "BT-KT", 90, 10)
    assert {code: both[0] for code, both in rates(town).items()} == {
        "BT-KT": Rate(90, 100), "BT-VP": Rate(5, 10), "BT": Rate(95, 110), "DL": Rate(95, 110),
    }  # fmt: skip
    counts(town, "BT", 1, 1)
    assert rates(town)["BT"][0] == rates(town)["DL"][0] == Rate(1, 2)
    assert rates(town)["BT-KT"][0] == Rate(90, 100)


def test_a_place_by_itself_is_counted_as_it_is_within_the_city(town: Town) -> None:
    counts(town, "BT-KT", 9, 1)
    counts(town, "HL", 1, 0)
    assert rates(town, top="BT") == {
        code: both for code, both in rates(town).items() if code in ("BT", "BT-KT")
    }
    assert set(rates(town, top="HL")) == {"HL"}


def test_dossiers_and_feedback_never_mix(town: Town) -> None:
    counts(town, "BT", 95, 5, "citizen_feedback")
    counts(town, AN, 3, 1)
    assert rates(town)["BT"] == (Rate(3, 4), Rate(95, 100))
    assert rates(town)["BT-KT"] == (Rate(3, 4), Rate(0, 0))


@pytest.mark.parametrize(
    ("period", "wanted"),
    [
        ("2026-10", Rate(4, 5)), ("2026-11", Rate(9, 10)), ("2026-Q4", Rate(13, 15)), ("2026-H2", Rate(14, 16)),
        ("2026", Rate(14, 16)), ("2026-Q1", None), ("2025", None),
    ],
)  # fmt: skip
def test_a_longer_period_is_the_sum_of_its_months_not_the_mean_of_their_rates(
    town: Town, period: str, wanted: Rate | None
) -> None:
    for month, good, bad in (("2026-09", 1, 0), ("2026-10", 4, 1), ("2026-11", 9, 1)):
        counts(town, "BT-KT", good, bad, month=month)
    assert rates(town, period).get("BT-KT", (None,))[0] == wanted


def test_what_is_withdrawn_is_not_counted_and_nothing_counted_is_no_rate_of_nothing(town: Town) -> None:
    found = counts(town, "BT-KT", 9, 1)
    counts(town, "BT-VP", 0, 0)
    withdraw_fact(by=town.viewer(ORGANISER), fact=found, reason="Nhầm tháng")
    assert rates(town) == {}
    units = units_on(TODAY, town.unit("BT").path)
    empty = service_figures("2026-10", units)
    assert set(empty) == set(units)
    assert {one.on_time.value for one in empty.values()} == {None}


def test_what_somebody_did_at_the_old_unit_stays_there(town: Town) -> None:
    counts(town, BINH, 8, 2)
    enrol(by=town.actor(ORGANISER), rows=[post(BINH, "HL", valid_from=date(2026, 11, 1))])
    counts(town, BINH, 1, 0, month="2026-11")
    assert set(rates(town, "2026-10")) == {"BT-KT", "BT", "DL"}
    assert set(rates(town, "2026-11")) == {"HL", "DL"}


def test_figures_of_a_whole_city_are_one_query(town: Town) -> None:
    for who in (AN, BINH, GIANG, HANH):
        counts(town, who, 1, 1)
    units = units_on(TODAY, town.unit("DL").path)
    with CaptureQueriesContext(connection) as asked:
        service_figures("2026", units)
    assert len(asked) == 1


# --- weights ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feedback", "on_time", "taken"),
    [
        ("0", "0", True), ("100", "0", True), ("50", "50", True), ("100/3", "200/3", True), ("-1", "0", False),
        ("0", "-1/100", False), ("50", "5001/100", False), ("101", "-1", False),
    ],
)  # fmt: skip
def test_weights_lie_between_nothing_and_the_whole(
    town: Town, feedback: str, on_time: str, taken: bool
) -> None:
    given, before = weigh(town, feedback=feedback, on_time=on_time), lines()
    if taken:
        row = put(town, given)
        assert (Fraction(row.feedback), Fraction(row.on_time)) == (given.feedback, given.on_time)
        return
    with refused(refusals.WEIGHT_WRONG, field="feedback"):
        put(town, given)
    assert (ServiceWeight.objects.count(), lines()) == (0, before)


@pytest.mark.parametrize(
    ("document", "refusal"), [("", refusals.WEIGHT_DOCUMENT), (" \n", refusals.WEIGHT_DOCUMENT)]
)
def test_no_weight_without_the_bodys_document(town: Town, document: str, refusal: Kind) -> None:
    before = lines()
    with refused(refusal, field="document"):
        put(town, replace(weigh(town), document=document))
    assert (ServiceWeight.objects.count(), lines()) == (0, before)


def test_the_nearest_bodys_weight_of_the_day_holds(town: Town) -> None:
    place = town.unit("BT-KT").path
    put(town, weigh(town, "DL", "5", "5"))
    assert weights_for(place, FIRST).document == "14/QĐ-UBND"
    put(town, weigh(town, "BT", "10", "20", date(2026, 11, 1)))
    put(town, weigh(town, "BT", "0", "0", date(2026, 12, 1)))
    put(town, weigh(town, "HL", "90", "10"))
    wanted = {
        date(2026, 9, 30): 0,
        FIRST: 5,
        date(2026, 10, 31): 5,
        date(2026, 11, 1): 10,
        date(2026, 12, 1): 0,
    }
    assert {day: weights_for(place, day).feedback for day in wanted} == wanted
    assert weights_for(town.unit("DL").path, TODAY).feedback == 5
    assert weights_for(town.unit("NV").path, TODAY).on_time == 5
    assert weights_for(place, date(2026, 9, 30)) == Weights()


def test_set_again_for_its_day_the_later_stands_and_each_setting_is_a_line(town: Town) -> None:
    first = put(town, weigh(town))
    again = put(town, weigh(town, feedback="1/3"))
    assert (first.id, again.feedback, ServiceWeight.objects.count()) == (again.id, "1/3", 1)
    acts = list(history("service_weight", first.id))
    assert [canonical.loads(act.payload)["feedback"] for act in acts] == ["10", "1/3"]
    assert (acts[-1].hash, acts[-1].actor_id) == (again.last_hash, town.id(ORGANISER))
    assert list(verify(TODAY)) == []


def test_without_confirmed_scores_there_is_no_result_though_there_are_rates(town: Town) -> None:
    counts(town, "BT-KT", 9, 1)
    put(town, weigh(town))
    found = service_of(town.viewer(ORGANISER), town.unit("BT"), "2026-10")
    assert [line.unit.code for line in found.lines] == ["BT", "BT-KT", "BT-VP", "BT-DU"]
    assert {(line.mean, line.result, line.scored) for line in found.lines} == {(None, None, 0)}
    assert found.weights.on_time == 20
    assert found.lines[0].figures.on_time == Rate(9, 10)


def test_the_result_of_a_unit_takes_in_each_rate_at_its_weight(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mean m, 9 of 10 on time at 20 %, no feedback: its 10 % stay with the mean, so 0,8 m + 18."""
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    town.open()
    town.finish()
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    counts(town, "BT-KT", 9, 1)
    plain = {
        line.unit.code: line for line in service_of(town.viewer(CHAIR), town.unit("BT"), "2026-10").lines
    }
    assert all(line.mean == line.result and line.mean is not None for line in plain.values())
    put(town, weigh(town))
    weighed = {
        line.unit.code: line for line in service_of(town.viewer(CHAIR), town.unit("BT"), "2026-10").lines
    }
    mean = plain["BT-KT"].mean
    assert mean is not None
    assert weighed["BT-KT"].result == mean * Fraction(8, 10) + 18
    assert weighed["BT-VP"].result == plain["BT-VP"].mean, "a unit without such data keeps its mean whole"
    below = [line for code, line in plain.items() if code != "BT"]
    assert plain["BT"].scored > sum(line.scored for line in below) > 0, "its own leaders' sheets are its own"
