"""Nhập dữ liệu: units and people, and the product catalogue, each from a workbook, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thenchot.files.table import Problem
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import units_on
from thenchot.people.access import require
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

SHOWN = 300
"""At most so many lines of a report are on the page; the count beside them is of all."""


@dataclass(frozen=True)
class Report:
    """What reading a file came to: counts in words, what stands in the way, and what to look at."""

    which: str
    file: str
    counts: tuple[str, ...]
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    wrote: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.errors, *self.warnings)[:SHOWN]


@dataclass(frozen=True)
class Upload:
    """The file that was sent; `name` is shown back, never used as a path."""

    name: str
    data: bytes = field(repr=False)


@signed_in()
def imports(request: Signed) -> HttpResponse:
    return show(request)


def show(
    request: Signed,
    report: Report | None = None,
    refusal: Refusal | None = None,
    problems: Mapping[str, str] | None = None,
) -> HttpResponse:
    viewer = request.viewer
    require(viewer, "organisation_body")
    units = {
        unit.id: unit
        for path in viewer.scopes("organisation_body")
        for unit in units_on(viewer.day, path).values()
    }
    values: dict[str, Any] = {
        "report": report, "today": viewer.day, "shown": SHOWN, "problems": problems or {},
        "bodies": [unit for unit in units.values() if unit.position != "direct"], "unit_count": len(units),
        "status": 422 if problems or (report and report.errors) else None,
    }  # fmt: skip
    return page(request, "imports/imports.html", values, refusal)


def uploaded(request: HttpRequest) -> Upload | None:
    found = request.FILES.get("file")
    return Upload(str(found.name), found.read()) if found else None


def no_file() -> dict[str, str]:
    return {"file": _("Chọn tệp rồi thực hiện.")}


def split(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Errors, which refuse the file, and warnings, which do not."""
    found = tuple(problems)
    return tuple(one for one in found if not one.warning), tuple(one for one in found if one.warning)
