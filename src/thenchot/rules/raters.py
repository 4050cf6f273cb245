"""How generous or severe a scorer is against the others, with an interval; whose declared work lies far above others'.

Estimates to look at (để xem xét), never a part of a score: so floating point is enough here. The method, its sources and what it
reaches on simulated scorers are in docs/raters.md.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import NormalDist, median, pstdev

COVERAGE = 0.9
"""Of many such intervals so many hold the truth."""
FEWEST_SCORERS = 5
"""With fewer there is nobody to be compared with: how much scorers differ cannot be told from how people differ."""
FEWEST_SPARE = 10
"""Marks beyond one for each scorer (or pair of scorer and person), from which the noise is measured."""
FEWEST_COMPARABLE = 5
FAR_ABOVE = 3.5
"""The robust z from which a value counts as far off (Iglewicz and Hoaglin, 1993)."""
STEPS = 24
"""So many spreads of scorers are weighed against one another."""
SWEEPS = 200
LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class Mark:
    """One person's month: points of judgement on a scale of 30, points computed from the work on a scale of 70."""

    scorer: int
    person: int
    period: str
    judged: float
    computed: float


@dataclass(frozen=True)
class Severity:
    """Points by which a scorer's judgement lies above (generous) or below (severe) the others' for equal computed parts."""

    people: int
    marks: int
    estimate: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the whole interval lies on one side of nought."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Spread:
    """How marks differ among the people of one scorer (cào bằng: hardly at all)."""

    count: int
    mean: float
    deviation: float
    same: int
    """How many have the mark that is given most often."""


def spread(marks: Sequence[Fraction]) -> Spread:
    if not marks:
        return Spread(0, 0.0, 0.0, 0)
    numbers = [float(mark) for mark in marks]
    return Spread(
        len(marks), math.fsum(numbers) / len(numbers), pstdev(numbers), max(Counter(marks).values())
    )


def far_above(units: Mapping[int, Fraction]) -> dict[int, float]:
    """The robust z of those whose sum of units lies far above the others of one group of comparable posts."""
    if len(units) < FEWEST_COMPARABLE:
        return {}
    middle = median(units.values())
    away = [abs(one - middle) for one in units.values()]
    # Where half the group declares the same, the mean deviation takes the place of the median one.
    scale = float(median(away)) * 1.4826 or float(sum(away, Fraction(0)) / len(away)) * 1.2533
    found = {who: float(one - middle) / scale for who, one in units.items()} if scale else {}
    return {who: z for who, z in found.items() if z > FAR_ABOVE}


@dataclass(frozen=True)
class _Line:
    """One scorer among the others: the mean of what is left of the marks, and the variance of that mean."""

    people: int
    marks: int
    mean: float
    variance: float


@dataclass(frozen=True)
class _Pair:
    """What one scorer gave one person over the year: how many marks, and their mean."""

    scorer: int
    person: int
    count: int
    mean: float


@dataclass(frozen=True)
class _Weighed:
    """One spread of scorers (tau): its weight given the marks, the common level, and how surely that is known."""

    tau: float
    weight: float
    level: float
    variance: float


def of_month(marks: Sequence[Mark]) -> dict[int, Severity]:
    """Empirical Bayes on what the computed part does not explain; empty where too few can be compared."""
    found: dict[int, list[float]] = defaultdict(list)
    for mark, left in _left_over(marks):
        found[mark.scorer].append(left)
    spare = len(marks) - len(found)
    if len(found) < FEWEST_SCORERS or spare < FEWEST_SPARE:
        return {}
    noise = sum(_squares(values) for values in found.values()) / spare
    lines = {
        who: _Line(len(values), len(values), _mean(values), max(noise / len(values), LEAST))
        for who, values in found.items()
    }
    weighed = _spreads(lines)
    means = [_shrunk(lines, one) for one in weighed]
    return _severities(lines, weighed, means, spare)


