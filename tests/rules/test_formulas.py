"""The expressions printed in the rulebooks, computed on their own, against the engine on random facts.

What a person reads on the page must be what the engine did.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.lines import judge
from thenchot.rules.caps import self_consistent_bound, share_bound
from thenchot.rules.facts import leader_d
from thenchot.rulesets.books import load

units = st.fractions(min_value=Fraction(1, 4), max_value=40, max_denominator=20)
work = st.lists(st.tuples(units, st.integers(0, 5), st.integers(0, 5)), max_size=6)
general_points = st.fractions(0, 30, max_denominator=8)
halves = st.sampled_from([Fraction(1), Fraction(1, 2)])
percents = st.integers(0, 100)


class _Exact(ast.NodeTransformer):
    """Whole numbers of the expression become fractions, so that a division stays exact."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, int) or isinstance(node.value, bool):
            return node
        call = ast.Call(ast.Name("Fraction", ast.Load()), [node], [])
        return ast.copy_location(call, node)


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "sum": sum, "max": max, "min": min, "len": len, "floor": floor, "Fraction": Fraction,
}  # fmt: skip


def printed(book: str, code: str, **facts: object) -> Any:
    """The value of a rulebook's printed expression; it may use the facts and these few functions only."""
    tree = ast.parse(load(book).formulas[code].expr, mode="eval")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    bound = {
        node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    assert names - bound <= set(FUNCTIONS) | set(facts), names
    code_object = compile(ast.fix_missing_locations(_Exact().visit(tree)), code, "eval")
    return eval(code_object, {"__builtins__": {}, **FUNCTIONS, **facts})  # our own file, in a test


DECREE = "nd335-2025-cong-chuc"


def decree_abc(
    assigned: Fraction, items: list[tuple[Fraction, int, int]], book: str = DECREE
) -> dict[str, Any]:
    return {name: printed(book, name, assigned=assigned, items=items) for name in "abc"}


@pytest.mark.parametrize("book", [DECREE, "haiquan-21169-2026"])
@given(general=general_points, assigned=units, items=work)
def test_the_printed_formula_of_staff_gives_the_score_of_the_engine(
    book: str, general: Fraction, assigned: Fraction, items: list[tuple[Fraction, int, int]]
) -> None:
    abc = decree_abc(assigned, items, book)
    uncapped = printed(DECREE, "ratio_staff", **abc)
    results = printed(DECREE, "results_max", ratio=uncapped)
    score = printed(DECREE, "score", general=general, ratio=results / 70)
    facts = {"general": general, "assigned": assigned, "items": [list(item) for item in items]}
    verdict = judge(book, "staff", facts)
    assert {name: verdict.values[name] for name in "abc"} == abc
    assert verdict.values["ratio_uncapped"] == uncapped
    assert verdict.values["result_points"] == results
    assert verdict.score == score


@given(
    general_points,
    st.lists(st.fractions(0, 1), min_size=3, max_size=3),
    st.lists(halves, min_size=3, max_size=3),
)
def test_the_printed_formula_of_leaders_gives_the_score_of_the_engine(
    general: Fraction, abc: list[Fraction], dde: list[Fraction]
) -> None:
    parts = dict(zip(("a", "b", "c", "d", "dd", "e"), [*abc, *dde], strict=True))
    ratio = printed(DECREE, "ratio_leader", **parts)
    verdict = judge(DECREE, "leader", {"general": general, "six": [*abc, *dde]})
    assert verdict.score == printed(DECREE, "score", general=general, ratio=ratio)


@given(st.lists(st.sampled_from(["HTXS", "HTT", "HT", "KHT"]), min_size=1, max_size=12))
def test_the_printed_d_is_the_engine_s(bands: list[str]) -> None:
    assert leader_d(bands)[0] == printed(DECREE, "d", kht_below=bands.count("KHT"))


@given(st.lists(st.fractions(0, 100, max_denominator=40), min_size=1, max_size=12))
def test_the_printed_mean_is_the_engine_s(scores: list[Fraction]) -> None:
    assert judge(DECREE, "mean", {"scores": scores}).score == printed(DECREE, "mean", scores=scores)


@given(st.integers(0, 500), st.sampled_from([Fraction(1, 5), Fraction(1, 4)]))
def test_the_printed_caps_are_the_engine_s(people: int, share: Fraction) -> None:
    both = {"n": people, "share": share}
    assert self_consistent_bound(people, share, "floor") == printed(DECREE, "cap_self_consistent", **both)
    assert share_bound(people, share, "floor") == printed(DECREE, "cap_initial_htt", **both)


@given(general_points, st.lists(st.integers(0, 150), min_size=3, max_size=3))
def test_the_printed_results_of_a_public_employee_are_the_engine_s(
    general: Fraction, ratios: list[int]
) -> None:
    book = "nd233-2026-vien-chuc"
    facts = dict(zip(("so_luong", "chat_luong", "tien_do"), ratios, strict=True))
    verdict = judge(book, "staff_w", {"general": general, **facts})
    results = printed(book, "results", weighted=list(zip((20, 32, 18), ratios, strict=True)))
    assert verdict.values["result_points"] == results
    assert verdict.score == printed(book, "score", general=general, results=results)


@given(
    st.integers(1, 20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.integers(0, 20),
    st.booleans(),
    st.booleans(),
)
def test_the_printed_conditions_of_the_old_decree_are_the_engine_s(
    tasks: int, done: int, not_ok: int, exceed: int, discipline: bool, degradation: bool
) -> None:
    facts: dict[str, Any] = {
        "tasks": tasks, "done": min(done, tasks), "not_ok": min(not_ok, tasks), "exceed": min(exceed, tasks),
        "discipline": discipline, "degradation": degradation,
    }  # fmt: skip
    expected = "ASK"
    for level in ("ht", "htt", "htxs", "kht"):
        if printed("nd90-2020", level, **facts):
            expected = level.upper()
    assert judge("nd90-2020", None, facts).level == expected


@given(st.lists(percents, min_size=4, max_size=4), st.integers(0, 70))
def test_the_printed_points_of_a_product_are_the_engine_s(marks: list[int], weight: int) -> None:
    book = "qd366-2025"
    kpi = printed(book, "kpi_simple", **dict(zip("ABCD", marks, strict=True)))
    weighted = printed(book, "kpi", wa=15, wb=50, wc=15, wd=20, **dict(zip("ABCD", marks, strict=True)))
    simple = judge(book, "hd02_simple", {"general": 0, "products": [[weight, marks]]})
    assert simple.values["points"] == (printed(book, "product_points", weight=weight, kpi=kpi),)
    by_post = judge(book, "hd02", {"general": 0, "weights": "K2", "products": [[weight, marks]]})
    points = by_post.values["points"]
    assert isinstance(points, tuple)
    assert abs(
        Fraction(str(points[0])) - printed(book, "product_points", weight=weight, kpi=weighted)
    ) <= Fraction(1, 20)


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.integers(1, 3), st.integers(-3, 9), percents), min_size=1, max_size=6
    )
)
def test_the_printed_city_formula_is_the_engine_s(rows: list[tuple[int, int, int, int]]) -> None:
    book = "hcm-06hd-2026"
    steps = {0: Fraction(1), 3: Fraction(4, 5), 5: Fraction(3, 5)}

    def progress(late: int) -> Fraction:
        return next((steps[last] for last in sorted(steps) if late <= last), Fraction(0))

    points = [
        printed(
            book, "task", standard=s, difficulty=k, progress=progress(late), quality=Fraction(quality, 100)
        )
        for s, k, late, quality in rows
    ]
    early = [task for task, row in zip(points, rows, strict=True) if row[2] < 0]
    bonus = printed(book, "bonus", early=early)
    planned = printed(book, "planned", tasks=[(s, k) for s, k, _, _ in rows])
    verdict = judge(book, None, {"general": 0, "tasks": [list(row) for row in rows]})
    assert verdict.values["actual"] == sum(points)
    assert verdict.values["bonus"] == bonus
    assert verdict.values["results"] == printed(
        book, "results", actual=sum(points), bonus=bonus, planned=planned
    )


