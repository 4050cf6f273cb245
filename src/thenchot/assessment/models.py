"""Cycles, sheets (one row each, its scores inside), meetings and opinions of a year, published versions, petitions."""

from __future__ import annotations

from django.db import models

from thenchot.attachments.models import Attachment
from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Appointment, Person


class Cycle(models.Model):
    """One rulebook × one period × one scope of units (kỳ đánh giá)."""

    rulebook = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    settings = CanonicalJSONField(default=dict)
    overlay = CanonicalJSONField(default=dict)
    category = models.CharField(max_length=10)
    period = models.CharField(max_length=7)
    """YYYY-MM, YYYY-Qn or YYYY; six months (YYYY-Hn) are only ever made of months and have no cycle."""
    scope = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField()
    """The day as of which people, units and delegation were read."""
    steps = CanonicalJSONField(default=list)
    """The calendar: [{code, actor, from, to, citation}], in order, dates in ISO form."""
    state = models.CharField(
        max_length=10,
        default="open",
        choices=[
            ("open", "Đang mở"),
            # Being published in parts: nothing in it changes any more, and publishing goes on where it was broken off.
            ("publishing", "Đang công bố"),
            ("published", "Đã công bố"),
            ("closed", "Đã đóng"),
        ],
    )
    publication = models.CharField(max_length=10, default="person")
    """Who may read results: person (only the person), unit (the person's unit)."""
    closing_reason = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    counted = models.PositiveIntegerField(default=0)
    """How often the counts of its results (UnitMonth) were written: a copy is good while this is the same; 0 for never."""
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rulebook", "category", "period", "scope"], name="cycle_once"),
        ]


class Route(models.Model):
    """Who scores, ranks and decides for one kind of person in one unit, resolved from the delegation table on the cycle's day."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="routes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    bloc = models.CharField(max_length=20)
    rank = models.CharField(max_length=8)
    category = models.CharField(max_length=10)
    tier = models.CharField(max_length=40, blank=True)
    scorer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ranker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    citation = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "unit", "bloc", "rank", "category", "tier"], name="route_once")
        ]


class Sheet(models.Model):
    """One subject in one cycle (phiếu đánh giá).

    States: opened (the person may fill it), submitted (the scorer may confirm or return it), confirmed (the ranker may
    propose, where the period has that step), proposed, decided, published, excused (not scored, with the reason).
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sheets")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sheets")
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit_path = models.CharField(max_length=96)
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """The using body (cơ quan sử dụng): caps count within it."""
    bloc = models.CharField(max_length=20)
    rank = models.CharField(max_length=8)
    duty_group = models.CharField(max_length=30, blank=True)
    scorer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ranker = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decider = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, default="opened")
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)
    marks = CanonicalJSONField(default=dict)
    """{"prefill": {criterion: score}, "self": {…}, "confirmed": {…}, "leader": {"dd": "1", "e": "1/2"}}, exact texts."""
    draft = CanonicalJSONField(default=dict)
    """What the person has typed and not sent; overwritten, not audited, gone when sent."""
    strengths = models.TextField(blank=True)
    weaknesses = models.TextField(blank=True)
    opinion = models.TextField(blank=True)
    """The scorer's comment (Mẫu số 01, mục 6)."""
    return_note = models.TextField(blank=True)
    inputs = CanonicalJSONField(default=dict)
    """{"kind", "input", "config"}: exactly what the engine was given when the sheet was confirmed."""
    verdict = CanonicalJSONField(default=dict)
    """The engine's answer to it: {"values", "because", "assumed", "warnings"}."""
    self_score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    self_level = models.CharField(max_length=5, blank=True)
    score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    band = models.CharField(max_length=5, blank=True)
    """Where the confirmed score falls (mức theo điểm)."""
    proposed_level = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    """The decided level (mức xếp loại), only where the period has that step."""
    handling = models.TextField(blank=True, db_default="")
    """What is proposed to be done on the year's result (Mẫu số 02 mục IV, Điều 23)."""
    absence = models.CharField(max_length=30, blank=True)
    absence_note = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    """When the scorer first opened the sent sheet; until then the person may withdraw it."""
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    behalf_of = models.TextField(blank=True)
    """Who entered it for the person, and why; "" where the person sent it. See `Behalf`."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "person"], name="sheet_once")]
        indexes = [
            models.Index(fields=["scorer", "cycle", "state"], name="sheet_scorer"),
            # With all that counting by unit asks, so that a city is counted without reading its sheets.
            models.Index(fields=["cycle", "unit_path", "state", "absence", "level", "band"], name="sheet_cycle_path"),
            models.Index(fields=["person", "cycle"], name="sheet_person"),
        ]

    @property
    def was_sent(self) -> bool:
        """Whether the person ever handed it in; a sheet sent back keeps the marks or the level they gave."""
        return bool(self.marks.get("self") or self.self_level)


class Behalf(models.Model):
    """A sheet entered for a person without a device (nhập thay), from a signed paper; and the person's word against it.

    While it stands, the sheet's `behalf_of` says so. `objection` takes it back (Không phải ý kiến của tôi); both texts stay.
    """

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="behalves")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    scan = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    said = CanonicalJSONField(default=dict)
    """What was entered, as typed: {"marks", "leader", "strengths", "weaknesses", "level"}."""
    draft = CanonicalJSONField(default=dict)
    """What the person had typed and not sent until then; theirs again when they object."""
    content = CanonicalJSONField(default=dict)
    """What a published result freezes of it: {"at", "by", "name", "reason", "scan"}, the scan as its SHA-256."""
    objection = models.TextField(blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(objected_at__isnull=True) | ~models.Q(objection=""), name="behalf_objected_why"
            ),
        ]


class Comment(models.Model):
    """What a deputy says of a sheet in the field under their charge (góp ý)."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="comments")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()


