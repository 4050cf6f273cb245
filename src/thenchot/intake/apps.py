"""Names the room to Django."""

from __future__ import annotations

from django.apps import AppConfig


class Room(AppConfig):
    name = "thenchot.intake"
    label = "intake"
