"""Tài liệu giao diện lập trình: the description that other software reads, laid out for people, with no network needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thenchot.tokens.verbs import VERBS
from thenchot.web.page import page

Description = Mapping[str, Any]
"""A document of OpenAPI 3.1, handed over by whoever puts the doors together."""
SUMMARIES: Mapping[str, str | Promise] = {
    "me": gettext_lazy("Khóa đang gọi mở được gì, đến ngày nào"),
    "units": gettext_lazy("Danh sách đơn vị"),
    "unit": gettext_lazy("Một đơn vị"),
    "people": gettext_lazy("Danh sách người và vị trí công tác"),
    "person": gettext_lazy("Một người"),
    "tasks": gettext_lazy("Danh sách đầu việc"),
    "task": gettext_lazy("Một đầu việc"),
    "assign": gettext_lazy("Giao một việc"),
    "done": gettext_lazy("Báo việc hoàn thành"),
    "late": gettext_lazy("Báo việc chậm"),
    "rejected": gettext_lazy("Báo việc chưa đạt"),
    "facts": gettext_lazy("Danh sách thông tin phục vụ đánh giá"),
    "kinds": gettext_lazy("Các loại thông tin được ghi nhận, mỗi loại hỏi gì"),
    "fact": gettext_lazy("Một thông tin"),
    "enter": gettext_lazy("Ghi nhận một thông tin"),
    "withdraw": gettext_lazy("Rút lại một thông tin"),
    "sheets": gettext_lazy("Trạng thái các phiếu"),
    "results": gettext_lazy("Kết quả đã công bố"),
}
GROUPS: Mapping[str, str | Promise] = {
    "key": gettext_lazy("Khóa"),
    "units": gettext_lazy("Đơn vị"),
    "people": gettext_lazy("Người"),
    "tasks": gettext_lazy("Đầu việc"),
    "evidence": gettext_lazy("Thông tin phục vụ đánh giá"),
    "sheets": gettext_lazy("Phiếu"),
    "results": gettext_lazy("Kết quả"),
}


@dataclass(frozen=True)
class Field:
    """A member of what is sent or answered: its name, its kind in words, whether it must be there."""

    name: str
    kind: str
    needed: bool
    example: str = ""


@dataclass(frozen=True)
class Operation:
    """One thing to ask."""

    name: str
    method: str
    path: str
    summary: str | Promise
    verb: str
    asked: tuple[Field, ...]
    sent: tuple[Field, ...]
    answered: tuple[Field, ...]
    listed: bool


@require_GET
def reference(request: HttpRequest, describe: Callable[[], Description]) -> HttpResponse:
    document = describe()
    operations = [
        _operation(document, method, path, one)
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    ]
    groups = {
        tag: (
            words,
            [one for one in operations if document["paths"][one.path][one.method.lower()]["tags"] == [tag]],
        )
        for tag, words in GROUPS.items()
    }
    values = {
        "groups": groups, "version": document["info"]["version"], "verbs": VERBS, "base": request.build_absolute_uri("/api/v1"),
        "per_minute": settings.API_PER_MINUTE, "keep": settings.API_KEEP_DAYS, "section": "tokens.list",
    }  # fmt: skip
    return page(request, "tokens/reference.html", values)


def _operation(document: Description, method: str, path: str, given: Description) -> Operation:
    body = given.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answer = next(one for status, one in given["responses"].items() if status.startswith("2"))
    whole = _schema(document, answer["content"]["application/json"]["schema"])
    listed = "items" in whole.get("properties", {}) and "next" in whole["properties"]
    shown = _schema(document, whole["properties"]["items"]["items"]) if listed else whole
    words = str(given.get("description", "")).split("`")
    return Operation(
        name=given["operationId"], method=method.upper(), path=path, summary=SUMMARIES[given["operationId"]],
        verb=words[1] if len(words) > 1 and words[1] in VERBS else "",
        asked=tuple(_parameter(document, one) for one in given.get("parameters", [])),
        sent=_fields(document, _schema(document, body)), answered=_fields(document, shown), listed=listed,
    )  # fmt: skip


def _schema(document: Description, given: Description) -> Description:
    """What a reference stands for; of something or null, the something."""
    if "anyOf" in given:
        return _schema(document, next(one for one in given["anyOf"] if one.get("type") != "null"))
    name = given.get("$ref", "").rpartition("/")[2]
    found: Description = document["components"]["schemas"][name] if name else given
    return found


def _fields(document: Description, given: Description) -> tuple[Field, ...]:
    needed: Sequence[str] = given.get("required", [])
    return tuple(
        Field(name, _kind(document, one), name in needed, _example(one))
        for name, one in given.get("properties", {}).items()
    )


def _parameter(document: Description, given: Description) -> Field:
    return Field(given["name"], _kind(document, given["schema"]), given["required"])


def _example(given: Description) -> str:
    return str(next(iter(given.get("examples", [])), ""))


def _kind(document: Description, given: Description) -> str:
    """The kind of a value in words, with its limits; null is named where it may stand."""
    empty = any(one.get("type") == "null" for one in given.get("anyOf", []))
    found = _schema(document, given)
    words = _plain(found) if found.get("type") != "array" else _("danh sách")
    return _("%(kind)s hoặc null") % {"kind": words} if empty else words


def _plain(given: Description) -> str:
    if "enum" in given:
        return " | ".join(given["enum"])
    dated = {"date": _("ngày, dạng 2026-11-21"), "date-time": _("thời điểm")}.get(given.get("format", ""))
    kinds = {"integer": _("số nguyên"), "boolean": _("true hoặc false"), "object": _("các cặp mã và giá trị")}
    plain = dated or kinds.get(given.get("type", ""), _("văn bản"))
    if "maxLength" in given:
        return _("%(kind)s, nhiều nhất %(n)s ký tự") % {"kind": plain, "n": given["maxLength"]}
    if "maximum" in given and given["maximum"] <= 1000:
        return _("%(kind)s từ %(low)s đến %(high)s") % {
            "kind": plain,
            "low": given["minimum"],
            "high": given["maximum"],
        }
    return plain
