"""Báo thông tin không đúng: the person says what is wrong with a fact about them; its office answers."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.access import fact_to_dispute, fact_to_withdraw
from thenchot.evidence.actions.answer_dispute import answer_dispute as keep_it
from thenchot.evidence.actions.dispute import dispute as say
from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence import own_facts, register


@signed_in("POST")
def dispute(request: Signed, fact_id: int) -> HttpResponse:
    fact = as_seen(request, fact_to_dispute(request.viewer, fact_id))
    try:
        say(by=request.viewer, fact=fact, text=request.POST.get("text", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return own_facts.show(request, refusal, fact_id)
    sentence = _("Đã báo không đúng; cơ quan ghi nhận được thông báo để trả lời.")
    return done(request, sentence, "evidence.own", anchor=f"t{fact_id}")


@signed_in("POST")
def answer(request: Signed, fact_id: int) -> HttpResponse:
    """Keep the fact; to take it back there is the way of withdrawing."""
    fact = as_seen(request, fact_to_withdraw(request.viewer, fact_id))
    try:
        keep_it(by=request.viewer, fact=fact, text=request.POST.get("answer", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return register.show(request, refusal, fact_id)
    return done(request, _("Đã trả lời; người báo không đúng được thông báo."), "evidence.register", anchor=f"t{fact_id}")
