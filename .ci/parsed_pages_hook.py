"""Puts the parsed pages of the rulebook into the wheel, so that the first advice need not read YAML."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ParsedPagesHook(BuildHookInterface):
    """Parses the pages in `rules/` strictly. A page that cannot be read stops the build."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the parsed pages and name them in the wheel. An editable install reads the pages of its checkout."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from route_advisor.documents.parsed_pages import IN_THE_WHEEL, written  # noqa: PLC0415 - found in the tree that is built

        texts = [path.read_text(encoding="utf-8") for path in sorted((root / "rules").rglob("*.yaml"))]
        parsed = written(texts)
        if len(json.loads(parsed)["pages"]) != len(set(texts)):
            raise ValueError("a page in rules/ cannot be read; see: route-advisor rules check")
        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / IN_THE_WHEEL
        file.write_text(parsed, encoding="utf-8")
        build_data["force_include"][str(file)] = f"route_advisor/documents/{IN_THE_WHEEL}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the form of a hook
        """Nothing is left behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
