"""What the page of trials is asked, and what it carries on: ways, days, parts of the tree, files, both languages."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from io import StringIO
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest
from django.http import QueryDict
from django.test import Client

from tests.web.conftest import As
from tests.web.test_checklists import said
from tests.web.world import (
    ADMIN,
    AUDITOR,
    BOOK,
    CHAIRMAN,
    DIVISION_HEAD,
    HEAD,
    ORGANISER,
    STAFF,
    World,
)
from thenchot.assessment.models import Cycle
from thenchot.assessment.queries.what_if import WhatIf, cycles_to_try, in_order
from thenchot.assessment.what_if import Alternative, Compared, Outcome, national, place
from thenchot.audit.models import Entry, Opening
from thenchot.lib.refusals import Refusal
from thenchot.organisation.models import Unit
from thenchot.people.models import Person
from thenchot.rulesets import shelf
from thenchot.rulesets.actions.adopt import Choice, adopt
from thenchot.rulesets.models import Adoption
from thenchot.web.what_if.asking import DAY, TYPED, asked
from thenchot.web.what_if.what_if import _kept, _lacks, _levels

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
PLACE = "/quy-dinh/tinh-thu"
STRICTER = {"book": BOOK, "levels.HTXS.min": "96", "levels.HTT.min": "92", "levels.HT.min": "88"}


def query(**given: object) -> QueryDict:
    found = QueryDict(mutable=True)
    for name, value in given.items():
        found[name.replace("_", "-")] = str(value)
    return found


def typed(**given: object) -> QueryDict:
    found = query(**given)
    for name, value in STRICTER.items():
        found[name] = value
    return found


def english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


def later(world: World, first: date, least: str) -> int:
    """An adoption of the ward from the day on with a stricter first level; its number."""
    unit = Unit.objects.get(code="BT").id
    overlay = {"name": "QĐ 15/QĐ-UBND", "levels": {"HTXS": {"min": least}}}
    adopt(
        by=world.viewer(ORGANISER),
        choice=Choice(unit, BOOK, "cong_chuc", first, overlay=overlay, note="Đối chiếu"),
    )
    return Adoption.objects.latest("id").id


def test_without_a_word_the_newest_period_that_has_results_is_offered_and_nothing_judged(
    world: World,
) -> None:
    found = asked(world.viewer(ORGANISER), query())
    assert found is not None
    assert (found.cycle, found.other, found.problems) == (Cycle.objects.get(id=world.october), None, {})
    assert found.differs == []
    assert [cycle.id for cycle in cycles_to_try(world.viewer(ORGANISER))] == [world.november, world.october]


def test_who_reads_no_period_is_offered_none(world: World) -> None:
    assert asked(world.viewer(STAFF), query()) is None
    with pytest.raises(Refusal) as refused:
        asked(world.viewer(STAFF), query(ky=world.october))
    assert (refused.value.status, refused.value.code) == (403, "cycle.not_verifier")


@pytest.mark.parametrize("number", ["0", "abc", "-1", "²", ""])
def test_rubbish_for_a_period_is_no_period_and_falls_back_to_the_newest(world: World, number: str) -> None:
    found = asked(world.viewer(ORGANISER), query(ky=number))
    assert found is not None
    assert found.cycle == Cycle.objects.get(id=world.october)


@pytest.mark.parametrize("way", ["a", "a0", "a²", "a999999999999", "s", "sxx", "a-1"])
def test_a_choice_that_is_not_in_the_list_is_asked_again_or_nothing_is_judged(world: World, way: str) -> None:
    found = asked(world.viewer(ORGANISER), query(theo=way))
    assert found is not None
    assert found.other is None
    assert (found.way, set(found.problems) <= {"theo"}) == ("", True)


def test_the_rules_of_a_day_are_those_of_that_day_and_today_where_none_is_named(world: World) -> None:
    later(world, date(2026, 12, 1), "95")
    viewer = world.viewer(ORGANISER)
    least = {}
    for day in ("30/11/2026", "01/12/2026", "2026-12-02", ""):
        found = asked(viewer, query(theo=DAY, ngay=day))
        assert found is not None
        assert found.other is not None
        level = found.other.book.level("HTXS")
        assert level is not None
        least[day] = level.min
    assert least == {"30/11/2026": 90, "01/12/2026": 95, "2026-12-02": 95, "": 90}


@pytest.mark.parametrize("day", ["31/11/2026", "hôm qua", "2026-13-01", "0"])
def test_a_day_that_is_none_is_said_at_its_field(world: World, day: str) -> None:
    found = asked(world.viewer(ORGANISER), query(theo=DAY, ngay=day))
    assert found is not None
    assert (set(found.problems), found.other, found.way) == ({"ngay"}, None, DAY)


def test_what_differs_is_told_of_the_same_rulebook_only(world: World) -> None:
    viewer = world.viewer(ORGANISER)
    number = later(world, date(2026, 12, 1), "95")
    other = asked(viewer, query(theo=f"a{number}"))
    assert other is not None
    assert len(other.differs) == 1
    book = asked(viewer, query(theo="snd233-2026-vien-chuc"))
    assert book is not None
    assert book.other is not None
    assert book.differs == []


def test_a_part_of_the_tree_is_one_below_the_period_and_nothing_else(world: World) -> None:
    units = {unit.code: unit.id for unit in Unit.objects.all()}
    found = {}
    for code, number in {**units, "khac": 999999, "chu": "x"}.items():
        given = asked(world.viewer(ORGANISER), query(don_vi=number))
        assert given is not None
        found[code] = given.unit.code if given.unit else ""
    assert found == {"LG": "", "BT": "", "BT-KT": "BT-KT", "BT-VP": "BT-VP", "khac": "", "chu": ""}


def test_values_typed_into_the_form_are_the_other_rules_until_something_else_is_chosen(world: World) -> None:
    viewer = world.viewer(ORGANISER)
    found = asked(viewer, typed(theo=TYPED))
    assert found is not None
    assert (found.way, found.problems) == (TYPED, {})
    assert found.other is not None
    assert [found.other.book.level(code).min for code in ("HTXS", "HTT", "HT")] == [96, 92, 88]  # type: ignore[union-attr]
    assert len(found.differs) == 3
    chosen = asked(viewer, typed(theo=DAY, ngay="01/11/2026"))
    assert chosen is not None
    assert chosen.way == DAY
    assert chosen.differs == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("levels.HTXS.min", "89"),
        ("levels.HTXS.min", "89,99"),
        ("levels.HTXS.min", "chín mươi"),
        ("book", "khong-co"),
    ],
)
def test_values_that_the_form_of_adoption_refuses_are_refused_here_too(
    world: World, name: str, value: str
) -> None:
    given = typed()
    given[name] = value
    found = asked(world.viewer(ORGANISER), given)
    assert found is not None
    assert found.other is None
    assert found.problems


def test_what_was_typed_is_carried_along_without_what_the_page_asks_anew() -> None:
    given = typed(ky=3, theo=TYPED, ngay="", don_vi=2, trang=4)
    found: Any = SimpleNamespace(way=TYPED)
    assert dict(_kept(SimpleNamespace(GET=given), found)) == STRICTER  # type: ignore[arg-type]
    assert _kept(SimpleNamespace(GET=given), SimpleNamespace(way=DAY)) == []  # type: ignore[arg-type]
    assert _kept(SimpleNamespace(GET=given), None) == []  # type: ignore[arg-type]


def test_a_form_sent_becomes_an_address_of_the_rules_alone(as_: As, world: World) -> None:
    sent = {
        **STRICTER, "csrfmiddlewaretoken": "x", "unit": "1", "category": "cong_chuc", "first": "01/12/2026", "note": "Thử",
        "last": "", "trang": "3", "own-name": "QĐ 15 & 16 #1", "levels.HTT.min": " ",
    }  # fmt: skip
    address = urlparse(as_(ORGANISER).post(PLACE, sent).headers["Location"])
    assert address.path == PLACE
    assert parse_qs(address.query) == {
        "book": [BOOK], "levels.HTXS.min": ["96"], "levels.HT.min": ["88"], "own-name": ["QĐ 15 & 16 #1"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (STAFF, 404),
        (HEAD, 404),
        (DIVISION_HEAD, 404),
        (CHAIRMAN, 404),
        (AUDITOR, 403),
        (ADMIN, 403),
        (ORGANISER, 302),
    ],
)
def test_sending_the_form_is_for_the_organisation_body_too(as_: As, who: str, status: int) -> None:
    assert as_(who).post(PLACE, STRICTER).status_code == status


def test_page_and_file_say_the_same_in_both_languages_and_runs_nothing(as_: As, world: World) -> None:
    Person.objects.filter(staff_code=STAFF).update(full_name="=1+1")
    keeper, given = as_(ORGANISER), {**STRICTER, "ky": str(world.october)}
    before = Entry.objects.count()
    page = keeper.get(PLACE, given)
    answer = keeper.get(PLACE + ".csv", given)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tinh-thu-2026-10.csv"'
    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 17
    assert "xuống 16" in said(page)
    assert "'=1+1" in {row[1] for row in rows}
    told = english(as_(ORGANISER))
    other = list(csv.reader(StringIO(told.get(PLACE + ".csv", given).content.decode("utf-8-sig"))))
    assert other[0] != rows[0]
    numbers = {row[0]: row[5] for row in rows[1:]}
    assert {row[0]: row[5].replace(".", ",") for row in other[1:]} == numbers
    assert "Đổi mức" not in said(told.get(PLACE, given))
    assert Entry.objects.count() == before
    assert Opening.objects.filter(what="Tính thử tháng 10/2026").exists()


def test_a_file_of_what_cannot_be_judged_has_its_heads_alone(as_: As, world: World) -> None:
    openings = Opening.objects.count()
    for given in ({"theo": "a999"}, {"theo": "shn-3814-2018", "ky": str(world.october)}, {}):
        rows = as_(ORGANISER).get(PLACE + ".csv", given).content.decode("utf-8-sig").splitlines()
        assert len(rows) == 1
    assert Opening.objects.count() == openings


def test_the_form_and_its_problem_stay_on_the_page_with_what_was_typed(as_: As, world: World) -> None:
    answer = as_(ORGANISER).get(PLACE, {"theo": DAY, "ngay": "31/11/2026"})
    assert answer.status_code == 422
    assert 'value="31/11/2026"' in answer.content.decode()
    told = english(as_(ORGANISER)).get(PLACE, {"theo": DAY, "ngay": "31/11/2026"})
    assert told.status_code == 422
    assert "Nhập ngày" not in said(told)


def test_levels_of_two_rulebooks_are_counted_in_the_words_of_the_law() -> None:
    hanoi = shelf.load("hn-3814-2018")
    levels = {level.code: national(hanoi, level.code) for level in hanoi.levels}
    assert levels == {"A": "HTXS", "B": "HTT", "C": "HT", "D": "KHT"}
    assert national(hanoi, "khong-co") == "khong-co"
    assert [place(code) for code in ("HTXS", "HTT", "HT", "KHT", "ASK", "")] == [0, 1, 2, 3, None, None]


def test_of_nothing_judged_nothing_is_said() -> None:
    assert (_lacks(None), _levels(None)) == ([], [])


@pytest.mark.parametrize(
    ("before", "after", "differs"),
    [
        (("HTT", 80), ("HTT", 80), False), (("HTT", 80), ("HTT", 81), True), (("HTT", None), ("HT", None), True),
        (("HTT", None), ("HTT", None), False), (("ASK", None), ("ASK", 80), False), (("HTT", 80), None, False),
    ],
)  # fmt: skip
def test_who_differs_has_another_level_or_another_score_under_both(
    before: tuple[str, int | None], after: tuple[str, int | None] | None, differs: bool
) -> None:
    one = Compared(None, _outcome(*before), _outcome(*after) if after else None)  # type: ignore[arg-type]
    assert one.differs is differs


def _outcome(level: str, score: int | None) -> Outcome:
    return Outcome(None if score is None else score, level, level)  # type: ignore[arg-type]


def test_the_mean_of_nobody_is_none_and_levels_stand_from_the_highest() -> None:
    nobody = WhatIf([], 0, 0, Counter(), Counter(), Counter(), Counter(), [])
    assert (nobody.mean_delta, nobody.up, nobody.down) == (None, 0, 0)
    counted = Counter({"KHT": 1, "NONE": 4, "ASK": 2, "HTXS": 3, "HT": 0})
    assert in_order(counted) == [("HTXS", 3), ("KHT", 1), ("ASK", 2), ("NONE", 4)]


def test_a_choice_of_another_rulebook_is_no_setting_of_this_one() -> None:
    book = shelf.load(BOOK)
    known = {"ratio_above_one": "cap_each"}
    assert Alternative(book, {**known, "la": "x"}).config == known
    assert Alternative(shelf.load("hn-3814-2018"), known).config == {}
