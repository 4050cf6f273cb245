"""The comparison with the oracle has to see each kind of mistake, else its silence proves nothing."""

from __future__ import annotations

import pytest

from tests.oracle.asking import asked_here
from tests.oracle.comparing import Literal, difference
from tests.oracle.judge import expected

STAFF = '{"id":"x","kind":"staff","input":{"general":27,"assigned":3,"items":[[2,1,0]]}}'


def answer_with(**changes: object) -> str:
    """What the comparison says of a right answer in which one member is changed."""
    book = "nd335-2025-cong-chuc"
    answer = {**asked_here(book, STAFF), **changes}
    return difference(expected(book, STAFF), answer)


def test_the_comparison_accepts_the_right_answer() -> None:
    assert answer_with() == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "y"),
        ("a", Literal("0.666666666666")),
        ("a", Literal("0.6666666666667")),
        ("a", Literal("6.66666666667E-1")),
        ("a", 0.666666666667),
        ("score", Literal("0")),
        ("score", None),
        ("level", "HTXS"),
        ("level_by_score", None),
        ("assumed", []),
        ("warnings", ["no_cap"]),
        ("because", []),
        ("more", True),
    ],
)
def test_the_comparison_sees_a_changed_member(name: str, value: object) -> None:
    assert answer_with(**{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("code", ""),
        ("article", ""),
        ("text", ""),
        ("text", "Tiêu chí chung: {general} điểm."),
        ("text", "General criteria: 27 points."),
        ("text", "Điểm: None."),
        ("points", Literal("26.9")),
        ("points", Literal("27.00")),
    ],
)
def test_the_comparison_sees_a_changed_reason(name: str, value: object) -> None:
    because = asked_here("nd335-2025-cong-chuc", STAFF)["because"]
    assert isinstance(because, list)
    assert answer_with(because=[{**because[0], name: value}, *because[1:]])


@pytest.mark.parametrize(
    "error",
    [
        {"code": "wrong_shape", "field": "input.general", "message": "Không được vượt quá 30."},
        {"code": "out_of_range", "field": "input.assigned", "message": "Không được vượt quá 30."},
        {"code": "out_of_range", "field": "input.general", "message": "Must not exceed 30."},
        {"code": "out_of_range", "field": "input.general", "message": ""},
        {"code": "out_of_range", "field": "input.general"},
    ],
)
def test_the_comparison_sees_a_wrong_error(error: dict[str, str]) -> None:
    expect = expected("nd335-2025-cong-chuc", STAFF.replace("27", "31"))
    right = {"code": "out_of_range", "field": "input.general", "message": "Không được vượt quá 30."}
    assert difference(expect, {"id": "x", "error": right}) == ""
    assert difference(expect, {"id": "x", "error": error})
    assert difference(expect, {"id": "x", "error": right, "line": Literal("1")})
