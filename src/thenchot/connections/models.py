"""A system outside that this installation reads from or sends to; without a row here nothing outside is ever asked."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person

KINDS = [
    ("folder", "Thư mục nhận tệp Excel, CSV"),
    ("documents", "Phần mềm quản lý văn bản, giao nhiệm vụ"),
    ("one_stop", "Phần mềm một cửa"),
    ("national", "Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức"),
]
STATES = [
    ("proposed", "Chờ người phụ trách đồng ý"),
    ("active", "Đang chạy"),
    ("stopped", "Đã dừng"),
]


class Connection(models.Model):
    """Entered by an administrator, run in the name of a person who accepted it (kết nối, người phụ trách).

    What comes in is entered by that person, with that person's rights on the day; what goes out is the results of `unit`.
    The columns from `next_at` on are what the worker notes after each run; they are no act of anybody and change no version.
    """

    kind = models.CharField(max_length=10, choices=KINDS)
    name = models.CharField(max_length=100)
    source = models.CharField(max_length=40)
    """How its numbers are told from those of other systems; a later connection of the same source goes on where it was."""
    origin = models.CharField(max_length=30, blank=True)
    """What facts out of it say where they come from: a source of the register's own list; "" for what brings no facts."""
    address = models.CharField(max_length=300)
    """https://host/path; of a folder its name below the folder for what comes in (THENCHOT_INTAKE)."""
    secret = models.TextField(blank=True)
    """What opens the address, sealed with the installation's key."""
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(default=15)
    state = models.CharField(max_length=8, choices=STATES, default="proposed")
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    stopped_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)
    good_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=40, blank=True)
    """Code of what went wrong at the last run; blank when nothing did."""
    detail = models.CharField(max_length=200, blank=True)
    place = CanonicalJSONField(default=dict)
    """How far the source was read, in the adapter's own words."""

    class Meta:
        indexes = [models.Index(fields=["state", "next_at"], name="connection_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=~models.Q(state="stopped"), name="connection_source_once"
            ),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True) | ~models.Q(stopped_reason=""), name="connection_stopped_why"
            ),
        ]
