"""The letter as a page: whole in itself, to read on a telephone, aloud and on paper. It holds no script and loads nothing."""

from collections.abc import Iterable, Iterator
from html import escape

from route_advisor.advice.model import Advice, LawLine
from route_advisor.advice.timeline import timeline
from route_advisor.text import Direction
from route_advisor.writers.look import Look
from route_advisor.writers.person.build import letter
from route_advisor.writers.person.letter import Block, Law, Letter, Offer, Part, Parts, Share, Thing
from route_advisor.writers.person.style import BASE, LETTER
from route_advisor.writers.timeline.svg import as_timeline_svg

_MOST_OPEN = 3
"""More of what is only possible is folded."""

_CIRCLES = {"○": " circle", "◐": " circle half", "●": " circle full"}
"""How a page draws the symbols of a letter."""


def as_html(advice: Advice, look: Look) -> str:
    """The letter as a page. Articles and the timeline stand behind a fold each; every text in it is escaped."""
    days = timeline(advice).marks
    picture = as_timeline_svg(advice, look.catalogue, lang=look.lang) if len(days) > 1 else ""
    return page_of(letter(advice, look.lang, look.catalogue), picture)


def on_paper(advice: Advice, look: Look) -> str:
    """The letter as a page to print: nothing is folded, and the law is left out."""
    return page_of(letter(advice, look.lang, look.catalogue), on_paper=True)


def page_of(told: Letter, picture: str = "", *, on_paper: bool = False) -> str:
    """A letter as a page, with a picture of its days; `on_paper` nothing is folded, and the law is left out."""
    return "\n".join(_page(told, picture, on_paper=on_paper)) + "\n"


def head(language: str, direction: Direction, title: str, style: str) -> Iterator[str]:
    """The beginning of a page, up to its body."""
    yield "<!doctype html>"
    yield f'<html lang="{escape(language)}" dir="{direction}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style></head>"


def _page(told: Letter, picture: str, *, on_paper: bool) -> Iterator[str]:
    yield from head(told.language, told.direction, told.title, BASE + LETTER)
    yield f'<body><main><header><h1>{escape(told.title)}</h1><p class="made">{escape(told.made)}</p></header>'
    yield from (f'<p class="notice">{escape(one)}</p>' for one in told.notice)
    yield f'<section class="first" aria-labelledby="first"><h2 id="first">{escape(told.first.heading)}</h2>{_paragraph(told.first.intro)}'
    if told.first:
        yield "<ol>"
        yield from (f"<li>{_thing(thing, told.how, on_paper=on_paper)}</li>" for thing in told.first.things)
        yield "</ol>"
    yield "</section>"
    yield from _standing(told)
    yield from _time(told, picture, on_paper=on_paper)
    yield from _block(told.later, told.how, on_paper=on_paper)
    open_ = on_paper or len(told.may.things) <= _MOST_OPEN
    yield from _block(told.may, told.how, on_paper=on_paper) if open_ else _fold(told.may, told.how)
    yield from _foldable(told.know, on_paper=on_paper)
    yield from _block(told.ask, told.how, on_paper=True)
    yield from _foldable(told.disagree, on_paper=on_paper)
    yield from _foldable(told.late, on_paper=on_paper)
    yield from _block(told.questions, told.how, on_paper=True)
    if told.law and not on_paper:
        yield from _law(told.law_heading, told.law)
    yield f'</main><footer class="closing">{"".join(map(_paragraph, told.closing))}</footer></body></html>'


def _standing(told: Letter) -> Iterator[str]:
    yield f'<section aria-labelledby="standing"><h2 id="standing">{escape(told.standing)}</h2>'
    yield from map(_paragraph, told.facts)
    if told.done:
        yield f"<p><strong>{escape(told.done)}</strong>{bar(told.share)}</p>"
    yield from map(_paragraph, told.sums)
    yield from (_parts(group) for group in told.parts)
    yield "</section>"


def _parts(group: Parts) -> str:
    heading = f"<h3>{_symbol(group.symbol)}{escape(group.heading)}</h3>"
    parts = "".join(f"<li>{_part(part)}</li>" for part in group.parts)
    return f'{heading}<ul class="parts">{parts}</ul>{"".join(map(_paragraph, group.notes))}'


