"""The audit trail, the daily seals, and the openings of persons' files."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One act on one object. The hash covers the row and the hash before it in the object's chain.

    A trigger refuses UPDATE and DELETE on both engines; what the hash covers is spelled out in `audit.chain`.
    """

    object_kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    at = models.CharField(max_length=40)
    """ISO 8601 with the offset of Vietnam: text, so that the hash reads the same bytes on both engines."""
    actor_id = models.BigIntegerField(default=0)
    actor = models.CharField(max_length=200)
    action = models.CharField(max_length=40)
    payload = models.TextField(default="{}")
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            # Two rows cannot follow the same row: a chain cannot fork.
            models.UniqueConstraint(fields=["object_kind", "object_id", "prev_hash"], name="audit_no_fork"),
        ]
        indexes = [models.Index(fields=["at"], name="audit_at")]


class Seal(models.Model):
    """All rows of one day under a Merkle root, chained to the seal before, signed with a key kept outside the database."""

    day = models.DateField(unique=True)
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.BigIntegerField()
    root = models.CharField(max_length=64)
    prev = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)


class Opening(models.Model):
    """Somebody opened a person's file (lượt mở hồ sơ); the person can read this list."""

    subject_id = models.BigIntegerField(db_index=True)
    viewer_id = models.BigIntegerField()
    viewer = models.CharField(max_length=200)
    what = models.CharField(max_length=200)
    at = models.DateTimeField()
