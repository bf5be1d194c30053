"""What one run of a caseload was answered the next one knows: the same bytes, and the evaluators are asked only what is new."""

import gc
import os
from datetime import date
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

pytest.importorskip("pyarrow", reason="pip install 'route-advisor[caseload]'")

from route_advisor import Advisor, EngineDisagreement, load, parse
from route_advisor.caseload.batches import Worker
from route_advisor.caseload.known_answers import KnownAnswers
from route_advisor.caseload.run import Pace, Report, _Here, _start, run
from route_advisor.cli import app
from route_advisor.reasoning import answer_table
from route_advisor.reasoning.answer_table import opened, whose, written
from route_advisor.reasoning.kept import Memory
from route_advisor.vocabulary import Standing

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 23)
FILES = [load(path) for path in sorted((ROOT / "examples").glob("*.yaml"))[:12]]
NEVER, ALWAYS = (type("Chance", (Random,), {"random": lambda _, found=found: found})() for found in (0.999, 0.0))
posix = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="only where a folder can be the user's alone")


def an_advisor(book, chance=NEVER):
    """An advisor that knows nothing yet."""
    return Advisor(book, evaluators=("twin", "strikes"), chance=chance)


@pytest.fixture
def asked(book):
    """Somebody who was asked about everybody, and what they kept."""
    advisor = an_advisor(book)
    return [advisor.brief(file, on=ON) for file in FILES], advisor.answers_kept(ON).since(0)


def test_answers_read_back_as_they_were_written(book, asked):
    """Every kind of answer, about the head, a part and a step."""
    owner = whose(book, ON, ("twin", "strikes"))
    assert opened(written(asked[1], owner), owner) == asked[1]
    assert {type(value).__name__ for value in asked[1].values()} == {"tuple", "Standing"}
    assert () in asked[1].values()  # rules that do not apply


def test_who_knows_the_answers_asks_nobody(book, asked, monkeypatch):
    """All briefs are the same, and no evaluator was asked."""
    owner = whose(book, ON, ("twin", "strikes"))
    knows = an_advisor(book)
    knows.answers_kept(ON).keep(opened(written(asked[1], owner), owner))
    monkeypatch.setattr(Advisor, "_verdicts", lambda *_: pytest.fail("an evaluator was asked"))
    assert [knows.brief(file, on=ON) for file in FILES if not _differs(file)] == [
        brief for brief, file in zip(asked[0], FILES, strict=True) if not _differs(file)
    ]


def _differs(file):
    """Whose word differs from a register is always asked about anew."""
    return file.statements is not None


@pytest.mark.parametrize("other", ["rules", "day", "evaluators", "content", "nothing", "no table"])
def test_a_table_of_somebody_else_is_not_read(book, other_law, asked, other):
    """Other rules, another set of rules in force, other evaluators, a sign that differs: as if there were none."""
    owner = whose(book, ON, ("twin", "strikes"))
    table = written(asked[1], owner)
    owner = {
        "rules": whose(other_law, ON, ("twin", "strikes")),
        "day": whose(book, date(2023, 1, 1), ("twin", "strikes")),
        "evaluators": whose(book, ON, ("twin",)),
    }.get(other, owner)
    table = {"content": table.replace(b"done", b"open", 1), "nothing": None, "no table": b"{}\n{}"}.get(other, table)
    assert opened(table, owner) == {}


@pytest.mark.parametrize("module", ["advice/steps.py", "advice/claims.py", "dates.py", "documents/strict_yaml.py", "reasoning/question.py"])
def test_a_table_of_another_program_is_not_read(monkeypatch, module):
    """A kept answer holds places in the list of rules that are asked about: whoever makes that list otherwise reads none of them."""
    before, read = answer_table._program.__wrapped__(), Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: read(path) + (b"#" if path.as_posix().endswith(f"route_advisor/{module}") else b"")
    )
    assert answer_table._program.__wrapped__() != before


@posix
def test_a_table_holds_no_more_than_a_process_keeps(monkeypatch, tmp_path):
    """Run after run: the oldest answers go."""
    monkeypatch.setattr("route_advisor.caseload.known_answers.ANSWERS_KEPT", 3)
    table = KnownAnswers(tmp_path / "a.answers", "us")
    for number in range(5):
        table.add({("rule", number): ()})
    assert [place for _, place in opened(table.path.read_bytes(), "us")] == [2, 3, 4]


def test_where_two_answers_differ_none_of_them_is_kept():
    """Nobody knows which of the two is right, nor what else was kept with it: the next person asks anew."""
    store = Memory(NEVER).store()
    store.keep({("KNM", ()): "open"})
    with pytest.raises(EngineDisagreement, match="about KNM"):
        store.keep({("ONA", ()): "done", ("KNM", ()): "done"})
    assert store.by_key == {}
    assert store.contradicted


def test_one_in_a_thousand_is_asked_anew_of_what_was_read_too(book, asked):
    """An answer that no evaluator gives is found out, and then there is no answer."""
    forged = {key: (value if key[0] in book.catalogue.components or key[0] == "head" else ()) for key, value in asked[1].items()}
    assert forged != asked[1]
    advisor = an_advisor(book, ALWAYS)
    advisor.answers_kept(ON).keep(forged)
    with pytest.raises(EngineDisagreement):
        advisor.brief(FILES[1], on=ON)


