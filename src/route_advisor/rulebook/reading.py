"""A folder of rules, read strictly: all that stands on its pages, or one line for each mistake."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.errors import RulebookRefused
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import read_catalogue, read_page
from route_advisor.rulebook.citation import Act
from route_advisor.rulebook.folder import rule_pages
from route_advisor.rulebook.interview_page import read_interview
from route_advisor.rulebook.numbers import ChainLink, Numbers, Planning
from route_advisor.rulebook.page_reader import PageReader, validity
from route_advisor.rulebook.pages import ActEntry, PlanningEntry
from route_advisor.rulebook.pages_read import Pages
from route_advisor.rulebook.rule import topic_of


def read_pages(folder: Path) -> Pages:
    """The pages of a folder. Raises `RulebookRefused` with one line per mistake."""
    if not folder.is_dir():
        raise RulebookRefused([Message("no_rulebook_folder", path=folder)])
    catalogue = read_catalogue(folder)
    acts = _acts(folder)
    reader = PageReader(acts, catalogue)
    for path in rule_pages(folder):
        reader.read(path, path.relative_to(folder).as_posix())
    reader.check_slots()
    planning = _planning(folder, reader)
    if reader.mistakes:
        raise RulebookRefused(list(dict.fromkeys(reader.mistakes)))
    numbers = Numbers(reader.numbers, planning)
    return Pages(acts, catalogue, numbers, tuple(reader.rules), read_interview(folder, catalogue, numbers.by_name))


def _acts(folder: Path) -> dict[str, Act]:
    document = read_page(folder / "acts.yaml", "acts.yaml")
    try:
        entries = TypeAdapter(dict[str, ActEntry]).validate_python(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=ActEntry, under=1)) from None
    return {
        id: Act(id, act.name, act.bwb, validity(act.in_force), act.text_read, governs=act.governs)
        for id, act in entries.items()  # noqa: A001 - the field's word
    }


def _planning(folder: Path, reader: "PageReader") -> Planning:
    """How parts are counted back; nothing where the rulebook has no such page."""
    if not (folder / "planning.yaml").is_file():
        return Planning()
    document = read_page(folder / "planning.yaml", "planning.yaml")
    try:
        page = PlanningEntry.model_validate(document.data)
    except ValidationError as error:
        raise RulebookRefused(mistakes_of(error, document, root=PlanningEntry)) from None
    if not page.chains.keys() & reader.numbers.keys():
        return Planning()  # a rulebook without these steps has nothing to plan
    reader.mistakes += [Message("at", place=document.at(place), what=says) for place, says in _loose_planning(page, reader)]
    chains = {name: tuple(ChainLink(one.link, one.before_the_end, one.soon) for one in links) for name, links in page.chains.items()}
    return Planning(chains, frozenset(page.because), frozenset(page.instead))


def _loose_planning(page: PlanningEntry, reader: "PageReader") -> Iterator[tuple[tuple[str, ...], str]]:
    """What the page of planning names and the rulebook does not have: where it stands, and what is wrong."""
    rules = {rule.written_id for rule in reader.rules}
    topics = {topic for rule in reader.rules if (topic := topic_of(rule)) is not None}
    for name, links in page.chains.items():
        for number in dict.fromkeys((name, *(one for link in links for one in link.before_the_end))):
            if number not in reader.numbers:
                yield (
                    ("chains", name),
                    Message(
                        "where_colon",
                        where=name,
                        what=Message("not_a_number", word=number, hint=did_you_mean(number, list(reader.numbers))),
                    ),
                )
    for id_ in page.because:
        if id_ not in rules:
            yield ("because",), Message("not_a_rule", word=id_, hint=did_you_mean(id_, list(rules)))
    for topic in page.instead:
        if topic not in topics:
            yield ("instead",), Message("no_rule_of_topic", topic=topic, hint=did_you_mean(topic, list(topics)))
