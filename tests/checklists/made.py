"""Checklists of the ward of the page tests: in force, answered, registered for, drafted; made by the real actions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.web.world import DIVISION_HEAD, ORGANISER, World
from thenchot.checklists.access import checklist_to_keep, checklist_to_read, subject_to_answer
from thenchot.checklists.actions.draft_checklist import Draft, draft_checklist
from thenchot.checklists.actions.import_turns import Turns, import_turns
from thenchot.checklists.actions.put_in_force import Start, put_in_force
from thenchot.checklists.actions.register import register
from thenchot.checklists.actions.submit_answers import submit_answers
from thenchot.checklists.models import PastTurns, Reply
from thenchot.checklists.replies import Answering, reply_for
from thenchot.checklists.shelf import all_editions
from thenchot.lib.periods import Period
from thenchot.organisation.models import Unit
from thenchot.rules.checklist import Answer, Answers, Edition, Item

WORDED = (Item("TC1", "Đúng hẹn", most=Fraction(40)), Item("TC2", "Tận tình", most=Fraction(60)))


def edition(name: str, **changed: object) -> Edition:
    return replace(all_editions()[name], **changed)  # type: ignore[arg-type]


def drafted(world: World, given: Edition) -> int:
    return draft_checklist(by=world.viewer(ORGANISER), draft=Draft(Unit.objects.get(code="BT").id, given))


def in_force(world: World, given: Edition, first: date = date(2026, 1, 1)) -> int:
    """Draft it for the ward and put it in force; returns its number."""
    number, keeper = drafted(world, given), world.viewer(ORGANISER)
    start = Start(first, note="Đối chiếu bản gốc")
    put_in_force(by=keeper, row=checklist_to_keep(keeper, number).row, start=start)
    return number


def answering(world: World, code: str, checklist: int, period: str, unit: str = "") -> Answering:
    """What the person hands in about themselves, about the unit they head, or about a unit of their office."""
    viewer = world.viewer(code)
    found = checklist_to_read(viewer, checklist)
    about = subject_to_answer(viewer, found, Unit.objects.get(code=unit).id if unit else 0)
    when = Period.parse(period)
    return Answering(found, when, about, reply_for(viewer, found, when, about))


def sent(world: World, code: str, given: Answering, answers: Answers) -> int:
    """Hand the answers in; returns the number of the reply."""
    submit_answers(
        by=world.viewer(code), given=replace(given, answers=answers, source="Thông báo 12/TB-UBND")
    )
    return given.reply.id


@dataclass(frozen=True)
class Made:
    """Numbers of checklists by what they are, and of the replies under them."""

    own: int
    unit: int
    registered: int
    league: int
    draft: int
    own_reply: int
    unit_reply: int
    turn: int
    counts: int


def lists_of(world: World, official: str) -> Made:
    """The official's self-check sent and a registration made; 5S of their division; its place in the league; a draft of 5S."""
    own = in_force(world, edition("ct24-2023"))
    five = in_force(world, edition("5s"))
    voluntary = in_force(world, edition("chuyen-nghiep-2023", items=WORDED))
    league = in_force(world, edition("thi-dua-13"), date(2025, 1, 1))
    self_check = sent(
        world, official, answering(world, official, own, "2026-11"), {"03": Answer(Fraction(1))}
    )
    points = {f"S{n}": Answer(Fraction(8)) for n in range(1, 6)}
    sent(world, DIVISION_HEAD, answering(world, DIVISION_HEAD, five, "2026-10"), points)
    of_unit = sent(world, DIVISION_HEAD, answering(world, DIVISION_HEAD, five, "2026-11"), points)
    turn = answering(world, official, voluntary, "2026-Q4")
    register(by=world.viewer(official), given=replace(turn, target="Không để hồ sơ nào trễ hẹn"))
    for year, place in (("2025", 17), ("2026", 2)):
        given = answering(world, ORGANISER, league, year, "BT-KT")
        sent(
            world,
            ORGANISER,
            given,
            {"chung": Answer(Fraction(place), 30), "LV01": Answer(standing="xuat_sac")},
        )
    unit = Unit.objects.get(code="BT")
    counted = [Turns(unit.id, "BT", "2022", 1520, 1480)]
    import_turns(by=world.viewer(ORGANISER), code="chuyen-nghiep", rows=counted, source="Báo cáo 77/BC")
    draft = drafted(world, edition("5s", edition="2027"))
    return Made(
        own, five, voluntary, league, draft, self_check, of_unit, Reply.objects.get(checklist_id=voluntary).id,
        PastTurns.objects.get().id,
    )  # fmt: skip
