"""A text column that holds canonical JSON: the same bytes on both engines, so a digest of it stays true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from thenchot.lib import canonical

# Generic for the type checker only: at run time Django's fields take no parameters.
if TYPE_CHECKING:
    _TextField = models.TextField[Any, Any]
else:
    _TextField = models.TextField


class CanonicalJSONField(_TextField):
    """Stores a value as canonical JSON text (jsonb would reorder keys and lose the digest)."""

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else canonical.dumps(value)

    def to_python(self, value: Any) -> Any:
        return value
