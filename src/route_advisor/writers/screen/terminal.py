"""The screen as text: wide tables on a terminal, narrow lists under 60 columns, plain where nobody sees a colour."""

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from textwrap import wrap

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from route_advisor.advice.model import Advice
from route_advisor.writers.look import Look
from route_advisor.writers.screen import board
from route_advisor.writers.screen.board import Board, Group, Row, StepRow
from route_advisor.writers.screen.build import board_of
from route_advisor.writers.screen.room import (
    FEWEST_STEPS,
    FEWEST_UNKNOWN,
    LINES,
    MOST_STEPS,
    MOST_UNKNOWN,
    NARROW,
    NARROWEST,
    what_is_not_shown,
)
from route_advisor.writers.screen.unknown import asked_about
from route_advisor.writers.screen.words import ScreenWords

_BAR, _SHORT_BAR = 16, 8
_GAP = 2
_WIDEST_NAME = 25
_NARROWEST_WHY = 12

_STYLES = {
    board.OPEN: "",
    board.BELOW: "yellow",
    board.REPORTED: "cyan",
    board.EXPECTED: "magenta",
    board.DONE: "green",
    board.RELEASED: "green",
    board.NOT_NEEDED: "dim",
    board.CANNOT_TELL: "yellow",
}


def as_screen(advice: Advice, look: Look) -> str:
    """The advice on one screen of 24 lines at 80 columns where the file is an ordinary one.

    With `look.detail` all lines of the advice, with their rules and articles. A colour never stands alone: each has its symbol and word.
    """
    words = ScreenWords(look.catalogue, look.lang, advice.regime.value)
    told = board_of(advice, look.lang, look.catalogue, detail=look.detail)
    lines = _Screen(words, max(look.width, NARROWEST), terminal=look.terminal).lines(told, every=look.detail)
    return "\n".join(lines) + "\n"


