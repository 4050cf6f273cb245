"""Keys of other software: who asked, who approved, what for; their secrets as digests; what writes were answered."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person

STATES = [
    ("requested", "Chờ duyệt"),
    ("approved", "Đã duyệt"),
    ("declined", "Không duyệt"),
    ("revoked", "Đã thu hồi"),
]


class Token(models.Model):
    """A key (khóa kết nối): some verbs over one subtree until a day, in the charge of a named person."""

    name = models.CharField(max_length=80)
    """Of the software that holds it: the audit trail names it."""
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Who answers for what the software does, and takes the secret."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    verbs = CanonicalJSONField()
    """Codes of `tokens.verbs`."""
    purpose = models.CharField(max_length=300)
    expires_on = models.DateField()
    """The last day it opens anything."""
    state = models.CharField(max_length=9, choices=STATES, default="requested")
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    """Why it was not approved, or revoked."""
    version = models.PositiveIntegerField(default=1)
    minute = models.BigIntegerField(default=0)
    """The minute since 1970 in which `asked` counts."""
    asked = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)


class Secret(models.Model):
    """What the software shows to be let in; only its digest is kept. Of the two of a rotation the older one ends."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="secrets")
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=6)
    """Its last letters, so that two can be told apart."""
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)
    """None: as long as the key."""
    used_at = models.DateTimeField(null=True, blank=True)


class Answered(models.Model):
    """A write that was done, by the idempotency key its sender gave it: sent again, it gets the same answer."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    """SHA-256 of method, address and body."""
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answered_once")]
