"""The letters of a PDF: Noto Sans with Arabic and Ethiopic, from packages under the SIL Open Font License that the extra `pdf` installs."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

PACKAGES = {
    "fontpkg_noto_sans": "Noto Sans",
    "fontpkg_noto_sans_arabic": "Noto Sans Arabic",
    "justmytype_intl_africa": "Noto Sans Ethiopic",
}
"""The package that holds each family."""


def missing() -> tuple[str, ...]:
    """The families that are not installed here."""
    return tuple(family for package, family in PACKAGES.items() if not list(_files(package)))


def style() -> str:
    """The families, as a page loads them from their files."""
    return "".join(
        f'@font-face {{ font-family: "{family}"; src: url("{file.as_uri()}"); }}\n'
        for package, family in PACKAGES.items()
        for file in _files(package)
    )


def _files(package: str) -> Iterator[Path]:
    """The upright letters of a family."""
    found = find_spec(package)
    for folder in (found.submodule_search_locations or ()) if found is not None else ():
        yield from (file for file in sorted(Path(folder).rglob("*.ttf")) if "Italic" not in file.name)
