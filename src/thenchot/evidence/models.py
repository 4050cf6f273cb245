"""A sourced fact about a person or a unit: entered, shown to whom it concerns, withdrawn with a reason, never deleted."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person


class Fact(models.Model):
    """Information for the assessment (thông tin phục vụ đánh giá); its kind is one of `kinds.yaml`.

    A fact about a person has `person`, and `unit` where they worked on the day of the act; one about a unit has `unit` only.
    """

    kind = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="facts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The using body of that unit on that day: the organisation an act counts to (Điều 11 khoản 3 điểm c)."""
    period = models.CharField(max_length=7, blank=True)
    """The period it is about, where the kind is about one: YYYY-MM, YYYY-Qn or YYYY."""
    happened_on = models.DateField(null=True, blank=True)
    """The day of the act (hành vi)."""
    decided_on = models.DateField(null=True, blank=True)
    """The day from which the decision or conclusion has effect."""
    document = models.CharField(max_length=100)
    """Number and symbol (số, ký hiệu)."""
    document_on = models.DateField()
    text = models.TextField()
    details = CanonicalJSONField(default=dict)
    """What the kind asks for beside this, exact texts: {"level": "HTT"}."""
    same_act_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    """The first fact about the same act: it counts in one year only (Điều 11 khoản 3 điểm a)."""
    used_in_year = models.PositiveSmallIntegerField(null=True, blank=True)
    """The year in which the act was the ground for KHT before this decision (Điều 11 khoản 3 điểm b)."""
    source = models.CharField(max_length=200)
    """The office that enters it."""
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_reason = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "decided_on"], name="fact_person_decided"),
            models.Index(fields=["unit", "period"], name="fact_unit_period"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(unit__isnull=False), name="fact_about_somebody"
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""), name="fact_withdrawn_why"
            ),
        ]
