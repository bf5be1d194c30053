"""An assistant that speaks the protocol with the SDK's own client, over stdio, hears what the library says, and that it is no decision."""

import asyncio
import json
import sys
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("mcp", reason="pip install 'route-advisor[mcp]'")
from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client

from route_advisor import Interview, PersonalFile, advise, guide, load, why, write
from route_advisor.advisor import shipped_advisor
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.mcp import server as serving
from route_advisor.mcp.tools import TOOLS
from route_advisor.messages import Message

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
DAY = {"on": ON.isoformat()}
AMINA = load(ROOT / "examples" / "amina-b1.yaml")
FILE = json.loads(AMINA.model_dump_json(by_alias=True, exclude_none=True))
ASKED = {
    "advise": {**DAY, "file": FILE, "lang": "en"},
    "next_question": DAY,
    "why": {**DAY, "file": FILE, "line": "schrijven"},
    "guide": {**DAY, "topic": "afschalen"},
    "rules_show": {**DAY, "rule": "WI21-B1-1", "lang": "en"},
}
MISTAKES = {
    "no day": ("advise", {"file": {"case_ref": "a"}}, "on is missing"),
    "a BSN": ("advise", {**DAY, "file": {"case_ref": "111222333"}}, "looks like a BSN"),
    "a name": ("advise", {**DAY, "file": {"case_ref": "a", "naam": "Jan Jansen"}}, '"naam" does not belong here'),
    "no fact": ("advise", {**DAY, "file": {"case_ref": "a"}, "assume": {"x": "y"}}, "is not a fact"),
    "too much": ("advise", {**DAY, "file": {"case_ref": "x" * (BYTES_OF_A_FILE + 1)}}, "larger than"),
    "too deep": ("next_question", {**DAY, "answered": [json.loads('{"a":' * 40 + "1" + "}" * 40)]}, "nested too deep"),
    "a language": ("guide", {**DAY, "topic": "b1", "lang": "Jansen"}, "lang is geen taal"),
    "no topic": ("guide", {**DAY, "topic": "voetbal"}, "there is no guide"),
    "no rule": ("rules_show", {**DAY, "rule": "WI21-B1-99"}, "is not a rule"),
    "no answer": ("next_question", {**DAY, "answered": [{"question": "route", "answer": "Jansen"}]}, "is not an answer"),
}


@asynccontextmanager
async def connected(errors):
    """An assistant's program that started the server, as it is installed, and says goodbye to it."""
    command = StdioServerParameters(command=sys.executable, args=["-m", "route_advisor.cli", "mcp"], env={"PYTHONPATH": str(ROOT / "src")})
    async with Client(stdio_client(command, errlog=errors)) as client:
        yield client


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """All that one process says to one assistant: its tools, an answer of each, and what it says of each mistake."""

    async def conversation(errors):
        async with connected(errors) as client:
            tools = {tool.name: tool for tool in (await client.list_tools()).tools}
            answers = {name: await client.call_tool(name, arguments) for name, arguments in ASKED.items()}
            refused = {
                (mistake, lang): await client.call_tool(name, {"lang": lang, **arguments})
                for mistake, (name, arguments, _) in MISTAKES.items()
                for lang in ("nl", "en")
            }
            with pytest.raises(MCPError) as no_tool:
                await client.call_tool("decide", {"secret": "Jansen"})
            together = dict(zip(ASKED, await asyncio.gather(*(client.call_tool(*one) for one in ASKED.items())), strict=True))
            assert together == answers, "calls beside each other are answered as one after another"
            given_up = asyncio.create_task(client.call_tool("advise", ASKED["advise"]))
            for _ in range(10):  # it is on its way, and no process can have answered yet
                await asyncio.sleep(0)
            given_up.cancel()
            with pytest.raises(asyncio.CancelledError):
                await given_up
            assert await client.call_tool("guide", ASKED["guide"]) == answers["guide"], "after a cancelled call the server goes on"
            return tools, answers, refused, str(no_tool.value)

    log = tmp_path_factory.mktemp("mcp") / "stderr"
    with log.open("w") as errors:
        return (*asyncio.run(conversation(errors)), log.read_text())


def test_each_tool_says_what_it_takes_and_gives(said):
    """Five tools that only read, each with a schema of what goes in and of what comes out."""
    tools = said[0]
    assert list(tools) == ["advise", "next_question", "why", "guide", "rules_show"]
    for tool in tools.values():
        assert "on" in tool.input_schema["required"]
        assert {"no_decision", "answer"} == set(tool.output_schema["required"])
        assert tool.annotations.read_only_hint
    assert "PersonalFile" in tools["advise"].input_schema["$defs"]
    assert not any("$ref" in json.dumps(tool.input_schema) for name, tool in tools.items() if name != "advise")  # read before each talk


