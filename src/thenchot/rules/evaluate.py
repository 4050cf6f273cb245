"""One line in, one verdict out: picks the rulebook's method for the kind and runs it."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError, wrong_shape
from thenchot.rules.given import Given
from thenchot.rules.methods import METHODS
from thenchot.rules.verdict import Caution, Reason, Verdict

__all__ = ["Caution", "InputError", "Reason", "Verdict", "evaluate"]


def evaluate(book: Rulebook, kind: str | None, given: object, config: Mapping[str, object]) -> Verdict:
    """Judge one set of facts by one rulebook; raises InputError for facts that cannot be used.

    `given` and `config` hold int, Decimal or Fraction where a number is meant, never a binary float.
    """
    method = book.method(kind)
    if method is None:
        raise wrong_shape("kind", "unknown_kind", kinds=", ".join(k for k in book.kinds() if k))
    return METHODS[method.name](Given(book, method, given, config))
