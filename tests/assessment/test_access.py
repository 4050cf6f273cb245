"""Who reaches what: the object, 403 with its article for who may see but not do, 404 for who may not see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    BINH,
    CHAIR,
    DEPUTY,
    DEPUTY_2,
    DIVISION_DEPUTY,
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
    WARD,
    Town,
    refused,
)
from thenchot.assessment import access
from thenchot.assessment.actions.petition import petition
from thenchot.assessment.models import Cycle, Petition, Sheet
from thenchot.assessment.refusals import (
    CYCLE_NOT_FOUND,
    NOT_ADDRESSEE,
    NOT_DECIDER,
    NOT_DEPUTY,
    NOT_ORGANISER,
    NOT_OWN,
    NOT_PETITIONER,
    NOT_RANKER,
    NOT_SCORER,
    NOT_VERIFIER,
    PETITION_NOT_FOUND,
    SHEET_NOT_FOUND,
)
from thenchot.lib.refusals import Kind
from thenchot.people.actions.delegate import grant, put_in_charge
from thenchot.people.identity import Identity

ROLES = {
    "own": AN, "scorer": DIVISION_HEAD, "ranker": CHAIR, "decider": AUTHORITY, "deputy": DEPUTY,
    "other_deputy": DEPUTY_2, "organiser": ORGANISER, "auditor": AUDITOR, "administrator": ADMIN,
    "colleague": BINH, "other_bloc": SECRETARY, "stranger": STRANGER, "other_head": OTHER_HEAD,
}  # fmt: skip
SEES = {"own", "scorer", "ranker", "decider", "deputy", "organiser", "auditor"}
"""Who may read An's sheet; least of all the administrator."""
IN_CYCLE = SEES | {"other_deputy", "colleague", "other_bloc"}
OVER = {"organiser", "auditor"}

SheetAccess = Callable[[Identity, int], Sheet]
SHEET_VERBS: list[tuple[SheetAccess, set[str], Kind | None]] = [
    (access.sheet_to_read, SEES, None),
    (access.own_sheet, {"own"}, NOT_OWN),
    (access.sheet_to_score, {"scorer"}, NOT_SCORER),
    (access.sheet_to_rank, {"ranker"}, NOT_RANKER),
    (access.sheet_to_decide, {"decider"}, NOT_DECIDER),
    (access.sheet_to_comment, {"deputy"}, NOT_DEPUTY),
]
CYCLE_VERBS: list[tuple[Callable[[Identity, int], Cycle], set[str], Kind | None]] = [
    (access.cycle_to_read, IN_CYCLE, None),
    (access.cycle_to_run, {"organiser"}, NOT_ORGANISER),
    (access.cycle_to_verify, OVER, NOT_VERIFIER),
]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("reach", "may", "kind"), SHEET_VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_role_reaches_the_sheet_for_what_is_theirs(
    town: Town, reach: SheetAccess, may: set[str], kind: Kind | None, role: str
) -> None:
    viewer, sheet = town.viewer(ROLES[role]), town.sheet(AN)
    if role in may:
        assert reach(viewer, sheet.id).id == sheet.id
        return
    expected = kind if role in SEES and kind else SHEET_NOT_FOUND
    assert expected.status == (403 if role in SEES else 404)
    with refused(expected):
        reach(viewer, sheet.id)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("reach", "may", "kind"), CYCLE_VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_role_reaches_the_cycle_for_what_is_theirs(
    town: Town, reach: Callable[[Identity, int], Cycle], may: set[str], kind: Kind | None, role: str
) -> None:
    viewer = town.viewer(ROLES[role])
    if role in may:
        assert reach(viewer, town.cycle_id).id == town.cycle_id
        return
    with refused(kind if role in IN_CYCLE and kind else CYCLE_NOT_FOUND):
        reach(viewer, town.cycle_id)


