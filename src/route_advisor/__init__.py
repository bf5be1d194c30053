"""An explained checklist of open components and next steps for Dutch civic integration (inburgering).

Your municipality, your PIP and DUO give the final answer.

    from route_advisor import advise, load, write
    advice = advise(load("amina.yaml"), on=date(2026, 11, 23))
    print(write(advice, "text", lang="en"))

| you want | use |
|---|---|
| a personal file | `load(path)`, `parse(text, name)`, `PersonalFile(case_ref=...)` |
| the advice | `advise(file, on=day)` gives an `Advice`; `Advisor(rulebook)` for a rulebook of your own |
| its text | `write(advice, "text", lang="nl", reader="caseworker")`; `Advisor.write` in the words of its own rulebook |
| your own offers beside open parts | `advise(file, on=day, resources=[Resource(component="knm", title=…, url=…, by=…)])` |
| its days in one row | `timeline(advice)`; `write(advice, "svg")` draws it, and `advice.plan` counts each part back from the last day |
| its letter on paper | `write_pdf(advice, lang="nl")` gives bytes (extra `pdf`) |
| who needs somebody now, of many files | `find(files, Filters(open=("KNM",)), on=day)` gives each `Found`; `agenda(files, on=day)` each `AgendaDay` |
| where many people stand | `Advisor().brief(file, on=day)` gives a `Brief`: the same answers in words and ids, a quarter of the time |
| what differs | `compare(before, after)` of two advices gives `Changes` |
| one question after another | `Interview(file, on=day)`: `.next_question()`, `.file`, `.advice`; `.answer(…)` and `.back()` give the interview that follows |
| why a line stands | `why(file, "writing", on=day)` gives an `Explanation` |
| a topic explained | `guide("knm", on=day)`, `guide("knm", on=day, file=file)`; `write_guide(guide, "md", lang="nl")` |
| the law | `Rulebook.shipped()`, `Rulebook.read(folder)`, `lay_over(rulebook, folder)` for a municipality's own pages; `who(rulebook, topic, on=day)` |
| what can go wrong | `RouteAdvisorError` and its kinds; each says in one line a mistake what to do |
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from route_advisor.advice.agenda import AgendaDay
    from route_advisor.advice.brief import Brief
    from route_advisor.advice.changes import Changes, compare
    from route_advisor.advice.explained import Explanation
    from route_advisor.advice.found import Filters, Found
    from route_advisor.advice.guided import Guide
    from route_advisor.advice.model import Advice, Resource
    from route_advisor.advice.planned import LegalDate, Plan, PlanningDay
    from route_advisor.advice.timeline import Timeline, timeline
    from route_advisor.advice.who import who
    from route_advisor.advisor import Advisor, advise
    from route_advisor.caseload.agenda import agenda
    from route_advisor.caseload.finding import find
    from route_advisor.errors import (
        EngineDisagreement,
        EngineFailed,
        FileRefused,
        FormNotInstalled,
        LimitReached,
        NotAForm,
        NotAnAnswer,
        NotAnEvaluator,
        NotInRulebook,
        RouteAdvisorError,
        RulebookRefused,
    )
    from route_advisor.explanation import why
    from route_advisor.interview import Interview
    from route_advisor.personal_file import PersonalFile
    from route_advisor.readers.files import load, parse
    from route_advisor.rulebook.book import Rulebook
    from route_advisor.rulebook.overlay_pages import lay_over
    from route_advisor.topic_guide import guide
    from route_advisor.version import __version__
    from route_advisor.writers.guide_page import write_guide
    from route_advisor.writers.write import write, write_pdf

_HOMES = {
    "Advice": "advice.model",
    "Advisor": "advisor",
    "AgendaDay": "advice.agenda",
    "Brief": "advice.brief",
    "Changes": "advice.changes",
    "EngineDisagreement": "errors",
    "EngineFailed": "errors",
    "Explanation": "advice.explained",
    "FileRefused": "errors",
    "FormNotInstalled": "errors",
    "Filters": "advice.found",
    "Found": "advice.found",
    "Interview": "interview",
    "Guide": "advice.guided",
    "LegalDate": "advice.planned",
    "LimitReached": "errors",
    "NotAForm": "errors",
    "NotAnAnswer": "errors",
    "NotAnEvaluator": "errors",
    "NotInRulebook": "errors",
    "PersonalFile": "personal_file",
    "Plan": "advice.planned",
    "PlanningDay": "advice.planned",
    "Resource": "advice.model",
    "RouteAdvisorError": "errors",
    "Rulebook": "rulebook.book",
    "RulebookRefused": "errors",
    "Timeline": "advice.timeline",
    "__version__": "version",
    "advise": "advisor",
    "agenda": "caseload.agenda",
    "compare": "advice.changes",
    "find": "caseload.finding",
    "guide": "topic_guide",
    "lay_over": "rulebook.overlay_pages",
    "load": "readers.files",
    "parse": "readers.files",
    "timeline": "advice.timeline",
    "who": "advice.who",
    "why": "explanation",
    "write": "writers.write",
    "write_pdf": "writers.write",
    "write_guide": "writers.guide_page",
}
"""Where each public name lives; it is imported when first used, so that `route-advisor --help` stays fast."""

__all__ = [
    "Advice",
    "Advisor",
    "AgendaDay",
    "Brief",
    "Changes",
    "EngineDisagreement",
    "EngineFailed",
    "Explanation",
    "FileRefused",
    "Filters",
    "FormNotInstalled",
    "Found",
    "Guide",
    "Interview",
    "LegalDate",
    "LimitReached",
    "NotAForm",
    "NotAnAnswer",
    "NotAnEvaluator",
    "NotInRulebook",
    "PersonalFile",
    "Plan",
    "PlanningDay",
    "Resource",
    "RouteAdvisorError",
    "Rulebook",
    "RulebookRefused",
    "Timeline",
    "__version__",
    "advise",
    "agenda",
    "compare",
    "find",
    "guide",
    "lay_over",
    "load",
    "parse",
    "timeline",
    "who",
    "why",
    "write",
    "write_guide",
    "write_pdf",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    if name not in _HOMES:
        from route_advisor.documents.mistakes import did_you_mean  # noqa: PLC0415 - only a mistake needs it

        raise AttributeError(f"module {__name__!r} has no attribute {name!r}{did_you_mean(name, __all__)}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
