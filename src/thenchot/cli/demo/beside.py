"""What the demo watches beside the assessment: self-reflection, professionalism, 5S, the ward's places in its league."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from thenchot.audit.actions.seal_days import seal_days
from thenchot.checklists.access import (
    Subject,
    checklist_to_keep,
    checklist_to_read,
    reply_to_check,
    subject_to_answer,
)
from thenchot.checklists.actions.check_reply import Finding, check_reply
from thenchot.checklists.actions.draft_checklist import Draft, draft_checklist
from thenchot.checklists.actions.import_turns import Turns, import_turns
from thenchot.checklists.actions.put_in_force import Start, put_in_force
from thenchot.checklists.actions.register import register
from thenchot.checklists.actions.save_answers import save_answers
from thenchot.checklists.actions.submit_answers import submit_answers
from thenchot.checklists.answers import read_answers
from thenchot.checklists.replies import Answering, reply_for
from thenchot.checklists.shelf import shipped
from thenchot.cli.demo.stage import Stage, set_day
from thenchot.cli.demo.units import ROOT
from thenchot.lib.periods import Period
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Edition, Item

DAY = date(2026, 11, 16)
WARD, DIVISION = "P01", "P01-KT"
INVENTED = "Nội dung giả định để xem thử; cơ quan có văn bản gốc thì nhập thay."
LEAGUE_SOURCE, TURNS_SOURCE = "Thông báo 35/TB-KTĐ của khối thi đua (giả định)", "Báo cáo tổng kết ba năm (giả định)"
PROFESSIONAL = (
    "Đúng giờ, đúng hẹn với người dân và đồng nghiệp", "Trang phục, tác phong, lời nói đúng mực",
    "Nắm vững việc được giao, không để hướng dẫn lại lần hai", "Hồ sơ, văn bản đúng thể thức ngay lần trình đầu",
    "Có một cải tiến nhỏ trong cách làm mỗi quý",
)  # fmt: skip
PLACES = {"2023": {WARD: 17, "P02": 5}, "2024": {WARD: 9, "P02": 6}, "2025": {WARD: 2, "P02": 8}}
"""Of thirty: a ward climbs from the seventeenth place to the second."""
LEAGUE = 30
TURNS = (("2021", 1402, 1180), ("2022", 1655, 1431), ("2023", 1807, 1629))


def watch(stage: Stage) -> None:
    """Put the checklists in force, and answer some as their people would."""
    set_day(DAY)
    seal_days(before=DAY)
    _reflect(stage)
    _register(stage)
    _keep_in_order(stage)
    _rank(stage)


def _reflect(stage: Stage) -> None:
    """The 25 manifestations: what an official has ticked so far is theirs alone."""
    number = _begin(stage, "ct24-2023", date(2026, 11, 1), ROOT)
    own = stage.identity(stage.cast.of(DIVISION)[0])
    save_answers(by=own, given=_given(own, number, "2026-11", {"01": {"value": "1"}}))


def _register(stage: Stage) -> None:
    """Professionalism by quarter, for who wants to; and the turns counted before this software."""
    items = tuple(Item(f"{n:02d}", words, most=Fraction(20)) for n, words in enumerate(PROFESSIONAL, 1))
    number = _begin(stage, "chuyen-nghiep-2023", date(2026, 7, 1), ROOT, items)
    people = [stage.identity(code) for code in stage.cast.of(DIVISION)[:2]]
    for one in people:
        target = "Không hồ sơ nào phải hẹn lại lần hai trong quý."
        register(by=one, given=replace(_given(one, number, "2026-Q4", {}), target=target))
    rows = [Turns(stage.root.id, ROOT, year, registered, achieved) for year, registered, achieved in TURNS]
    import_turns(by=stage.organiser, code="chuyen-nghiep", rows=rows, source=TURNS_SOURCE)


def _keep_in_order(stage: Stage) -> None:
    """5S of a division: its head answers, the organisation body looks."""
    number = _begin(stage, "5s", date(2026, 10, 1), ROOT)
    head = stage.identity(stage.cast.keys[f"{DIVISION}:head"])
    points = dict(zip(("S1", "S2", "S3", "S4", "S5"), ("9", "8", "10", "8", "9"), strict=True))
    given = _given(head, number, "2026-10", {code: {"value": text} for code, text in points.items()})
    submit_answers(by=head, given=given)
    sent = reply_for(head, given.found, given.period, given.subject)
    check_reply(by=stage.organiser, reply=reply_to_check(stage.organiser, sent.id), finding=Finding())


def _rank(stage: Stage) -> None:
    """The league of wards over three years, entered with its source by the organisation body."""
    number = _begin(stage, "thi-dua-13", date(2023, 1, 1), ROOT)
    by = stage.organiser
    for year, places in PLACES.items():
        for code, place in places.items():
            typed = {"chung": {"value": str(place), "of": str(LEAGUE)}}
            if (year, code) == ("2025", WARD):
                typed |= {f"LV{n:02d}": {"standing": "xuat_sac"} for n in range(1, 14)}
            given = _given(by, number, year, typed, stage.units[code].id)
            submit_answers(by=by, given=replace(given, source=LEAGUE_SOURCE))


def _begin(stage: Stage, name: str, first: date, code: str, items: tuple[Item, ...] = ()) -> int:
    """An edition of the shelf in force for a unit and all below it; returns its number."""
    edition, by = _edition(name), stage.organiser
    made = replace(edition, items=items) if items else edition
    number = draft_checklist(by=by, draft=Draft(stage.units[code].id, made, name))
    put_in_force(by=by, row=checklist_to_keep(by, number).row, start=Start(first, note=INVENTED))
    return number


def _edition(name: str) -> Edition:
    found = shipped(name)
    assert found is not None
    return found


def _given(by: Identity, number: int, period: str, typed: Mapping[str, Mapping[str, str]], unit_id: int = 0) -> Answering:
    found, when = checklist_to_read(by, number), Period.parse(period)
    subject: Subject = subject_to_answer(by, found, unit_id)
    reply: Any = reply_for(by, found, when, subject)
    return Answering(found, when, subject, reply, read_answers(found.edition, typed))
