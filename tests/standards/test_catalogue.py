"""A catalogue in force: whose, from when, what a unit may use, and what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import books
from tests.standards.conftest import CHAIR, DRAFT, GROUPS, OUTSIDER, STAFF, START, TODAY, City, row
from thenchot.audit.models import Entry
from thenchot.files import catalogue
from thenchot.lib.refusals import Refusal
from thenchot.standards.access import unit_to_adopt_for
from thenchot.standards.actions.adopt_catalogue import adopt_catalogue
from thenchot.standards.drafts import COMMON, LEADER, Group, coefficient_of
from thenchot.standards.models import Catalogue, Product
from thenchot.standards.queries import catalogue_for, converted, parts_of, products_for

Refuses = Callable[..., str]
MAY = date(2026, 5, 1)


def codes(city: City, unit: str = "C1a", day: date = TODAY, search: str = "", part: str = "") -> list[str]:
    return [item.code for item in products_for(city.unit(unit).path, day, search, part)]


def test_an_adopted_catalogue_is_there_for_everybody_below(city: City) -> None:
    city.adopt()
    assert codes(city, "C1a") == codes(city, "C2") == codes(city, "C") == ["DC.01", "DC.02", "QL.01", "KT.01"]


def test_it_is_kept_as_it_was_decided(city: City) -> None:
    city.adopt()
    found = catalogue_for(city.unit("C1").path, TODAY)
    assert found is not None
    assert (found.standard_product, found.standard_points, found.citation) == (
        "Soạn văn bản đơn giản", Decimal(5), "Quyết định 15/QĐ-UBND ngày 30/4/2026",
    )  # fmt: skip
    assert found.groups == GROUPS


def test_before_its_first_day_there_is_none(city: City) -> None:
    city.adopt(day=MAY)
    assert catalogue_for(city.unit("C1").path, date(2026, 4, 30)) is None
    assert codes(city, day=date(2026, 4, 30)) == []
    assert len(codes(city, day=MAY)) == 4


def test_the_nearest_body_above_that_has_one_counts(city: City) -> None:
    city.adopt()
    city.adopt("C1", products=(row("P.01", 5),))
    assert codes(city, "C1a") == ["P.01"]
    assert codes(city, "C1") == ["P.01"]
    assert len(codes(city, "C2")) == 4


def test_a_new_catalogue_ends_the_old_one_the_day_before(city: City) -> None:
    city.adopt()
    city.adopt(day=MAY, products=(row("M.01", 5),))
    assert len(codes(city, day=date(2026, 4, 30))) == 4
    assert codes(city, day=MAY) == ["M.01"]
    assert Catalogue.objects.get(valid_from=START).valid_to == date(2026, 4, 30)
    assert set(Product.objects.filter(catalogue__valid_from=START).values_list("valid_to", flat=True)) == {date(2026, 4, 30)}


@pytest.mark.parametrize("day", [START, date(2025, 12, 1)])
def test_a_catalogue_does_not_slip_under_one_in_force(city: City, day: date) -> None:
    city.adopt()
    with pytest.raises(Refusal) as refused:
        city.adopt(day=day)
    assert (refused.value.code, refused.value.status) == ("standards.catalogue_later", 409)
    assert "01/01/2026" in refused.value.sentence
    assert Catalogue.objects.count() == 1


def test_six_groups_are_refused_with_the_article(city: City) -> None:
    groups = tuple(Group(f"N{n}", Decimal(n), Decimal(n)) for n in range(6))
    with pytest.raises(Refusal) as refused:
        city.adopt(groups=groups, products=(row("A.1", 5, group=""),))
    assert (refused.value.code, refused.value.article) == ("standards.too_many_groups", "Điều 13 khoản 1 điểm a")


def test_groups_hidden_in_the_products_count_too(city: City) -> None:
    products = tuple(row(f"A.{n}", 5, group=f"X{n}") for n in range(3))
    with pytest.raises(Refusal) as refused:
        city.adopt(products=products)
    assert refused.value.code == "standards.too_many_groups"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"products": ()}, "standards.no_products"),
        ({"citation": "  "}, "standards.no_citation"),
        ({"standard_points": Decimal(0)}, "standards.standard_not_positive"),
        ({"products": (row("A.1", 5), row("A.1", 10))}, "standards.product_twice"),
    ],
)
def test_a_faulty_draft_is_refused_whole(city: City, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        city.adopt(**change)
    assert refused.value.code == code
    assert (Catalogue.objects.count(), Product.objects.count()) == (0, 0)


@pytest.mark.parametrize("code", [CHAIR, STAFF, OUTSIDER])
def test_only_the_organisation_body_adopts(city: City, refuses: Refuses, code: str) -> None:
    given = {"by": city.viewer(code), "unit": city.unit("C1"), "draft": DRAFT, "valid_from": START}
    assert refuses(adopt_catalogue, **given) == "standards.not_adviser"


@pytest.mark.parametrize(("code", "status"), [("01", 200), (CHAIR, 403), (STAFF, 403), (OUTSIDER, 404)])
def test_who_sees_the_door_of_adopting(city: City, code: str, status: int) -> None:
    try:
        unit_to_adopt_for(city.viewer(code), city.unit("C1").id)
    except Refusal as refusal:
        assert refusal.status == status
    else:
        assert status == 200


def test_adopting_is_in_the_trail(city: City) -> None:
    number = city.adopt()
    entry = Entry.objects.get(object_kind="catalogue", object_id=number)
    assert entry.action == "adopt"
    assert '"products":4' in entry.payload


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("tiep cong dan", ["DC.02"]), ("TIẾP DÂN", ["DC.02"]), ("ho so via he", ["KT.01"]), ("kt.01", ["KT.01"]),
        ("văn bản", ["DC.01", "DC.02", "QL.01", "KT.01"]), ("hề", ["KT.01"]), ("không có", []), ("%", []), ("_", []),
    ],
)  # fmt: skip
def test_a_search_needs_no_marks_and_takes_every_word(city: City, typed: str, found: list[str]) -> None:
    city.adopt()
    assert codes(city, search=typed) == found


def test_products_are_chosen_by_part(city: City) -> None:
    city.adopt()
    assert codes(city, part=LEADER) == ["QL.01"]
    assert codes(city, part="Phòng Kinh tế") == ["KT.01"]
    assert parts_of(products_for(city.unit("C").path, TODAY)) == [LEADER, COMMON, "Phòng Kinh tế"]


def test_a_workbook_becomes_the_catalogue_in_force(city: City) -> None:
    draft = catalogue.read(books.write(books.catalogue())).draft
    assert draft is not None
    adopt_catalogue(by=city.viewer("01"), unit=city.unit("C1"), draft=draft, valid_from=MAY)
    kept = products_for(city.unit("C1a").path, TODAY)
    assert [(item.code, item.points, item.coefficient) for item in kept] == [
        (item.code, item.points, item.coefficient) for item in draft.products
    ]
    found = catalogue_for(city.unit("C1").path, TODAY)
    assert found is not None
    assert found.groups == draft.groups


def test_a_catalogue_without_groups_is_accepted(city: City) -> None:
    city.adopt(groups=(), products=(replace(row("A.1", 5), group=""),))
    assert codes(city) == ["A.1"]


@given(st.decimals("0.001", "9999", places=3), st.decimals("0.001", "9999", places=3))
def test_a_coefficient_is_the_points_in_standard_products(points: Decimal, standard: Decimal) -> None:
    assert abs(coefficient_of(points, standard) * standard - points) <= standard * Decimal("0.0000005")


@pytest.mark.parametrize(
    ("coefficient", "quantity", "units"),
    [("1", "6", "6"), ("1.6", "3", "4.8"), ("1.428571", "7", "10"), ("0.333333", "1", "0.3333"), ("0.00005", "1", "0.0001")],
)
def test_a_quantity_is_converted_to_four_places(coefficient: str, quantity: str, units: str) -> None:
    assert converted(Decimal(coefficient), Decimal(quantity)) == Decimal(units)
