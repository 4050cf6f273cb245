"""What came in from systems outside: waiting, taken, or stuck until a person mends it."""

from __future__ import annotations

from django.db import models

from thenchot.connections.models import Connection
from thenchot.lib.fields import CanonicalJSONField

STATES = [
    ("waiting", "Chờ nhận"),
    ("taken", "Đã nhận"),
    ("stuck", "Chờ sửa"),
    ("dropped", "Đã bỏ"),
]


class Arrival(models.Model):
    """One matter of a source, under the number the source gave it (tin đến); what comes twice is one row.

    `digest` is of what came last, so that the same again changes nothing, mended or taken as it may be. Its cells are kept
    until it is taken: from then on what it said stands in the fact or task that it became.
    """

    source = models.CharField(max_length=40)
    ref = models.CharField(max_length=60)
    connection = models.ForeignKey(Connection, models.PROTECT, related_name="arrivals")
    """Through which it came last."""
    kind = models.CharField(max_length=10)
    cells = CanonicalJSONField(default=dict)
    """Texts by name, as they came or as a person mended them."""
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    object_kind = models.CharField(max_length=20, blank=True)
    object_id = models.BigIntegerField(null=True, blank=True)
    """What it became: a fact or a task."""
    why = CanonicalJSONField(default=dict)
    """Why it sticks: {"code", "field", "params"} of a refusal."""
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    """Why a person dropped it."""
    came_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "ref"], name="arrival_once"),
            models.CheckConstraint(
                condition=~models.Q(state="taken") | models.Q(object_id__isnull=False), name="arrival_taken_as"
            ),
            models.CheckConstraint(condition=~models.Q(state="dropped") | ~models.Q(note=""), name="arrival_dropped_why"),
        ]
        indexes = [
            models.Index(
                fields=["connection", "next_at"], condition=models.Q(state="waiting"), name="arrival_waiting"
            ),
            models.Index(fields=["connection"], condition=models.Q(state="stuck"), name="arrival_stuck"),
        ]
