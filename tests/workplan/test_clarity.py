"""What a plan row lacks of the clarities (5 rõ, later 6 rõ), and a body's own list of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from thenchot.workplan.clarity import clarity_on

WHOLE: dict[str, object] = {
    "doer": "Hồ Hữu An", "content": "Tờ trình", "deadline": date(2026, 11, 25), "leader": "Bạch Văn Tường", "units": 2,
}  # fmt: skip
BY_COLUMN = {
    "doer": "person", "content": "work", "deadline": "process", "leader": "responsibility", "units": "effect"
}  # fmt: skip


def lacks(
    row: dict[str, object], typed: dict[str, str] | None = None, day: date = date(2026, 11, 1)
) -> list[str]:
    return [one.code for one in clarity_on(day).lacking(row, typed)]


def test_a_row_with_all_five_lacks_nothing() -> None:
    assert lacks(WHOLE) == []


@pytest.mark.parametrize(("column", "code"), BY_COLUMN.items())
def test_a_row_without_one_column_lacks_exactly_that_clarity(column: str, code: str) -> None:
    assert lacks(WHOLE | {column: None}) == [code]


@pytest.mark.parametrize(("column", "code"), BY_COLUMN.items())
def test_words_typed_for_a_clarity_make_up_for_its_column_and_blanks_do_not(column: str, code: str) -> None:
    assert lacks(WHOLE | {column: None}, {code: "theo quy chế làm việc"}) == []
    assert lacks(WHOLE | {column: None}, {code: "  "}) == [code]


def test_a_unit_makes_the_doer_clear_as_a_person_does() -> None:
    assert lacks(WHOLE | {"doer": "", "doer_unit": "Văn phòng"}) == []


def test_the_six_clarities_follow_from_their_day_and_ask_for_the_authority_in_words() -> None:
    assert [clarity_on(date(2026, 12, 31)).name, clarity_on(date(2027, 1, 1)).name] == ["5 rõ", "6 rõ"]
    assert lacks(WHOLE, day=date(2027, 1, 1)) == ["authority"]
    assert lacks(WHOLE, {"authority": "Chủ tịch UBND phường"}, date(2027, 1, 1)) == []


def test_before_the_first_list_the_first_holds() -> None:
    assert clarity_on(date(1990, 1, 1)).name == "5 rõ"


OWN = """
- name: 3 rõ
  english: three
  from: 2026-01-01
  attributes:
    - {code: place, name: rõ nơi làm, english: place, met_by: []}
"""


@pytest.fixture
def own_list(tmp_path: Path, settings: Any) -> Callable[[str], None]:
    def write(text: str) -> None:
        path = tmp_path / f"{abs(hash(text))}.yaml"
        path.write_text(text, encoding="utf-8")
        settings.CLARITY_FILE = path

    return write


def test_a_body_may_have_a_list_of_its_own(own_list: Callable[[str], None]) -> None:
    own_list(OWN)
    assert lacks(WHOLE) == ["place"]
    assert lacks(WHOLE, {"place": "Nhà văn hoá tổ 3"}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        "[]",
        "- name: x",
        "not: [a list",
        OWN.replace("met_by: []", "met_by: [salary]"),
        OWN.replace("2026-01-01", "hôm nay"),
        OWN + "    - {code: place, name: a, english: b, met_by: []}",
    ],
)
def test_a_list_that_says_anything_else_is_named(own_list: Callable[[str], None], wrong: str) -> None:
    own_list(wrong)
    with pytest.raises(ImproperlyConfigured, match=r"\.yaml"):
        clarity_on(date(2026, 11, 1))
