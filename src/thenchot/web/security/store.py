"""What a browser's session holds, kept in the database and read with who asks; no copy in a process can grow old."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as InDatabase

from thenchot.lib import clock
from thenchot.people.security.asking import Asked, asked_by


class SessionStore(InDatabase):
    """Of somebody signed in it is read in one statement with their account and identity; of anybody else by itself."""

    asked: Asked | None = None

    def load(self) -> dict[str, Any]:
        self.asked = asked_by(self.session_key, clock.today()) if self.session_key else None
        if self.asked is None or not self.asked.held:
            return super().load()
        return self.decode(self.asked.held)
