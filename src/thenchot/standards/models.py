"""The product catalogue by date (Nghị định 335/2025 Điều 13)."""

from __future__ import annotations

from django.db import models

from thenchot.organisation.models import Unit


class Catalogue(models.Model):
    """One body's catalogue as decided: at most five complexity groups, one standard product (Điều 13 khoản 1)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="catalogues")
    name = models.CharField(max_length=200)
    citation = models.CharField(max_length=200)
    standard_product = models.CharField(max_length=300)
    standard_points = models.DecimalField(max_digits=10, decimal_places=3)
    groups = models.TextField(default="[]")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)


class Product(models.Model):
    """A catalogue item and its coefficient against the standard product.

    Proposed items may be used before approval (Điều 13 khoản 3).
    """

    catalogue = models.ForeignKey(Catalogue, models.PROTECT, related_name="products")
    code = models.CharField(max_length=30)
    name = models.CharField(max_length=500)
    folded = models.CharField(max_length=500)
    part = models.CharField(max_length=40)
    """leader, common or the division's name."""
    group = models.CharField(max_length=10, blank=True)
    points = models.DecimalField(max_digits=10, decimal_places=3)
    coefficient = models.DecimalField(max_digits=12, decimal_places=6)
    state = models.CharField(
        max_length=10, default="approved", choices=[("approved", "Đã quyết định"), ("proposed", "Đề nghị bổ sung")]
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["catalogue", "part", "code", "valid_from"], name="product_once")]
