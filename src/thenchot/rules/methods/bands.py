"""Frameworks of a few lines: a sum of marks, a given score in its band, pay by level, a share of all ranked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from thenchot.rules import caps
from thenchot.rules.book import NONE
from thenchot.rules.given import Given
from thenchot.rules.methods import decree
from thenchot.rules.numbers import COUNT, SCORE, SHARE, Range
from thenchot.rules.verdict import Value, Verdict


def sum_of_marks(line: Given) -> Verdict:
    """Score and level from the marks of all lines, each inside its maximum."""
    score = Fraction(0)
    for criterion in line.book.leaves(line.method.kind):
        mark = line.number(criterion.id, Range(Fraction(0), criterion.max))
        score += mark
        line.reason("mark", criterion.citation, mark, name=criterion.vi, mark=mark, max=criterion.max)
    by_score = decree.by_band(line, score)
    return line.verdict({"score": score, "level_by_score": by_score, "level": by_score})


def cap_all(line: Given) -> Verdict:
    """A share of everybody ranked, cut down to a whole number."""
    ranked = line.count("ranked")
    share = line.assumed_number("share", SHARE)
    rule = line.book.caps[0]
    share = rule.share if share is None else share
    allowed = caps.share_bound(ranked, share, rule.rounding)
    line.reason("cap_share", rule.citation, base=ranked, share=share, bound=allowed)
    return line.verdict({"allowed": Fraction(allowed)})


def score_bands(line: Given) -> Verdict:
    """The level of a given score; where the book pays by level, whether it is paid."""
    found = decree.by_band(line, line.number("score", SCORE))
    values: dict[str, Value] = {"level": found}
    pay = line.book.tables.get("pay")
    if isinstance(pay, Mapping):
        values["paid"] = found in pay["paid_levels"]
    return line.verdict(values)


def pay(line: Given) -> Verdict:
    """The largest rate a level may be paid; an unpaid level gets none."""
    rate = line.number("htxs_rate", COUNT)
    codes = [known.code for known in line.book.levels]
    found = line.choice("level", [*codes, NONE])
    rule = line.book.tables["pay"]
    assert isinstance(rule, Mapping)
    most = rate if found == codes[0] else rate * rule["HTT_max_share_of_HTXS"]
    if found not in rule["paid_levels"]:
        most = Fraction(0)
    line.reason("pay", line.cited("pay"), rate=rate, level=found, most=most)
    return line.verdict({"max_rate": most})
