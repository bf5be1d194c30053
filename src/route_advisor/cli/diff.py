"""`route-advisor rules diff`: what a change of law did, for which kinds of people."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import bold, give, refuse_other_language, width
from route_advisor.cli.options import Format, Language, RulesFolder, Shape, a_day
from route_advisor.cli.refusals import WrongUse

if TYPE_CHECKING:
    from route_advisor.assurance.change.diff import Comparison

CHANGED = 1
"""The exit code of `--fail-on-change` where something changed."""

Revision = Annotated[str | None, typer.Argument(show_default=False, help="A folder of rules, or a git revision.")]


def diff(
    old: Revision = None,
    new: Revision = None,
    on: Annotated[date | None, typer.Option("--on", metavar="DATE", parser=a_day, help="One day; the first of two with --and.")] = None,
    and_: Annotated[date | None, typer.Option("--and", metavar="DATE", parser=a_day, help="The second day, of the same rulebook.")] = None,
    *,
    examples: Annotated[bool, typer.Option("--examples", help="End with the smallest example of each change, as scenarios.")] = False,
    fail_on_change: Annotated[bool, typer.Option("--fail-on-change", help="Leave with exit code 1 where something changed.")] = False,
    lang: Language = "en",
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
) -> None:
    """Say which answers change for which kinds of people, by which rule and article.

    Two versions of the rulebook (rules diff main HEAD), or two days of one (rules diff --on 2022-12-31 --and 2023-01-01).
    """
    comparison = _compared(old, new, on, and_, folder)
    if format_ is Shape.JSON:
        from route_advisor.assurance.change.comparison import comparison_data

        give(json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2, default=str) + "\n")
    else:
        from route_advisor.assurance.change.comparison import as_comparison

        refuse_other_language(comparison.after.rulebook.catalogue, lang)
        give(as_comparison(comparison, lang=lang, width=width(), heading=bold) + (_examples(comparison) if examples else ""))
    if fail_on_change and comparison.changed:
        raise typer.Exit(CHANGED)


def _compared(old: str | None, new: str | None, on: date | None, and_: date | None, folder: Path | None) -> "Comparison":
    from route_advisor.assurance.change.diff import Version, compare, compare_days
    from route_advisor.assurance.change.versions import read_version
    from route_advisor.rulebook.book import Rulebook

    if and_ is not None and on is not None and old is None:
        return compare_days(Rulebook.shipped() if folder is None else Rulebook.read(folder), on, and_)
    if old is None or new is None or and_ is not None or folder is not None:
        raise WrongUse("name two versions (rules diff OLD NEW, one day with --on), or two days (rules diff --on DATE --and DATE)")
    before, after = Version(old, read_version(old)), Version(new, read_version(new))
    return compare(before, after, None if on is None else (on, on))


def _examples(comparison: "Comparison") -> str:
    if not comparison.entries:
        return ""
    from route_advisor.assurance.change.diff_examples import examples_yaml

    return f"\n# The smallest example of each change, before and after, as scenarios\n{examples_yaml(comparison)}"
