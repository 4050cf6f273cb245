"""The steps of a cycle: their states, their order, and who is late, all read from the rulebook's calendar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

from thenchot.assessment.refusals import ALREADY_PUBLISHED, CYCLE_LOCKED, STEP_ABSENT
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.rules.book import Rulebook, Step
from thenchot.rules.working_days import add_working_days, is_working_day

OPENED, SUBMITTED, CONFIRMED, PROPOSED, DECIDED, PUBLISHED, EXCUSED = (
    "opened", "submitted", "confirmed", "proposed", "decided", "published", "excused"
)  # fmt: skip
NAMED = {"confirm": "xác nhận điểm", "propose": "đề xuất mức", "decide": "quyết định mức"}
"""What a refusal calls the steps of those above."""
PUBLISHING = "publishing"
"""A cycle's state while its results are being published in parts."""
STATE_NAMES = {
    OPENED: _("chưa gửi"), SUBMITTED: _("đã gửi, chờ xác nhận"), CONFIRMED: _("đã xác nhận"),
    PROPOSED: _("đã đề xuất mức"), DECIDED: _("đã quyết định mức"), PUBLISHED: _("đã công bố"),
    EXCUSED: _("không chấm kỳ này"),
}  # fmt: skip
AFTER = {
    "self_assess": SUBMITTED,
    "confirm": CONFIRMED,
    "propose": PROPOSED,
    "decide": DECIDED,
    "publish": PUBLISHED,
    "notify": PUBLISHED,
}
WAITS_IN: Mapping[str, str] = {"self_assess": OPENED, "confirm": SUBMITTED, "propose": CONFIRMED, "decide": PROPOSED}
"""The state in which a sheet waits for each step, where the period has them all; see `waits_in`."""
ABSENCES = {
    "sick": _("Nghỉ ốm theo quy định của pháp luật về bảo hiểm xã hội"),
    "maternity": _("Nghỉ thai sản"),
    "unpaid_leave": _("Nghỉ việc riêng không hưởng lương"),
    "study": _("Đi học tập trung dài hạn"),
    "new": _("Mới nhận công tác, chưa đủ thời gian theo quy định của cơ quan"),
    "transferred": _("Đã chuyển công tác, cơ quan mới đánh giá"),
    "investigation": _("Đang bị xem xét, chờ kết luận"),
    "under_6_months": _("Công tác trong năm chưa đủ 06 tháng"),
    "other": _("Lý do khác, ghi rõ"),
}

NOT_RANKED = "under_6_months"
"""The absence that belongs to a year only (Điều 11 khoản 1)."""
OF_A_MONTH = {code: words for code, words in ABSENCES.items() if code != NOT_RANKED}


@dataclass(frozen=True)
class StepAt:
    """A step with its dates in one cycle, both days included."""

    code: str
    vi: str
    actor: str
    first: date
    last: date
    citation: str = ""


def steps_in(book: Rulebook, settings: Mapping[str, object], kind: str) -> tuple[Step, ...]:
    """The steps of a kind of period as the body applies the rulebook.

    Who chose to follow by another period than the book's (Điều 3 khoản 4: tháng hoặc quý) takes the book's steps to it.
    """
    chosen = settings.get("follow_up_period", book.period)
    if chosen != book.period and chosen in book.follow_up_periods:
        kinds = {book.period: "", str(chosen): book.period}
        return book.steps_of(kinds.get(kind, kind))
    return book.steps_of(kind)


def calendar_of(
    book: Rulebook,
    period: Period,
    moved: Mapping[str, tuple[int, int]] | None = None,
    settings: Mapping[str, object] | None = None,
) -> list[dict[str, str]]:
    """Return the cycle's steps as kept with it: days of the rulebook in the period's last month, or the body's own.

    `moved` maps a step's code to the body's (first day, last day) of the month; `settings` are the body's choices.
    """
    rows = []
    for step in steps_in(book, settings or {}, period.kind):
        first, last = (moved or {}).get(step.code, (step.from_day, step.to_day))
        rows.append({
            "code": step.code, "vi": step.vi, "en": step.en, "actor": step.actor, "citation": step.citation,
            "from": _day(period, first).isoformat(), "to": _day(period, last).isoformat(),
        })  # fmt: skip
    return rows


