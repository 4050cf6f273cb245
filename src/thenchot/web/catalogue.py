"""Every sentence the pages can say, so that a test can ask for its translation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

PACKAGE = Path(__file__).resolve().parent.parent
METHODS = [("**/migrations/**.py", "ignore"), ("**.py", "python"), ("web/templates/**.html", "jinja2")]
OPTIONS = {"web/templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "trimmed": "true"}}
KEYWORDS = {**DEFAULT_KEYWORDS, "gettext_lazy": None, "_": None, "_lazy": None}


def sentences() -> Iterator[tuple[str, str, int]]:
    """Yield each sentence once, with the file and line where it first stands, in the order of the files."""
    seen: set[str] = set()
    found = extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS)
    for name, line, message, _comments, _context in sorted(found, key=lambda row: (row[0], row[1])):
        for text in (message,) if isinstance(message, str) else message:
            if text and text not in seen:
                seen.add(text)
                yield text, name, line
