"""Print the oldest versions that `pyproject.toml` allows, one a line, as constraints for pip."""

import re
import tomllib
from itertools import chain
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]

for asked in chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()):
    if found := re.match(r"([\w.-]+)>=([\w.]+)", asked):
        print(f"{found[1]}=={found[2]}")
