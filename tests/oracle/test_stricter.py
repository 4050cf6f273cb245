"""A body's own regulation over a rulebook may only tighten it: no line fares better under it than before."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from random import Random

import pytest

from tests.oracle import judge
from tests.oracle.judge import Kind
from tests.oracle.making import EVERY_KIND, good_texts
from thenchot.cli.lines import read
from thenchot.lib.refusals import Refusal
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.verdict import Verdict
from thenchot.rulesets.books import load
from thenchot.rulesets.overlays import apply_overlay

OVERLAYS, LINES = 12, 60

# Best first; ASK leaves the choice to the authority, between the levels a text names and the lowest.
ORDER = ["HTXS", "A", "HTT", "B", "HT", "C", "ASK", "KHT", "D", "NONE"]


def overlay(rng: Random, book: Rulebook) -> dict[str, object]:
    """Something stricter at random: higher bounds, more conditions, a smaller share, the stricter choice."""
    values: dict[str, object] = {}
    if book.ranks_by_points:
        values["levels"] = levels(rng, book)
    if book.caps:
        share = min(cap.share for cap in book.caps if cap.level == book.levels[0].code)
        values["caps"] = {book.levels[0].code: share * rng.randint(0, 20) / 20}
    if book.setting("ratio_above_one") is not None and rng.random() < 0.5:
        values["settings"] = {"ratio_above_one": "cap_each"}
    return values


def levels(rng: Random, book: Rulebook) -> dict[str, object]:
    """Raised bounds that keep their order: each level may rise to just under the one above it."""
    changed: dict[str, object] = {}
    above = Fraction(100)
    for level in book.levels[:-1]:
        if rng.random() < 0.6:
            least = level.min + (above - level.min) * rng.randint(0, 9) / 20
            changed[level.code] = {"min": least, **conditions(rng, book, level.code)}
            above = least
        else:
            above = level.min
    return changed


def conditions(rng: Random, book: Rulebook, code: str) -> dict[str, object]:
    level = book.level(code)
    assert level is not None
    tightened: dict[str, object] = {}
    for rule in level.conditions:
        if rule.test == "min" and rng.random() < 0.5:
            tightened[f"{rule.fact}_min"] = rule.value + rng.randint(0, 20)
        if rule.test == "max" and rng.random() < 0.5:
            tightened[f"{rule.fact}_max"] = rule.value * rng.randint(0, 4) / 4
    return {"conditions": tightened} if tightened else {}


def answers(book: Rulebook, texts: list[str]) -> list[Verdict | None]:
    found: list[Verdict | None] = []
    for text in texts:
        line = read(text.encode("utf-8"))
        try:
            found.append(evaluate(book, line.kind, line.given, line.config))
        except InputError:
            found.append(None)
    return found


def pairs(book_id: str, kind: Kind) -> Iterator[tuple[Verdict, Verdict]]:
    """The answers to the same lines before and after each of some overlays."""
    rng = Random(f"overlay {book_id} {kind}")
    book, texts = load(book_id), good_texts(book_id, kind, 300)
    for _ in range(OVERLAYS):
        stricter = apply_overlay(book, overlay(rng, book))
        some = rng.sample(texts, LINES)
        for before, after in zip(answers(book, some), answers(stricter, some), strict=True):
            assert (before is None) == (after is None)
            if before is not None and after is not None:
                yield before, after


@pytest.mark.parametrize(("book_id", "kind"), EVERY_KIND)
def test_no_line_gets_a_better_level_a_higher_score_or_a_larger_share(book_id: str, kind: Kind) -> None:
    for before, after in pairs(book_id, kind):
        for name in ("level", "level_by_score"):
            old, new = before.values.get(name), after.values.get(name)
            assert (old is None) == (new is None)
            if isinstance(old, str) and isinstance(new, str):
                assert ORDER.index(new) >= ORDER.index(old)
        if before.score is not None:
            assert after.score is not None
            assert after.score <= before.score
        assert not more(after.values.get("allowed"), before.values.get("allowed"))


def more(new: object, old: object) -> bool:
    if isinstance(new, tuple) and isinstance(old, tuple):
        return any(more(one, other) for one, other in zip(new, old, strict=True))
    return isinstance(new, Fraction) and isinstance(old, Fraction) and new > old


@pytest.mark.parametrize(
    "book_id", [judge.DECREE, judge.ORGANISATION, judge.PARTY, judge.CITY, "hn-3814-2018", "hcm-qd20-2024"]
)
def test_the_overlays_made_here_do_change_something(book_id: str) -> None:
    """Else the test above would hold for an engine that ignores overlays altogether."""
    rng = Random(f"change {book_id}")
    book = load(book_id)
    changed = 0
    for kind in book.kinds():
        texts = good_texts(book_id, kind, 300)
        for _ in range(OVERLAYS):
            stricter = apply_overlay(book, overlay(rng, book))
            before, after = answers(book, texts[:LINES]), answers(stricter, texts[:LINES])
            changed += sum(
                old is not None and new is not None and old.values != new.values
                for old, new in zip(before, after, strict=True)
            )
    assert changed > 10


@pytest.mark.parametrize("book_id", [judge.DECREE, judge.ORGANISATION, judge.PARTY, "hn-3814-2018"])
def test_anything_looser_is_refused(book_id: str) -> None:
    rng = Random(f"looser {book_id}")
    book = load(book_id)
    for _ in range(40):
        level = rng.choice(book.levels[:-1])
        cap = book.caps[0]
        lower = level.min - Fraction(rng.randint(1, 900), 100)
        looser: list[dict[str, object]] = [
            {"levels": {level.code: {"min": lower}}},
            {"caps": {cap.level: cap.share + Fraction(rng.randint(1, 79), 100)}},
        ]
        for rule in level.conditions:
            if rule.test == "min":
                looser.append({"levels": {level.code: {"conditions": {f"{rule.fact}_min": rule.value - 1}}}})
            if rule.test == "max":
                looser.append({"levels": {level.code: {"conditions": {f"{rule.fact}_max": rule.value + 1}}}})
        for values in looser:
            with pytest.raises(Refusal):
                apply_overlay(book, values)


def test_a_trial_value_is_never_taken_by_a_body() -> None:
    """No cap at all contradicts Điều 12 khoản 3: a line may ask for it, a body may not."""
    with pytest.raises(Refusal):
        apply_overlay(load(judge.DECREE), {"settings": {"ratio_above_one": "no_cap"}})


def test_an_overlay_leaves_the_other_readers_of_the_book_alone() -> None:
    book = load(judge.DECREE)
    texts = good_texts(judge.DECREE, "staff", 50)
    before = answers(book, texts)
    answers(apply_overlay(book, {"levels": {"HTXS": {"min": 99}}}), texts)
    assert answers(load(judge.DECREE), texts) == before
