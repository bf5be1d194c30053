"""All days of many people in one list, for who keeps one agenda."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial

from route_advisor.advice.agenda import AgendaDay
from route_advisor.advice.found import Filters, Refused
from route_advisor.advice.model import Advice, Step, Term
from route_advisor.advice.planned import Chain, LegalDate, Plan, PlanningDay
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.caseload.finding import EVERY_FILE, OneFile, Search, each, found_by, search_for
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.text import Text, joined

BY_THEMSELVES = -2
"""The last two links of a chain, the result and its registration, come by themselves: nobody has to be reminded."""


def agenda(
    files: Iterable[OneFile],
    filters: Filters = EVERY_FILE,
    *,
    on: date,
    advisor: Advisor | None = None,
    workers: int = 1,
    refused: Callable[[Refused], object] | None = None,
    looked: Callable[[], object] | None = None,
) -> Iterator[AgendaDay]:
    """The days from `on` that an advice on each file names, of those that hold all that is sought; sort them by `AgendaDay.order`.

    Days of the law and days of the plan; one that has passed is in neither (`find` with `overdue` gives those). Refuses as `find`.
    """
    advisor = advisor or shipped_advisor()
    search = search_for(filters, advisor.rulebook, on)
    read = partial(_days_where_found, search=search, catalogue=advisor.rulebook.catalogue)
    for days in each(files, read, on=on, advisor=advisor, workers=workers, refused=refused, looked=looked):
        yield from days


def _days_where_found(advice: Advice, file: str, *, search: Search, catalogue: Catalogue) -> tuple[AgendaDay, ...]:
    return days_of(advice, file, catalogue=catalogue) if found_by(advice, file, search=search) is not None else ()


def days_of(advice: Advice, file: str, *, catalogue: Catalogue) -> tuple[AgendaDay, ...]:
    """The days of one advice from its own day on."""
    found = {(about, when): says for about, when, says in (*_of_the_law(advice, catalogue), *_planned(advice, catalogue))}
    days = (AgendaDay(case_ref=advice.case_ref, file=file, when=when, says=says, about=about) for (about, when), says in found.items())
    return tuple(one for one in days if one.day >= advice.on)


_Dated = tuple[str, LegalDate | PlanningDay, Text]


def _of_the_law(advice: Advice, catalogue: Catalogue) -> Iterator[_Dated]:
    """The last day of the term, and each day that the law or a decision fixes for a step."""
    if isinstance(advice.term, Term):
        when = LegalDate(legal_date=advice.term.last_day, what="term_last_day", expected=advice.term.expected)
        yield "last_day", when, catalogue.label("agenda_last_day")
    for line in (*advice.steps, *advice.know):
        if line.day is not None and not line.passed:
            what = line.about[0] if line.about else line.id
            yield line.id, LegalDate(legal_date=line.day, what=what, rules=(line.id,), expected=line.expected), _said(line, what, catalogue)


def _said(line: Step, what: str, catalogue: Catalogue) -> Text:
    own = f"agenda_{what}"
    return catalogue.label(own) if own in catalogue.labels else line.short or line.says


def _planned(advice: Advice, catalogue: Catalogue) -> Iterator[_Dated]:
    """Each link of the plan that somebody must do, of the parts with the same day together."""
    if not isinstance(advice.plan, Plan):
        return
    together: defaultdict[tuple[str, date], list[Chain]] = defaultdict(list)
    for chain in advice.plan.chains:
        for link in chain.links[:BY_THEMSELVES]:
            if link.latest is not None and not link.latest.passed:
                together[link.link, link.latest.planning_day].append(chain)
    for (link_name, day), chains in together.items():
        parts = joined(catalogue.component(chain.component).name for chain in chains)
        says = catalogue.label("agenda_planned").filled({"part": parts, "link": catalogue.label(f"link_{link_name}")})
        yield f"plan {link_name} {' '.join(chain.component for chain in chains)}", PlanningDay(planning_day=day), says
