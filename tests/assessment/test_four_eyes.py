"""Nobody proposes or decides their own level: refused at the opening, and once more where a sheet stands so."""

from __future__ import annotations

import pytest

from tests.assessment.cast import CHAIR, DECREE, OCTOBER, OCTOBER_2019, SETUP, Town, refused
from tests.web.office_cast import on, send, text, town_of
from thenchot.assessment.access import sheet_to_decide, sheet_to_rank, sheets_of_step
from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import DECIDES_OWN, SETTLES_OWN
from thenchot.people.actions.delegate import Rule, delegate

pytestmark = pytest.mark.django_db


def deciding_for_all(town: Town) -> None:
    """A row of delegation that makes the chairman decide for everybody of the ward, and so for himself."""
    rule = Rule("decide", "BT", "Quyết định phân cấp số 13", rank="head", bloc="chinh_quyen", holder_code=CHAIR)
    delegate(by=SETUP, rule=rule, valid_from=town.month.day(1))


def test_a_period_in_which_somebody_would_decide_on_themselves_is_not_opened() -> None:
    town = town_of(OCTOBER_2019, opened=False)
    deciding_for_all(town)
    with refused(DECIDES_OWN, count=1, names="Trịnh Quang Vĩnh"):
        town.open()


def test_a_month_without_levels_is_opened_all_the_same() -> None:
    town = town_of(OCTOBER, opened=False)
    deciding_for_all(town)
    assert town.open().rulebook == DECREE


@pytest.fixture
def own() -> Sheet:
    """The chairman's own sheet, with himself in both places."""
    town = town_of(OCTOBER_2019)
    Sheet.objects.filter(id=town.sheet(CHAIR).id).update(ranker_id=town.id(CHAIR), decider_id=town.id(CHAIR))
    return town.sheet(CHAIR)


def test_ones_own_level_is_neither_proposed_nor_decided(own: Sheet) -> None:
    viewer = Town(OCTOBER_2019).viewer(CHAIR)
    for ask in (sheet_to_rank, sheet_to_decide):
        with refused(SETTLES_OWN):
            ask(viewer, own.id)
    for holder in ("ranker_id", "decider_id"):
        with refused(SETTLES_OWN):
            sheets_of_step(viewer, [own.id], holder)


@pytest.mark.parametrize("page", ["de-xuat", "quyet-dinh"])
def test_the_page_says_why(own: Sheet, page: str) -> None:
    on(OCTOBER_2019.day(23))
    answer = send(CHAIR, f"/{page}/2019-10", sheet=own.id, version=own.version, level="HTXS", reason="Tốt")
    assert answer.status_code == 403
    assert "sheet.settles_own" in text(answer)
