"""Which rulebook is in force for whom on a date, and the wording a body imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.db.models import F, Q

from thenchot.organisation.queries import in_force, versions_on
from thenchot.rules.book import Rulebook
from thenchot.rulesets import shelf
from thenchot.rulesets.frozen import digest_of, rebuild
from thenchot.rulesets.models import Adoption, FrozenRulebook, LegalText
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.reading import BookError


@dataclass(frozen=True)
class InForce:
    """A rulebook as a body applies it: the book with the overlay on, and the choices made."""

    book: Rulebook
    category: str
    settings: Mapping[str, object] = field(default_factory=dict)
    overlay: Mapping[str, object] = field(default_factory=dict)
    confirmed_by: str = ""
    note: str = ""
    unit_path: str = ""


def in_force_for(path: str, day: date, category: str | None = None) -> list[InForce]:
    """Return every rulebook adopted at or above the place in the tree, the nearest body first for each book and category."""
    paths = dict(versions_on(day).values_list("unit_id", "path"))
    rows = Adoption.objects.filter(in_force(day)).select_related("confirmed_by").order_by("id")
    if category:
        rows = rows.filter(category=category)
    above = [row for row in rows if path.startswith(paths.get(row.unit_id, "-"))]
    nearest: dict[tuple[str, str], Adoption] = {}
    for row in sorted(above, key=lambda row: len(paths[row.unit_id])):
        nearest[(row.rulebook, row.category)] = row
    applied = [_as_applied(row, paths[row.unit_id], day) for row in nearest.values()]
    # A rulebook that has run out binds nobody, however long ago a body took it up without an end.
    return [rule for rule in applied if not rule.book.applies_to or rule.book.in_force_on(day, rule.category)]


def _as_applied(row: Adoption, path: str, day: date) -> InForce:
    """An overlay may carry dates of its own: on a day outside them the book stands as it is."""
    book = shelf.load(row.rulebook)
    applied = apply_overlay(book, row.overlay, day)
    return InForce(
        book=applied, category=row.category, settings=row.settings, note=row.confirmed_note, unit_path=path,
        overlay={} if applied is book else row.overlay,
        confirmed_by=row.confirmed_by.full_name if row.confirmed_by else "",
    )  # fmt: skip


@dataclass(frozen=True)
class Adopted:
    """An adoption of any time, as its body applies the rulebook from its first day."""

    id: int
    rule: InForce
    valid_from: date
    valid_to: date | None


def adopted_over(path: str, day: date, category: str) -> list[Adopted]:
    """Every adoption for a category at or above the place, of any time, the newest first; the tree as of the day."""
    paths = dict(versions_on(day).values_list("unit_id", "path"))
    rows = Adoption.objects.filter(category=category).exclude(valid_to__lt=F("valid_from")).select_related("confirmed_by")
    above = [row for row in rows.order_by("-valid_from", "-id") if path.startswith(paths.get(row.unit_id, "-"))]
    return [
        Adopted(row.id, _as_applied(row, paths[row.unit_id], row.valid_from), row.valid_from, row.valid_to) for row in above
    ]


@lru_cache(maxsize=64)
def frozen(digest: str) -> Rulebook:
    """Return the rulebook kept under a digest.

    Raises FrozenRulebook.DoesNotExist, and BookError when the content is no longer what the digest was made of.
    """
    kept = FrozenRulebook.objects.get(digest=digest)
    if digest_of(kept.content) != digest:
        raise BookError(kept.rulebook, "", "nội dung đã lưu không còn khớp mã kiểm tra")
    return rebuild(kept.content)


def adoptions(day: date) -> list[Adoption]:
    rows = Adoption.objects.filter(in_force(day)).select_related("unit", "confirmed_by")
    return list(rows.order_by("rulebook", "category", "id"))


def adoptions_from(day: date) -> list[Adoption]:
    """Adoptions in force on the day and those yet to come, the earliest first."""
    later = Adoption.objects.filter(valid_from__gt=day).exclude(valid_to__lt=F("valid_from"))
    rows = Adoption.objects.filter(Q(id__in=later.values("id")) | in_force(day)).select_related("unit", "confirmed_by")
    return list(rows.order_by("rulebook", "category", "valid_from", "id"))


def wording(document: str) -> dict[int, LegalText]:
    """The imported articles of a document by number; empty when the body has imported none."""
    return {row.article: row for row in LegalText.objects.filter(document=document)}
