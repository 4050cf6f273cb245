"""Nghị định 335/2025 for civil servants: a period's score, means, special cases and the cap (Điều 11 to 20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from thenchot.rules import caps, level, periods
from thenchot.rules.book import ASK, NONE
from thenchot.rules.errors import out_of_range, wrong_shape
from thenchot.rules.given import Given, a_list, one_of, row
from thenchot.rules.numbers import COUNT, SCORE, SHARE, Range, count, within
from thenchot.rules.score import RESULTS_MAX, Item, capped_mean, plain_mean, ratios
from thenchot.rules.verdict import Value, Verdict

GENERAL = Range(0, 30)
MONTHS = Range(0, 12)
ABC = (("a", "quantity"), ("b", "quality"), ("c", "progress"))
DDE = (("d", "unit_results"), ("dd", "organising"), ("e", "cohesion"))
A_THIRD, A_SIXTH = RESULTS_MAX / 3, RESULTS_MAX / 6
LEADER_RATIOS = (Fraction(1), Fraction(1, 2))


def staff(line: Given) -> Verdict:
    """Score of a month or quarter (Điều 14, 16 khoản 1, 17 khoản 1); nothing assigned gives no score."""
    general = line.number("general", GENERAL)
    assigned = line.number("assigned")
    items = _items(line)
    cap_rule = line.setting("ratio_above_one")
    overrides = forced(line, leader=False)
    parts = ratios(assigned, items)
    if parts is None:
        return _not_scored(line, overrides)
    abc = [parts.a, parts.b, parts.c]
    line.reason("general", line.cited("general"), general, general=general, max=GENERAL.high)
    for (name, code), part in zip(ABC, abc, strict=True):
        line.reason(code, line.cited(name), part * A_THIRD, ratio=part, done=parts.done, assigned=assigned)
    points = _results(line, abc, parts.mean, cap_rule)
    values: dict[str, Value] = {"a": parts.a, "b": parts.b, "c": parts.c, "ratio_uncapped": parts.mean}
    return _ranked(line, values, general, points, ceiling=None, overrides=overrides)


def _items(line: Given) -> list[Item]:
    found: list[Item] = []
    for at, cells in enumerate(a_list(line.raw("items"), "input.items")):
        field = f"input.items[{at}]"
        units, rejections, latenesses = row(cells, field, 3)
        found.append(
            (
                within(units, f"{field}[0]", COUNT),
                count(rejections, f"{field}[1]"),
                count(latenesses, f"{field}[2]"),
            )
        )
    return found


def _not_scored(line: Given, overrides: Sequence[str]) -> Verdict:
    line.reason("nothing_assigned", line.cited("a"))
    values: dict[str, Value] = dict.fromkeys(("a", "b", "c", "ratio_uncapped", "result_points", "score"))
    found = apply_overrides(line, ASK, overrides)
    return line.verdict({**values, "level_by_score": None, "level": found})


def leader(line: Given) -> Verdict:
    """Score of a leader (Điều 15, Điều 16 khoản 2): six ratios, the last three 100 % or 50 %."""
    general = line.number("general", GENERAL)
    six = _six(line)
    cap_rule = line.setting("ratio_above_one")
    codes = [known.code for known in line.book.levels]
    ceiling = line.optional_choice("organisation_level", codes)
    if ceiling is None:
        line.assumed.append("organisation_level")
    overrides = forced(line, leader=True)
    line.reason("general", line.cited("general"), general, general=general, max=GENERAL.high)
    load = _load(line)
    for (name, code), part in zip(ABC, six[:3], strict=True):
        # With the units behind a, b and c known, a leader reads the same sentence as everybody else.
        line.reason(code if load else f"leader_{code}", line.cited(name), part * A_SIXTH, ratio=part, **load)
    for (name, code), part in zip(DDE, six[3:], strict=True):
        line.reason(f"leader_{code}", line.cited(name), part * A_SIXTH, ratio=part)
    points = _results(line, six, plain_mean(six), cap_rule)
    return _ranked(line, {}, general, points, ceiling=ceiling, overrides=overrides)


def _six(line: Given) -> list[Fraction]:
    cells = row(line.raw("six"), "input.six", 6)
    six = [within(cell, f"input.six[{at}]", COUNT) for at, cell in enumerate(cells)]
    for at in (3, 4, 5):
        if six[at] not in LEADER_RATIOS:
            raise out_of_range(f"input.six[{at}]", "not_one_or_half", value=six[at])
    return six


def _load(line: Given) -> dict[str, Fraction]:
    """The units done and assigned of which a, b and c are made; empty where the line gives the ratios alone."""
    if line.raw("load") is None:
        return {}
    cells = row(line.raw("load"), "input.load", 2)
    done, assigned = (within(cell, f"input.load[{at}]", COUNT) for at, cell in enumerate(cells))
    return {"done": done, "assigned": assigned}


def _results(line: Given, parts: Sequence[Fraction], plain: Fraction, cap_rule: str) -> Fraction:
    """Points of results, with the reason that takes back what stands above the maximum."""
    if cap_rule == "no_cap":
        line.caution("no_cap")
        return plain * RESULTS_MAX
    ratio = capped_mean(parts, plain, cap_rule)
    if ratio is not plain:
        taken = (ratio - plain) * RESULTS_MAX
        line.reason(cap_rule, line.cited("results_max"), taken, max=RESULTS_MAX, above=max(parts))
    return ratio * RESULTS_MAX


def _ranked(
    line: Given,
    values: dict[str, Value],
    general: Fraction,
    points: Fraction,
    *,
    ceiling: str | None,
    overrides: Sequence[str],
) -> Verdict:
    score = general + points
    by_score = by_band(line, score)
    found = under_ceiling(line, by_score, ceiling)
    found = apply_overrides(line, found, overrides)
    return line.verdict(
        {**values, "result_points": points, "score": score, "level_by_score": by_score, "level": found}
    )


def mean(line: Given) -> Verdict:
    """Mean of the periods that have a score (Điều 17 khoản 3); those without are left out and named.

    For a year the line may also say how long the person worked, what forces a level, and the organisation's level.
    """
    cells = a_list(line.raw("scores"), "input.scores")
    scores = [
        None if cell is None else within(cell, f"input.scores[{at}]", SCORE) for at, cell in enumerate(cells)
    ]
    result = periods.mean_of(scores)
    for at in result.left_out:
        line.caution("period_without_score", field=f"input.scores[{at}]", number=at + 1)
    if result.value is None:
        line.reason("no_period_scored", line.cited("mean"))
        return line.verdict({"mean": None, "level": ASK, **of_the_year(line, ASK)})
    worked = len(scores) - len(result.left_out)
    line.reason("mean", line.cited("mean"), result.value, count=worked, mean=result.value)
    found = by_band(line, result.value)
    return line.verdict({"mean": result.value, "level": found, **of_the_year(line, found)})


def of_the_year(line: Given, found: str) -> Mapping[str, Value]:
    """What the facts of a year make of the level found so far; nothing where the line gives none of them.

    Who is not ranked (Điều 11 khoản 1) is neither lowered nor forced.
    """
    if all(line.raw(name) is None for name in ("months_worked", "overrides", "organisation_level")):
        return {}
    by_score = None if found == ASK else found
    ceiling = line.optional_choice("organisation_level", [known.code for known in line.book.levels])
    overrides = forced(line, leader=bool(line.flag("leader")))
    floor = any(rule.code == "under_6_months" for rule in line.book.special_cases)
    if floor and line.raw("months_worked") is not None and not_ranked(line):
        return {"level_by_score": by_score, "level": NONE}
    found = apply_overrides(line, under_ceiling(line, found, ceiling), overrides)
    return {"level_by_score": by_score, "level": found}


def special(line: Given) -> Verdict:
    """Under six months in the year: not ranked, sick and maternity leave apart (Điều 11)."""
    return line.verdict({"level": NONE if not_ranked(line) else None})


def not_ranked(line: Given) -> bool:
    """Whether the time worked is too short for a ranking, with the reason for either answer."""
    months = line.number("months_worked", MONTHS)
    case = line.choice("case", ("plain", "sick_or_maternity", "unpaid_leave"))
    rules = {rule.code: rule for rule in line.book.special_cases}
    if case != "sick_or_maternity" and months < 6:
        line.reason("under_6_months", rules["under_6_months"].citation, months=months)
        return True
    code = case if case in rules else "under_6_months"
    line.reason("rank_on_worked_months", rules[code].citation, months=months)
    line.caution("rank_on_worked_months")
    return False


def cap(line: Given) -> Verdict:
    """How many candidates may be excellent (Điều 20 khoản 5), by either reading of the denominator."""
    method = _cap_method(line)
    candidates = line.count("candidates")
    base = line.count("at_htt_or_better" if method == "self_consistent" else "initial_htt")
    rule = line.book.caps[0]
    share = line.assumed_number("share", SHARE)
    share = rule.share if share is None else share
    rounding = cap_rounding(line, rule.rounding)
    if method == "self_consistent":
        bound = caps.self_consistent_bound(base, share, rounding)
    else:
        bound = caps.share_bound(base, share, rounding)
    allowed = min(candidates, bound)
    line.reason(f"cap_{method}", rule.citation, base=base, share=share, bound=bound, candidates=candidates)
    values: dict[str, Value] = {"allowed": Fraction(allowed)}
    if method == "self_consistent":
        values["ranked_HTT"] = Fraction(base - allowed)
    return line.verdict(values)


def _cap_method(line: Given) -> str:
    method = line.optional_choice("method", ("self_consistent", "initial_htt"))
    if method is None:
        line.assumed.append("method")
        method = "self_consistent" if line.raw("initial_htt") is None else "initial_htt"
    return method


def cap_rounding(line: Given, default: str) -> str:
    rounding = line.optional_choice("rounding", ("floor", "half_up"))
    if rounding is None:
        line.assumed.append("rounding")
        rounding = default
    return rounding


def by_band(line: Given, score: Fraction) -> str:
    """The level by points alone, with its reason."""
    found = level.band(line.book, score)
    if found is None:
        return ASK
    if found is line.book.levels[-1] and len(line.book.levels) > 1:
        above = line.book.levels[-2].min
        line.reason("band_lowest", found.citation, score=score, above=above, level=found.code, name=found.vi)
    else:
        line.reason("band", found.citation, score=score, min=found.min, level=found.code, name=found.vi)
    return found.code


def under_ceiling(line: Given, found: str, ceiling: str | None) -> str:
    """Điều 20 khoản 6: the head's level is not above the organisation's."""
    lowered = level.lower_of(line.book, found, ceiling)
    if lowered != found and line.book.ceilings:
        rule = line.book.ceilings[0]
        line.reason(rule.code, rule.citation, level=lowered)
        _ground(line, "organisation_level", rule.citation)
    return lowered


def forced(line: Given, *, leader: bool) -> list[str]:
    """The overrides given, checked; one that concerns leaders only is refused for others."""
    entries = line.raw("overrides")
    if entries is None:
        return []
    known = {rule.code: rule for rule in line.book.overrides}
    found: list[str] = []
    for at, entry in enumerate(a_list(entries, "input.overrides")):
        field = f"input.overrides[{at}]"
        code = one_of(entry, field, list(known))
        if known[code].leaders_only and not leader:
            raise out_of_range(field, "leaders_only", code=code)
        found.append(code)
    return found


def apply_overrides(line: Given, found: str, overrides: Sequence[str]) -> str:
    """A fact that forces a level does so whatever the score (Điều 20 khoản 4)."""
    for rule in line.book.overrides:
        if rule.code in overrides:
            line.reason(rule.code, rule.citation, level=rule.level, name=rule.vi)
            _ground(line, rule.code, rule.citation)
            found = rule.level
    return found


def _ground(line: Given, code: str, article: str) -> None:
    """Name the document that a forced or limited level rests on, where it was given."""
    grounds = line.raw("grounds")
    if grounds is None:
        return
    if not isinstance(grounds, Mapping):
        raise wrong_shape("input.grounds", "not_an_object")
    if code in grounds:
        line.reason("ground", article, document=str(grounds[code]))
