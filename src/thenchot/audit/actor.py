"""Who acts, as the audit trail keeps it: a number and a label, no link to a table above."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """`id` 0 is the software itself, acting on a timetable or from the command line of its operator."""

    id: int
    label: str


SOFTWARE = Actor(0, "Phần mềm")
