"""An explained checklist of open components and next steps for Dutch civic integration (inburgering).

Your municipality, your PIP and DUO give the final answer.

    from route_advisor import advise, load
    advice = advise(load("amina.yaml"), on=date(2026, 11, 23))
    print(advice.text(lang="en"))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from route_advisor.advice import Advice
    from route_advisor.advisor import Advisor, advise
    from route_advisor.errors import FileRefused, RouteAdvisorError, RulebookRefused
    from route_advisor.explanation import Explanation, explain
    from route_advisor.personal_file import PersonalFile
    from route_advisor.readers.files import load, parse
    from route_advisor.rulebook import Rulebook
    from route_advisor.version import __version__

__all__ = [
    "Advice",
    "Advisor",
    "Explanation",
    "FileRefused",
    "PersonalFile",
    "RouteAdvisorError",
    "Rulebook",
    "RulebookRefused",
    "__version__",
    "advise",
    "explain",
    "load",
    "parse",
]

_HOMES = {
    "Advice": "advice",
    "Advisor": "advisor",
    "Explanation": "explanation",
    "FileRefused": "errors",
    "PersonalFile": "personal_file",
    "RouteAdvisorError": "errors",
    "Rulebook": "rulebook",
    "RulebookRefused": "errors",
    "advise": "advisor",
    "explain": "explanation",
    "load": "readers.files",
    "parse": "readers.files",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Public names are imported when first used, so that `route-advisor --help` stays fast."""
    if name == "__version__":
        return import_module("route_advisor.version").__version__
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
