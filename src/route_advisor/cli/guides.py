"""`route-advisor rules guides`: the guides of a rulebook, what each rests on, and which must be read again."""

from typing import Annotated

import typer

from route_advisor.cli.answers import give, write_whole
from route_advisor.cli.options import RulesFolder
from route_advisor.cli.refusals import WrongUse


def guides(
    rules: RulesFolder = None,
    read_again: Annotated[
        list[str] | None, typer.Option("--read-again", metavar="TOPIC", help="Somebody read this guide again, and it is right; or all.")
    ] = None,
) -> None:
    """List the guides and what of the law under them changed since somebody read them.

    A guide that you read again is recorded with --read-again, in guides/read.yaml of the folder of --rules.
    """
    from route_advisor.assurance.check.guides import stale
    from route_advisor.assurance.check.written import by_written_id
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.rulebook.guide_pages import READ, marks_of, read_record, record_text

    book = Rulebook.shipped() if rules is None else Rulebook.read(rules)
    record = {topic: dict(marks) for topic, marks in (read_record(book.folder) if book.folder is not None else {}).items()}
    wanted = tuple(book.guides) if read_again == ["all"] else tuple(read_again or ())
    unknown = [topic for topic in wanted if topic not in book.guides]
    if unknown:
        raise WrongUse(f'there is no guide "{unknown[0]}"; it is one of {", ".join(book.guides)}')
    by_id = {name: tuple(several) for name, several in by_written_id(book.rules).items()}
    if wanted and book.folder is not None:
        record |= {topic: marks_of(book.guides[topic], by_id, book.numbers) for topic in wanted}
        write_whole({book.folder / READ: record_text({topic: record[topic] for topic in record if topic in book.guides})})
    lines = []
    for topic, page in book.guides.items():
        changed = list(stale(topic, page, book, record.get(topic, {})))
        lines.append(f"{topic}: {len(page.rules())} rules, {'as read' if not changed else f'{len(changed)} to read again'}")
        lines += [f"  {says}" for says in changed]
    give("\n".join(lines) + "\n" if lines else "")
