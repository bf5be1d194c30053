"""`facts`, `schema`, `about`, `--version` and `--help`."""

import json
import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from typer.main import get_command

import route_advisor.cli
from route_advisor import PersonalFile, load
from route_advisor.cli.program import app

HELP_IN_DUTCH = Path(route_advisor.cli.__file__).with_name("help_in_dutch.toml")
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


def test_all_facts_are_listed(run, book):
    """Each fact with its words, one line each."""
    lines = run("facts").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(book.catalogue.facts)
    assert all(word in line for line, fact in zip(lines, book.catalogue.facts.values(), strict=True) for word in fact.values)


def test_one_fact_says_where_its_answer_is_written(run):
    """The words, the question, who keeps it, where it is written and whom to ask."""
    told = run("facts", "route", "--lang", "en").stdout
    for word in ("b1: B1 route", "Which route does your PIP name?", "the PIP", "ask your municipality", "why: "):
        assert word in told


def test_every_fact_can_be_shown(run, book):
    """Also those that rules conclude."""
    for name in book.catalogue.facts:
        assert run("facts", name).exit_code == 0


@pytest.mark.parametrize("of", ["personal-file", "advice"])
def test_a_schema_is_json(run, of):
    """The schema names its dialect and refuses unknown keys."""
    schema = json.loads(run("schema", of).stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False


def test_the_schemas_use_the_keys_that_people_write(run, amina):
    """`schema`, `with` and the other keys stand in the schemas as they stand in the documents."""
    personal_file = json.loads(run("schema", "personal-file").stdout)
    assert personal_file["properties"].keys() == PersonalFile.model_json_schema()["properties"].keys()
    assert personal_file["required"] == ["case_ref"]
    assert "schema" in personal_file["properties"]
    advice = json.loads(run("schema", "advice").stdout)
    told = json.loads(run("advise", amina, "--on", "2026-11-23", "--format", "json").stdout)
    assert advice["properties"].keys() == told.keys()
    assert advice["$defs"]["Step"]["properties"].keys() == told["steps"][0].keys()


def test_about_says_what_it_rests_on_and_what_it_is_not(run, book):
    """Version, hash, acts with the text that was read, the engine, and the limits."""
    told = run("about", "--lang", "en").stdout
    assert book.hash in told
    assert "engine: " in told
    assert "It is not a decision." in told
    dutch = run("about").stdout
    assert "Het is geen besluit." in dutch
    assert [line for line in dutch.splitlines() if line in told.splitlines()] == told.splitlines()[:1]
    assert all(f"{act.id}: {act.name} ({act.bwb}), text" in told for act in book.acts.values())


def test_the_version_is_that_of_the_package(run):
    """`--version` prints one line."""
    assert run("--version").stdout == f"route-advisor {version('route-advisor')}\n"


@pytest.mark.parametrize(
    "command",
    [[], ["advise"], ["why"], ["import"], ["import", "duo"], ["rules"], ["rules", "check"], ["facts"], ["schema"], ["who"], ["about"]],
)
def test_every_command_explains_itself(run, command):
    """Help is an answer: it stands on stdout with exit code 0."""
    given = run(*command, "--help")
    assert (given.exit_code, given.stderr) == (0, "")
    assert given.stdout.startswith(f"Usage: {' '.join(['route-advisor', *command])}")


def test_the_examples_can_be_read(run):
    """Every example file is answered."""
    for path in EXAMPLES:
        assert load(path).case_ref in run("advise", path, "--on", "2026-11-23").stdout


def test_without_its_extra_the_server_for_assistants_says_what_to_install(run, monkeypatch):
    """One line, and no traceback."""
    monkeypatch.setitem(sys.modules, "mcp", None)
    for name in [one for one in sys.modules if one.startswith("route_advisor.mcp")]:
        monkeypatch.delitem(sys.modules, name)
    result = run("mcp")
    assert result.exit_code == 2
    assert "install it with: pip install 'route-advisor[mcp]'" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.output


def commands_below(command, path=()):
    """A command and those below it, each with its path."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands_below(below, (*path, name))


@pytest.mark.parametrize("path", [path for path, _ in commands_below(get_command(app)) if path[:1] != ("rules",)], ids=" ".join)
def test_help_is_dutch_where_dutch_is_asked(run, monkeypatch, path):
    """The machine or --lang says which language; what is for who works on the rules stays English. Options keep their names."""
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    english = run(*path, "--help").stdout
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    dutch = run(*path, "--help").stdout
    assert dutch.startswith("Gebruik: ")
    assert re.findall(r"(?m)^  (--?[a-z-]+)", dutch) == re.findall(r"(?m)^  (--?[a-z-]+)", english)
    assert re.search(r"(?<!-)\b(the|and|of the|this|with|each|default|required)\b", re.sub(r"[<{\[`][^\n]*?[>}\]`]", "", dutch)) is None


def test_every_dutch_word_of_help_is_said():
    """No text is left over for an option or a command that is gone."""
    page = tomllib.loads(HELP_IN_DUTCH.read_text("utf-8"))
    every = dict(commands_below(get_command(app)))
    assert {" ".join(path) for path in every} >= page["commands"].keys()
    assert {getattr(one, "help", None) for command in every.values() for one in command.params} >= page["options"].keys()
