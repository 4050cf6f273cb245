"""Who is signed in, and over what: read once, then asked by every room's access."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thenchot.audit.actor import Actor


@dataclass(frozen=True)
class Identity:
    """A person acting on a day: their grants as (role, path of the subtree) and the fields they have in charge."""

    person_id: int
    staff_code: str
    name: str
    gender: str
    day: date
    unit_id: int | None = None
    unit_name: str = ""
    unit_path: str = ""
    title: str = ""
    rank: str = ""
    bloc: str = ""
    grants: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()
    """Paths of the units a deputy has in charge."""

    @property
    def actor(self) -> Actor:
        return Actor(self.person_id, f"{self.name} ({self.staff_code})")

    def has(self, role: str, path: str | None = None) -> bool:
        """Whether the role is held, over the given place in the tree when one is given."""
        return any(held == role and (path is None or path.startswith(under)) for held, under in self.grants)

    def scopes(self, role: str) -> tuple[str, ...]:
        return tuple(under for held, under in self.grants if held == role)

    def in_charge_of(self, path: str) -> bool:
        return any(path.startswith(field) for field in self.fields)
