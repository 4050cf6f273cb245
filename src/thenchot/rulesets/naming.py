"""How criteria and provisions are called before a reader: by the number the form prints, by article and instrument."""

from __future__ import annotations

import re

from thenchot.rules.book import Rulebook

PRINTED = re.compile(r"[IVX]+\.[0-9]+")
GROUPED = re.compile(r"N([0-9])\.([a-z]+)")
DECREE = "Nghị định 335/2025/NĐ-CP"
NAMES_INSTRUMENT = re.compile(r"\d+[-/]\w")
"""A provision that names its instrument by number: HD 02-HD/BTCTW, Nghị định 48/2023."""
SHORT = re.compile(r"[,;(]| ngày ")
"""Where the short name of an instrument ends: before its date, its chapters, what amends it."""
LETTERS = {"dd": "đ"}
"""Codes are plain letters; the law's list goes a, b, c, d, đ, e."""


def number_of(code: str) -> str:
    """"I.1" as it stands, "N1.dd" as 1.đ; "" for a code that only the software knows."""
    if PRINTED.fullmatch(code):
        return code
    grouped = GROUPED.fullmatch(code)
    return f"{grouped[1]}.{LETTERS.get(grouped[2], grouped[2])}" if grouped else ""


def called(code: str, name: str) -> str:
    """The criterion in a sentence: its number, or its name in quotation marks."""
    return number_of(code) or f"“{name}”"


def instrument_of(citation: str) -> str:
    """The short name of what a rulebook is made by: "Nghị định 335/2025/NĐ-CP" without its chapters, date and amendments."""
    return SHORT.split(citation, maxsplit=1)[0].strip()


def follows_decree(book: Rulebook) -> bool:
    """Whether Nghị định 335/2025/NĐ-CP governs the sheets of a rulebook: its own one, or one that works by its formulas."""
    return DECREE in book.citation or any(DECREE in formula.citation for formula in book.formulas.values())


def law_of(book: Rulebook) -> str:
    """The instrument whose articles a rulebook cites by their bare number."""
    return DECREE if follows_decree(book) else instrument_of(book.citation)


def cited(article: str, book: Rulebook) -> str:
    """A provision with its instrument: "Điều 22 Nghị định 335/2025/NĐ-CP"; the instrument alone where no article is known."""
    return law_of(book) if not article or article == book.citation else named(article, law_of(book))


def named(article: str, law: str = DECREE) -> str:
    """An article followed by its instrument, unless it names one already; blank stays blank."""
    return f"{article} {law}" if article and not NAMES_INSTRUMENT.search(article) else article
