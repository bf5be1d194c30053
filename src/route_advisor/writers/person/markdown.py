"""The letter as Markdown."""

import re
from collections.abc import Iterable, Iterator

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.person.build import letter
from route_advisor.writers.person.letter import Block, Letter, Part, Parts, Thing

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|#~])")


def as_markdown(advice: Advice, look: Look) -> str:
    """The letter as Markdown. It holds no law; a page has that behind a fold."""
    return "\n".join(_lines(letter(advice, look.lang, look.catalogue))) + "\n"


def _lines(told: Letter) -> Iterator[str]:
    yield f"# {plain(told.title)}"
    yield ""
    yield plain(told.made)
    yield from _paragraphs(told.notice)
    yield from _block(told.first, "1. ")
    yield from _standing(told)
    if told.term or told.days:
        yield from heading(told.time)
        yield from (f"- {plain(one)}" for one in told.term)
        yield from (line for thing in told.days for line in _thing(thing, "- "))
    for block in (told.later, told.may, told.know, told.ask, told.disagree, told.late, told.questions):
        yield from _block(block)
    yield from _paragraphs([" ".join(told.closing)])


def plain(text: str) -> str:
    """Text whose characters mean nothing in Markdown."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)


def heading(text: str) -> Iterator[str]:
    """A heading of the second level, between empty lines."""
    yield ""
    yield f"## {plain(text)}"
    yield ""


def _paragraphs(sentences: Iterable[str]) -> Iterator[str]:
    for one in sentences:
        yield ""
        yield plain(one)


def _block(block: Block, bullet: str = "- ") -> Iterator[str]:
    if block.things or (block.intro and bullet != "- "):
        yield from heading(block.heading)
        if block.intro:
            yield plain(block.intro)
            yield ""
        yield from (line for thing in block.things for line in _thing(thing, bullet))


def _thing(thing: Thing, bullet: str) -> Iterator[str]:
    mark = f"*({plain(thing.mark)})*" if thing.mark else ""
    yield bullet + " ".join(filter(None, (f"**{plain(thing.says)}**", plain(thing.more), mark)))
    behind = " " * len(bullet)
    if thing.when:
        yield f"{behind}- **{plain(thing.when)}**"
    yield from (f"{behind}- {plain(how)}" for how in thing.how)


def _standing(told: Letter) -> Iterator[str]:
    yield from heading(told.standing)
    yield from (f"- {plain(one)}" for one in (*told.facts, *filter(None, [told.done]), *told.sums))
    yield from (line for group in told.parts for line in _parts(group))


def _parts(group: Parts) -> Iterator[str]:
    yield f"- {group.symbol} **{plain(group.heading)}**"
    for part in group.parts:
        yield f"  - {_name(part)}{': ' if part.notes else ''}{plain(' '.join(part.notes))}"
        yield from (f"    - {plain(one.label)}: [{plain(one.title)}](<{one.url}>)" for one in part.offers)
    yield from (f"  - {plain(note)}" for note in group.notes)


def _name(part: Part) -> str:
    return f"{plain(part.name)} *({plain(part.mark)})*" if part.mark else plain(part.name)
