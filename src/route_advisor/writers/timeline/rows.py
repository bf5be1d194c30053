"""A timeline in words: one row a day, the same for the picture and for the text beside it."""

from dataclasses import dataclass

from route_advisor.advice.timeline import Mark, Nature, Timeline
from route_advisor.writers.wording import Wording


@dataclass(frozen=True, slots=True)
class Row:
    """One day: how it is written by its nature, and what it is."""

    nature: Nature
    day: str
    says: str


@dataclass(frozen=True, slots=True)
class TimelineTold:
    """A timeline in one language: its title, its rows, how much of the term is over, and what the shapes mean."""

    title: str
    rows: tuple[Row, ...]
    term: str
    share_used: float | None
    """Which part of the term is over, from 0 to 1."""
    legend: tuple[tuple[Nature, str], ...]
    sentences: tuple[str, ...]
    """All of it in sentences, for whoever does not see the picture."""


def timeline_told(timeline: Timeline, words: Wording) -> TimelineTold:
    """The rows and sentences of a timeline in the language of `words`."""
    title = words.label("timeline_title", case_ref=timeline.case_ref, day=words.day(timeline.on))
    rows = tuple(Row(mark.nature, _day(mark, words), _says(mark, words)) for mark in timeline.marks)
    natures = [nature for nature in Nature if any(row.nature is nature for row in rows)]
    legend = tuple((nature, words.label(f"timeline_nature_{nature}")) for nature in natures)
    term, used, left = words.label("timeline_no_term"), timeline.days_used, timeline.days_left
    share = None
    if used is not None and left is not None:
        share = used / (used + left)
        form = "timeline_used" if left else "timeline_used_up"
        term = words.label(form, used=str(used), left=str(left), whole=str(used + left))
    elif left is not None:
        term = words.label("days_left", left=str(left))
    said = [f"{row.day}: {row.says}." for row in rows]
    return TimelineTold(title, rows, term, share, legend, (f"{title}.", term, *said))


def _day(mark: Mark, words: Wording) -> str:
    """The day as its nature asks: the last day is one that something must be done by, the other days of the law are days alone."""
    if mark.nature is Nature.PLANNING:
        return words.planned_day(mark.day)
    if mark.nature is Nature.LAW:
        return words.legal_day(mark.day) if mark.kind == "last_day" else words.label("legal_day", day=words.day(mark.day))
    return words.day(mark.day)


def _says(mark: Mark, words: Wording) -> str:
    parts = words.listed(words.component(one) for one in mark.components) if mark.components else ""
    if mark.nature is Nature.PLANNING:
        says = f"{parts}: {words.label(mark.kind)}"
    elif mark.kind == "result" and mark.word is not None:
        says = f"{parts}: {_result(mark, words)}"
    else:
        says = words.label(f"moment_{mark.kind}")
    return f"{says} ({words.label('word_expected')})" if mark.expected else says


def _result(mark: Mark, words: Wording) -> str:
    """The word of a result: with its level where the checklist knows it, else only whether it was passed."""
    word, fact = mark.word or "", f"{mark.components[0]}_result" if mark.components else ""
    entry = words.catalogue.facts.get(fact)
    return words.value(fact, word) if entry is not None and word in entry.values else words.label(f"moment_word_{word}")
