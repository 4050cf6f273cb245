"""The person says that what was entered for them is not theirs (Không phải ý kiến của tôi): the sheet is open again."""

from __future__ import annotations

from django.db import transaction

from thenchot.assessment.actions.send_back import confirmed_leader
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.behalf import OBJECTABLE
from thenchot.assessment.models import Behalf, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import DISOWN_TEXT, NOT_ON_BEHALF
from thenchot.assessment.steps import CONFIRMED, DECIDED, OPENED, PROPOSED, refuse_published
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.notices.actions.notify import Message
from thenchot.people.identity import Identity


def disown(*, by: Identity, sheet: Sheet, text: str) -> None:
    """Return the sheet to not sent, whatever was decided on it since: that rested on words which were not the person's.

    What was entered stays beside what the person says of it. Who entered it and who took it up are told, and the scorer
    of a leader whose index d counts the sheet already (Điều 15 khoản 3 điểm a).
    """
    said, at = text.strip(), clock.now()
    if not said:
        raise DISOWN_TEXT(field="objection")
    refuse_published(sheet.cycle.state)
    refuse_if(not sheet.behalf_of or sheet.state not in OBJECTABLE, NOT_ON_BEHALF)
    entered = Behalf.objects.filter(sheet=sheet, objected_at=None).order_by("-id").first()
    if entered is None:
        raise NOT_ON_BEHALF()
    move = Move(sheet, "disown", _reopened(sheet, entered, said), {"text": said}, messages=_told(by, sheet, entered, said))
    with transaction.atomic():
        write(by.actor, [move], at)
        Behalf.objects.filter(id=entered.id).update(objection=said, objected_at=at)


def _reopened(sheet: Sheet, entered: Behalf, said: str) -> dict[str, object]:
    """As it was before the entry; `return_note` gives the person the time that a sheet sent back has."""
    return {
        "marks": {"prefill": sheet.marks["prefill"]} if "prefill" in sheet.marks else {}, "draft": entered.draft,
        "strengths": "", "weaknesses": "", "opinion": "", "behalf_of": "", "return_note": said, "state": OPENED,
        "submitted_at": None, "seen_at": None, "confirmed_at": None, "decided_at": None, "self_score": None,
        "self_level": "", "score": None, "band": "", "inputs": {}, "verdict": {}, "proposed_level": "", "level": "",
        "handling": "",
    }  # fmt: skip


def _taken_up_by(sheet: Sheet) -> set[int]:
    """Whose step the sheet waits for or has passed; in a year nobody confirms, and who proposes takes it up."""
    holders = {sheet.ranker_id if is_year(sheet.cycle) else sheet.scorer_id}
    if sheet.state in (PROPOSED, DECIDED):
        holders |= {sheet.ranker_id, sheet.decider_id}
    return {one for one in holders if one}


def _told(by: Identity, sheet: Sheet, entered: Behalf, said: str) -> tuple[Message, ...]:
    params, link = {"period": sheet.cycle.period, "by": by.name, "note": said}, f"/phieu/{sheet.id}"
    # Who entered it may not be among those who read the sheet; the page of entries is theirs.
    found = [Message(entered.by_id, "entry_disowned", params, "/nhap-thay/da-nhap")]
    found += [Message(one, "entry_disowned", params, link) for one in sorted(_taken_up_by(sheet))]
    leader = confirmed_leader(sheet) if sheet.state == CONFIRMED else None
    if leader is not None and leader.scorer_id:
        about = {"period": sheet.cycle.period, "by": str(leader.person)}
        found.append(Message(leader.scorer_id, "leader_reopened", about, f"/phieu/{leader.id}"))
    return tuple(found)