def of_year(marks: Sequence[Mark]) -> dict[int, Severity]:
    """A mixed model: scorer and person random, so that who changes scorer tells the two apart; empty where too few."""
    pairs, inside, spare = _pairs(marks)
    if len({pair.scorer for pair in pairs}) < FEWEST_SCORERS or spare < FEWEST_SPARE:
        return {}
    noise = max(inside / spare, LEAST)
    own = max(_between_people(pairs, noise), noise * 1e-4)
    lines = _year_lines(pairs, own, noise)
    if len(pairs) - len(lines) < FEWEST_SPARE:
        return {}
    weighed = _spreads(lines)
    means, last = [], dict.fromkeys(lines, 0.0)
    for one in weighed:
        last = _solved(pairs, one, (own, noise), last)
        means.append(last)
    return _severities(lines, weighed, means, len(pairs) - len(lines))


def _left_over(marks: Sequence[Mark]) -> list[tuple[Mark, float]]:
    """What is left of each judgement without its month's level and without what the computed part explains.

    The slope is that within one scorer's people of one month: a scorer's own level has no part in it.
    """
    shifts, inner = (
        _means(marks, lambda mark: mark.period),
        _means(marks, lambda mark: (mark.scorer, mark.period)),
    )
    top = bottom = 0.0
    for mark in marks:
        judged, computed = inner[mark.scorer, mark.period]
        top += (mark.judged - judged) * (mark.computed - computed)
        bottom += (mark.computed - computed) ** 2
    slope = top / bottom if bottom > LEAST else 0.0
    return [
        (mark, mark.judged - shifts[mark.period][0] - slope * (mark.computed - shifts[mark.period][1]))
        for mark in marks
    ]


def _means(marks: Iterable[Mark], key: Callable[[Mark], Hashable]) -> dict[Hashable, tuple[float, float]]:
    """The mean judged and computed points of each group."""
    sums: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for mark in marks:
        one = sums[key(mark)]
        one[0] += mark.judged
        one[1] += mark.computed
        one[2] += 1
    return {at: (judged / count, computed / count) for at, (judged, computed, count) in sums.items()}


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _squares(values: Sequence[float]) -> float:
    middle = _mean(values)
    return math.fsum((value - middle) ** 2 for value in values)


def _pairs(marks: Sequence[Mark]) -> tuple[list[_Pair], float, int]:
    """Each scorer's marks of each person together; the squares within them, and how many marks they come from."""
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for mark, left in _left_over(marks):
        found[mark.scorer, mark.person].append(left)
    inside = math.fsum(_squares(values) for values in found.values())
    pairs = [_Pair(scorer, person, len(values), _mean(values)) for (scorer, person), values in found.items()]
    return pairs, inside, len(marks) - len(pairs)


def _between_people(pairs: Sequence[_Pair], noise: float) -> float:
    """The variance of people beyond the noise, by moments within each scorer (Henderson's third method)."""
    squares = spare = 0.0
    for many in _by_scorer(pairs).values():
        total = sum(pair.count for pair in many)
        middle = sum(pair.count * pair.mean for pair in many) / total
        squares += sum(pair.count * (pair.mean - middle) ** 2 for pair in many) - (len(many) - 1) * noise
        spare += total - sum(pair.count**2 for pair in many) / total
    return squares / spare if spare > LEAST else 0.0


def _by_scorer(pairs: Iterable[_Pair]) -> dict[int, list[_Pair]]:
    found: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        found[pair.scorer].append(pair)
    return found


def _year_lines(pairs: Sequence[_Pair], own: float, noise: float) -> dict[int, _Line]:
    lines = {}
    for who, many in _by_scorer(pairs).items():
        weights = [1 / (own + noise / pair.count) for pair in many]
        mean = math.fsum(w * pair.mean for w, pair in zip(weights, many, strict=True)) / math.fsum(weights)
        lines[who] = _Line(len(many), sum(pair.count for pair in many), mean, 1 / math.fsum(weights))
    return lines


