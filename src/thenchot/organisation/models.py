"""Units by date, titles, and the dated rows of the working calendar."""

from __future__ import annotations

from django.db import models

BLOCS = [
    ("dang", "Khối Đảng"),
    ("chinh_quyen", "Khối chính quyền"),
    ("doan_the", "Khối Mặt trận Tổ quốc, đoàn thể"),
    ("su_nghiep", "Khối sự nghiệp"),
]
POSITIONS = [
    ("managing", "Cơ quan quản lý"),
    ("using", "Cơ quan sử dụng"),
    ("direct", "Cơ quan trực tiếp sử dụng"),
]


class Unit(models.Model):
    """The identity of a unit (cơ quan, tổ chức, đơn vị); what it is called and where it hangs is in its versions."""

    code = models.CharField(max_length=30, unique=True)

    def __str__(self) -> str:
        return self.code


class UnitVersion(models.Model):
    """How a unit stands between two dates: name, bloc, parent, and its place as a fixed-width path."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions")
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    category = models.CharField(max_length=30, blank=True)
    bloc = models.CharField(max_length=20, choices=BLOCS)
    position = models.CharField(max_length=10, choices=POSITIONS)
    """Managing, using or directly using body (Nghị định 335/2025 Điều 3 khoản 1, Điều 10)."""
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    path = models.CharField(max_length=96, db_index=True)
    """Eight digits a level; a subtree is the range [path, path + "z")."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="unit_version_dates",
            ),
        ]


class Title(models.Model):
    """A title in the catalogue (chức vụ, chức danh): one identity, its name and its rank."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=120)
    rank = models.PositiveSmallIntegerField(default=100)


class CalendarDay(models.Model):
    """A dated exception to the working week, with its source: a day off, or a day worked instead."""

    day = models.DateField(unique=True)
    works = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    source = models.CharField(max_length=200)
