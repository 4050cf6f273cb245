"""Whom a staff code stands for in the key's subtree."""

from __future__ import annotations

from dataclasses import dataclass

from thenchot.people.listing import person_posted
from thenchot.people.queries import post_of
from thenchot.tokens.caller import Caller
from thenchot.tokens.refusals import PERSON_UNKNOWN


@dataclass(frozen=True)
class Working:
    """A person and the unit they work in today."""

    person_id: int
    unit_id: int


def working_here(caller: Caller, code: str, field: str) -> Working:
    """Refuses a code that is nobody's, or of somebody who works elsewhere, alike."""
    found = person_posted(caller.unit_path, caller.day, code.strip())
    post = post_of(found.person.id, caller.day) if found else None
    if found is None or post is None or post.unit_id not in {held.unit_id for held in found.posts}:
        raise PERSON_UNKNOWN(field=field, code=code.strip()[:40])
    return Working(found.person.id, post.unit_id)
