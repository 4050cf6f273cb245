"""Deciding a level, within the cap where the period has one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DEPUTY,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    HANH,
    OCTOBER_2019,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    TOP,
    WARD,
    Month,
    Town,
    post,
    refused,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.decide import decide, decide_many
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.recognise import recognise
from thenchot.assessment.actions.self_assess import self_assess_many
from thenchot.assessment.caps import cap_states
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.integrity import recompute
from thenchot.assessment.queries.progress import distribution
from thenchot.assessment.queries.sheets import changes_of, view_of
from thenchot.assessment.refusals import (
    ALREADY_PUBLISHED,
    ASK_NEEDED,
    CAP_EXCEEDED,
    CHANGED,
    CYCLE_LOCKED,
    LEVEL_UNKNOWN,
    REASON_NEEDED,
    STEP_ABSENT,
    WRONG_STATE,
)
from thenchot.assessment.steps import waiting_step
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol

CITY_LAW = "Quyết định 3814-QĐ/TU"
WHY = "Tập thể lãnh đạo đã thảo luận, thống nhất."
BEST = (AN, BINH, CHI, DUNG, GIANG, HANH)
"""Six of fourteen have 92 points; three tenths of fourteen are four."""


@pytest.fixture
def proposed(old_town: Town) -> Town:
    """Everybody is proposed at their band; the six best stand at A."""
    old_town.hand_in(BEST, TOP)
    old_town.hand_in([code for code in WARD if code not in BEST])
    old_town.confirm_all()
    old_town.propose_all()
    return old_town


def settle(town: Town, codes: Sequence[str], level: str = "", reason: str = "") -> None:
    choices = [Choice(town.sheet(code), level, reason) for code in codes]
    decide_many(by=town.actor(AUTHORITY), cycle=town.cycle, choices=choices)


def levels(town: Town, codes: Sequence[str]) -> list[str]:
    return [town.sheet(code).level for code in codes]


def test_the_level_as_proposed_is_decided_without_a_word(proposed: Town) -> None:
    decide(by=proposed.viewer(AUTHORITY), choice=Choice(proposed.sheet(DEPUTY)))
    sheet = proposed.sheet(DEPUTY)
    assert (sheet.state, sheet.level, sheet.version) == ("decided", "B", 5)
    assert sheet.decided_at is not None
    assert changes_of(sheet) == []
    assert trail(sheet)[-1] == ("decide", proposed.id(AUTHORITY), {"level": "B", "before": "B", "reason": ""})


def test_the_authority_may_decide_otherwise_with_a_reason(proposed: Town) -> None:
    with refused(REASON_NEEDED):
        settle(proposed, [AN], "B")
    settle(proposed, [AN], "B", WHY)
    (change,) = changes_of(proposed.sheet(AN))
    assert (change.step, change.before, change.after, change.raised) == ("decide", "A", "B", False)
    assert (proposed.sheet(AN).band, proposed.sheet(AN).proposed_level) == ("A", "A")


@pytest.mark.parametrize("level", ["HTXS", "E"])
def test_only_levels_of_the_rulebook_can_be_decided(proposed: Town, level: str) -> None:
    with refused(LEVEL_UNKNOWN, choices="A, B, C, D"):
        settle(proposed, [AN], level, WHY)


def test_a_proposal_the_law_gave_no_level_for_is_decided_with_a_reason(proposed: Town) -> None:
    Sheet.objects.filter(id=proposed.sheet(DEPUTY).id).update(proposed_level="ASK")
    with refused(ASK_NEEDED):
        settle(proposed, [DEPUTY])
    settle(proposed, [DEPUTY], "C", WHY)
    assert proposed.sheet(DEPUTY).level == "C"


def test_decisions_up_to_the_cap_pass_and_the_next_one_is_refused_with_the_figures(proposed: Town) -> None:
    settle(proposed, BEST[:3])
    settle(proposed, [BEST[3]])
    with refused(CAP_EXCEEDED, level="A", count=5, allowed=4, ranked=14, over=1, place="Phường Bến Trúc", provision=CITY_LAW):
        settle(proposed, [BEST[4]])
    assert levels(proposed, BEST) == ["A", "A", "A", "A", "", ""]
    assert proposed.sheet(BEST[4]).state == "proposed"


def test_a_list_over_the_cap_is_refused_whole(proposed: Town) -> None:
    with refused(CAP_EXCEEDED, count=6, allowed=4, over=2):
        settle(proposed, WARD)
    assert not proposed.cycle.sheets.exclude(level="").exists()
    assert [act[0] for act in trail(proposed.sheet(AN))][-1] == "propose"


def test_a_proposal_takes_no_place_under_the_cap(proposed: Town) -> None:
    assert [(state.count, state.allowed, state.over) for state in cap_states(proposed.cycle)] == [(6, 4, 2)]
    settle(proposed, BEST[2:])
    assert levels(proposed, BEST) == ["", "", "A", "A", "A", "A"]


def test_lowering_one_decision_makes_room_for_another(proposed: Town) -> None:
    settle(proposed, BEST[:4])
    settle(proposed, [BEST[0]], "B", WHY)
    settle(proposed, [BEST[4]])
    assert levels(proposed, BEST) == ["B", "A", "A", "A", "A", ""]
    (change,) = changes_of(proposed.sheet(BEST[0]))
    assert (change.before, change.after) == ("A", "B")


def test_exchanging_two_people_in_one_list_keeps_within_the_cap(proposed: Town) -> None:
    settle(proposed, BEST[:4])
    choices = [Choice(proposed.sheet(BEST[0]), "B", WHY), Choice(proposed.sheet(BEST[4]))]
    decide_many(by=proposed.actor(AUTHORITY), cycle=proposed.cycle, choices=choices)
    assert levels(proposed, BEST) == ["B", "A", "A", "A", "A", ""]


def test_who_is_left_out_is_not_counted_in_the_base(old_town: Town) -> None:
    for code in BEST:
        self_assess_many(by=old_town.actor(code), cycle=old_town.cycle, given=[old_town.given(code, TOP)])
    excuse(by=old_town.viewer(AUTHORITY), sheet=old_town.sheet(DEPUTY), absence="sick")
    rest = [code for code in WARD if code not in (*BEST, DEPUTY)]
    old_town.hand_in(rest)
    old_town.confirm([*BEST, *rest])
    for code in BEST:
        propose(by=old_town.viewer(CHAIR), choice=Choice(old_town.sheet(code)))
    with refused(CAP_EXCEEDED, count=4, allowed=3, ranked=13):
        settle(old_town, BEST[:4])
    settle(old_town, BEST[:3])


def test_an_outstanding_body_has_the_higher_share(proposed: Town) -> None:
    body = proposed.unit("BT").id
    recognise(by=proposed.viewer(AUTHORITY), cycle=proposed.cycle, body_id=body, note="Dẫn đầu cải cách hành chính.")
    settle(proposed, BEST[:5])
    with refused(CAP_EXCEEDED, count=6, allowed=5):
        settle(proposed, BEST[5:])


def test_each_body_has_a_cap_of_its_own(place: Callable[[Month], Town]) -> None:
    town = place(OCTOBER_2019)
    others = [f"08{n:02d}" for n in range(5)]
    enrol(by=SETUP, rows=[post(code, "HL") for code in others])
    delegate(by=SETUP, rule=Rule("decide", "HL", "QĐ 13", holder_code=AUTHORITY), valid_from=START)
    town.open("HL")
    for code in (STRANGER, OTHER_HEAD, *others):
        self_assess_many(by=town.actor(code), cycle=town.cycle, given=[town.given(code, TOP)])
        town.confirm([code])
        propose(by=town.viewer(OTHER_HEAD), choice=Choice(town.sheet(code)))
    Sheet.objects.filter(person=town.id(STRANGER)).update(body_id=town.unit("NV").id)
    # Six are left in the body, three tenths of six is one; the seventh counts in a body alone, where nobody may be excellent.
    settle(town, others[:1])
    with refused(CAP_EXCEEDED, count=2, allowed=1, ranked=6):
        settle(town, others[1:2])
    with refused(CAP_EXCEEDED, count=1, allowed=0, ranked=1):
        settle(town, [STRANGER])
    assert [(state.body, state.ranked, state.allowed) for state in cap_states(town.cycle)] == [
        ("Sở Nội vụ", 1, 0), ("Phường Hàng Lựu", 6, 1),
    ]  # fmt: skip


def test_where_nobody_proposes_the_decision_comes_right_after_confirming(quarter_town: Town) -> None:
    quarter_town.hand_in([AN, BINH])
    with refused(WRONG_STATE):
        settle(quarter_town, [AN])
    quarter_town.confirm([AN, BINH])
    assert [step.code for step in [waiting_step(quarter_town.cycle.steps, "confirmed")] if step] == ["decide"]
    settle(quarter_town, [AN])
    with refused(REASON_NEEDED):
        settle(quarter_town, [BINH], "HT")
    settle(quarter_town, [BINH], "HT", WHY)
    assert levels(quarter_town, [AN, BINH]) == ["HTT", "HT"]
    (change,) = changes_of(quarter_town.sheet(BINH))
    assert (change.step, change.before, change.after) == ("decide", "HTT", "HT")
    assert cap_states(quarter_town.cycle) == []


def test_a_quarter_without_proposals_runs_to_publication(quarter_town: Town) -> None:
    quarter_town.finish()
    assert quarter_town.publish() == len(WARD)
    assert distribution(quarter_town.cycle) == {"HTXS": 0, "HTT": 14, "HT": 0, "KHT": 0}
    assert (quarter_town.sheet(AN).score, view_of(quarter_town.sheet(AN)).score.score) == (85, 85)
    assert list(recompute(quarter_town.cycle)) == []


def test_a_month_of_the_decree_decides_no_level_and_only_foresees_the_cap(town: Town) -> None:
    town.hand_in()
    town.confirm_all()
    with refused(STEP_ABSENT, step="quyết định mức"):
        decide(by=town.viewer(AUTHORITY), choice=Choice(town.sheet(AN)))
    (state,) = cap_states(town.cycle)
    # Fourteen at 90 points: at HTT or better N·p/(1+p) = 14 × 0.2 / 1.2 = 2.33.
    assert (state.binding, state.level, state.count, state.ranked, state.allowed, state.over) == (False, "HTXS", 14, 14, 2, 12)
    assert state.body == "Phường Bến Trúc"
    assert town.publish() == 14


def test_only_a_proposed_or_decided_sheet_is_decided(old_town: Town) -> None:
    old_town.hand_in([AN, BINH])
    old_town.confirm([AN])
    excuse(by=old_town.viewer(DIVISION_HEAD), sheet=old_town.sheet(CHI), absence="sick")
    for code in (AN, BINH, CHI, DUNG):
        with refused(WRONG_STATE):
            decide(by=old_town.viewer(AUTHORITY), choice=Choice(old_town.sheet(code)))


def test_deciding_on_an_old_page_is_a_conflict(proposed: Town) -> None:
    page = proposed.sheet(DEPUTY)
    propose(by=proposed.viewer(CHAIR), choice=Choice(proposed.sheet(DEPUTY), "C", WHY))
    with refused(CHANGED):
        decide(by=proposed.viewer(AUTHORITY), choice=Choice(page))
    assert proposed.sheet(DEPUTY).level == ""


def test_no_decision_after_the_period_is_locked_or_published(proposed: Town, on_day: SetDay) -> None:
    on_day(proposed.month.day(25))
    settle(proposed, [DEPUTY])
    on_day(proposed.month.day(26))
    with refused(CYCLE_LOCKED, last="25/10/2019"):
        settle(proposed, [CHAIR])
    proposed.publish(reason="Đã quá hạn.")
    with refused(ALREADY_PUBLISHED):
        settle(proposed, [CHAIR])


def test_the_distribution_shows_the_decided_level_before_the_band(proposed: Town) -> None:
    assert distribution(proposed.cycle) == {"A": 6, "B": 8, "C": 0, "D": 0}
    settle(proposed, BEST[:4])
    settle(proposed, BEST[4:], "B", WHY)
    assert distribution(proposed.cycle) == {"A": 4, "B": 10, "C": 0, "D": 0}
    assert [(state.count, state.over) for state in cap_states(proposed.cycle)] == [(4, 0)]
