"""A file attached to something (tệp đính kèm): whose it is, what it is, who added it, that it was taken back."""

from __future__ import annotations

from django.db import models


class Attachment(models.Model):
    """One file of one owner. Its content lies in the data folder under its SHA-256, once for all who attach the same bytes."""

    owner_kind = models.CharField(max_length=20)
    owner_id = models.BigIntegerField()
    subject_id = models.BigIntegerField(default=0)
    """The person it is about, who sees each opening; 0 for none."""
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(
        max_length=4,
        choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG"), ("docx", "Word"), ("xlsx", "Excel")],
    )
    """What the content is, whatever its name said."""
    name = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    """In bytes."""
    added_by_id = models.BigIntegerField()
    added_by = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    withdrawn_by_id = models.BigIntegerField(default=0)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="attachment_owner"),
            models.Index(fields=["sha256"], name="attachment_content"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="attachment_withdrawn_why",
            ),
        ]