@posix
def test_a_table_with_a_wrong_answer_is_thrown_away(tmp_path, book, asked):
    """Whoever is asked anew hears otherwise: their row has no answer, the run says so, and the next one answers every row of it anew."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    (tmp_path / "a.jsonl").write_text("\n".join(file.model_dump_json(by_alias=True, exclude_none=True) for file in FILES), "utf-8")
    known = KnownAnswers.of(an_advisor(book), ON, private)
    known.add({key: _wrong(value) if key[0] == "writing" else value for key, value in asked[1].items()})
    forged = known.path.read_bytes()

    def ran(name, chance, *, resume=False):
        worker = Worker(ON, advisor=an_advisor(book, chance))
        return run(tmp_path / "a.jsonl", tmp_path / name, worker, pace=Pace(1, 4, "fork"), known=known, resume=resume)

    def made(name):
        return {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}

    assert not ran("unnoticed", NEVER).forgotten
    assert known.path.read_bytes() == forged
    noticed = ran("noticed", ALWAYS)
    assert noticed.forgotten
    assert not noticed.whole
    assert noticed.statuses["failed"] == 1  # from then on this process asks everybody
    assert "two answers about writing" in noticed.first_without[0].error
    assert not known.path.exists()
    after = ran("noticed", NEVER, resume=True)
    assert (after.skipped, after.forgotten, after.whole) == (0, False, True)
    assert opened(known.path.read_bytes(), known.owner) == asked[1]
    assert ran("right", NEVER).whole
    assert made("noticed") == made("right") != made("unnoticed")


@posix
def test_whoever_ran_a_caseload_on_a_wrong_table_is_told(tmp_path, monkeypatch):
    """In their language, on stderr: rows of this run may rest on it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    (tmp_path / "a.jsonl").write_text(FILES[0].model_dump_json(by_alias=True, exclude_none=True) + "\n", "utf-8")
    monkeypatch.setattr("route_advisor.caseload.run.run", lambda *_, **__: Report(1, {"ok": 1}, 0, 0, forgotten=True))
    told = CliRunner().invoke(app, ["caseload", str(tmp_path / "a.jsonl"), "--output", str(tmp_path / "out")])
    assert "thrown away" in told.stderr


def _wrong(standing):
    return standing._replace(component=standing.component._replace(standing=Standing.CANNOT_TELL))


@posix
def test_a_process_that_makes_its_own_advisor_knows_the_answers(tmp_path, asked, monkeypatch):
    """As those of the command line do: whoever answers is the one that was told."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    known = KnownAnswers.of(Advisor(), ON, private)
    known.add(asked[1])
    for name in ("worker", "told", "settled"):  # put back at the end
        monkeypatch.setattr(_Here, name, getattr(_Here, name))
    seldom = gc.get_threshold()
    _start(Worker(ON), known)
    gc.set_threshold(*seldom)
    assert _Here.worker.advisor.answers_kept(ON).since(0) == asked[1]
    assert _Here.told == len(asked[1])


@posix
def test_the_next_run_gives_the_same_bytes_and_learns_nothing(tmp_path, book):
    """Whether it knows all, nothing, or the answers about others; the file of answers is the user's alone."""
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    lines = [file.model_dump_json(by_alias=True, exclude_none=True) for file in FILES]
    (tmp_path / "some.jsonl").write_text("\n".join(lines[:5]), "utf-8")
    (tmp_path / "all.jsonl").write_text("\n".join(lines), "utf-8")
    made = []
    for number, (source, knows) in enumerate((("all", False), ("some", True), ("all", True), ("all", True))):
        worker = Worker(ON, advisor=an_advisor(book))
        known = KnownAnswers.of(worker.advisor, ON, private) if knows else None
        run(tmp_path / f"{source}.jsonl", tmp_path / f"out{number}", worker, pace=Pace(2, 4, "fork"), known=known)
        made.append({path.name: path.read_bytes() for path in sorted((tmp_path / f"out{number}").iterdir())})
    assert made[0] == made[2] == made[3]
    (table,) = private.iterdir()
    assert table.stat().st_mode & 0o077 == 0
    everything = opened(table.read_bytes(), whose(book, ON, ("twin", "strikes")))
    advisor = an_advisor(book)
    for line in lines:
        advisor.brief(parse(line, "a"), on=ON)
    assert everything == advisor.answers_kept(ON).since(0)


def test_a_table_names_nobody(asked, book):
    """Words of facts and ids of rules: no reference, no day, no municipality."""
    table = written(asked[1], whose(book, ON, ("twin", "strikes"))).decode()
    assert not [file.case_ref for file in FILES if f'"{file.case_ref}"' in table]
    assert "2026-" not in table


def test_with_the_pages_of_a_municipality_nothing_is_kept(book):
    """Who they speak to differs from person to person."""
    from route_advisor import lay_over

    assert KnownAnswers.of(Advisor(lay_over(book, ROOT / "examples" / "overlay-voorbeeldstad")), ON) is None