@dataclass(frozen=True)
class DaysOff:
    """The entered exceptions to the week: days off, and days off that were swapped for work."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def working_end(self, day: date) -> date:
        """The day itself where people work on it, else the next working day."""
        works = is_working_day(day, self.holidays, self.worked)
        return day if works else add_working_days(day, 1, self.holidays, self.worked)


def ending_at_work(kept: Sequence[Mapping[str, str]], days: DaysOff) -> list[dict[str, str]]:
    """The same steps, each that would end on a day off lasting to the next working day; no first day is moved."""
    return [{**row, "to": days.working_end(date.fromisoformat(row["to"])).isoformat()} for row in kept]


def _day(period: Period, day: int) -> date:
    # The 31st of a month of 30 days is its last day.
    month = period.last.replace(day=1)
    return min(month + timedelta(days=day - 1), period.last)


def steps_at(kept: Sequence[Mapping[str, str]]) -> list[StepAt]:
    return [
        StepAt(
            row["code"],
            row["vi"],
            row["actor"],
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["to"]),
            row["citation"],
        )
        for row in kept
    ]


def has(kept: Sequence[Mapping[str, str]], code: str) -> bool:
    return any(row["code"] == code for row in kept)


def waits_in(kept: Sequence[Mapping[str, str]], code: str) -> str:
    """The state in which a sheet waits for a step: the one that the last of the steps before it has left.

    Where nobody proposes, the decision comes right after confirming; a year has no confirming at all.
    """
    if code not in WAITS_IN:
        return ""
    before = takewhile(lambda step: step != code, WAITS_IN)
    return next((AFTER[step] for step in reversed(list(before)) if has(kept, step)), WAITS_IN[code])


def final_state(kept: Sequence[Mapping[str, str]]) -> str:
    """The state a sheet must reach before publication: decided where the period has that step, else confirmed."""
    return DECIDED if has(kept, "decide") else CONFIRMED


def last_day(kept: Sequence[Mapping[str, str]]) -> date:
    """The last day of the last step: after it the cycle is locked until its calendar is moved."""
    return max(step.last for step in steps_at(kept))


def last_day_to_send(kept: Sequence[Mapping[str, str]], *, returned: bool) -> date | None:
    """The last day for handing in; a sheet sent back has until the step after it ends. None without such a step."""
    last = {step.code: step.last for step in steps_at(kept) if step.code in WAITS_IN}
    codes = [code for code in WAITS_IN if code in last]
    following = codes[codes.index("self_assess") + 1 :] if "self_assess" in codes else codes
    return last.get(following[0] if returned and following else "self_assess")


def refuse_after(kept: Sequence[Mapping[str, str]], today: date) -> None:
    """Refuse a step once the cycle is locked (the 25th in most calendars)."""
    if kept and today > last_day(kept):
        raise CYCLE_LOCKED(last=f"{last_day(kept):%d/%m/%Y}")


def refuse_published(state: str) -> None:
    """Refuse a step in a cycle that is published: what was missing then stays the list of the missing."""
    if state != "open":
        raise ALREADY_PUBLISHED()


def refuse_step(kept: Sequence[Mapping[str, str]], state: str, code: str, today: date) -> None:
    """Refuse a step that the period does not have, and any once its cycle is published or locked."""
    refuse_if(not has(kept, code), STEP_ABSENT, step=NAMED[code])
    refuse_published(state)
    refuse_after(kept, today)


def waiting_step(kept: Sequence[Mapping[str, str]], state: str) -> StepAt | None:
    """The step a sheet in this state waits for; None when it waits for publication only."""
    return next((step for step in steps_at(kept) if waits_in(kept, step.code) == state), None)
