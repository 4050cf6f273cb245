"""Sheets and published results of a subtree, a stretch of their numbers at a time, for other software."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, OuterRef, Subquery

from thenchot.assessment.models import Published, Sheet
from thenchot.organisation.queries import below


def sheets_after(under: str, period: str, after: int, most: int) -> list[Sheet]:
    """How far each is; nothing of what stands in them is read."""
    rows = Sheet.objects.filter(below(under, "unit_path"), id__gt=after)
    if period:
        rows = rows.filter(cycle__period=period)
    columns = ("state", "submitted_at", "confirmed_at", "decided_at", "published_at", "unit_id", "absence")
    about = ("cycle__period", "cycle__rulebook", "person__staff_code", "unit__code")
    return list(rows.select_related("cycle", "person", "unit").only(*columns, *about).order_by("id")[:most])


def results_after(under: str, period: str, since: datetime | None, after: int, most: int) -> list[Published]:
    """Of each published sheet the version in force; with `since` those that came into force from that moment on."""
    last = Published.objects.filter(sheet=OuterRef("sheet")).order_by("-number").values("number")[:1]
    rows = Published.objects.annotate(last=Subquery(last)).filter(number=F("last"), id__gt=after, sheet__state="published")
    rows = rows.filter(below(under, "sheet__unit_path"))
    if period:
        rows = rows.filter(sheet__cycle__period=period)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return list(rows.defer("frozen").select_related("sheet__cycle", "sheet__person", "sheet__unit").order_by("id")[:most])
