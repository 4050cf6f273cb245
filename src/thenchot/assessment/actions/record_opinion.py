"""Record what the Party committee or a colleague wrote of a person for the year (Điều 21 khoản 1 điểm b, c)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thenchot.assessment.models import Opinion, Sheet
from thenchot.assessment.moves import Move, write
from thenchot.assessment.refusals import NO_MEETINGS_HERE, OPINION_INCOMPLETE, WRONG_STATE
from thenchot.assessment.reviews import COLLEAGUE, PARTY_COMMITTEE, has_meetings
from thenchot.assessment.steps import DECIDED, EXCUSED, STATE_NAMES, refuse_published
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Said:
    """An opinion in writing: whose, what kind, what it says, and the paper it stands in."""

    sheet: Sheet
    kind: str
    author: str
    text: str
    document: str = ""


def record_opinion(*, by: Identity, said: Said) -> None:
    """Keep it beside the sheet until the level is decided. The Party committee's names its paper."""
    sheet = said.sheet
    refuse_published(sheet.cycle.state)
    refuse_if(not has_meetings(sheet.cycle.steps), NO_MEETINGS_HERE)
    refuse_if(sheet.state in (DECIDED, EXCUSED), WRONG_STATE, state=STATE_NAMES[sheet.state])
    asked = (
        ("kind", said.kind in (PARTY_COMMITTEE, COLLEAGUE), _("loại ý kiến")),
        ("author", bool(said.author.strip()), _("tên cấp ủy hoặc người cho ý kiến")),
        ("text", bool(said.text.strip()), _("nội dung ý kiến")),
        ("document", said.kind != PARTY_COMMITTEE or bool(said.document.strip()), _("số, ngày văn bản của cấp ủy")),
    )
    for name, given, what in asked:
        if not given:
            raise OPINION_INCOMPLETE(field=name, what=what)
    at = clock.now()
    row = Opinion(
        sheet=sheet, kind=said.kind, author=said.author.strip(), document=said.document.strip(),
        text=said.text.strip(), by_id=by.person_id, at=at,
    )  # fmt: skip
    payload: dict[str, object] = {"kind": row.kind, "author": row.author, "document": row.document, "text": row.text}
    write(by.actor, [Move(sheet, "opinion", {"state": sheet.state}, payload, (row,))], at)
