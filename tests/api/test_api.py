"""The service for programs in other languages: what the library gives, over HTTP, and nothing of anybody in an error or a log."""

import json
import logging
import re
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


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [
        ("nl", "nl"),
        ("nl-NL,nl;q=0.9,en;q=0.8", "nl"),
        ("de, nl;q=0.4, en;q=0.3", "nl"),
        ("en-GB, nl;q=0.9", "en"),
        ("nl;q=0, en;q=0.1", "en"),
        ("ar", "en"),
        ("*", "en"),
        ("", "en"),
        ("nl;q=much", "en"),
    ],
)
def test_every_kind_of_problem_is_told_in_the_callers_language(client, monkeypatch, accepted, lang):
    """Title and lines: what is no JSON, what is missing, what is too much, what is not here, what stands in the address, and our own fault."""
    headers = {"accept-language": accepted}
    advised = {"on": "2026-11-23", "file": {"case_ref": "a"}}
    monkeypatch.setattr("examples.api.service.why", lambda *_args, **_more: 1 / 0)
    given = {
        "JSON": client.post("/advise", content=b"{", headers=headers),
        "missing": client.post("/advise", json={}, headers=headers),
        "large": client.post("/advise", content=b" " * (BYTES_OF_A_FILE + 1), headers=headers),
        "no fact": client.post("/advise", json={**advised, "assume": {"x": "y"}}, headers=headers),
        "no rule": client.get("/rules/WI21-NONE-1", params={"on": "2026-11-23"}, headers=headers),
        "no day": client.get("/rules/WI21-B1-1", headers=headers),
        "wrong day": client.get("/rules/WI21-B1-1", params={"on": "tomorrow"}, headers=headers),
        "long": client.get("/rules/" + "a" * 61, params={"on": "2026-11-23"}, headers=headers),
        "no schema": client.get("/schema/nothing", headers=headers),
        "no address": client.get("/nothing", headers=headers),
        "no method": client.get("/advise", headers=headers),
        "no answer": client.post(
            "/next-question", json={"on": "2026-11-23", "answered": [{"question": "route", "answer": 3}]}, headers=headers
        ),
        "fault": client.post("/why", json={**advised, "line": "knm"}, headers=headers),
    }
    dutch = re.compile(
        r"\b(dit|is geen|ontbreekt|groter|langer|een datum|mag|staat|voeg|geen|niet|kies|verbeter|iets|dat)\b", re.IGNORECASE
    )
    for name, problem in given.items():
        assert problem.headers["content-type"] == "application/problem+json", name
        assert (problem.headers["content-language"], problem.headers["vary"]) == (lang, "Accept-Language"), name
        for line in (problem.json()["title"], *problem.json()["mistakes"]):
            assert bool(dutch.search(line)) == (lang == "nl"), f"{name}: {line}"
        assert problem.json()["mistakes"] or name in ("no address", "no method", "fault"), name


def test_a_body_is_read_up_to_its_limit_also_where_nobody_says_how_long_it_is(client):
    """On every call that takes one: piece by piece, and no further than the limit."""
    for path in ("/advise", "/write", "/next-question", "/why", "/compare"):
        sent = []

        def pieces(sent=sent):
            for _ in range(100):
                sent.append(1)
                yield b" " * 100_000

        assert client.post(path, content=pieces()).status_code == 413, path
        fits = client.post(path, content=b" " * BYTES_OF_A_FILE)
        assert fits.status_code == 422, f"{path}: a body of the limit itself is read"


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("/next-question", {"answered": [{}] * 501}),
        ("/why", {"line": "a" * 101}),
        ("/why", {"line": ""}),
        ("/write", {"lang": "a" * 21}),
        ("/advise", {"assume": {f"a{number}": "b" for number in range(51)}}),
        ("/advise", {"more": 1}),
    ],
)
def test_each_part_of_a_body_has_a_limit(client, path, more):
    """A list, a line, a language, what is supposed; and nothing that nobody asked for."""
    given = client.post(path, json={"on": "2026-11-23", "file": {"case_ref": "a"}, **more})
    assert (given.status_code, bool(given.json()["mistakes"])) == (422, True)


def test_our_own_fault_tells_nothing_and_is_logged_as_its_kind_and_its_place(client, body, monkeypatch, caplog):
    """A fault is ours, without a word of the program or the file, neither to the caller nor in a log."""

    def fails(file, **_more):
        raise ZeroDivisionError(f"secret: {file.case_ref}")

    monkeypatch.setattr("examples.api.service.advise", fails)
    with caplog.at_level(logging.DEBUG):
        given = client.post("/advise", json=body)
    assert (given.status_code, given.json()["mistakes"]) == (500, [])
    assert "Zero" not in given.text
    assert [re.sub(r"[\w.]*test_api:\d+", "here", one.getMessage()) for one in caplog.records if one.name == "examples.api"] == [
        "ZeroDivisionError here"
    ]
    assert "secret" not in caplog.text
    assert "amina" not in caplog.text


def test_no_body_is_logged(client, caplog):
    """Whatever is sent, no logger of any library hears it."""
    with caplog.at_level(logging.DEBUG):
        client.post("/advise", json={"on": "2026-11-23", "file": {"case_ref": "somebody-secret"}})
        client.post("/advise", json={"on": "2026-11-23", "file": {"case_ref": "a", "straat": "secret"}})
        client.post("/next-question", json={"on": "2026-11-23", "answered": [{"question": "secret", "answer": "secret"}]})
        client.post("/why", json={"on": "2026-11-23", "file": {"case_ref": "secret"}, "line": "secret"})
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
