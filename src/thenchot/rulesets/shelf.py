"""The rulebooks this installation knows: those that ship, and those in the folders its operator named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from thenchot.rules.book import Rulebook
from thenchot.rulesets import books


def folders() -> Sequence[Path]:
    """Folders of THENCHOT_RULEBOOKS: a body's own rulebooks, in the same form and under the same checks."""
    return tuple(settings.RULEBOOK_FOLDERS)


def load(name: str) -> Rulebook:
    return books.load(name, folders())


def known() -> tuple[str, ...]:
    return books.known(folders())


def all_books() -> tuple[Rulebook, ...]:
    return books.all_books(folders())
