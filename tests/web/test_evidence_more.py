"""The register of facts at its edges: paging, both languages, hostile words, stale forms, every ruling in words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from tests.assessment import cast
from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.world import AUDITOR, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.audit.models import Entry
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact
from thenchot.lib import clock
from thenchot.people.actions.delegate import grant
from thenchot.rules import acts
from thenchot.rules.acts import Ruling
from thenchot.web.evidence.words import kind_choices, kind_name, ruling_words

ENTER = "/thong-tin/ghi-nhan"
FORM = {
    "kind": "public_duty_discipline", "subject": STAFF, "document": "45/QĐ-UBND", "document_on": "20/11/2026",
    "happened_on": "06/10/2026", "decided_on": "20/11/2026", "text": "Khiển trách do trễ hẹn hồ sơ.",
}  # fmt: skip
HOSTILE = "<script>alert('Đ')</script> <b>Ă̂n</b> & \"x\""
CODES = sorted(
    set(
        re.findall(r'Ruling\("(?:ask|not_counted)", "(\w+)"', Path(acts.__file__).read_text(encoding="utf-8"))
    )
)


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


def entered(client: Client, **other: str) -> Fact:
    answer = client.post(ENTER, FORM | other)
    assert answer.status_code == 302, main(answer)
    return Fact.objects.latest("id")


def many(world: World, count: int, code: str = STAFF) -> None:
    """Facts as they stand in a register that has grown over years."""
    by, person, at = world.person(ORGANISER), world.person(code), clock.now()
    Fact.objects.bulk_create(
        Fact(
            kind="other_discipline", person_id=person, happened_on=date(2026, 1, 1), decided_on=date(2026, 2, 1),
            document=f"{number:03}/QĐ", document_on=date(2026, 2, 1), text=f"Việc {number:03}", source="Văn phòng",
            entered_by_id=by, at=at,
        )
        for number in range(count)
    )  # fmt: skip


# --- every ruling and every kind in words ------------------------------------------------------------------------------------


def test_the_rules_have_the_codes_that_the_page_has_words_for() -> None:
    assert len(CODES) == 7


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_ruling_is_said_in_both_languages_with_its_day_or_year(code: str, language: str) -> None:
    """Điều 11 khoản 3: whoever reads must see why an act does not count, or what the authority has to say."""
    with translation.override(language):
        said = ruling_words(Ruling("ask", code, "", {"day": date(2026, 8, 1), "year": 2025}))
    assert said
    assert "%" not in said
    assert ("Không tính" in said or "Cấp có thẩm quyền" in said) is (language == "vi")
    if code != "act_unit_unknown":
        assert ("01/08/2026" in said) or ("2025" in said)


def test_an_act_that_counts_needs_no_words() -> None:
    assert ruling_words(acts.COUNTS) == ""


@pytest.mark.parametrize("code", list(all_kinds()))
def test_each_kind_has_a_name_in_either_language(code: str) -> None:
    kind = all_kinds()[code]
    with translation.override("vi"):
        assert (kind_name(kind), kind_choices([kind])) == (kind.vi, [(code, kind.vi)])
    with translation.override("en"):
        assert kind_name(kind) == kind.en


# --- the register -------------------------------------------------------------------------------------------------------------


def test_an_empty_register_says_what_will_stand_there(organiser: Client, as_: As) -> None:
    assert "Chưa có thông tin nào" in main(organiser.get("/thong-tin"))
    assert "Chưa có thông tin nào" in main(as_(STAFF).get("/thong-tin/cua-toi"))
    assert "Không có thông tin nào khớp" in main(organiser.get("/thong-tin?tim=45"))


def test_a_long_register_is_read_a_page_at_a_time_and_keeps_the_search(
    organiser: Client, world: World
) -> None:
    many(world, 101)
    first, second = (main(organiser.get(f"/thong-tin?tim=nguyen+thi&trang={page}")) for page in (1, 2))
    assert "Việc 100" in first
    assert "Việc 000" not in first
    assert "Việc 000" in second
    assert "Việc 001" not in second
    links = organiser.get("/thong-tin?tim=nguyen+thi").content.decode()
    assert "?tim=nguyen+thi&amp;trang=2" in links
    assert main(organiser.get("/thong-tin?tim=nguyen+thi&trang=99")) == second
    assert "Việc 100" in main(organiser.get("/thong-tin?trang=x"))


def test_a_page_of_a_long_register_asks_the_database_no_more_than_a_short_one(
    organiser: Client, world: World
) -> None:
    many(world, 3)
    organiser.get("/thong-tin")
    few = _queries(organiser)
    many(world, 60, LATE)
    assert _queries(organiser) <= few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get("/thong-tin").status_code == 200
    return len(seen)


def test_a_filter_by_kind_holds_and_an_unknown_kind_filters_nothing(organiser: Client) -> None:
    entered(organiser)
    entered(organiser, kind="other_discipline", document="46/QĐ-UBND", subject=LATE)
    page = main(organiser.get("/thong-tin?loai=other_discipline"))
    assert ("46/QĐ-UBND" in page, "45/QĐ-UBND" in page) == (True, False)
    assert all(
        paper in main(organiser.get("/thong-tin?loai=nothing")) for paper in ("45/QĐ-UBND", "46/QĐ-UBND")
    )


def test_the_pages_are_in_english_too(organiser: Client, as_: As) -> None:
    entered(organiser)
    for client, path in (
        (organiser, "/thong-tin"),
        (organiser, f"{ENTER}?loai=party_discipline"),
        (as_(STAFF), "/thong-tin/cua-toi"),
    ):
        client.cookies["django_language"] = "en"
        page = main(client.get(path))
        assert "iscipline for degradation or a public-duty violation" in page
        for vietnamese in ("Ghi nhận", "Thông tin", "Kỷ luật", "Rút lại"):
            assert vietnamese not in page


def test_hostile_words_are_words_in_the_register_and_on_the_persons_page(
    organiser: Client, as_: As, world: World
) -> None:
    fact = entered(organiser, text=HOSTILE, document=HOSTILE)
    organiser.post(f"/thong-tin/{fact.id}/rut-lai", {"reason": HOSTILE, "version": "1"})
    for client, path in (
        (organiser, "/thong-tin"),
        (as_(STAFF), "/thong-tin/cua-toi"),
        (as_(STAFF), "/viec-can-lam"),
    ):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>Ă̂n</b>" not in page
    assert organiser.get("/thong-tin").content.decode().count("&lt;script&gt;") >= 3
    refused = organiser.post(ENTER, FORM | {"text": HOSTILE, "document": ""}).content.decode()
    assert "<script>alert" not in refused
    assert "Ă̂n" in refused
    search = organiser.get("/thong-tin", {"tim": '"><script>x'}).content.decode()
    assert '"><script>x' not in search


def test_a_paper_with_a_very_long_number_is_kept_to_its_bound(organiser: Client) -> None:
    fact = entered(organiser, document="9" * 300, text="Ă̂" * 3000)
    assert (len(fact.document), len(fact.text)) == (100, 3000 * len("Ă̂"))


# --- forms ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"kind": "nothing"}, 422, "Chọn loại thông tin"), ({"kind": ""}, 422, "Chọn loại thông tin"),
        ({"decided_on": "30/02/2026"}, 422, "Nhập ngày dạng 05/11/2026"), ({"decided_on": ""}, 422, "ngày quyết định"),
        ({"used_in_year": "2027"}, 422, "Nhập năm đã dùng"), ({"used_in_year": "1999"}, 422, "Nhập năm đã dùng"),
        ({"same_act_as": "99999"}, 422, "Thông tin được chọn là về người khác"),
        ({"kind": "organisation_level", "subject": "BT", "period": "2026-13", "level": "HT"}, 422, "Nhập kỳ dạng 2026"),
        ({"kind": "organisation_level", "subject": "BT", "period": "2026", "level": "X"}, 422, "Chọn mức xếp loại của tổ chức"),
    ],
)  # fmt: skip
def test_each_refusal_of_the_form_keeps_what_was_typed(
    organiser: Client, given: dict[str, str], status: int, said: str
) -> None:
    lines = Entry.objects.count()
    answer = organiser.post(ENTER, FORM | given)
    assert (answer.status_code, said in main(answer)) == (status, True)
    assert FORM["text"] in main(answer)
    assert (Fact.objects.count(), Entry.objects.count()) == (0, lines)


def test_days_may_be_typed_either_way_and_a_year_used_is_kept(organiser: Client) -> None:
    fact = entered(organiser, happened_on="2026-10-06", used_in_year="2025")
    assert (fact.happened_on, fact.used_in_year) == (date(2026, 10, 6), 2025)
    assert "đã là căn cứ xếp loại năm 2025" in main(organiser.get("/thong-tin"))


def test_a_withdrawal_from_an_old_page_is_a_conflict_and_nobody_is_told_twice(
    organiser: Client, as_: As
) -> None:
    fact = entered(organiser)
    address = f"/thong-tin/{fact.id}/rut-lai"
    lines = Entry.objects.count()
    stale = organiser.post(address, {"reason": "Quyết định bị hủy.", "version": "7"})
    assert (stale.status_code, Entry.objects.count()) == (409, lines)
    assert Fact.objects.get().withdrawn_at is None
    assert "đã được rút lại" not in text(as_(STAFF).get("/viec-can-lam"))


def test_addresses_of_acts_are_sent_not_read_and_a_fact_that_is_none_does_not_exist(
    organiser: Client, as_: As
) -> None:
    fact = entered(organiser)
    assert organiser.get(f"/thong-tin/{fact.id}/rut-lai").status_code == 405
    assert organiser.post("/thong-tin/99999/rut-lai", {"reason": "Hủy"}).status_code == 404
    assert organiser.delete("/thong-tin").status_code == 405
    assert as_("").get("/thong-tin").status_code == 302
    assert as_("").get("/thong-tin/cua-toi").status_code == 302


def test_an_auditor_reads_without_a_form_and_a_person_sees_only_the_own_facts(
    organiser: Client, as_: As
) -> None:
    fact = entered(organiser)
    page = as_(AUDITOR).get("/thong-tin").content.decode()
    assert "45/QĐ-UBND" in page
    assert f"/thong-tin/{fact.id}/rut-lai" not in page
    assert ENTER not in page
    assert as_(AUDITOR).get(ENTER).status_code == 403
    for code in (LATE, HEAD):
        assert "45/QĐ-UBND" not in main(as_(code).get("/thong-tin/cua-toi"))


def test_an_office_is_offered_the_kinds_it_may_enter_and_no_form_for_others(as_: As, world: World) -> None:
    grant(
        by=cast.SETUP,
        staff_code=OTHER,
        role="monitoring_office",
        unit_code="BT-KT",
        valid_from=date(2026, 1, 1),
    )
    office = as_(OTHER)
    page = office.get(ENTER).content.decode()
    assert 'value="party_discipline"' in page
    assert 'value="organisation_level"' not in page
    assert 'name="level"' not in office.get(f"{ENTER}?loai=organisation_level").content.decode()
    fact = entered(office)
    organiser_sees = as_(ORGANISER).get("/thong-tin").content.decode()
    assert f"/thong-tin/{fact.id}/rut-lai" in organiser_sees
