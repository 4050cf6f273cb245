"""What heads and authorities of the demo do with the sheets they were sent: comment, confirm, propose, decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from thenchot.assessment.actions.comment import comment
from thenchot.assessment.actions.confirm import Confirmation, confirm_many
from thenchot.assessment.actions.decide import decide_many
from thenchot.assessment.actions.mark_seen import mark_seen
from thenchot.assessment.actions.propose import Choice, propose_many
from thenchot.assessment.caps import cap_states
from thenchot.assessment.queries.batches import Cycle, Sheet, sheets_of
from thenchot.assessment.queries.row_evidence import unopened
from thenchot.assessment.steps import CONFIRMED, PROPOSED, SUBMITTED, has
from thenchot.audit.actions.record_opening import record_opening
from thenchot.cli.demo import marks
from thenchot.cli.demo.month import Month, book_of, by_holder
from thenchot.cli.demo.stage import Stage
from thenchot.lib import clock
from thenchot.rules.book import LEADER_KINDS

REMARKS = (
    "Đầu việc về hạ tầng xong trước hạn, đề nghị ghi nhận.",
    "Cần bổ sung số văn bản cho kết quả thứ hai.",
    "Phối hợp tốt trong đợt ra quân trật tự đô thị.",
)
PER_DEPUTY = 3


def play(month: Month, number: int) -> None:
    """The heads' part of a day of the month."""
    for cycle in month.cycles():
        levels = has(cycle.steps, "decide")
        if number == 22:
            comment_below(month, cycle)
        if number == 23:
            confirm(month, cycle, sheets_of(cycle, {SUBMITTED}))
        if number == 24 and levels:
            propose(month, cycle, sheets_of(cycle, {CONFIRMED}))
        if number == 25 and levels:
            decide(month, cycle, sheets_of(cycle, {PROPOSED}))


def comment_below(month: Month, cycle: Cycle) -> None:
    """Deputies of the wards say a word on some sheets in their fields."""
    stage = month.stage
    for ward in ("P01", "P02", "P03"):
        deputy = stage.identity(stage.cast.keys[f"{ward}:deputy-1"])
        sheets = sheets_of(cycle, {SUBMITTED}, deputy.fields[0])
        for sheet in [sheet for sheet in sheets if sheet.rank == "staff"][:PER_DEPUTY]:
            rng = stage.rng(sheet.person_id, f"{month.period} comment")
            comment(by=deputy, sheet=sheet, text=rng.choice(REMARKS))


def confirm(month: Month, cycle: Cycle, sheets: Sequence[Sheet]) -> None:
    """Each scorer confirms what is theirs: first the staff everywhere, then leaders from the deepest unit up."""
    waves: dict[tuple[int, int], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        if month.slowness(sheet) != "waiting":
            waves[wave(sheet)].append(sheet)
    for key in sorted(waves):
        for scorer, own in by_holder(waves[key], "scorer_id").items():
            read(month, scorer, cycle, own)
            given = [confirmation(month, cycle, sheet) for sheet in own]
            confirm_many(by=month.stage.actor(scorer), cycle=cycle, given=given)


def read(month: Month, scorer: int, cycle: Cycle, sheets: Sequence[Sheet]) -> None:
    """The scorer opens each sheet that something speaks against, as the rule asks."""
    for sheet in unopened(cycle, sheets):
        record_opening(month.stage.actor(scorer), sheet.person_id, f"Phiếu {cycle.period}")
        mark_seen(sheet=sheet)
        sheet.seen_at = clock.now()


def wave(sheet: Sheet) -> tuple[int, int]:
    """Order of confirming: index d of a leader is made of the sheets below."""
    return (0, 0) if sheet.rank == "staff" else (1, -2 * len(sheet.unit_path) + (sheet.rank == "head"))


def confirmation(month: Month, cycle: Cycle, sheet: Sheet) -> Confirmation:
    """What the scorer makes of a sheet, the same each time."""
    rng = month.stage.rng(sheet.person_id, f"{month.period} confirm")
    _, kind, leaves = book_of(cycle, sheet)
    score = Decimal(sheet.self_score) if sheet.self_score is not None else None
    seen = marks.view_of(rng, (sheet.marks["self"], score), leaves)
    if kind not in LEADER_KINDS:
        return Confirmation(sheet, seen.corrections, opinion=seen.opinion, reason=seen.reason)
    lower = {"dd": "1/2"} if rng.random() < 0.04 else {}
    return Confirmation(sheet, seen.corrections, lower, seen.opinion, seen.reason or marks.INDEX_D)


def propose(month: Month, cycle: Cycle, sheets: Sequence[Sheet]) -> None:
    """Each ranker proposes the band; where the top level is over its share, the lowest scores go one level down."""
    pushed = over_cap(cycle, sheets)
    for ranker, own in by_holder(sheets, "ranker_id").items():
        choices = [Choice(s, pushed.get(s.id, ""), marks.OVER_CAP if s.id in pushed else "") for s in own]
        propose_many(by=month.stage.actor(ranker), cycle=cycle, choices=choices)


def over_cap(cycle: Cycle, sheets: Sequence[Sheet]) -> dict[int, str]:
    """The level below, by sheet, for those whom the cap leaves no place."""
    found: dict[int, str] = {}
    for state in cap_states(cycle):
        top = [sheet for sheet in sheets if sheet.body_id == state.body_id and sheet.band == state.level]
        for sheet in sorted(top, key=lambda sheet: (sheet.score or Decimal(0), sheet.id))[: state.over]:
            codes = [level.code for level in book_of(cycle, sheet)[0].levels]
            found[sheet.id] = codes[codes.index(state.level) + 1]
    return found


def decide(month: Month, cycle: Cycle, sheets: Sequence[Sheet]) -> None:
    """Each authority decides for those under its management."""
    for decider, own in by_holder(sheets, "decider_id").items():
        decide_many(by=month.stage.actor(decider), cycle=cycle, choices=[Choice(sheet) for sheet in own])


def scorer_of(stage: Stage, sheet: Sheet) -> str:
    """Staff code of who scores the sheet."""
    assert sheet.scorer_id is not None
    return stage.codes[sheet.scorer_id]
