"""A dispute of a fact as verbs: what is kept and told, each refusal with nothing written, two at once, units, and the trail."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.db.models import Max

from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    BINH,
    DIVISION_HEAD,
    GIANG,
    ORGANISER,
    STRANGER,
    Town,
    refused,
)
from tests.evidence.test_register import TODAY, entry, town
from thenchot.assessment.queries.integrity import verify
from thenchot.audit.models import Entry as Line
from thenchot.audit.queries import history
from thenchot.evidence import refusals
from thenchot.evidence.access import fact_to_dispute, fact_to_withdraw
from thenchot.evidence.actions.answer_dispute import answer_dispute
from thenchot.evidence.actions.dispute import dispute
from thenchot.evidence.actions.enter_fact import enter_fact
from thenchot.evidence.actions.withdraw_fact import withdraw_fact
from thenchot.evidence.models import Dispute, Fact
from thenchot.evidence.queries import facts_bearing
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice

__all__ = ["town"]
SAID, KEPT = "Ngày 06/10 tôi nghỉ phép theo đơn số 12.", "Đối chiếu sổ trực: có mặt."


def entered(town: Town, about: str = AN, **change: Any) -> Fact:
    enter_fact(by=town.viewer(ORGANISER), entry=entry(town, about, **change))
    return Fact.objects.latest("id")


def again(fact: Fact) -> Fact:
    return Fact.objects.get(id=fact.id)


def written() -> tuple[object, ...]:
    return (
        list(Fact.objects.order_by("id").values()), list(Dispute.objects.order_by("id").values()), Notice.objects.count(),
        Line.objects.aggregate(last=Max("id"))["last"],
    )  # fmt: skip


def told(town: Town, code: str) -> list[tuple[str, str]]:
    return list(Notice.objects.filter(recipient_id=town.id(code)).order_by("id").values_list("kind", "link"))


def test_from_the_fact_to_its_answer_each_verb_leaves_one_line_and_tells_the_other_side(town: Town) -> None:
    fact = entered(town)
    dispute(by=town.viewer(AN), fact=fact, text=f"  {SAID}\n")
    row = Dispute.objects.get()
    assert (row.text, row.by_id, row.outcome, row.answered_at) == (SAID, town.id(AN), "", None)
    assert told(town, ORGANISER)[-1] == ("fact_disputed", f"/thong-tin?bao=1#t{fact.id}")
    assert facts_bearing([town.id(AN)], "2026-11")[town.id(AN)][0].disputed
    answer_dispute(by=town.viewer(ORGANISER), fact=again(fact), text=f" {KEPT} ")
    row = Dispute.objects.get()
    assert (row.outcome, row.answer, row.answered_by_id) == ("kept", KEPT, town.id(ORGANISER))
    assert told(town, AN)[-1] == ("dispute_answered", f"/thong-tin/cua-toi#t{fact.id}")
    bearing = facts_bearing([town.id(AN)], "2026-11")[town.id(AN)][0]
    assert bearing.dispute is not None
    assert (bearing.disputed, bearing.dispute.answered_by) == (False, "Lý Thu Hiền")
    lines = list(history("fact", fact.id))
    assert [(line.action, line.actor_id) for line in lines] == [
        ("enter", town.id(ORGANISER)), ("dispute", town.id(AN)), ("answer_dispute", town.id(ORGANISER)),
    ]  # fmt: skip
    assert [canonical.loads(line.payload) for line in lines[1:]] == [{"text": SAID}, {"answer": KEPT}]
    assert (again(fact).version, again(fact).last_hash) == (3, lines[-1].hash)
    assert list(verify(TODAY)) == []


@pytest.mark.parametrize("nothing", ["", " ", "\n\t\u00a0", "\u2003"])
def test_a_dispute_or_an_answer_without_words_is_refused_at_its_field(town: Town, nothing: str) -> None:
    fact = entered(town)
    before = written()
    with refused(refusals.DISPUTE_NEEDED, field="text"):
        dispute(by=town.viewer(AN), fact=fact, text=nothing)
    assert written() == before
    dispute(by=town.viewer(AN), fact=fact, text=SAID)
    before = written()
    with refused(refusals.DISPUTE_ANSWER, field="answer"):
        answer_dispute(by=town.viewer(ORGANISER), fact=again(fact), text=nothing)
    assert written() == before


def test_what_waits_for_nothing_is_not_answered_and_what_was_answered_not_twice(town: Town) -> None:
    fact = entered(town)
    with refused(refusals.NOT_DISPUTED):
        answer_dispute(by=town.viewer(ORGANISER), fact=fact, text=KEPT)
    dispute(by=town.viewer(AN), fact=fact, text=SAID)
    answer_dispute(by=town.viewer(ORGANISER), fact=again(fact), text=KEPT)
    before = written()
    with refused(refusals.NOT_DISPUTED):
        answer_dispute(by=town.viewer(ORGANISER), fact=again(fact), text="Lần hai")
    with refused(refusals.DISPUTED_ALREADY):
        dispute(by=town.viewer(AN), fact=again(fact), text="Vẫn không đúng")
    assert written() == before


def test_of_two_who_act_on_the_same_reading_the_second_is_told_and_writes_nothing(town: Town) -> None:
    fact = entered(town)
    stale = again(fact)
    dispute(by=town.viewer(AN), fact=fact, text=SAID)
    before = written()
    with refused(refusals.FACT_CHANGED):
        withdraw_fact(by=town.viewer(ORGANISER), fact=stale, reason="Nhầm người")
    assert written() == before
    seen = again(fact)
    withdraw_fact(by=town.viewer(ORGANISER), fact=again(fact), reason="Nhầm người")
    before = written()
    with refused(refusals.NOT_DISPUTED):
        answer_dispute(by=town.viewer(ORGANISER), fact=seen, text=KEPT)
    with refused(refusals.FACT_CHANGED):
        withdraw_fact(by=town.viewer(ORGANISER), fact=again(fact), reason="Lần hai")
    assert written() == before
    assert list(verify(TODAY)) == []


def test_taking_back_answers_with_its_reason_and_an_answered_dispute_keeps_its_answer(town: Town) -> None:
    waiting, answered = entered(town), entered(town, BINH)
    dispute(by=town.viewer(AN), fact=waiting, text=SAID)
    dispute(by=town.viewer(BINH), fact=answered, text=SAID)
    answer_dispute(by=town.viewer(ORGANISER), fact=again(answered), text=KEPT)
    for fact in (waiting, answered):
        withdraw_fact(by=town.viewer(ORGANISER), fact=again(fact), reason="Trùng hồ sơ")
    rows = Dispute.objects.order_by("fact_id").values_list("outcome", "answer")
    assert list(rows) == [("withdrawn", "Trùng hồ sơ"), ("kept", KEPT)]
    with refused(refusals.FACT_CHANGED):
        dispute(by=town.viewer(AN), fact=again(waiting), text="Sau khi rút")


def test_a_dispute_is_of_its_fact_alone(town: Town) -> None:
    first, second = entered(town), entered(town, document=entry(town).document)
    dispute(by=town.viewer(AN), fact=first, text=SAID)
    with refused(refusals.NOT_DISPUTED):
        answer_dispute(by=town.viewer(ORGANISER), fact=second, text=KEPT)
    dispute(by=town.viewer(AN), fact=again(second), text=SAID)
    assert Dispute.objects.filter(outcome="").count() == 2
    bearing = {row.id: row.disputed for row in facts_bearing([town.id(AN)], "2026-11")[town.id(AN)]}
    assert bearing == {first.id: True, second.id: True}


@pytest.mark.parametrize(
    ("code", "dispute_status", "answer_status"),
    [
        (AN, 200, 404), (BINH, 404, 404), (DIVISION_HEAD, 404, 404), (STRANGER, 404, 404), (ORGANISER, 403, 200),
        (AUDITOR, 403, 403), (ADMIN, 404, 403), (GIANG, 403, 200),
    ],
)  # fmt: skip
def test_whose_the_dispute_is_and_whose_the_answer(
    town: Town, code: str, dispute_status: int, answer_status: int
) -> None:
    fact = entered(town)

    def status(ask: Any) -> int:
        try:
            ask(town.viewer(code), fact.id)
        except Refusal as refusal:
            return refusal.status
        return 200

    assert (status(fact_to_dispute), status(fact_to_withdraw)) == (dispute_status, answer_status)
    assert status(lambda viewer, _id: fact_to_dispute(viewer, 10**8)) == 404


@pytest.mark.parametrize(
    "said", ["<script>x</script>", unicodedata.normalize("NFD", SAID), "ờ" * 5000, "{by} %s 🙂"]
)
def test_words_are_kept_as_they_were_written(town: Town, said: str) -> None:
    fact = entered(town)
    dispute(by=town.viewer(AN), fact=fact, text=said)
    assert Dispute.objects.get().text == said
    assert list(verify(TODAY)) == []


def test_verification_names_a_dispute_whose_line_was_lost_behind_the_programs_back(town: Town) -> None:
    fact = entered(town)
    dispute(by=town.viewer(AN), fact=fact, text=SAID)
    Fact.objects.filter(id=fact.id).update(last_hash="0" * 64)
    assert [(fault.where, fault.what) for fault in verify(TODAY)] == [(f"fact {fact.id}", "head_differs")]
