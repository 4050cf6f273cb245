"""Files as forms bring them: checked and stored at once, and kept for the next try when a form is refused."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass

from django.core import signing
from django.http import HttpRequest

from thenchot.attachments.kinds import KINDS
from thenchot.attachments.store import Stored, keep
from thenchot.people.identity import Identity

SALT = "thenchot.attachments"
HOURS = 4
"""How long a form may be mended before its file has to be chosen again."""


@dataclass(frozen=True)
class KeptFile:
    """What a refused form carries on: the file's name, and a signed word for it that serves this person only."""

    name: str
    token: str


def received(request: HttpRequest, viewer: Identity, allowed: Collection[str] = tuple(KINDS)) -> Stored | None:
    """The file of the form, else the one it brought before; None when there is neither."""
    given = request.FILES.get("file")
    if given is not None:
        return keep(given.name or "", given.chunks(), allowed)
    return _before(request.POST.get("kept_file", ""), viewer)


def _before(token: str, viewer: Identity) -> Stored | None:
    try:
        said = signing.loads(token, salt=f"{SALT}.{viewer.person_id}", max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return Stored(**said)


def to_keep(stored: Stored | None, viewer: Identity) -> KeptFile | None:
    if stored is None:
        return None
    return KeptFile(stored.name, signing.dumps(asdict(stored), salt=f"{SALT}.{viewer.person_id}"))
