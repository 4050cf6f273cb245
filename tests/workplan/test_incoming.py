"""What a cell of a plan means before anybody saves it: days in the words of plans, marks of exported rows, rows kept as texts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.lib import canonical
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.workplan.incoming import (
    COLUMNS,
    Incoming,
    day_meant,
    identified,
    identity,
    kept,
    mark,
    said,
    tidy,
    waiting,
)

NOVEMBER, DECEMBER, QUARTER = Period.parse("2026-11"), Period.parse("2026-12"), Period.parse("2026-Q4")
TEXTS = st.text(max_size=40)
CELLS = st.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXTS))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/11/2026", date(2026, 11, 25)), ("2026-11-25", date(2026, 11, 25)), ("5-11-2026", date(2026, 11, 5)),
        ("25.11", date(2026, 11, 25)), ("25", date(2026, 11, 25)), ("ngày 25/11", date(2026, 11, 25)),
        ("Trước ngày 20/11", date(2026, 11, 20)), ("đến 05/12", date(2026, 12, 5)), ("31/1", date(2027, 1, 31)),
    ],
)  # fmt: skip
def test_a_day_without_month_or_year_lies_in_the_period_or_soon_after(text: str, day: date) -> None:
    assert day_meant(text, NOVEMBER) == (day, False)


@pytest.mark.parametrize(
    "text",
    [
        "trong tháng",
        "Cuối tháng",
        "tháng 11",
        "Tháng 11/2026",
        "cả tháng",
        "thường xuyên",
        "hằng tuần",
        "Hàng ngày",
        "trong kỳ",
    ],
)
def test_words_for_the_whole_period_are_its_last_day_and_said_to_be_so(text: str) -> None:
    assert day_meant(text, NOVEMBER) == (date(2026, 11, 30), True)
    assert day_meant("trong quý", QUARTER) == (date(2026, 12, 31), True)


@pytest.mark.parametrize("text", ["31/02/2026", "32/11", "mai", "25/11/1826", "1/2/3/4", "quý sau", "0"])
def test_what_names_no_day_is_refused_and_not_guessed(text: str) -> None:
    with pytest.raises(Refusal) as found:
        day_meant(text, NOVEMBER)
    assert (found.value.code, found.value.field) == ("workplan.day_unread", "deadline")
    assert text in found.value.sentence


def test_an_empty_cell_is_no_day() -> None:
    assert day_meant("  ", DECEMBER) == (None, False)


@given(st.integers(1, 10**12), CELLS)
def test_an_exported_row_is_known_again_and_each_edited_cell_told(number: int, cells: dict[str, str]) -> None:
    found, base = identified(identity(number, cells))
    assert found == number
    row = Incoming(2, "", cells, task_id=found, base=base)
    assert [column for column in COLUMNS if row.edited(column)] == []
    other = Incoming(2, "", {**cells, "result": cells["result"] + "x"}, base=base)
    assert [column for column in COLUMNS if other.edited(column)] == ["result"]


@pytest.mark.parametrize(
    "text", ["", "12", "12.aaaaaaaa", "x" * 50, "12" + ".zzzzzzzz" * 5, "12" + ".aaaaaaaa" * 6]
)
def test_a_mark_that_is_not_ours_makes_a_row_of_its_own(text: str) -> None:
    assert identified(text) == (0, ())


def test_every_cell_of_a_row_that_was_never_exported_counts_as_edited() -> None:
    assert all(Incoming(1, "", dict.fromkeys(COLUMNS, "")).edited(column) for column in COLUMNS)


@given(st.lists(st.tuples(CELLS, TEXTS, st.booleans(), st.sampled_from(["", "file", "stored"]))))
def test_rows_wait_as_canonical_text_and_come_back_the_same(
    given_: list[tuple[dict[str, str], str, bool, str]],
) -> None:
    rows = [
        Incoming(at, sheet, cells, {"doer": ("files.merged", {"first": "2", "last": "3"})},
                 (("workplan.cell_filled", {"text": sheet}),), at, tuple(mark(cells[c]) for c in COLUMNS), skip, choice)
        for at, (cells, sheet, skip, choice) in enumerate(given_)
    ]  # fmt: skip
    assert waiting(canonical.loads(canonical.dumps(kept(rows, [("files.sheet_hidden", {})])))) == rows


def test_a_mended_cell_is_no_longer_wrong_and_the_others_stay() -> None:
    cells = dict.fromkeys(COLUMNS, "")
    wrong = ("files.wrong_type", {"found": "số"})
    row = Incoming(4, "Trang 1", cells, {"content": wrong, "result": wrong})
    after = row.mended({"content": "Rà soát", "leader": ""}, skip=False, choice="")
    assert (after.cells["content"], dict(after.bad)) == ("Rà soát", {"result": wrong})
    assert row.mended({"content": ""}, skip=True, choice="file").bad == {"result": wrong}, (
        "left empty on purpose"
    )
    assert said("workplan.row_copied", {"row": "5"}).sentence.startswith("Chép từ dòng 5 của tệp")


def test_white_space_and_the_spelling_of_letters_make_no_difference() -> None:
    assert tidy("  Ra\u0300 soa\u0301t\n hồ\tsơ ") == "Rà soát hồ sơ"
