"""The auditor's random draw of files (rút ngẫu nhiên): anybody who knows the seed draws the same ones again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import PUBLISHED
from thenchot.lib import canonical
from thenchot.organisation.queries import below
from thenchot.people.identity import Identity

MOST = 200
"""Files in one draw."""


@dataclass(frozen=True)
class Draw:
    """What is drawn from, how many, and the seed (số gieo) that decides which."""

    cycle_ids: tuple[int, ...]
    size: int
    seed: str


def order_of(seed: str, ids: Iterable[int]) -> list[int]:
    """The numbers in the order of SHA-256 of "seed:number", a draw that is repeated with any tool that hashes."""
    return sorted(ids, key=lambda number: canonical.sha256(f"{seed}:{number}"))


def published_under(viewer: Identity) -> QuerySet[Sheet]:
    """Published sheets of the places where the viewer is auditor."""
    place = Q()
    for path in viewer.scopes("auditor"):
        place |= below(path, "unit_path")
    return Sheet.objects.filter(place, state=PUBLISHED) if place else Sheet.objects.none()


def cycles_to_draw(viewer: Identity) -> list[Cycle]:
    held = published_under(viewer).values("cycle_id")
    return list(Cycle.objects.filter(id__in=held).select_related("scope").order_by("-period", "id"))


def drawn(viewer: Identity, draw: Draw) -> list[Sheet]:
    """The sheets of the draw, in its order: the first `size` of `order_of`, from published sheets the viewer audits."""
    if not 0 < draw.size <= MOST:
        return []
    ids = published_under(viewer).filter(cycle_id__in=draw.cycle_ids).values_list("id", flat=True)
    return in_order(order_of(draw.seed, ids)[: draw.size])


def in_order(ids: Sequence[int]) -> list[Sheet]:
    rows = Sheet.objects.filter(id__in=ids).select_related("cycle", "person", "scorer", "decider", "appointment__title").in_bulk()
    return [rows[number] for number in ids]
