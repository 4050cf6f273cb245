"""What the demo holds, in figures read from the database: the last month opened and the last one published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from thenchot.assessment.caps import cap_states
from thenchot.assessment.queries.batches import Cycle, all_cycles, petitions_open, raised_and_lowered
from thenchot.assessment.queries.integrity import verify
from thenchot.assessment.queries.missing import missing_by_reason
from thenchot.assessment.queries.progress import cycle_rows, distribution, petition_counts
from thenchot.assessment.steps import ABSENCES, STATE_NAMES
from thenchot.audit.queries import entry_count, seal_count
from thenchot.lib import clock
from thenchot.people.access import identity_of_account
from thenchot.people.queries import demo_accounts
from thenchot.rulesets.queries import frozen

CATEGORIES = {"cong_chuc": "công chức", "can_bo": "cán bộ", "vien_chuc": "viên chức", "hop_dong": "người lao động"}
GRANTED = {
    "organisation_body": "cơ quan tổ chức, cán bộ", "monitoring_office": "văn phòng theo dõi",
    "auditor": "kiểm tra, giám sát", "administrator": "quản trị hệ thống",
}  # fmt: skip
BOUND, FORESEEN = "giới hạn kỳ này", "dự báo, xét theo năm"


def lines() -> Iterator[str]:
    """The summary, line by line."""
    cycles = all_cycles()
    last = max(cycle.period for cycle in cycles)
    published = [cycle for cycle in cycles if cycle.state == "published"]
    before = max((cycle.period for cycle in published), default=last)
    yield f"Kỳ mở gần nhất: tháng {_month(last)}"
    yield from _progress([cycle for cycle in cycles if cycle.period == last])
    yield f"Kỳ công bố gần nhất: tháng {_month(before)}"
    yield from _progress(month := [cycle for cycle in published if cycle.period == before])
    yield from _levels(month)
    yield from _changes(published)
    yield _trail()


def _month(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{month}/{year}"


def _progress(cycles: Sequence[Cycle]) -> Iterator[str]:
    rows = cycle_rows(cycles)
    for row in rows:
        yield (
            f"  {CATEGORIES[row.category]} ({row.rulebook}): xong {thousands(row.finished)} trong {thousands(row.total)} phiếu "
            f"({percent(row.completion)})"
        )
    finished, total = sum(row.finished for row in rows), sum(row.total for row in rows)
    yield f"  Cộng: {thousands(finished)} trong {thousands(total)} ({percent(Fraction(finished, total or 1))})"
    reasons = sum((Counter(missing_by_reason(cycle)) for cycle in cycles), Counter[str]())
    said = [f"{_reason(code)}: {thousands(count)}" for code, count in reasons.most_common()]
    yield f"  Chưa có kết quả, theo lý do: {'; '.join(said) or 'không có'}"


def _reason(code: str) -> str:
    return str(ABSENCES.get(code) or STATE_NAMES.get(code) or code)


def _levels(cycles: Sequence[Cycle]) -> Iterator[str]:
    for cycle in cycles:
        counts = distribution(cycle)
        said = ", ".join(f"{level} {thousands(count)}" for level, count in counts.items())
        yield f"  Phân bố {CATEGORIES[cycle.category]}: {said}"
        states = cap_states(cycle)
        if states:
            count, allowed, over = (sum(getattr(state, name) for state in states) for name in ("count", "allowed", "over"))
            kind = BOUND if states[0].binding else FORESEEN
            name = frozen(cycle.digest).name
            yield (
                f"    {states[0].level}: {thousands(count)} người, giới hạn {thousands(allowed)} trong {len(states)} nhóm, "
                f"vượt {thousands(over)} ({kind}; {name})"
            )


def _changes(cycles: Sequence[Cycle]) -> Iterator[str]:
    raised, lowered = raised_and_lowered(cycles)
    months = len({cycle.period for cycle in cycles})
    yield f"Nâng mức {thousands(raised)} phiếu, hạ mức {thousands(lowered)} phiếu trong {months} tháng, đều có lý do"
    counts = petition_counts(cycles)
    answered, running = counts.get("answered", 0), petitions_open()
    due = "".join(f", hạn trả lời {row.due_on:%d/%m/%Y}" for row in running)
    yield f"Kiến nghị: đã trả lời {answered}, đang giải quyết {len(running)}{due}"


def roles() -> Iterator[str]:
    """Who can sign in: staff code, name, and what the person is here."""
    for account in demo_accounts():
        viewer = identity_of_account(account.pk, clock.today())
        held = [GRANTED[role] for role, _ in viewer.grants]
        yield f"  {viewer.staff_code}  {viewer.name}: {', '.join([*held, viewer.title, viewer.unit_name])}"


def _trail() -> str:
    faults = list(verify(clock.today()))
    verdict = "không có sai lệch" if not faults else f"{len(faults)} chỗ sai lệch, chạy thenchot verify để xem"
    return f"Nhật ký: {thousands(entry_count())} dòng, {seal_count()} niêm phong, đối chiếu {verdict}"


def thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def percent(share: Fraction) -> str:
    """Two decimals, half up: 99,32 %; a whole one is plain: 100 %."""
    hundredths = (share * 10_000 * 2 + 1) // 2
    rest = "" if (share * 100).denominator == 1 else f",{hundredths % 100:02d}"
    return f"{hundredths // 100}{rest}\u00a0%"
