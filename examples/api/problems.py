"""What goes wrong, as problem+json (RFC 9457), in the caller's language, without a value of anybody's file."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from route_advisor.errors import FileRefused, LimitReached, NotAForm, NotAnAnswer, NotInRulebook, RouteAdvisorError

_STATUS: tuple[tuple[type[RouteAdvisorError], int], ...] = (
    (FileRefused, 422),
    (NotAnAnswer, 422),
    (NotInRulebook, 404),
    (NotAForm, 422),
    (LimitReached, 413),
)
_TITLES = {
    404: {"en": "There is no such thing here", "nl": "Dat is hier niet"},
    405: {"en": "This address is asked in another way", "nl": "Dit adres vraagt u anders"},
    413: {"en": "That is more than is read", "nl": "Dat is meer dan er gelezen wordt"},
    422: {"en": "Please mend what was sent", "nl": "Verbeter wat u stuurde"},
    500: {"en": "Something went wrong on our side; there is no answer", "nl": "Er ging bij ons iets mis; er is geen antwoord"},
}


class Problem(BaseModel):
    """What went wrong, and one line for each mistake."""

    type: str = "about:blank"
    title: str
    status: int
    mistakes: list[str] = []


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": titles["en"],
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        "model": Problem,
    }
    for status, titles in _TITLES.items()
    if status in (404, 413, 422)
}


def add_problems(app: FastAPI) -> None:
    """Tell every refusal of the library, of the framework, and our own faults, as a problem."""

    @app.exception_handler(RouteAdvisorError)
    async def refused(request: Request, error: RouteAdvisorError) -> JSONResponse:
        status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
        return _problem(request, status, [] if status == 500 else str(error).splitlines())

    @app.exception_handler(RequestValidationError)
    async def misread(request: Request, error: RequestValidationError) -> JSONResponse:
        return _problem(request, 422, [f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()])

    @app.exception_handler(HTTPException)
    async def not_here(request: Request, error: HTTPException) -> JSONResponse:
        return _problem(request, error.status_code, [], error.headers)

    @app.exception_handler(Exception)
    async def our_fault(request: Request, _: Exception) -> JSONResponse:
        return _problem(request, 500, [])


def _problem(request: Request, status: int, mistakes: list[str], headers: Mapping[str, str] | None = None) -> JSONResponse:
    lang = "nl" if request.headers.get("accept-language", "").lower().startswith("nl") else "en"
    problem = Problem(title=_TITLES.get(status, _TITLES[422])[lang], status=status, mistakes=mistakes)
    told = {**(headers or {}), "Content-Language": lang}
    return JSONResponse(problem.model_dump(), status, media_type="application/problem+json", headers=told)
