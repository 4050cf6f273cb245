"""Days, moments, periods and deadlines in words."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.lib import clock

QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _as_date(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value[:10])
    return value.astimezone(clock.VIETNAM).date() if isinstance(value, datetime) else value


def vndate(value: date | datetime | str | None) -> str:
    """Return 21/11/2026; days and months keep their zero."""
    return f"{_as_date(value):%d/%m/%Y}" if value else ""


def short_day(value: date | datetime | str | None) -> str:
    """Return 23/11, for tables."""
    return f"{_as_date(value):%d/%m}" if value else ""


def weekday(value: date | datetime | str) -> str:
    names = (
        _("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"),
    )  # fmt: skip
    return names[_as_date(value).weekday()]


def long_day(value: date | datetime | str | None) -> str:
    """Return thứ Hai, 23/11/2026, for sentences."""
    return f"{weekday(value)}, {vndate(value)}" if value else ""


def moment(value: datetime | str | None) -> str:
    """Return 08:42, 21/11/2026 in Vietnam's time."""
    if not value:
        return ""
    given = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{given.astimezone(clock.VIETNAM):%H:%M}, {vndate(given)}"


def hour(value: datetime | None) -> str:
    return f"{value.astimezone(clock.VIETNAM):%H:%M}" if value else ""


def due(value: date | str | None) -> str:
    """Return a deadline in words, never a countdown: hôm nay, 23/11; thứ Hai 23/11."""
    if not value:
        return ""
    day = _as_date(value)
    if day == clock.today():
        return _("hôm nay, %(day)s") % {"day": short_day(day)}
    return f"{weekday(day)} {short_day(day)}"


def overdue(value: date | str | None) -> bool:
    return bool(value) and _as_date(value or "") < clock.today()


def period(value: str) -> str:
    """Return tháng 11/2026, quý IV năm 2026, 06 tháng cuối năm 2026 or năm 2026 for 2026-11, 2026-Q4, 2026-H2, 2026."""
    year, _dash, part = value.partition("-")
    if not part:
        return _("năm %(year)s") % {"year": year}
    if part.startswith("H"):
        half = _("06 tháng đầu năm %(year)s") if part == "H1" else _("06 tháng cuối năm %(year)s")
        return half % {"year": year}
    if part.startswith("Q"):
        return _("quý %(quarter)s năm %(year)s") % {"quarter": QUARTERS[part[1:]], "year": year}
    if (get_language() or "vi").startswith("en"):
        return f"{ENGLISH_MONTHS[int(part) - 1]} {year}"
    return f"tháng {part}/{year}"


def capital(text: str) -> str:
    """Begin with a capital letter, leaving the rest as it is."""
    return text[:1].upper() + text[1:]
