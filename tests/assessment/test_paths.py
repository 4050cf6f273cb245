"""The way from the score somebody gave themselves to the one that was confirmed: each step, by whom and why."""

from __future__ import annotations

from tests.assessment.cast import AN, BINH, CHI, DIVISION_HEAD, Town
from thenchot.assessment.actions.confirm import Confirmation, confirm
from thenchot.assessment.queries.paths import Moved, paths_of


def rate(town: Town, code: str, corrections: dict[str, str], reason: str = "") -> None:
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(town.sheet(code), corrections, reason=reason))


def test_a_moved_level_is_told_with_its_reason_and_moved_marks_with_theirs(town: Town) -> None:
    town.hand_in([AN, BINH, CHI])
    rate(town, AN, {f"I.{n}": "0" for n in (1, 2)}, "Vi phạm giờ làm.")
    rate(town, BINH, {"I.1": "2,5"}, "Tự chấm thấp hơn thực tế.")
    rate(town, CHI, {})
    an, binh, chi = town.sheets([AN, BINH, CHI])
    assert (an.self_level, an.band, binh.self_level == binh.band) == ("HTXS", "HTT", True)
    found = paths_of([an.id, binh.id, chi.id])
    assert found == {
        an.id: (Moved("confirm", "HTXS", "HTT", "Bạch Văn Tường", "Vi phạm giờ làm."),),
        binh.id: (Moved("confirm", "", "", "Bạch Văn Tường", "Tự chấm thấp hơn thực tế."),),
    }
    assert paths_of([]) == {}
