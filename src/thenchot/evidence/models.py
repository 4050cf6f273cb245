"""Sourced facts, where each counted once, the office rules they break, and the month's questions to the heads about them."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person
from thenchot.workplan.models import Task


class FactBatch(models.Model):
    """Facts that came in together, from one file or one form of many rows (đợt nhập): which, by whom, with what outcome."""

    source_code = models.CharField(max_length=30)
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    """The file's name, or "" for rows typed or pasted."""
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    """Rows whose number of the source was in the register already."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


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
    office = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The same as a unit; None for facts of before and for who enters without a post."""
    source_code = models.CharField(max_length=30, blank=True, db_default="")
    """Where it comes from, one of `sources.yaml` (nguồn); "" where the office enters on its own account."""
    source_ref = models.CharField(max_length=60, blank=True, db_default="")
    """The source's own number: what comes twice under one number is one fact."""
    batch = models.ForeignKey(FactBatch, models.PROTECT, null=True, blank=True, related_name="facts")
    rule_code = models.CharField(max_length=30, blank=True, db_default="")
    """The office rule it breaks (quy chế cơ quan), by its code."""
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="+")
    """The plan row the same matter is counted in (a, b or c of Điều 14): then it deducts nowhere else."""
    derived_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="derived")
    """The fact about the unit for which the head named this person responsible."""
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
            models.Index(fields=["person", "period"], name="fact_person_period"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | models.Q(unit__isnull=False),
                name="fact_about_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="fact_withdrawn_why",
            ),
            models.UniqueConstraint(
                fields=["office", "source_code", "source_ref"],
                name="fact_source_once",
                condition=~models.Q(source_ref="") & models.Q(withdrawn_at__isnull=True),
            ),
        ]


class FactUse(models.Model):
    """Where a fact was weighed for a person (đã tính ở đâu): one fact, one sheet, one line; never a second time.

    Rows go with the confirmation that wrote them: a sheet sent back frees its facts.
    """

    fact = models.ForeignKey(Fact, models.PROTECT, related_name="uses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sheet_id = models.BigIntegerField()
    """The sheet's number in the room above."""
    rulebook = models.CharField(max_length=60)
    period = models.CharField(max_length=7)
    criterion = models.CharField(max_length=40)
    points = models.CharField(max_length=20)
    """What was taken off, exact; "0" where the scorer took off nothing, with the reason."""
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "person"], name="fact_used_once")]
        indexes = [models.Index(fields=["sheet_id"], name="fact_use_sheet")]


class OfficeRule(models.Model):
    """A rule of an office's regulations by code (quy chế cơ quan), and what one violation takes off which line, by date."""

    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code = models.CharField(max_length=30)
    text = models.TextField()
    document = models.CharField(max_length=200)
    """The regulation it stands in: number, symbol, day."""
    deducts = CanonicalJSONField(default=dict)
    """{rulebook: {"criterion": "I.2", "points": "1"}}, exact; empty where a violation takes off nothing by itself."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "code", "valid_from"], name="office_rule_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="office_rule_dates",
            ),
        ]


class ServiceWeight(models.Model):
    """What part of a unit's result citizens' feedback and on-time dossiers make up, by date; both 0 are only shown."""

    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    feedback = models.CharField(max_length=20, default="0")
    """Percent, exact."""
    on_time = models.CharField(max_length=20, default="0")
    document = models.CharField(max_length=200)
    valid_from = models.DateField()
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scope", "valid_from"], name="service_weight_start")]


class Gathering(models.Model):
    """The month's gathering of information in a place (tổng hợp thông tin tháng): until when offices enter and heads answer."""

    period = models.CharField(max_length=7)
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    enter_by = models.DateField()
    answer_by = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["period", "scope"], name="gathering_once")]


class Contribution(models.Model):
    """What one office owes a month's gathering: its facts, or the word that it has none."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="contributions")
    source_code = models.CharField(max_length=30)
    responsible = models.ForeignKey(Person, models.PROTECT, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "source_code"], name="contribution_once")]


class Inquiry(models.Model):
    """The letter to a head (văn bản đề nghị xác định trách nhiệm) with the shortcomings of their unit in a month."""

    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="inquiries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    head = models.ForeignKey(Person, models.PROTECT, related_name="+")
    number = models.CharField(max_length=100, blank=True)
    issued_on = models.DateField()
    answer_by = models.DateField()
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)


class InquiryItem(models.Model):
    """One shortcoming the head is asked about: open until answered, or until its fact is withdrawn."""

    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="items")
    fact = models.OneToOneField(Fact, models.PROTECT, related_name="asked")
    cause = models.CharField(max_length=12, blank=True)
    """person (cá nhân), collective (tập thể), objective (nguyên nhân khách quan); "" while unanswered."""
    text = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cause="", answered_at=None) | (~models.Q(cause="") & models.Q(answered_at__isnull=False)),
                name="inquiry_item_answered",
            )
        ]


class Responsible(models.Model):
    """A person the head names as responsible for an item, and how far (mức độ trách nhiệm)."""

    item = models.ForeignKey(InquiryItem, models.PROTECT, related_name="responsible")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    degree = models.CharField(max_length=12)
    """main (chính), joint (liên đới), lead (người đứng đầu, lãnh đạo phụ trách)."""
    note = models.TextField(blank=True)
    fact = models.OneToOneField(Fact, models.PROTECT, related_name="+")
    """The fact about this person that the answer made."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="responsible_once")]


class Dispute(models.Model):
    """The person says that a fact about them is not right (báo thông tin không đúng); its office answers. Once for a fact."""

    fact = models.OneToOneField(Fact, models.PROTECT, related_name="dispute")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[("kept", "Giữ thông tin"), ("withdrawn", "Đã rút lại thông tin")],
    )
    """"" while the office has not answered."""
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", answered_at=None)
                | (~models.Q(outcome="") & ~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="dispute_answered_why",
            ),
        ]
