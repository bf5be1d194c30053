"""Bars as SVG, without a library: each with its number beside it, readable without colour."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, NAME, BAR = 760, 190, 500
_ROW, _TOP = 24, 56
_BEFORE, _AFTER = "#1b4f72", "#b9770e"


def stacked(title: str, rows: Mapping[str, Mapping[str, int]], kinds: Mapping[str, str], note: str) -> str:
    """A bar a row, cut by kind, each kind with its colour; what is narrow has its number in the tooltip alone."""
    drawn: list[str] = []
    for place, (name, counts) in enumerate(rows.items()):
        y, x, whole = _TOP + _ROW * place, float(NAME), sum(counts.values()) or 1
        drawn.append(_text(NAME - 8, y + 13, name, anchor="end"))
        for kind, fill in kinds.items():
            wide = BAR * counts.get(kind, 0) / whole
            if not wide:
                continue
            told = f"{name}, {kind}: {counts[kind]:,} of {whole:,}"
            drawn.append(
                f'<rect x="{x:.1f}" y="{y}" width="{wide:.1f}" height="{_ROW - 6}" fill="{fill}" stroke="#fff">'
                f"<title>{escape(told)}</title></rect>"
            )
            if wide > 34:
                drawn.append(_text(x + wide / 2, y + 13, f"{counts[kind] / whole:.0%}", anchor="middle", fill=_ink(fill)))
            x += wide
    key = _TOP + _ROW * len(rows) + 16
    for number, (kind, fill) in enumerate(kinds.items()):
        x = 10 + (number % 4) * 185
        y = key + 20 * (number // 4)
        drawn.append(f'<rect x="{x}" y="{y}" width="12" height="12" fill="{fill}"/>' + _text(x + 18, y + 10, kind))
    return _svg(title, drawn, key + 20 * -(-len(kinds) // 4) + 24, note)


def bars(title: str, rows: Mapping[str, tuple[int, int]], of: int, kinds: tuple[str, str], note: str) -> str:
    """Two bars a row, as before and after, each with its number."""
    most, drawn = max((count for pair in rows.values() for count in pair), default=1) or 1, []
    for place, (name, pair) in enumerate(rows.items()):
        y = _TOP + 2 * _ROW * place
        drawn.append(_text(NAME - 8, y + 22, name, anchor="end"))
        for number, count in enumerate(pair):
            wide, at = (BAR - 130) * count / most, y + 18 * number
            drawn.append(f'<rect x="{NAME}" y="{at}" width="{wide:.1f}" height="15" fill="{(_BEFORE, _AFTER)[number]}"/>')
            drawn.append(_text(NAME + wide + 6, at + 12, f"{count:,} ({count / of:.0%}) {kinds[number]}"))
    return _svg(title, drawn, _TOP + 2 * _ROW * len(rows) + 16, note)


def _ink(fill: str) -> str:
    """White on a dark colour, black on a light one."""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (1, 3, 5))
    return "#fff" if 0.299 * red + 0.587 * green + 0.114 * blue < 128 else "#000"


def _text(x: float, y: float, said: str, *, anchor: str = "start", fill: str = "#000") -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{fill}">{escape(said)}</text>'


def _svg(title: str, drawn: Sequence[str], height: int, note: str) -> str:
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 20}" role="img" font-family="sans-serif" font-size="12">',
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height + 20}" fill="#fff"/>',
            f'<text x="10" y="24" font-size="16" font-weight="bold">{escape(title)}</text>',
            *drawn,
            f'<text x="10" y="{height + 8}" font-size="10" fill="#333">{escape(note)}</text>',
            "</svg>\n",
        ]
    )
