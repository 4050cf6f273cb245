"""What was read before a period was published is not written into it afterwards: the missing stay as they were."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, DIVISION_HEAD, ORGANISER, Town
from tests.faults.races import ASSESSMENT, Race, sent
from tests.faults.test_races import told
from tests.faults.world import faults
from tests.kept import state
from thenchot.assessment.actions.confirm import Confirmation, confirm, confirm_many
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.models import Sheet
from thenchot.audit.models import Entry

pytestmark = pytest.mark.django_db
OF_SHEETS = ("self_assess", "withdraw", "send_back", "comment", "excuse", "confirm", "propose", "decide")
STALE = [race for race in ASSESSMENT if race.verb.removeprefix("assessment/") in OF_SHEETS]


def close(town: Town) -> int:
    return publish(by=town.viewer(ORGANISER), cycle=town.cycle, reason="Chốt sớm")


def unfinished(town: Town) -> list[object]:
    rows = Sheet.objects.filter(cycle_id=town.cycle_id).exclude(state="published").order_by("id")
    return [*rows.values_list("id", "state", "version", "last_hash"), Entry.objects.count()]


@pytest.mark.parametrize("race", STALE, ids=lambda race: race.verb)
def test_who_read_the_period_as_open_moves_nothing_in_it_once_it_is_published(
    race: Race, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", race.day.isoformat())
    town = state(race.town)
    act = race.desk(town, 0)
    close(town)
    before = unfinished(town)
    assert told(act) == "cycle.already_published"
    assert unfinished(town) == before
    assert faults() == []


def test_all_verbs_that_move_a_sheet_are_asked() -> None:
    assert {race.verb.removeprefix("assessment/") for race in STALE} == set(OF_SHEETS)


def test_publishing_takes_what_was_finished_until_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    """Confirmed between the question who is missing and the beginning: it must be published too, not stay behind."""
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    town = state(sent)
    town.hand_in(["0023"])
    sheet, cycle = town.sheet(AN), town.cycle
    confirm(by=town.viewer(DIVISION_HEAD), given=Confirmation(sheet))
    monkeypatch.setattr("thenchot.assessment.actions.publish._refuse_unready", lambda *_: _another(town))
    publish(by=town.viewer(ORGANISER), cycle=cycle, reason="Chốt sớm")
    assert set(Sheet.objects.filter(cycle=cycle).values_list("state", flat=True)) == {"published", "opened"}
    assert faults() == []


def _another(town: Town) -> None:
    """Another one is confirmed while the publication is on its way."""
    town.confirm(["0023"])


def test_one_click_on_many_confirms_all_of_them_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-20")
    town = state(sent)
    codes = ["0023", "0024", "0025", "0021", DIVISION_HEAD]
    town.hand_in(codes)
    given = [Confirmation(sheet) for sheet in town.sheets([AN, *codes])]
    leader = given[-1].sheet
    Sheet.objects.filter(id=leader.id).update(version=leader.version + 1)
    assert told(lambda: confirm_many(by=town.actor("0010"), cycle=town.cycle, given=given)) == "sheet.changed"
    assert set(
        Sheet.objects.filter(id__in=[one.sheet.id for one in given]).values_list("state", flat=True)
    ) == {"submitted"}
