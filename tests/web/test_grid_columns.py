"""The columns of the grid are those of the rulebook: shares of work only where its formulas know them."""

from __future__ import annotations

import pytest

from tests.assessment.cast import AN, DIVISION_HEAD, OCTOBER, OCTOBER_2019, Month
from tests.web.office_cast import get, town_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("month", "shares"), [(OCTOBER, True), (OCTOBER_2019, False)])
def test_quantity_quality_and_progress_are_shown_where_the_rulebook_counts_them(month: Month, shares: bool) -> None:
    town_of(month).hand_in([AN])
    body = get(DIVISION_HEAD, f"/xac-nhan/{month.period}").content.decode()
    assert ("grid folds noshares" not in body) is shares
    assert 'class="num x2 share"' in body
