"""A timeline as a picture: one SVG without anything from outside, readable at 360 pixels, on paper, and by a screen reader."""

import textwrap
from html import escape

from route_advisor.advice.model import Advice
from route_advisor.advice.timeline import Nature, timeline
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.writers.timeline.rows import Row, TimelineTold, timeline_told
from route_advisor.writers.wording import Wording

WIDTH, MARGIN, AXIS, TEXT = 360, 12, 24, 46
"""Units of the picture; at its natural size a unit is a pixel."""
LINE, GAP, BAR = 17, 11, 14
LETTERS, MORE_AT_THE_MARGIN, FEWER_IF_BOLD = 43, 5, 8
"""What fits in a line beside the axis at 13 units, with room to spare for wide letters."""


def as_timeline_svg(advice: Advice, catalogue: Catalogue | None = None, *, lang: str = "nl", name: str = "timeline") -> str:
    """The timeline of an advice as one `<svg>`: a bar for the term, then one day below the other.

    What a day rests on has a shape and a word, and no colour alone. Its title and its sentences stand inside, for who does not see it.
    `name` begins the ids in it: give each picture on a page its own.
    """
    words = Wording(catalogue or Rulebook.shipped().catalogue, lang)
    told = timeline_told(timeline(advice), words)
    drawing = _Drawing(mirrored=words.direction == "rtl")
    drawing.draw(told)
    title, says = escape(told.title), escape(" ".join(told.sentences))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{name}-title {name}-desc" lang="{words.tag}"'
        f' viewBox="0 0 {WIDTH} {drawing.height}" width="{WIDTH}" height="{drawing.height}" style="max-width:100%;height:auto"'
        f' direction="{words.direction}" font-family="system-ui, sans-serif" font-size="13" fill="#111" stroke="none">\n'
        f'<title id="{name}-title">{title}</title>\n<desc id="{name}-desc">{says}</desc>\n'
        f'<rect width="{WIDTH}" height="{drawing.height}" fill="#fff"/>\n' + "\n".join(drawing.drawn) + "\n</svg>\n"
    )


class _Drawing:
    """Shapes and words from the top down; mirrored for a language that runs from right to left."""

    def __init__(self, *, mirrored: bool) -> None:
        self.mirrored = mirrored
        self.drawn: list[str] = []
        self.height = MARGIN

    def draw(self, told: TimelineTold) -> None:
        """All of it: title, bar, days, and what the shapes mean."""
        self._lines(told.title, MARGIN, bold=True)
        if told.share_used is not None:
            self._bar(told.share_used)
        self._lines(told.term, MARGIN)
        self.height += GAP
        top = self.height
        ends = [self._day(row) for row in told.rows]
        line = f'<line x1="{self._x(AXIS)}" y1="{top + 6}" x2="{self._x(AXIS)}" y2="{ends[-1]}" stroke="#555" stroke-width="1.5"/>'
        self.drawn.insert(0, line)
        self.height += GAP
        for nature, name in told.legend:
            self.drawn.append(self._shape(nature, self.height + 6))
            self._lines(name, TEXT)
            self.height += GAP // 2
        self.height += MARGIN

    def _x(self, x: float) -> float:
        return WIDTH - x if self.mirrored else x

    def _bar(self, share: float) -> None:
        """The term: what is over is dark, what is left is open, and a stroke stands between them."""
        whole, y = WIDTH - 2 * MARGIN, self.height + 4
        used = round(whole * share, 1)
        left = WIDTH - MARGIN - used if self.mirrored else MARGIN
        self.drawn.append(f'<rect x="{MARGIN}" y="{y}" width="{whole}" height="{BAR}" fill="#fff" stroke="#111"/>')
        self.drawn.append(f'<rect x="{left}" y="{y}" width="{used}" height="{BAR}" fill="#444"/>')
        at = self._x(MARGIN + used)
        self.drawn.append(f'<line x1="{at}" y1="{y - 4}" x2="{at}" y2="{y + BAR + 4}" stroke="#111" stroke-width="3"/>')
        self.height += BAR + 12

    def _day(self, row: Row) -> int:
        """One day, and where its shape stands."""
        middle = self.height + 6
        self.drawn.append(self._shape(row.nature, middle))
        self._lines(row.day, TEXT, bold=row.nature in (Nature.LAW, Nature.TODAY), slanted=row.nature is Nature.PLANNING)
        self._lines(row.says, TEXT)
        self.height += GAP
        return middle

    def _shape(self, nature: Nature, y: int) -> str:
        x = self._x(AXIS)
        ahead = -1 if self.mirrored else 1
        match nature:
            case Nature.LAW:
                return f'<path d="M{x} {y - 8}L{x + 8} {y}L{x} {y + 8}L{x - 8} {y}Z" fill="#111"/>'
            case Nature.TODAY:
                return f'<path d="M{x - 7 * ahead} {y - 8}L{x + 9 * ahead} {y}L{x - 7 * ahead} {y + 8}Z" fill="#fff" stroke="#111" stroke-width="2.5"/>'
            case Nature.PLANNING:
                return f'<circle cx="{x}" cy="{y}" r="6" fill="#fff" stroke="#111" stroke-width="1.5" stroke-dasharray="3 2"/>'
            case _:
                return f'<circle cx="{x}" cy="{y}" r="5.5" fill="#111"/>'

    def _lines(self, says: str, x: int, *, bold: bool = False, slanted: bool = False) -> None:
        style = (' font-weight="700"' if bold else "") + (' font-style="italic"' if slanted else "")
        letters = LETTERS + MORE_AT_THE_MARGIN * (x == MARGIN) - FEWER_IF_BOLD * bold
        for line in textwrap.wrap(says, letters):
            self.drawn.append(f'<text x="{self._x(x)}" y="{self.height + 11}"{style}>{escape(line)}</text>')
            self.height += LINE
