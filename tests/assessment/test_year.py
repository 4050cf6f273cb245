"""The yearly ranking of Điều 19 to 21: self-ranking on the mean, meeting and opinions, proposal, decision, publication."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.assessment.cast import AN, WARD, Town
from tests.assessment.conftest import SetDay
from tests.assessment.yearly import BEFORE, Year, bring, open_year
from thenchot.assessment.aggregate import kept_lines
from thenchot.assessment.models import Published
from thenchot.assessment.queries.integrity import recompute, verify
from thenchot.audit.actions.seal_days import seal_days


@pytest.fixture
def year(town: Town, on_day: SetDay) -> Year:
    """October published here at 90 points, January to September brought along at 80; the year open since 2 December."""
    on_day(date(2026, 10, 22))
    town.finish()
    on_day(date(2026, 10, 25))
    town.publish()
    on_day(date(2026, 12, 2))
    bring(town, WARD, dict.fromkeys(BEFORE, "80"))
    found = open_year(town)
    on_day(date(2026, 12, 4))
    return found


def test_a_year_runs_from_opening_to_publication_and_all_of_it_verifies(year: Year, on_day: SetDay) -> None:
    year.rank_self()
    on_day(date(2026, 12, 6))
    year.meet(opinions={AN: "Chủ động, giúp đồng nghiệp."})
    year.hear_party()
    on_day(date(2026, 12, 11))
    for code in WARD:
        year.propose(code)
    for code in WARD:
        year.decide(code)
    sheet = year.sheet(AN)
    october = year.town.sheet(AN).score
    assert sheet.score is not None
    assert round(Fraction(sheet.score), 9) == round((9 * 80 + Fraction(october)) / 10, 9)
    assert (sheet.band, sheet.level, sheet.self_level, sheet.state) == ("HTT", "HTT", "HTT", "decided")
    assert [line.source for line in kept_lines(sheet.inputs)] == ["imported"] * 9 + ["own", "missing", "not_yet"]
    on_day(date(2026, 12, 14))
    assert year.publish() == len(WARD)
    assert Published.objects.filter(sheet__cycle=year.cycle).count() == len(WARD)
    assert list(recompute(year.cycle)) == []
    seal_days(before=date(2026, 12, 15))
    assert list(verify(date(2026, 12, 15))) == []
