"""The preparation of a talk as one page of A4, to fill in by hand."""

from collections.abc import Iterator
from html import escape

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.person.letter import Block, Parts, Thing
from route_advisor.writers.person.page import bar, head
from route_advisor.writers.person.style import BASE, TALK
from route_advisor.writers.talk.preparation import LINES_TO_WRITE_ON, Talk, preparation


def as_html(advice: Advice, look: Look) -> str:
    """The preparation as a page: whole in itself, and one side of A4 when it is printed. Every text in it is escaped."""
    return "\n".join(_page(preparation(advice, look.lang, look.catalogue))) + "\n"


def _page(told: Talk) -> Iterator[str]:
    yield from head(told.language, told.direction, told.title, BASE + TALK)
    yield f'<body><main><header><h1>{escape(told.title)}</h1><p class="made">{escape(told.made)}</p></header><div class="sides">'
    yield f"<section><h2>{escape(told.open)}</h2>{_done(told)}{''.join(map(_parts, told.parts))}{_paragraphs(told.term)}</section>"
    for block, ticked in ((told.ask, True), (told.bring, True), (told.decides, False), (told.others, False)):
        if block:
            yield _block(block, ticked=ticked)
    yield "</div>"
    yield from _agreed(told)
    yield f'</main><footer class="closing"><p>{escape(told.closing)}</p></footer></body></html>'


def _done(told: Talk) -> str:
    return f"<p>{escape(told.done)}{bar(told.share)}</p>" if told.done else ""


def _parts(group: Parts) -> str:
    items = "".join(f"<li>{escape(' – '.join((part.name, *part.notes)))}{_mark(part.mark)}</li>" for part in group.parts)
    return f"<p>{escape(group.heading.removesuffix('.'))}:</p><ul>{items}</ul>"


def _block(block: Block, *, ticked: bool) -> str:
    items = "".join(f"<li>{_thing(thing)}</li>" for thing in block.things)
    return f'<section><h2>{escape(block.heading)}</h2><ul class="{"tick" if ticked else "told"}">{items}</ul></section>'


def _thing(thing: Thing) -> str:
    when = f' <span class="when">{escape(thing.when)}</span>' if thing.when else ""
    return f"{escape(' '.join(filter(None, (thing.says, thing.more))))}{when}{_mark(thing.mark)}"


def _mark(mark: str) -> str:
    return f' <span class="mark">{escape(mark)}</span>' if mark else ""


def _paragraphs(sentences: tuple[str, ...]) -> str:
    return "".join(f"<p>{escape(one)}</p>" for one in sentences)


def _agreed(told: Talk) -> Iterator[str]:
    """Empty lines with who does what, and when."""
    headings = "".join(f'<th scope="col">{escape(column)}</th>' for column in told.columns)
    lines = f"<tr>{'<td></td>' * len(told.columns)}</tr>" * LINES_TO_WRITE_ON
    yield f'<section><h2 id="agreed">{escape(told.agreed)}</h2>'
    yield f'<table class="agreed" aria-labelledby="agreed"><thead><tr>{headings}</tr></thead><tbody>{lines}</tbody></table></section>'
