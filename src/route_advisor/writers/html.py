"""An advice as a letter: one complete page that can be printed, read aloud, and opened without a network."""

from collections.abc import Iterable, Iterator
from html import escape

from route_advisor.advice.model import Advice, LawLine
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.outline import Kind, Outline, Point, Reference, Section, outline
from route_advisor.writers.wording import joined

_TO_TICK_OFF = {Kind.TO_DO, Kind.WAITING, Kind.STEPS, Kind.QUESTIONS}

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.5rem 0 .25rem; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dt { font-weight: bold; } dd { margin: 0; }
ul { padding-inline-start: 1.5rem; margin: .25rem 0; } li { margin: .4rem 0; break-inside: avoid; }
.tick > li { list-style-type: "\\2610\\00A0\\00A0"; } .about { list-style: none; padding: 0; margin: 0; font-weight: bold; }
.mark { font-size: .85rem; border: 1px solid #666; border-radius: .2rem; padding: 0 .3rem; margin-inline-start: .4rem; }
.about li, p { margin: 0; } .law, .receipt { font-size: .85rem; color: #444; } .deferral { margin: 1.5rem 0 .5rem; font-weight: bold; }
a { color: #0b4f8a; } @media print { body { margin: 0; max-width: none; font-size: 11pt; } a { color: inherit; } }
"""


def as_html(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl") -> str:
    """The advice as an HTML page; it ends with the deferral and one receipt line. Every text in it is escaped."""
    return "\n".join(_page(outline(advice, lang, catalogue))) + "\n"


def _page(told: Outline) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{escape(told.language)}" dir="{told.direction}">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(told.title)}</title>"
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><main><h1>{escape(told.title)}</h1>"
    yield from _head(told.head)
    for place, section in enumerate(told.sections, start=1):
        yield from _section(section, f"part-{place}")
    yield f'</main><footer><p class="deferral">{escape(told.deferral)}</p>'
    yield f'<p class="receipt">{escape(told.receipt)}</p></footer></body></html>'


def _head(points: Iterable[Point]) -> Iterator[str]:
    yield "<dl>"
    for point in points:
        yield f"<dt>{escape(point.about[0])}</dt><dd>{escape(joined((point.says, *point.notes, point.mark)))}{_law(point)}</dd>"
    yield "</dl>"


def _section(section: Section, id_: str) -> Iterator[str]:
    tick = ' class="tick"' if section.kind in _TO_TICK_OFF else ""
    yield f'<section aria-labelledby="{id_}"><h2 id="{id_}">{escape(section.heading)}</h2><ul{tick}>'
    yield from (_point(point) for point in section.points)
    yield f"</ul>{_paragraph(section.more)}</section>"


def _point(point: Point) -> str:
    about = "".join(f"<li>{escape(name)}</li>" for name in point.about)
    names = (
        f'<ul class="about">{about}</ul>' if len(point.about) > 1 else "".join(f"<strong>{escape(name)}</strong>" for name in point.about)
    )
    mark = f'<span class="mark">{escape(point.mark)}</span>' if point.mark else ""
    return f"<li>{names}{mark}{_paragraph(point.says)}{_notes(point.notes)}{_law(point)}</li>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>" if text else ""


def _notes(notes: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return f"<ul>{items}</ul>" if items else ""


def _law(point: Point) -> str:
    return f'<p class="law">{"; ".join(_reference(one) for one in point.rests_on)}</p>' if point.rests_on else ""


def _reference(reference: Reference) -> str:
    doubt = f" ({escape(reference.doubt)})" if reference.doubt else ""
    return f"{escape(reference.rule)}: {', '.join(_article(one) for one in reference.law)}{doubt}"


def _article(law: LawLine) -> str:
    quote = f' <q lang="nl">{escape(law.quote)}</q>' if law.quote is not None else ""
    return f'<a href="{escape(law.url)}">{escape(law.cite)}</a>{quote}'
