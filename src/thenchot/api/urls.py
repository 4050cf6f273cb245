"""The addresses under /api/v1, and their description in OpenAPI 3.1."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_GET

from thenchot.api.description import describe
from thenchot.api.door import api


@require_GET
def description(_request: HttpRequest) -> HttpResponse:
    """Open to everybody: it tells what may be asked, and nothing of any body."""
    return JsonResponse(describe(), json_dumps_params={"ensure_ascii": False})


urlpatterns = [
    path("openapi.json", description, name="api.description"),
    *(entry for entry in api.urls[0] if getattr(entry, "name", "") != "api-root"),
]
