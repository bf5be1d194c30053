"""Puts the compiled rulebook into the wheel, so that the first advice need not read a page."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRulebookHook(BuildHookInterface):
    """Reads the pages in `rules/` strictly. A page that is refused stops the build, and so does a compiled rulebook that says otherwise."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the compiled rulebook and name it in the wheel. An editable install compiles the pages of its checkout."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from route_advisor.rulebook.compiled import IN_THE_WHEEL, for_the_wheel  # noqa: PLC0415 - found in the tree that is built

        self._folder = tempfile.TemporaryDirectory()
        file = Path(self._folder.name) / IN_THE_WHEEL
        file.write_bytes(for_the_wheel(root / "rules"))
        build_data["force_include"][str(file)] = f"route_advisor/{IN_THE_WHEEL}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - the form of a hook
        """Nothing is left behind."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
