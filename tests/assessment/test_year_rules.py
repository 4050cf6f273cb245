"""What the law and the rulebooks make of a year's lines: leave, late comers, discipline, other rulebooks, missing months."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.assessment.cast import (
    AN,
    BINH,
    CHI,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    ORGANISER,
    SETUP,
    Town,
    post,
    refused,
)
from tests.assessment.conftest import SetDay
from tests.assessment.test_forcing import record
from tests.assessment.yearly import BEFORE, Year, bring, open_year
from thenchot.assessment.actions.excuse import excuse_many
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.leave_unranked import leave_unranked
from thenchot.assessment.aggregate import Aggregate, Whole, aggregates, kept_lines
from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import (
    ABOVE_ORGANISATION,
    ABSENCE_UNKNOWN,
    ASK_NEEDED,
    LEVEL_FORCED,
    PAST_OUT_OF_SCOPE,
    PAST_TWICE,
)
from thenchot.assessment.scoring import rescore
from thenchot.lib import canonical, clock
from thenchot.lib.periods import Period
from thenchot.people.actions.enrol import enrol
from thenchot.rulesets import shelf

DECREE = shelf.load("nd335-2025-cong-chuc")


def of(
    town: Town, code: str, period: str = "2026", book: str = "", settings: Mapping[str, object] | None = None
) -> Aggregate:
    whole = Whole(shelf.load(book) if book else DECREE, settings or {}, Period.parse(period), clock.today())
    person = town.id(code)
    return aggregates(whole, [person])[person]


def values(found: Aggregate) -> tuple[Fraction | None, str, str]:
    level = found.scored.verdict["values"]["level"]
    return found.scored.score, found.scored.band, level


@pytest.fixture
def december(town: Town, on_day: SetDay) -> Town:
    """October is open and nobody has sent; the clock stands on 2 December."""
    on_day(date(2026, 12, 2))
    return town


def test_the_mean_is_of_the_months_with_a_score_exact_and_unrounded(december: Town) -> None:
    bring(december, [AN], {"2026-01": "92.5", "2026-02": "88", "2026-03": "91.4"})
    found = of(december, AN, "2026-Q1")
    assert values(found) == (Fraction(2719, 30), "HTXS", "HTXS")
    assert [line.source for line in found.lines] == ["imported"] * 3
    assert of(december, AN, "2026-H1").scored.score == Fraction(2719, 30)


def test_a_mean_a_hair_under_the_bound_stays_under_it(december: Town) -> None:
    bring(december, [AN], {"2026-01": "90", "2026-02": "90", "2026-03": "89.99"})
    assert values(of(december, AN, "2026-Q1"))[1:] == ("HTT", "HTT")


def test_the_mean_of_quarters_weighs_a_short_quarter_as_much_as_a_full_one(december: Town) -> None:
    bring(december, [AN], {"2026-01": "60", "2026-04": "90", "2026-05": "90", "2026-06": "90"})
    assert of(december, AN).scored.score == Fraction(330, 4)
    assert of(december, AN, settings={"year_from": "mean_quarters"}).scored.score == 75


def test_a_quarters_result_stands_for_its_three_months(december: Town) -> None:
    bring(december, [AN], {"2026-Q1": "84", "2026-04": "90"})
    found = of(december, AN, "2026-H1")
    assert [line.score for line in found.lines] == [84, 84, 84, 90, None, None]
    assert found.scored.score == Fraction(342, 4)


def test_months_without_a_result_say_why(december: Town) -> None:
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 8, 1))])
    found = of(december, "0099")
    assert [line.source for line in found.lines] == ["no_post"] * 7 + ["missing"] * 4 + ["not_yet"]
    assert found.flags == {"missing": 4, "not_yet": 1}
    assert of(december, AN).lines[9].source == "not_yet"


def test_who_came_in_august_is_not_ranked_unless_results_of_the_old_place_are_brought(december: Town) -> None:
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 8, 1))])
    bring(december, ["0099"], {"2026-08": "80", "2026-09": "84"})
    found = of(december, "0099")
    assert values(found) == (Fraction(82), "HTT", "NONE")
    assert found.worked.months == 5
    bring(december, ["0099"], {"2026-06": "90"})
    again = of(december, "0099")
    assert again.worked.months == 6
    assert values(again)[2] == "HTT"


def test_half_a_month_is_half_a_month(december: Town) -> None:
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 6, 16))])
    assert of(december, "0099").worked.months == Fraction(13, 2)


@pytest.mark.parametrize(("absence", "level"), [("maternity", "HTT"), ("sick", "HTT"), ("unpaid_leave", "NONE")])
def test_leave_for_birth_or_sickness_lifts_the_floor_of_six_months_unpaid_leave_does_not(
    december: Town, absence: str, level: str
) -> None:
    """R335-Y2 and R335-Y3: five months worked, the rest of the year on leave."""
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 6, 1))])
    bring(december, ["0099"], {"2026-06": "84", "2026-07": "86.5", "2026-08": "88", "2026-09": "90"})
    assert of(december, "0099").worked.months == 7
    _absent(december, "0099", absence)
    found = of(december, "0099")
    assert found.worked.months == 5
    assert values(found)[2] == level


def _absent(town: Town, code: str, absence: str) -> None:
    """Put the person on leave for October and November: two sheets, excused."""
    from_an = town.sheet(AN)
    for period in ("2026-10", "2026-11"):
        cycle = from_an.cycle
        cycle.pk, cycle.period = None, period
        cycle.rulebook, cycle.scope_id = from_an.cycle.rulebook, town.unit("BT-KT").id
        cycle.save()
        post_id = town.id(code)
        sheet = Sheet(
            cycle=cycle, person_id=post_id, appointment_id=from_an.appointment_id, unit_id=from_an.unit_id,
            unit_path=from_an.unit_path, body_id=from_an.body_id, bloc=from_an.bloc, rank="staff",
        )  # fmt: skip
        sheet.save()
        excuse_many(by=SETUP, sheets=[(sheet, absence, "")])


def test_a_month_under_another_rulebook_is_shown_and_not_counted(old_town: Town, on_day: SetDay) -> None:
    old_town.finish()
    old_town.publish()
    found = of(old_town, AN, "2019-Q4")
    assert found.lines[0].source == "other"
    assert found.lines[0].score == old_town.sheet(AN).score
    assert found.scored.score is None
    assert found.scored.band == "ASK"
    assert found.flags["other"] == 1


def test_where_the_text_is_silent_the_authority_is_asked_unless_the_body_chose_the_mean(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    city = "hn-3814-2018"
    asked = of(old_town, AN, "2019", city)
    assert (asked.scored.score, asked.scored.band) == (None, "ASK")
    assert asked.scored.verdict["warnings"] == [["own_review", {}]]
    chosen = of(old_town, AN, "2019", city, {"year_from": "mean_months"})
    assert chosen.scored.score == old_town.sheet(AN).score
    assert chosen.scored.band == "B"


@pytest.mark.parametrize(
    ("levels", "year"),
    [
        (["HTXS", "HTXS", "HTT", "HTT"], "HTXS"), (["HTXS", "HTXS", "HTXS", "KHT"], "HTT"),
        (["HT", "HT", "HT", "HTT"], "HT"), (["KHT", "KHT", "HTXS", "HTXS"], "KHT"), ([], "ASK"),
    ],
)  # fmt: skip
def test_customs_make_the_year_of_the_levels_of_the_quarters(december: Town, levels: list[str], year: str) -> None:
    rows = [
        PastRow(AN, f"2026-Q{at}", "Chi cục", "Phần mềm của Cục", None, level) for at, level in enumerate(levels, start=1)
    ]
    if rows:
        import_past_results(by=december.viewer(ORGANISER), rows=rows)
    assert of(december, AN, book="haiquan-21169-2026").scored.band == year


def test_results_are_brought_for_ones_own_people_and_once(december: Town) -> None:
    bring(december, [AN], {"2026-01": "80"})
    with refused(PAST_TWICE, count=1):
        bring(december, [AN, BINH], {"2026-01": "85"})
    with refused(PAST_OUT_OF_SCOPE, names="9999"):
        bring(december, ["9999"], {"2026-02": "85"})
    stranger = [PastRow(AN, "2026-02", "Ở đâu đó", "Nơi khác", Decimal(80))]
    with refused(PAST_OUT_OF_SCOPE, names=AN):
        import_past_results(by=december.viewer(BINH), rows=stranger)


@pytest.fixture
def year(december: Town, on_day: SetDay) -> Year:
    bring(december, [AN, BINH, CHI, DUNG, GIANG], dict.fromkeys(BEFORE, "92"))
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 8, 1))])
    return open_year(december)


def test_nobody_proposes_a_level_for_the_unranked_without_a_reason_and_leaving_them_out_needs_a_ground(
    year: Year, on_day: SetDay
) -> None:
    year.rank_self(["0099", AN])
    on_day(date(2026, 12, 10))
    with refused(ASK_NEEDED):
        year.propose("0099")
    with refused(ABSENCE_UNKNOWN):
        leave_unranked(by=year.person(ORGANISER), sheet=year.sheet(AN))
    leave_unranked(by=year.person(ORGANISER), sheet=year.sheet("0099"))
    assert (year.sheet("0099").state, year.sheet("0099").absence) == ("excused", "under_6_months")
    leave_unranked(by=year.person(ORGANISER), sheet=year.sheet(AN), absence="study", note="Học tập trung cả năm")
    assert year.sheet(AN).state == "excused"


def test_who_worked_elsewhere_before_gets_a_level_with_the_reason(year: Year, on_day: SetDay) -> None:
    year.rank_self(["0099"])
    on_day(date(2026, 12, 10))
    year.propose("0099", "HT", "Trước tháng 8 công tác tại cơ quan khác, có văn bản xác nhận")
    assert year.sheet("0099").proposed_level == "HT"


def test_a_discipline_of_the_year_forces_non_completion_whatever_the_mean(year: Year, on_day: SetDay) -> None:
    year.rank_self([AN], level="HTXS")
    record(year.town, AN)
    on_day(date(2026, 12, 10))
    with refused(LEVEL_FORCED, level="KHT"):
        year.propose(AN, "HTT", "Điểm trung bình cao")
    year.propose(AN, "KHT", "Theo quyết định kỷ luật")
    sheet = year.sheet(AN)
    assert (sheet.band, sheet.proposed_level) == ("HTXS", "KHT")
    assert sheet.verdict["values"]["level"] == "KHT"
    assert "public_duty_discipline_in_year" in [code for code, *_ in sheet.verdict["because"]]


@pytest.mark.parametrize(
    ("book", "settings"),
    [
        ("nd335-2025-cong-chuc", {}), ("nd335-2025-cong-chuc", {"year_from": "mean_quarters"}),
        ("haiquan-21169-2026", {}), ("nd233-2026-vien-chuc", {}), ("nd233-2026-vien-chuc", {"year_from": "mean_months"}),
    ],
)  # fmt: skip
def test_what_is_kept_of_a_year_is_judged_to_the_same_answer_again(
    december: Town, book: str, settings: dict[str, object]
) -> None:
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 6, 10))])
    rows = [PastRow("0099", "2026-Q3", "Nơi khác", "Phần mềm cũ", Decimal("88.25"), "HTT")]
    import_past_results(by=december.viewer(ORGANISER), rows=rows)
    bring(december, ["0099"], {"2026-06": "91.75"})
    scored = of(december, "0099", book=book, settings=settings).scored
    kept = canonical.loads(canonical.dumps(scored.inputs))
    again = rescore(shelf.load(book), kept)
    assert again is None or canonical.dumps(again) == canonical.dumps(scored.verdict)
    assert (again is None) == (scored.band == "ASK")
    assert [line.source for line in kept_lines(kept)] == [line[1] for line in scored.inputs["lines"]]


def test_the_head_stands_not_above_the_level_of_the_organisation(year: Year, on_day: SetDay) -> None:
    bring(year.town, [DIVISION_HEAD], dict.fromkeys(BEFORE, "95"))
    year.rank_self([DIVISION_HEAD], level="HTXS")
    record(year.town, "BT-KT", "organisation_level", period="2026", level="HTT", happened_on=None, decided_on=None)
    on_day(date(2026, 12, 10))
    with refused(ABOVE_ORGANISATION, level="HTT"):
        year.propose(DIVISION_HEAD, "HTXS", "Điểm trung bình 95")
    year.propose(DIVISION_HEAD, "HTT", "Theo mức của tổ chức")
    sheet = year.sheet(DIVISION_HEAD)
    assert (sheet.band, sheet.proposed_level, sheet.verdict["values"]["level"]) == ("HTXS", "HTT", "HTT")