def test_each_answer_is_that_of_the_library(said):
    """The document is the library's own; the client of the SDK checked it against the schema."""
    given = {name: answer.structured_content["answer"] for name, answer in said[1].items()}
    assert given["advise"] == advise(AMINA, on=ON).model_dump(mode="json", by_alias=True)
    assert given["next_question"] == Interview(on=ON).turn.model_dump(mode="json", by_alias=True)
    assert given["why"] == why(AMINA, "schrijven", on=ON).model_dump(mode="json", by_alias=True)
    assert given["guide"] == guide("afschalen", on=ON).model_dump(mode="json", by_alias=True)
    assert given["rules_show"]["page"].startswith("WI21-B1-1\n")
    assert said[1]["advise"].content[0].text == write(advise(AMINA, on=ON), "md", lang="en", reader="person")


@pytest.mark.parametrize("name", ASKED)
def test_each_answer_says_that_it_is_no_decision(said, name):
    """As data and as text, in the language that was asked for."""
    answer, sentence = said[1][name], shipped_advisor().rulebook.catalogue.deferral.says.in_(ASKED[name].get("lang", "nl"))
    assert not answer.is_error
    assert answer.structured_content["no_decision"] == answer.content[-1].text == sentence


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_without_a_value(said, mistake):
    """An assistant hears where, what kind was found and what is allowed, and nothing that was sent about somebody."""
    refused = said[2][mistake, "en"]
    assert refused.is_error
    assert refused.structured_content is None
    lines = [one.text for one in refused.content]
    spoken = "nl" if "lang" in MISTAKES[mistake][1] else "en"
    assert lines.pop() == shipped_advisor().rulebook.catalogue.deferral.says.in_(spoken), "a refusal is no decision either"
    assert any(MISTAKES[mistake][2] in line for line in lines), lines
    assert not any("\n" in line or "Jansen" in line or "111222333" in line or len(line) > 1_000 for line in lines)


@pytest.mark.parametrize("mistake", [mistake for mistake, (_, sent, _) in MISTAKES.items() if "lang" not in sent])
def test_a_mistake_is_told_in_the_language_that_was_asked(said, mistake):
    """Line for line the same, and each line is Dutch where Dutch was asked."""
    dutch, english = ([one.text for one in said[2][mistake, lang].content] for lang in ("nl", "en"))
    assert len(dutch) == len(english)
    assert [line for line in dutch if line in english] == []


def test_no_tool_decides_and_nothing_is_logged(said):
    """Another tool is refused with those that there are; stderr stays empty."""
    assert "there is no such tool" in said[3]
    assert "Jansen" not in said[3]
    assert said[4] == ""


def test_an_answer_that_is_too_long_or_fails_is_one_line(monkeypatch):
    """A limit is named, and never cuts an answer; a fault of ours tells nothing."""
    monkeypatch.setattr(serving, "BYTES_OF_AN_ANSWER", 1_000)
    too_long = serving._answered(shipped_advisor(), TOOLS["guide"], ASKED["guide"])
    assert [one.text for one in too_long.content][:-1] == [Message("answer_too_large", limit="1,000").in_("nl")]
    monkeypatch.setattr(serving, "read_body", lambda *_: 1 / 0)
    fault = serving._answered(shipped_advisor(), TOOLS["guide"], ASKED["guide"])
    assert [one.text for one in fault.content][:-1] == ["er ging aan onze kant iets mis; er is geen antwoord"]
    assert too_long.content[-1] == fault.content[-1] == serving._answered(shipped_advisor(), TOOLS["guide"], {"lang": 3}).content[-1]
    in_english = serving._answered(shipped_advisor(), TOOLS["guide"], {"lang": "en"})
    assert in_english.content[-1].text == shipped_advisor().rulebook.catalogue.deferral.says.en


def test_every_example_file_fits_in_an_answer():
    """The limit on what goes out leaves room for each person in `examples/`."""
    for path in sorted((ROOT / "examples").glob("*.yaml"))[::6]:
        file: PersonalFile = load(path)
        sent = {**DAY, "file": json.loads(file.model_dump_json(by_alias=True, exclude_none=True)), "reader": "lawyer"}
        assert not serving._answered(shipped_advisor(), TOOLS["advise"], sent).is_error, path.name
