"""The only road to an attached file: who may read what it is attached to may read it, and the rooms above say who that is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from thenchot.attachments.models import Attachment
from thenchot.attachments.refusals import FILE_NOT_FOUND, FILE_WITHDRAWN
from thenchot.lib import clock
from thenchot.lib.refusals import MISSING, Refusal

Asked = Callable[[Any, int], object]
"""Asks for the owner by its number on behalf of a viewer; refuses who may not have it."""


@dataclass(frozen=True)
class OwnerKind:
    """A kind of thing that files are attached to: who reads them with it, who may take one back."""

    code: str
    read: Asked
    withdraw: Asked


KNOWN: dict[str, OwnerKind] = {}
"""Filled as the rooms above are imported; a file of an unknown kind is given to nobody."""


def owned_by(kind: OwnerKind) -> None:
    """Let a room above say what its files hang on."""
    if kind.code in KNOWN:
        raise ValueError(f"files of {kind.code} are answered for twice")
    KNOWN[kind.code] = kind


def file_to_read(viewer: Any, attachment_id: int) -> Attachment:
    """404 for whoever may not read the owner, in the same words as for a file that is not there."""
    found, kind = _found(attachment_id)
    _ask(kind.read, viewer, found)
    if found.withdrawn_at is not None:
        day = found.withdrawn_at.astimezone(clock.VIETNAM)
        raise FILE_WITHDRAWN(day=f"{day:%d/%m/%Y}", reason=found.withdrawn_reason)
    return found


def file_to_withdraw(viewer: Any, attachment_id: int) -> Attachment:
    """For whom the owner's room lets take it back."""
    found, kind = _found(attachment_id)
    _ask(kind.read, viewer, found)
    _ask(kind.withdraw, viewer, found)
    return found


def _found(attachment_id: int) -> tuple[Attachment, OwnerKind]:
    found = Attachment.objects.filter(id=attachment_id).first()
    kind = KNOWN.get(found.owner_kind) if found else None
    if found is None or kind is None:
        raise FILE_NOT_FOUND()
    return found, kind


def _ask(asked: Asked, viewer: Any, found: Attachment) -> None:
    try:
        asked(viewer, found.owner_id)
    except Refusal as refusal:
        if refusal.status == MISSING:
            raise FILE_NOT_FOUND() from refusal
        raise