def _spreads(lines: Mapping[int, _Line]) -> list[_Weighed]:
    """Spreads of scorers from wide to narrow, weighed by how well each explains the means (flat before the data).

    One best spread would make every interval too short where scorers are few (Gelman et al., Bayesian Data Analysis, 5.4).
    """
    widest = 4 * math.sqrt(_squares([line.mean for line in lines.values()]) / (len(lines) - 1)) + LEAST
    found = [_explained(lines, widest * (step - 0.5) / STEPS) for step in range(STEPS, 0, -1)]
    top = max(one.weight for one in found)
    whole = math.fsum(math.exp(one.weight - top) for one in found)
    return [replace(one, weight=math.exp(one.weight - top) / whole) for one in found]


def _explained(lines: Mapping[int, _Line], tau: float) -> _Weighed:
    """The common level under one spread; its weight still as a logarithm."""
    cells = [(1 / (line.variance + tau**2), line.mean) for line in lines.values()]
    known = math.fsum(precision for precision, _ in cells)
    level = math.fsum(precision * mean for precision, mean in cells) / known
    misfit = math.fsum(precision * (mean - level) ** 2 for precision, mean in cells)
    weight = (math.fsum(math.log(precision) for precision, _ in cells) - math.log(known) - misfit) / 2
    return _Weighed(tau, weight, level, 1 / known)


def _shrunk(lines: Mapping[int, _Line], at: _Weighed) -> dict[int, float]:
    return {who: _kept(line, at) * (line.mean - at.level) for who, line in lines.items()}


def _kept(line: _Line, at: _Weighed) -> float:
    """Which share of a scorer's distance from the common level is believed, from 0 to 1."""
    return at.tau**2 / (at.tau**2 + line.variance)


def _solved(
    pairs: Sequence[_Pair], at: _Weighed, variances: tuple[float, float], start: Mapping[int, float]
) -> dict[int, float]:
    """Henderson's equations with the people absorbed, solved by sweeps (Gauss-Seidel): the matrix is diagonally dominant."""
    own, noise = variances
    people: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        people[pair.person].append(pair)
    diagonal, right = dict.fromkeys(start, noise / at.tau**2), dict.fromkeys(start, 0.0)
    beside: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for many in people.values():
        loose = 1 / (sum(pair.count for pair in many) + noise / own)
        common = loose * sum(pair.count * (pair.mean - at.level) for pair in many)
        for pair in many:
            diagonal[pair.scorer] += pair.count - pair.count**2 * loose
            right[pair.scorer] += pair.count * (pair.mean - at.level - common)
            beside[pair.scorer].extend(
                (other.scorer, pair.count * other.count * loose) for other in many if other is not pair
            )
    return _swept(diagonal, right, beside, start)


def _swept(
    diagonal: Mapping[int, float],
    right: Mapping[int, float],
    beside: Mapping[int, Sequence[tuple[int, float]]],
    start: Mapping[int, float],
) -> dict[int, float]:
    found = dict(start)
    for _sweep in range(SWEEPS):
        moved = 0.0
        for who, pivot in diagonal.items():
            new = (right[who] + sum(weight * found[other] for other, weight in beside.get(who, ()))) / pivot
            moved = max(moved, abs(new - found[who]))
            found[who] = new
        if moved < 1e-7:
            break
    return found


def _severities(
    lines: Mapping[int, _Line], weighed: Sequence[_Weighed], means: Sequence[Mapping[int, float]], spare: int
) -> dict[int, Severity]:
    """Mix what each spread says, and widen the interval for the noise having been measured, not known (Student)."""
    z = NormalDist().inv_cdf((1 + COVERAGE) / 2)
    wide = z * (1 + (z**2 + 1) / (4 * spare))
    found = {}
    for who, line in lines.items():
        estimate = math.fsum(one.weight * mean[who] for one, mean in zip(weighed, means, strict=True))
        variance = 0.0
        for one, mean in zip(weighed, means, strict=True):
            kept = _kept(line, one)
            variance += one.weight * (
                kept * line.variance + kept**2 * one.variance + (mean[who] - estimate) ** 2
            )
        reach = wide * math.sqrt(variance)
        found[who] = Severity(line.people, line.marks, estimate, estimate - reach, estimate + reach)
    return found
