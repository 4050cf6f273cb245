"""Addresses of style sheets, scripts and pictures: each carries a mark of its content, so a browser may keep it for ever."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static as plain

SHOWN = 10


@cache
def static(name: str) -> str:
    """The address; another one as soon as the file holds something else. A file that is not there has no mark."""
    found = finders.find(name)
    if not found:
        return plain(name)
    return f"{plain(name)}?v={hashlib.sha256(Path(found).read_bytes()).hexdigest()[:SHOWN]}"
