"""Refusals: why something asked for is not done, as code, article and parameters; the sentence is looked up last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise

Text = str | Promise
BAD_INPUT, FORBIDDEN, MISSING, CONFLICT = 422, 403, 404, 409
UNKNOWN_CALLER, TOO_OFTEN = 401, 429
"""Of other software only: a secret that opens nothing, and too many requests at once."""
REGISTERED: dict[str, Kind] = {}
"""Every kind of refusal by its code, filled as the rooms are imported."""


@dataclass(frozen=True)
class Kind:
    """One reason to refuse: a code, the sentence that says what to do, and the article where one applies."""

    code: str
    status: int
    text: Text
    article: str = ""

    def __post_init__(self) -> None:
        if self.code in REGISTERED:
            raise ValueError(f"refusal code {self.code} is declared twice")
        REGISTERED[self.code] = self

    def __call__(self, field: str = "", **params: object) -> Refusal:
        return Refusal(self, params, field)


@dataclass
class Refusal(Exception):
    """Raised by access and actions; one middleware turns it into a page, a fragment or JSON.

    `field` names the input it is about ("" when it is about the whole), `params` fill the sentence.
    """

    kind: Kind
    params: Mapping[str, object] = field(default_factory=dict)
    field: str = ""

    def __str__(self) -> str:
        return f"{self.kind.code}: {self.sentence}"

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def status(self) -> int:
        return self.kind.status

    @property
    def article(self) -> str:
        """The provision behind it: the one handed over as `provision`, where it depends on the rulebook, else the kind's."""
        return str(self.params.get("provision", self.kind.article))

    @property
    def sentence(self) -> str:
        """The sentence in the language in force, its places filled in."""
        return str(self.kind.text).format(**self.params)


def refuse_if(condition: object, kind: Kind, **params: object) -> None:
    if condition:
        raise Refusal(kind, params)