class Meeting(models.Model):
    """A meeting at which people of a unit are reviewed for the year (Điều 21 khoản 1 điểm b, khoản 2 điểm b)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="meetings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("body", "Toàn thể công chức của cơ quan"),
            ("unit", "Toàn thể công chức của đơn vị cấu thành"),
            ("leadership", "Tập thể lãnh đạo, đại diện cấp ủy, người đứng đầu đơn vị cấu thành"),
        ],
    )
    held_on = models.DateField()
    place = models.CharField(max_length=200)
    chair = models.ForeignKey(Person, models.PROTECT, related_name="+")
    secretary = models.ForeignKey(Person, models.PROTECT, related_name="+")
    present = models.PositiveIntegerField()
    absent = models.TextField(blank=True)
    """Who was absent and why, one a line."""
    minutes = models.TextField()
    """The text adopted at the meeting (thông qua tại cuộc họp)."""
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)


class Opinion(models.Model):
    """What was said of a person for the year: at the meeting, by the Party committee, by a colleague in writing."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="opinions")
    kind = models.CharField(
        max_length=16,
        choices=[
            ("meeting", "Ý kiến tại cuộc họp"),
            ("party_committee", "Ý kiến của cấp ủy"),
            ("colleague", "Ý kiến bằng văn bản"),
        ],
    )
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="opinions")
    author = models.CharField(max_length=200, blank=True)
    """Whose opinion it is: the Party committee's name, the colleague's; blank for a meeting's common opinion."""
    document = models.CharField(max_length=200, blank=True)
    """Number and date of the paper it stands in."""
    text = models.TextField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()


class LevelChange(models.Model):
    """A raise or a lowering (nâng, hạ mức): at which step, by whom, from what to what, why."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="changes")
    step = models.CharField(max_length=10)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    before = models.CharField(max_length=5)
    after = models.CharField(max_length=5)
    raised = models.BooleanField()
    reason = models.TextField()
    at = models.DateTimeField()


class Published(models.Model):
    """A published result, frozen: what rules, what inputs, what verdict, whose decision. A correction is the next number."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="published")
    number = models.PositiveSmallIntegerField(default=1)
    frozen = models.TextField()
    """Canonical JSON: rulebook, digest, inputs, verdict, score, band, level, changes; see `assessment.frozen`."""
    frozen_hash = models.CharField(max_length=64)
    score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    band = models.CharField(max_length=5, blank=True)
    level = models.CharField(max_length=5, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="published_once")]


