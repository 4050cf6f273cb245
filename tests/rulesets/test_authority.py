"""Who scores and who ranks whom (Điều 5, Điều 10)."""

from __future__ import annotations

import pytest

from thenchot.rulesets.books import load

BODY = {rule.subject: rule for rule in load("nd335-2025-to-chuc").authority}
CIVIL = {rule.subject: rule for rule in load("nd335-2025-cong-chuc").authority}


@pytest.mark.parametrize(
    ("subject", "authority", "clause"),
    [
        ("ministry_department", "minister", 1),
        ("commune_committee", "province_chairman", 2),
        ("province_body", "province_chairman", 2),
        ("department_unit", "head_of_department", 3),
        ("province_body_unit", "head_of_province_body", 4),
        ("commune_body", "commune_chairman", 5),
    ],
)
def test_each_kind_of_body_has_one_recognising_authority(subject: str, authority: str, clause: int) -> None:
    rule = BODY[subject]
    assert (rule.scored_by, rule.ranked_by) == (authority, authority)
    assert rule.citation == f"Điều 5 khoản {clause}"


@pytest.mark.parametrize("subject", ["deputy_of_directly_using_body", "staff_of_directly_using_body"])
def test_staff_of_a_division_are_scored_by_its_head_and_ranked_one_step_above(subject: str) -> None:
    rule = CIVIL[subject]
    assert (rule.scored_by, rule.ranked_by) == ("head_of_directly_using_body", "head_of_using_body")


@pytest.mark.parametrize(
    "subject", ["deputy_of_using_body", "head_of_directly_using_body", "staff_of_using_body"]
)
def test_those_directly_under_the_head_are_scored_and_ranked_by_the_head(subject: str) -> None:
    rule = CIVIL[subject]
    assert (rule.scored_by, rule.ranked_by) == ("head_of_using_body", "head_of_using_body")


def test_the_head_is_scored_and_ranked_by_the_managing_body() -> None:
    rule = CIVIL["head_of_using_body"]
    assert (rule.scored_by, rule.ranked_by) == ("head_of_managing_body", "head_of_managing_body")
