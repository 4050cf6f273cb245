"""What of a round is not published yet: what one publication leaves behind, a supplementary one brings (thông báo bổ sung)."""

from __future__ import annotations

from django.db.models import QuerySet

from thenchot.bodies.models import BodySheet, Round
from thenchot.bodies.states import EXCUSED, PUBLISHED


def left(found: Round) -> QuerySet[BodySheet]:
    """The organisations that have no published result and are not excused."""
    return found.sheets.exclude(state__in=(PUBLISHED, EXCUSED))


def is_finished(found: Round) -> bool:
    """Published, with nobody left behind: from now on a result is only replaced (Điều 4 khoản 4)."""
    return found.state == "published" and not left(found).exists()
