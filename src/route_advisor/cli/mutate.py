"""`route-advisor rules mutate`: which small changes of the law no example and no scenario would notice."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, refuse_folder
from route_advisor.cli.options import Format, RulesFolder, ScenariosIn, Shape
from route_advisor.cli.refusals import ExitCode
from route_advisor.errors import RulebookRefused

if TYPE_CHECKING:
    from route_advisor.assurance.mutation.mutate import MutationReport


def mutate(
    folder: RulesFolder = None,
    scenarios_in: ScenariosIn = Path("tests/scenarios"),
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="How many processes work at once.")] = 1,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="PATH", help="Keep results in this file, and go on where it stops.")
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Try only so many changes, picked by the seed.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Picks the sample; the same seed picks the same.")] = 0,
    format_: Format = Shape.TEXT,
) -> None:
    """Change the rulebook, one thing at a time, and name each change that no example and no scenario notices.

    First all examples and scenarios must hold. Each change that nothing notices stands on a line, with the test that is missing.
    Where there is one the exit code is 4.
    """
    from route_advisor.assurance.mutation.mutate import Sample
    from route_advisor.assurance.mutation.mutate import mutate as mutated
    from route_advisor.rulebook.book import shipped_folder

    if resume is not None:
        refuse_folder(resume)
    chosen = None if sample is None else Sample(sample, seed)
    try:
        report = mutated(folder or shipped_folder(), scenarios_in, workers=workers, resume=resume, sample=chosen)
    except RulebookRefused as refused:
        give(_json({"passed": False, "mistakes": refused.mistakes}) if format_ is Shape.JSON else f"{refused}\n")
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED) from None
    give(_json(_as_data(report)) if format_ is Shape.JSON else _as_text(report))
    if report.survivors:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _as_text(report: "MutationReport") -> str:
    lines = [f"{one.where}, {one.subject}: {one.change}, and nothing notices; {one.missing}" for one in report.survivors]
    lines += [f"{kind}: {tried} changed, {left} not noticed" for kind, (tried, left) in report.counts.items()]
    lines.append(f"{len(report.results)} changes: {len(report.survivors)} not noticed")
    return "\n".join(lines) + "\n"


def _as_data(report: "MutationReport") -> dict[str, object]:
    return {
        "passed": not report.survivors,
        "counts": {kind: {"changed": tried, "not_noticed": left} for kind, (tried, left) in report.counts.items()},
        "results": [
            {"subject": one.subject, "kind": one.kind, "where": one.where, "change": one.change, "killed_by": killer}
            | ({} if killer else {"missing": one.missing})
            for one, killer in report.results
        ],
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
