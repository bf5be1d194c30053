"""`route-advisor about` and `--version`: what this is, what it rests on, and what it is not."""

import typer

from route_advisor.cli.answers import give

_IS_NOT = (
    "It is not a decision. It chooses no route and predicts no fine, no permit and no passport.",
    "It is not legal advice, and it is not made by DUO, the IND or a municipality.",
    "It keeps nothing, sends nothing and needs no network. A personal file holds no BSN, name or diagnosis.",
)


def show_version(value: bool) -> None:
    """Print the version and stop, where it was asked."""
    if value:
        from route_advisor.version import __version__

        give(f"route-advisor {__version__}\n")
        raise typer.Exit


def about() -> None:
    """Show version, rulebook, acts and engine."""
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.version import __version__

    book = Rulebook.shipped()
    pages, written = {rule.page for rule in book.rules}, {rule.written_as for rule in book.rules}
    lines = [
        f"route-advisor {__version__}",
        f"engine: {_engine()}",
        f"rulebook: {book.hash}",
        f"  {len(pages)} pages, {len(written)} rules, {len(book.numbers.by_name)} numbers, {len(book.catalogue.facts)} facts",
        "acts, and the newest text of each that was read; those that govern people stand first:",
        *(
            f"  {act.id}: {act.name} ({act.bwb}), {f'text of {act.text_read}' if act.text_read else 'text not read'}"
            for act in sorted(book.acts.values(), key=lambda act: act.governs is None)
        ),
        "what this is not:",
        *(f"  {line}" for line in _IS_NOT),
        book.catalogue.deferral.says.en,
    ]
    give("\n".join(lines) + "\n")


def _engine() -> str:
    from route_advisor.reasoning import engine

    if engine.is_available():
        return f"durable_rules {engine.TRUSTED}, every answer compared with two other readings of the rules"
    return "the plain reading of the rules and their bits; durable_rules is not here (pip install route-advisor[durable] brings it)"
