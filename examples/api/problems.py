"""What goes wrong, as problem+json (RFC 9457), in the caller's language, without a value of anybody's file."""

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from route_advisor.errors import FileRefused, LimitReached, NotAForm, NotAnAnswer, NotInRulebook, RouteAdvisorError
from route_advisor.messages import said_in

ENGLISH = "en"
LANGUAGES = ("nl", ENGLISH)
"""In which a problem can be told; whoever asks for none of them reads English."""

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
_IN_THE_ADDRESS = {
    "missing": {"en": "{place} is missing; add it", "nl": "{place} ontbreekt; voeg het toe"},
    "date": {"en": "{place}: a date is year-month-day, as 2026-11-23", "nl": "{place}: een datum is jaar-maand-dag, zoals 2026-11-23"},
    "string_too_long": {"en": "{place}: longer than {max_length} signs", "nl": "{place}: langer dan {max_length} tekens"},
    "": {"en": "{place}: not one of what /docs allows", "nl": "{place}: dit mag niet; /docs zegt wat mag"},
}
"""What the framework finds wrong in the address of a call, by how its kind begins."""

_log = logging.getLogger("examples.api")


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
        lang = language_of(request.headers.get("accept-language", ""))
        return _problem(lang, status, [] if status == 500 else [line for one in _lines(error) for line in said_in(one, lang).splitlines()])

    @app.exception_handler(RequestValidationError)
    async def misread(request: Request, error: RequestValidationError) -> JSONResponse:
        lang = language_of(request.headers.get("accept-language", ""))
        return _problem(lang, 422, [_in_the_address(one, lang) for one in error.errors()])

    @app.exception_handler(HTTPException)
    async def not_here(request: Request, error: HTTPException) -> JSONResponse:
        return _problem(language_of(request.headers.get("accept-language", "")), error.status_code, [], error.headers)

    app.add_middleware(OurFault)


class OurFault:
    """A fault of ours is told as a problem, and logged as its kind and its place: a message could repeat what somebody sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call as the app does, or with status 500."""
        begun = False

        async def sends(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, sends)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the caller gets a problem
            _log.error("%s %s", type(fault).__name__, _place(fault))
            if not begun and scope["type"] == "http":
                headers = dict(scope["headers"])
                await _problem(language_of(headers.get(b"accept-language", b"").decode("latin-1")), 500, [])(scope, receive, send)


def language_of(accepted: str) -> str:
    """The language that a caller likes best of those we have, as RFC 9110 weighs them; English for who names none."""
    weighed: dict[str, float] = {}
    for one in accepted.lower().split(","):
        tag, _, weight = one.partition(";")
        named = [lang for lang in LANGUAGES if tag.strip().partition("-")[0] == lang]
        likes = _weight(weight)
        for lang in named:
            weighed[lang] = max(likes, weighed.get(lang, 0.0))
    best = max(weighed.values(), default=0.0)
    return next((lang for lang, likes in weighed.items() if likes == best > 0), ENGLISH)


def _weight(written: str) -> float:
    name, _, value = written.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


def _lines(error: RouteAdvisorError) -> Iterator[str]:
    """The lines of an error, each as it can say itself in another language."""
    yield from getattr(error, "mistakes", error.args)


def _in_the_address(one: Mapping[str, Any], lang: str) -> str:
    says = next(words for kind, words in _IN_THE_ADDRESS.items() if one["type"].startswith(kind))
    return says[lang].format_map({"place": ".".join(map(str, one["loc"])), **one.get("ctx", {})})


def _place(fault: BaseException) -> str:
    trace = fault.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "" if trace is None else f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}"


def _problem(lang: str, status: int, mistakes: list[str], headers: Mapping[str, str] | None = None) -> JSONResponse:
    problem = Problem(title=_TITLES.get(status, _TITLES[422])[lang], status=status, mistakes=mistakes)
    told = {**(headers or {}), "Content-Language": lang, "Vary": "Accept-Language"}
    return JSONResponse(problem.model_dump(), status, media_type="application/problem+json", headers=told)