class _Screen:
    """Lays a board out in a width."""

    def __init__(self, words: ScreenWords, width: int, *, terminal: bool) -> None:
        self.words = words
        self.width = width
        self.terminal = terminal
        self.console = Console(
            file=StringIO(),
            width=width,
            force_terminal=terminal,
            color_system="standard" if terminal else None,
            no_color=not terminal,
            highlight=False,
            legacy_windows=False,
        )

    def lines(self, told: Board, *, every: bool) -> list[str]:
        """All lines; of steps and of what is unknown as many as fit on a screen, or `every` one."""
        top = [*self._head(told), *self._term(told), *(line for one in told.rests_on for line in self._hanging("", one))]
        parts = [*self._rows(told.rows), *(line for group in told.groups for line in self._group(group))]
        conflicts = [line for one in told.conflicts for line in self._hanging("", one, "bold red")]
        end = [*self._deciders(told), *(line for one in told.closing for line in self._hanging("", one))]
        whatever = [line for one in told.details for line in self._listing(one.heading, one.lines)] if not every else []
        fixed = len(top) + len(parts) + len(conflicts) + len(end) + len(whatever)
        steps, unknown = self._fitting(told, fixed, every=every)
        more = [] if every else self._more(told, steps, unknown)
        spare = None if every else LINES - fixed - len(self._steps(told, steps)) - len(self._unknown(told, unknown)) - len(more)
        blocks = [top, parts, conflicts, self._steps(told, steps, spare), self._unknown(told, unknown), whatever, [*end, *more]]
        shown = _spaced([block for block in blocks if block], roomy=every)
        return shown + [line for one in told.details if every for line in ("", *self._listing(one.heading, one.lines))]

    def _fitting(self, told: Board, fixed: int, *, every: bool) -> tuple[int, int]:
        """How many steps and unknown facts are shown."""
        if every:
            return len(told.steps), len(told.unknown)
        for unknown, steps in _choices():
            shown = fixed + len(self._steps(told, steps)) + len(self._unknown(told, unknown)) + len(self._more(told, steps, unknown))
            if shown <= LINES:
                return min(steps, len(told.steps)), min(unknown, len(told.unknown))
        return min(FEWEST_STEPS, len(told.steps)), min(FEWEST_UNKNOWN, len(told.unknown))

    # --- the first lines -----------------------------------------------------------------------------------

    def _head(self, told: Board) -> list[str]:
        says = " · ".join((told.head.case_ref, *told.head.says))
        room = self.width - cell_len(says) - cell_len(told.head.day)
        if room >= _GAP:
            return self._drawn(Text(says, "bold") + Text(" " * room + told.head.day))
        return self._hanging("", f"{says} · {told.head.day}", "bold")

    def _term(self, told: Board) -> list[str]:
        term = told.term
        says = " · ".join(term.says)
        if term.gone is None:
            return self._hanging(f"{term.name} ", says)
        size = _BAR if self.width >= NARROW else _SHORT_BAR
        full = min(round(term.gone * size), size)
        return self._hanging(f"{term.name} {'█' * full}{'░' * (size - full)} ", says)

    # --- the parts -----------------------------------------------------------------------------------------

    def _rows(self, rows: Sequence[Row]) -> list[str]:
        if not rows:
            return []
        names = min(max(cell_len(name) for row in rows for name in row.parts), _WIDEST_NAME)
        heads = [self.words.label(f"screen_column_{name}") for name in ("part", "level", "standing", "done", "day", "why")]
        cells = [(", ".join(row.parts), row.level, f"{row.symbol} {row.standing}", row.done, row.day, row.why) for row in rows]
        widths = [max(cell_len(line[column]) for line in (heads, *cells)) for column in range(len(heads))]
        widths[0] = max(names + 1, cell_len(heads[0]))  # a comma stands behind a name
        used = [column for column in range(len(heads) - 1) if any(line[column] for line in cells)]
        left = self.width - sum(widths[column] + _GAP for column in used)
        if self.width < NARROW or left < min(_NARROWEST_WHY, widths[-1]):
            return [line for row in rows for line in self._listed(row)]
        widths[0], left = _shared(widths[0], left, [(line[0], line[-1]) for line in cells])
        table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold", show_edge=False)
        for column in used:
            table.add_column(heads[column], width=widths[column], overflow="fold")
        table.add_column(heads[-1], width=left, overflow="fold")
        for row, line in zip(rows, cells, strict=True):
            table.add_row(*(Text(line[column], _STYLES[row.symbol] if column == 2 else "") for column in (*used, len(heads) - 1)))
        return self._drawn(table)

    def _listed(self, row: Row) -> list[str]:
        name = " ".join(filter(None, (", ".join(row.parts), row.level)))
        says = " · ".join(filter(None, (row.standing, row.done, row.day, row.why)))
        return self._hanging(f"{row.symbol} ", f"{name}: {says}")

    def _group(self, group: Group) -> list[str]:
        """One line; names that do not fit on it are counted, those of what is done go on, and so does a single one."""
        first = f"{group.symbol} {group.standing}: "
        says = f" · {group.says}" if group.says else ""
        if group.symbol in (board.DONE, board.RELEASED) or len(group.parts) == 1:
            return self._hanging(f"{group.symbol} ", f"{group.standing}: {', '.join(group.parts)}{says}", _STYLES[group.symbol])
        names = list(group.parts)
        while names and cell_len(first + self._counted(names, group) + says) > self.width:
            names.pop()
        return self._hanging(f"{group.symbol} ", f"{group.standing}: {self._counted(names, group)}{says}", _STYLES[group.symbol])

    def _counted(self, names: Sequence[str], group: Group) -> str:
        more = len(group.parts) - len(names)
        if not names:
            return self.words.label("parts_settled", count=str(group.count))
        return ", ".join([*names, *([self.words.label("screen_and_more", count=str(more))] if more else [])])

    # --- steps, questions, who decides -----------------------------------------------------------------------

    def _steps(self, told: Board, most: int, spare: int | None = 0) -> list[str]:
        """`spare` lines may be used for what goes before a step and does not fit behind it; `None` is as many as it takes."""
        passed = any(step.passed for step in told.steps[:most])
        heading = self.words.label("screen_steps_passed" if passed else "screen_steps")
        if not told.steps:
            return self._heading(f"{heading}: {self.words.label('screen_no_steps')}")
        return [*self._heading(heading), *self._table(told.steps[:most], spare)]

    def _table(self, steps: Sequence[StepRow], spare: int | None) -> list[str]:
        """A day, with whom, what, and before what in columns; the last two in one where the window is small, and in a narrow one a list."""
        if self.width < NARROW:
            return [one for step in steps for one in self._hanging("- ", _in_words(step), _urgent(step))]
        day, whom, what, before = (max(map(cell_len, column)) for column in zip(*map(_cells, steps), strict=True))
        room = self.width - day - whom - 2 * _GAP
        apart = what + _GAP + before <= room
        table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=False, show_edge=False)
        for size in (day, whom, *((what, before) if apart else (room,))):
            table.add_column(width=size, overflow="fold")
        said = [(step.what, step.before) for step in steps] if apart else [(one,) for one in _whats_and_befores(steps, room, spare)]
        for step, says in zip(steps, said, strict=True):
            table.add_row(Text(step.day, _urgent(step)), step.whom, *says)
        return self._drawn(table)

    def _unknown(self, told: Board, most: int) -> list[str]:
        rows = told.unknown[:most]
        if not rows:
            return []
        said = [(asked_about(row, self.words), row.ask) for row in rows]
        return [*self._heading(self.words.label("screen_unknown")), *self._asked(said)]

    def _asked(self, said: Sequence[tuple[str, str]]) -> list[str]:
        first, last = (max(cell_len(line[column]) for line in said) for column in range(2))
        if self.width < NARROW:
            return [line for what, ask in said for line in self._hanging("- ", f"{what} ({ask})")]
        table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=False, show_edge=False)
        table.add_column(width=min(first, self.width - last - _GAP), overflow="fold")
        table.add_column(width=last, overflow="fold")
        for line in said:
            table.add_row(*line)
        return self._drawn(table)

    def _deciders(self, told: Board) -> list[str]:
        if not told.deciders:
            return []
        return self._hanging("", f"{self.words.label('screen_decides')}: {' · '.join(told.deciders)}")

    def _more(self, told: Board, steps: int, unknown: int) -> list[str]:
        says = what_is_not_shown(told, steps, unknown, self.words)
        return self._hanging("", says, "dim") if says else []

    def _listing(self, heading: str, says: Iterable[str]) -> Iterator[str]:
        yield from self._heading(heading)
        for one in says:
            yield from self._hanging("- ", one)

    # --- lines -------------------------------------------------------------------------------------------------

    def _heading(self, says: str) -> list[str]:
        return self._drawn(Text(self.words.in_capitals(says), "bold"))

    def _hanging(self, first: str, says: str, style: str = "") -> list[str]:
        """A paragraph behind its first word; the lines that follow stand under it."""
        table = Table(box=None, padding=0, pad_edge=False, show_header=False, show_edge=False)
        indent = cell_len(first) if cell_len(first) <= self.width // 2 else _GAP
        if indent != cell_len(first):
            return self._drawn(Text(first + says, style))
        if indent:
            table.add_column(width=indent, no_wrap=True)
        table.add_column(width=self.width - indent, overflow="fold")
        table.add_row(*([Text(first, style)] if indent else []), Text(says, style))
        return self._drawn(table)

    def _drawn(self, what: RenderableType) -> list[str]:
        with self.console.capture() as drawn:
            self.console.print(what)
        lines = drawn.get().rstrip("\n").split("\n")
        return lines if self.terminal else [line.rstrip() for line in lines]


