"""Party rules: products weighted by kind of post (HD 02), conditions of the levels (QĐ 366), the quarter's cap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from thenchot.rules import caps
from thenchot.rules.given import Given, one_of, row
from thenchot.rules.methods import decree, organisation
from thenchot.rules.numbers import COUNT, PERCENT, SCORE, SHARE, count, round_half_up, within
from thenchot.rules.verdict import Verdict

AXES = ("A", "B", "C", "D")
EQUAL = dict.fromkeys(AXES, Fraction(25))


def weighted(line: Given) -> Verdict:
    """KPI of each product by the weights of the kind of post; its points are rounded half up to one decimal."""
    general = line.number("general", decree.GENERAL)
    table = line.book.tables["local_weights"]
    assert isinstance(table, Mapping)
    kind_of_post = one_of(line.raw("weights"), "input.weights", list(table))
    axes = {axis: Fraction(table[kind_of_post][axis]) for axis in AXES}
    points = [round_half_up(exact, 1) for exact in _products(line, axes)]
    return _scored(line, general, points)


def simple(line: Given) -> Verdict:
    """KPI = (A + B + C + D) / 4, points not rounded."""
    general = line.number("general", decree.GENERAL)
    return _scored(line, general, _products(line, EQUAL))


def _products(line: Given, axes: Mapping[str, Fraction]) -> list[Fraction]:
    points: list[Fraction] = []
    total = Fraction(0)
    for at, (weight, marks) in enumerate(line.rows("products", 2)):
        field = f"input.products[{at}]"
        share = within(weight, f"{field}[0]", COUNT)
        percents = [
            within(mark, f"{field}[1][{place}]", PERCENT)
            for place, mark in enumerate(row(marks, f"{field}[1]", len(AXES)))
        ]
        kpi = (
            sum((axes[axis] * percent for axis, percent in zip(AXES, percents, strict=True)), Fraction(0))
            / 100
        )
        points.append(share * kpi / 100)
        total += share
    _check_products(line, len(points), total)
    return points


def _check_products(line: Given, count: int, total: Fraction) -> None:
    rule = line.book.tables["products"]
    assert isinstance(rule, Mapping)
    if not rule["min"] <= count <= rule["max"]:
        line.caution("products_count", count=count, min=rule["min"], max=rule["max"])
    if total != rule["weight_sum"]:
        line.caution("products_weight_sum", total=total, expected=rule["weight_sum"])


def _scored(line: Given, general: Fraction, points: Sequence[Fraction]) -> Verdict:
    facts, subjective = _facts(line)
    line.reason("general", line.cited("general"), general, general=general, max=decree.GENERAL.high)
    for at, product in enumerate(points):
        line.reason("product", line.cited("product_points"), product, number=at + 1)
    results = sum(points, Fraction(0))
    score = general + results
    by_score = decree.by_band(line, score)
    found = _level(line, score, facts, subjective=subjective)
    return line.verdict(
        {
            "points": tuple(points),
            "results": results,
            "score": score,
            "level_by_score": by_score,
            "level": found,
        }
    )


def condition(line: Given) -> Verdict:
    """The level of a score under the conditions of Điều 11."""
    score = line.number("score", SCORE)
    facts, subjective = _facts(line)
    by_score = decree.by_band(line, score)
    return line.verdict(
        {"level_by_score": by_score, "level": _level(line, score, facts, subjective=subjective)}
    )


def _facts(line: Given) -> tuple[dict[str, Fraction | bool], bool]:
    facts = organisation.percent_facts(line, ("done", "exceed", "late"))
    return facts, line.flag("subjective") is True


def _level(line: Given, score: Fraction, facts: dict[str, Fraction | bool], *, subjective: bool) -> str:
    if subjective and facts.get("done", PERCENT.high) != PERCENT.high:
        line.reason("tasks_lt_100_subjective", line.cited("subjective"), done=facts["done"])
        return "KHT"
    return organisation.by_points_and_conditions(line, score, facts)


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
