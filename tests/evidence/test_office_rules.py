"""An office's rules by code: from a day, for a place and those below it, the nearest word first; each refusal writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    CHAIR,
    CITY,
    DECREE,
    GIANG,
    ORGANISER,
    SETUP,
    START,
    Town,
    refused,
)
from tests.evidence.ward import TODAY, fact, lines, watched
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.queries import history
from thenchot.evidence import refusals
from thenchot.evidence.actions.set_office_rule import NewRule, Taking, end_office_rule, set_office_rules
from thenchot.evidence.models import Fact, OfficeRule
from thenchot.evidence.office_rules import (
    common_rules,
    require_setter,
    rule_to_end,
    rules_for,
    rules_on,
    rules_seen,
    setters_places,
)
from thenchot.lib import canonical
from thenchot.lib.refusals import Kind
from thenchot.people.actions.delegate import grant

pytestmark = pytest.mark.django_db
FIRST = date(2026, 11, 1)


@pytest.fixture
def town(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())
    yield watched()


def takes(points: str = "1", criterion: str = "I.2", rulebook: str = DECREE) -> tuple[Taking, ...]:
    return (Taking(rulebook, criterion, Fraction(points)),)


def rule(town: Town, place: str = "BT", **other: Any) -> NewRule:
    plain = NewRule(town.unit(place), "QC-11", "Đeo thẻ", "12/QC-UBND", FIRST, takes())
    return replace(plain, **other)


def put(town: Town, *rules: NewRule) -> list[OfficeRule]:
    numbers = set_office_rules(by=town.viewer(ORGANISER), rules=rules)
    return [OfficeRule.objects.get(id=number) for number in numbers]


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"code": " "}, refusals.RULE_CODE, "code"), ({"code": "Q" * 31}, refusals.RULE_CODE, "code"),
        ({"text": "\n"}, refusals.RULE_TEXT, "text"), ({"document": ""}, refusals.RULE_DOCUMENT, "document"),
        ({"takes": takes(criterion="")}, refusals.RULE_LINE, "criterion"),
        ({"takes": takes(criterion="I")}, refusals.RULE_LINE, "criterion"),
        ({"takes": takes(rulebook="khong-co")}, refusals.RULE_LINE, "criterion"),
        ({"takes": takes(rulebook="../secrets")}, refusals.RULE_LINE, "criterion"),
        ({"takes": takes("0")}, refusals.POINTS_WRONG, "points"), ({"takes": takes("-1")}, refusals.POINTS_WRONG, "points"),
        ({"takes": takes("501/100")}, refusals.POINTS_WRONG, "points"),
        ({"takes": (*takes(), *takes("21", "y_thuc", CITY))}, refusals.POINTS_WRONG, "points"),
    ],
)  # fmt: skip
def test_of_several_rules_one_that_lacks_something_keeps_all_of_them_out(
    town: Town, change: dict[str, Any], refusal: Kind, field: str
) -> None:
    before = lines()
    with refused(refusal, field=field):
        put(town, rule(town), rule(town, code="QC-12"), rule(town, **change))
    assert (OfficeRule.objects.count(), lines()) == (0, before)


def test_a_rule_may_take_the_whole_of_its_line_and_lines_of_several_rulebooks(town: Town) -> None:
    (row,) = put(town, rule(town, code=" QC-11 ", takes=(*takes("5"), *takes("1/3", "y_thuc", CITY))))
    assert row.code == "QC-11"
    assert row.deducts == {
        DECREE: {"criterion": "I.2", "points": "5"}, CITY: {"criterion": "y_thuc", "points": "1/3"},
    }  # fmt: skip


def test_each_act_on_a_rule_leaves_one_line_and_the_trail_stays_whole(town: Town) -> None:
    (row,) = put(town, rule(town))
    put(town, rule(town, takes=takes("2")))
    end_office_rule(by=town.viewer(ORGANISER), rule=OfficeRule.objects.get(), last_day=TODAY)
    acts = list(history("office_rule", row.id))
    assert [act.action for act in acts] == ["set", "set", "end"]
    said = [canonical.loads(act.payload) for act in acts]
    assert [one["deducts"][DECREE]["points"] for one in said[:2]] == ["1", "2"]
    assert OfficeRule.objects.get().last_hash == acts[-1].hash
    assert {act.actor_id for act in acts} == {town.id(ORGANISER)}
    assert list(verify(TODAY)) == []


def test_a_rule_of_a_later_day_ends_the_one_before_on_the_eve(town: Town) -> None:
    (old,) = put(town, rule(town))
    (new,) = put(town, rule(town, valid_from=date(2026, 12, 1), takes=takes("2")))
    old.refresh_from_db()
    assert (old.valid_to, new.valid_to, new.id == old.id) == (date(2026, 11, 30), None, False)
    for day, points in (
        (FIRST, "1"),
        (date(2026, 11, 30), "1"),
        (date(2026, 12, 1), "2"),
        (date(2027, 5, 1), "2"),
    ):
        (found,) = rules_on(day)
        assert found.deducts[DECREE]["points"] == points, day
    assert rules_on(FIRST - timedelta(days=1)) == []


def test_a_later_rule_keeps_what_the_one_before_took_of_other_rulebooks_unless_it_takes_nothing(
    town: Town,
) -> None:
    put(town, rule(town, takes=(*takes(), *takes("2", "y_thuc", CITY))))
    (new,) = put(town, rule(town, valid_from=date(2026, 11, 10), takes=takes("3")))
    assert {book: one["points"] for book, one in new.deducts.items()} == {DECREE: "3", CITY: "2"}
    (none,) = put(town, rule(town, valid_from=date(2026, 11, 15), takes=()))
    assert none.deducts == {}
    (again,) = put(
        town, rule(town, valid_from=date(2026, 11, 15), text="Đeo thẻ khi tiếp dân", takes=takes("1/2"))
    )
    assert (again.id, again.text, again.version) == (none.id, "Đeo thẻ khi tiếp dân", none.version + 1)
    assert again.deducts == {DECREE: {"criterion": "I.2", "points": "1/2"}}


def test_a_rule_is_not_set_for_a_day_before_the_one_in_force_began(town: Town) -> None:
    """It would be said to hold from a day on which nothing would be taken off."""
    (old,) = put(town, rule(town, valid_from=date(2026, 11, 10)))
    before = lines()
    with refused(refusals.RULE_BEFORE, field="valid_from", code="QC-11", day="10/11/2026"):
        put(town, rule(town, takes=takes("2")))
    old.refresh_from_db()
    assert (old.deducts[DECREE]["points"], old.version, lines()) == ("1", 1, before)
    end_office_rule(by=town.viewer(ORGANISER), rule=old, last_day=TODAY)
    put(town, rule(town, takes=takes("2")))
    assert [found.deducts[DECREE]["points"] for found in rules_on(date(2026, 11, 5))] == ["2"]


def test_a_rule_that_was_ended_is_put_in_force_again_from_its_own_day(town: Town) -> None:
    (row,) = put(town, rule(town))
    end_office_rule(by=town.viewer(ORGANISER), rule=row, last_day=TODAY)
    (again,) = put(town, rule(town, takes=takes("2")))
    assert (again.id, again.valid_to, again.deducts[DECREE]["points"]) == (row.id, None, "2")
    assert [act.action for act in history("office_rule", row.id)] == ["set", "end", "set"]


@pytest.mark.parametrize("days", [-1, 0, 30])
def test_a_rule_ends_on_its_first_day_at_the_earliest(town: Town, days: int) -> None:
    (row,) = put(town, rule(town))
    last = FIRST + timedelta(days=days)
    if days < 0:
        with refused(refusals.RULE_CHANGED):
            end_office_rule(by=town.viewer(ORGANISER), rule=row, last_day=last)
        assert OfficeRule.objects.get().valid_to is None
    else:
        end_office_rule(by=town.viewer(ORGANISER), rule=row, last_day=last)
        assert len(rules_on(last)) == 1
        assert rules_on(last + timedelta(days=1)) == []


def test_who_ends_what_another_has_changed_meanwhile_is_refused(town: Town) -> None:
    (seen,) = put(town, rule(town))
    put(town, rule(town, takes=takes("2")))
    before = lines()
    with refused(refusals.RULE_CHANGED):
        end_office_rule(by=town.viewer(ORGANISER), rule=seen, last_day=TODAY)
    assert (OfficeRule.objects.get().valid_to, lines()) == (None, before)


def test_the_nearest_places_word_comes_first_whichever_was_said_later(town: Town) -> None:
    put(town, rule(town, "BT-KT", text="Của phòng", valid_from=FIRST))
    put(town, rule(town, "DL", text="Của thành phố", valid_from=TODAY), rule(town, text="Của phường"))
    assert [one.text for one in rules_on(TODAY)] == ["Của phòng", "Của phường", "Của thành phố"]
    with CaptureQueriesContext(connection) as asked:
        rules_on(TODAY)
    assert len(asked) == 2, "however many rules there are"


def test_an_office_sees_rules_of_its_place_above_it_and_below_it_and_of_no_other(town: Town) -> None:
    texts = {"BT-KT": "Phòng", "BT": "Phường", "DL": "Thành phố", "HL": "Phường khác", "BT-VP": "Văn phòng"}
    put(town, *(rule(town, place, text=text) for place, text in texts.items()))

    def seen(code: str) -> set[str]:
        viewer = town.viewer(code)
        return {one.text for one in rules_seen(viewer, [path for _role, path in viewer.grants])}

    assert seen(GIANG) == {"Phòng", "Phường", "Thành phố"}
    assert seen(ORGANISER) == set(texts.values())
    assert seen(AN) == set()
    assert dict(rules_for(town.viewer(GIANG)))["QC-11"] == "Phòng", "the nearest words stand in the list"


def test_common_rules_may_be_named_everywhere_and_a_places_words_stand_before_them(town: Town) -> None:
    put(town, rule(town, "BT-KT", code="QC-01", text="Cấm thuốc lá điện tử"), rule(town, "HL", code="HL-1"))
    offered = dict(rules_for(town.viewer(GIANG)))
    assert set(offered) == set(common_rules())
    assert (offered["QC-01"], offered["QC-02"]) == ("Cấm thuốc lá điện tử", common_rules()["QC-02"].vi)
    assert list(offered) == sorted(offered)


@pytest.mark.parametrize(
    ("by", "code", "day", "known"),
    [
        (GIANG, "QC-01", date(2026, 10, 1), True), (GIANG, "QC-11", FIRST, True),
        (GIANG, "QC-11", FIRST - timedelta(days=1), False), (GIANG, "HL-1", TODAY, False), (ORGANISER, "HL-1", TODAY, True),
        (GIANG, "qc-11", TODAY, False), (GIANG, "QC-99", TODAY, False),
    ],
)  # fmt: skip
def test_a_violation_names_a_rule_that_was_in_force_on_its_day_in_the_offices_places(
    town: Town, by: str, code: str, day: date, known: bool
) -> None:
    put(town, rule(town), rule(town, "HL", code="HL-1"))
    before = lines()
    if known:
        assert (
            fact(town, code="office_rule_violation", by=by, rule_code=code, happened_on=day).rule_code == code
        )
    else:
        with refused(refusals.RULE_UNKNOWN, field="rule_code", code=code):
            fact(town, code="office_rule_violation", by=by, rule_code=code, happened_on=day)
        assert (Fact.objects.count(), lines()) == (0, before)


def test_only_the_personnel_body_over_a_place_sets_or_ends_its_rules(town: Town) -> None:
    (row,) = put(town, rule(town))
    grant(by=SETUP, staff_code=CHAIR, role="organisation_body", unit_code="BT", valid_from=START)
    ward, other = town.unit("BT"), town.unit("HL")
    assert require_setter(town.viewer(CHAIR), ward.id).id == ward.id
    assert rule_to_end(town.viewer(CHAIR), row.id).id == row.id
    for code, refusal in (
        (GIANG, refusals.NOT_RULE_SETTER), (AUDITOR, refusals.NOT_RULE_SETTER), (ADMIN, refusals.NOT_RULE_SETTER),
        (AN, refusals.RULE_NOT_FOUND),
    ):  # fmt: skip
        with refused(refusal):
            require_setter(town.viewer(code), ward.id)
    for place in (other.id, 0, 10**9):
        with refused(refusals.RULE_NOT_FOUND):
            require_setter(town.viewer(CHAIR), place)
    for code, refusal in (
        (AUDITOR, refusals.NOT_RULE_SETTER), (GIANG, refusals.RULE_NOT_FOUND), (ADMIN, refusals.RULE_NOT_FOUND),
        (AN, refusals.RULE_NOT_FOUND),
    ):  # fmt: skip
        with refused(refusal):
            rule_to_end(town.viewer(code), row.id)
    end_office_rule(by=town.viewer(CHAIR), rule=row, last_day=TODAY)
    with refused(refusals.RULE_NOT_FOUND):
        rule_to_end(town.viewer(CHAIR), row.id)


def test_rules_are_set_for_bodies_and_for_the_place_of_the_role_itself(town: Town) -> None:
    grant(by=SETUP, staff_code=CHAIR, role="organisation_body", unit_code="BT-KT", valid_from=START)
    assert [unit.code for unit in setters_places(town.viewer(CHAIR))] == ["BT-KT"]
    city = {unit.code for unit in setters_places(town.viewer(ORGANISER))}
    assert city == {"DL", "NV", "BT", "HL"}, "divisions follow their body's regulations"
    assert setters_places(town.viewer(GIANG)) == []
