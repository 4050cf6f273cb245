"""A body imports the official text of a document, so that the wording stands beside the rule."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rulesets.models import LegalText
from thenchot.rulesets.refusals import NO_ARTICLES

HEADING = re.compile(r"^\s*Điều\s+(\d{1,3})\.\s*(.+)$")
SIGNATURE = re.compile(r"^[\s/]*Nơi nhận", re.IGNORECASE)
# In capitals, or alone with its number: "Phụ lục I kèm theo Nghị định này quy định …" is a clause like any other.
ANNEX = re.compile(r"^[\s/]*(?:PHỤ LỤC\b|Phụ lục(?:\s+[IVXLC0-9]+)?\s*$)")


def import_wording(*, by: Identity, document: str, lines: Sequence[str]) -> int:
    """Cut the lines of an official text into its articles and keep them; returns how many articles were found."""
    articles = cut(lines)
    refuse_if(not articles, NO_ARTICLES)
    at = clock.now()
    with transaction.atomic():
        # Of two imports at once the second waits here and replaces the first.
        wait_for("wording", 1)
        LegalText.objects.filter(document=document).delete()
        LegalText.objects.bulk_create(
            LegalText(
                document=document,
                article=number,
                heading=heading[:300],
                text=text,
                imported_by_id=by.person_id,
                imported_at=at,
            )
            for number, (heading, text) in articles.items()
        )
        record_next(
            by.actor, Act("wording", 1, "import_wording", {"document": document, "articles": len(articles)}), at
        )
    return len(articles)


def cut(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Return {article: (heading, text)}; annexes are left out, with the articles of the forms in them."""
    found: dict[int, tuple[str, list[str]]] = {}
    current: list[str] | None = None
    for line in map(_composed, lines):
        if found and ANNEX.match(line):
            break
        heading = HEADING.match(line)
        if heading and int(heading[1]) not in found:
            current = []
            found[int(heading[1])] = (heading[2].strip(), current)
        elif SIGNATURE.match(line):
            current = None
        elif current is not None and line.strip() and not line.strip().isupper():
            current.append(line.strip())
    return {number: (heading, "\n".join(body)) for number, (heading, body) in found.items()}


def _composed(line: str) -> str:
    """Some editors write a letter and its marks apart; the reader sees the same word."""
    return unicodedata.normalize("NFC", line)
