"""An advice as Markdown, with every article as a link."""

import re
from collections.abc import Iterator

from route_advisor.advice.model import Advice, LawLine
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.outline import Kind, Outline, Point, Reference, Section, outline
from route_advisor.writers.wording import joined

_MEANS_SOMETHING = re.compile(r"([\\`*_\[\]<>|#~])")
_TO_TICK_OFF = {Kind.TO_DO, Kind.WAITING, Kind.STEPS, Kind.QUESTIONS}


def as_markdown(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl") -> str:
    """The advice as Markdown; it ends with the deferral and one receipt line."""
    return "\n".join(_lines(outline(advice, lang, catalogue))) + "\n"


def _lines(told: Outline) -> Iterator[str]:
    yield f"# {plain(told.title)}"
    yield ""
    for point in told.head:
        yield f"- **{plain(point.about[0])}**: {plain(joined((point.says, *point.notes, point.mark)))}{_behind(point)}"
    for section in told.sections:
        yield from _section(section)
    yield ""
    yield f"**{plain(told.deferral)}**"
    yield ""
    yield plain(told.receipt)


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield f"## {plain(section.heading)}"
    yield ""
    for point in section.points:
        yield from _point(point, "- [ ] " if section.kind in _TO_TICK_OFF else "- ")
    if section.more:
        yield f"- {plain(section.more)}"


def _point(point: Point, bullet: str) -> Iterator[str]:
    """Several components have a line each; what they share stands under the last."""
    *first, last = [f"**{plain(about)}**" for about in point.about] or [""]
    yield from (bullet + about for about in first)
    says = plain(point.says) + (f" *({plain(point.mark)})*" if point.mark else "")
    yield bullet + (f"{last}: {says}" if last and says else last or says)
    yield from (f"  - {plain(note)}" for note in point.notes)
    yield from (f"  - {_reference(one)}" for one in point.rests_on)


def _behind(point: Point) -> str:
    return f" ({'; '.join(_reference(one) for one in point.rests_on)})" if point.rests_on else ""


def _reference(reference: Reference) -> str:
    doubt = f" ({plain(reference.doubt)})" if reference.doubt else ""
    return f"{plain(reference.rule)}: {', '.join(_article(one) for one in reference.law)}{doubt}"


def _article(law: LawLine) -> str:
    return f"[{plain(law.cite)}](<{law.url}>)"


def plain(text: str) -> str:
    """Text in which nothing means something to Markdown."""
    return _MEANS_SOMETHING.sub(r"\\\1", text)
