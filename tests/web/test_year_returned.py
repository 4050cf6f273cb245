"""A yearly sheet given back to the person, and the meeting of Điều 21 on the home page of whoever must hold it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    ORGANISER,
    STRANGER,
    WARD,
    Month,
    Town,
)
from tests.assessment.yearly import BEFORE, Year, bring, open_year
from tests.kept import state
from tests.web.office_cast import accounts, get, main, on, send, text
from thenchot.assessment.models import Meeting, Sheet
from thenchot.assessment.queries.home import waiting_for
from thenchot.audit.queries import history
from thenchot.notices.queries import recent

pytestmark = pytest.mark.django_db


def _ranked() -> Year:
    """The yearly cycle of the ward on the 8th of December: everybody has ranked themselves, no meeting is recorded yet."""
    town = cast.build(Month(cast.DECREE, 2026, 12))
    accounts()
    on(date(2026, 12, 2))
    bring(town, WARD, dict.fromkeys(BEFORE, "80"))
    year = open_year(town)
    town.cycle_id = year.cycle_id
    on(date(2026, 12, 4))
    year.rank_self()
    on(date(2026, 12, 8))
    return year


@pytest.fixture
def year() -> Year:
    on(date(2026, 12, 2))
    return state(_ranked)


def give_back(year: Year, code: str, by: str = CHAIR, note: str = "Nêu rõ kết quả quý III.") -> Any:
    sheet = year.sheet(code)
    return send(by, f"/phieu/{sheet.id}/tra-lai", note=note, version=str(sheet.version))


def kept(sheet: Sheet) -> Mapping[str, object]:
    return {name: getattr(sheet, name) for name in ("state", "return_note", "proposed_level", "band", "absence", "confirmed_at")}


BLANK = {"proposed_level": "", "band": "", "absence": "", "confirmed_at": None}


def test_who_proposes_gives_a_yearly_sheet_back_with_what_is_missing_and_the_person_sends_it_again(year: Year) -> None:
    form = get(CHAIR, f"/phieu/{year.sheet(AN).id}").content.decode()
    assert 'id="tra-lai"' in form
    silent = give_back(year, AN, note=" ")
    assert silent.status_code == 422
    assert '<section class="card flush" id="tra-lai"><details class="fold" open>' in silent.content.decode()
    assert give_back(year, AN).status_code == 302
    assert kept(year.sheet(AN)) == {**BLANK, "state": "opened", "return_note": "Nêu rõ kết quả quý III."}
    assert [row.action for row in history("sheet", year.sheet(AN).id)][-1] == "send_back"
    told = recent(year.town.id(AN))[0]
    assert (told.kind, told.params["note"]) == ("sheet_returned", "Nêu rõ kết quả quý III.")
    own = main(get(AN, f"/phieu/{year.sheet(AN).id}"))
    assert "Phiếu được trả lại để bổ sung “Nêu rõ kết quả quý III.”" in own
    on(date(2026, 12, 10))
    again = {"version": str(year.sheet(AN).version), "level": "HT", "undertaking": "1", "strengths": "Quý III xong sớm."}
    assert send(AN, f"/phieu/{year.sheet(AN).id}/tu-xep-loai", **again).status_code == 302
    assert (year.sheet(AN).state, year.sheet(AN).self_level) == ("submitted", "HT")


def test_a_proposal_is_taken_back_with_the_sheet_and_a_decision_is_not(year: Year) -> None:
    year.propose(AN)
    assert "Mức đã đề xuất bỏ đi" in main(get(CHAIR, f"/phieu/{year.sheet(AN).id}"))
    assert give_back(year, AN).status_code == 302
    assert kept(year.sheet(AN))["proposed_level"] == ""
    year.meet()
    year.propose(BINH)
    on(date(2026, 12, 11))
    year.decide(BINH)
    refused = give_back(year, BINH)
    assert refused.status_code in (403, 409)
    assert year.sheet(BINH).state == "decided"
    assert 'id="tra-lai"' not in get(CHAIR, f"/phieu/{year.sheet(BINH).id}").content.decode()


def test_whoever_was_left_unranked_is_ranked_after_all(year: Year) -> None:
    sheet = year.sheet(AN)
    left = {"absence": "under_6_months", "note": "Nhận việc từ tháng 8", "version": str(sheet.version)}
    assert send(CHAIR, f"/phieu/{sheet.id}/khong-xep-loai", **left).status_code == 302
    assert "Xếp loại năm nay, để gửi phiếu" in main(get(CHAIR, f"/phieu/{sheet.id}"))
    assert give_back(year, AN, note="Đã có quyết định chuyển công tác").status_code == 302
    assert kept(year.sheet(AN)) == {**BLANK, "state": "opened", "return_note": "Đã có quyết định chuyển công tác"}


def test_only_who_proposes_gives_a_yearly_sheet_back(year: Year) -> None:
    assert year.sheet(AN).scorer.staff_code == DIVISION_HEAD
    refused = give_back(year, AN, by=DIVISION_HEAD)
    assert refused.status_code == 403
    assert "sheet.not_ranker" in text(refused)
    assert give_back(year, AN, by=AN).status_code == 403
    assert give_back(year, AN, by=STRANGER).status_code == 404
    assert 'id="tra-lai"' not in get(DIVISION_HEAD, f"/phieu/{year.sheet(AN).id}").content.decode()


def meeting_of(town: Town, code: str) -> tuple[int, date | None, date | None] | None:
    found = [job for job in waiting_for(town.viewer(code)) if job.kind == "meeting"]
    return (found[0].count, found[0].first, found[0].last) if found else None


def test_the_meeting_is_a_job_of_each_head_until_it_is_recorded(year: Year) -> None:
    """Điều 21: of the division its head, of the leaders and the whole body its chairman; the body's meeting covers all."""
    town, days = year.town, (date(2026, 12, 4), date(2026, 12, 8))
    assert meeting_of(town, DIVISION_HEAD) == (5, *days)
    assert meeting_of(town, AN) is meeting_of(town, ORGANISER) is None
    page = get(DIVISION_HEAD, "/viec-can-lam")
    assert "Họp nhận xét, đánh giá 5 người, năm 2026" in main(page)
    assert f"/ky/{year.cycle_id}/hop" in page.content.decode()
    year.meet("BT-KT", "unit")
    assert meeting_of(town, DIVISION_HEAD) is None
    held = meeting_of(town, CHAIR)
    assert held is not None
    year.meet("BT", "leadership")
    assert meeting_of(town, CHAIR) is None
    assert meeting_of(town, AUTHORITY) is None


def test_an_opinion_of_the_meeting_is_enough_for_one_person(year: Year) -> None:
    year.meet("BT-KT", "unit", {AN: "Tận tụy."})
    Meeting.objects.update(unit_id=year.town.unit("BT-VP").id)
    assert meeting_of(year.town, DIVISION_HEAD) == (4, date(2026, 12, 4), date(2026, 12, 8))
