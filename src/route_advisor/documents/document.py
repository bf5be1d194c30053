"""A file that was read: its data, and the line on which each value stands."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
"""Where a value stands: the keys and places that lead to it."""


@dataclass(slots=True)
class Document:
    """The data of a file, and the line on which each value stands."""

    name: str
    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """The line of a value, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def at(self, path: Path) -> str:
        """`name:line` for a value."""
        return f"{self.name}:{self.line(path)}"
