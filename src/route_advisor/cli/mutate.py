"""`route-advisor rules mutate`: which small changes of the law no example and no scenario would notice."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, refuse_folder
from route_advisor.cli.options import Format, RulesFolder, ScenariosIn, Shape
from route_advisor.cli.refusals import ExitCode
from route_advisor.errors import RulebookRefused

if TYPE_CHECKING:
    from route_advisor.assurance.mutation.mutate import MutationReport, Share

AT_LEAST = 95.0
"""Percent of the changes of each act that independent cases must notice."""


def mutate(
    folder: RulesFolder = None,
    scenarios_in: ScenariosIn = Path("tests/scenarios"),
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="How many processes work at once.")] = 1,
    resume: Annotated[
        Path | None, typer.Option("--resume", metavar="PATH", help="Keep results in this file, and go on where it stops.")
    ] = None,
    sample: Annotated[int | None, typer.Option("--sample", min=1, help="Try only so many changes, picked by the seed.")] = None,
    seed: Annotated[int, typer.Option("--seed", help="Picks the sample; the same seed picks the same.")] = 0,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NAME", help="Try only changes of this rule, number or fact; repeat it for more.")
    ] = None,
    *,
    independent: Annotated[
        bool,
        typer.Option("--independent", help="Only scenarios that were not written from the page may notice; tells the share of each act."),
    ] = False,
    at_least: Annotated[
        float, typer.Option("--at-least", min=0, max=100, metavar="PERCENT", help="With --independent: the share that each act must reach.")
    ] = AT_LEAST,
    format_: Format = Shape.TEXT,
) -> None:
    """Change the rulebook, one thing at a time, and name each change that no example and no scenario notices.

    First all examples and scenarios must hold. Each change that nothing notices stands on a line, with the test that is missing.
    Where there is one the exit code is 4. With --independent a page and its examples may be wrong together: examples count for
    nothing, and scenarios only where their checked_by names a reading of the law, an official source or the dossier. Then the exit
    code is 4 where an act stays below its share.
    """
    from route_advisor.assurance.mutation.mutate import Sample
    from route_advisor.assurance.mutation.mutate import mutate as mutated
    from route_advisor.rulebook.book import shipped_folder

    if resume is not None:
        refuse_folder(resume)
    chosen = None if sample is None else Sample(sample, seed)
    try:
        report = mutated(
            folder or shipped_folder(),
            scenarios_in,
            workers=workers,
            resume=resume,
            sample=chosen,
            independent=independent,
            only=only or (),
        )
    except RulebookRefused as refused:
        give(_json({"passed": False, "mistakes": refused.mistakes}) if format_ is Shape.JSON else f"{refused}\n")
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED) from None
    if independent:
        low = [act for act, share in report.shares.items() if share.percent < at_least]
        give(_json(_independent_data(report, low)) if format_ is Shape.JSON else _independent_text(report, low, at_least))
    else:
        give(_json(_as_data(report)) if format_ is Shape.JSON else _as_text(report))
    if low if independent else report.survivors:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _independent_text(report: "MutationReport", low: Sequence[str], at_least: float) -> str:
    lines = [f"{one.where}, {one.subject}: {one.change}, and no independent case notices; {one.missing}" for one in report.survivors]
    lines += [f"{kind}: {_share(share)}" for kind, share in report.shares_by_kind.items()]
    lines += [f"{act}: {_share(share)}{f'; asked is {at_least:g} %' if act in low else ''}" for act, share in report.shares.items()]
    return "\n".join(lines) + "\n"


def _share(share: "Share") -> str:
    return f"{share.tried} changed, {share.percent:.1f} % noticed by independent cases, {share.percent_from_the_text:.1f} % without the dossier"


def _independent_data(report: "MutationReport", low: Sequence[str]) -> dict[str, object]:
    return {
        "passed": not low,
        "acts": {act: _share_data(share) | {"enough": act not in low} for act, share in report.shares.items()},
        "kinds": {kind: _share_data(share) for kind, share in report.shares_by_kind.items()},
        "results": _results(report),
    }


def _share_data(share: "Share") -> dict[str, object]:
    shares = {"percent": round(share.percent, 2), "percent_without_the_dossier": round(share.percent_from_the_text, 2)}
    return {"changed": share.tried, "noticed": share.noticed, **shares}


def _as_text(report: "MutationReport") -> str:
    lines = [f"{one.where}, {one.subject}: {one.change}, and nothing notices; {one.missing}" for one in report.survivors]
    lines += [f"{kind}: {tried} changed, {left} not noticed" for kind, (tried, left) in report.counts.items()]
    lines.append(f"{len(report.results)} changes: {len(report.survivors)} not noticed")
    return "\n".join(lines) + "\n"


def _as_data(report: "MutationReport") -> dict[str, object]:
    return {
        "passed": not report.survivors,
        "counts": {kind: {"changed": tried, "not_noticed": left} for kind, (tried, left) in report.counts.items()},
        "results": _results(report),
    }


def _results(report: "MutationReport") -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for one, killer in report.results:
        told = {"subject": one.subject, "kind": one.kind, "where": one.where, "change": one.change, "killed_by": killer and killer.name}
        found.append({**told, "source": killer.source} if killer else {**told, "missing": one.missing})
    return found


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
