"""Oracle of QĐ 366 and the quarterly method of HD 02: products, conditions of the levels, the quarter's cap."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import Values, level_of
from tests.oracle.nd335_year import rounded

WEIGHTS = {"K1": [25, 35, 20, 20], "K2": [15, 50, 15, 20], "K3": [20, 30, 35, 15], "K4": [15, 30, 20, 35]}
FULL = Fraction(100)

Product = tuple[Fraction, list[Fraction]]


def hd02(facts: Facts) -> Values:
    general = facts.number("general", 0, 30)
    kind = facts.choice("weights", list(WEIGHTS))
    products = _products(facts)
    told = _told(facts)
    facts.all_read()
    _warn_of_products(facts, products)
    points = [_one_decimal(weight * _kpi(marks, WEIGHTS[kind]) / 100) for weight, marks in products]
    return _scored(general, points, told)


def hd02_simple(facts: Facts) -> Values:
    general = facts.number("general", 0, 30)
    products = _products(facts)
    told = _told(facts)
    facts.all_read()
    _warn_of_products(facts, products)
    points = [weight * sum(marks, Fraction(0)) / 400 for weight, marks in products]
    return _scored(general, points, told)


def _kpi(marks: list[Fraction], weights: list[int]) -> Fraction:
    return sum((mark * weight for mark, weight in zip(marks, weights, strict=True)), Fraction(0)) / 100


def _one_decimal(points: Fraction) -> Fraction:
    """Half up: the tenths cut off, and one more where a half of a tenth or more is left."""
    tenths = int(points * 10)
    if points * 10 - tenths >= Fraction(1, 2):
        tenths += 1
    return Fraction(tenths, 10)


def _products(facts: Facts) -> list[Product]:
    products: list[Product] = []
    for place, entry in enumerate(facts.listed("products")):
        field = f"input.products[{place}]"
        row = facts.row_at(entry, field, 2)
        if not row:
            continue
        weight = facts.number_at(row[0], f"{field}[0]")
        cells = facts.row_at(row[1], f"{field}[1]", 4)
        marks = [facts.number_at(cell, f"{field}[1][{axis}]", 0, 100) for axis, cell in enumerate(cells)]
        products.append((weight, marks))
    return products


def _warn_of_products(facts: Facts, products: list[Product]) -> None:
    if len(products) < 3 or len(products) > 7:
        facts.warnings.append("sản phẩm")
    if sum((weight for weight, _ in products), Fraction(0)) != 70:
        facts.warnings.append("trọng số")


class _Told:
    """What the line tells about the tasks of the period; what it does not tell is taken as met."""

    def __init__(self, facts: Facts) -> None:
        self.done = facts.number_or("done", FULL, 100)
        self.exceed = facts.number_or("exceed", FULL, 100)
        self.late = facts.number_or("late", Fraction(0), 100)
        self.subjective = facts.flag("subjective") is True


def _told(facts: Facts) -> _Told:
    return _Told(facts)


def _level(score: Fraction, told: _Told) -> str:
    if told.subjective and told.done < 100:
        return "KHT"
    if score < 50:
        return "KHT"
    if score >= 90 and told.done == 100 and told.exceed >= 30:
        return "HTXS"
    if score >= 70 and told.done == 100 and told.late == 0:
        return "HTT"
    if told.done == 100 and told.late <= 20:
        return "HT"
    return "ASK"


def _scored(general: Fraction, points: list[Fraction], told: _Told) -> Values:
    results = sum(points, Fraction(0))
    score = general + results
    return {
        "points": points,
        "results": results,
        "score": score,
        "level_by_score": level_of(score),
        "level": _level(score, told),
    }


def condition(facts: Facts) -> Values:
    score = facts.number("score", 0, 100)
    told = _told(facts)
    facts.all_read()
    return {"level_by_score": level_of(score), "level": _level(score, told)}


def cap(facts: Facts) -> Values:
    """Rows of a table: the number ranked HTT, and beside it what an example expects."""
    share = facts.number_or("share", Fraction(20, 100), 1)
    bases: list[int] = []
    for place, entry in enumerate(facts.listed("rows")):
        field = f"input.rows[{place}]"
        cells = facts.list_at(entry, field)
        row = facts.row_at(entry, field, 1 if len(cells) == 1 else 2)
        if row:
            bases.append(facts.whole_at(row[0], f"{field}[0]"))
    facts.all_read()
    return {"allowed": [rounded(base * share, "half_up") for base in bases]}
