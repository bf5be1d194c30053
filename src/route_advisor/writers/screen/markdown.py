"""The screen as Markdown: tables and lists, for a file or a page of notes."""

from collections.abc import Iterable, Iterator, Sequence

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.markdown import plain
from route_advisor.writers.screen.board import Board
from route_advisor.writers.screen.build import board_of
from route_advisor.writers.screen.room import MOST_STEPS, MOST_UNKNOWN, what_is_not_shown
from route_advisor.writers.screen.unknown import asked_about
from route_advisor.writers.screen.words import ScreenWords


def as_screen_page(advice: Advice, look: Look) -> str:
    """The screen as Markdown: six steps and three unknown facts at most, and the rest counted; with `look.detail` every line."""
    words = ScreenWords(look.catalogue, look.lang, advice.regime.value)
    told = board_of(advice, look.lang, look.catalogue, detail=look.detail)
    return "\n".join(_lines(told, words, every=look.detail)) + "\n"


def _lines(told: Board, words: ScreenWords, *, every: bool) -> Iterator[str]:
    steps, unknown = (len(told.steps), len(told.unknown)) if every else (MOST_STEPS, MOST_UNKNOWN)
    yield f"# {plain(' · '.join((told.head.case_ref, *told.head.says, told.head.day)))}"
    yield ""
    yield from _list([f"{told.term.name}: {' · '.join(told.term.says)}", *told.rests_on])
    yield ""
    if told.rows:
        heads = [words.label(f"screen_column_{name}") for name in ("part", "level", "standing", "done", "day", "why")]
        cells = [[", ".join(row.parts), row.level, f"{row.symbol} {row.standing}", row.done, row.day, row.why] for row in told.rows]
        yield from _table(heads, cells)
    yield from _list(_group(group.symbol, group.standing, group.parts, group.says) for group in told.groups)
    yield from _list(told.conflicts)
    passed = any(step.passed for step in told.steps[:steps])
    yield from ("", f"## {plain(words.label('screen_steps_passed' if passed else 'screen_steps'))}", "")
    if told.steps:
        heads = [words.label(f"screen_column_{name}") for name in ("day", "with", "what", "before")]
        yield from _table(heads, [[step.day, step.whom, step.what, step.before] for step in told.steps[:steps]])
    else:
        yield plain(words.label("screen_no_steps"))
    if told.unknown[:unknown]:
        yield from ("", f"## {plain(words.label('screen_unknown'))}", "")
        asked = [(asked_about(row, words), row.ask) for row in told.unknown[:unknown]]
        yield from _list(f"{what} ({ask})" for what, ask in asked)
    for one in told.details:
        yield from ("", f"## {plain(one.heading)}", "")
        yield from _list(one.lines)
    yield ""
    yield f"**{plain(words.label('screen_decides'))}**: {plain(' · '.join(told.deciders))}" if told.deciders else ""
    yield ""
    yield f"**{plain(' '.join(told.closing))}**"
    more = "" if every else what_is_not_shown(told, steps, unknown, words)
    if more:
        yield from ("", plain(more))


def _group(symbol: str, standing: str, parts: Sequence[str], opens: str) -> str:
    return f"{symbol} {standing}: {', '.join(parts)}" + (f" · {opens}" if opens else "")


def _table(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(map(plain, heads))} |"
    yield f"|{'---|' * len(heads)}"
    yield from (f"| {' | '.join(map(plain, line))} |" for line in cells)
    yield ""


def _list(lines: Iterable[str]) -> Iterator[str]:
    yield from (f"- {plain(line)}" for line in lines)
