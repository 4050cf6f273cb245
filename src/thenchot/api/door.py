"""The one object that all addresses for other software hang on: who is let in, and how refusals are answered."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer

from thenchot.api.problem import failed, not_as_described, problem
from thenchot.api.refusals import NO_SUCH
from thenchot.lib.refusals import Refusal
from thenchot.tokens.actions.use_token import use_token
from thenchot.tokens.caller import Caller
from thenchot.tokens.refusals import UNKNOWN

VERSION = "1.0.0"


class Secret(HttpBearer):
    """The secret of a connection key, as “Authorization: Bearer thenchot_…”."""

    def authenticate(self, _request: HttpRequest, token: str) -> Caller:
        return use_token(secret=token)


class Asking(HttpRequest):
    """A request that was let in."""

    auth: Caller


class Plain(JSONRenderer):
    """Vietnamese letters as they are."""

    json_dumps_params = {"ensure_ascii": False}


class Door(NinjaAPI):
    """Each operation is called as its function, in the description and in the clients that are made from it."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__


api = Door(
    title="Then Chốt", version=VERSION, docs_url=None, openapi_url=None, auth=Secret(), renderer=Plain(), urls_namespace="api"
)


@api.exception_handler(Refusal)
def _refused(_request: HttpRequest, raised: Refusal) -> HttpResponse:
    return problem(raised)


@api.exception_handler(ValidationError)
def _unlike(_request: HttpRequest, raised: ValidationError) -> HttpResponse:
    return not_as_described(raised.errors)


@api.exception_handler(HttpError)
def _unreadable(_request: HttpRequest, raised: HttpError) -> HttpResponse:
    """Nobody was let in, or the body is no JSON at all."""
    if isinstance(raised, AuthenticationError):
        return problem(UNKNOWN())
    return not_as_described([{"loc": ("body",), "type": "json_invalid"}])


@api.exception_handler(Http404)
def _missing(_request: HttpRequest, _raised: Http404) -> HttpResponse:
    return problem(NO_SUCH())


@api.exception_handler(Exception)
def _failed(request: HttpRequest, raised: Exception) -> HttpResponse:
    return failed(request, raised)
