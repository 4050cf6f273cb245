"""Oracle of conversion and of the doors to titles and money (RB-11)."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import OUT_OF_RANGE, Facts
from tests.oracle.nd335 import LEVELS, Values
from tests.oracle.nd335_year import rounded

GROUPS = [("N1", 1, 10), ("N2", 11, 50), ("N3", 51, 100), ("N4", 101, 200)]


def units(facts: Facts) -> Values:
    total = Fraction(0)
    for place, entry in enumerate(facts.list_at(facts.given, "input")):
        field = f"input[{place}]"
        row = facts.row_at(entry, field, 2)
        if row:
            total += facts.number_at(row[0], f"{field}[0]") * facts.number_at(row[1], f"{field}[1]")
    facts.all_read()
    return {"result": total}


def group(facts: Facts) -> Values:
    points = facts.number_at(facts.given, "input")
    found = "N5" if points >= 201 else ""
    for code, first, last in GROUPS:
        if first <= points <= last:
            found = code
    if not found and not facts.faults:
        facts.wrong(OUT_OF_RANGE, "input")
    facts.all_read()
    return {"result": found}


def ldtt(facts: Facts) -> Values:
    level = facts.choice_at(facts.given, "input", [*LEVELS, "NONE"])
    facts.all_read()
    return {"result": level in ("HTXS", "HTT")}


def hn_year_end(facts: Facts) -> Values:
    level = facts.choice_at(facts.given, "input", [*LEVELS, "NONE"])
    facts.all_read()
    return {"result": level in ("HTXS", "HTT", "HT")}


def cstdcs_cap(facts: Facts) -> Values:
    base = facts.whole_at(facts.given, "input")
    facts.all_read()
    facts.warnings.append("15\xa0%")
    return {"result": rounded(base * Fraction(15, 100), "floor")}
