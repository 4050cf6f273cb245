"""The daily seal: a Merkle root over the day's rows, chained to the seal before and signed with the seal key."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date

from django.conf import settings

from thenchot.lib import canonical


def merkle_root(leaves: Iterable[str]) -> str:
    """Return the root over the leaves, in order; an odd one out goes up as it is. No leaf: the hash of nothing."""
    level = list(leaves) or [canonical.sha256("")]
    while len(level) > 1:
        pairs = [canonical.sha256(a + b) for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


def leaf(entry_id: int, entry_hash: str) -> str:
    """The row's number is under the leaf too, so that two rows cannot change places."""
    return canonical.sha256(f"{entry_id}:{entry_hash}")


def signature(day: date, root: str, prev: str, count: int) -> str:
    """Return HMAC-SHA256 with the seal key over the seal's content."""
    content = f"{day.isoformat()}\n{count}\n{root}\n{prev}"
    return hmac.new(settings.SEAL_KEY.encode(), content.encode(), hashlib.sha256).hexdigest()
