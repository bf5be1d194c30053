"""Write the table of dependencies and their licences into `examples/README.md`, from pyproject.toml and what is installed here.

    .venv/bin/python .ci/licences.py
    python3 .ci/licences.py --extras     # prints the extras for people, and writes nothing

It names what a user installs: the dependencies, and those of each extra but `bench`, `mutation`, `release` and `test`, which only its makers use.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "examples" / "README.md"
FOR_MAKERS = {"bench", "mutation", "release", "test"}
BEGIN, END = "<!-- licences, written by .ci/licences.py -->\n", "<!-- end of licences -->\n"


def wanted() -> dict[str, list[str]]:
    """What each extra for people asks for, and under no name what is always asked for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {extra: packages for extra, packages in project["optional-dependencies"].items() if extra not in FOR_MAKERS}
    return {"": project["dependencies"], **extras}


def asked() -> Iterator[tuple[str, str]]:
    """Each package that a user installs, and the extra that brings it: none for a dependency."""
    for extra, packages in wanted().items():
        for one in packages:
            if found := re.match(r"[\w.-]+", one):
                yield found[0], extra


def licence_of(package: str) -> str | None:
    """The licence that a package names itself; none where it is not installed here."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return None
    return _named(told).removesuffix(" License")


def _named(told: PackageMetadata) -> str:
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    short = told.get("License-Expression") or told.get("License") or ""
    return short if short and "\n" not in short else ", ".join(classified) or "names none"


def row(package: str, extra: str, licence: str) -> str:
    """A line of the table."""
    return f"| {package} | {extra or 'always'} | {licence} |\n"


def main() -> None:
    """Write the table between its two marks. It stops where a package is not installed here."""
    if sys.argv[1:] == ["--extras"]:
        print(*filter(None, wanted()))
        return
    rows = []
    for package, extra in asked():
        licence = licence_of(package)
        if licence is None:
            raise SystemExit(f"{package} is not installed here, so its licence cannot be read; type: pip install -e '.[test,durable]'")
        rows.append(row(package, extra, licence))
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    table = "| package | comes with | licence |\n|---|---|---|\n" + "".join(rows)
    PAGE.write_text(f"{before}{BEGIN}{table}{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
