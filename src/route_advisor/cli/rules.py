"""`route-advisor rules`: the rulebook as a policy officer reads it, and what is wrong with it."""

import json
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.desk import Counter
from route_advisor.cli.options import Format, Language, OnDay, OverlayFolders, RulesFolder, ScenariosIn, Shape, a_day
from route_advisor.cli.refusals import ExitCode
from route_advisor.cli.typed import today
from route_advisor.errors import RulebookRefused

if TYPE_CHECKING:
    from route_advisor.assurance.check import Finding, Report
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.rulebook.rule import Rule

rules = typer.Typer(cls=Counter, rich_markup_mode=None, help="Read the rules, and check a rulebook.")


class StageWord(StrEnum):
    """The stages of reasoning, as they are typed."""

    ACT = "act"
    DUTY = "duty"
    COMPONENTS = "components"
    STEPS = "steps"


@rules.command("list")
def list_rules(
    stage: Annotated[StageWord | None, typer.Option("--stage", help="Only the rules of this stage.")] = None,
    *,
    uncertain: Annotated[bool, typer.Option("--uncertain", help="Only rules and numbers whose text of law was not read.")] = False,
    scenarios: Annotated[bool, typer.Option("--scenarios", help="Only rules that no scenario touches.")] = False,
    unread: Annotated[bool, typer.Option("--unread", help="Only rules that nobody read a second time in the law, with why.")] = False,
    scenarios_in: ScenariosIn = Path("tests/scenarios"),
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
) -> None:
    """List the rules: id, stage, sentence."""
    book = _rulebook(folder)
    if unread:
        _give_unread(book, scenarios_in, format_)
        return
    asked = [rule for rule in book.rules if stage is None or rule.stage == stage.value]
    if scenarios:
        from route_advisor.assurance.cases.scenario_coverage import untouched_rules

        untouched = {rule.written_as for rule in untouched_rules(book, scenarios_in)}
        asked = [rule for rule in asked if rule.written_as in untouched]
    chosen = {rule.written_as: rule for rule in asked if not (uncertain and rule.certain)}
    if format_ is Shape.JSON:
        give(_json([_as_data(rule) for rule in chosen.values()]))
        return
    from route_advisor.writers.rule_page import as_number_line, as_rule_line
    from route_advisor.writers.wording import Wording

    refuse_other_language(book.catalogue, lang)
    words = Wording(book.catalogue, lang)
    numbers = [as_number_line(number, words) for number in book.numbers.by_name.values() if uncertain and not number.certain]
    if scenarios and not chosen:
        give(f"{words.label('word_none')}\n")
    give("".join(f"{line}\n" for line in (*(as_rule_line(rule, words) for rule in chosen.values()), *numbers)))


def _give_unread(book: "Rulebook", scenarios_in: Path, format_: Shape) -> None:
    """Each rule whose line in a ledger nobody read, with what its `checked_by` says; then how many were read, and of how many the conditions."""
    from route_advisor.assurance.cases.scenarios import read_scenarios
    from route_advisor.assurance.cases.unread import readings

    found = readings(book, read_scenarios(scenarios_in, book))
    if format_ is Shape.JSON:
        unread = [{"id": id_, "why": found.why_unread[id_]} for id_ in found.unread]
        give(_json({"unread": unread, "without_conditions": found.without_conditions, "rules": len(found.rules)}))
        return
    read = len(found.rules) - len(found.unread)
    counts = f"{len(found.rules)} rules: {read} read a second time, of {len(found.conditions)} the conditions too"
    give("".join(f"{line}\n" for line in (*(f"{id_}: {found.why_unread[id_]}" for id_ in found.unread), counts)))


@rules.command()
def show(
    rule: Annotated[str, typer.Argument(metavar="ID", help="The id of a rule, as WI21-B1-1.", show_default=False)],
    on: OnDay = None,
    lang: Language = "nl",
    folder: RulesFolder = None,
    overlay: OverlayFolders = None,
) -> None:
    """Show one rule with its articles, conditions and examples."""
    from route_advisor.writers.rule_page import as_rule_page, with_numbers

    book, day = _rulebook(folder, overlay), on or today()
    refuse_other_language(book.catalogue, lang)
    found = with_numbers(book.written(rule), book.numbers, day)
    give(as_rule_page(found, book.catalogue, lang=lang, on=day, width=width(), heading=bold))


@rules.command()
def check(
    folder: RulesFolder = None,
    format_: Format = Shape.TEXT,
    on: Annotated[
        date | None, typer.Option("--on", metavar="DATE", parser=a_day, help="Name sources read over 180 days before; today if left out.")
    ] = None,
    overlay: OverlayFolders = None,
) -> None:
    """Read a rulebook, run its examples, and name each mistake.

    Each mistake stands on a line with its page and line number. Where there is one the exit code is 4.
    """
    from route_advisor.assurance.check import check as checked
    from route_advisor.assurance.check import told_by_reader

    try:
        book = _rulebook(folder, overlay)
        report = checked(book, on or today())
    except RulebookRefused as refused:
        mistakes = [_finding_data(one) for one in told_by_reader(refused.mistakes)]
        give(_json({"passed": False, "findings": mistakes}) if format_ is Shape.JSON else f"{refused}\n")
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED) from None
    broken = _give_report(report, book, format_)
    if report.mistakes or broken:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _give_report(report: "Report", book: "Rulebook", format_: Shape) -> tuple[str, ...]:
    """Give the report, with the proof that overlays change nothing of the law where there are overlays; what breaks it."""
    if not book.overlays:
        give(_json(_report_data(report)) if format_ is Shape.JSON else _report_text(report))
        return ()
    from route_advisor.assurance.proof.overlay_proof import as_line, overlay_proof

    proof = overlay_proof(book)
    data = {**_report_data(report), "passed": not report.mistakes and proof.holds, "overlay": asdict(proof)}
    give(_json(data) if format_ is Shape.JSON else _report_text(report) + as_line(proof))
    return proof.broken


def _rulebook(folder: Path | None, overlays: list[Path] | None = None) -> "Rulebook":
    from route_advisor.cli.rulebooks import rulebook_of

    return rulebook_of(folder, overlays)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"


def _as_data(rule: "Rule") -> dict[str, Any]:
    return {
        "id": rule.written_as,
        "stage": rule.stage,
        "page": rule.page,
        "line": rule.line,
        "says": rule.says.sentences(),
        "law": [{"cite": one.cite, "quote": one.quote, "checked_on": one.checked_on, "certainty": one.certainty} for one in rule.law],
        "in_force": {"from": rule.in_force.start, "until": rule.in_force.until},
        "when": {condition.fact: condition.words for condition in rule.when},
        "final_word": rule.final_word,
    }


def _report_text(report: "Report") -> str:
    lines = [str(one) for one in report.mistakes] + [f"{one} (warning)" for one in report.warnings]
    counts = f"{report.pages} pages, {report.rules} rules, {report.numbers} numbers, {report.examples} examples, {report.articles} articles"
    return "\n".join([*lines, f"{counts}: {len(report.mistakes)} mistakes, {len(report.warnings)} warnings"]) + "\n"


def _report_data(report: "Report") -> dict[str, object]:
    counted = {key: value for key, value in asdict(report).items() if key != "findings"}
    return {"passed": not report.mistakes, **counted, "findings": [_finding_data(one) for one in report.findings]}


def _finding_data(finding: "Finding") -> dict[str, object]:
    return {"page": finding.page, "line": finding.line, "about": finding.about, "says": finding.says, "gravity": finding.gravity}
