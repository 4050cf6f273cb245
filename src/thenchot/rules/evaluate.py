"""One line in, one verdict out: picks the rulebook's method for the kind and runs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from thenchot.rules.book import SWITCHES, Method, Rulebook
from thenchot.rules.errors import InputError, wrong_shape
from thenchot.rules.given import Given
from thenchot.rules.methods import METHODS
from thenchot.rules.verdict import Caution, Reason, Verdict

ON = ("on", "on_with_note")

__all__ = ["Caution", "InputError", "Reason", "Verdict", "evaluate"]


def evaluate(book: Rulebook, kind: str | None, given: object, config: Mapping[str, object]) -> Verdict:
    """Judge one set of facts by one rulebook; raises InputError for facts that cannot be used.

    `given` and `config` hold int, Decimal or Fraction where a number is meant, never a binary float.
    """
    method = book.method(kind)
    if method is None:
        kinds = ", ".join(known for known in book.kinds() if known)
        raise wrong_shape("kind", "unknown_kind" if kinds else "no_kinds", kinds=kinds)
    verdict = METHODS[method.name](Given(book, method, given, config))
    cautions = _switched_off(book, method, verdict)
    return replace(verdict, warnings=(*cautions, *verdict.warnings)) if cautions else verdict


def _switched_off(book: Rulebook, method: Method, verdict: Verdict) -> list[Caution]:
    """A rule that ships switched off is computed all the same, and says so."""
    cautions: list[Caution] = []
    if SWITCHES[method.confidence] not in ON:
        cautions.append(Caution("switched_off", {"book": book.id, "confidence": method.confidence}))
    found = book.level(verdict.level) if verdict.level is not None else None
    if found is not None and found.confidence != method.confidence and SWITCHES[found.confidence] not in ON:
        cautions.append(Caution("level_unverified", {"level": found.code, "confidence": found.confidence}))
    return cautions
