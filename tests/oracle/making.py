"""Makes lines for a rulebook: good ones at random, many of them on a bound, and the same ones spoiled in one place."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from random import Random

from tests.cases.run import as_json
from tests.oracle import judge, nd233, nd335, qd366, to_chuc
from tests.oracle.judge import Kind

Line = dict[str, object]
Maker = Callable[[Random], Line]

LEVELS = nd335.LEVELS
HAIR = Decimal("1e-13")


def number(rng: Random, top: int, places: int = 4) -> int | Decimal:
    """Between 0 and `top`, now a whole number, now a decimal one, often at an end."""
    chosen = rng.random()
    if chosen < 0.15:
        return rng.choice([0, top])
    if chosen < 0.5:
        return rng.randint(0, top)
    scale = rng.randint(0, places)
    return Decimal(rng.randint(0, top * 10**scale)).scaleb(-scale)


def near(rng: Random, *bounds: int, top: int = 100) -> int | Decimal:
    """A bound, or a hair beside it, inside 0 and `top`; now and then anything."""
    if rng.random() < 0.3:
        return number(rng, top)
    beside = rng.choice([Decimal(0), HAIR, -HAIR, Decimal("0.01"), Decimal("-0.01")])
    return min(max(rng.choice(bounds) + beside, Decimal(0)), Decimal(top))


def some(rng: Random, line: Line, share: float = 0.7) -> Line:
    """The line without a few of its facts: those that may be absent."""
    return {name: value for name, value in line.items() if rng.random() < share}


# Nghị định 335


def items(rng: Random) -> list[object]:
    return [
        [number(rng, 12, 2), rng.choice([0, 0, 0, 0, 1, 2, 3, 4, 5, 9]), rng.choice([0, 0, 0, 1, 2, 4, 6])]
        for _ in range(rng.randint(0, 12))
    ]


def staff(rng: Random) -> Line:
    facts = staff_on_a_bound(rng) if rng.random() < 0.4 else staff_anyhow(rng)
    if rng.random() < 0.15:
        known = [code for code in nd335.OVERRIDES if code not in nd335.FOR_LEADERS]
        facts["overrides"] = rng.sample(known, rng.randint(0, 2))
    return {"input": facts, **config(rng)}


def staff_anyhow(rng: Random) -> Line:
    assigned = rng.choice([0, 1, 3, 7, 20, Decimal("0.3"), number(rng, 60, 3)])
    return {"general": number(rng, 30), "assigned": assigned, "items": items(rng)}


def staff_on_a_bound(rng: Random) -> Line:
    """a = b = c = tenths / 10, so the results are 7 points a tenth, and the general points lead to a bound."""
    bound = rng.choice([50, 70, 90])
    tenths = rng.choice([each for each in range(11) if 0 <= bound - 7 * each <= 30])
    size = Decimal(rng.choice(["1", "3", "7", "10", "0.7"]))
    done: list[object] = [[size * tenths / 10, 0, 0]]
    general = bound - 7 * tenths + rng.choice([Decimal(0), HAIR, -HAIR])
    return {"general": min(max(general, Decimal(0)), Decimal(30)), "assigned": size, "items": done}


def config(rng: Random) -> Line:
    chosen = rng.choice([None, None, *nd335.RATIO_ABOVE_ONE])
    return {} if chosen is None else {"config": {"ratio_above_one": chosen, "not_ours": 3}}


def leader(rng: Random) -> Line:
    three: list[object] = [number(rng, 1) if rng.random() < 0.7 else number(rng, 2, 2) for _ in range(3)]
    last: list[object] = [rng.choice([1, Decimal("0.5"), Decimal("1.0"), Decimal("0.50")]) for _ in range(3)]
    facts: Line = {"general": number(rng, 30), "six": three + last}
    if rng.random() < 0.3:
        # d, đ, e full: 35 points of results, and 35 more for a whole a, b, c.
        facts = {"general": near(rng, 20, 30, top=30), "six": [1, 1, 1, 1, 1, 1]}
    if rng.random() < 0.5:
        facts["organisation_level"] = rng.choice(LEVELS)
    if rng.random() < 0.2:
        facts["overrides"] = rng.sample(nd335.OVERRIDES, rng.randint(0, 3))
    return {"input": facts, **config(rng)}


def mean(rng: Random) -> Line:
    middle = rng.choice([50, 70, 90])
    scores: list[object] = [
        rng.choice([None, middle, near(rng, middle), number(rng, 100)]) for _ in range(rng.randint(0, 12))
    ]
    if rng.random() < 0.3:
        scores = [middle, middle + HAIR, middle - HAIR, rng.choice([middle, middle - HAIR])]
    return {"input": {"scores": scores}}


def year_mean(rng: Random) -> Line:
    """A mean that is now and then a year's, with what bears on the level of a year."""
    facts: Line = {"organisation_level": rng.choice(LEVELS), "leader": rng.random() < 0.5}
    if rng.random() < 0.5:
        case = rng.choice(["plain", "sick_or_maternity", "unpaid_leave"])
        facts |= {"months_worked": near(rng, 0, 6, 12, top=12), "case": case}
    if rng.random() < 0.3:
        known = [code for code in nd335.OVERRIDES if facts["leader"] or code not in nd335.FOR_LEADERS]
        facts["overrides"] = rng.sample(known, rng.randint(0, 2))
    scores: object = mean(rng)["input"]
    assert isinstance(scores, dict)
    return {"input": {**scores, **(facts if rng.random() < 0.5 else {})}}


