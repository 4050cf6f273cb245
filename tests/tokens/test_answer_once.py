"""A write that is sent again is done once: the same answer, or a refusal where something else came under the same key."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.tokens.keys import issued, place
from tests.web.world import World
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal
from thenchot.tokens.actions.answer_once import Answer, Sent, answer_once, forget_answers
from thenchot.tokens.actions.use_token import use_token
from thenchot.tokens.caller import Caller
from thenchot.tokens.models import Answered, Token
from thenchot.tokens.refusals import NAME_NEEDED

pytestmark = pytest.mark.django_db
SENT = Sent("don-1", "a" * 64)


@pytest.fixture
def caller(world: World) -> Caller:
    return use_token(secret=issued(world))


class Doing:
    """An act that counts how often it was done, and leaves a row each time."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.times, self.refuses = 0, refuses

    def __call__(self) -> Answer:
        self.times += 1
        Token.objects.filter().update(note=f"lần {self.times}")
        if self.refuses:
            raise NAME_NEEDED()
        return Answer(201, f'{{"id": {self.times}}}')


def test_sent_again_it_is_not_done_again(caller: Caller) -> None:
    act = Doing()
    first, second = (answer_once(by=caller, sent=SENT, act=act) for _ in range(2))
    assert act.times == 1
    assert (first.status, first.body, first.replayed) == (201, '{"id": 1}', False)
    assert (second.status, second.body, second.replayed) == (201, '{"id": 1}', True)


def test_something_else_under_the_same_key_is_refused_and_another_key_is_free(caller: Caller) -> None:
    act = Doing()
    answer_once(by=caller, sent=SENT, act=act)
    with pytest.raises(Refusal) as raised:
        answer_once(by=caller, sent=Sent("don-1", "b" * 64), act=act)
    assert (raised.value.code, raised.value.status, act.times) == ("token.reused_key", 422, 1)
    assert answer_once(by=caller, sent=Sent("don-2", "b" * 64), act=act).body == '{"id": 2}'


def test_the_key_of_one_software_is_not_that_of_another(caller: Caller, world: World) -> None:
    act = Doing()
    answer_once(by=caller, sent=SENT, act=act)
    other = use_token(secret=issued(world, name="Một cửa", unit=place("BT-VP")))
    assert answer_once(by=other, sent=SENT, act=act).body == '{"id": 2}'


def test_a_refusal_undoes_everything_and_leaves_the_key_free(caller: Caller) -> None:
    with pytest.raises(Refusal), transaction.atomic():
        answer_once(by=caller, sent=SENT, act=Doing(refuses=True))
    assert not Answered.objects.exists()
    assert Token.objects.get().note == ""
    assert answer_once(by=caller, sent=SENT, act=Doing()).status == 201


def test_an_act_that_broke_off_left_neither_itself_nor_an_answer(caller: Caller) -> None:
    def breaks() -> Answer:
        Token.objects.filter().update(note="nửa chừng")
        raise OSError("máy dừng")

    with pytest.raises(OSError, match="máy dừng"):
        answer_once(by=caller, sent=SENT, act=breaks)
    assert (Answered.objects.count(), Token.objects.get().note) == (0, "")


def test_answers_are_kept_for_so_many_days(
    caller: Caller, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_KEEP_DAYS = 30
    answer_once(by=caller, sent=SENT, act=Doing())
    kept = clock.now()
    for day, gone in ((date(2026, 12, 21), 0), (date(2026, 12, 23), 1)):
        monkeypatch.setattr(clock, "now", lambda day=day: clock.at(day, kept.hour, kept.minute))
        assert forget_answers() == gone
