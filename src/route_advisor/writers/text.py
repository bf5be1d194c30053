"""An advice as plain text: one screen for a caseworker."""

from collections.abc import Callable, Iterator
from textwrap import wrap

from route_advisor.advice import Advice
from route_advisor.writers.outline import Kind, Outline, Point, Section, outline

NARROWEST = 30
"""Lines are never shorter than this, whatever width is asked."""

_WITH_ARTICLE = {Kind.TO_DO, Kind.WAITING, Kind.UNDECIDED}

Style = Callable[[str], str]


def as_text(advice: Advice, *, lang: str = "nl", width: int = 100, heading: Style = str) -> str:
    """The advice as text, wrapped at `width`, with the deferral and one receipt line at the end.

    `heading` styles a heading for a terminal; without it the text is plain.
    """
    lines = _lines(outline(advice, lang), max(width, NARROWEST), heading)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(told: Outline, width: int, heading: Style) -> Iterator[str]:
    yield heading(told.title)
    yield from _head(told, width)
    for section in told.sections:
        yield ""
        yield from _section(section, width, heading)
    yield ""
    yield from wrap(told.deferral, width)
    yield from wrap(told.receipt, width)


def _head(told: Outline, width: int) -> Iterator[str]:
    column = max(len(point.about[0]) for point in told.head) + 2
    for point in told.head:
        said = _then(point.says, "; ".join(point.notes), _brackets(point, with_article=False))
        yield from _wrapped(said, point.about[0].ljust(column), " " * column, width)


def _section(section: Section, width: int, heading: Style) -> Iterator[str]:
    yield heading(section.heading.upper())
    for point in section.points:
        yield from _point(section.kind, point, width)
    if section.more:
        yield f"  {section.more}"


def _point(kind: Kind, point: Point, width: int) -> Iterator[str]:
    """One paragraph; a point about several components has a line for each, and a step a second line for its details."""
    notes, brackets = "; ".join(point.notes), _brackets(point, with_article=kind in _WITH_ARTICLE)
    match kind:
        case Kind.STEPS:
            yield from _step(point, brackets, width)
        case Kind.TO_DO if len(point.about) > 1:
            yield from (f"- {name}" for name in point.about)
            yield from _wrapped(_then(point.says, notes, brackets), "    ", "    ", width)
        case Kind.SETTLED | Kind.WAITING if notes:
            yield from _wrapped(f"{point.about[0]}: {notes} {brackets}", "- ", "  ", width)
        case Kind.QUESTIONS:
            yield from _wrapped(f"{point.says} ({notes})", "- ", "  ", width)
        case _:
            about = f"{point.about[0]}: " if point.about else ""
            yield from _wrapped(about + _then(point.says, " ".join(point.notes) if kind is Kind.DECIDERS else notes, brackets), "- ", "  ", width)


def _step(point: Point, brackets: str, width: int) -> Iterator[str]:
    """On one line where its one detail fits, else with a paragraph of details."""
    notes = "; ".join(point.notes)
    in_one = f"- {point.says} {brackets} {notes}"
    if len(in_one) <= width or not notes:
        yield in_one
        return
    yield from _wrapped(f"{point.says} {brackets}", "- ", "  ", width)
    yield from _wrapped(notes, "    ", "    ", width)


def _then(says: str, notes: str, brackets: str) -> str:
    """A sentence and what goes with it."""
    if says.endswith((".", "?", "!")) or not (says and notes):
        between = " "
    else:
        between = ". " if notes[0].isupper() else "; "
    return f"{says}{between}{notes} {brackets}".strip()


def _brackets(point: Point, *, with_article: bool) -> str:
    """The rules, and for each its first article; `why` and the other writers show them all."""
    shown = []
    for one in point.rests_on:
        article = one.law[0].cite if with_article or one.doubt else ""
        shown.append(", ".join(part for part in (one.rule, article, one.doubt) if part))
    return f"[{'; '.join(shown)}]" if shown else ""


def _wrapped(text: str, first: str, then: str, width: int) -> list[str]:
    text = " ".join(text.split())
    return wrap(text, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False) or [first]
