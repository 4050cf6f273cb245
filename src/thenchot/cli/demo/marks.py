"""How the demo's people mark themselves, and where their heads see it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from random import Random

from thenchot.rules.book import Criterion

HALF = Decimal("0.5")
GENERAL = 0.605
"""The mean share of a line of the general criteria that people give themselves."""
STRENGTHS = (
    "Hoàn thành các đầu việc được giao trong tháng, phối hợp kịp thời với bộ phận liên quan.",
    "Chủ động xử lý hồ sơ tồn, không để quá hạn.",
    "Bám sát kế hoạch tháng, báo cáo đầy đủ.",
    "Tiếp thu góp ý, sửa chữa kịp thời.",
    "Giữ nền nếp giờ giấc, thái độ phục vụ đúng mực.",
)
WEAKNESSES = (
    "Một số văn bản còn phải sửa về thể thức.",
    "Có việc chưa chủ động báo trước khi chậm.",
    "Cần nâng kỹ năng tổng hợp số liệu.",
    "Chưa có sáng kiến trong tháng.",
    "Phối hợp với bộ phận khác có lúc còn chậm.",
)
OPINIONS = (
    "Nhất trí với tự đánh giá.",
    "Làm việc chắc chắn, cần nhanh hơn ở khâu trình ký.",
    "Đã khắc phục tồn tại nêu tháng trước.",
    "Cần ghi rõ số văn bản cho từng kết quả.",
)
RAISE = (
    "Tháng này nhận thêm việc của đồng nghiệp nghỉ ốm nhưng tự chấm thấp.",
    "Có đề xuất được áp dụng, phiếu chưa tính.",
)
LOWER = (
    "Còn hai hồ sơ phải nhắc mới trình; tinh thần trách nhiệm chưa đạt mức tự chấm.",
    "Tự chấm mục đổi mới, sáng tạo khi chưa có sản phẩm cụ thể.",
    "Vắng hai buổi giao ban không báo trước.",
)
OVER_CAP = "Vượt tỷ lệ của cơ quan trong kỳ; xếp theo điểm từ cao xuống."
INDEX_D = "Tiêu chí d tính theo kết quả đã xác nhận của bộ phận phụ trách (Điều 15 khoản 3 điểm a)."


def own_marks(rng: Random, leaves: Sequence[Criterion], skill: float) -> dict[str, str]:
    """Marks as typed for each line, in steps of a half: people differ, and so do the lines of one person."""
    few, mood = len(leaves) <= 4, rng.gauss(0, 0.035) - (0.02 if len(leaves) > 13 else 0)
    return {leaf.id: _typed(_halves(rng, leaf, (skill, mood), few=few)) for leaf in leaves}


def _halves(rng: Random, leaf: Criterion, who: tuple[float, float], *, few: bool) -> int:
    """The mark in half points: three lines of the city's framework lie closer together than a dozen of the decree."""
    (skill, mood), most = who, _most_halves(leaf)
    share = (0.855 if most > 30 else 0.80) + 0.07 * skill if few else GENERAL + 0.055 * skill
    share += mood + rng.gauss(0, 0.04 if few else 0.12)
    return max(0 if few else 1, min(most, round(share * most)))


def _most_halves(leaf: Criterion) -> int:
    assert leaf.max is not None
    return int(leaf.max * 2)


def _typed(halves: int) -> str:
    return f"{halves // 2},5" if halves % 2 else str(halves // 2)


def moved(marks: Mapping[str, str], leaves: Sequence[Criterion], by: Decimal) -> dict[str, str]:
    """Corrections, as typed, that move the sum of the kept marks by about `by`, half a point at a time over the lines."""
    left, found = int(by * 2), {leaf.id: int(Fraction(marks[leaf.id]) * 2) for leaf in leaves}
    before, step = dict(found), 1 if by > 0 else -1
    for leaf in [*reversed(leaves)] * abs(left):
        if left and 0 <= found[leaf.id] + step <= _most_halves(leaf):
            found[leaf.id], left = found[leaf.id] + step, left - step
    return {name: _typed(halves) for name, halves in found.items() if halves != before[name]}


@dataclass(frozen=True)
class View:
    """What a head makes of a sheet: corrections, the opinion, the reason where something changes."""

    corrections: Mapping[str, str]
    opinion: str = ""
    reason: str = ""


def view_of(rng: Random, sheet: tuple[Mapping[str, str], Decimal | None], leaves: Sequence[Criterion]) -> View:
    """Mostly agreement; near a bound of a level some are raised or lowered, elsewhere a line is corrected now and then."""
    marks, score = sheet
    opinion = rng.choice(OPINIONS) if rng.random() < 0.3 else ""
    chance = rng.random()
    for bound in (Decimal(90), Decimal(70)):
        if score is None:
            break
        if bound <= score < bound + 2 and chance < 0.10:
            return View(moved(marks, leaves, bound - score - HALF - HALF), opinion, rng.choice(LOWER))
        if bound - 2 <= score < bound and chance < 0.09:
            return View(moved(marks, leaves, bound - score + HALF), opinion, rng.choice(RAISE))
    if chance > 0.96:
        return View(moved(marks, leaves, -HALF), opinion, rng.choice(LOWER))
    return View({}, opinion)
