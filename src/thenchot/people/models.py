"""Persons, what they are appointed to, who manages, scores, ranks and decides, and their accounts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from thenchot.lib import clock
from thenchot.organisation.models import BLOCS, Title, Unit

CATEGORIES = [
    ("can_bo", "Cán bộ"),
    ("cong_chuc", "Công chức"),
    ("vien_chuc", "Viên chức"),
    ("hop_dong", "Người lao động"),
]
RANKS = [("head", "Người đứng đầu"), ("deputy", "Cấp phó"), ("staff", "Không giữ chức vụ lãnh đạo, quản lý")]
APPOINTMENT_KINDS = [
    ("main", "Bổ nhiệm, bố trí chính"),
    ("concurrent", "Kiêm nhiệm"),
    ("seconded", "Biệt phái"),
    ("acting", "Giao quyền, phụ trách"),
]
GRANTS = [
    ("organisation_body", "Cơ quan tham mưu về tổ chức, cán bộ"),
    ("monitoring_office", "Văn phòng, thanh tra, kiểm tra"),
    ("auditor", "Kiểm tra, giám sát"),
    ("administrator", "Quản trị hệ thống"),
]
TASKS = [("score", "Theo dõi, đánh giá"), ("rank", "Đề xuất xếp loại"), ("decide", "Quyết định")]


class Person(models.Model):
    """A human being, known by the staff code; names are never a key (two people may share one)."""

    staff_code = models.CharField(max_length=20, unique=True)
    full_name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    sort_key = models.CharField(max_length=500)
    gender = models.CharField(max_length=3, blank=True, choices=[("nam", "Ông"), ("nu", "Bà")])

    def __str__(self) -> str:
        return self.full_name


class Appointment(models.Model):
    """A person's dated post in a unit (bổ nhiệm, bố trí)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appointments")
    title = models.ForeignKey(Title, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=APPOINTMENT_KINDS, default="main")
    rank = models.CharField(max_length=8, choices=RANKS, default="staff")
    category = models.CharField(max_length=10, choices=CATEGORIES)
    bloc = models.CharField(max_length=20, choices=BLOCS, blank=True)
    """Blank: the unit's bloc. Set where two blocs with different heads live in one unit."""
    duty_group = models.CharField(max_length=30, blank=True)
    """Group of similar duties (nhóm có nhiệm vụ tương đồng); caps count within it (Điều 20 khoản 5)."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "valid_from"], name="appointment_unit")]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "kind", "valid_from"], name="appointment_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="appointment_dates",
            ),
        ]


class Tier(models.Model):
    """A management tier (diện quản lý) and who decides for it."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=160)


class TierMembership(models.Model):
    """Which authority manages a person between two dates."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tiers")
    tier = models.ForeignKey(Tier, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class Delegation(models.Model):
    """One row of the delegation table (phân cấp): for whom, which task, and who holds it, between two dates.

    Blank conditions match everybody; of the rows that match, the one with the most conditions wins, then the
    deepest unit, then the latest. Rows override the general rule of Điều 10.
    """

    task = models.CharField(max_length=8, choices=TASKS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """Root of the subtree the row speaks of."""
    bloc = models.CharField(max_length=20, choices=BLOCS, blank=True)
    rank = models.CharField(max_length=8, choices=RANKS, blank=True)
    category = models.CharField(max_length=10, choices=CATEGORIES, blank=True)
    tier = models.ForeignKey(Tier, models.PROTECT, null=True, blank=True, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    holder_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The head of this unit holds the task, when no person is named."""
    citation = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class DeputyField(models.Model):
    """A unit (lĩnh vực) that a deputy has in charge between two dates."""

    deputy = models.ForeignKey(Person, models.PROTECT, related_name="fields_in_charge")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class Grant(models.Model):
    """A role that no appointment gives, over a subtree, between two dates."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=GRANTS)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class Accounts(BaseUserManager["Account"]):
    """How Django finds an account."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(staff_code__iexact=(username or "").strip())


class Account(AbstractBaseUser):
    """What a person signs in with; the staff code is the name."""

    staff_code = models.CharField(max_length=20, unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="account")
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=False)
    """The password was set by an administrator and serves once: the person chooses their own before anything else."""
    temporary_until = models.DateTimeField(null=True, blank=True)
    """Until when a password that serves once opens the account."""
    short_password = models.BooleanField(default=False)
    """Shorter than an account without a second factor may have (level 3 of Nghị định 331/2026/NĐ-CP)."""
    counted_from = models.DateField(default=clock.today)
    """The day the account was opened or unlocked: idle days count from here, or from the last sign-in."""
    locked_as_idle = models.BooleanField(default=False)
    objects = Accounts()
    USERNAME_FIELD = "staff_code"

    def has_module_perms(self, *_: Any) -> bool:
        return False


FACTORS = [("totp", "Ứng dụng tạo mã"), ("key", "Khóa bảo mật, điện thoại")]
WAYS = [("password", "Mật khẩu"), ("sso", "Đăng nhập chung"), ("demo", "Chọn vai dùng thử")]
RIGHTS = [("grant", "Vai trò được giao"), ("deputy_field", "Lĩnh vực phụ trách"), ("delegation", "Phân cấp")]
REVIEWS = [("keep", "Giữ"), ("withdraw", "Thu hồi")]


class SecondFactor(models.Model):
    """What a person signs in with besides the password (lớp xác thực thứ hai): an app that makes codes, or a key."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=4, choices=FACTORS)
    name = models.CharField(max_length=60)
    secret = models.TextField()
    """Sealed with a key outside the database for an app; the public half of a key."""
    counter = models.BigIntegerField(default=0)
    """The last time step or signature that was used; nothing at or before it serves again."""
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class RecoveryCode(models.Model):
    """A code on paper that replaces the second factor once (mã dự phòng); only its digest is kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="recovery_code_once")]


class OpenSession(models.Model):
    """A device on which an account is signed in (phiên đăng nhập); without its row a session is nobody's."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="open_sessions")
    digest = models.CharField(max_length=64, unique=True)
    way = models.CharField(max_length=8, choices=WAYS)
    device = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()


class Attempt(models.Model):
    """How often something was tried within a while (lượt thử): shared by all processes that serve the pages."""

    key = models.CharField(max_length=80, unique=True)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)


class RightsReview(models.Model):
    """A right was looked at and kept or withdrawn (rà soát quyền); the newest row of a right says when it is due again."""

    kind = models.CharField(max_length=12, choices=RIGHTS)
    right_id = models.BigIntegerField()
    verdict = models.CharField(max_length=8, choices=REVIEWS)
    reviewed_on = models.DateField()
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["kind", "right_id"], name="rights_review_of")]
