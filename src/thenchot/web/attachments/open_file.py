"""Mở tệp: the content as a download that no browser runs or shows inside our pages; the opening is recorded."""

from __future__ import annotations

from typing import cast

from django.http import FileResponse, HttpResponse

from thenchot.attachments.access import file_to_read
from thenchot.attachments.actions.open_file import open_file as opened
from thenchot.attachments.kinds import KINDS
from thenchot.web.doors import Signed, signed_in

APART = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""Even if a browser were made to show it: no script, no form, no place of ours."""


@signed_in()
def open_file(request: Signed, attachment_id: int) -> HttpResponse:
    found = file_to_read(request.viewer, attachment_id)
    content = opened(by=request.viewer.actor, attachment=found)
    answer = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=KINDS[found.kind].content_type
    )
    answer.headers["Content-Security-Policy"] = APART
    answer.headers["X-Content-Type-Options"] = "nosniff"
    # Streamed; all that the layers above ask of it is its headers.
    return cast(HttpResponse, answer)