class UnitMonth(models.Model):
    """The results of a cycle in one unit, counted: its own people, and (`all_`) everybody below it too.

    `level_1` is the rulebook's highest level. Written when the cycle is published and moved by each correction, so that
    years of a city are read without touching its sheets. Of a cycle that still runs they are as old as its `RunningCount` says.
    """

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="unit_months")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    path = models.CharField(max_length=96)
    level_1 = models.PositiveIntegerField(default=0)
    level_2 = models.PositiveIntegerField(default=0)
    level_3 = models.PositiveIntegerField(default=0)
    level_4 = models.PositiveIntegerField(default=0)
    no_level = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    raised = models.PositiveIntegerField(default=0)
    lowered = models.PositiveIntegerField(default=0)
    reasons = CanonicalJSONField(default=dict)
    """How many have no result, by absence code or, without one, by the state they stayed in: {"maternity": 3, "opened": 1}."""
    all_level_1 = models.PositiveIntegerField(default=0)
    all_level_2 = models.PositiveIntegerField(default=0)
    all_level_3 = models.PositiveIntegerField(default=0)
    all_level_4 = models.PositiveIntegerField(default=0)
    all_no_level = models.PositiveIntegerField(default=0)
    all_excused = models.PositiveIntegerField(default=0)
    all_missing = models.PositiveIntegerField(default=0)
    all_raised = models.PositiveIntegerField(default=0)
    all_lowered = models.PositiveIntegerField(default=0)
    all_reasons = CanonicalJSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "path"], name="unit_month_once")]


class RunningCount(models.Model):
    """When the results of a cycle that still runs were last counted by unit (UnitMonth); means nothing once it is published."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, primary_key=True, related_name="running_count")
    at = models.DateTimeField()


class Petition(models.Model):
    """The person's objection to a published result (kiến nghị, Điều 22): answered within 7 working days of receipt."""

    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="petitions")
    about = models.ForeignKey(Published, models.PROTECT, related_name="+")
    text = models.TextField()
    received_on = models.DateField()
    due_on = models.DateField()
    addressee = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10,
        default="received",
        choices=[("received", "Đang giải quyết"), ("answered", "Đã trả lời"), ("withdrawn", "Đã rút")],
    )
    outcome = models.CharField(
        max_length=10,
        blank=True,
        choices=[("accepted", "Chấp nhận"), ("partly", "Chấp nhận một phần"), ("kept", "Giữ kết quả")],
    )
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)


class Outstanding(models.Model):
    """The authority found a body outstanding in a cycle: the higher share of its rulebook holds (Điều 20 khoản 5 điểm b)."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="outstanding")
    body = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "body"], name="outstanding_once")]


class Reminder(models.Model):
    """Who was reminded of which step, so that nobody is reminded twice within four hours."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="reminders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    step = models.CharField(max_length=20)
    at = models.DateTimeField()


class ImportedResult(models.Model):
    """A past result from another software or from the old unit (Điều 19 khoản 1): kept and shown as it came, never computed."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="imported_results")
    period = models.CharField(max_length=7)
    """YYYY-MM, YYYY-Qn, YYYY-Hn or YYYY."""
    unit_name = models.CharField(max_length=200)
    """The unit as the source names it."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    self_score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    self_level = models.CharField(max_length=5, blank=True)
    score = models.DecimalField(max_digits=18, decimal_places=12, null=True, blank=True)
    level = models.CharField(max_length=5, blank=True)
    source = models.CharField(max_length=200)
    """The software or body it came from."""
    document = models.CharField(max_length=200, blank=True)
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
                fields=["person", "period"], condition=models.Q(withdrawn_at=None), name="imported_result_once"
            )
        ]
