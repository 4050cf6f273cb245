"""The routing table of a day: for each kind of person in each unit, who scores, who ranks, who decides, and by what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from thenchot.lib.vietnamese import fold
from thenchot.people.queries import appointments_on, names_of, router_on, set_aside_on, tiers_on
from thenchot.people.routing import Holder, Router, Subject

Held = tuple[Holder, Holder, Holder]


@dataclass(frozen=True)
class RouteRow:
    """One kind of person in one unit. `lost` says that nobody, or only the person themselves, would score them."""

    unit: str
    above: str
    bloc: str
    rank: str
    category: str
    tier: str
    people: int
    scorer: str
    ranker: str
    decider: str
    citation: str
    lost: bool


def routing_table(path: str, day: date, search: str = "", bloc: str = "") -> list[RouteRow]:
    """Return the table of a subtree: kinds without a scorer first, then in the order of the tree.

    `search` matches unit and holders without tone marks; `bloc` leaves one bloc.
    """
    router = router_on(day)
    kinds, alone = kinds_under(router, path, day)
    answers: dict[Subject, Held] = {
        subject: (
            router.holder("score", subject),
            router.holder("rank", subject),
            router.holder("decide", subject),
        )
        for subject in kinds
        if not bloc or subject.bloc == bloc
    }
    names = names_of({holder.person_id for held in answers.values() for holder in held if holder.person_id})
    rows = [
        (
            router.units[subject.unit_id].path,
            _row(router, subject, kinds[subject], held, names, alone.get(subject)),
        )
        for subject, held in answers.items()
    ]
    wanted = fold(search)
    found = [
        (where, row)
        for where, row in rows
        if wanted in fold(f"{row.unit} {row.scorer} {row.ranker} {row.decider}")
    ]
    return [
        row
        for _where, row in sorted(
            found, key=lambda pair: (not pair[1].lost, pair[0], pair[1].rank, pair[1].bloc)
        )
    ]


def kinds_under(router: Router, path: str, day: date) -> tuple[Counter[Subject], dict[Subject, int]]:
    """How many people there are of each kind, and the person where there is only one.

    A person counts once, in the post they are assessed in (see `set_aside_on`).
    """
    tiers, aside = tiers_on(day), set_aside_on(day)
    units = {unit.id: unit for unit in router.units.values() if unit.path.startswith(path)}
    kinds: Counter[Subject] = Counter()
    last: dict[Subject, int] = {}
    posts = appointments_on(day).exclude(kind="concurrent").filter(unit_id__in=list(units))
    for number, person, unit, own_bloc, rank, category in posts.values_list(
        "id", "person_id", "unit_id", "bloc", "rank", "category"
    ):
        if number in aside:
            continue
        subject = Subject(unit, own_bloc or units[unit].bloc, rank, category, tiers.get(person, ""))
        kinds[subject] += 1
        last[subject] = person
    return kinds, {subject: person for subject, person in last.items() if kinds[subject] == 1}


def _row(
    router: Router, subject: Subject, people: int, held: Held, names: dict[int, str], alone: int | None
) -> RouteRow:
    unit = router.units[subject.unit_id]
    above = router.units.get(unit.parent_id or 0)
    scorer, ranker, decider = (names.get(holder.person_id or 0, "") for holder in held)
    return RouteRow(
        unit=unit.name, above=above.name if above else "", bloc=subject.bloc, rank=subject.rank, category=subject.category,
        tier=subject.tier, people=people, scorer=scorer, ranker=ranker, decider=decider,
        citation="; ".join(dict.fromkeys(holder.citation for holder in held if holder.citation)),
        lost=held[0].person_id is None or held[0].person_id == alone,
    )  # fmt: skip
