"""The outbox of published results for the national database, and the signed packets they travel in."""

from __future__ import annotations

from django.db import models

from thenchot.organisation.models import Unit
from thenchot.people.models import Person

STATES = [
    ("ready", "Đã đóng gói, chưa gửi"),
    ("sent", "Đã gửi, chờ biên nhận"),
    ("received", "Đã có biên nhận"),
]


class Packet(models.Model):
    """A signed file of results of one period (gói cập nhật): made once, sent as often as it takes, received once."""

    cycle_id = models.BigIntegerField()
    """The number of the period's cycle, a label for the rooms above."""
    period = models.CharField(max_length=7)
    rulebook = models.CharField(max_length=60)
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()
    content = models.BinaryField()
    """The signed text, compressed: what was sent stays what it was, whatever becomes of names and units."""
    sha256 = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    state = models.CharField(max_length=8, choices=STATES, default="ready")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=200, blank=True)
    """Who took the file away, or the connection that handed it over."""
    receipt = models.CharField(max_length=100, blank=True)
    """The number that the database gave (biên nhận)."""
    received_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    refused = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="packet_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="received") | ~models.Q(receipt=""), name="packet_received_with_receipt"
            ),
        ]


class Owed(models.Model):
    """One version of one published result that the national database is owed (kết quả phải cập nhật).

    Written in the transaction that publishes or replaces the result; settled by a receipt, or by a newer version of it
    that travels in its stead.
    """

    sheet_id = models.BigIntegerField()
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    cycle_id = models.BigIntegerField()
    period = models.CharField(max_length=7)
    rulebook = models.CharField(max_length=60)
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    known_on = models.DateField()
    due_on = models.DateField()
    packet = models.ForeignKey(Packet, models.PROTECT, null=True, blank=True, related_name="owed")
    settled_at = models.DateTimeField(null=True, blank=True)
    refused = models.CharField(max_length=500, blank=True)
    """Why the database did not take it the last time; it is back in the queue."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet_id", "number"], name="owed_once")]
        indexes = [
            # Only what is still owed is ever searched for; of a city's years nearly all is settled.
            models.Index(
                fields=["scope", "cycle_id", "due_on"], condition=models.Q(settled_at__isnull=True), name="owed_open"
            ),
        ]

