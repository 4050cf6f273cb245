"""Party rules: products weighted by kind of post (HD 02), conditions of the levels (QĐ 366), the quarter's cap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thenchot.rules import caps
from thenchot.rules.given import Given, one_of, row
from thenchot.rules.methods import decree, organisation
from thenchot.rules.numbers import COUNT, PERCENT, SCORE, SHARE, count, round_half_up, within
from thenchot.rules.verdict import Verdict

AXES = ("A", "B", "C", "D")
EQUAL = dict.fromkeys(AXES, Fraction(25))


FULL = Fraction(100)


@dataclass(frozen=True)
class Facts:
    """Percentages told about the tasks of the period, and whether what is not done is the person's own doing."""

    told: dict[str, Fraction | bool]
    subjective: bool


@dataclass(frozen=True)
class Product:
    weight: Fraction
    kpi: Fraction

    @property
    def points(self) -> Fraction:
        return self.weight * self.kpi / 100


def weighted(line: Given) -> Verdict:
    """KPI of each product by the weights of the kind of post; its points are rounded half up to one decimal."""
    general = line.number("general", decree.GENERAL)
    table = line.book.tables["local_weights"]
    assert isinstance(table, Mapping)
    kind_of_post = one_of(line.raw("weights"), "input.weights", list(table))
    axes = {axis: Fraction(table[kind_of_post][axis]) for axis in AXES}
    products = _products(line, axes)
    facts = _facts(line)
    points = [round_half_up(product.points, 1) for product in products]
    _explain(line, general, products, points, "product_rounded")
    return _scored(line, general, points, facts)


def simple(line: Given) -> Verdict:
    """KPI = (A + B + C + D) / 4, points not rounded."""
    general = line.number("general", decree.GENERAL)
    products = _products(line, EQUAL)
    facts = _facts(line)
    points = [product.points for product in products]
    _explain(line, general, products, points, "product")
    return _scored(line, general, points, facts)


def _products(line: Given, axes: Mapping[str, Fraction]) -> list[Product]:
    found: list[Product] = []
    for at, (weight, marks) in enumerate(line.rows("products", 2)):
        field = f"input.products[{at}]"
        share = within(weight, f"{field}[0]", COUNT)
        percents = [
            within(mark, f"{field}[1][{place}]", PERCENT)
            for place, mark in enumerate(row(marks, f"{field}[1]", len(AXES)))
        ]
        weighed = (axes[axis] * percent for axis, percent in zip(AXES, percents, strict=True))
        found.append(Product(share, sum(weighed, Fraction(0)) / 100))
    _check_products(line, len(found), sum((product.weight for product in found), Fraction(0)))
    return found


def _explain(
    line: Given, general: Fraction, products: Sequence[Product], points: Sequence[Fraction], code: str
) -> None:
    line.reason("general", line.cited("general"), general, general=general, max=decree.GENERAL.high)
    article = line.cited("product_points")
    for number, (product, added) in enumerate(zip(products, points, strict=True), start=1):
        line.reason(code, article, added, number=number, weight=product.weight, kpi=product.kpi)


def _check_products(line: Given, count: int, total: Fraction) -> None:
    rule = line.book.tables["products"]
    assert isinstance(rule, Mapping)
    if not rule["min"] <= count <= rule["max"]:
        line.caution("products_count", count=count, min=rule["min"], max=rule["max"])
    if total != rule["weight_sum"]:
        line.caution("products_weight_sum", total=total, expected=rule["weight_sum"])


def _scored(line: Given, general: Fraction, points: Sequence[Fraction], facts: Facts) -> Verdict:
    results = sum(points, Fraction(0))
    score = general + results
    by_score = decree.by_band(line, score)
    return line.verdict(
        {
            "points": tuple(points),
            "results": results,
            "score": score,
            "level_by_score": by_score,
            "level": _level(line, score, facts),
        }
    )


def condition(line: Given) -> Verdict:
    """The level of a score under the conditions of Điều 11."""
    score = line.number("score", SCORE)
    facts = _facts(line)
    by_score = decree.by_band(line, score)
    return line.verdict({"level_by_score": by_score, "level": _level(line, score, facts)})


def _facts(line: Given) -> Facts:
    facts = organisation.percent_facts(line, ("done", "exceed", "late"))
    return Facts(facts, line.flag("subjective") is True)


def _level(line: Given, score: Fraction, facts: Facts) -> str:
    done = facts.told.get("done", FULL)
    if facts.subjective and done != FULL:
        line.reason("tasks_lt_100_subjective", line.cited("subjective"), done=done)
        return "KHT"
    return organisation.by_points_and_conditions(line, score, facts.told)


def cap(line: Given) -> Verdict:
    """A table of groups: the first number of each row is the number ranked HTT; half rounds up."""
    share = line.assumed_number("share", SHARE)
    rule = line.book.caps[0]
    share = rule.share if share is None else share
    allowed: list[Fraction] = []
    for at, cells in enumerate(line.rows("rows")):
        field = f"input.rows[{at}]"
        row(cells, field, 1 if len(cells) == 1 else 2)
        base = count(cells[0], f"{field}[0]")
        bound = caps.share_bound(base, share, rule.rounding)
        line.reason("cap_share", rule.citation, base=base, share=share, bound=bound)
        allowed.append(Fraction(bound))
    return line.verdict({"allowed": tuple(allowed)})