@pytest.mark.parametrize(
    "reach",
    [verb for verb, *_ in SHEET_VERBS] + [verb for verb, *_ in CYCLE_VERBS] + [access.petition_to_read],
    ids=lambda verb: verb.__name__,
)
def test_a_number_that_nothing_has_is_not_found_for_anybody(town: Town, reach: Callable[[Identity, int], object]) -> None:
    kind = {"s": SHEET_NOT_FOUND, "o": SHEET_NOT_FOUND, "c": CYCLE_NOT_FOUND, "p": PETITION_NOT_FOUND}[reach.__name__[0]]
    for code in (AN, ORGANISER, ADMIN):
        with refused(kind):
            reach(town.viewer(code), 987654)


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (AN, {AN}),
        (GIANG, {GIANG}),
        (DIVISION_HEAD, {"0020", "0021", "0022", "0023", "0024", "0025"}),
        (OFFICE_HEAD, {"0030", "0031"}),
        (DEPUTY, {"0012", "0020", "0021", "0022", "0023", "0024", "0025"}),
        (SECRETARY, {"0011", "0040", "0041"}),
        (ORGANISER, set(WARD)),
        (AUDITOR, set(WARD)),
        (AUTHORITY, set(WARD)),
        (ADMIN, set()),
        (STRANGER, set()),
    ],
)
def test_the_sheets_one_sees_are_exactly_those_of_ones_duties(town: Town, code: str, seen: set[str]) -> None:
    rows = access.visible_sheets(town.viewer(code))
    assert sorted(rows.values_list("person__staff_code", flat=True)) == sorted(seen)


def test_refusals_name_who_holds_the_task(town: Town) -> None:
    sheet = town.sheet(AN).id
    with refused(NOT_SCORER, scorer="Bạch Văn Tường"):
        access.sheet_to_score(town.viewer(CHAIR), sheet)
    with refused(NOT_RANKER, ranker="Trịnh Quang Vĩnh"):
        access.sheet_to_rank(town.viewer(AUTHORITY), sheet)
    with refused(NOT_DECIDER, decider="Đinh Thế Lãm"):
        access.sheet_to_decide(town.viewer(CHAIR), sheet)


def test_a_role_over_another_branch_opens_nothing_here(town: Town) -> None:
    grant(by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="HL", valid_from=START)
    viewer = town.viewer(STRANGER)
    with refused(CYCLE_NOT_FOUND):
        access.cycle_to_run(viewer, town.cycle_id)
    with refused(SHEET_NOT_FOUND):
        access.sheet_to_read(viewer, town.sheet(AN).id)


def test_a_role_elsewhere_runs_no_cycle_that_one_sees_for_another_reason(town: Town) -> None:
    grant(by=SETUP, staff_code=CHAIR, role="organisation_body", unit_code="HL", valid_from=START)
    assert access.cycle_to_read(town.viewer(CHAIR), town.cycle_id).id == town.cycle_id
    with refused(NOT_ORGANISER):
        access.cycle_to_run(town.viewer(CHAIR), town.cycle_id)


def test_a_role_over_a_part_reads_the_sheets_of_that_part_only(town: Town) -> None:
    grant(by=SETUP, staff_code=STRANGER, role="auditor", unit_code="BT-VP", valid_from=START)
    viewer = town.viewer(STRANGER)
    assert access.sheet_to_read(viewer, town.sheet(GIANG).id).id
    with refused(SHEET_NOT_FOUND):
        access.sheet_to_read(viewer, town.sheet(AN).id)
    assert not access.oversees(viewer, town.cycle)
    with refused(NOT_VERIFIER):
        access.cycle_to_verify(viewer, town.cycle_id)


def test_the_monitoring_office_reads_no_sheet_by_that_role(town: Town) -> None:
    grant(by=SETUP, staff_code=STRANGER, role="monitoring_office", unit_code="DL", valid_from=START)
    with refused(SHEET_NOT_FOUND):
        access.sheet_to_read(town.viewer(STRANGER), town.sheet(AN).id)


def test_a_deputy_does_not_comment_on_their_own_sheet(town: Town) -> None:
    grant(by=SETUP, staff_code=DEPUTY, role="auditor", unit_code="BT", valid_from=START)
    for code in (DEPUTY, GIANG):
        with refused(NOT_DEPUTY):
            access.sheet_to_comment(town.viewer(DEPUTY), town.sheet(code).id)


def test_a_deputy_in_charge_of_their_own_division_comments_on_all_but_themselves(town: Town) -> None:
    put_in_charge(by=SETUP, deputy_code=DIVISION_DEPUTY, unit_code="BT-KT", valid_from=START)
    assert access.sheet_to_comment(town.viewer(DIVISION_DEPUTY), town.sheet(AN).id).person_id == town.id(AN)
    with refused(NOT_DEPUTY):
        access.sheet_to_comment(town.viewer(DIVISION_DEPUTY), town.sheet(DIVISION_DEPUTY).id)


