"""The name under which a file is given back: the letters people chose, nothing that a system or a reader could trip over."""

from __future__ import annotations

import re
import unicodedata

from thenchot.attachments.kinds import KINDS

LONGEST = 100
BLANK = "tep-dinh-kem"
FORBIDDEN = re.compile(r'[<>:"|?*;%]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def clean_name(given: str, kind: str) -> str:
    """The last part of the name without control or direction marks, its ending that of the content's kind."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    plain = "".join(" " if unicodedata.category(letter).startswith(("C", "Z")) else letter for letter in last)
    words = " ".join(FORBIDDEN.sub("-", plain).split())
    stem = re.sub(r"(?:\.[A-Za-z0-9]{1,5})+$", "", words).strip(" .")[:LONGEST].rstrip(" .")
    if not stem or RESERVED.fullmatch(stem):
        stem = BLANK
    return stem + KINDS[kind].extension
