"""The catalogue at its edges: whose it is, the day it changes hands, hostile and very long words, numbers no row can hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standards.conftest import (
    CHAIR,
    DRAFT,
    GROUPS,
    HEAD,
    ORGANISER,
    OUTSIDER,
    SETUP,
    STAFF,
    START,
    TODAY,
    City,
    row,
)
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.standards.access import product_to_decide, unit_to_adopt_for, unit_to_propose_for
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.actions.approve_product import Ruling, approve_product
from thenchot.standards.actions.propose_product import Proposal, propose_product
from thenchot.standards.drafts import Group, coefficient_of
from thenchot.standards.models import Catalogue, Product
from thenchot.standards.queries import (
    catalogue_for,
    converted,
    groups_of,
    parts_of,
    product,
    products_for,
    proposals_below,
)

Refuses = Callable[..., str]
FEW = settings(max_examples=40)
MAY = date(2026, 5, 1)
PAPER = "Quyết định 40/QĐ-UBND ngày 20/11/2026"


def written() -> tuple[int, int, int]:
    return Catalogue.objects.count(), Product.objects.count(), Entry.objects.count()


def proposal(city: City, unit: str = "C1a", **other: Any) -> Proposal:
    given: dict[str, Any] = {
        "name": "Số hóa hồ sơ",
        "output": "Bộ hồ sơ số",
        "points": Decimal(30),
        "group": "N2",
    } | other
    return Proposal(city.unit(unit), **given)


def propose(city: City, by: str = HEAD, day: date = TODAY, **other: Any) -> Product:
    found = product(propose_product(by=city.viewer(by, day), proposal=proposal(city, **other)))
    assert found is not None
    return found


def status(ask: Callable[[], object]) -> tuple[int, str]:
    try:
        ask()
    except Refusal as refusal:
        assert refusal.sentence
        return refusal.status, refusal.code
    return 200, ""


# --- adopting -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"products": ()}, "standards.no_products"), ({"citation": " "}, "standards.no_citation"),
        ({"standard_points": Decimal(0)}, "standards.standard_not_positive"),
        ({"standard_points": Decimal(-5)}, "standards.standard_not_positive"),
        ({"products": (row("A", 5), row("A", 6))}, "standards.product_twice"),
        ({"groups": tuple(Group(f"N{n}", Decimal(n), None) for n in range(6))}, "standards.too_many_groups"),
        ({"products": tuple(row(f"A{n}", 5, group=f"M{n}") for n in range(3))}, "standards.too_many_groups"),
    ],
)  # fmt: skip
def test_a_draft_that_is_none_is_refused_whole(city: City, change: dict[str, Any], code: str) -> None:
    """Điều 13 khoản 1: at most five groups, one standard product."""
    city.adopt()
    before = written()
    with pytest.raises(Refusal, match=code.replace(".", r"\.")):
        city.adopt(day=MAY, **change)
    assert written() == before
    assert Catalogue.objects.get().valid_to is None


@pytest.mark.parametrize(
    ("day", "taken"), [(START - timedelta(1), False), (START, False), (START + timedelta(1), True)]
)
def test_a_catalogue_begins_after_the_one_in_force(city: City, day: date, taken: bool) -> None:
    city.adopt()
    answer = status(lambda: city.adopt(day=day))
    assert answer == ((200, "") if taken else (409, "standards.catalogue_later"))


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 12, 31), date(2028, 2, 29)])
def test_on_its_last_day_the_old_catalogue_holds_and_on_the_next_the_new(city: City, day: date) -> None:
    city.adopt()
    city.adopt(day=day + timedelta(1), name="Danh mục mới", products=(row("M.01", 5),))
    path = city.unit("C1").path
    held = [
        (catalogue_for(path, at), [item.code for item in products_for(path, at)])
        for at in (day, day + timedelta(1))
    ]
    assert [(found.name if found else "", len(codes)) for found, codes in held] == [
        ("Danh mục quy đổi", 4),
        ("Danh mục mới", 1),
    ]


def test_only_the_organisation_body_over_the_unit_adopts(city: City) -> None:
    unit = city.unit("C1")
    before = written()
    for code in (CHAIR, HEAD, STAFF, OUTSIDER):
        given: dict[str, Any] = {"by": city.viewer(code), "unit": unit, "draft": DRAFT, "valid_from": MAY}
        assert status(lambda given=given: adopt_catalogue(**given)) == (403, "standards.not_adviser")  # type: ignore[misc]
    assert written() == before


@pytest.mark.parametrize(
    ("code", "unit", "expected"),
    [
        (ORGANISER, "C1", (200, "")), (CHAIR, "C1", (403, "standards.not_adviser")),
        (STAFF, "C1", (403, "standards.not_adviser")),
        (CHAIR, "C", (403, "standards.not_adviser")), (OUTSIDER, "C1", (404, "standards.not_found")),
        (ORGANISER, "", (404, "standards.not_found")),
    ],
)  # fmt: skip
def test_whose_catalogue_it_is_to_adopt(city: City, code: str, unit: str, expected: tuple[int, str]) -> None:
    number = city.unit(unit).id if unit else 10_000
    assert status(lambda: unit_to_adopt_for(city.viewer(code), number)) == expected


# --- proposing and deciding --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "unit", "expected"),
    [
        (CHAIR, "C1", (200, "")), (HEAD, "C1", (403, "standards.not_head")), (OUTSIDER, "C2", (200, "")),
        (OUTSIDER, "C", (403, "standards.not_head")), (STAFF, "C1a", (403, "standards.not_head")),
        (CHAIR, "C2", (404, "standards.not_found")), (CHAIR, "", (404, "standards.not_found")),
    ],
)  # fmt: skip
def test_a_head_asks_for_the_own_unit_and_those_below(
    city: City, code: str, unit: str, expected: tuple[int, str]
) -> None:
    """Điều 13 khoản 3."""
    number = city.unit(unit).id if unit else 10_000
    assert status(lambda: unit_to_propose_for(city.viewer(code), number)) == expected


def test_who_has_no_post_asks_for_nothing_and_decides_nothing(city: City) -> None:
    city.adopt()
    item = propose(city)
    enrol(
        by=SETUP,
        rows=[
            PostRow("09", "Người Mới", "C1a", "Chức danh", "staff", "cong_chuc", valid_from=date(2027, 1, 1))
        ],
    )
    nobody = city.viewer("09")
    assert nobody.unit_path == ""
    for ask in (unit_to_propose_for, unit_to_adopt_for):
        assert status(lambda ask=ask: ask(nobody, city.unit("C1a").id))[0] == 404  # type: ignore[misc]
    assert status(lambda: product_to_decide(nobody, item.id))[0] == 404


@pytest.mark.parametrize("points", ["0.0009999", "1E+9", "10000000", "99999999999"])
def test_points_no_row_can_hold_are_refused_and_not_an_error(city: City, points: str) -> None:
    city.adopt()
    before = written()
    code = status(lambda: propose(city, group="N3", points=Decimal(points)))[1]
    assert code in ("standards.points_outside", "standards.too_many_points")
    assert written() == before


def test_decided_points_no_row_can_hold_are_refused_too(city: City) -> None:
    city.adopt()
    ruling = Ruling(propose(city), True, PAPER, group="N3", points=Decimal(10_000_000))
    before = written()
    assert (
        status(lambda: approve_product(by=city.viewer(ORGANISER), ruling=ruling))[1]
        == "standards.too_many_points"
    )
    assert written() == before


def test_very_long_and_hostile_words_are_kept_to_their_bounds_and_found_again(city: City) -> None:
    city.adopt()
    item = propose(
        city,
        name="<b>Ă̂n</b> " + "dài " * 300,
        detail="x" * 900,
        output="Văn   bản\n mới " + "y" * 500,
        reason="z" * 900,
    )
    assert (len(item.name), len(item.detail), len(item.output), len(item.note)) == (500, 500, 300, 500)
    assert item.output.startswith("Văn bản mới y")
    (found,) = products_for(city.unit("C1a").path, TODAY, "<b> DÀI")
    assert found.id == item.id


def test_a_refusal_of_the_day_of_the_proposal_ends_it_that_day(city: City) -> None:
    city.adopt()
    item = propose(city)
    approve_product(by=city.viewer(ORGANISER), ruling=Ruling(item, False, PAPER))
    kept = product(item.id)
    assert kept is not None
    assert (kept.state, kept.valid_to, kept.decision) == ("refused", TODAY, PAPER)
    assert "DX.01" not in {one.code for one in products_for(city.unit("C1a").path, TODAY)}


def test_a_refusal_without_its_paper_leaves_the_proposal_usable(city: City) -> None:
    city.adopt()
    item = propose(city)
    before = written()
    for decision in ("", "  "):
        ruling = Ruling(item, False, decision)
        assert status(lambda ruling=ruling: approve_product(by=city.viewer(ORGANISER), ruling=ruling)) == (  # type: ignore[misc]
            422, "standards.no_citation",
        )  # fmt: skip
    assert written() == before
    assert proposals_below(city.unit("C").path, TODAY)[0].id == item.id


@pytest.mark.parametrize("points", [Decimal(0), Decimal(-1), Decimal(10), Decimal(51)])
def test_decided_points_outside_their_group_change_nothing(city: City, points: Decimal) -> None:
    city.adopt()
    item = propose(city)
    before = written()
    ruling = Ruling(item, True, PAPER, points=points)
    assert status(lambda: approve_product(by=city.viewer(ORGANISER), ruling=ruling))[0] == 422
    assert written() == before


def test_the_same_points_decided_are_an_approval_of_the_row_itself(city: City) -> None:
    city.adopt()
    item = propose(city, day=date(2026, 11, 2))
    assert (
        approve_product(by=city.viewer(ORGANISER), ruling=Ruling(item, True, PAPER, points=Decimal("30.000")))
        == item.id
    )
    assert Product.objects.filter(code="DX.01").count() == 1


def test_a_catalogue_without_groups_takes_points_without_one(city: City) -> None:
    plain = tuple(replace(one, group="") for one in DRAFT.products)
    city.adopt(groups=(), products=plain)
    assert propose(city, group="", points=Decimal("0.5")).coefficient == Decimal("0.1")
    assert status(lambda: propose(city, name="Khác", group="N1")) == (422, "standards.group_unknown")


def test_proposals_of_a_neighbour_never_show(city: City) -> None:
    city.adopt()
    propose(city)
    propose(city, by=OUTSIDER, unit="C2", name="Việc của phường khác")
    lists = {
        code: {one.name for one in proposals_below(city.unit(code).path, TODAY)}
        for code in ("C", "C1", "C1a", "C2")
    }
    mine, other = "Số hóa hồ sơ", "Việc của phường khác"
    assert lists == {"C": {mine, other}, "C1": {mine}, "C1a": {mine}, "C2": {other}}


# --- arithmetic -----------------------------------------------------------------------------------------------------------

money = st.decimals("0.001", "9999999", places=3)


@FEW
@given(money, st.decimals("0.001", "9999", places=3))
def test_a_coefficient_is_points_by_the_standard_to_the_sixth_place(
    points: Decimal, standard: Decimal
) -> None:
    """Điều 13 khoản 1 điểm c."""
    exact = Fraction(points) / Fraction(standard)
    assert abs(Fraction(coefficient_of(points, standard)) - exact) <= Fraction(1, 2_000_000)


@FEW
@given(st.integers(1, 10**8), st.integers(1, 10**6))
def test_converted_units_round_half_up_at_the_fourth_place(coefficient: int, quantity: int) -> None:
    exact = Fraction(coefficient, 10**6) * Fraction(quantity, 100)
    found = Fraction(converted(Decimal(coefficient).scaleb(-6), Decimal(quantity).scaleb(-2)))
    assert found == Fraction(int(exact * 10_000 + Fraction(1, 2)), 10_000)


@pytest.mark.parametrize(
    ("points", "holders"),
    [
        ("0.999", ""),
        ("1", "N1"),
        ("10", "N1"),
        ("10.5", ""),
        ("11", "N2"),
        ("50", "N2"),
        ("51", "N3"),
        ("999999", "N3"),
    ],
)
def test_a_frame_holds_both_its_ends_and_an_open_one_has_no_highest(points: str, holders: str) -> None:
    assert "".join(group.code for group in GROUPS if group.holds(Decimal(points))) == holders


@pytest.mark.parametrize(
    ("group", "frame"),
    [(GROUPS[0], "1-10"), (GROUPS[2], "từ 51"), (Group("N", Decimal("0.50"), Decimal("100.0")), "0,5-100")],
)
def test_a_frame_is_written_without_needless_noughts(group: Group, frame: str) -> None:
    assert group.frame == frame


def test_groups_come_back_as_they_were_adopted(city: City) -> None:
    city.adopt(groups=(Group("N1", Decimal("0.5"), Decimal("1E+2")), Group("N2", Decimal("100.001"), None)))
    assert groups_of(Catalogue.objects.get()) == (
        Group("N1", Decimal("0.5"), Decimal(100)), Group("N2", Decimal("100.001"), None),
    )  # fmt: skip


def test_parts_stand_leaders_first_then_common_then_divisions(city: City) -> None:
    city.adopt()
    every = products_for(city.unit("C1").path, TODAY)
    assert parts_of(every) == ["leader", "common", "Phòng Kinh tế"]
    assert parts_of([]) == []
    assert [one.code for one in products_for(city.unit("C1").path, TODAY, part="leader")] == ["QL.01"]
