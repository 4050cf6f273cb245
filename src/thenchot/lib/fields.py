"""A text column that holds canonical JSON: the same bytes on both engines, so a digest of it stays true."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import models

from thenchot.lib import canonical

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:  # Django's fields take no parameters at run time.
    _Text = models.TextField


class CanonicalJSONField(_Text):
    """Stores a value as canonical JSON text (jsonb would reorder keys and lose the digest)."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: object) -> Any:
        return None if value is None else json.loads(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else canonical.dumps(value)

    def to_python(self, value: Any) -> Any:
        return value
