"""A body puts a rulebook in force for a category of people from a date, and signs for one that ships switched off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import in_force
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets import shelf
from thenchot.rulesets.models import Adoption
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.refusals import NO_CHOICE, NOT_CONFIRMED, NOT_FOR, UNKNOWN_BOOK

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Choice:
    """What a body decides: which book, for whom, from when, with which settings and stricter values.

    `note` names the text that was put beside the rulebook; it is the signature's ground.
    """

    unit_id: int
    rulebook: str
    category: str
    valid_from: date
    settings: Mapping[str, object] = field(default_factory=dict)
    overlay: Mapping[str, object] = field(default_factory=dict)
    note: str = ""


def adopt(*, by: Identity, choice: Choice, valid_to: date | None = None) -> int:
    """Write the adoption; one of the same category by the same unit and book ends the day before.

    One that begins later stays: without `valid_to` the new adoption then ends the day before that. With `valid_to`
    the one that was cut short goes on the day after, as it was.
    Refuses an unknown book, one that is not for the category on that day, a setting outside its choices, a looser
    overlay, and a book that ships switched off without a note that a named person signs.
    """
    book = _book(choice)
    chosen = _chosen(book, choice.settings)
    if choice.overlay:
        apply_overlay(book, choice.overlay)
    refuse_if(not book.enabled and not choice.note.strip(), NOT_CONFIRMED, name=book.name)
    with transaction.atomic():
        # Of two adoptions at once the second waits here and ends the first.
        wait_for("adopt rulebook", choice.unit_id)
        follows, cut = _make_room(choice)
        row = Adoption.objects.create(
            unit_id=choice.unit_id, rulebook=book.id, category=choice.category, settings=chosen,
            overlay=dict(choice.overlay), confirmed_by_id=by.person_id or None, confirmed_note=choice.note,
            valid_from=choice.valid_from, valid_to=valid_to or follows,
        )  # fmt: skip
        payload: dict[str, object] = {
            "rulebook": book.id, "category": choice.category, "from": choice.valid_from.isoformat(),
            "settings": chosen, "overlay": dict(choice.overlay), "note": choice.note,
        }  # fmt: skip
        record_next(by.actor, Act("adoption", row.id, "adopt", payload), clock.now())
        if cut is not None and valid_to is not None:
            _go_on(by, cut, valid_to)
    return row.id


def _book(choice: Choice) -> Rulebook:
    refuse_if(choice.rulebook not in shelf.known(), UNKNOWN_BOOK, name=choice.rulebook)
    book = shelf.load(choice.rulebook)
    fits = not book.applies_to or book.in_force_on(choice.valid_from, choice.category)
    refuse_if(not fits, NOT_FOR, name=book.name, day=f"{choice.valid_from:%d/%m/%Y}")
    return book


def _make_room(choice: Choice) -> tuple[date | None, Adoption | None]:
    """End what is in force before the new adoption begins.

    Returns the day before the one that follows it, if any does, and the one that was cut short, with its old end.
    """
    same = _living(choice.unit_id, choice.rulebook, choice.category)
    cut = same.filter(in_force(choice.valid_from)).order_by("id").last()
    after = same.filter(valid_from__gt=choice.valid_from).order_by("valid_from").first()
    same.filter(in_force(choice.valid_from)).update(valid_to=choice.valid_from - ONE_DAY)
    return after.valid_from - ONE_DAY if after else None, cut


def _living(unit_id: int, rulebook: str, category: str) -> QuerySet[Adoption]:
    """The adoptions of one body, book and category that hold at least a day: one chosen again for the same day has none left."""
    same = Adoption.objects.filter(unit_id=unit_id, category=category, rulebook=rulebook)
    return same.exclude(valid_to__lt=F("valid_from"))


def _go_on(by: Identity, cut: Adoption, ended: date) -> None:
    """A choice made for a time ends: the one it stood in for goes on until its own end, or until the next begins."""
    first = ended + ONE_DAY
    if cut.valid_to is not None and cut.valid_to < first:
        return
    same = _living(cut.unit_id, cut.rulebook, cut.category)
    after = same.filter(valid_from__gt=cut.valid_from, valid_from__gte=first).order_by("valid_from").first()
    if after is not None and after.valid_from == first:
        return
    row = Adoption.objects.create(
        unit_id=cut.unit_id, rulebook=cut.rulebook, category=cut.category, settings=cut.settings, overlay=cut.overlay,
        confirmed_by_id=cut.confirmed_by_id, confirmed_note=cut.confirmed_note, valid_from=first,
        valid_to=after.valid_from - ONE_DAY if after and cut.valid_to is None else cut.valid_to,
    )  # fmt: skip
    payload: dict[str, object] = {"rulebook": cut.rulebook, "category": cut.category, "from": first.isoformat(), "after": cut.id}
    record_next(by.actor, Act("adoption", row.id, "go_on", payload), clock.now())


def _chosen(book: Rulebook, settings: Mapping[str, object]) -> dict[str, str]:
    """The choices as texts, which is how the engine reads a setting; refuses one that the book does not offer."""
    for code, value in settings.items():
        setting = book.setting(code)
        allowed = [str(option) for option in setting.choices] if setting else []
        if setting is None or (allowed and str(value) not in allowed):
            raise NO_CHOICE(setting=code, value=value, choices=", ".join(allowed))
    return {code: str(value) for code, value in settings.items()}
