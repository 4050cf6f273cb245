"""Keep a rulebook's whole content under its digest, once."""

from __future__ import annotations

from thenchot.rulesets.frozen import content_of, digest_of
from thenchot.rulesets.models import FrozenRulebook
from thenchot.rulesets.queries import InForce


def freeze(applied: InForce) -> str:
    """Return the digest the book, with the body's overlay, is kept under."""
    content = content_of(applied.book, applied.overlay)
    digest = digest_of(content)
    FrozenRulebook.objects.get_or_create(
        digest=digest, defaults={"rulebook": applied.book.id, "content": content}
    )
    return digest
