"""Every sentence the pages can say, and its English; run as a module it brings the catalogue up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
ENGLISH = PACKAGE / "locale" / "en" / "LC_MESSAGES"
HEADER = "# English sentences of Then Chốt; the msgids are the Vietnamese sentences themselves."
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


def refresh() -> list[str]:
    """Bring the English catalogue up to the sentences there are, compile it, and return those still untranslated."""
    with (ENGLISH / "django.po").open("rb") as kept:
        known = {message.id: message.string for message in read_po(kept, locale="en") if message.id}
    fresh = Catalog(locale="en", project="Then Chốt", charset="utf-8", header_comment=HEADER)
    for text, _name, _line in sentences():
        fresh.add(text, known.get(text, ""))
    with (ENGLISH / "django.po").open("wb") as target:
        write_po(target, fresh, width=0)
    with (ENGLISH / "django.mo").open("wb") as target:
        write_mo(target, fresh)
    return [str(message.id) for message in fresh if message.id and not message.string]


if __name__ == "__main__":
    sys.stdout.writelines(f"{text}\n" for text in refresh())
