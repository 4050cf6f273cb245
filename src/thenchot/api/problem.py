"""What a refusal looks like to other software: problem+json (RFC 9457) with the code and the article of the pages."""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from thenchot.api.refusals import AS_DESCRIBED, FAILURE
from thenchot.lib.refusals import TOO_OFTEN, UNKNOWN_CALLER, Refusal

MEDIA = "application/problem+json"
LOG = logging.getLogger("thenchot.api")


def problem(refusal: Refusal, errors: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """The sentence is in the language that was asked for; the code is the same in both."""
    body: dict[str, object] = {
        "type": f"urn:thenchot:refusal:{refusal.code}", "title": _title(refusal.status), "status": refusal.status,
        "code": refusal.code, "detail": refusal.sentence,
    }  # fmt: skip
    given = {"article": refusal.article, "field": refusal.field, "errors": list(errors)}
    body |= {name: value for name, value in given.items() if value}
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA, status=refusal.status)
    if refusal.status == UNKNOWN_CALLER:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if refusal.status == TOO_OFTEN:
        answer.headers["Retry-After"] = str(refusal.params["seconds"])
    return answer


def not_as_described(found: Sequence[Mapping[str, Any]]) -> HttpResponse:
    """Where the request differs from the description, place by place."""
    errors = [
        {"at": _place(one["loc"]), "rule": str(one["type"]), "detail": _said(str(one["type"]))}
        for one in found
    ]
    return problem(AS_DESCRIBED(count=len(errors)), errors)


def _place(parts: Sequence[object]) -> str:
    """Where in the request, such as body.units; the name that our own function gives a body is left out."""
    shown = (parts[0], *parts[2:]) if parts and parts[0] == "body" else parts
    return ".".join(map(str, shown))


def failed(request: HttpRequest, raised: Exception) -> HttpResponse:
    """Answer with a code that stands in the log beside the traceback."""
    code = secrets.token_hex(4)
    LOG.error("failure shown as code %s at %s", code, request.path, exc_info=raised)
    return problem(FAILURE(shown=code))


def _title(status: int) -> str:
    titles = {
        400: _("Yêu cầu không đúng tài liệu"), 401: _("Chưa có khóa hợp lệ"), 403: _("Không được làm việc này"),
        404: _("Không tìm thấy"), 405: _("Phương thức không nhận"), 409: _("Đã thay đổi"), 413: _("Nội dung quá lớn"),
        415: _("Không phải JSON"), 422: _("Chưa làm được"), 429: _("Gọi quá nhiều"),
    }  # fmt: skip
    return titles.get(status, _("Máy chủ gặp lỗi"))


def _said(rule: str) -> str:
    known = {"missing": _("Thiếu mục này."), "extra_forbidden": _("Tài liệu không có mục này.")}
    return known.get(rule, _("Giá trị không đúng kiểu hoặc giới hạn ghi trong tài liệu."))
