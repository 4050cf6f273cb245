"""Oracle of Nghị định 335/2025: means of periods, special cases, the cap (Điều 11, 17 khoản 3, 20 khoản 5)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import FOR_LEADERS, LEVELS, OVERRIDES, Values, level_of

CASES = ["plain", "sick_or_maternity", "unpaid_leave"]


def mean(facts: Facts) -> Values:
    return mean_by(facts, level_of, year_known=True)


def mean_by(facts: Facts, banded: Callable[[Fraction], str], *, year_known: bool = False) -> Values:
    """Điều 17 khoản 3; the facts of a year where the line gives some. Other frameworks know no override and no floor."""
    scores: list[Fraction] = []
    for place, entry in enumerate(facts.listed("scores")):
        field = f"input.scores[{place}]"
        if entry is None:
            facts.warnings.append(field)
        else:
            scores.append(facts.number_at(entry, field, 0, 100))
    found = sum(scores, Fraction(0)) / len(scores) if scores else None
    level = banded(found) if found is not None else "ASK"
    if all(facts.absent(name) for name in ("months_worked", "overrides", "organisation_level")):
        facts.all_read()
        return {"mean": found, "level": level}
    by_score = None if level == "ASK" else level
    return {"mean": found, "level": _of_year(facts, level, year_known=year_known), "level_by_score": by_score}


def _of_year(facts: Facts, level: str, *, year_known: bool) -> str:
    """Not ranked under six months; else the organisation's level as a ceiling, then what forces non-completion."""
    ceiling = "HTXS" if facts.absent("organisation_level") else facts.choice("organisation_level", LEVELS)
    leader = facts.flag("leader")
    overrides = facts.overrides(OVERRIDES if year_known else [""], () if leader else FOR_LEADERS)
    unranked = False
    if year_known and not facts.absent("months_worked"):
        months, case = facts.number("months_worked", 0, 12), facts.choice("case", CASES)
        unranked = case != "sick_or_maternity" and months < 6
        if not unranked:
            facts.warnings.append("rank on worked months")
    facts.all_read()
    if unranked:
        return "NONE"
    if level in LEVELS and LEVELS.index(ceiling) > LEVELS.index(level):
        level = ceiling
    return "KHT" if overrides else level


def special(facts: Facts) -> Values:
    months = facts.number("months_worked", 0, 12)
    case = facts.choice("case", CASES)
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