def _shared(first: int, last: int, cells: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Two columns that share their room so that they take the fewest lines; where that makes no difference the last is the widest."""

    def lines(width: int) -> int:
        return sum(max(len(wrap(one, width)), len(wrap(other, first + last - width)), 1) for one, other in cells)

    best = min(range(first, max(first + last - _NARROWEST_WHY, first) + 1), key=lambda width: (lines(width), width))
    return best, first + last - best


def _cells(step: StepRow) -> tuple[str, str, str, str]:
    return step.day, step.whom, step.what, step.before


def _in_words(step: StepRow) -> str:
    return f"{step.day}: {' · '.join(filter(None, (step.what, step.before)))} ({step.whom})"


def _whats_and_befores(steps: Sequence[StepRow], room: int, spare: int | None) -> Iterator[str]:
    """What, and before what behind it where both fit on a line; else under it, the most urgent first, as long as there are spare lines."""
    for step in steps:
        behind = " · ".join(filter(None, (step.what, step.before)))
        if cell_len(behind) <= room or not step.before:
            yield behind
        elif spare is None or spare > 0:
            yield f"{step.what}\n· {step.before}"
            spare = None if spare is None else spare - 1
        else:
            yield step.what


def _urgent(step: StepRow) -> str:
    return "bold red" if step.passed else ""


def _choices() -> Iterator[tuple[int, int]]:
    """How many unknown facts and steps to try, the fullest screen first; steps give way before questions do."""
    for unknown in range(MOST_UNKNOWN, FEWEST_UNKNOWN - 1, -1):
        for steps in range(MOST_STEPS, FEWEST_STEPS - 1, -1):
            yield unknown, steps


def _spaced(blocks: Sequence[list[str]], *, roomy: bool) -> list[str]:
    """Blocks under each other, with an empty line between them as far as the screen has room, the steps first."""
    spare = LINES - sum(map(len, blocks))
    gaps = len(blocks) - 1 if roomy else max(0, min(spare, len(blocks) - 1))
    shown: list[str] = []
    for place, block in enumerate(blocks):
        if place and place <= gaps:
            shown.append("")
        shown += block
    return shown
