"""Where contents lie: in the data folder under their SHA-256, each once, written whole or not at all, never changed."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import file_digest, sha256
from pathlib import Path

from django.conf import settings

from thenchot.attachments.kinds import KINDS, kind_of, words
from thenchot.attachments.naming import clean_name
from thenchot.attachments.refusals import FILE_EMPTY, FILE_KIND, FILE_TOO_LARGE
from thenchot.attachments.scanning import scan
from thenchot.lib.copies import place_of

FOLDER, QUARANTINE, LOCK = "attachments", "incoming", "lock"
KEPT_UNUSED = timedelta(days=1)
"""How long a content that nothing refers to stays: who was refused for another field of the form sends it again."""


@dataclass(frozen=True)
class Stored:
    """A content that has been checked and lies in the store; `size` in bytes."""

    sha256: str
    kind: str
    name: str
    size: int


def folder() -> Path:
    return Path(settings.DATA_FOLDER) / FOLDER


def path_of(digest: str) -> Path:
    return place_of(folder(), digest)


def keep(name: str, chunks: Iterable[bytes], allowed: Collection[str] = tuple(KINDS)) -> Stored:
    """Check a new content and put it in its place; of one that is empty, too large, unknown or infected nothing is kept."""
    quarantine = folder() / QUARANTINE
    quarantine.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, given = tempfile.mkstemp(dir=quarantine)
    path = Path(given)
    try:
        digest, size = _written(handle, chunks)
        kind = kind_of(path)
        if kind not in allowed:
            raise FILE_KIND(field="file", allowed=words(allowed))
        scan(path)
        _settle(path, digest)
    finally:
        path.unlink(missing_ok=True)
    return Stored(digest, kind, clean_name(name, kind), size)


def _written(handle: int, chunks: Iterable[bytes]) -> tuple[str, int]:
    most, size, hashed = settings.ATTACHMENT_MB * 1024 * 1024, 0, sha256()
    with os.fdopen(handle, "wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise FILE_TOO_LARGE(field="file", limit=settings.ATTACHMENT_MB)
            hashed.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if not size:
        raise FILE_EMPTY(field="file")
    return hashed.hexdigest(), size


def _settle(path: Path, digest: str) -> None:
    """Rename into place: whoever looks finds the whole content, and the disk has its name before anybody is told."""
    place = path_of(digest)
    with _alone():
        place.parent.mkdir(mode=0o700, exist_ok=True)
        path.replace(place)
        directory = os.open(place.parent, os.O_RDONLY)
        os.fsync(directory)
        os.close(directory)


@contextmanager
def _alone() -> Iterator[None]:
    """One at a time: what is swept away is never what has just come in again."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder() / LOCK).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def is_whole(digest: str) -> bool:
    """Whether the content is there and still has this SHA-256."""
    try:
        with path_of(digest).open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == digest
    except OSError:
        return False


def contents() -> Iterator[Path]:
    """Every content in the store."""
    yield from sorted(folder().glob("[0-9a-f][0-9a-f]/*"))


def remove_unused(path: Path, used: Collection[str]) -> bool:
    """Remove a content that nothing refers to and that has lain for a day; what is left of a broken-off upload too."""
    with _alone():
        if path.name in used or not path.exists():
            return False
        # A file's time is the machine's own, whatever day is set for the pages.
        if time.time() - path.stat().st_mtime < KEPT_UNUSED.total_seconds():
            return False
        path.unlink()
    return True


def broken_off() -> Iterator[Path]:
    """Contents that never got past quarantine: their process ended in the middle."""
    yield from sorted((folder() / QUARANTINE).glob("*"))
