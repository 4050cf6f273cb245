"""Several at once: one wins, the others are told, nothing is lost, no cap is passed and no chain forks."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.faults.conftest import Play

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_of_two_who_save_one_sheet_exactly_one_wins_and_the_other_is_told(play: Play) -> None:
    found = play("two_writers")
    assert sorted(found["answers"]) == ["done", "sheet.changed"]
    winner = found["answers"].index("done")
    assert (found["opinion"], found["mark"]) == (f"Bàn {winner}", f"{winner}")
    assert found["version"] == 3
    assert set(found["changes"]) <= {f"Lý do {winner}"}


def test_the_one_who_was_too_late_has_left_no_trace(play: Play) -> None:
    found = play("two_writers")
    before, after = found["before"], found["after"]
    assert after["acts"] == before["acts"] + 1
    assert after["versions"] == before["versions"] + 1
    assert after["states"] == before["states"] | {"confirmed": 1, "submitted": before["states"]["submitted"] - 1}
    assert found["faults"] == []


def test_two_hundred_confirmations_at_once_leave_as_many_versions_as_acts(play: Play) -> None:
    found = play("many_writers")
    assert len(found["answers"]) == 200
    assert Counter(found["answers"]) == {"done": 60, "sheet.changed": 140}
    after = found["after"]
    assert after["states"]["confirmed"] == 60
    assert after["versions"] == after["acts"]
    assert found["faults"] == []


def test_two_who_decide_in_one_group_at_once_cannot_pass_the_cap_together(play: Play) -> None:
    found = play("two_deciders")
    assert sorted(found["answers"]) == ["done", "sheet.cap_exceeded"]
    assert found["top"] == 3
    assert found["top"] <= found["of"] * 3 // 10 < 6
    assert found["after"]["states"] == {"decided": 3, "proposed": found["of"] - 3}
    assert found["faults"] == []


def test_acts_on_one_register_at_once_follow_one_another(play: Play) -> None:
    found = play("one_register")
    assert found["answers"] == ["done"] * 4
    assert found["rows"] == 40
    assert found["linked"]
    assert found["faults"] == []


def test_around_the_midnight_of_a_months_end_every_row_comes_under_one_seal(play: Play) -> None:
    found = play("month_end")
    assert found["written"] == [15] * 4
    assert found["covered"] == found["rows"]
    assert found["days"][-2:] == ["2026-10-31", "2026-11-01"]
    assert found["faults"] == []


def test_runs_that_seal_at_once_make_each_seal_once(play: Play) -> None:
    found = play("month_end")
    assert sum(sum(runs) for runs in found["sealed"]) == len(found["days"]) == len(set(found["days"]))
