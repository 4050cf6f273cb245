"""The product catalogue by date (Nghị định 335/2025 Điều 13)."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import Person

APPROVED, PROPOSED, REFUSED = "approved", "proposed", "refused"
STATES = [(APPROVED, "Đã quyết định"), (PROPOSED, "Đề nghị bổ sung"), (REFUSED, "Không bổ sung")]


class Catalogue(models.Model):
    """One body's catalogue as decided: at most five complexity groups, one standard product (Điều 13 khoản 1)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="catalogues")
    name = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    standard_product = models.CharField(max_length=300)
    standard_points = models.DecimalField(max_digits=10, decimal_places=3)
    groups = CanonicalJSONField(default=list)
    """Complexity groups as [code, lowest points, highest points or null], from simple to complex."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="catalogue_start"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="catalogue_dates",
            ),
        ]


class Product(models.Model):
    """A catalogue item and its coefficient against the standard product.

    A proposed item may be used before it is approved (Điều 13 khoản 3).
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="products")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=500)
    """The duty (nhiệm vụ); several products may share one."""
    detail = models.CharField(max_length=500, blank=True)
    """The work itself (công việc chi tiết)."""
    output = models.CharField(max_length=300, blank=True)
    """What comes out (sản phẩm đầu ra)."""
    folded = models.TextField()
    part = models.CharField(max_length=120)
    """leader, common or the division's name."""
    group = models.CharField(max_length=10, blank=True)
    points = models.DecimalField(max_digits=10, decimal_places=3)
    coefficient = models.DecimalField(max_digits=12, decimal_places=6)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=APPROVED, choices=STATES)
    proposed_for = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    """The unit whose head proposed it; until it is approved only that unit and those below use it."""
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=200, blank=True)
    """The decision that added or refused a proposed item: number, day, who signed."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["catalogue", "part", "code", "valid_from"], name="product_once"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="product_dates",
            ),
        ]
