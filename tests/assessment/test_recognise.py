"""Finding a body outstanding, so that the higher share of its rulebook holds."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.assessment.cast import AUTHORITY, CHAIR, ORGANISER, Town, refused
from thenchot.assessment.actions.recognise import recognise
from thenchot.assessment.caps import cap_states, outstanding_bodies
from thenchot.assessment.models import Outstanding
from thenchot.assessment.refusals import ALREADY_PUBLISHED, NO_HIGHER_SHARE, NOT_OF_THE_BODY, OUTSTANDING_NOTE
from thenchot.audit.queries import history
from thenchot.lib import canonical

NOTE = "Dẫn đầu thành phố về cải cách hành chính, Bằng khen số 45."


def test_the_finding_is_kept_with_its_ground_and_raises_the_share(any_town: Town) -> None:
    body = any_town.unit("BT").id
    any_town.hand_in(["0022"])
    any_town.confirm(["0022"])
    before = cap_states(any_town.cycle)[0].share
    recognise(by=any_town.viewer(AUTHORITY), cycle=any_town.cycle, body_id=body, note=f" {NOTE} ")
    row = Outstanding.objects.get()
    assert (row.body_id, row.by_id, row.note) == (body, any_town.id(AUTHORITY), NOTE)
    assert outstanding_bodies(any_town.cycle) == {body}
    shares = {"hn-3814-2018": ("3/10", "2/5"), "nd335-2025-cong-chuc": ("1/5", "1/4")}[any_town.month.rulebook]
    assert (before, cap_states(any_town.cycle)[0].share) == tuple(map(Fraction, shares))
    (act,) = history("outstanding", any_town.cycle_id)
    assert (act.action, act.actor_id) == ("recognise", any_town.id(AUTHORITY))
    assert canonical.loads(act.payload) == {"body": body, "note": NOTE}


def test_a_second_finding_replaces_the_ground_and_both_stay_in_the_trail(old_town: Town) -> None:
    body = old_town.unit("BT").id
    for note in (NOTE, "Đính chính số Bằng khen: 54."):
        recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=body, note=note)
    assert Outstanding.objects.get().note == "Đính chính số Bằng khen: 54."
    assert history("outstanding", old_town.cycle_id).count() == 2


@pytest.mark.parametrize("note", ["", "  "])
def test_without_a_ground_there_is_no_finding(old_town: Town, note: str) -> None:
    with refused(OUTSTANDING_NOTE):
        recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=old_town.unit("BT").id, note=note)


@pytest.mark.parametrize("code", [CHAIR, ORGANISER])
def test_only_who_decides_on_somebody_of_the_body_finds_it_outstanding(old_town: Town, code: str) -> None:
    with refused(NOT_OF_THE_BODY):
        recognise(by=old_town.viewer(code), cycle=old_town.cycle, body_id=old_town.unit("BT").id, note=NOTE)
    with refused(NOT_OF_THE_BODY):
        recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=old_town.unit("HL").id, note=NOTE)


def test_a_rulebook_without_a_higher_share_is_told_so(quarter_town: Town) -> None:
    body = quarter_town.unit("BT").id
    with refused(NO_HIGHER_SHARE):
        recognise(by=quarter_town.viewer(AUTHORITY), cycle=quarter_town.cycle, body_id=body, note=NOTE)
    assert not Outstanding.objects.exists()


def test_after_publication_no_share_is_raised(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    with refused(ALREADY_PUBLISHED):
        recognise(by=old_town.viewer(AUTHORITY), cycle=old_town.cycle, body_id=old_town.unit("BT").id, note=NOTE)