def special(rng: Random) -> Line:
    case = rng.choice(["plain", "sick_or_maternity", "unpaid_leave"])
    return {"input": {"months_worked": near(rng, 0, 6, 12, top=12), "case": case}}


def cap(rng: Random) -> Line:
    share = rng.choice([Decimal("0.2"), Decimal("0.25"), Decimal("0.20"), number(rng, 1, 2)])
    base, candidates = rng.randint(0, 120), rng.randint(0, 60)
    facts = some(rng, {"share": share, "rounding": rng.choice(["floor", "half_up"])}, 0.8)
    facts |= {"candidates": candidates}
    method = rng.choice(["self_consistent", "initial_htt"])
    facts["at_htt_or_better" if method == "self_consistent" else "initial_htt"] = base
    return {"input": {**facts, **some(rng, {"method": method})}}


def organisation(rng: Random) -> Line:
    done = near(rng, 70, 100) if rng.random() < 0.5 else 100
    told: Line = {
        "done": done,
        "on_time": near(rng, 80, 100) if rng.random() < 0.6 else 100,
        "exceed": near(rng, 30),
        "lower_kht": rng.random() < 0.3,
        "fixed": rng.random() < 0.7,
        "force_majeure": rng.random() < 0.5,
    }
    facts: Line = {"score": near(rng, 50, 70, 90, 100), **some(rng, told, 0.85)}
    if rng.random() < 0.2:
        facts["overrides"] = rng.sample(to_chuc.OVERRIDES, rng.randint(0, 2))
    return {"input": facts}


# the other rulebooks


def percents(rng: Random, names: list[str]) -> Line:
    return {name: rng.choice([0, 50, 99, 100, 101, 120, number(rng, 150)]) for name in names}


def staff_w(rng: Random) -> Line:
    return {"input": {"general": number(rng, 30), **percents(rng, list(nd233.STAFF))}, **preset(rng)}


def manager_w(rng: Random) -> Line:
    facts: Line = {"general": near(rng, 20, 30, top=30), **percents(rng, list(nd233.MANAGER))}
    if rng.random() < 0.4:
        facts["organisation_level"] = rng.choice(LEVELS)
    return {"input": facts, **preset(rng)}


def preset(rng: Random) -> Line:
    return rng.choice([{}, {"config": {"preset": nd233.PRESET}}, {"config": {}}, {"config": None}])


