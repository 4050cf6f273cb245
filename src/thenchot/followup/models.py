"""Notes of those who follow work, the month's meeting of a unit, and the remedies that come back until they are closed."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person
from thenchot.workplan.models import Task


class Note(models.Model):
    """What a leader notes in a month on somebody's work in their charge (ghi nhận theo dõi); on one task, or on the month."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    """Whose work it is; they read it."""
    period = models.CharField(max_length=7)
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "period"], name="note_person_period")]


class PlannedDay(models.Model):
    """The day on which a doer means to do a task: their own week, nobody else's fact."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="+")
    day = models.DateField()


class Briefing(models.Model):
    """The month's meeting of a unit (họp giao ban tháng): prepared on its page, then concluded with minutes."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    state = models.CharField(
        max_length=9,
        default="prepared",
        choices=[("prepared", "Đang chuẩn bị"), ("concluded", "Đã kết luận")],
    )
    held_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    chair = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    present = models.PositiveSmallIntegerField(default=0)
    absent = models.TextField(blank=True)
    """One person with the reason a line."""
    attention = models.TextField(blank=True)
    """What next month must attend to, one matter a line."""
    conclusion = models.TextField(blank=True)
    content = CanonicalJSONField(null=True, blank=True)
    """What the page showed when the meeting was concluded: the minutes say that for ever. Its SHA-256 stands in the trail."""
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="briefing_once"),
            models.CheckConstraint(
                condition=models.Q(state="prepared") | models.Q(content__isnull=False), name="briefing_frozen"
            ),
        ]


class Remedy(models.Model):
    """A weakness with the action against it (khắc phục), its owner and its day: it comes back each month until it is closed."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    """The month in which the weakness was named."""
    weakness = models.CharField(max_length=500)
    action = models.CharField(max_length=500)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    due = models.DateField()
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    """The work in which the weakness showed; None where it is about something else."""
    ground = models.CharField(max_length=300, blank=True)
    """Where the weakness was seen: a document, a criterion of low score."""
    state = models.CharField(
        max_length=8,
        default="open",
        choices=[
            ("open", "Đang khắc phục"),
            ("reported", "Đã báo cáo, chờ kết luận"),
            ("closed", "Đã khắc phục xong"),
        ],
    )
    result = models.CharField(max_length=1000, blank=True)
    """What the owner reported, then what was found when it was closed."""
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "state"], name="remedy_unit_state"),
            models.Index(fields=["owner", "state"], name="remedy_owner_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="closed")
                | (models.Q(closed_on__isnull=False) & ~models.Q(result="")),
                name="remedy_closed_with_result",
            ),
        ]
