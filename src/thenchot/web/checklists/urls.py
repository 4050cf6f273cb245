"""Addresses of checklists."""

from __future__ import annotations

from django.urls import path, register_converter

from thenchot.web.checklists import (
    answer,
    check_reply,
    discard_checklist,
    draft_checklist,
    edition,
    end_checklist,
    history,
    import_turns,
    keep,
    own,
    put_in_force,
    register,
    reply,
    results,
    revise_checklist,
    save_answers,
    submit_answers,
    take_back,
    try_draft,
    turns,
    withdraw_reply,
    withdraw_turns,
)
from thenchot.web.periods import EveryConverter

register_converter(EveryConverter, "every")

ONE, REPLY, PERIOD = "bang-kiem/<int:checklist_id>", "phieu-kiem/<int:reply_id>", "<every:period>"

urlpatterns = [
    path("bang-kiem", own.own, name="checklists.own"),
    path("bang-kiem/quan-ly", keep.keep, name="checklists.keep"),
    path("bang-kiem/soan", draft_checklist.draft_checklist, name="checklists.draft"),
    path("bang-kiem/mau/<slug:name>", edition.shelved, name="checklists.shelved"),
    path("bang-kiem/luot/<slug:code>", turns.turns, name="checklists.turns"),
    path("bang-kiem/luot/<slug:code>.csv", turns.as_file, name="checklists.turns_file"),
    path("bang-kiem/luot/<slug:code>/nhap", import_turns.import_turns, name="checklists.import_turns"),
    path(
        "bang-kiem/luot/<int:turns_id>/rut", withdraw_turns.withdraw_turns, name="checklists.withdraw_turns"
    ),
    path("bang-kiem/don-vi/<int:unit_id>", history.history, name="checklists.history"),
    path(ONE, edition.edition, name="checklists.edition"),
    path(f"{ONE}/soan", revise_checklist.revise_checklist, name="checklists.revise"),
    path(f"{ONE}/tinh-thu", try_draft.try_draft, name="checklists.try"),
    path(f"{ONE}/tinh-thu.csv", try_draft.as_file, name="checklists.try_file"),
    path(f"{ONE}/ap-dung", put_in_force.put_in_force, name="checklists.put_in_force"),
    path(f"{ONE}/bo", discard_checklist.discard_checklist, name="checklists.discard"),
    path(f"{ONE}/ket-thuc", end_checklist.end_checklist, name="checklists.end"),
    path(f"{ONE}/ket-qua", results.shown, name="checklists.results"),
    path(f"{ONE}/ket-qua.csv", results.as_file, name="checklists.results_file"),
    path(f"{ONE}/{PERIOD}", answer.answer, name="checklists.answer"),
    path(f"{ONE}/{PERIOD}/luu", save_answers.save_answers, name="checklists.save"),
    path(f"{ONE}/{PERIOD}/gui", submit_answers.submit_answers, name="checklists.submit"),
    path(f"{ONE}/{PERIOD}/dang-ky", register.register, name="checklists.register"),
    path(REPLY, reply.reply, name="checklists.reply"),
    path(f"{REPLY}/rut-de-sua", take_back.take_back, name="checklists.take_back"),
    path(f"{REPLY}/rut", withdraw_reply.withdraw_reply, name="checklists.withdraw"),
    path(f"{REPLY}/kiem-tra", check_reply.check_reply, name="checklists.check"),
]
