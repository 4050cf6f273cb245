"""Killed -9 in the middle: nothing is half written, the work can be done again, and the trail verifies."""

from __future__ import annotations

import pytest

from tests.faults.conftest import Play

pytestmark = [pytest.mark.database, pytest.mark.slow]


def test_a_publication_killed_after_any_statement_leaves_the_month_as_it_was(play: Play) -> None:
    found = play("killed_publication")
    assert len(found["left"]) >= 8, "it has more statements than that, and was killed after each"
    assert all(left == found["before"] for left in found["left"])


def test_the_publication_can_then_be_done_and_only_once(play: Play) -> None:
    found = play("killed_publication")
    before, after = found["before"], found["after"]
    ready = before["states"]["confirmed"]
    assert after["cycle"] == "published"
    assert after["states"] == {"published": ready, "opened": before["states"]["opened"]}
    assert (after["published"], after["notices"]) == (ready, ready)
    assert after["acts"] == before["acts"] + ready
    assert after["versions"] == before["versions"] + ready
    assert found["again"] == "cycle.already_published"
    assert found["faults"] == []


def test_a_publication_in_parts_killed_again_and_again_ends_with_the_rows_of_one_that_was_not(play: Play) -> None:
    found, whole = play("killed_in_parts"), play("published_in_parts")
    assert found["kills"] >= 4
    assert len(found["halves"]) >= 3, "it was broken off with parts of the cycle published"
    assert found["rows"] == whole["rows"]
    assert found["again"] == "cycle.already_published"
    assert (found["faults"], whole["faults"]) == ([], [])


def test_a_publication_broken_off_and_forgotten_goes_on_with_the_days_work(play: Play) -> None:
    found = play("killed_and_left_to_the_day")
    assert (found["before"], found["left"], found["refused"]) == ("done", "publishing", "cycle.already_published")
    assert found["after"]["cycle"] == "published"
    assert found["by"] == found["organiser"]
    assert found["faults"] == []


def test_handing_in_many_killed_after_any_statement_hands_in_none_of_them(play: Play) -> None:
    found = play("killed_handing_in")
    assert found["kills"] >= 3, "one that reads, one on the sheets, one on the trail"
    assert found["left"] == [found["before"]]
    after, before = found["after"]["states"], found["before"]["states"]
    assert (after["submitted"], after["opened"]) == (before["submitted"] + 6, before["opened"] - 6)
    assert found["after"]["versions"] == found["after"]["acts"]
    assert found["faults"] == []


def test_a_batch_killed_at_any_moment_is_written_whole_or_not_at_all(play: Play) -> None:
    found = play("killed_from_outside")
    done = found["after"]
    assert found["left"]
    assert all(left in (found["before"], done) for left in found["left"])
    assert done["states"]["confirmed"] == found["before"]["states"]["submitted"]
    assert done["versions"] == done["acts"]
    assert found["faults"] == []


def test_each_verb_over_many_killed_again_and_again_ends_as_one_that_was_not(play: Play) -> None:
    found = play("killed_verbs")
    assert len(found["verbs"]) == 12
    for name, verb in found["verbs"].items():
        assert verb["kills"] >= 2, name
        assert (verb["halves"], verb["same"], verb["changed"]) == ([], True, True), name
    assert found["faults"] == []
