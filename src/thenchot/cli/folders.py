"""Folders with a body's own rulebooks, as the operator named them."""

from __future__ import annotations

import os
from pathlib import Path


def named() -> tuple[Path, ...]:
    """The folders of THENCHOT_RULEBOOKS, read without the settings, which would start Django."""
    names = os.environ.get("THENCHOT_RULEBOOKS", "").split(",")
    return tuple(Path(name.strip()) for name in names if name.strip())
