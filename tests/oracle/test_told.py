"""What an answer says it took by default and what it warns of, fact by fact, as RB-0 asks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.oracle.asking import asked_here
from tests.oracle.comparing import difference
from tests.oracle.judge import CITY, CUSTOMS, DECREE, ORGANISATION, PARTY, PARTY_ALIAS, UNIT, Kind, expected
from tests.oracle.making import EVERY_KIND, Line, good_texts, text_of

STAFF: Line = {"general": 27, "assigned": 20, "items": [[20, 0, 0]]}
SIX: Line = {"general": 27, "six": [1, 1, 1, 1, 1, 1]}
BODY: Line = {"score": 92, "done": 100, "on_time": 100, "exceed": 30, "lower_kht": False, "fixed": True}
CAP: Line = {
    "at_htt_or_better": 24, "candidates": 6, "share": Decimal("0.2"), "method": "self_consistent", "rounding": "floor",
}  # fmt: skip
CONDITION: Line = {"score": 92, "done": 100, "exceed": 30, "late": 0}
UNIT_STAFF: Line = {"general": 27, "so_luong": 90, "chat_luong": 90, "tien_do": 90}


def answer(book: str, kind: Kind, facts: object, config: object = None) -> dict[str, object]:
    text = text_of({"id": 1, "kind": kind, "input": facts, "config": config})
    found = asked_here(book, text)
    assert difference(expected(book, text), found) == ""
    return found


def without(facts: Line, name: str) -> Line:
    return {known: value for known, value in facts.items() if known != name}


@pytest.mark.parametrize(
    ("book", "kind", "facts", "config"),
    [
        (DECREE, "staff", STAFF, {"ratio_above_one": "cap_total"}),
        (DECREE, "leader", {**SIX, "organisation_level": "HT"}, {"ratio_above_one": "cap_each"}),
        (DECREE, "mean", {"scores": [90]}, None),
        (DECREE, "special", {"months_worked": 5, "case": "plain"}, None),
        (DECREE, "cap", CAP, None),
        (ORGANISATION, None, BODY, None),
        (UNIT, "staff_w", UNIT_STAFF, {"preset": "nd233-preset-vpdkdd-dak-lak-draft"}),
        (PARTY, "condition", CONDITION, None),
        (PARTY, "cap", {"share": Decimal("0.2"), "rows": [[7]]}, None),
        ("hn-3814-2018", "cap_all", {"ranked": 25, "share": Decimal("0.3")}, None),
    ],
)
def test_nothing_is_assumed_where_everything_is_given(
    book: str, kind: Kind, facts: Line, config: object
) -> None:
    assert answer(book, kind, facts, config)["assumed"] == []


@pytest.mark.parametrize(
    ("book", "kind", "facts", "name"),
    [
        *[(ORGANISATION, None, BODY, name) for name in ("done", "on_time", "exceed", "lower_kht", "fixed")],
        *[(DECREE, "cap", CAP, name) for name in ("share", "method", "rounding")],
        *[(PARTY, "condition", CONDITION, name) for name in ("done", "exceed", "late")],
        ("hn-3814-2018", "cap_all", {"ranked": 25, "share": Decimal("0.3")}, "share"),
        (PARTY, "cap", {"rows": [[7]], "share": Decimal("0.2")}, "share"),
    ],
)
def test_one_fact_left_out_is_the_one_assumed(book: str, kind: Kind, facts: Line, name: str) -> None:
    """And it is taken as met, so the level and the bound stay what they were."""
    given, assumed = answer(book, kind, facts), answer(book, kind, without(facts, name))
    assert assumed["assumed"] == [name]
    for result in ("level", "allowed"):
        assert given.get(result) == assumed.get(result)
    assert answer(book, kind, {**facts, name: None})["assumed"] == [name]


@pytest.mark.parametrize(
    ("book", "kind", "facts", "names"),
    [
        (DECREE, "staff", STAFF, ["ratio_above_one"]),
        (DECREE, "leader", SIX, ["organisation_level", "ratio_above_one"]),
        (UNIT, "staff_w", UNIT_STAFF, ["preset"]),
        (ORGANISATION, None, {"score": 92}, ["done", "exceed", "fixed", "lower_kht", "on_time"]),
    ],
)
def test_what_is_not_said_at_all_is_named(book: str, kind: Kind, facts: Line, names: list[str]) -> None:
    assumed = answer(book, kind, facts)["assumed"]
    assert isinstance(assumed, list)
    assert sorted(assumed) == names


def test_overrides_and_force_majeure_that_are_absent_are_none_and_no_assumption() -> None:
    plain, empty = answer(DECREE, "staff", STAFF), answer(DECREE, "staff", {**STAFF, "overrides": []})
    assert plain == empty
    assert answer(ORGANISATION, None, BODY) == answer(ORGANISATION, None, {**BODY, "force_majeure": False})


@pytest.mark.parametrize(("book", "kind"), EVERY_KIND)
def test_the_same_line_is_warned_of_in_the_same_words_each_time(book: str, kind: Kind) -> None:
    text = good_texts(book, kind, 1)[0]
    assert asked_here(book, text) == asked_here(book, text)


def warnings(book: str, kind: Kind, facts: object, config: object = None) -> list[str]:
    found = answer(book, kind, facts, config)["warnings"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("book", "kind", "facts"),
    [
        (UNIT, "staff_w", UNIT_STAFF),
        (PARTY, "cap", {"rows": [[7]]}),
        (PARTY_ALIAS, "cap", {"rows": [[7]]}),
        (CITY, None, {"general": 26, "tasks": [[10, 1, 0, 90]]}),
        (CUSTOMS, None, ["HTXS"]),
        (CUSTOMS, "staff", STAFF),
        ("hn-1841-2021", None, {"y_thuc": 20, "ket_qua": 70, "thuong": 0}),
        ("rewards", "units", [[5, 3]]),
        ("rewards", "cstdcs_cap", 60),
    ],
)
def test_what_is_switched_off_is_computed_with_a_warning(book: str, kind: Kind, facts: object) -> None:
    assert sum("chưa được bật" in text for text in warnings(book, kind, facts)) == 1


@pytest.mark.parametrize(
    ("book", "kind", "facts"),
    [
        (DECREE, "staff", STAFF),
        (DECREE, "leader", SIX),
        (DECREE, "cap", CAP),
        (ORGANISATION, None, BODY),
        (PARTY, "condition", CONDITION),
        ("hn-3814-2018", None, {"y_thuc": 20, "ket_qua": 70, "thuong": 0}),
        ("hcm-qd20-2024", None, {"score": 75}),
        ("danang-2013", None, {"score": 70}),
        ("nd90-2020", None, {"tasks": 10, "done": 10, "not_ok": 0, "exceed": 5}),
        ("rewards", "ldtt", "HTT"),
    ],
)
def test_what_is_quoted_or_known_from_the_press_is_computed_without_one(
    book: str, kind: Kind, facts: object
) -> None:
    assert warnings(book, kind, facts) == []


def test_each_month_without_a_score_is_listed() -> None:
    found = warnings(DECREE, "mean", {"scores": [None, 80, None, 90]})
    assert len(found) == 2
    assert ("kỳ thứ 1" in found[0], "kỳ thứ 3" in found[1]) == (True, True)


def test_no_cap_warns_with_its_article_even_where_nothing_is_above_the_maximum() -> None:
    for kind, facts in (("staff", STAFF), ("leader", SIX)):
        [text] = warnings(DECREE, kind, facts, {"ratio_above_one": "no_cap"})
        assert "Điều 12 khoản 3" in text


@pytest.mark.parametrize(
    ("weights", "count"),
    [([30, 40], 1), ([30, 30], 2), ([20, 20, 30], 0), ([10] * 7, 0), ([10] * 8, 2), ([], 2)],
)
def test_products_other_than_three_to_seven_that_weigh_seventy_are_warned_of(
    weights: list[int], count: int
) -> None:
    products = [[weight, [90, 90, 90, 90]] for weight in weights]
    found = warnings(PARTY, "hd02_simple", {"general": 26, "products": products})
    assert len(found) - 1 == count


@pytest.mark.parametrize(
    ("not_ok", "level", "count"), [(0, "HTXS", 0), (2, "HT", 1), (3, "ASK", 0), (6, "KHT", 1)]
)
def test_a_level_written_from_memory_says_so(not_ok: int, level: str, count: int) -> None:
    facts: Line = {"tasks": 10, "done": 10, "not_ok": not_ok, "exceed": 5}
    assert answer("nd90-2020", None, facts)["level"] == level
    assert len(warnings("nd90-2020", None, facts)) == count


@pytest.mark.parametrize("flag", ["discipline", "degradation"])
def test_a_flag_that_is_no_flag_is_refused_whatever_the_other_says(flag: str) -> None:
    facts: Line = {"tasks": 1, "done": 1, "not_ok": 0, "exceed": 0, "discipline": True, "degradation": True}
    error = answer("nd90-2020", None, {**facts, flag: "yes"})["error"]
    assert isinstance(error, dict)
    assert (error["code"], error["field"]) == ("wrong_shape", f"input.{flag}")
