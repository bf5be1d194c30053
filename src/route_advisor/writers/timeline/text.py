"""A timeline for a terminal: a bar for the term and one line a day, with a shape and a word for what each rests on."""

import textwrap
from collections.abc import Callable

from route_advisor.advice.model import Advice
from route_advisor.advice.timeline import Nature, timeline
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Form
from route_advisor.writers.plan_sentences import plan_told
from route_advisor.writers.timeline.rows import Row, TimelineTold, timeline_told
from route_advisor.writers.translated import translated
from route_advisor.writers.wording import Wording

SHAPES = {Nature.RECORD: "●", Nature.LAW: "◆", Nature.TODAY: "▶", Nature.PLANNING: "○"}
WIDEST, NARROWEST = 80, 40


def as_timeline_text(
    advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl", width: int = WIDEST, heading: Callable[[str], str] = str
) -> str:
    """The timeline of an advice and its plan, at most 80 columns wide."""
    words = Wording(catalogue or Rulebook.shipped().catalogue, lang)
    columns = max(NARROWEST, min(WIDEST, width))
    told, plan = timeline_told(timeline(advice), words), plan_told(advice, words)
    lines = [heading(told.title), *_bar(told, columns), *textwrap.wrap(told.term, columns), ""]
    longest = max(len(row.day) for row in told.rows)
    for row in told.rows:
        lines += _row(row, longest, columns)
    shapes = ", ".join(f"{SHAPES[nature]} {name}" for nature, name in told.legend)
    lines += ["", *textwrap.wrap(words.label("timeline_legend", shapes=shapes), columns), "", heading(plan.heading)]
    lines += [
        line for sentence in plan.sentences() for line in textwrap.wrap(sentence, columns, initial_indent="- ", subsequent_indent="  ")
    ]
    lines += ["", *textwrap.wrap(words.of(advice.deferral.says), columns)]
    return translated("\n".join(lines) + "\n", Form.TEXT, words, columns)


def _bar(told: TimelineTold, columns: int) -> list[str]:
    """How much of the term is over, as a bar; nothing where the term has no first day."""
    if told.share_used is None:
        return []
    room = columns - 2
    used = min(room, round(told.share_used * room))
    return [f"[{'#' * used}{'-' * (room - used)}]"]


def _row(row: Row, longest: int, columns: int) -> list[str]:
    first = f"{row.day:<{longest}} {SHAPES[row.nature]} "
    narrow = len(first) > columns // 2
    if narrow:
        return [f"{SHAPES[row.nature]} {row.day}", *textwrap.wrap(row.says, columns, initial_indent="    ", subsequent_indent="    ")]
    return textwrap.wrap(row.says, columns, initial_indent=first, subsequent_indent=" " * len(first))
