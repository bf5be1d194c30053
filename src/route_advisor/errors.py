"""What can go wrong, and what the reader can do about it."""

from collections.abc import Callable, Sequence

from route_advisor.limits import LONGEST_MESSAGE, MISTAKES_OF_RULES_TOLD, MISTAKES_TOLD
from route_advisor.messages import Message
from route_advisor.visible import visible


class RouteAdvisorError(Exception):
    """Every error of this library. `str(error)` is one clear line per mistake; what came from outside is made visible in it."""

    def __init__(self, message: str = "") -> None:
        super().__init__(message if isinstance(message, Message) else visible(message))


class Refused(RouteAdvisorError):
    """Something with mistakes. `mistakes` holds one line each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(map(_line, mistakes))
        Exception.__init__(self, "\n".join(self.mistakes))

    def __reduce__(self) -> tuple[Callable[..., "Refused"], tuple[type["Refused"], tuple[str, ...]]]:
        """A refusal travels between processes with its lines."""
        return _again, (type(self), self.mistakes)


class FileRefused(Refused):
    """A personal file or message that we will not read. `mistakes` holds one line each: at most twenty, and one that counts the others.

    `untold` counts mistakes that were found and not put into words.
    """

    def __init__(self, mistakes: Sequence[str], *, untold: int = 0) -> None:
        super().__init__(_few(mistakes, MISTAKES_TOLD, untold))


class RulebookRefused(Refused):
    """A rulebook with mistakes. `mistakes` holds one line each, with file and line number: at most two hundred, and one that counts the others."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        most = MISTAKES_OF_RULES_TOLD
        super().__init__(_few(mistakes, most) if len(mistakes) > most + 1 else mistakes)  # one more line: a refusal that is told again


class NotInRulebook(RouteAdvisorError):
    """You asked for a rule, number, fact or component that this rulebook does not have."""


class NotAForm(RouteAdvisorError):
    """You asked for an advice in a form or a language, or for a reader, that no writer has."""


class FormNotInstalled(RouteAdvisorError):
    """What writes an advice in this form is an extra that is not installed here; the message says what to install."""


class NotAnEvaluator(RouteAdvisorError):
    """You asked for an evaluator of rules that this package does not have, or that is not installed here."""


class NotAnAnswer(RouteAdvisorError):
    """An answer that its question does not have. `mistakes` holds one line each, with what is allowed."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(self.mistakes))


class WrongKind(RouteAdvisorError):
    """A function was given another kind of thing than it needs; the message says how to make one."""


class RulesContradict(RouteAdvisorError):
    """Two rules that both apply conclude different words for one fact: a mistake in the rulebook."""


class EngineFailed(RouteAdvisorError):
    """The rule engine gave an error code, looped, or could not be started. No advice was given."""


class EngineDisagreement(RouteAdvisorError):
    """Two evaluators read the rulebook differently. No advice was given."""


class LimitReached(RouteAdvisorError):
    """The input is larger or deeper than we read. The message names the limit."""


def lines_of(error: RouteAdvisorError) -> tuple[str, ...]:
    """One line a mistake; those that are messages say themselves in another language with `in_`."""
    mistakes = getattr(error, "mistakes", None) or [one for one in error.args[:1] if isinstance(one, Message)]
    return tuple(mistakes or str(error).splitlines())


def _again(kind: type[Refused], mistakes: tuple[str, ...]) -> Refused:
    refused = kind.__new__(kind)
    Refused.__init__(refused, mistakes)
    return refused


def _few(mistakes: Sequence[str], most: int, untold: int = 0) -> Sequence[str]:
    """The first of these lines, and one that counts the others."""
    more = len(mistakes) - most + untold if len(mistakes) > most else untold
    rest = Message("one_more_mistake") if more == 1 else Message("more_mistakes", count=more)
    return [*mistakes[:most], rest] if more else mistakes


def _line(message: str) -> str:
    if isinstance(message, Message) and len(message) <= LONGEST_MESSAGE:
        return message
    return visible(message if len(message) <= LONGEST_MESSAGE else message[: LONGEST_MESSAGE - 1] + "…")
