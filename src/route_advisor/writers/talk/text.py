"""The preparation of a talk as plain text, and as Markdown."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.person.letter import Block, Part, Parts, Thing
from route_advisor.writers.person.markdown import heading, plain
from route_advisor.writers.person.text import WIDEST, hanging
from route_advisor.writers.person.wording import FULL_STOPS
from route_advisor.writers.talk.preparation import Talk, preparation
from route_advisor.writers.text import NARROWEST

_BOX = "☐ "


def as_text(advice: Advice, look: Look) -> str:
    """The preparation as text, wrapped at the width of the look."""
    told = preparation(advice, look.lang, look.catalogue)
    lines = _lines(told, look, max(min(look.width, WIDEST), NARROWEST))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def as_markdown(advice: Advice, look: Look) -> str:
    """The preparation as Markdown, with boxes to tick and a table to fill in."""
    return "\n".join(_markdown(preparation(advice, look.lang, look.catalogue))) + "\n"


def _lines(told: Talk, look: Look, width: int) -> Iterator[str]:
    yield from map(look.heading, wrap(told.title, width))
    yield from wrap(told.made, width)
    yield from ("", look.heading(told.open))
    for one in filter(None, (told.done, *told.term)):
        yield from wrap(one, width)
    for group in told.parts:
        yield from hanging(_group(group), f"{group.symbol} ", width)
    for block, bullet in _blocks(told):
        yield from ("", look.heading(block.heading))
        yield from (line for thing in block.things for line in hanging(_said(thing), bullet, width))
    yield from ("", look.heading(told.agreed))
    yield from (f"{column}:" for column in told.columns)
    yield ""
    yield from wrap(told.closing, width)


def _blocks(told: Talk) -> Iterator[tuple[Block, str]]:
    both = ((told.ask, _BOX), (told.bring, _BOX), (told.decides, "- "), (told.others, "- "))
    return ((block, bullet) for block, bullet in both if block)


def _group(group: Parts) -> str:
    return f"{group.heading.removesuffix('.')}: {'; '.join(map(_part, group.parts))}"


def _part(part: Part) -> str:
    told = " – ".join((part.name, *part.notes)).rstrip(FULL_STOPS)
    return f"{told} ({part.mark})" if part.mark else told


def _said(thing: Thing) -> str:
    return " ".join(filter(None, (thing.says, thing.more, thing.when, f"({thing.mark})" if thing.mark else "")))


def _markdown(told: Talk) -> Iterator[str]:
    yield f"# {plain(told.title)}"
    yield ""
    yield plain(told.made)
    yield from heading(told.open)
    yield from _points(filter(None, (told.done, *told.term)), "- ")
    yield from _points((f"{group.symbol} {_group(group)}" for group in told.parts), "- ")
    for block, bullet in _blocks(told):
        yield from heading(block.heading)
        yield from _points(map(_said, block.things), "- [ ] " if bullet == _BOX else "- ")
    yield from heading(told.agreed)
    yield f"| {' | '.join(map(plain, told.columns))} |"
    yield "|---|---|---|"
    yield "| | | |"
    yield from ("", plain(told.closing))


def _points(sentences: Iterable[str], bullet: str) -> Iterator[str]:
    return (bullet + plain(one) for one in sentences)
