"""An advice as plain text: one screen for a caseworker."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from route_advisor.advice.model import Advice
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.outline import Kind, Outline, Point, Section, outline
from route_advisor.writers.wording import in_capitals, joined

NARROWEST = 30
"""Lines are never shorter than this, whatever width is asked."""

_WITH_ARTICLE = {Kind.TO_DO, Kind.UNDECIDED}
_FEW = 2
_RESULTS = {Kind.WAITING, Kind.SETTLED}
_COMPONENTS = frozenset({Kind.TO_DO, Kind.WAITING, Kind.UNDECIDED, Kind.SETTLED, Kind.NOT_NEEDED, Kind.PROGRESS})
_STEPS = frozenset({Kind.STEPS, Kind.KNOW})
_BEHIND = re.compile(r" \([^)]*\)")
"""What stands in brackets behind a name: on a screen the name is enough."""

Style = Callable[[str], str]


def as_text(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl", width: int = 100, heading: Style = str) -> str:
    """The advice as text, wrapped at `width`, with the deferral and one receipt line at the end.

    `heading` styles a heading for a terminal; without it the text is plain.
    """
    lines = _lines(outline(advice, lang, catalogue), max(width, NARROWEST), heading)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(told: Outline, width: int, heading: Style) -> Iterator[str]:
    yield from map(heading, wrap(told.title, width))
    yield from _head(told, width)
    for _, block in groupby(told.sections, key=_block):
        yield ""
        for section in block:
            yield from _section(section, in_capitals(section.heading, told.language), width, heading)
    yield ""
    yield from wrap(told.deferral, width)
    yield from wrap(told.receipt, width)


def _block(section: Section) -> object:
    """Sections of one block have no empty line between them: the components, and what to do with what to know."""
    return next((block for block in (_COMPONENTS, _STEPS) if section.kind in block), section.kind)


def _head(told: Outline, width: int) -> Iterator[str]:
    column = max(len(point.about[0]) for point in told.head) + 2
    for point in told.head:
        said = _then(point.says, point.notes, _brackets(point, with_article=point.cited))
        yield from _wrapped(said, point.about[0].ljust(column), " " * column, width)


def _section(section: Section, says: str, width: int, heading: Style) -> Iterator[str]:
    if section.kind is Kind.NOT_NEEDED:  # one short line is enough to answer "is KNM part of it?"
        names = ", ".join(_BEHIND.sub("", point.says) + (f" ({point.mark})" if point.mark else "") for point in section.points)
        yield from wrap(f"{says}: {names}", width)
        return
    if section.kind is Kind.PROGRESS:  # numbers that belong together fit on few lines
        yield from wrap(f"{says}: {'; '.join(point.says for point in section.points)}", width)
        return
    more = f" ({section.more})" if section.more else ""
    yield from map(heading, wrap(says + more, width))
    points, beside = section.points, section.points[:0]
    if section.kind is Kind.DECIDERS:  # what the others weigh stands with their steps
        points, beside = points[:_FEW], points[_FEW:]
    for point in points:
        yield from _point(section.kind, point, width)
    if beside:
        yield from wrap("; ".join(point.about[0] for point in beside), width, initial_indent="- ", subsequent_indent="  ")


def _point(kind: Kind, point: Point, width: int) -> Iterator[str]:
    """One paragraph; a point about several components has a line for each of them."""
    first, *more = [about if kind is Kind.CONFLICTS else _BEHIND.sub("", about) for about in point.about] or [""]
    if more:
        yield from (f"- {about}" for about in (first, *more))
        yield from _wrapped(_said(kind, point), "    ", "    ", width)
    else:
        yield from _wrapped(f"{first}: {_said(kind, point)}" if first else _said(kind, point), "- ", "  ", width)


def _said(kind: Kind, point: Point) -> str:
    brackets = _brackets(point, with_article=kind in _WITH_ARTICLE)
    if kind is Kind.UNDECIDED and len(point.rests_on) > _FEW:  # nothing follows yet: the rules are enough
        brackets = f"[{'; '.join(one.rule for one in point.rests_on)}]"
    if kind in _RESULTS and point.notes:
        return f"{joined(point.notes)} {brackets}"
    if kind is Kind.QUESTIONS and point.notes:
        return f"{point.says} ({joined(point.notes)})"
    if kind is Kind.DECIDERS:
        return point.says  # how to reach and to object stands in the letter formats and in `route-advisor who`
    return _then(point.says, point.notes, brackets)


def _then(says: str, notes: Iterable[str], brackets: str) -> str:
    """A sentence, what goes with it, and what it rests on."""
    return f"{joined((says, *notes))} {brackets}".strip()


def _brackets(point: Point, *, with_article: bool) -> str:
    """The rules, and for each its first article; `why` and the other writers show them all."""
    shown = [point.mark] if point.mark else []
    for one in point.rests_on:
        article = one.law[0].cite if (with_article and len(point.rests_on) <= _FEW) or one.doubt else ""
        shown.append(", ".join(part for part in (one.rule, article, one.doubt) if part))
    return f"[{'; '.join(shown)}]" if shown else ""


def _wrapped(text: str, first: str, then: str, width: int) -> list[str]:
    text = " ".join(text.split())
    return wrap(text, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False) or [first]
