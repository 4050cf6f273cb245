"""The only road to an adoption: for the organisation body over its unit, 404 for everybody else."""

from __future__ import annotations

from thenchot.organisation.queries import unit_on
from thenchot.people.access import require
from thenchot.people.identity import Identity
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.refusals import ADOPTION_NOT_FOUND


def adoption_to_end(viewer: Identity, adoption_id: int) -> Adoption:
    require(viewer, "organisation_body")
    found = Adoption.objects.filter(id=adoption_id).first()
    place = unit_on(found.unit_id, viewer.day) if found else None
    if found is None or place is None or not viewer.has("organisation_body", place.path):
        raise ADOPTION_NOT_FOUND()
    return found
