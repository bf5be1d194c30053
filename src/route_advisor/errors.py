"""What can go wrong, and what the reader can do about it."""

from collections.abc import Sequence


class RouteAdvisorError(Exception):
    """Every error of this library. `str(error)` is one clear line per mistake."""


class FileRefused(RouteAdvisorError):
    """A personal file or message that we will not read. `mistakes` holds one line each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class RulebookRefused(RouteAdvisorError):
    """A rulebook with mistakes. `mistakes` holds one line each, with file and line number."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class NotInRulebook(RouteAdvisorError):
    """You asked for a rule, number, fact or component that this rulebook does not have."""


class NotAForm(RouteAdvisorError):
    """You asked for an advice in a form, or for a reader, that no writer has."""


class NotAnEvaluator(RouteAdvisorError):
    """You asked for an evaluator of rules that this package does not have, or that is not installed here."""


class NotAnAnswer(RouteAdvisorError):
    """An answer that its question does not have. `mistakes` holds one line each, with what is allowed."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class RulesContradict(RouteAdvisorError):
    """Two rules that both apply conclude different words for one fact: a mistake in the rulebook."""


class EngineFailed(RouteAdvisorError):
    """The rule engine gave an error code, looped, or could not be started. No advice was given."""


class EngineDisagreement(RouteAdvisorError):
    """Two evaluators read the rulebook differently. No advice was given."""


class LimitReached(RouteAdvisorError):
    """The input is larger or deeper than we read. The message names the limit."""
