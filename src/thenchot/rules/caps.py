"""The largest number of excellent levels in a group (tỷ lệ khống chế)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thenchot.rules.book import Cap
from thenchot.rules.numbers import whole_below


@dataclass(frozen=True)
class Group:
    """Counts of one group of similar duties: at HTT or better, candidates for the top level, all ranked."""

    at_htt_or_better: int
    candidates: int
    ranked: int = 0


@dataclass(frozen=True)
class SmallGroup:
    """A setting of the cycle: in a group under `under` people the cap allows `allows`; 0 keeps the computed bound."""

    under: int = 5
    allows: int = 0


def self_consistent_bound(at_htt_or_better: int, share: Fraction, rounding: str) -> int:
    """Whoever is pushed out of the top level falls into HTT, so with N at HTT or better it is N·p/(1+p)."""
    return whole_below(at_htt_or_better * share / (1 + share), rounding)


def share_bound(base: int, share: Fraction, rounding: str) -> int:
    """A plain share of a count: of those who start as HTT, or of all ranked."""
    return whole_below(base * share, rounding)


def bound(cap: Cap, group: Group, rounding: str) -> int:
    if cap.base == "ranked_HTT":
        return self_consistent_bound(group.at_htt_or_better, cap.share, rounding)
    if cap.base == "initial_HTT":
        return share_bound(group.at_htt_or_better - group.candidates, cap.share, rounding)
    return share_bound(group.ranked, cap.share, rounding)


def allowed(cap: Cap, group: Group, *, rounding: str | None = None, small: SmallGroup | None = None) -> int:
    """How many of the candidates may have the capped level; never more than there are candidates."""
    most = bound(cap, group, rounding or cap.rounding)
    size = group.ranked if cap.base == "all_ranked" else group.at_htt_or_better
    if small is not None and size < small.under:
        most = max(most, small.allows)
    return min(group.candidates, most)
