"""Oracle of Nghị định 335/2025: means of periods, special cases, the cap (Điều 11, 17 khoản 3, 20 khoản 5)."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import Values, level_of


def mean(facts: Facts) -> Values:
    scores: list[Fraction] = []
    for place, entry in enumerate(facts.listed("scores")):
        field = f"input.scores[{place}]"
        if entry is None:
            facts.warnings.append(field)
        else:
            scores.append(facts.number_at(entry, field, 0, 100))
    facts.all_read()
    if not scores:
        return {"mean": None, "level": "ASK"}
    found = sum(scores, Fraction(0)) / len(scores)
    return {"mean": found, "level": level_of(found)}


def special(facts: Facts) -> Values:
    months = facts.number("months_worked", 0, 12)
    case = facts.choice("case", ["plain", "sick_or_maternity", "unpaid_leave"])
    facts.all_read()
    if case in ("plain", "unpaid_leave") and months < 6:
        return {"level": "NONE"}
    facts.warnings.append("rank on worked months")
    return {"level": None}


def rounded(bound: Fraction, rounding: str) -> int:
    """The bound as a number of people: cut, or with a half counted as one."""
    whole = int(bound)
    if rounding == "half_up" and bound - whole >= Fraction(1, 2):
        whole += 1
    return whole


def cap(facts: Facts) -> Values:
    # Which count is given says which reading is meant, where the line does not say it itself.
    plain = "self_consistent" if facts.absent("initial_htt") else "initial_htt"
    method = facts.choice_or("method", ["self_consistent", "initial_htt"], plain)
    base = facts.whole("at_htt_or_better" if method == "self_consistent" else "initial_htt")
    candidates = facts.whole("candidates")
    share = facts.number_or("share", Fraction(20, 100), 1)
    rounding = facts.choice_or("rounding", ["floor", "half_up"], "floor")
    facts.all_read()
    if method == "initial_htt":
        return {"allowed": min(candidates, rounded(base * share, rounding))}
    allowed = min(candidates, rounded(base * share / (1 + share), rounding))
    return {"allowed": allowed, "ranked_HTT": base - allowed}
