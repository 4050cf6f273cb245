"""What every adapter answers with, and how lists in JSON are read: what has no number of its own cannot be taken once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thenchot.intake.actions.receive import Brought

LONGEST_REF = 60


class SourceError(Exception):
    """What the source said has not the documented form; `detail` says where."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


@dataclass(frozen=True)
class Fetched:
    """What one run brought, and from where the next goes on."""

    brought: Sequence[Brought]
    place: Mapping[str, Any] = field(default_factory=dict)
    more: bool = False
    """Whether the source has more to say at once."""


def rows_of(said: Any, name: str) -> list[dict[str, Any]]:
    """The list of objects under a name. Raises SourceError."""
    rows = said.get(name) if isinstance(said, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SourceError(name)
    return rows


def ref_of(row: Mapping[str, Any], name: str, at: int) -> str:
    """The source's own number, whole or as a text. Raises SourceError."""
    value = row.get(name)
    ref = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not 0 < len(ref) <= LONGEST_REF or not ref.isprintable():
        raise SourceError(f"{name} [{at}]")
    return ref
