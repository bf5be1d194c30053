"""The letter as plain text, for a terminal and for an e-mail."""

from collections.abc import Iterable, Iterator
from textwrap import wrap

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.person.build import letter
from route_advisor.writers.person.letter import Block, Letter, Part, Parts, Share, Thing
from route_advisor.writers.text import NARROWEST

WIDEST = 88
"""Longer lines read badly."""

_MOST_BOXES = 10


def as_text(advice: Advice, look: Look) -> str:
    """The letter as text, wrapped at the width of the look. It holds no law; a page has that behind a fold."""
    told = letter(advice, look.lang, look.catalogue)
    lines = _lines(told, look, max(min(look.width, WIDEST), NARROWEST))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(told: Letter, look: Look, width: int) -> Iterator[str]:
    yield from map(look.heading, wrap(told.title, width))
    yield from wrap(told.made, width)
    yield from _after_empty_line(_paragraphs(told.notice, width))
    yield from _numbered(told.first, look, width)
    yield from _after_empty_line(_standing(told, look, width))
    if told.term or told.days:
        yield from ("", look.heading(told.time))
        yield from _paragraphs(told.term, width)
        yield from _things(told.days, width)
    for block in (told.later, told.may, told.know, told.ask, told.disagree, told.late, told.questions):
        yield from _block(block, look, width)
    yield from _after_empty_line(_paragraphs(told.closing, width))


def _after_empty_line(lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
    yield from found


def _paragraphs(sentences: Iterable[str], width: int) -> Iterator[str]:
    for one in sentences:
        yield from wrap(one, width)


def _numbered(block: Block, look: Look, width: int) -> Iterator[str]:
    yield ""
    yield look.heading(block.heading)
    yield from _paragraphs(filter(None, [block.intro]), width)
    for number, thing in enumerate(block.things, start=1):
        yield from _thing(thing, f"{number}. ", width)


def _block(block: Block, look: Look, width: int) -> Iterator[str]:
    if block:
        yield ""
        yield from map(look.heading, wrap(block.heading, width))
        yield from _paragraphs(filter(None, [block.intro]), width)
        yield from _things(block.things, width)


def _things(things: Iterable[Thing], width: int) -> Iterator[str]:
    for thing in things:
        yield from _thing(thing, "- ", width)


def _thing(thing: Thing, first: str, width: int) -> Iterator[str]:
    mark = f"({thing.mark})" if thing.mark else ""
    yield from hanging(" ".join(filter(None, (thing.says, thing.more, mark))), first, width)
    behind = " " * len(first)
    if thing.when:
        yield from hanging(thing.when, behind, width)
    if thing.how:
        yield from hanging(" ".join(thing.how), behind, width)


def _standing(told: Letter, look: Look, width: int) -> Iterator[str]:
    yield look.heading(told.standing)
    yield from _paragraphs(told.facts, width)
    if told.done:
        yield from wrap(f"{_bar(told.share)}{told.done}", width)
    yield from _paragraphs(told.sums, width)
    for group in told.parts:
        yield from _parts(group, width)


def _parts(group: Parts, width: int) -> Iterator[str]:
    if len(group.parts) == 1 and not _more(group.parts[0]):
        (part,) = group.parts
        yield from hanging(f"{group.heading}: {_name(part)}", f"{group.symbol} ", width)
    elif not any(map(_more, group.parts)):
        yield from hanging(f"{group.heading}: {'; '.join(map(_name, group.parts))}", f"{group.symbol} ", width)
    else:
        yield from hanging(f"{group.heading.removesuffix('.')}:", f"{group.symbol} ", width)
        for part in group.parts:
            yield from hanging(_name(part), "  - ", width)
            yield from hanging(" ".join(part.notes), "    ", width)
            yield from (line for one in part.offers for line in hanging(f"{one.label}: {one.title}, {one.url}", "    ", width))
    yield from (line for note in group.notes for line in hanging(note, "  ", width))


def _more(part: Part) -> bool:
    """Whether something stands below the name."""
    return bool(part.notes or part.offers)


def _name(part: Part) -> str:
    return f"{part.name} ({part.mark})" if part.mark else part.name


def _bar(share: Share | None) -> str:
    """One box a part: full where it is done."""
    if share is None or share.needed > _MOST_BOXES:
        return ""
    return "■" * share.done + "□" * (share.needed - share.done) + " "


def hanging(text: str, first: str, width: int) -> Iterator[str]:
    """Text behind a bullet, its lines below one another."""
    if text:
        yield from wrap(
            text, width, initial_indent=first, subsequent_indent=" " * len(first), break_long_words=False, break_on_hyphens=False
        )
