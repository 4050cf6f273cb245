"""Vietnamese names: order of the alphabet (given name first) and spelling without tone marks for search."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"": "0", "\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Combining marks in the order of the dictionary: ngang, huyền, hỏi, ngã, sắc, nặng."""
SHAPES = {"\u0302", "\u0306", "\u031b"}
"""Marks that make another letter (â, ă, ơ), not another tone."""
ORDER = {letter: f"{place:02d}" for place, letter in enumerate(LETTERS, start=11)}


def _letters(word: str) -> list[tuple[str, str]]:
    """Split a word into (letter with its shape, tone mark)."""
    found: list[tuple[str, str]] = []
    for mark in unicodedata.normalize("NFD", word.lower()):
        if mark in SHAPES and found:
            found[-1] = (unicodedata.normalize("NFC", found[-1][0] + mark), found[-1][1])
        elif mark in TONES and found:
            found[-1] = (found[-1][0], mark)
        elif not unicodedata.combining(mark):
            found.append((mark, ""))
    return found


def word_key(word: str) -> str:
    """Digits that sort as the dictionary does: letters first, tones only between equal letters.

    A tone belongs to the syllable, not to the letter it is written over: Hòa and Hoà are one name in two spellings.
    """
    letters = _letters(word)
    tones = "".join(TONES[tone] for _, tone in letters if tone) or TONES[""]
    return "".join(ORDER.get(letter, "10") for letter, _ in letters) + "00" + tones


def name_key(full_name: str) -> str:
    """Digits that sort names by given name, then middle names, then family name.

    Digits alone compare alike under every collation, so both database engines give the same order.
    """
    family, *rest = full_name.split() or [""]
    words = [rest[-1], *rest[:-1], family] if rest else [family]
    return "00".join(word_key(word) for word in words)


def fold(text: str) -> str:
    """Lower case without marks, đ as d, single spaces: what a search types."""
    bare = "".join(m for m in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(m))
    return " ".join(bare.replace("đ", "d").split())
