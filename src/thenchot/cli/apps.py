"""Names the room to Django, which finds the commands in it."""

from __future__ import annotations

from django.apps import AppConfig


class Room(AppConfig):
    name = "thenchot.cli"
    label = "cli"
