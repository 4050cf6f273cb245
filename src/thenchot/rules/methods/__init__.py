"""The engine's methods by the name a rulebook file uses for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from thenchot.rules.given import Given
from thenchot.rules.methods import bands, city, decree, organisation, party, quarters, rewards, tasks90, unit
from thenchot.rules.verdict import Verdict

METHODS: Mapping[str, Callable[[Given], Verdict]] = {
    "decree_staff": decree.staff,
    "decree_leader": decree.leader,
    "decree_mean": decree.mean,
    "decree_special": decree.special,
    "decree_cap": decree.cap,
    "organisation": organisation.organisation,
    "unit_staff": unit.staff,
    "unit_manager": unit.manager,
    "tasks_counted": tasks90.level,
    "products_weighted": party.weighted,
    "products_simple": party.simple,
    "party_condition": party.condition,
    "party_cap": party.cap,
    "city_tasks": city.score,
    "sum_of_marks": bands.sum_of_marks,
    "cap_all": bands.cap_all,
    "score_bands": bands.score_bands,
    "pay": bands.pay,
    "year_from_quarters": quarters.year_from_quarters,
    "units": rewards.units,
    "group": rewards.group,
    "ldtt": rewards.advanced_worker,
    "hn_year_end": rewards.year_end_share,
    "cstdcs_cap": rewards.grassroots_cap,
}
