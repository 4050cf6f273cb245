"""The lines of the forms: how many, with which maxima, under their exact names."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from thenchot.rulesets.books import load

DECREE = load("nd335-2025-cong-chuc")


def test_a_civil_servant_has_ten_scored_lines_of_thirty_points() -> None:
    leaves = DECREE.leaves("staff")
    assert [leaf.max for leaf in leaves] == [5, 5] + [Fraction(5, 2)] * 8
    assert sum((leaf.max or Fraction(0) for leaf in leaves), Fraction(0)) == 30


def test_a_leader_has_the_same_general_lines() -> None:
    assert DECREE.leaves("leader") == DECREE.leaves("staff")


def test_the_results_are_computed_and_not_marked() -> None:
    assert "results" not in {leaf.id for leaf in DECREE.leaves("staff")}


def test_general_and_results_make_a_hundred() -> None:
    for name in (
        "nd335-2025-cong-chuc",
        "nd335-2025-to-chuc",
        "nd233-2026-vien-chuc",
        "qd366-2025",
        "hcm-06hd-2026",
    ):
        assert [criterion.max for criterion in load(name).criteria] == [30, 70]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("I.1", "Phẩm chất chính trị, phẩm chất đạo đức, văn hóa thực thi công vụ"),
        ("I.2", "Ý thức kỷ luật, kỷ cương trong thực thi công vụ"),
        ("II.1", "Năng lực chuyên môn, nghiệp vụ theo yêu cầu của vị trí việc làm"),
        ("II.4", "Thái độ phục vụ người dân, doanh nghiệp và khả năng phối hợp với đồng nghiệp"),
    ],
)
def test_lines_carry_the_names_of_the_form(line: str, name: str) -> None:
    assert {leaf.id: leaf.vi for leaf in DECREE.leaves()}[line] == name


def test_an_organisation_has_three_general_groups_and_eight_results() -> None:
    general, results = load("nd335-2025-to-chuc").criteria
    assert [child.citation for child in general.children] == [
        f"Điều 6 khoản {number}" for number in (1, 2, 3)
    ]
    assert [child.citation[-1] for child in results.children] == ["a", "b", "c", "d", "đ", "e", "g", "h"]


def test_the_points_of_an_organisation_s_lines_are_local() -> None:
    general, results = load("nd335-2025-to-chuc").criteria
    assert {child.max for child in (*general.children, *results.children)} == {None}


def test_a_public_employee_has_ten_four_and_three_items() -> None:
    groups = load("nd233-2026-vien-chuc").criteria[0].children
    assert [group.max for group in groups] == [9, 9, 12]
    assert [len(group.children) for group in groups] == [10, 4, 3]


def test_every_line_of_every_book_has_an_english_name_where_the_form_is_national() -> None:
    for name in ("nd335-2025-cong-chuc", "nd335-2025-to-chuc", "nd233-2026-vien-chuc"):
        assert all(leaf.en for leaf in load(name).leaves())


def test_a_catalogue_has_at_most_five_groups() -> None:
    catalogue = DECREE.tables["catalogue"]
    assert isinstance(catalogue, Mapping)
    assert catalogue["max_complexity_groups"] == 5
    groups = load("rewards").tables["groups"]
    assert isinstance(groups, list)
    assert len(groups) <= 5


def test_the_seed_catalogue_has_the_coefficient_of_its_points() -> None:
    seed = load("rewards").tables["catalogue_seed"]
    assert isinstance(seed, Mapping)
    for item in (seed["standard_unit"], *seed["items"]):
        assert Fraction(item["points"]) / 5 == item.get("k", item.get("coefficient"))


def test_the_records_to_keep_are_six() -> None:
    records = DECREE.tables["records"]
    assert isinstance(records, Mapping)
    assert len(records["kept"]) == 6
