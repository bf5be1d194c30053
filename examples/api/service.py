"""The calls of the service. Each reads its body, asks the library, and gives what the library gives."""

from datetime import date
from importlib.metadata import version as version_of
from typing import Annotated, Any

from examples.api.bodies import body_of
from examples.api.description import described
from examples.api.problems import PROBLEMS, add_problems
from fastapi import Depends, FastAPI, Path, Query
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from pydantic import BaseModel

from route_advisor import Advice, Changes, Explanation, Interview, PersonalFile, advise, compare, why, write
from route_advisor.advisor import shipped_advisor
from route_advisor.interview import Turn
from route_advisor.readers.bodies import AdviseBody, Body, CompareBody, QuestionBody, WhyBody, WriteBody
from route_advisor.vocabulary import Form
from route_advisor.writers.rule_page import as_rule_page, with_numbers

app = FastAPI(
    title="route_advisor",
    version=version_of("route-advisor"),
    summary="An explained checklist of open components and next steps for Dutch civic integration (inburgering).",
    description="It is help and no decision: your municipality, your PIP and DUO give the final answer. Nothing that is sent is kept or logged.",
    responses=PROBLEMS,
)
add_problems(app)
MEDIA = {
    Form.HTML: "text/html",
    Form.MD: "text/markdown",
    Form.ICS: "text/calendar",
    Form.JSON: "application/json",
    Form.SVG: "image/svg+xml",
}
WRITTEN: dict[int | str, dict[str, Any]] = {200: {"content": {media: {} for media in MEDIA.values()}}}
SCHEMAS: dict[str, type[BaseModel]] = {"personal-file": PersonalFile, "advice": Advice, "interview": Turn}


def takes(kind: type[Body]) -> dict[str, Any]:
    """What a call takes, for its description."""
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@app.post("/advise", openapi_extra=takes(AdviseBody))
def advise_(body: Annotated[AdviseBody, Depends(body_of(AdviseBody))]) -> Advice:
    """The explained checklist of this person on that day, as `advice/1`."""
    return advise(body.file, on=body.on, assume=body.assume)


@app.post("/write", openapi_extra=takes(WriteBody), response_class=PlainTextResponse, responses=WRITTEN)
def write_(body: Annotated[WriteBody, Depends(body_of(WriteBody))]) -> Response:
    """The same, written for a reader in a form and a language."""
    advice = advise(body.file, on=body.on, assume=body.assume)
    text = write(advice, body.to, lang=body.lang, reader=body.reader)
    return HTMLResponse(text) if body.to is Form.HTML else Response(text, media_type=MEDIA.get(body.to, "text/plain"))


@app.post("/next-question", openapi_extra=takes(QuestionBody))
def next_question(body: Annotated[QuestionBody, Depends(body_of(QuestionBody))]) -> Turn:
    """One turn of an interview: the question that settles most next, with its answers, and the file so far."""
    return Interview(body.file, on=body.on, answered=body.answered).turn


@app.post("/why", openapi_extra=takes(WhyBody))
def why_(body: Annotated[WhyBody, Depends(body_of(WhyBody))]) -> Explanation:
    """Why a line stands, and what would close it."""
    return why(body.file, body.line, on=body.on, assume=body.assume, advisor=shipped_advisor())


@app.post("/compare", openapi_extra=takes(CompareBody))
def compare_(body: Annotated[CompareBody, Depends(body_of(CompareBody))]) -> Changes:
    """What differs between two files, two days, or with something supposed, and by which rule and fact."""
    after = advise(body.other or body.file, on=body.other_on or body.on, assume=body.assume)
    return compare(advise(body.file, on=body.on), after)


@app.get("/rules/{rule}", response_class=PlainTextResponse)
def rule_(rule: Annotated[str, Path(max_length=60)], on: date, lang: Annotated[str, Query(max_length=20)] = "nl") -> str:
    """One rule as its page has it, with its articles as of a day. 404 where there is none."""
    book = shipped_advisor().rulebook
    return as_rule_page(with_numbers(book.written(rule), book.numbers, on), book.catalogue, lang=lang, on=on)


@app.get("/schema/{document}")
def schema(document: Annotated[str, Path(pattern="^(personal-file|advice|interview)$")]) -> dict[str, Any]:
    """The JSON Schema of a document."""
    return SCHEMAS[document].model_json_schema(by_alias=True, mode="validation" if document == "personal-file" else "serialization")


@app.get("/health")
def health() -> dict[str, str]:
    """That the rulebook is read, and which one."""
    return {"status": "ok", "rulebook": shipped_advisor().rulebook.hash, "version": app.version}


app.openapi = described(app, AdviseBody, WriteBody, QuestionBody, WhyBody, CompareBody)  # type: ignore[method-assign]
