"""The script that compares engine and twin on very many file-days finds a fault, makes it small, and is the same for one seed."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.cases.corpus import read_cases
from route_advisor.errors import EngineFailed, RulebookRefused
from route_advisor.reasoning.engine import Engine
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import Outcome


@pytest.fixture
def script(monkeypatch):
    """The script as a module, with batches so small that each kind is read within some hundred file-days."""
    spec = spec_from_file_location("twin_at_scale", Path(__file__).with_name("twin_at_scale.py"))
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)  # workers look it up by its name
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "BATCH", 40)
    monkeypatch.setattr(module, "DAYS_A_FILE", 4)
    return module


def broken(id_):
    """A kind of engine that refutes one rule wherever that applies for a single reason that nobody else looks at."""

    class Broken(Engine):
        def verdicts(self, facts):
            verdicts, after = super().verdicts(facts)
            wrong = (Verdict(one.rule, Outcome.DOES_NOT_APPLY) if one.rule.id == id_ and one.applies else one for one in verdicts)
            return tuple(wrong), after

    return Broken


@pytest.mark.needs_engine
def test_engine_and_twin_agree_on_some_hundred_file_days(script, capsys, tmp_path):
    """Files of every kind, on edges of the law and in many epochs; figures, seed and versions are told."""
    assert script.main(["--file-days", "200", "--seed", "3", "--workers", "1", "--corpus", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert "file-days          200 (40 coherent, 80 facts, 40 near edges, 40 hostile)" in told
    assert "disagreements      0" in told
    assert "seed               3" in told
    assert "durable_rules 2.0.28" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.needs_engine
def test_one_seed_gives_one_run_whoever_reads(script):
    """The same files, questions and days with one worker and with two; another seed gives others."""
    one, two = (script.run(120, 5, workers, tell=lambda _line: None) for workers in (1, 2))
    assert (one.files, one.questions, one.edges, one.epochs) == (two.files, two.questions, two.edges, two.epochs)
    assert one.file_days == two.file_days == 120
    assert script.run(120, 6, 1, tell=lambda _line: None).questions != one.questions


@pytest.mark.needs_engine
def test_a_seeded_fault_is_found_and_made_small(script, monkeypatch, capsys, tmp_path, book):
    """An engine that refutes one rule is found out; the case keeps the facts of that rule, and waits for a person to judge it."""
    rule = book.rule("WI21-ACT-1")
    monkeypatch.setattr(script, "Engine", broken(rule.id))
    assert script.main(["--file-days", "200", "--seed", "3", "--workers", "1", "--corpus", str(tmp_path)]) == 1
    assert f"rules {rule.id}; facts" in capsys.readouterr().out
    (path, *_) = sorted(tmp_path.glob("found-*.json"))
    with pytest.raises(RulebookRefused, match="nobody judged"):
        read_cases(tmp_path, book)
    from route_advisor.assurance.cases.corpus import Case
    from route_advisor.documents.strict_yaml import read_yaml

    case = Case.model_validate(read_yaml(path.read_text(encoding="utf-8"), path.name).data)
    assert case.expected == {rule.id: "applies"}
    known = case.known(book)
    assert all(known.word(condition.fact) in condition.words for condition in rule.when)
    assert len(case.facts) + len(case.said) <= len(rule.when)
    assert set(case.file) <= {"duo"}


@pytest.mark.needs_engine
def test_an_engine_that_fails_is_a_disagreement(script, monkeypatch):
    """Where durable_rules gives up, that is counted and told, and the run goes on."""

    class Failing(Engine):
        def verdicts(self, facts):
            if facts.word("route") == "z":
                raise EngineFailed
            return super().verdicts(facts)

    monkeypatch.setattr(script, "Engine", Failing)
    tally = script.run(200, 3, 1, tell=lambda _line: None)
    assert tally.file_days == 200
    assert 0 < tally.disagreements < 200


def test_days_are_spread_over_every_epoch_and_edge(script):
    """Enough days of an empty file meet each epoch and each day on which the law changes."""
    from random import Random

    from route_advisor.assurance.cases.corpus import the_file

    days = script._days_for(the_file({}), Random(1))  # noqa: S311 - not for secrets
    met = {next(days) for _ in range(8 * len(script.legal_edges()))}
    assert set(script.legal_edges()) <= met
    book = Rulebook.shipped()
    assert {book.epoch(day) for day in met} == {book.epoch(day) for day in script.epochs()}


def test_without_the_engine_there_is_nothing_to_compare(script, monkeypatch, capsys):
    """One line says what to install, with an exit code of its own."""
    monkeypatch.setattr(script, "is_available", lambda: False)
    assert script.main(["--file-days", "1"]) == 2
    assert capsys.readouterr().err == "the durable engine is not here to be compared with: pip install 'route-advisor[durable]'\n"


@pytest.mark.parametrize("typed", [["--file-days", "0"], ["--workers", "0"], ["--seed", "one"]])
def test_a_wrong_number_is_refused(script, typed, capsys):
    """One line, and no traceback."""
    with pytest.raises(SystemExit) as left:
        script.main(typed)
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err
