"""All commands, as typer reads them."""

from typing import Annotated

import typer

from route_advisor.cli import (
    about,
    advise,
    ask,
    caseload,
    compare,
    coverage,
    diff,
    facts,
    find,
    guide,
    guides,
    imports,
    languages,
    mcp,
    mutate,
    prove,
    quotes,
    readability,
    rules,
    schema,
    timeline,
    verify,
    who,
    why,
)
from route_advisor.cli.desk import Desk

app = typer.Typer(
    name="route-advisor",
    cls=Desk,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


@app.callback()
def route_advisor(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=about.show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """An explained checklist of open components and next steps for Dutch civic integration (inburgering).

    Your municipality, your PIP and DUO give the final answer.
    """


app.command()(advise.advise)
app.command()(ask.ask)
app.command()(why.why)
app.command()(who.who)
app.command()(find.find)
app.command()(compare.compare)
app.command()(timeline.timeline)
app.command()(caseload.caseload)
app.command()(verify.verify)
app.command()(guide.guide)
app.command()(mcp.mcp)
app.add_typer(imports.imports, name="import")
for command in (prove.prove, coverage.coverage, mutate.mutate, diff.diff, quotes.quotes, readability.readability, guides.guides):
    rules.rules.command()(command)
rules.rules.add_typer(languages.languages, name="languages")
app.add_typer(rules.rules, name="rules")
app.command()(facts.facts)
app.command()(schema.schema)
app.command()(about.about)