def test_a_list_of_sheets_is_reached_whole_or_not_at_all(town: Town) -> None:
    viewer = town.viewer(DIVISION_HEAD)
    own = [town.sheet(code).id for code in (AN, BINH)]
    assert {sheet.id for sheet in access.sheets_to_score(viewer, [*own, own[0]])} == set(own)
    with refused(SHEET_NOT_FOUND):
        access.sheets_to_score(viewer, [*own, town.sheet(GIANG).id])
    with refused(NOT_SCORER):
        access.sheets_to_score(viewer, [*own, town.sheet(DIVISION_HEAD).id])
    assert access.sheets_to_score(viewer, []) == []


@pytest.mark.parametrize(
    ("holder", "code", "kind"),
    [("ranker_id", CHAIR, None), ("ranker_id", AUTHORITY, NOT_RANKER), ("decider_id", AUTHORITY, None),
     ("decider_id", CHAIR, NOT_DECIDER), ("ranker_id", OTHER_HEAD, SHEET_NOT_FOUND)],
)  # fmt: skip
def test_a_list_for_a_step_is_for_who_holds_the_step(town: Town, holder: str, code: str, kind: Kind | None) -> None:
    ids = [town.sheet(AN).id, town.sheet(BINH).id]
    if kind is None:
        assert len(access.sheets_of_step(town.viewer(code), ids, holder)) == 2
        return
    with refused(kind):
        access.sheets_of_step(town.viewer(code), ids, holder)


def test_a_refused_list_names_who_holds_the_step(town: Town) -> None:
    with refused(NOT_RANKER, ranker="Trịnh Quang Vĩnh"):
        access.sheets_of_step(town.viewer(AUTHORITY), [town.sheet(AN).id], "ranker_id")
    with refused(NOT_DECIDER, decider="Đinh Thế Lãm"):
        access.sheets_of_step(town.viewer(CHAIR), [town.sheet(AN).id], "decider_id")


def test_a_step_nobody_holds_is_said_in_words(town: Town) -> None:
    sheet = town.sheet(AN)
    Sheet.objects.filter(id=sheet.id).update(decider=None)
    with refused(NOT_DECIDER, decider="chưa xác định trong bảng phân cấp"):
        access.sheet_to_decide(town.viewer(CHAIR), sheet.id)


def test_one_foreign_sheet_refuses_the_whole_list_of_a_step(town: Town) -> None:
    ids = [town.sheet(AN).id, town.sheet(HANH).id]
    with refused(SHEET_NOT_FOUND):
        access.sheets_of_step(town.viewer(CHAIR), ids, "ranker_id")


PETITION_VERBS: list[tuple[Callable[[Identity, int], Petition], set[str], Kind | None]] = [
    (access.petition_to_read, {"own", "scorer", "organiser", "auditor"}, None),
    (access.petition_to_answer, {"scorer"}, NOT_ADDRESSEE),
    (access.petition_to_withdraw, {"own"}, NOT_PETITIONER),
]


@pytest.fixture
def disputed(town: Town) -> int:
    """The number of An's petition, which the scorer must answer."""
    town.hand_in([AN])
    town.confirm([AN])
    town.publish(reason="Chốt sớm.")
    return petition(by=town.viewer(AN), sheet=town.sheet(AN), text="Đề nghị xem lại.")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("reach", "may", "kind"), PETITION_VERBS, ids=lambda value: getattr(value, "__name__", ""))
def test_each_role_reaches_the_petition_for_what_is_theirs(
    town: Town, disputed: int, reach: Callable[[Identity, int], Petition], may: set[str], kind: Kind | None, role: str
) -> None:
    viewer, sees = town.viewer(ROLES[role]), PETITION_VERBS[0][1]
    if role in may:
        assert reach(viewer, disputed).id == disputed
        return
    with refused(kind if role in sees and kind else PETITION_NOT_FOUND):
        reach(viewer, disputed)


@pytest.mark.parametrize(
    ("code", "kind"), [(ORGANISER, None), (AUDITOR, None), (ADMIN, NOT_VERIFIER), (AN, CYCLE_NOT_FOUND), (CHAIR, CYCLE_NOT_FOUND)]
)  # fmt: skip
def test_the_trail_is_verified_by_the_organisation_body_and_the_auditor(town: Town, code: str, kind: Kind | None) -> None:
    if kind is None:
        access.require_verifier(town.viewer(code))
        return
    with refused(kind):
        access.require_verifier(town.viewer(code))
