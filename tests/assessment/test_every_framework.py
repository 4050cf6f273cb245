"""A whole period under each framework that ships: the same cast, the same verbs, each rulebook's own steps and levels."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import AN, BINH, CHAIR, CHI, DIVISION_HEAD, ORGANISER, STAFF, WARD, Month, Town
from tests.kept import state
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess_many
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import LevelChange, Published, Sheet
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.assessment.queries.progress import change_counts, distribution
from thenchot.assessment.queries.results import results_of
from thenchot.assessment.steps import final_state, has
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice

SetDay = Callable[[date], None]
FRAMEWORKS = {
    "nd335": Month("nd335-2025-cong-chuc", 2026, 10),
    "hanoi-2018": Month("hn-3814-2018", 2019, 10),
    "hanoi-2021": Month("hn-1841-2021", 2023, 10),
    "hochiminh-2024": Month("hcm-qd20-2024", 2025, 12, quarterly=True),
    "customs": Month("haiquan-21169-2026", 2026, 9, quarterly=True),
}
DECIDES = {"hanoi-2018", "hanoi-2021", "hochiminh-2024", "customs"}


def marks_near_full(town: Town, sheet: Sheet) -> dict[str, str]:
    """The maximum of each line less a tenth of it, as typed."""
    bench = Bench(sheet.cycle, [sheet])
    leaves = bench.book.leaves(bench.kind(sheet))
    return {leaf.id: f"{float(leaf.max or 0) * 0.8:g}".replace(".", ",") for leaf in leaves}


@pytest.fixture(params=FRAMEWORKS)
def framework(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def town(db: None, framework: str, on_day: SetDay) -> Town:
    """The city with the framework's period handed in, everybody at four fifths of each line."""
    month = FRAMEWORKS[framework]
    on_day(month.day(17 if framework == "customs" else 20))
    return state(_handed_in, month)


def _handed_in(month: Month) -> Town:
    town = cast.build_and_open(month)
    for code in WARD:
        sheet = town.sheet(code)
        given = SelfAssessment(
            sheet, marks_near_full(town, sheet), "Đủ việc.", "Cần nhanh hơn.",
            {"dd": "1", "e": "1"} if town.is_leader(sheet) else {},
        )  # fmt: skip
        self_assess_many(by=town.actor(code), cycle=town.cycle, given=[given])
    return town


def finish(town: Town) -> None:
    town.confirm_all()
    if has(town.cycle.steps, "propose"):
        town.propose_all()
    if has(town.cycle.steps, "decide"):
        town.decide_all()


def readers_of(town: Town, code: str) -> set[int]:
    """Whose results somebody may read."""
    sheets = [row.sheet_id for row in results_of(town.cycle, town.viewer(code))]
    return set(Sheet.objects.filter(id__in=sheets).values_list("person_id", flat=True))


def test_the_steps_of_the_period_are_the_rulebooks_own(town: Town, framework: str) -> None:
    codes = [step["code"] for step in town.cycle.steps]
    assert codes[0] == "self_assess"
    assert ("decide" in codes) == (framework in DECIDES)
    assert final_state(town.cycle.steps) == ("decided" if framework in DECIDES else "confirmed")


def test_each_step_falls_in_the_last_month_of_the_period(town: Town, framework: str) -> None:
    month = FRAMEWORKS[framework]
    days = [date.fromisoformat(step[edge]) for step in town.cycle.steps for edge in ("from", "to")]
    assert {(day.year, day.month) for day in days} == {(month.year, month.month)}


def test_a_period_ends_with_everybody_published_and_told(town: Town) -> None:
    finish(town)
    assert town.publish() == len(WARD)
    assert set(Sheet.objects.values_list("state", flat=True)) == {"published"}
    told = Notice.objects.filter(kind="result").values_list("recipient_id", flat=True)
    assert set(told) == {town.id(code) for code in WARD}


def test_what_is_published_recomputes_to_the_same_and_the_trail_agrees(town: Town) -> None:
    finish(town)
    town.publish()
    assert list(recompute(town.cycle)) == []
    assert list(verify(clock.today())) == []


def test_a_changed_score_in_the_published_period_is_found(town: Town) -> None:
    finish(town)
    town.publish()
    row = Published.objects.filter(sheet__person__staff_code=AN).get()
    Published.objects.filter(id=row.id).update(score=(row.score or 0) + 1)
    Sheet.objects.filter(id=row.sheet_id).update(score=(row.score or 0) + 1)
    assert [difference.sheet_id for difference in recompute(town.cycle)] == [row.sheet_id]


def test_the_distribution_counts_everybody_once(town: Town) -> None:
    finish(town)
    town.publish()
    assert sum(distribution(town.cycle).values()) == len(WARD)


