"""Oracle of Hanoi's monthly marks, Ho Chi Minh City's paid quarter and Da Nang's model of 2013."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import LEVELS, Values, level_of
from tests.oracle.nd335_year import mean_by, rounded


def hanoi(facts: Facts) -> Values:
    score = facts.number("y_thuc", 0, 20) + facts.number("ket_qua", 0, 70) + facts.number("thuong", 0, 10)
    facts.all_read()
    level = "D"
    for code, bound in (("C", 50), ("B", 70), ("A", 90)):
        if score >= bound:
            level = code
    return {"score": score, "level_by_score": level, "level": level}


def hanoi_mean(facts: Facts) -> Values:
    return mean_by(facts, lambda score: "A" if score >= 90 else "B" if score >= 70 else "C" if score >= 50 else "D")


def paid_mean(facts: Facts) -> Values:
    return mean_by(facts, lambda score: "HTXS" if score >= 90 else "HTT" if score >= 75 else "HT" if score >= 50 else "KHT")


def plain_mean(facts: Facts) -> Values:
    return mean_by(facts, level_of)


def hanoi_cap_all(facts: Facts) -> Values:
    ranked = facts.whole("ranked")
    share = facts.number_or("share", Fraction(30, 100), 1)
    facts.all_read()
    return {"allowed": rounded(ranked * share, "floor")}


def quarter_paid(facts: Facts) -> Values:
    """QĐ 20/2024: HTT begins at 75 here, and HTXS and HTT are paid."""
    score = facts.number("score", 0, 100)
    facts.all_read()
    level = "KHT"
    for code, bound in (("HT", 50), ("HTT", 75), ("HTXS", 90)):
        if score >= bound:
            level = code
    return {"level": level, "paid": level in ("HTXS", "HTT")}


def pay(facts: Facts) -> Values:
    rate = facts.number("htxs_rate")
    level = facts.choice("level", [*LEVELS, "NONE"])
    facts.all_read()
    shares = {"HTXS": Fraction(1), "HTT": Fraction(80, 100)}
    return {"max_rate": rate * shares.get(level, Fraction(0))}


def danang(facts: Facts) -> Values:
    score = facts.number("score", 0, 100)
    facts.all_read()
    level = "KHT"
    for code, bound in (("HT", 70), ("HTT", 80), ("HTXS", 85)):
        if score >= bound:
            level = code
    return {"level": level}
