"""Messages to persons."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField


class Notice(models.Model):
    """A message (thông báo): its kind and values; the sentence is made when it is shown, in the reader's language."""

    recipient_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    params = CanonicalJSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipient_id", "-at"], name="notice_recipient")]
