"""The screen as a page: tables on a wide window, one thing under another on a telephone. It holds no script and loads nothing."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.person.page import head
from route_advisor.writers.person.style import BASE
from route_advisor.writers.screen.board import Board, Group
from route_advisor.writers.screen.build import board_of
from route_advisor.writers.screen.room import MOST_UNKNOWN, what_is_not_shown
from route_advisor.writers.screen.unknown import asked_about
from route_advisor.writers.screen.words import ScreenWords

_STYLE = """
body { max-width: 60rem; } h2 { margin-block-start: 1.1rem; }
table { border-collapse: collapse; inline-size: 100%; margin: .4rem 0; }
th, td { text-align: start; vertical-align: top; padding: .25rem .6rem .25rem 0; border-block-end: 1px solid var(--line); }
thead th { color: var(--soft); font-size: .875rem; } .groups { list-style: none; padding: 0; } .passed { color: var(--day); font-weight: 600; }
@media (max-width: 40rem) {
  table, tbody, tr, th { display: block; } td { display: inline-block; margin-inline-end: .9rem; } thead { display: none; }
  tr { border-block-end: 1px solid var(--line); padding: .35rem 0; } th, td { border: 0; padding: 0; } td:empty { display: none; }
}
@page { size: A4; margin: 14mm 16mm; }
@media print { :root { --ink: #000; --soft: #333; --paper: #fff; --line: #777; } html { font-size: 10pt; line-height: 1.3; } body { max-width: none; padding: 0; } }
"""


def as_page(advice: Advice, look: Look) -> str:
    """The screen as a page, with every step. Every text in it is escaped."""
    words = ScreenWords(look.catalogue, look.lang, advice.regime.value)
    return "\n".join(_page(board_of(advice, look.lang, look.catalogue), words)) + "\n"


def _page(told: Board, words: ScreenWords) -> Iterator[str]:
    title = " · ".join((told.head.case_ref, *told.head.says))
    yield from head(words.tag, words.direction, title, BASE + _STYLE)
    yield f'<body><main><header><h1>{escape(title)}</h1><p class="made">{escape(told.head.day)}</p></header>'
    yield f"<p>{escape(told.term.name)}: {escape(' · '.join(told.term.says))}{_bar(told.term.gone)}</p>"
    yield from (f'<p class="notice">{escape(one)}</p>' for one in (*told.rests_on, *told.conflicts))
    yield from _parts(told, words)
    yield from _steps(told, words)
    if told.unknown:
        asked = [f"{asked_about(row, words)} ({row.ask})" for row in told.unknown[:MOST_UNKNOWN]]
        yield f"<h2>{escape(words.label('screen_unknown'))}</h2>{_list(asked)}"
    yield from (f"<h2>{escape(one.heading)}</h2>{_list(one.lines)}" for one in told.details)
    yield '</main><footer class="closing">'
    if told.deciders:
        yield f"<p>{escape(words.label('screen_decides'))}: {escape(' · '.join(told.deciders))}</p>"
    yield from (f"<p>{escape(one)}</p>" for one in told.closing)
    more = what_is_not_shown(told, len(told.steps), MOST_UNKNOWN, words, "screen_not_here")
    yield (f'<p class="small">{escape(more)}</p>' if more else "") + "</footer></body></html>"


def _bar(gone: float | None) -> str:
    """How much of the term has gone; the words before it say the same."""
    return "" if gone is None else f'<span class="bar" aria-hidden="true"><span style="inline-size: {round(gone * 100)}%"></span></span>'


def _parts(told: Board, words: ScreenWords) -> Iterator[str]:
    if told.rows:
        heads = [words.label(f"screen_column_{name}") for name in ("part", "level", "standing", "done", "day", "why")]
        rows = [(", ".join(row.parts), row.level, f"{row.symbol} {row.standing}", row.done, row.day, row.why) for row in told.rows]
        yield from _table(heads, rows, first=0)
    if told.groups:
        yield f'<ul class="groups">{"".join(f"<li>{escape(_group(one))}</li>" for one in told.groups)}</ul>'


def _group(group: Group) -> str:
    return f"{group.symbol} {group.standing}: {', '.join(group.parts)}" + (f" · {group.says}" if group.says else "")


def _steps(told: Board, words: ScreenWords) -> Iterator[str]:
    passed = any(step.passed for step in told.steps)
    yield f"<h2>{escape(words.label('screen_steps_passed' if passed else 'screen_steps'))}</h2>"
    if not told.steps:
        yield f"<p>{escape(words.label('screen_no_steps'))}</p>"
        return
    heads = [words.label(f"screen_column_{name}") for name in ("day", "with", "what", "before")]
    rows = [(step.day, step.whom, step.what, step.before) for step in told.steps]
    yield from _table(heads, rows, first=2, passed=[step.passed for step in told.steps])


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, first: int, passed: Sequence[bool] = ()) -> Iterator[str]:
    """A table; the cell at `first` names its row, and a day that has passed stands out."""
    yield f"<table><thead><tr>{''.join(map(_heading, heads))}</tr></thead><tbody>"
    for place, row in enumerate(rows):
        late = ' class="passed"' if place < len(passed) and passed[place] else ""
        yield "<tr>" + "".join(_cell(says, late if column == 0 else "", named=column == first) for column, says in enumerate(row)) + "</tr>"
    yield "</tbody></table>"


def _heading(says: str) -> str:
    return f'<th scope="col">{escape(says)}</th>'


def _cell(says: str, attributes: str, *, named: bool) -> str:
    return f'<th scope="row"{attributes}>{escape(says)}</th>' if named else f"<td{attributes}>{escape(says)}</td>"


def _list(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in lines)}</ul>"
