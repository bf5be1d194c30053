"""The steps, the most urgent first: what differs, what has passed or comes soon by its day, what takes long, what can be done now, and what may be left."""

from collections.abc import Iterable, Iterator

from route_advisor.advice.found import plan_due
from route_advisor.advice.model import Advice, Step, Term
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Basis, Standing, StepKind
from route_advisor.writers.outline import last_day_of, steps_of_one_kind
from route_advisor.writers.outline.first import asks_what_a_passed_term_means, route_to_get
from route_advisor.writers.outline.turns import Turn, Turns, place_of, turn_of
from route_advisor.writers.screen import board
from route_advisor.writers.screen.board import StepRow
from route_advisor.writers.screen.words import ScreenWords

SOON = 90
"""Days: what has a day within them stands before what has none. A choice of this screen, and no law."""

TURNS: Turns = (
    {Turn.A_LETTER},
    {Turn.A_PASSED_TERM},
    {Turn.A_PASSED_PLAN, Turn.PASSED, Turn.SOON},
    {Turn.HELP},
    {Turn.HOURS},
    {Turn.OPEN},
    {Turn.CHANGE},
    {Turn.FREE, Turn.OTHER},
    {Turn.LATER},
    {Turn.MAY},
)
"""What is most urgent for whoever works with the client."""

_WITHOUT_A_PLAN = (None, "no_notice", "no_intake", "no_plan")


def step_rows(advice: Advice, words: ScreenWords) -> Iterator[StepRow]:
    """All steps, the most urgent first, with the day up to which a plan has to be made; before them sources that differ, and a route that nobody decided. Those that differ in their part alone share a row."""
    yield from _before_all_steps(advice, words)
    groups = steps_of_one_kind(_with_plans_to_make(advice), words)
    reported = {item.id for item in advice.components if item.standing is Standing.REPORTED}
    for group in sorted(groups, key=lambda one: _rank(one[0], advice, words.catalogue)):
        first = group[0]
        mark = f"{board.EXPECTED} " if first.expected else ""
        yield StepRow(
            day=_when(first, advice, words),
            whom=words.whom(first.with_),
            what=mark + (words.due(first) or words.in_short(group, reported)),
            before=words.before_what(group),
            passed=first.passed or asks_what_a_passed_term_means(first, advice),
            says=(*_details(group, words),),
        )


def _with_plans_to_make(advice: Advice) -> list[Step]:
    """The steps, which stand by their day, and among them by its own the day up to which a plan has to be made."""
    steps = list(advice.steps)
    for line in plan_due(advice):
        if line.kind is StepKind.KNOW and line.day is not None:
            due = (not line.passed, line.day)
            earlier = [step for step in steps if (day := last_day_of(step)) is not None and (not step.passed, day) <= due]
            steps.insert(len(earlier), line)
    return steps


def _before_all_steps(advice: Advice, words: ScreenWords) -> Iterator[StepRow]:
    now = words.label("screen_now")
    for conflict in advice.conflicts:
        what = words.label("screen_clear_up", fact=words.fact_of_part(conflict.fact))
        before = words.label("screen_clear_up_before")
        yield StepRow(now, words.whom(conflict.ask[0]), what, before, passed=False, says=(words.of(conflict.says),))
    route = route_to_get(advice)
    if route is not None:
        errand = _route_to_get(advice)
        mark = f"{board.EXPECTED} " if advice.duty.basis is Basis.EXPECTED else ""
        before = words.label(f"{errand}_before")
        yield StepRow(now, words.whom(route.decided_by), mark + words.label(errand), before, passed=False, says=(words.of(route.errand),))


def _route_to_get(advice: Advice) -> str:
    """The label of the errand: whether there is a duty, which act, which route is in the plan that was made, or the plan itself."""
    if advice.duty.standing == Standing.CANNOT_TELL:
        return "screen_ask_the_duty"
    if advice.regime.value is None:
        return "screen_get_the_act"
    return "screen_get_the_route" if advice.duty.phase in _WITHOUT_A_PLAN else "screen_read_the_route"


def _rank(step: Step, advice: Advice, catalogue: Catalogue) -> tuple[int, int]:
    """What a passed term means; what has passed or comes soon; hours, the most first; what is open; the rest. Among equals as in the advice."""
    return place_of(step, turn_of(step, advice, catalogue, SOON), TURNS, advice)


def _when(step: Step, advice: Advice, words: ScreenWords) -> str:
    if last_day_of(step) is not None:
        return day_of(step, words)
    if isinstance(advice.term, Term) and asks_what_a_passed_term_means(step, advice):
        return f"{board.PASSED} {words.legal_day(advice.term.last_day)}"
    return words.label("screen_may" if step.kind is StepKind.MAY else "screen_now")


def day_of(step: Step, words: ScreenWords) -> str:
    """The day of a step; a day to plan by never looks like one that the law fixes, and one that has passed has its mark."""
    day = last_day_of(step)
    if day is None:
        return ""
    if FIRST_DAYS.intersection(step.about):
        return words.label("screen_now") if step.days_left is None else words.label("screen_from", day=words.day(day))
    told = words.planned_day(day) if step.day is None else words.legal_day(day)
    return f"{board.PASSED} {told}" if step.passed else told


def _details(group: Iterable[Step], words: ScreenWords) -> Iterator[str]:
    """What the client reads, once for each part, with the rules and their first articles."""
    for step in group:
        yield sentence_of(step, words)


def sentence_of(step: Step, words: ScreenWords) -> str:
    """A line as the client reads it: with where, before what, how long, and what is still possible; its rule and its first article."""
    told = [words.of(text) for text in (step.says, step.where, step.before, step.takes) if text is not None]
    told += [words.of(still.says) for still in step.still]
    told += [words.municipality_says(policy.municipality, policy.says) for policy in step.own_policy]
    return f"{' '.join(told)} [{step.id}, {step.law[0].cite}]"
