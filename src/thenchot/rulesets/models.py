"""Which rulebook binds whom from when, who confirmed it, and the imported wording of the law."""

from __future__ import annotations

from django.db import models

from thenchot.lib.fields import CanonicalJSONField
from thenchot.organisation.models import Unit
from thenchot.people.models import CATEGORIES, Person


class Adoption(models.Model):
    """A body puts a rulebook in force for a category of people between two dates, with the choices the text leaves open."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="adoptions")
    rulebook = models.CharField(max_length=60)
    category = models.CharField(max_length=10, choices=CATEGORIES)
    settings = CanonicalJSONField(default=dict)
    overlay = CanonicalJSONField(default=dict)
    """Stricter values of the body (quy định riêng); never looser than the rulebook."""
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_note = models.TextField(blank=True)
    """The text compared and its number, where the rulebook ships switched off (DESIGN: a named person signs for it)."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    last_hash = models.CharField(max_length=64, blank=True)


class FrozenRulebook(models.Model):
    """The whole content of a rulebook as it was when a cycle opened: a past month recomputes to the same result for ever."""

    digest = models.CharField(max_length=64, primary_key=True)
    rulebook = models.CharField(max_length=60)
    content = models.TextField()


class LegalText(models.Model):
    """One article of an official text that the body imported itself (the product ships none)."""

    document = models.CharField(max_length=60)
    article = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=300)
    text = models.TextField()
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "article"], name="legal_text_once")]
