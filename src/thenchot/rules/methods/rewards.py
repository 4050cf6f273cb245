"""Conversion of products and the doors to titles and money that hang on a yearly level."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

from thenchot.rules import caps
from thenchot.rules.book import NONE
from thenchot.rules.errors import out_of_range
from thenchot.rules.given import Given, a_list, one_of, row
from thenchot.rules.numbers import COUNT, count, within
from thenchot.rules.verdict import Verdict


def units(line: Given) -> Verdict:
    """Converted units: Σ coefficient × count."""
    total = Fraction(0)
    for at, entry in enumerate(a_list(line.given, "input")):
        field = f"input[{at}]"
        coefficient, number = row(entry, field, 2)
        total += within(coefficient, f"{field}[0]", COUNT) * within(number, f"{field}[1]", COUNT)
    line.reason("units", line.cited("units"), total=total)
    return line.verdict({"result": total})


def group(line: Given) -> Verdict:
    """The complexity group whose band the points fall in."""
    points = within(line.given, "input", COUNT)
    for band in cast(list[Mapping[str, Fraction | None]], line.book.tables["groups"]):
        low, high = band["from"], band["to"]
        if (low is None or points >= low) and (high is None or points <= high):
            line.reason("group", line.cited("group"), points_of_item=points, group=band["code"])
            return line.verdict({"result": str(band["code"])})
    raise out_of_range("input", "in_no_group", value=points)


def advanced_worker(line: Given) -> Verdict:
    """Lao động tiên tiến asks for HTT or better."""
    return _at_least(line, "ldtt")


def year_end_share(line: Given) -> Verdict:
    """Hanoi's year-end part of extra income asks for HT or better."""
    return _at_least(line, "hn_year_end")


def _at_least(line: Given, rule: str) -> Verdict:
    codes = [known.code for known in line.book.levels]
    found = one_of(line.given, "input", [*codes, NONE])
    needed = str(cast(Mapping[str, object], line.book.tables["needs_level"])[rule])
    result = found in codes and codes.index(found) <= codes.index(needed)
    line.reason(f"{rule}_{'met' if result else 'not_met'}", line.cited(rule), level=found, needed=needed)
    return line.verdict({"result": result})


def grassroots_cap(line: Given) -> Verdict:
    """Chiến sĩ thi đua cơ sở: a share of the Lao động tiên tiến, cut down."""
    base = count(line.given, "input")
    share = cast(Mapping[str, Fraction], line.book.tables["cstdcs"])["share_of_ldtt_max"]
    result = caps.share_bound(base, share, "floor")
    line.reason("cap_share", line.cited("cstdcs_cap"), base=base, share=share, bound=result)
    line.caution("share_unverified", share=share)
    return line.verdict({"result": Fraction(result)})
