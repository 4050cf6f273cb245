"""Who may act because of the part they hold in a thing: the thing itself, or a refusal that names who holds the part."""

from __future__ import annotations

from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import Kind, Refusal
from thenchot.people.identity import Identity

T = TypeVar("T")
NOBODY = _("chưa xác định trong bảng phân cấp")
"""Stands for the name of who scores, ranks or decides where the delegation names nobody."""


def held_by(viewer: Identity, found: T, part: str, kind: Kind, *, nobody: object = NOBODY) -> T:
    """What the viewer may read already, for whoever holds its `part` ("scorer", "decider"); 403 for anybody else."""
    if getattr(found, f"{part}_id") != viewer.person_id:
        raise Refusal(kind, {part: getattr(found, part) or nobody})
    return found
