"""What goes before other steps: what a passed term means, hours that take long, what is open before a change of the plan, and who must decide."""

from route_advisor.advice.model import Advice, NotDecided, Progress, Step, Term
from route_advisor.dates import days_between
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import WAITING, Basis, Standing, StepKind
from route_advisor.writers.outline.steps import last_day_of

_TERM = "term"
_OBLIGED = "obliged"
_ASKS_FOR_ONE = (_OBLIGED, Standing.CANNOT_TELL)
_NO_LETTER_YET = "no_notice"
_TO_GET_THE_LETTER = "ask_for_the_letter"
_WEEK = 7


def is_over(advice: Advice) -> bool:
    """The last day of the term lies behind the day of the advice."""
    return isinstance(advice.term, Term) and advice.term.last_day < advice.on


def asks_what_a_passed_term_means(step: Step, advice: Advice) -> bool:
    """The term is over, and this step asks what that means."""
    return is_over(advice) and step.topic == _TERM and step.kind in (StepKind.ASK, StepKind.DO)


def answers_a_letter(step: Step, catalogue: Catalogue) -> bool:
    """A letter waits for an answer."""
    topic = catalogue.topics.get(step.topic or "")
    return topic is not None and topic.first


def asks_how_to_go_on(step: Step, advice: Advice) -> bool:
    """The term is over, and this step asks for help with what is still to do."""
    return is_over(advice) and step.kind is StepKind.ASK and bool(_waiting(advice).intersection(step.about))


def hours_left(step: Step, advice: Advice) -> Progress | None:
    """The sum of hours of the one component of a step that is planned by a day to come, where hours are left; the one with the most left."""
    if len(step.about) != 1 or step.latest_sensible_day is None or step.passed or step.kind not in (StepKind.ASK, StepKind.DO):
        return None
    counts = [count for item in advice.components if item.id == step.about[0] for count in item.progress]
    hours = [one for one in counts if one.unit == "hours" and one.left]
    return max(hours, key=lambda one: one.left or 0, default=None)


def hours_a_week(step: Step, left: int, advice: Advice) -> int | None:
    """The hours left, spread evenly over the whole weeks up to the day of the step, rounded up; `None` where there is no whole week or one hour does."""
    day = last_day_of(step)
    weeks = 0 if day is None else days_between(advice.on, day) // _WEEK
    return None if weeks < 1 or left <= weeks else -(-left // weeks)


def does_what_is_open(step: Step, advice: Advice) -> bool:
    """Something to do for a part that is still to do."""
    return step.kind is StepKind.DO and bool(_waiting(advice).intersection(step.about))


def asks_to_change(step: Step, catalogue: Catalogue) -> bool:
    """It asks to change the plan: after what the plan itself leaves to do."""
    topic = catalogue.topics.get(step.topic or "")
    return topic is not None and topic.after_doing


def route_to_get(advice: Advice) -> NotDecided | None:
    """No route is decided while there is a duty that asks for one, or may be: whose errand then goes first. Papers that differ are another matter."""
    route = advice.route
    if not isinstance(route, NotDecided) or route.none_to_expect or advice.conflicts or advice.duty.standing not in _ASKS_FOR_ONE:
        return None
    waits = advice.duty.phase == _NO_LETTER_YET or any(step.topic == _TO_GET_THE_LETTER for step in advice.steps)
    return None if waits else route  # DUO's letter comes before any plan


def no_duty_is_expected(advice: Advice) -> bool:
    """Nobody decided it, and what is known lets expect no open duty."""
    return advice.duty.basis is Basis.EXPECTED and advice.duty.standing not in (_OBLIGED, Standing.CANNOT_TELL)


def _waiting(advice: Advice) -> frozenset[str]:
    return frozenset(item.id for item in advice.components if item.standing in WAITING)
