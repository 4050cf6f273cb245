"""A refusal carries its code, status, article and values; its sentence is made when it is read."""

from __future__ import annotations

import importlib
from collections import Counter
from collections.abc import Iterator

import pytest
from django.utils import translation
from django.utils.functional import lazystr

from thenchot.lib import refusals
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind, Refusal, refuse_if


class InTwoLanguages:
    """Says its sentence in the language in force at that moment, as a translated text does."""

    def __str__(self) -> str:
        return "{n} left." if translation.get_language() == "en" else "Còn {n} việc."


ROOMS = ("assessment", "people", "rulesets", "standards", "workplan", "files")


@pytest.fixture
def kind() -> Iterator[Kind]:
    """A kind for one test; the register is as it was afterwards."""
    made = Kind("tests.too_many", BAD_INPUT, "Có {count} dòng, nhiều nhất {most}. Bớt đi rồi gửi.", "Điều 9")
    yield made
    del refusals.REGISTERED[made.code]


def test_each_way_to_refuse_has_its_own_status() -> None:
    assert (BAD_INPUT, FORBIDDEN, MISSING, CONFLICT) == (422, 403, 404, 409)


def test_values_fill_the_sentence(kind: Kind) -> None:
    refusal = kind(count=12, most=10)
    assert refusal.sentence == "Có 12 dòng, nhiều nhất 10. Bớt đi rồi gửi."
    assert (refusal.code, refusal.status, refusal.article) == ("tests.too_many", 422, "Điều 9")
    assert refusal.params == {"count": 12, "most": 10}
    assert refusal.field == ""


def test_a_refusal_names_the_input_it_is_about(kind: Kind) -> None:
    assert kind(field="rows", count=1, most=0).field == "rows"
    assert kind("rows", count=1, most=0).field == "rows"


def test_a_value_with_braces_is_shown_and_not_filled_again(kind: Kind) -> None:
    assert kind(count="{most}", most="{0}").sentence == "Có {most} dòng, nhiều nhất {0}. Bớt đi rồi gửi."


def test_a_refusal_is_raised_with_its_code_in_the_text_for_the_log(kind: Kind) -> None:
    with pytest.raises(Refusal, match=r"^tests\.too_many: Có 3 dòng") as refused:
        raise kind(count=3, most=2)
    assert refused.value.kind is kind


def test_a_code_is_declared_once(kind: Kind) -> None:
    with pytest.raises(ValueError, match=r"tests\.too_many is declared twice"):
        Kind("tests.too_many", MISSING, "Khác.")
    assert refusals.REGISTERED["tests.too_many"] is kind


@pytest.mark.parametrize("condition", [True, 1, "có", [0], {"a": 1}])
def test_what_holds_is_refused(kind: Kind, condition: object) -> None:
    with pytest.raises(Refusal) as refused:
        refuse_if(condition, kind, count=2, most=1)
    assert refused.value.sentence == "Có 2 dòng, nhiều nhất 1. Bớt đi rồi gửi."


@pytest.mark.parametrize("condition", [False, 0, "", [], {}, None])
def test_what_does_not_hold_is_let_through(kind: Kind, condition: object) -> None:
    refuse_if(condition, kind)


def test_the_sentence_is_made_in_the_language_of_the_reader() -> None:
    kind = Kind("tests.two_languages", FORBIDDEN, lazystr(InTwoLanguages()))
    try:
        refusal = kind(n=4)
        with translation.override("vi"):
            assert refusal.sentence == "Còn 4 việc."
        with translation.override("en"):
            assert refusal.sentence == "4 left."
    finally:
        del refusals.REGISTERED["tests.two_languages"]


def test_a_kind_cannot_be_changed_after_it_is_declared(kind: Kind) -> None:
    for name in ("status", "code", "text"):
        with pytest.raises(AttributeError):
            setattr(kind, name, 200)


@pytest.mark.parametrize("room", ROOMS)
def test_every_kind_of_a_room_is_registered_under_its_code(room: str) -> None:
    module = importlib.import_module(f"thenchot.{room}.refusals")
    kinds = [value for value in vars(module).values() if isinstance(value, Kind)]
    assert kinds
    for kind in kinds:
        assert refusals.REGISTERED[kind.code] is kind
    assert Counter(kind.code for kind in kinds).most_common(1)[0][1] == 1


def test_no_refusal_answers_as_if_all_were_well() -> None:
    for room in ROOMS:
        importlib.import_module(f"thenchot.{room}.refusals")
    pages, doors = {422, 403, 404, 409}, {400, 401, 405, 413, 415, 429, 500}
    assert {kind.status for kind in refusals.REGISTERED.values()} <= pages | doors
    # What only other software is told stands in the rooms of its door.
    of_doors = {kind.code.partition(".")[0] for kind in refusals.REGISTERED.values() if kind.status in doors}
    assert of_doors <= {"api", "token", "lib"}, of_doors