@given(st.lists(st.sampled_from(["HTXS", "HTT", "HT", "KHT"]), min_size=1, max_size=4))
def test_the_printed_customs_year_is_the_engine_s(levels: list[str]) -> None:
    counts = {name: levels.count(name.upper()) for name in ("kht", "htxs", "ht")}
    assert judge("haiquan-21169-2026", None, levels).level == printed("haiquan-21169-2026", "year", **counts)


@given(st.integers(0, 20), st.integers(0, 70), st.integers(0, 10))
def test_the_printed_hanoi_sum_is_the_engine_s(y_thuc: int, ket_qua: int, thuong: int) -> None:
    marks = {"y_thuc": y_thuc, "ket_qua": ket_qua, "thuong": thuong}
    assert judge("hn-3814-2018", None, marks).score == printed("hn-3814-2018", "score", **marks)


@pytest.mark.parametrize("level", ["HTXS", "HTT", "HT", "KHT"])
def test_the_printed_conditions_of_money_are_the_engine_s(level: str) -> None:
    pay = judge("hcm-qd20-2024", "pay", {"htxs_rate": 2, "level": level})
    assert pay.values["max_rate"] == printed("hcm-qd20-2024", "pay", htxs_rate=2, level=level)
    for kind in ("ldtt", "hn_year_end"):
        assert judge("rewards", kind, level).values["result"] == printed("rewards", kind, level=level)


@given(st.integers(0, 500), st.lists(st.tuples(units, st.integers(0, 9)), max_size=5))
def test_the_printed_counts_of_rewards_are_the_engine_s(count: int, rows: list[tuple[Fraction, int]]) -> None:
    assert judge("rewards", "cstdcs_cap", count).values["result"] == printed("rewards", "cstdcs_cap", n=count)
    found = judge("rewards", "units", [list(row) for row in rows])
    assert found.values["result"] == printed("rewards", "units", rows=rows)