def test_levels_are_codes_of_the_rulebook(town: Town) -> None:
    finish(town)
    codes = {level.code for level in Bench(town.cycle, []).book.levels}
    bands = set(Sheet.objects.values_list("band", flat=True))
    assert bands <= codes
    decided = set(Sheet.objects.exclude(level="").values_list("level", flat=True))
    assert decided <= codes


def test_a_lowered_mark_needs_a_reason_and_is_kept_with_who_lowered_it(town: Town) -> None:
    sheet = town.sheet(AN)
    leaf = next(iter(sheet.marks["self"]))
    correction = Confirmation(sheet, {leaf: "1"})
    with pytest.raises(Refusal) as refused:
        confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=[correction])
    assert refused.value.code == "sheet.reason_needed"
    assert town.sheet(AN).state == "submitted"
    reasoned = Confirmation(sheet, {leaf: "1"}, reason="Chưa có minh chứng kèm theo")
    confirm_many(by=town.actor(DIVISION_HEAD), cycle=town.cycle, given=[reasoned])
    found = town.sheet(AN)
    assert found.marks["confirmed"][leaf] == "1"
    assert found.score is not None
    assert sheet.self_score is not None
    assert found.score < sheet.self_score
    moved = LevelChange.objects.filter(sheet=found).first()
    assert (moved is not None) == (found.band != sheet.self_level)
    if moved is not None:
        assert (moved.raised, moved.by_id, moved.reason) == (
            False,
            town.id(DIVISION_HEAD),
            "Chưa có minh chứng kèm theo",
        )


def test_a_mark_above_its_maximum_is_refused_and_nothing_is_written(town: Town) -> None:
    sheet = town.sheet(BINH)
    leaf = next(iter(sheet.marks["self"]))
    with pytest.raises(Refusal) as refused:
        confirm_many(
            by=town.actor(DIVISION_HEAD),
            cycle=town.cycle,
            given=[Confirmation(sheet, {leaf: "101"}, reason="Thử")],
        )
    assert (refused.value.code, refused.value.field) == ("sheet.mark_out_of_range", leaf)
    again = town.sheet(BINH)
    assert (again.state, again.version, again.last_hash) == (sheet.state, sheet.version, sheet.last_hash)


def test_many_confirmed_at_once_leave_the_rows_that_one_by_one_leaves(town: Town) -> None:
    """The grid's button and a click for each: same marks, score, band, state; only the moment may differ."""
    columns = ("marks", "score", "band", "state", "inputs", "verdict")
    confirm_many(
        by=town.actor(DIVISION_HEAD),
        cycle=town.cycle,
        given=[Confirmation(s) for s in town.sheets([AN, BINH])],
    )
    many = {code: [getattr(town.sheet(code), name) for name in columns] for code in (AN, BINH)}
    town.confirm_one(town.sheet(CHI))
    one = [getattr(town.sheet(CHI), name) for name in columns]
    assert many[AN][1:4] == many[BINH][1:4] == one[1:4]
    assert many[AN][4]["config"] == one[4]["config"]


def test_staff_have_no_lines_that_only_leaders_have(town: Town) -> None:
    bench = Bench(town.cycle, town.sheets([AN, CHAIR]))
    only = {leaf.id for leaf in bench.book.leaves(None) if leaf.leaders_only}
    staff = {leaf.id for leaf in bench.book.leaves(bench.kind(town.sheet(AN)))}
    assert not only & staff


def test_results_are_shown_to_whom_the_rulebook_says(town: Town) -> None:
    """A period whose rulebook notifies the person only leaves colleagues nothing to read."""
    finish(town)
    town.publish()
    seen = readers_of(town, AN)
    if town.cycle.publication == "unit":
        assert {town.id(code) for code in STAFF if code in (AN, BINH, CHI)} <= seen
    else:
        assert seen == {town.id(AN)}


def test_the_organisation_body_reads_every_result(town: Town) -> None:
    finish(town)
    town.publish()
    assert readers_of(town, ORGANISER) == {town.id(code) for code in WARD}


def test_no_raise_and_no_lowering_is_counted_where_nobody_was_moved(town: Town) -> None:
    finish(town)
    town.publish()
    moved = LevelChange.objects.count()
    assert sum(count.raised + count.lowered for count in change_counts([town.cycle])) == moved


def test_after_the_last_day_nothing_is_confirmed_any_more(town: Town, on_day: SetDay, framework: str) -> None:
    month = FRAMEWORKS[framework]
    on_day(date(month.year + (month.month == 12), month.month % 12 + 1, 1))
    with pytest.raises(Refusal) as refused:
        town.confirm_one(town.sheet(AN))
    assert refused.value.code == "cycle.locked"
