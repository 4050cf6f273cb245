"""A year's round of organisations, one sheet for each, the published results, and the higher shares."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person


class Round(models.Model):
    """One year of the organisations in a scope (đợt xếp loại tổ chức): always a working year (Điều 9 khoản 1)."""

    rulebook = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    settings = CanonicalJSONField(default=dict)
    overlay = CanonicalJSONField(default=dict)
    year = models.PositiveSmallIntegerField()
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField()
    """The day as of which units, their heads and delegation were read."""
    steps = CanonicalJSONField(default=list)
    """The calendar, as a cycle keeps it: [{code, actor, from, to, citation}]."""
    state = models.CharField(
        max_length=10, default="open", choices=[("open", "Đang mở"), ("published", "Đã thông báo")]
    )
    closing_reason = models.TextField(blank=True)
    document = models.CharField(max_length=100, blank=True)
    """Number and symbol of the decision that recognises the levels."""
    document_on = models.DateField(null=True, blank=True)
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "scope"], name="round_once")]


class BodySheet(models.Model):
    """One organisation in one round (phiếu đánh giá, xếp loại tổ chức).

    States: opened (the head may fill it), submitted (the organisation body may advise), proposed (the authority may
    recognise), decided, published, excused (not ranked, with the reason).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="sheets")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = models.CharField(max_length=96)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The organisation directly above on the round's day."""
    head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recogniser = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Who recognises the level (Điều 5); the cap counts within what one authority recognises (Điều 8 khoản 5)."""
    state = models.CharField(max_length=10, default="opened")
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)
    marks = CanonicalJSONField(default=dict)
    """{"self": {criterion: mark}, "advised": {…}}, exact texts."""
    facts = CanonicalJSONField(default=dict)
    """Percentages as exact texts and yes or no: done, on_time, exceed, fixed, force_majeure."""
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    concern = models.TextField(blank=True)
    """A complaint, denunciation, negative report or sign of disunity: verified before the decision (Điều 9 khoản 2 điểm a)."""
    verification = models.TextField(blank=True)
    self_level = models.CharField(max_length=5, blank=True)
    proposed_level = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    reason = models.TextField(blank=True)
    """Why the authority chose the level, where it is not the computed one."""
    inputs = CanonicalJSONField(default=dict)
    verdict = CanonicalJSONField(default=dict)
    score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    band = models.CharField(max_length=5, blank=True)
    excuse = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="body_sheet_once")]
        indexes = [
            models.Index(fields=["recogniser", "round"], name="body_sheet_recogniser"),
            models.Index(fields=["round", "unit_path"], name="body_sheet_path"),
        ]


class BodyResult(models.Model):
    """A published level of an organisation, frozen; a replacement is the next number (Điều 4 khoản 4)."""

    sheet = models.ForeignKey(BodySheet, models.PROTECT, related_name="results")
    number = models.PositiveSmallIntegerField(default=1)
    frozen = models.TextField()
    frozen_hash = models.CharField(max_length=64)
    score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    level = models.CharField(max_length=5)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=100)
    document_on = models.DateField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="body_result_once")]


class HigherShare(models.Model):
    """An authority takes the higher share for the organisations it recognises, with the achievement (Điều 8 khoản 5 điểm b)."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="higher_shares")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "by"], name="higher_share_once")]
