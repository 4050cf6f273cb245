"""When two explanations are the same words: marks, order of tone marks, letter case, spaces and points aside."""

from __future__ import annotations

import hashlib
import re

from thenchot.lib.vietnamese import fold

LENGTH = 32
WORDS = re.compile(r"[^\W_]+")


def mark_of(text: str) -> str:
    """A mark that is equal for equal words; "" for a text without a letter or a number."""
    words = " ".join(WORDS.findall(fold(text))) if text else ""
    return hashlib.sha256(words.encode()).hexdigest()[:LENGTH] if words else ""
