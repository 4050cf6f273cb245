"""Past results taken in from elsewhere: whom one may bring them for, and what stands in the record."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from thenchot.assessment.models import ImportedResult
from thenchot.assessment.refusals import PAST_NOT_FOUND
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import versions_on
from thenchot.people.identity import Identity
from thenchot.people.queries import appointments_on

ROLE = "organisation_body"


def people_to_bring(viewer: Identity) -> dict[str, str]:
    """Names by staff code of everybody who works in a place the viewer organises."""
    posts = appointments_on(viewer.day).values_list("person__staff_code", "person__full_name", "unit_id")
    inside = _units(viewer)
    return {code: name for code, name, unit in posts if unit in inside}


def _units(viewer: Identity) -> set[int]:
    scopes = viewer.scopes(ROLE)
    rows = versions_on(viewer.day).values_list("unit_id", "path")
    return {unit for unit, path in rows if scopes and path.startswith(scopes)}


def past_results(viewer: Identity, search: str = "") -> list[int]:
    """Numbers of the results taken in for people of the viewer's places, the latest first; withdrawn ones are among them."""
    rows = _of(viewer)
    if search:
        rows = rows.filter(Q(person__staff_code=search) | Q(person__folded__contains=fold(search)))
    return list(rows.order_by("-at", "person__sort_key", "period", "id").values_list("id", flat=True))


def read_results(numbers: Sequence[int]) -> list[ImportedResult]:
    """The results of a page, in its order."""
    found = ImportedResult.objects.select_related("person", "by").in_bulk(list(numbers))
    return [found[number] for number in numbers]


def _of(viewer: Identity) -> QuerySet[ImportedResult]:
    people = appointments_on(viewer.day).filter(unit_id__in=_units(viewer)).values("person_id")
    return ImportedResult.objects.filter(person_id__in=people)


def past_result_to_withdraw(viewer: Identity, result_id: int) -> ImportedResult:
    """One of them, still standing; 404 for any other."""
    found = _of(viewer).filter(id=result_id, withdrawn_at=None).select_related("person").first()
    if found is None:
        raise PAST_NOT_FOUND()
    return found
