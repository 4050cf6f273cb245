"""The engine's methods by the name a rulebook file uses for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from thenchot.rules.given import Given
from thenchot.rules.methods import decree
from thenchot.rules.verdict import Verdict

METHODS: Mapping[str, Callable[[Given], Verdict]] = {
    "decree_staff": decree.staff,
    "decree_leader": decree.leader,
    "decree_mean": decree.mean,
    "decree_special": decree.special,
    "decree_cap": decree.cap,
}
