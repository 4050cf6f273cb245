"""The head concludes the month's meeting: its content is frozen into minutes, and chosen rows go on in the next month."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from thenchot.followup.actions.prepare_briefing import Sitting, write_briefing
from thenchot.followup.models import Briefing
from thenchot.followup.queries.briefing import live, with_carried
from thenchot.followup.refusals import BRIEFING_INCOMPLETE, CONCLUDED
from thenchot.lib import canonical, clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.people.queries import staff_among
from thenchot.workplan.actions.carry_over import Carried, carry_over


def conclude_briefing(*, by: Identity, sitting: Sitting, briefing: Briefing, carried: Sequence[Carried] = ()) -> list[int]:
    """Freeze what the page shows and carry the rows over, both or neither; returns the numbers of the new rows.

    Refuses minutes that lack something, a meeting concluded already, and a row that is carried over or done meanwhile.
    """
    refuse_if(briefing.state != "prepared", CONCLUDED)
    _check(briefing)
    doers = {row.task.doer_id for row in carried if row.task.doer_id is not None}
    here = {one.id for one in staff_among(sitting.unit.path, by.day, doers)} if doers else set()
    shown = live(sitting.unit, sitting.period, briefing.attention)
    content = with_carried(shown, [(row.task, row.deadline) for row in carried]).plain()
    with transaction.atomic():
        made = carry_over(by=by.actor, rows=carried, here=here)
        columns: dict[str, object] = {"state": "concluded", "content": content}
        said = {"content": canonical.sha256(canonical.dumps(content)), "carried": made}
        write_briefing(by, briefing, "conclude", columns, **said)
    return made


def _check(briefing: Briefing) -> None:
    """The minutes name when, where, who led and wrote, how many were there, and what was concluded."""
    today = clock.today()
    asked = (
        ("held_on", briefing.held_on is not None and briefing.held_on <= today, _("ngày họp, không sau hôm nay")),
        ("place", bool(briefing.place), _("địa điểm họp")),
        ("chair", briefing.chair_id is not None, _("người chủ trì")),
        ("secretary", briefing.secretary_id is not None, _("thư ký")),
        ("present", briefing.present > 0, _("số người dự họp")),
        ("conclusion", bool(briefing.conclusion), _("kết luận của người chủ trì")),
    )
    for name, given, what in asked:
        if not given:
            raise BRIEFING_INCOMPLETE(field=name, what=what)
