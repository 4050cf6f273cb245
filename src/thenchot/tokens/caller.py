"""The software that asks, as the rooms' access knows a person: the verbs of its key over one subtree, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thenchot.audit.actor import Actor
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.tokens.refusals import VERB_MISSING
from thenchot.tokens.verbs import VERBS


@dataclass(frozen=True)
class Caller(Identity):
    """`person_id` is the owner of the key, who answers for it: rows that name who entered them name the owner.

    The trail names the system account: the number of the key below zero, with the name of the key and of its owner.
    """

    token_id: int = 0
    token_name: str = ""
    verbs: tuple[str, ...] = ()
    expires_on: date = date.min

    @property
    def actor(self) -> Actor:
        return Actor(-self.token_id, f"{self.token_name} · {self.name} ({self.staff_code})"[:200])

    def need(self, verb: str) -> None:
        """Refuse (403) what the key was not approved for."""
        refuse_if(verb not in self.verbs, VERB_MISSING, verb=VERBS[verb])
