"""Whose an organisation's sheet is to see, fill, advise on, recognise: 404 for the unseen, 403 with the article for the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    CHAIR,
    DEPUTY,
    DIVISION_HEAD,
    GIANG,
    HANH,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    SECRETARY,
    SETUP,
    START,
    STRANGER,
    refused,
)
from tests.bodies.conftest import HEADS, Year
from thenchot.bodies import access, refusals
from thenchot.bodies.queries.rounds import round_view, scopes_to_open, waiting_bodies
from thenchot.lib.refusals import Kind, Refusal
from thenchot.people.actions.delegate import grant
from thenchot.people.identity import Identity

ALL = set(HEADS)
WARD = {"BT", "BT-KT", "BT-VP"}
Ask = Callable[[Identity, int], object]


def answer(ask: Ask, viewer: Identity, number: int) -> str:
    """ "ok", or the code of the refusal."""
    try:
        ask(viewer, number)
    except Refusal as refusal:
        assert refusal.sentence
        return refusal.code
    return "ok"


@pytest.mark.parametrize(
    ("code", "units"),
    [
        (AUTHORITY, {"NV", "BT", "HL"}), (ORGANISER, ALL), (STRANGER, ALL), (AUDITOR, ALL), (CHAIR, WARD),
        (DIVISION_HEAD, {"BT-KT"}), (OFFICE_HEAD, {"BT-VP"}), (OTHER_HEAD, {"HL"}),
        (SECRETARY, set()), (DEPUTY, set()), (AN, set()), (HANH, set()), (ADMIN, set()),
    ],
)  # fmt: skip
def test_each_sees_what_they_head_recognise_advise_on_or_audit(
    year: Year, code: str, units: set[str]
) -> None:
    viewer = year.viewer(code)
    assert set(access.visible_sheets(viewer).values_list("unit__code", flat=True)) == units
    assert [found.id for found in access.visible_rounds(viewer)] == ([year.round_id] if units else [])
    for unit in ALL:
        expected = "ok" if unit in units else "body.not_found"
        assert answer(access.sheet_to_read, viewer, year.sheet(unit).id) == expected
    assert answer(access.round_to_read, viewer, year.round_id) == ("ok" if units else "body.round_not_found")


# Who may do what with the sheet of the ward BT: its head, the organisation body, its authority, and who looks on.
TABLE: list[tuple[Ask, dict[str, str]]] = [
    (access.sheet_to_fill, {CHAIR: "ok", AUTHORITY: "body.not_head", STRANGER: "body.not_head", AUDITOR: "body.not_head"}),
    (access.sheet_to_advise, {CHAIR: "body.not_organiser", AUTHORITY: "body.not_organiser", STRANGER: "ok", ORGANISER: "ok"}),
    (access.sheet_to_recognise, {CHAIR: "body.not_recogniser", AUTHORITY: "ok", STRANGER: "body.not_recogniser"}),
    (access.sheet_to_verify, {CHAIR: "body.not_organiser", AUTHORITY: "ok", STRANGER: "ok", AUDITOR: "body.not_organiser"}),
]  # fmt: skip


@pytest.mark.parametrize(("ask", "who"), TABLE, ids=lambda value: getattr(value, "__name__", ""))
def test_a_step_is_its_own_persons_and_of_nobody_who_only_sees(
    year: Year, ask: Ask, who: dict[str, str]
) -> None:
    number = year.sheet("BT").id
    assert {code: answer(ask, year.viewer(code), number) for code in who} == who
    for stranger in (AN, ADMIN, OTHER_HEAD, DIVISION_HEAD):
        assert answer(ask, year.viewer(stranger), number) == "body.not_found"
        assert answer(ask, year.viewer(stranger), 10_000) == "body.not_found"


def test_a_refusal_names_who_does_it_instead_and_the_article(year: Year) -> None:
    number, viewer = year.sheet("BT").id, year.viewer(STRANGER)
    with refused(refusals.NOT_HEAD, head="Trịnh Quang Vĩnh"):
        access.sheet_to_fill(viewer, number)
    with refused(refusals.NOT_RECOGNISER, recogniser="Đinh Thế Lãm"):
        access.sheet_to_recognise(viewer, number)
    assert refusals.NOT_HEAD.article.startswith("Điều 9 khoản 2 điểm a")
    assert refusals.NOT_RECOGNISER.article.startswith("Điều 5")


def test_an_organisation_without_a_head_says_that_none_is_known(year: Year) -> None:
    year.round.sheets.filter(unit__code="BT").update(head=None)
    with refused(refusals.NOT_HEAD, head="chưa xác định"):
        access.sheet_to_fill(year.viewer(STRANGER), year.sheet("BT").id)


def test_the_head_of_the_advising_body_neither_advises_on_nor_verifies_the_own_body(year: Year) -> None:
    number = year.sheet("NV").id
    for ask in (access.sheet_to_advise, access.sheet_to_verify):
        assert answer(ask, year.viewer(ORGANISER), number) == "body.own_body"
        assert answer(ask, year.viewer(STRANGER), number) == "ok"


@pytest.mark.parametrize(
    ("ask", "kind", "who"),
    [
        (access.round_to_run, refusals.NOT_ORGANISER, {ORGANISER: True, STRANGER: True, AUTHORITY: False, AUDITOR: False}),
        (access.round_to_recognise, refusals.NOT_RECOGNISER, {AUTHORITY: True, CHAIR: True, ORGANISER: False, OTHER_HEAD: False}),
    ],
)  # fmt: skip
def test_a_round_is_run_by_the_organisation_body_and_recognised_by_its_authorities(
    year: Year, ask: Ask, kind: Kind, who: dict[str, bool]
) -> None:
    found = {code: answer(ask, year.viewer(code), year.round_id) for code in who}
    assert found == {code: "ok" if may else kind.code for code, may in who.items()}
    assert answer(ask, year.viewer(AN), year.round_id) == "body.round_not_found"


def test_an_organisation_body_of_one_ward_runs_no_round_of_the_city(year: Year) -> None:
    grant(by=SETUP, staff_code=GIANG, role="organisation_body", unit_code="BT", valid_from=START)
    viewer = year.viewer(GIANG)
    assert set(access.visible_sheets(viewer).values_list("unit__code", flat=True)) == WARD
    assert answer(access.round_to_read, viewer, year.round_id) == "ok"
    assert answer(access.round_to_run, viewer, year.round_id) == "body.not_organiser"
    assert answer(access.sheet_to_advise, viewer, year.sheet("BT-KT").id) == "ok"
    assert answer(access.sheet_to_advise, viewer, year.sheet("HL").id) == "body.not_found"
    assert {name for _id, name in scopes_to_open(viewer, viewer.day)} == {
        "Phường Bến Trúc", "Phòng Kinh tế, Hạ tầng và Đô thị", "Văn phòng HĐND và UBND",
    }  # fmt: skip


def test_who_works_in_an_organisation_reads_its_result_and_those_above_once_published(year: Year) -> None:
    """Điều 9 khoản 2 điểm b: the result is made known to the organisation."""
    for unit in ("BT-KT", "BT-VP", "BT"):
        year.through(unit)
    readers = {
        AN: {"BT", "BT-KT"},
        GIANG: {"BT", "BT-VP"},
        HANH: {"BT"},
        DEPUTY: {"BT"},
        STRANGER: ALL,
        ADMIN: set(),
    }
    before = {code: access.visible_sheets(year.viewer(code)).count() for code in readers}
    assert before == {AN: 0, GIANG: 0, HANH: 0, DEPUTY: 0, STRANGER: 5, ADMIN: 0}
    year.publish("Các tổ chức khác làm sau")
    for code, units in readers.items():
        assert set(access.visible_sheets(year.viewer(code)).values_list("unit__code", flat=True)) == units
    assert answer(access.sheet_to_fill, year.viewer(AN), year.sheet("BT-KT").id) == "body.not_head"


def test_the_list_of_a_round_shows_each_reader_their_own_part_of_the_tree(year: Year) -> None:
    year.hand_in("BT-KT", "HTT")
    city, ward = (round_view(year.round, year.viewer(code)) for code in (ORGANISER, CHAIR))
    assert [(row.sheet.unit.code, row.depth, row.above) for row in ward.rows] == [
        ("BT", 0, "Thành phố Đông Lam"), ("BT-KT", 1, "Phường Bến Trúc"), ("BT-VP", 1, "Phường Bến Trúc"),
    ]  # fmt: skip
    assert {row.sheet.unit.code: row.lower_waiting for row in city.rows}["BT"] == 2
    assert {row.sheet.unit.code: row.waits_for for row in ward.rows} == {
        "BT": "Trịnh Quang Vĩnh", "BT-KT": "", "BT-VP": "Đặng Hữu Phước",
    }  # fmt: skip
    assert (len(city.rows), city.settled, city.counts, city.scope) == (5, 0, {}, "Thành phố Đông Lam")


def test_the_desk_names_whose_turn_it_is_at_each_step(year: Year) -> None:
    def waits(code: str) -> set[str]:
        return {row.sheet.unit.code for row in waiting_bodies(year.viewer(code))}

    assert (waits(OTHER_HEAD), waits(STRANGER), waits(AUTHORITY)) == ({"HL"}, set(), set())
    year.hand_in("HL", "HTT")
    assert (waits(OTHER_HEAD), waits(STRANGER), waits(AUTHORITY)) == (set(), {"HL"}, set())
    year.advise("HL", "HTT", "Theo số liệu")
    assert (waits(OTHER_HEAD), waits(STRANGER), waits(AUTHORITY)) == (set(), set(), {"HL"})
    year.recognise("HL", "HTT", "Theo số liệu")
    assert (waits(OTHER_HEAD), waits(STRANGER), waits(AUTHORITY)) == (set(), set(), set())


def test_the_head_who_advises_is_not_asked_to_advise_on_the_own_body(year: Year) -> None:
    year.hand_in("NV", "HTT")
    assert waiting_bodies(year.viewer(ORGANISER)) == []
    assert [row.sheet.unit.code for row in waiting_bodies(year.viewer(STRANGER))] == ["NV"]


def test_what_a_publication_left_behind_still_waits_and_what_it_published_does_not(year: Year) -> None:
    year.through("HL")
    year.hand_in("NV", "HTT")
    year.publish("Các tổ chức khác làm sau")
    waiting = {code: [row.sheet.unit.code for row in waiting_bodies(year.viewer(code))] for code in (CHAIR, STRANGER, AUTHORITY)}
    assert waiting == {CHAIR: ["BT"], STRANGER: ["NV"], AUTHORITY: []}
