"""The plan row: the one table of work, from assignment to result."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person
from thenchot.standards.models import Product

ORIGINS = [
    ("planned", "Trong kế hoạch"),
    ("taken_over", "Nhận thêm từ người khác"),
    ("unplanned", "Đột xuất"),
]
STATUSES = [
    ("assigned", "Đang thực hiện"),
    ("done", "Đã hoàn thành"),
    ("handed_back", "Đã giao lại cho người khác"),
    ("split", "Đã chia thành các việc cụ thể"),
    ("claimed", "Người thực hiện kê khai, chờ người giao việc chấp nhận"),
    ("declined", "Người giao việc không chấp nhận"),
    ("drafted", "Trong dự thảo kế hoạch, chờ duyệt"),
    ("dropped", "Đã bỏ khỏi dự thảo kế hoạch"),
]
COUNTED = ("assigned", "done", "handed_back")
"""Only these are facts of a score: a split task counts through its parts, a claimed one once it is accepted."""
UNGIVEN = ("drafted", "dropped")
"""Rows of a draft that nobody has approved: no work yet, and shown nowhere but in the table itself."""
CAUSES = [("accepted", "Nguyên nhân khách quan"), ("partly", "Khách quan một phần"), ("refused", "Không phải khách quan")]
TABLE_STATES = [("draft", "Dự thảo"), ("approved", "Đã duyệt"), ("locked", "Đã khoá")]


class PlanTable(models.Model):
    """The work-plan table of a unit and month (biểu ngang): where it comes from and how far it is. Its rows are the tasks."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=8, choices=TABLE_STATES, default="draft")
    source_number = models.CharField(max_length=60, blank=True)
    """The resolution or conclusion (nghị quyết, kết luận) that the month's work comes from; blank without one."""
    source_date = models.DateField(null=True, blank=True)
    source_title = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "period"], name="plan_table_once")]


class Task(models.Model):
    """A row of a work plan (nhiệm vụ, đầu việc): content, leader in charge, doer, deadline, result, converted units."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    """YYYY-MM, or YYYY-Qn for a body that follows by quarter."""
    content = models.CharField(max_length=500)
    leader = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    doer = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    doer_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    deadline = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)
    product = models.ForeignKey(Product, models.PROTECT, null=True, blank=True, related_name="+")
    units = models.DecimalField(max_digits=12, decimal_places=4, default=0)
    """Converted units: quantity × coefficient against the standard product (đơn vị sản phẩm/công việc chuẩn)."""
    origin = models.CharField(max_length=10, choices=ORIGINS, default="planned")
    status = models.CharField(max_length=12, choices=STATUSES, default="assigned")
    done_on = models.DateField(null=True, blank=True)
    rejections = models.PositiveSmallIntegerField(default=0)
    rejections_excused = models.PositiveSmallIntegerField(default=0)
    latenesses = models.PositiveSmallIntegerField(default=0)
    latenesses_excused = models.PositiveSmallIntegerField(default=0)
    explanation = models.CharField(max_length=1000, blank=True)
    """What its doer says of being late, missing it, or having it rejected (giải trình)."""
    explanation_mark = models.CharField(max_length=32, blank=True, db_default="", default="")
    """Equal for two explanations of the same words, see `workplan.copied`; "" without one."""
    explained_at = models.DateTimeField(null=True, blank=True)
    cause = models.CharField(max_length=8, blank=True, db_default="", default="", choices=CAUSES)
    """What the authority made of the cause (Điều 14 khoản 2); "" until it has considered it."""
    cause_note = models.CharField(max_length=1000, blank=True, db_default="", default="")
    cause_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    cause_at = models.DateTimeField(null=True, blank=True)
    appraisal = CanonicalJSONField(null=True, blank=True)
    """What a rulebook of products or appraised tasks asks of the row, exact texts: {"proposed": {…}, "confirmed": {…}}."""
    late_for = models.DateField(null=True, blank=True)
    """The deadline whose missing is recorded already, so that finishing after it is not a second lateness."""
    source = models.CharField(max_length=200, blank=True)
    taken_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    part_of = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    """The big task this is a concrete part of (Điều 18 khoản 1 điểm c)."""
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    """The unfinished row of an earlier month that the month's meeting carried over into this one; each is carried once."""
    recurring = models.BooleanField(default=False)
    """Comes back every month: offered when the next month's table is made."""
    clarity = CanonicalJSONField(null=True, blank=True)
    """What was typed for clarity attributes (5 rõ) that have no column of their own, by the attribute's code."""
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["period", "doer"], name="task_period_doer"),
            models.Index(fields=["unit", "period"], name="task_unit_period"),
            # Whether a row goes on is asked of each unfinished one; the condition below asks more than a query can promise.
            models.Index(
                fields=["carried_from"], name="task_carried_from", condition=models.Q(carried_from__isnull=False)
            ),
            models.Index(fields=["explanation_mark"], name="task_explained", condition=~models.Q(explanation_mark="")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["carried_from"],
                condition=models.Q(carried_from__isnull=False) & ~models.Q(status="dropped"),
                name="task_carried_once",
            ),
            models.CheckConstraint(condition=models.Q(units__gte=0), name="task_units_not_negative"),
            models.CheckConstraint(
                condition=models.Q(rejections__gte=models.F("rejections_excused"))
                & models.Q(latenesses__gte=models.F("latenesses_excused")),
                name="task_excused_within",
            ),
        ]


class PlanImport(models.Model):
    """Rows read from a file or pasted (dòng nhập), shown beside the table and saved once; one waits for each person and table."""

    table = models.ForeignKey(PlanTable, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)
    """The file's name as it was sent; blank for pasted rows."""
    rows = CanonicalJSONField()
    """What `workplan.incoming.Incoming` reads; emptied once saved, since then the table holds it."""
    saved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "by"], condition=models.Q(saved_at=None), name="plan_import_one_waiting"
            )
        ]


class LockedPeriod(models.Model):
    """A person's month is published: what its score was made from no longer changes here. Written when a result is published."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "period"], name="period_locked_once")]