def nd90(rng: Random) -> Line:
    tasks = rng.choice([0, 1, 2, 5, 10, 14, 15, 20, rng.randint(0, 60)])
    done = tasks if rng.random() < 0.7 else rng.randint(0, tasks)
    not_ok = rng.choice([0, 0, tasks // 5, tasks // 2, min(tasks, tasks // 2 + 1), rng.randint(0, tasks)])
    exceed = rng.choice([tasks // 2, (tasks + 1) // 2, rng.randint(0, tasks)])
    flags: Line = {"discipline": rng.random() < 0.5, "degradation": rng.random() < 0.5}
    return {
        "input": {"tasks": tasks, "done": done, "not_ok": not_ok, "exceed": exceed, **some(rng, flags, 0.15)}
    }


def products(rng: Random) -> list[object]:
    choices: list[list[int | Decimal]] = [
        [30, 40], [20, 20, 30], [Decimal("17.5")] * 4, [10] * 7, [number(rng, 40, 1)], [],
    ]  # fmt: skip
    weights = rng.choice(choices)
    # Half of the lines hold good work only, else hardly a score would come near the upper bounds.
    least = rng.choice([0, 85])
    return [[weight, [least + number(rng, 100 - least, 1) for _ in "ABCD"]] for weight in weights]


def told(rng: Random) -> Line:
    found: Line = {
        "done": near(rng, 100, 70),
        "exceed": near(rng, 30),
        "late": near(rng, 0, 20),
        "subjective": rng.random() < 0.3,
    }
    return some(rng, {**found, "done": 100} if rng.random() < 0.6 else found, 0.6)


def hd02(rng: Random) -> Line:
    kind = rng.choice(list(qd366.WEIGHTS))
    return {"input": {"general": number(rng, 30), "weights": kind, "products": products(rng), **told(rng)}}


def hd02_simple(rng: Random) -> Line:
    return {"input": {"general": number(rng, 30), "products": products(rng), **told(rng)}}


def condition(rng: Random) -> Line:
    return {"input": {"score": near(rng, 50, 70, 90), **told(rng)}}


def party_cap(rng: Random) -> Line:
    share = rng.choice([Decimal("0.2"), Decimal("0.25"), number(rng, 1, 2)])
    seconds: list[list[object]] = [[], [None], ["?"], [3]]
    rows = [[rng.randint(0, 80), *rng.choice(seconds)] for _ in range(rng.randint(0, 8))]
    return {"input": {"rows": rows, **some(rng, {"share": share})}}


def city(rng: Random) -> Line:
    tasks = [
        [
            number(rng, 60, 2),
            rng.choice([1, Decimal("1.2"), number(rng, 2, 2)]),
            rng.randint(-4, 8),
            number(rng, 100, 1),
        ]
        for _ in range(rng.randint(0, 7))
    ]
    if rng.random() < 0.4:
        # Everything good, so that the bonus, the maximum and the share of early tasks decide.
        late = [rng.choice([-1, 0]) for _ in range(rng.choice([3, 7, 10]))]
        tasks = [[rng.choice([10, 20, 30]), 1, days, near(rng, 90, 100)] for days in late]
    return {"input": {"general": near(rng, 20, 27, 30, top=30), "tasks": tasks}}


def hanoi(rng: Random) -> Line:
    facts: Line = {"y_thuc": number(rng, 20), "ket_qua": number(rng, 70), "thuong": number(rng, 10)}
    if rng.random() < 0.5:
        results = rng.choice([20, 40, 60, 70])
        facts = {"y_thuc": near(rng, 10, 20, top=20), "ket_qua": results, "thuong": rng.choice([0, 10])}
    return {"input": facts}


def cap_all(rng: Random) -> Line:
    share = rng.choice([Decimal("0.3"), Decimal("0.4"), number(rng, 1, 2)])
    return {"input": {"ranked": rng.randint(0, 200), **some(rng, {"share": share})}}


def score_near(*bounds: int) -> Maker:
    def make(rng: Random) -> Line:
        return {"input": {"score": near(rng, 0, 100, *bounds)}}

    return make


def pay(rng: Random) -> Line:
    return {"input": {"htxs_rate": number(rng, 3, 3), "level": rng.choice([*LEVELS, "NONE"])}}


def quarters(rng: Random) -> Line:
    return {"input": [rng.choice([*LEVELS, "NONE"]) for _ in range(rng.randint(1, 4))]}


def units(rng: Random) -> Line:
    return {"input": [[number(rng, 30, 2), number(rng, 20, 1)] for _ in range(rng.randint(0, 8))]}


def points(rng: Random) -> Line:
    bounds = [1, 10, 11, 50, 51, 100, 101, 200, 201]
    return {"input": rng.choice([rng.choice(bounds), rng.randint(0, 400), near(rng, *bounds, top=300)])}


def one_level(rng: Random) -> Line:
    return {"input": rng.choice([*LEVELS, "NONE"])}


def people(rng: Random) -> Line:
    return {"input": rng.randint(0, 400)}


_PARTY: dict[Kind, Maker] = {
    "hd02": hd02,
    "hd02_simple": hd02_simple,
    "condition": condition,
    "cap": party_cap,
}

MAKERS: dict[str, dict[Kind, Maker]] = {
    judge.DECREE: {"staff": staff, "leader": leader, "mean": year_mean, "special": special, "cap": cap},
    judge.ORGANISATION: {None: organisation},
    judge.UNIT: {"staff_w": staff_w, "manager_w": manager_w, "mean": mean},
    "nd90-2020": {None: nd90},
    judge.PARTY: _PARTY,
    judge.PARTY_ALIAS: _PARTY,
    judge.CITY: {None: city, "mean": mean},
    "hn-3814-2018": {None: hanoi, "cap_all": cap_all, "mean": mean},
    "hn-1841-2021": {None: hanoi, "cap_all": cap_all, "mean": mean},
    "hcm-qd20-2024": {None: score_near(50, 75, 90), "pay": pay, "mean": mean},
    "danang-2013": {None: score_near(70, 80, 85)},
    judge.CUSTOMS: {None: quarters, "staff": staff, "leader": leader, "cap": cap},
    "rewards": {
        "units": units,
        "group": points,
        "ldtt": one_level,
        "hn_year_end": one_level,
        "cstdcs_cap": people,
    },
}
EVERY_KIND = [(book, kind) for book, kinds in MAKERS.items() for kind in kinds]


def good_line(rng: Random, book: str, kind: Kind, line_id: object) -> Line:
    named = {} if kind is None else {"kind": kind}
    return {"id": line_id, **named, **MAKERS[book][kind](rng)}


# spoiling

JUNK: list[object] = [
    None, True, False, 0, 1, -1, 2, 7, 101, 31, Decimal("1.5"), Decimal("-0.5"), Decimal("0.25"),
    Decimal("100.0001"), Decimal("30.000000000000000001"), Decimal("-1e-30"), Decimal("1e20"), Decimal("1e5000"),
    10**40, 10**1500, "", "x", "20", "KHT", "HTXS", "NONE", "ASK", "floor", "no_cap", "unit_corruption_handled",
    "plain", [], [[]], [1], [1, 2, 3], [1, 0, 0, 0], [["KHT"]], {}, {"a": 1},
]  # fmt: skip


def spoiled(rng: Random, line: Line) -> Line:
    """The line with one value inside it put in another's place, dropped, or given one cell more."""
    copy = json.loads(as_json(line), parse_float=Decimal)
    places = [place for place in _places(copy) if place[0] != "id"]
    if rng.random() < 0.03:
        return {**copy, "kind": rng.choice(["nobody", "staff", "", 3, [], {}])}
    if rng.random() < 0.05 and isinstance(copy["input"], dict):
        # A fact that this rulebook or this kind may not know, or may know and refuse.
        known = {"overrides": [rng.choice(nd335.OVERRIDES)], "organisation_level": "HT", "subjective": "no"}
        name = rng.choice(list(known))
        return {**copy, "input": {**copy["input"], name: known[name]}}
    *path, last = rng.choice(places)
    inner = copy
    for step in path:
        inner = inner[step]
    how = rng.random()
    if how < 0.15:
        del inner[last]
    elif how < 0.25 and isinstance(inner[last], list):
        inner[last].append(rng.choice(JUNK))
    elif how < 0.35 and isinstance(inner[last], int | Decimal):
        inner[last] = -inner[last] if how < 0.3 else str(inner[last])
    else:
        inner[last] = rng.choice(JUNK)
    assert isinstance(copy, dict)
    return copy


Step = str | int


def _places(value: object, path: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for name, entry in value.items():
            found.extend(_places(entry, (*path, name)))
    if isinstance(value, list):
        for at, entry in enumerate(value):
            found.extend(_places(entry, (*path, at)))
    return found


def text_of(line: Line) -> str:
    return as_json(line)


@lru_cache(maxsize=64)
def good_texts(book: str, kind: Kind, count: int) -> list[str]:
    """The same lines on each run."""
    rng = Random(f"{book} {kind} good")
    return [text_of(good_line(rng, book, kind, f"{number}")) for number in range(count)]


@lru_cache(maxsize=64)
def bad_texts(book: str, kind: Kind, count: int) -> list[str]:
    """Lines with one spoiled value each; now and then the value spoils nothing."""
    rng = Random(f"{book} {kind} bad")
    return [text_of(spoiled(rng, good_line(rng, book, kind, number))) for number in range(count)]
