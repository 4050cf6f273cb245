"""What one publication left behind is published by another, with its own decision; the cap is asked of both together."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment.cast import AUTHORITY, ORGANISER, refused
from tests.bodies.conftest import Year
from thenchot.bodies import refusals
from thenchot.bodies.actions.excuse import excuse
from thenchot.bodies.actions.publish import Announcement, publish
from thenchot.bodies.actions.raise_share import raise_share
from thenchot.bodies.actions.replace import Replacement, replace
from thenchot.bodies.models import BodyResult, BodySheet
from thenchot.bodies.queries.integrity import verify_bodies
from thenchot.bodies.queries.rounds import round_view
from thenchot.evidence.queries import organisation_levels
from thenchot.people.models import Person

LATER = date(2026, 12, 5)


@pytest.fixture
def published(year: Year) -> Year:
    """One of five organisations is published, the others are left for later."""
    year.through("HL")
    year.publish("Bốn tổ chức chưa nộp hồ sơ")
    return year


def bring(year: Year, document: str, reason: str = "") -> int:
    return publish(by=year.viewer(ORGANISER), given=Announcement(year.round, document, LATER, reason))


def test_the_rest_is_published_later_by_decisions_of_its_own(published: Year) -> None:
    year = published
    first = BodyResult.objects.values().get()
    year.through("NV")
    assert bring(year, "52/QĐ-UBND", "Phường Bến Trúc chưa nộp") == 1
    for unit in ("BT-KT", "BT-VP", "BT"):
        year.through(unit)
    assert bring(year, "60/QĐ-UBND") == 3
    papers = dict(BodyResult.objects.values_list("sheet__unit__code", "document"))
    assert papers == {
        "HL": "Số 45/QĐ-UBND", "NV": "52/QĐ-UBND", "BT-KT": "60/QĐ-UBND", "BT-VP": "60/QĐ-UBND", "BT": "60/QĐ-UBND",
    }  # fmt: skip
    assert BodyResult.objects.filter(id=first["id"]).values().get() == first
    ward = year.town.unit("BT").id
    assert organisation_levels("2026", [ward])[ward].document == "60/QĐ-UBND"
    view = round_view(year.round, year.viewer(ORGANISER))
    assert [(one.document, one.count) for one in view.announced] == [
        ("Số 45/QĐ-UBND", 1), ("52/QĐ-UBND", 1), ("60/QĐ-UBND", 3),
    ]  # fmt: skip
    assert (year.round.document, year.round.closing_reason) == ("Số 45/QĐ-UBND", "")
    with refused(refusals.PUBLISHED_ALREADY):
        bring(year, "61/QĐ-UBND")
    assert list(verify_bodies()) == []


def test_whoever_is_still_missing_is_named_with_a_reason_again_and_may_be_excused(published: Year) -> None:
    published.through("NV")
    with refused(refusals.NOT_FINISHED, count=3):
        bring(published, "52/QĐ-UBND")
    for unit in ("BT-KT", "BT-VP", "BT"):
        excuse(by=published.viewer(AUTHORITY), sheet=published.sheet(unit), reason="Sáp nhập")
    assert bring(published, "52/QĐ-UBND") == 1


def test_two_who_bring_the_rest_at_once_bring_it_once(published: Year) -> None:
    published.through("NV")
    stale = published.round
    bring(published, "52/QĐ-UBND", "Còn lại làm sau")
    with refused(refusals.NOTHING_MORE):
        publish(by=published.viewer(ORGANISER), given=Announcement(stale, "53/QĐ-UBND", LATER, "Còn lại"))
    assert BodyResult.objects.count() == 2


def test_the_cap_is_asked_of_what_was_published_before_and_now_together(year: Year) -> None:
    """One excellent of four good ones at 25 %; when one of the four comes out lower, the first has no place any more."""
    BodySheet.objects.update(recogniser=Person.objects.get(staff_code=AUTHORITY))
    raise_share(by=year.viewer(AUTHORITY), found=year.round, note="Thu ngân sách vượt 20 %")
    for unit in ("NV", "BT-KT", "BT-VP", "BT"):
        year.hand_in(unit, "HTT")
    year.hand_in("HL")
    year.advise("HL")
    year.recognise("HL")
    year.publish("Còn lại làm sau")
    for unit, level in (("NV", "HTT"), ("BT-KT", "HTT"), ("BT-VP", "HTT"), ("BT", "HT")):
        year.advise(unit, level, "Theo kiểm tra")
        year.recognise(unit, level, "Theo tham mưu")
    results = BodyResult.objects.count()
    with refused(refusals.CLOSING_OVER_CAP, count=1, allowed=0, good=4):
        bring(year, "52/QĐ-UBND")
    assert BodyResult.objects.count() == results
    replace(by=year.viewer(AUTHORITY), given=Replacement(year.sheet("HL"), "HTT", "Vượt tỷ lệ", "53/QĐ-UBND", LATER))
    assert bring(year, "52/QĐ-UBND") == 4
    assert list(verify_bodies()) == []
