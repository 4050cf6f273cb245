"""The judging behind a trial of other rules: by another formula, with acts it does not know, on more sheets than a page takes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from tests.web.world import BOOK, DIVISION_HEAD, LATE, STAFF, World
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries import what_if as query
from thenchot.assessment.queries.what_if import WhatIf, in_order, what_if
from thenchot.assessment.what_if import Alternative, Compared, Judges
from thenchot.rules.book import Rulebook
from thenchot.rules.evaluate import evaluate
from thenchot.rulesets import shelf
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.queries import frozen
from thenchot.workplan.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
STRICTER = {"HTXS": {"min": "96"}, "HTT": {"min": "92"}, "HT": {"min": "88"}}


def stricter(**parts: object) -> Rulebook:
    return apply_overlay(shelf.load(BOOK), {"levels": STRICTER, **parts})


def tried(world: World, book: Rulebook, **settings: str) -> WhatIf:
    return what_if(Cycle.objects.get(id=world.october), Alternative(book, settings))


def judged(world: World, other: Alternative, *sheets: Sheet) -> dict[str, Compared]:
    cycle = Cycle.objects.get(id=world.october)
    found = Judges(cycle, frozen(cycle.digest), other, sheets).compared()
    return {one.sheet.person.staff_code: one for one in found}


def test_the_rules_of_the_period_itself_give_everybody_what_they_have(world: World) -> None:
    found = tried(world, shelf.load(BOOK))
    assert (found.rows, found.judged, found.up, found.down, found.mean_delta) == ([], 16, 0, 0, 0)
    assert found.before == found.after
    assert found.caps == []


def test_who_crosses_levels_comes_first_and_each_cap_is_counted_anew(world: World) -> None:
    found = tried(world, stricter(caps={"HTXS": "0.1"}))
    moves = [abs(row.moved) for row in found.rows]
    assert moves == sorted(moves, reverse=True)
    assert (found.up, found.down) == (0, 16)
    assert [(cap.before, cap.after, cap.over) for cap in found.caps] == [((14, 2), (0, 1), False)]
    assert in_order(found.after) == [("HTT", 11), ("HT", 3), ("KHT", 2)]


def test_the_sum_of_what_changed_is_that_of_the_leaders_whose_d_changed(world: World) -> None:
    found = tried(world, stricter())
    lost = Fraction(70, 6) / 2
    leaders = [row for row in found.rows if row.delta]
    assert {row.delta for row in leaders} == {-lost}
    assert found.total_delta == -lost * len(leaders)
    assert {row.sheet.rank for row in leaders} <= {"head", "deputy"}


def test_another_formula_reads_marks_and_work_anew(world: World) -> None:
    found = tried(world, shelf.load("nd233-2026-vien-chuc"))
    assert found.poured
    assert found.judged == 16
    late = next(row for row in (*found.rows, *_same(found, world)) if row.sheet.person.staff_code == LATE)
    assert late.after is not None
    # 18 of 20 units done, 2 of them returned once, 1 late once: so the percentages of the plan's rows (Điều 14).
    given = {"general": 25, "so_luong": 90, "chat_luong": Fraction(175, 2), "tien_do": Fraction(355, 4)}
    assert late.after.score == evaluate(shelf.load("nd233-2026-vien-chuc"), "staff_w", given, {}).score


def _same(found: WhatIf, world: World) -> list[Compared]:
    sheets = list(Sheet.objects.filter(cycle_id=world.october).select_related("person", "cycle"))
    return list(judged(world, Alternative(shelf.load("nd233-2026-vien-chuc"), {}), *sheets).values())


def test_an_act_and_a_level_that_the_other_rulebook_does_not_know_are_left_out(world: World) -> None:
    sheet = world.sheet(DIVISION_HEAD, world.october)
    sheet.inputs["input"] |= {"overrides": ["khong_co_trong_bo_nay"], "organisation_level": "A"}
    one = judged(world, Alternative(shelf.load(BOOK), {}), sheet)[DIVISION_HEAD]
    assert one.lack == ""
    assert one.after is not None
    assert one.after.score == one.before.score


def test_frozen_inputs_that_the_formula_refuses_are_named_not_guessed(world: World) -> None:
    sheet = world.sheet(STAFF, world.october)
    sheet.inputs["input"]["general"] = 31
    one = judged(world, Alternative(shelf.load(BOOK), {}), sheet)[STAFF]
    assert one.after is None
    assert one.lack
    assert one.delta is None
    assert one.moved == 0
    assert not one.differs


def test_who_had_no_score_has_none_under_stricter_values_either(world: World) -> None:
    sheet = world.sheet(STAFF, world.october)
    sheet.inputs["input"], sheet.band, sheet.score = None, "ASK", None
    sheet.verdict = {
        "values": {"score": None, "level": "ASK"},
        "because": [],
        "assumed": [],
        "warnings": [["nothing_assigned", {}]],
    }
    one = judged(world, Alternative(stricter(), {}), sheet)[STAFF]
    assert (one.before.level, one.after, one.lack) == ("ASK", None, "nothing_assigned")


def test_work_that_is_gone_leaves_nothing_to_judge_by_another_formula(world: World) -> None:
    Task.objects.filter(doer_id=world.person(STAFF), period="2026-10").update(units=Decimal(0))
    one = judged(
        world, Alternative(shelf.load("nd233-2026-vien-chuc"), {}), world.sheet(STAFF, world.october)
    )[STAFF]
    assert (one.after, one.lack) == (None, "nothing_assigned")


def test_choices_that_the_other_rulebook_does_not_offer_are_dropped() -> None:
    book = shelf.load(BOOK)
    assert Alternative(book, {"ratio_above_one": "cap_each", "khong_co": "x"}).config == {
        "ratio_above_one": "cap_each"
    }


def test_more_sheets_than_a_page_takes_are_counted_only(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query, "MOST", 15)
    found = tried(world, stricter())
    assert (found.too_many, found.judged, found.rows) == (16, 0, [])
    part = what_if(
        Cycle.objects.get(id=world.october), Alternative(stricter(), {}), world.sheet(STAFF).unit_path
    )
    assert (part.too_many, part.judged) == (0, 8)


def test_nothing_is_written_by_judging(world: World, django_assert_max_num_queries: object) -> None:
    before = list(Sheet.objects.order_by("id").values())
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        tried(world, stricter())
    assert list(Sheet.objects.order_by("id").values()) == before
