"""From a sheet and its facts to the engine's verdict, and the form in which both are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from thenchot.assessment.refusals import MARK_NOT_NUMBER, MARK_TOO_HIGH, UNKNOWN_CRITERION
from thenchot.rules.appraisal import Lacking
from thenchot.rules.book import ASK, LEADER_KINDS, Criterion, Rulebook
from thenchot.rules.evaluate import evaluate
from thenchot.rules.facts import FORCING, SheetFacts, sheet_input
from thenchot.rules.verdict import Verdict
from thenchot.rulesets.naming import called

PLACES = Decimal("0.000000000001")
TYPED = re.compile(r"-?(?:\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6})", re.ASCII)
Marks = Mapping[str, Fraction]
NOTHING_MORE: Mapping[str, object] = {}
CHOSEN = ("dd", "e", "weights", "subjective")
"""What a sheet may ask to be chosen beside its marks; which of them, says `judging.Bench.choices`."""


@dataclass(frozen=True)
class Scored:
    """A verdict and what it was made from; `band` is ASK where the facts allow no score."""

    inputs: dict[str, Any]
    verdict: dict[str, Any]
    score: Fraction | None
    band: str
    lacking: tuple[Lacking, ...] = ()
    """Facts nobody has given yet, without which the rulebook gives no score."""


class Kept(NamedTuple):
    """Inputs and verdict in the form in which a sheet keeps them."""

    inputs: dict[str, Any]
    verdict: dict[str, Any]


def kind_for(book: Rulebook, rank: str, settings: Mapping[str, object] = NOTHING_MORE) -> str | None:
    """The rulebook's kind of sheet for a rank: leaders have one of their own where the book knows it.

    Where the text names several ways to count products, the body's choice (`product_kind`) is the kind of everybody.
    """
    chosen = book.setting("product_kind")
    if chosen is not None:
        return str(settings.get(chosen.code, chosen.default))
    kinds = [kind for kind in book.kinds() if book.method(kind) is not None]
    leader = next((kind for kind in kinds if kind in LEADER_KINDS), None)
    if rank != "staff" and leader:
        return leader
    staff = next((kind for kind in kinds if kind in ("staff", "staff_w")), None)
    return staff if staff else None


def read_marks(book: Rulebook, kind: str | None, given: Mapping[str, str]) -> dict[str, Fraction]:
    """Read typed marks ("4,5"); blanks are left out. Refuses what is no number, out of range, or not in the book."""
    leaves = {leaf.id: leaf for leaf in book.leaves(kind)}
    marks: dict[str, Fraction] = {}
    for criterion, text in given.items():
        if criterion not in leaves:
            raise UNKNOWN_CRITERION(field=criterion, criterion=criterion)
        if text.strip():
            marks[criterion] = _mark(leaves[criterion], text.strip())
    return marks


def _mark(criterion: Criterion, text: str) -> Fraction:
    mark, name = typed_number(text), called(criterion.id, criterion.vi)
    if mark is None:
        raise MARK_NOT_NUMBER(field=criterion.id, criterion=name)
    if mark < 0 or (criterion.max is not None and mark > criterion.max):
        raise MARK_TOO_HIGH(field=criterion.id, criterion=name, max=shown(criterion.max))
    return mark


@lru_cache(maxsize=4096)
def typed_number(text: str) -> Fraction | None:
    """A number as it is typed, with comma or point ("4,5"); None for anything else. At most six digits on each side."""
    return Fraction(text.replace(",", ".")) if TYPED.fullmatch(text) else None


def shown(number: Fraction | None) -> str:
    """A number as it is typed: 2,5."""
    if number is None:
        return ""
    return f"{Decimal(number.numerator) / Decimal(number.denominator):f}".replace(".", ",")


def kept(marks: Marks) -> dict[str, str]:
    return {criterion: str(mark) for criterion, mark in marks.items()}


def fractions_of(marks: Mapping[str, str] | None) -> dict[str, Fraction]:
    return {criterion: _kept_number(mark) for criterion, mark in (marks or {}).items()}


@lru_cache(maxsize=4096)
def _kept_number(text: str) -> Fraction:
    return Fraction(text)


def score(book: Rulebook, kind: str | None, facts: SheetFacts, settings: Mapping[str, object]) -> Scored:
    """Judge a sheet. Without a score (nothing assigned, nobody below) the band is ASK: the authority decides."""
    given = sheet_input(book, kind, facts)
    if given.given is None:
        forcing = {name: plain(facts.extra[name]) for name in FORCING if facts.extra.get(name)}
        inputs = {"kind": kind, "input": None, "config": plain(settings), **({"forcing": forcing} if forcing else {})}
        told = [[lack.code, {"task": lack.task}] for lack in given.lacking] or [[given.reason, {}]]
        return Scored(inputs, _without_score(book, forcing, told), None, ASK, given.lacking)
    answer = evaluate(book, given.kind, given.given, settings)
    inputs = {"kind": given.kind, "input": plain(given.given), "config": plain(settings)}
    verdict = verdict_of(answer)
    return Scored(inputs, verdict, exact(score_in(inputs, verdict)), band_of(answer))


def _without_score(book: Rulebook, forcing: Mapping[str, Any], warnings: list[Any]) -> dict[str, Any]:
    """The verdict where the facts allow no score: the authority decides, unless a fact forces the level (Điều 20 khoản 4)."""
    rules = [rule for rule in book.overrides if rule.code in forcing.get("overrides", ())]
    because: list[list[Any]] = []
    for rule in rules:
        because.append([rule.code, rule.citation, {"level": rule.level, "name": rule.vi}, None])
        if rule.code in forcing.get("grounds", {}):
            because.append(["ground", rule.citation, {"document": forcing["grounds"][rule.code]}, None])
    values = {"score": None, "level": rules[-1].level if rules else ASK}
    return {"values": values, "because": because, "assumed": [], "warnings": warnings}


def under_forcing(book: Rulebook, inputs: Mapping[str, Any], verdict: Mapping[str, Any], extra: Mapping[str, object]) -> Kept:
    """Inputs and verdict as kept, with what forces or limits the level put in the place of what did so before.

    Everything else the score was made from stays as it was confirmed.
    """
    forcing = {name: plain(extra[name]) for name in FORCING if extra.get(name)}
    if inputs.get("input") is None:
        rest = {name: entry for name, entry in inputs.items() if name != "forcing"}
        told = _without_score(book, forcing, verdict.get("warnings", []))
        return Kept({**rest, **({"forcing": forcing} if forcing else {})}, told)
    given = {name: entry for name, entry in inputs["input"].items() if name not in FORCING}
    new = {**inputs, "input": {**given, **forcing}}
    return Kept(new, rescore(book, new) or {})


def band_of(answer: Verdict) -> str:
    """Where the score falls; ASK without one, whatever level a fact forces or the time worked rules out.

    A rulebook that gives a level without a score has no other band than that level.
    """
    found = answer.level_by_score if "level_by_score" in answer.values else answer.level
    return found or ASK


def ruled_level(verdict: Mapping[str, Any], band: str) -> str:
    """The level the rulebook gives, with its conditions, ceilings and overrides; the band where it says nothing more."""
    values = verdict.get("values", {})
    found = values.get("level")
    return str(found) if found and found != values.get("level_by_score") else band


def score_in(inputs: Mapping[str, Any], verdict: Mapping[str, Any]) -> Any:
    """The score as kept: the verdict's (of a longer period its mean), or the mark itself where a rulebook only says
    in which band it falls.
    """
    given, values = inputs["input"], verdict["values"]
    return values.get("score", values.get("mean", given.get("score") if given else None))


def rescore(book: Rulebook, inputs: Mapping[str, Any]) -> dict[str, Any] | None:
    """Judge kept inputs again; None where the kept inputs allowed no score."""
    if inputs["input"] is None:
        return None
    return verdict_of(evaluate(book, inputs["kind"], exact(inputs["input"]), exact(inputs["config"])))


def verdict_of(answer: Verdict) -> dict[str, Any]:
    """The verdict as kept: exact numbers as fraction texts."""
    return {
        "values": plain(answer.values),
        "because": [[r.code, r.article, plain(r.params), plain(r.points)] for r in answer.because],
        "assumed": list(answer.assumed),
        "warnings": [[w.code, plain(w.params)] for w in answer.warnings],
    }


AS_IT_IS = frozenset((type(None), str, bool, int))


def plain(value: Any) -> Any:
    """Turn exact numbers into JSON that `exact` turns back: whole ones as they are, others as {"n": "15/2"}."""
    # Asked by type, not by pattern: a month of a city comes through here some millions of times.
    kind = type(value)
    if kind in AS_IT_IS or isinstance(value, str):
        return value
    if kind is Fraction or kind is Decimal:
        top, bottom = value.as_integer_ratio()
        return top if bottom == 1 else {"n": f"{top}/{bottom}"}
    if isinstance(value, Mapping):
        # What stands as it is does so without a call: most entries do.
        return {str(key): entry if type(entry) in AS_IT_IS else plain(entry) for key, entry in value.items()}
    return [entry if type(entry) in AS_IT_IS else plain(entry) for entry in value]


def exact(value: Any) -> Any:
    """Turn what `plain` wrote back into exact numbers."""
    # Asked by type, not by pattern, as in `plain`.
    kind = type(value)
    if kind is dict:
        if len(value) == 1 and type(value.get("n")) is str:
            return _kept_number(value["n"])
        return {key: entry if type(entry) in AS_IT_IS else exact(entry) for key, entry in value.items()}
    return [entry if type(entry) in AS_IT_IS else exact(entry) for entry in value] if kind is list else value


def decimal(number: Fraction | None) -> Decimal | None:
    """The column's form of a score, 12 places; levels are never decided on it."""
    return None if number is None else (Decimal(number.numerator) / Decimal(number.denominator)).quantize(PLACES)
