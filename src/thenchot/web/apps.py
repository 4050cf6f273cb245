"""Names the room to Django, and has sessions written down from the first sign-in on."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class Room(AppConfig):
    name = "thenchot.web"
    label = "web"

    def ready(self) -> None:
        # It needs the tables, which are known only now.
        import_module("thenchot.web.security.sessions")
