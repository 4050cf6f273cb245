"""A person says that a fact about them is not right; it is marked wherever it is shown until the office answers, once."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.conftest import As
from tests.web.office_cast import main, text
from tests.web.test_evidence import FORM, entered
from tests.web.world import ADMIN, AUDITOR, DEPUTY, DIVISION_HEAD, LATE, ORGANISER, STAFF, World
from thenchot.assessment.queries.row_evidence import evidence_of
from thenchot.audit.queries import history
from thenchot.evidence.models import Dispute, Fact

pytestmark = pytest.mark.one_engine
WAITS = "Báo không đúng, chờ trả lời"
SAID = "Ngày 06/10 tôi nghỉ phép theo đơn số 12."


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


@pytest.fixture
def fact(organiser: Client) -> Fact:
    return entered(organiser, subject=LATE)


def say(client: Client, fact: Fact, words: str = SAID, version: int = 0) -> int:
    return client.post(f"/thong-tin/{fact.id}/khong-dung", {"text": words, "version": version or fact.version}).status_code


def again(fact: Fact) -> Fact:
    return Fact.objects.get(id=fact.id)


def test_a_disputed_fact_is_marked_everywhere_until_its_office_answers(
    organiser: Client, fact: Fact, as_: As, world: World
) -> None:
    person, head = as_(LATE), as_(DIVISION_HEAD)
    sheet = world.sheet(LATE)
    assert "Báo không đúng</button>" in person.get("/thong-tin/cua-toi").content.decode()
    refused = person.post(f"/thong-tin/{fact.id}/khong-dung", {"text": "  ", "version": "1"})
    assert (refused.status_code, "Nêu chỗ không đúng và căn cứ" in main(refused)) == (422, True)
    assert say(person, fact) == 302
    assert "Bùi Đức Thắng báo một thông tin không đúng" in text(organiser.get("/viec-can-lam"))
    beside = f"/phieu/{sheet.id}"
    pages = [(person, "/thong-tin/cua-toi"), (organiser, "/thong-tin"), (head, beside), (person, beside)]
    for client, address in pages:
        page = main(client.get(address))
        assert WAITS in page, address
        assert SAID in page, address
    assert evidence_of(sheet.cycle, [sheet])[sheet.id].disputed == 1
    entered(organiser, subject=STAFF)
    waiting = main(organiser.get("/thong-tin?bao=1"))
    assert ("Báo không đúng, chờ trả lời 1" in waiting, "Nguyễn Thị Hồng Nhung" in waiting) == (True, False)
    answer = {"answer": "Đối chiếu sổ trực: có mặt và vi phạm.", "version": again(fact).version}
    assert organiser.post(f"/thong-tin/{fact.id}/tra-loi", {**answer, "answer": " "}).status_code == 422
    assert organiser.post(f"/thong-tin/{fact.id}/tra-loi", answer).status_code == 302
    for client, address in pages:
        page = main(client.get(address))
        assert WAITS not in page, address
        assert "Đối chiếu sổ trực: có mặt và vi phạm." in page, address
    assert evidence_of(sheet.cycle, [sheet])[sheet.id].disputed == 0
    assert "Đã trả lời thông tin ông/bà báo không đúng" in text(person.get("/viec-can-lam"))
    assert [act.action for act in history("fact", fact.id)] == ["enter", "dispute", "answer_dispute"]
    last = history("fact", fact.id).last()
    assert last is not None
    assert again(fact).last_hash == last.hash


def test_taking_the_fact_back_answers_the_dispute_too(organiser: Client, fact: Fact, as_: As) -> None:
    assert say(as_(LATE), fact) == 302
    given = {"reason": "Nhầm người trùng tên", "version": again(fact).version}
    assert organiser.post(f"/thong-tin/{fact.id}/rut-lai", given).status_code == 302
    row = Dispute.objects.get()
    assert (row.outcome, row.answer, row.answered_by_id) == ("withdrawn", "Nhầm người trùng tên", again(fact).withdrawn_by_id)
    assert WAITS not in main(as_(LATE).get("/thong-tin/cua-toi"))


def test_a_fact_is_disputed_once_and_answered_once(organiser: Client, fact: Fact, as_: As) -> None:
    person = as_(LATE)
    answer = {"answer": "Đúng theo biên bản.", "version": "1"}
    assert organiser.post(f"/thong-tin/{fact.id}/tra-loi", answer).status_code == 409, "nothing waits for an answer"
    assert say(person, fact) == 302
    assert say(person, again(fact)) == 409
    stale = organiser.post(f"/thong-tin/{fact.id}/tra-loi", answer)
    assert (stale.status_code, Dispute.objects.get().outcome) == (409, "")
    assert organiser.post(f"/thong-tin/{fact.id}/tra-loi", {**answer, "version": again(fact).version}).status_code == 302
    second = person.post(f"/thong-tin/{fact.id}/khong-dung", {"text": SAID, "version": again(fact).version})
    assert (second.status_code, "gửi kiến nghị khi có kết quả" in text(second)) == (409, True)


def test_a_fact_taken_back_is_disputed_no_more(organiser: Client, fact: Fact, as_: As) -> None:
    organiser.post(f"/thong-tin/{fact.id}/rut-lai", {"reason": "Nhầm", "version": "1"})
    assert say(as_(LATE), again(fact)) == 409
    assert not Dispute.objects.exists()


@pytest.mark.parametrize(
    ("code", "dispute", "answer"),
    [
        (ORGANISER, 403, 302), (AUDITOR, 403, 403), (STAFF, 404, 404), (DIVISION_HEAD, 404, 404), (DEPUTY, 404, 404),
        (ADMIN, 404, 403),
    ],
)
def test_who_may_dispute_and_who_may_answer(fact: Fact, as_: As, code: str, dispute: int, answer: int) -> None:
    assert say(as_(code), fact) == dispute
    assert say(as_(LATE), fact) == 302
    given = {"answer": "Đúng theo biên bản.", "version": again(fact).version}
    assert as_(code).post(f"/thong-tin/{fact.id}/tra-loi", given).status_code == answer


def test_nobody_answers_the_dispute_of_a_fact_about_themselves(organiser: Client, as_: As) -> None:
    other = entered(organiser, **{**FORM, "subject": STAFF})
    Fact.objects.filter(id=other.id).update(person_id=other.entered_by_id)
    assert say(organiser, again(other)) == 302
    given = {"answer": "Đúng.", "version": again(other).version}
    assert organiser.post(f"/thong-tin/{other.id}/tra-loi", given).status_code == 403
