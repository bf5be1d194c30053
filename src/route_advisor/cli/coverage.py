"""`route-advisor rules coverage`: which rules and conditions no case has tried."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give
from route_advisor.cli.options import Format, RulesFolder, ScenariosIn, Shape, a_day
from route_advisor.cli.refusals import ExitCode

if TYPE_CHECKING:
    from route_advisor.assurance.cases.rule_coverage import RuleCoverage

STORIES_ON = date(2026, 11, 23)
"""The day of the stories in `tests/stories`."""


def coverage(
    folder: RulesFolder = None,
    scenarios_in: ScenariosIn = Path("tests/scenarios"),
    stories_in: Annotated[
        Path, typer.Option("--stories-in", metavar="DIR", help="Where whole personal files stand; none where it is not there.")
    ] = Path("examples"),
    stories_on: Annotated[
        date | None,
        typer.Option(
            "--stories-on", metavar="DATE", parser=a_day, help=f"The day on which those files are read; {STORIES_ON} if left out."
        ),
    ] = None,
    format_: Format = Shape.TEXT,
) -> None:
    """Name each rule and condition that no example, scenario or story tries.

    Each rule must apply, not apply and not be tellable in some case, and each condition must once be the only one that fails.
    Each gap stands on a line with an example that fills it. Where there is one the exit code is 4.
    """
    from route_advisor.assurance.cases.rule_coverage import rule_coverage
    from route_advisor.assurance.cases.scenarios import read_scenarios
    from route_advisor.rulebook.book import Rulebook

    book = Rulebook.shipped() if folder is None else Rulebook.read(folder)
    found = rule_coverage(book, read_scenarios(scenarios_in, book), sorted(stories_in.glob("*.yaml")), stories_on or STORIES_ON)
    give(_as_json(found) if format_ is Shape.JSON else _as_text(found))
    if found.gaps:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _as_text(found: "RuleCoverage") -> str:
    lines = [str(gap) for gap in found.gaps]
    lines += [f"{one} (it cannot fail, and is not counted)" for one in found.always_hold]
    asking = found.with_conditions
    lines.append(
        f"{found.rules} rules: {found.applied} applied, {found.did_not_apply} of {asking} did not apply, "
        f"{found.could_not_tell} of {asking} could not tell; "
        f"{found.decided} of {found.conditions} conditions decided alone: {len(found.gaps)} gaps"
    )
    return "\n".join(lines) + "\n"


def _as_json(found: "RuleCoverage") -> str:
    return json.dumps({"complete": not found.gaps, **asdict(found)}, ensure_ascii=False, indent=2) + "\n"
