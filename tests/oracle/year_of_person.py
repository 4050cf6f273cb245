"""A person's year counted by hand, day by day, from Điều 11, 17 khoản 3, 19 khoản 1 and 20 of Nghị định 335/2025."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ORDER = ["KHT", "HT", "HTT", "HTXS"]
INSURED = {"sick", "maternity"}
"""Điều 11 khoản 2: leave under the law on social insurance."""


@dataclass(frozen=True)
class Month:
    """What the papers of one month say.

    `result`: own, quarter (our own, for the whole quarter), imported, other (of another framework), or "" for none;
    `score` that of the result, None where only a level was given; `why` what is on file where there is no result: an
    absence, blank (published without a score), open, left (the period closed over an unsent sheet), or nothing.
    """

    result: str = ""
    score: Fraction | None = None
    why: str = ""


@dataclass(frozen=True)
class Papers:
    """Twelve months, the spans in post of whatever length, and what stands against or above the person."""

    year: int
    months: Sequence[Month]
    posts: Sequence[tuple[date, date]]
    forced: bool = False
    """Điều 11 khoản 3, Điều 20 khoản 4 điểm b to d."""
    ceiling: str = "HTXS"
    """Điều 20 khoản 6: the organisation's level, for its head."""


@dataclass(frozen=True)
class Told:
    sources: list[str]
    mean: Fraction | None
    by_mean: str
    level: str
    worked: Fraction
    insured: Fraction
    unpaid: Fraction


def mean_of(months: Sequence[Month]) -> Fraction | None:
    """Điều 17 khoản 3 with Điều 11 khoản 2: over the months that were really worked and scored under this decree."""
    total, count = Fraction(0), 0
    for month in months:
        if month.result in ("own", "quarter", "imported") and month.score is not None:
            total, count = total + month.score, count + 1
    return total / count if count else None


def level_of(mean: Fraction | None) -> str:
    """Điều 20 khoản 1 to 4 điểm a; without any score nobody but the authority can say."""
    if mean is None:
        return "ASK"
    return ORDER[sum(mean >= bound for bound in (50, 70, 90))]


def tell(papers: Papers, today: date) -> Told:
    mean = mean_of(papers.months)
    worked, insured, unpaid = _time(papers)
    return Told(
        [_source(papers, number, today) for number in range(1, 13)], mean, level_of(mean),
        _level(papers, level_of(mean), worked, insured), worked, insured, unpaid,
    )  # fmt: skip


def _level(papers: Papers, by_mean: str, worked: Fraction, insured: Fraction) -> str:
    """Under six months nobody is ranked (Điều 11 khoản 1); insured leave takes no time away (khoản 2), unpaid leave does."""
    if worked + insured < 6:
        return "NONE"
    if papers.forced:
        return "KHT"
    if by_mean == "ASK":
        return by_mean
    return min(by_mean, papers.ceiling, key=ORDER.index)


def _time(papers: Papers) -> tuple[Fraction, Fraction, Fraction]:
    """Months in post day by day; a month whose result another body sent was worked there (Điều 19 khoản 1)."""
    worked = insured = unpaid = Fraction(0)
    day = date(papers.year, 1, 1)
    while day.year == papers.year:
        month = papers.months[day.month - 1]
        if month.result == "imported" or any(first <= day <= last for first, last in papers.posts):
            share = Fraction(1, monthrange(day.year, day.month)[1])
            if month.result == "" and month.why in INSURED:
                insured += share
            elif month.result == "" and month.why == "unpaid_leave":
                unpaid += share
            else:
                worked += share
        day += timedelta(days=1)
    return worked, insured, unpaid


def _source(papers: Papers, number: int, today: date) -> str:
    """How the month is told: where its result is from, or why there is none."""
    month = papers.months[number - 1]
    if month.result:
        return {"quarter": "own"}.get(month.result, month.result)
    if month.why:
        return {"blank": "no_score", "open": "not_yet", "left": "missing"}.get(month.why, "excused")
    last = date(papers.year, number, monthrange(papers.year, number)[1])
    first = date(papers.year, number, 1)
    if not any(start <= last and end >= first for start, end in papers.posts):
        return "no_post"
    return "missing" if last < today else "not_yet"
