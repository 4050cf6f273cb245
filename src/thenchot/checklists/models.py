"""Editions of checklists a body drafts or puts in force, what was answered under them, and counts from before."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person


class Checklist(models.Model):
    """An edition of a checklist (phiên bản bảng kiểm) over a body's subtree, its whole content kept with it.

    A draft binds nobody and may change; once in force its content never does: a change is the next edition.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="checklists")
    code = models.CharField(max_length=40)
    """The framework of which this is one edition: "ct24", "5s"."""
    edition = models.CharField(max_length=40)
    content = CanonicalJSONField(default=dict)
    """What `checklists.schema` reads: name, items, periods, who answers, who checks."""
    shipped = models.CharField(max_length=60, blank=True)
    """The file of the shelf it was taken from."""
    state = models.CharField(
        max_length=10,
        default="draft",
        choices=[("draft", "Dự thảo"), ("in_force", "Đã áp dụng"), ("discarded", "Đã bỏ")],
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    """The text put beside it and its number, where somebody signed for it (DESIGN: a named person signs)."""
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "state"], name="checklist_unit_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="in_force")
                | models.Q(valid_from__isnull=False, signed_by__isnull=False),
                name="checklist_in_force_signed",
            ),
            models.UniqueConstraint(
                fields=["unit", "code", "edition"],
                condition=models.Q(state="in_force"),
                name="checklist_edition_once",
            ),
        ]


class Reply(models.Model):
    """One checklist answered for one period (phiếu kiểm) about a person, a unit, or a unit outside this installation.

    States: draft (the answers are nobody's but their writer's), registered (đã đăng ký: to be achieved), submitted,
    checked, withdrawn (rút lại, with the reason).
    """

    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="replies")
    period = models.CharField(max_length=7)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The unit it is about; of a person, where they worked when they answered."""
    unit_path = models.CharField(max_length=96, blank=True)
    other = models.CharField(max_length=200, blank=True)
    """The name of a unit that is not in this installation."""
    state = models.CharField(max_length=10, default="draft")
    answers = CanonicalJSONField(default=dict)
    """{item: {"value": "1" | "8" | "2", "of": "30", "level": "xs", "note": "…"}}, exact texts."""
    checked = CanonicalJSONField(default=dict)
    """The same, as who checks has it; only the items they answer otherwise."""
    target = models.TextField(blank=True)
    """What was registered, in the person's words."""
    remark = models.TextField(blank=True)
    """What is to be done about what was found (hướng khắc phục)."""
    points = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    level = models.CharField(max_length=20, blank=True)
    achieved = models.BooleanField(null=True, blank=True)
    """Whether what was registered was achieved, as who checks found it."""
    opinion = models.TextField(blank=True)
    """What who checks says of it."""
    source = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    registered_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["checklist", "period", "unit_path"], name="reply_checklist_period"),
            models.Index(fields=["person", "period"], name="reply_person_period"),
            models.Index(fields=["unit", "period"], name="reply_unit_period"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["checklist", "period", "person"],
                condition=models.Q(person__isnull=False) & ~models.Q(state="withdrawn"),
                name="reply_person_once",
            ),
            models.UniqueConstraint(
                fields=["checklist", "period", "unit"],
                condition=models.Q(person__isnull=True, unit__isnull=False) & ~models.Q(state="withdrawn"),
                name="reply_unit_once",
            ),
            models.UniqueConstraint(
                fields=["checklist", "period", "other"],
                condition=~models.Q(other="") & ~models.Q(state="withdrawn"),
                name="reply_other_once",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(unit__isnull=False) | ~models.Q(other=""),
                name="reply_about_somebody",
            ),
        ]


class PastTurns(models.Model):
    """Registrations and results of a period from before this software (lượt đăng ký, lượt đạt), as their source counts them."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    """The framework they were made under."""
    period = models.CharField(max_length=7)
    """A year or a quarter."""
    registered = models.PositiveIntegerField()
    achieved = models.PositiveIntegerField(null=True, blank=True)
    """Empty where the source does not say."""
    source = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "code", "period"],
                condition=models.Q(withdrawn_at=None),
                name="past_turns_once",
            ),
            models.CheckConstraint(
                condition=models.Q(achieved__isnull=True) | models.Q(achieved__lte=models.F("registered")),
                name="past_turns_sum",
            ),
        ]
