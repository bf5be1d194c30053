"""The service for programs in other languages: what the library gives, over HTTP, and nothing of anybody in an error or a log."""

import json
import logging
import sys
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytest.importorskip("fastapi", reason="pip install 'route-advisor[api]'")
pytest.importorskip("httpx", reason="pip install httpx")
sys.path.insert(0, str(ROOT))
from examples.api import app  # noqa: E402
from fastapi.testclient import TestClient  # noqa: E402

from route_advisor import Interview, advise, compare, load, why, write  # noqa: E402
from route_advisor.limits import BYTES_OF_A_FILE  # noqa: E402

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def client():
    """A caller that sees problems as callers do."""
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def amina():
    """The file of somebody in progress."""
    return load(ROOT / "examples" / "amina-b1.yaml")


@pytest.fixture(scope="module")
def body(amina):
    """What a caller sends about her."""
    return {"on": ON.isoformat(), "file": json.loads(amina.model_dump_json(by_alias=True, exclude_none=True))}


def test_each_call_gives_what_the_library_gives(client, amina, body):
    """Advice, text, explanation, difference and the next question: the same as from Python, byte for byte where it is text."""
    advice = advise(amina, on=ON)
    assert client.post("/advise", json=body).json() == json.loads(advice.model_dump_json())
    assert client.post("/write", json={**body, "to": "html", "lang": "en"}).text == write(advice, "html", lang="en")
    assert client.post("/write", json={**body, "reader": "person"}).text == write(advice, "text", reader="person")
    assert client.post("/why", json={**body, "line": "schrijven"}).json() == json.loads(why(amina, "schrijven", on=ON).model_dump_json())
    supposed = advise(amina, on=ON, assume={"writing": "passed_b1"})
    assert client.post("/compare", json={**body, "assume": {"writing": "passed_b1"}}).json() == json.loads(
        compare(advice, supposed).model_dump_json()
    )
    assert client.post("/next-question", json={"on": body["on"]}).json() == json.loads(Interview(on=ON).turn.model_dump_json(by_alias=True))


def test_a_rule_a_schema_and_the_health_can_be_read(client):
    """A rule as its page has it; the schema of each document; which rulebook answers."""
    assert client.get("/rules/WI21-B1-1", params={"on": "2026-11-23", "lang": "en"}).text.startswith("WI21-B1-1\n")
    for document in ("personal-file", "advice", "interview"):
        assert client.get(f"/schema/{document}").json()["properties"]
    assert client.get("/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("sent", "status", "says"),
    [
        (b"{", 422, "this is not plain JSON"),
        (b"\xff", 422, "this is not plain JSON"),
        (b"[" * 5000, 422, "this is not plain JSON"),
        (b"{}", 422, "on is missing"),
        (b'{"on": "2026-11-23", "file": {"case_ref": "111222333"}}', 422, "looks like a BSN"),
        (b'{"on": "2026-11-23", "file": {"case_ref": "a", "naam": "Jan Jansen"}}', 422, '"naam" does not belong here'),
        (b'{"on": "2026-11-23", "file": {"case_ref": "a"}, "assume": {"x": "y"}}', 404, "is not a fact"),
        (b'{"on": "31-12-2026", "file": {"case_ref": "a"}}', 422, "a date is year-month-day"),
        (b'{"on": "1850-01-01", "file": {"case_ref": "a"}}', 422, "1900"),
        (b" " * (BYTES_OF_A_FILE + 1), 413, "larger than"),
    ],
)
def test_a_mistake_is_a_problem_of_one_line_without_a_value(client, sent, status, says):
    """problem+json with the line of the library; what was sent about a person is not in it."""
    given = client.post("/advise", content=sent)
    assert given.status_code == status
    assert given.headers["content-type"] == "application/problem+json"
    problem = given.json()
    assert any(says in line for line in problem["mistakes"]), problem
    assert "Jansen" not in given.text
    assert "111222333" not in given.text


def test_a_problem_has_its_title_in_the_callers_language(client):
    """Dutch where it is asked for, else English."""
    assert client.post("/advise", content=b"{", headers={"accept-language": "nl-NL"}).json()["title"] == "Verbeter wat u stuurde"
    assert client.get("/nothing").json()["title"] == "There is no such thing here"


def test_our_own_fault_tells_nothing(client, body, monkeypatch):
    """A fault is ours, without a word of the program or the file."""
    monkeypatch.setattr("examples.api.service.advise", lambda *_args, **_more: 1 / 0)
    given = client.post("/advise", json=body)
    assert given.status_code == 500
    assert given.json()["mistakes"] == []
    assert "Zero" not in given.text


def test_no_body_is_logged(client, caplog):
    """Whatever is sent, no logger of any library hears it."""
    with caplog.at_level(logging.DEBUG):
        client.post("/advise", json={"on": "2026-11-23", "file": {"case_ref": "somebody-secret"}})
        client.post("/advise", json={"on": "2026-11-23", "file": {"case_ref": "a", "straat": "secret"}})
    assert "secret" not in caplog.text


def test_the_description_is_whole(client):
    """Every reference of the OpenAPI document leads to a schema, and every call that takes a body says which, with an example."""
    document = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    text = json.dumps(document)
    assert {one.split('"')[0] for one in text.split("#/components/schemas/")[1:]} <= set(schemas)
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            assert call["summary"], path
            if method == "post":
                name = call["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
                assert schemas[name]["examples"]


def test_the_examples_of_the_description_are_answered(client):
    """Whoever pastes an example gets an answer."""
    document = client.get("/openapi.json").json()
    for path, calls in document["paths"].items():
        if "post" in calls:
            name = calls["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
            for example in document["components"]["schemas"][name]["examples"]:
                assert client.post(path, json=example).status_code == 200, path
