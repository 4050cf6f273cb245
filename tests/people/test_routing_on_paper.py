"""Điều 10 as a clerk reads it from the paper, against the router: any tree, any rows of the delegation table."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.organisation.queries import SEGMENT, UnitAt
from thenchot.people.routing import Router, Row, Subject

POSITIONS = ("managing", "using", "direct")
BLOCS = ("chinh_quyen", "dang")
RANKS = ("head", "deputy", "staff")


@st.composite
def trees(draw: st.DrawFn) -> dict[int, UnitAt]:
    """A root that manages, and up to six units below it, of any position."""
    units = {1: UnitAt(1, "U1", "Đơn vị 1", "chinh_quyen", "managing", None, f"{1:0{SEGMENT}d}", "")}
    for number in range(2, draw(st.integers(2, 7)) + 1):
        above = units[draw(st.integers(1, number - 1))]
        bloc, position = draw(st.sampled_from(BLOCS)), draw(st.sampled_from(POSITIONS))
        path = above.path + f"{number:0{SEGMENT}d}"
        units[number] = UnitAt(number, f"U{number}", f"Đơn vị {number}", bloc, position, above.id, path, "")
    return units


@st.composite
def towns(draw: st.DrawFn) -> tuple[Router, Subject]:
    units = draw(trees())
    heads: dict[tuple[int, str], int] = {}
    for number in units:
        for place, bloc in enumerate(("", *BLOCS)):
            if draw(st.booleans()):
                heads[(number, bloc)] = number * 10 + place
    rows = []
    for place in range(draw(st.integers(0, 5))):
        unit = units[draw(st.sampled_from([1, 1, *sorted(units)]))]
        by_unit = draw(st.booleans())
        # Mostly blank, so that rows of equal strength meet.
        rows.append(Row(
            draw(st.sampled_from(["score", "score", "rank", "decide"])), unit.path, draw(st.sampled_from(["", "", "", *BLOCS])),
            draw(st.sampled_from(["", "", "", *RANKS])), draw(st.sampled_from(["", "", "cong_chuc", "vien_chuc"])),
            draw(st.sampled_from(["", "", "BTV"])), None if by_unit else 900 + place, unit.id if by_unit else None, f"QĐ {place}",
        ))  # fmt: skip
    subject = Subject(
        draw(st.sampled_from(sorted(units))), draw(st.sampled_from(BLOCS)), draw(st.sampled_from(RANKS)), "cong_chuc",
        draw(st.sampled_from(["", "BTV"])),
    )  # fmt: skip
    return Router(units, heads, rows), subject


def above(units: dict[int, UnitAt], unit: UnitAt) -> list[UnitAt]:
    """The units over one, the nearest first, by the tree's own paths."""
    found = [other for other in units.values() if unit.path.startswith(other.path) and other.id != unit.id]
    return sorted(found, key=lambda other: -len(other.path))


def on_paper(router: Router, subject: Subject, task: str) -> int | None:
    """Whose head the article names, in the words of Điều 10 khoản 1 and 2."""
    units = dict(router.units)
    here = units[subject.unit_id]
    over = above(units, here)
    managing = next((unit for unit in over if unit.position == "managing"), None)
    using = next((unit for unit in over if unit.position in ("using", "managing")), None)
    if subject.rank == "head":
        named = using if here.position == "direct" else managing
    elif here.position == "direct":
        named = here if task == "score" else using
    else:
        named = here
    if named is None:
        return None
    return router.heads.get((named.id, subject.bloc)) or router.heads.get((named.id, ""))


def by_table(router: Router, subject: Subject, task: str) -> Row | None:
    """The row a clerk would point at: most conditions, then the deepest unit, then the latest written."""
    path, best = router.units[subject.unit_id].path, None
    for row in router.rows:
        asked = {"bloc": row.bloc, "rank": row.rank, "category": row.category, "tier": row.tier}
        if row.task != task or not path.startswith(row.path):
            continue
        if any(value and value != getattr(subject, name) for name, value in asked.items()):
            continue
        strength = (sum(1 for value in asked.values() if value), len(row.path))
        if best is None or strength >= best[0]:
            best = (strength, row)
    return best[1] if best else None


@given(towns())
@settings(max_examples=40)
def test_without_the_table_the_article_decides(town: tuple[Router, Subject]) -> None:
    router, subject = Router(town[0].units, town[0].heads, ()), town[1]
    for task in ("score", "rank"):
        found = router.holder(task, subject)
        assert found.person_id == on_paper(router, subject, task)
        assert found.citation.startswith("Điều 10 khoản " + ("1" if task == "score" else "2"))
    assert router.holder("decide", subject) == router.holder("rank", subject)


@given(towns())
@settings(max_examples=40)
def test_with_the_table_the_strongest_row_decides_and_is_cited(town: tuple[Router, Subject]) -> None:
    router, subject = town
    for task in ("score", "rank", "decide"):
        row = by_table(router, subject, task) or (by_table(router, subject, "rank") if task == "decide" else None)
        found = router.holder(task, subject)
        if row is None:
            assert found.person_id == on_paper(router, subject, "rank" if task == "decide" else task)
            continue
        heads = router.heads
        of_unit = heads.get((row.holder_unit_id or 0, subject.bloc)) or heads.get((row.holder_unit_id or 0, ""))
        assert (found.person_id, found.citation) == (row.holder_id or of_unit, row.citation)


@given(towns())
@settings(max_examples=20)
def test_of_two_rows_that_ask_the_same_the_one_written_later_holds(town: tuple[Router, Subject]) -> None:
    router, subject = town
    path = router.units[subject.unit_id].path
    first = Row("score", path, subject.bloc, subject.rank, subject.category, subject.tier, 700, None, "QĐ cũ")
    later = replace(first, holder_id=701, citation="QĐ mới")
    for rows, holder in (([*router.rows, first, later], 701), ([later, *router.rows, first], 700)):
        assert Router(router.units, router.heads, rows).holder("score", subject).person_id == holder


@given(towns())
@settings(max_examples=20)
def test_the_order_of_rows_matters_only_among_those_of_equal_strength(town: tuple[Router, Subject]) -> None:
    router, subject = town
    path = router.units[subject.unit_id].path
    strengths = [row.weight for row in router.rows if row.fits("score", subject, path)]
    if len(set(strengths)) != len(strengths):
        return
    answers = {Router(router.units, router.heads, order).holder("score", subject) for order in permutations(router.rows)}
    assert len(answers) == 1


@given(towns())
@settings(max_examples=40)
def test_caps_count_in_the_nearest_body_that_uses_its_people(town: tuple[Router, Subject]) -> None:
    """Điều 20 khoản 5: the share is of the people of one using body."""
    router, subject = town
    here = router.units[subject.unit_id]
    chain = [here, *above(dict(router.units), here)]
    assert router.body_of(here.id) == next(unit.id for unit in chain if unit.position != "direct")
