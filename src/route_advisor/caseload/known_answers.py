"""The answers that earlier runs of a caseload were given, in a folder that only the user can enter."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from route_advisor.advisor import Advisor
from route_advisor.documents.private_folder import keep, kept, private_folder
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.answer_table import opened, whose, written
from route_advisor.reasoning.kept import Key

SUFFIX = ".answers"


class KnownAnswers(NamedTuple):
    """A file with answers, and whose they are."""

    path: Path
    owner: str

    @classmethod
    def of(cls, advisor: Advisor, on: date, folder: Path | None = None) -> "KnownAnswers | None":
        """Those of this advisor on that day; in the private folder unless another is named. None with a municipality's own pages."""
        folder = folder or private_folder()
        if folder is None or advisor.rulebook.overlays:
            return None
        owner = whose(advisor.rulebook, on, advisor.evaluators)
        return cls(folder / f"{owner[:32]}{SUFFIX}", owner)

    def tell(self, advisor: Advisor, on: date) -> None:
        """Let an advisor know them: it asks the evaluators only what is new, and one person in a thousand anew."""
        found = opened(kept(self.path), self.owner)
        if found:
            advisor.answers_kept(on).keep(found)

    def forget(self) -> None:
        """Throw them away: one of them was wrong, and nobody knows which others are."""
        self.path.unlink(missing_ok=True)

    def add(self, new: Mapping[Key, Any]) -> None:
        """Keep these too, for the next run; of more than a process keeps the oldest go."""
        if new:
            known = {**opened(kept(self.path), self.owner), **new}
            keep(self.path, written(dict(islice(known.items(), max(0, len(known) - ANSWERS_KEPT), None)), self.owner))
