"""What the engine says when the facts given to it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Code = Literal["out_of_range", "wrong_shape"]


class InputError(ValueError):
    """A fact outside its range (`out_of_range`) or of the wrong kind or length (`wrong_shape`).

    `field` is the path of the fact, such as `input.items[2][1]`; `params` are what a sentence needs:
    `why` names the sentence, the rest are its values.
    """

    def __init__(self, code: Code, field: str, params: Mapping[str, object]) -> None:
        super().__init__(code, field, dict(params))
        self.code: Code = code
        self.field = field
        self.params: Mapping[str, object] = dict(params)

    def __str__(self) -> str:
        return f"{self.code} {self.field} {self.params.get('why', '')}".rstrip()


def out_of_range(field: str, why: str, **params: object) -> InputError:
    return InputError("out_of_range", field, {"why": why, **params})


def wrong_shape(field: str, why: str, **params: object) -> InputError:
    return InputError("wrong_shape", field, {"why": why, **params})
