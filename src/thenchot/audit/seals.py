"""The daily seal: a Merkle root over the day's rows, chained to the seal before and signed with the seal key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from thenchot.lib import canonical


class SealedDay(Protocol):
    """A seal as its public signature reads it."""

    day: date
    first_id: int
    last_id: int
    count: int
    root: str
    prev: str
    hash: str


def merkle_root(leaves: Iterable[str]) -> str:
    """Return the root over the leaves, in order; an odd one out goes up as it is. No leaf: the hash of nothing."""
    level = list(leaves) or [canonical.sha256("")]
    while len(level) > 1:
        pairs = [canonical.sha256(a + b) for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def merkle_path(leaves: Sequence[str], place: int) -> list[list[str]]:
    """Return what to join to the leaf at `place`, from the bottom up, to get the root: pairs of side and hash."""
    path, level = [], list(leaves)
    while len(level) > 1:
        beside = place ^ 1
        if beside < len(level):
            path.append(["left" if beside < place else "right", level[beside]])
        pairs = [canonical.sha256(a + b) for a, b in zip(level[::2], level[1::2], strict=False)]
        level, place = pairs + level[len(pairs) * 2 :], place // 2
    return path


def leaf(entry_id: int, entry_hash: str) -> str:
    """The row's number is under the leaf too, so that two rows cannot change places."""
    return canonical.sha256(f"{entry_id}:{entry_hash}")


def signature(day: date, root: str, prev: str, count: int) -> str:
    """Return HMAC-SHA256 with the seal key over the seal's content."""
    content = f"{day.isoformat()}\n{count}\n{root}\n{prev}"
    return hmac.new(settings.SEAL_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()


def statement(seal: SealedDay) -> str:
    """The text that the public signature of a seal covers, one value a line."""
    parts = (seal.day.isoformat(), seal.first_id, seal.last_id, seal.count, seal.root, seal.prev, seal.hash)
    return "\n".join(("thenchot-seal-1", *map(str, parts)))


def sign(text: str) -> str:
    """Return the Ed25519 signature of the text, hexadecimal, which anybody checks with `public_key` and no secret."""
    return _signing_key().sign(text.encode()).hex()


def public_key() -> str:
    """The public half of the signing key, 64 hexadecimal digits: printed on the auditor's page and in the minutes."""
    return _signing_key().public_key().public_bytes_raw().hex()


def _signing_key() -> Ed25519PrivateKey:
    # Made of the seal key: one secret to keep and to restore, and seals older than the signature are signed by it too.
    own = hashlib.sha256(b"thenchot signing\n" + settings.SEAL_KEY.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(own)