def _symbol(symbol: str) -> str:
    """Circles are drawn, so that no letter is missing; the heading beside them says it in words."""
    circle = _CIRCLES.get(symbol, "")
    return f'<span class="symbol{circle}" aria-hidden="true">{"" if circle else escape(symbol)}</span>'


def _part(part: Part) -> str:
    name = f"<strong>{escape(part.name)}</strong>" if part.notes else escape(part.name)
    offers = "".join(map(_offer, part.offers))
    return f"{name}{_mark(part.mark)}{bar(part.share)}{_paragraph(' '.join(part.notes))}{offers}"


def _offer(offer: Offer) -> str:
    """What an app offers: first whose it is, then a link that says nothing of the reader to where it leads."""
    link = f'<a href="{escape(offer.url)}" rel="external noreferrer nofollow">{escape(offer.title)}</a>'
    return f'<p class="offer"><span class="mark">{escape(offer.label)}</span> {link}</p>'


def bar(share: Share | None) -> str:
    """A bar; what it shows stands in words beside it."""
    if share is None:
        return ""
    width = round(100 * share.done / share.needed)
    return f'<span class="bar" aria-hidden="true"><span style="inline-size:{width}%"></span></span>'


def _time(told: Letter, picture: str, *, on_paper: bool) -> Iterator[str]:
    if told.term or told.days:
        yield f'<section aria-labelledby="time"><h2 id="time">{escape(told.time)}</h2>'
        yield from map(_paragraph, told.term)
        yield _list(told.days, "", on_paper=on_paper)
        if picture:
            yield f'<details class="picture"><summary>{escape(told.timeline)}</summary>{picture}</details>'
        yield "</section>"


def _block(block: Block, how: str, *, on_paper: bool) -> Iterator[str]:
    if block:
        yield f"<section><h2>{escape(block.heading)}</h2>{_paragraph(block.intro)}{_list(block.things, how, on_paper=on_paper)}</section>"


def _foldable(block: Block, *, on_paper: bool) -> Iterator[str]:
    return _block(block, "", on_paper=True) if on_paper else _fold(block, "")


def _fold(block: Block, how: str) -> Iterator[str]:
    if block:
        body = f"{_paragraph(block.intro)}{_list(block.things, how, on_paper=True)}"
        yield f'<details class="fold"><summary><h2>{escape(block.heading)}</h2></summary>{body}</details>'


def _list(things: Iterable[Thing], how: str, *, on_paper: bool) -> str:
    items = "".join(f"<li>{_thing(thing, how, on_paper=on_paper)}</li>" for thing in things)
    return f"<ul>{items}</ul>" if items else ""


def _thing(thing: Thing, how: str, *, on_paper: bool) -> str:
    when = f'<p class="when">{escape(thing.when)}</p>' if thing.when else ""
    more = f" {escape(thing.more)}" if thing.more else ""
    says = f'<span class="says">{escape(thing.says)}</span>' if how else escape(thing.says)
    return f"<p>{says}{more}{_mark(thing.mark)}</p>{when}{_how(thing.how, how, on_paper=on_paper)}"


def _how(notes: Iterable[str], how: str, *, on_paper: bool) -> str:
    items = " ".join(f"<li>{escape(note)}</li>" for note in notes)
    if not items:
        return ""
    if on_paper or not how:
        return f'<ul class="how">{items}</ul>'
    return f'<details><summary>{escape(how)}</summary><ul class="how">{items}</ul></details>'


def _mark(mark: str) -> str:
    return f' <span class="mark">{escape(mark)}</span>' if mark else ""


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _law(heading: str, law: Iterable[Law]) -> Iterator[str]:
    yield f'<details class="fold law"><summary><h2>{escape(heading)}</h2></summary><ul>'
    for one in law:
        yield f'<li>{escape(one.says)}<br><span class="small">{"; ".join(map(_article, one.law))}</span></li>'
    yield "</ul></details>"


def _article(law: LawLine) -> str:
    quote = f' <q lang="nl">{escape(law.quote)}</q>' if law.quote is not None else ""
    return f'<a href="{escape(law.url)}">{escape(law.cite)}</a>{quote}'
