"""The steps by day and by authority, and what is good to know."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from route_advisor.advice.model import Step, Still
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.text import Text
from route_advisor.writers.outline.points import Kind, Point, Section, marked, references, together, written
from route_advisor.writers.wording import Wording


def steps_by_day(steps: Sequence[Step], words: Wording) -> Iterator[Section]:
    """First the steps with a day, whoever they are with, the first day first; then those without, by authority."""
    dated = [step for step in steps if last_day_of(step) is not None]
    undated = [step for step in steps if last_day_of(step) is None]
    own = frozenset(step.id for step in steps)
    points = tuple(_dated(group, own, words) for group in steps_of_one_kind(dated, words))
    yield Section(Kind.STEPS, words.label("heading_steps_by_day"), points)
    yield from (_steps(group, words) for group in together(undated, lambda step: step.with_))


def last_day_of(step: Step) -> date | None:
    """The day that stands with a step: a date that the law fixes, or the last one that makes sense."""
    return step.day or step.latest_sensible_day


def _dated(group: Sequence[Step], own: frozenset[str], words: Wording) -> Point:
    """A step with its day; `own` are the rules that stand as a step of their own, and are not said again beside another."""
    first = group[0]
    day = words.legal_day(first.day) if first.day is not None else words.planned_day(first.latest_sensible_day or date.max)
    mark = marked(words, expected=first.expected)
    if FIRST_DAYS.intersection(first.about):
        about = words.label("step_now" if first.days_left is None else "step_later")  # the sentence itself names the day
        return Point((about,), in_one(group, words), tuple(_errand(group, "", words)), references(group, words), mark)
    if first.passed:
        return Point(
            (words.label("step_passed", day=day if first.day is None else words.day(first.day)),),
            in_one(group, words),
            tuple(_after_the_day(group, own, words)),
            references(group, words),
            mark,
        )
    whom = f"{words.label('word_with')} {words.authority(first.with_)}"
    return Point((day,), in_one(group, words), (whom, *_errand(group, "", words)), references(group, words), mark)


def _after_the_day(group: Sequence[Step], own: frozenset[str], words: Wording) -> Iterator[str]:
    """The day has passed: whom to ask what is still possible, and what the law lets you ask, up to which day."""
    first = group[0]
    said = [_still(one, words) for one in first.still if one.rule not in own]
    if words.catalogue.authorities[first.with_].municipal or not said:
        said.insert(0, words.label("step_passed_ask", who=words.authority(first.with_)))
    elif any(one.until is not None for one in first.still):
        said.insert(0, words.label("step_passed_go_on"))
    yield " ".join(said).rstrip(".")
    yield from _errand(group, "", words)


def _still(still: Still, words: Wording) -> str:
    says = words.of(still.says)
    return says if still.until is None else words.label("step_still_until", what=says.rstrip("."), day=words.day(still.until))


def line_to_know(group: Sequence[Step], words: Wording) -> Point:
    """What is good to know, in one point."""
    mark = marked(words, expected=group[0].expected)
    return Point((), in_one(group, words), tuple(_errand(group, "", words)), references(group, words), mark)


def _steps(steps: Sequence[Step], words: Wording) -> Section:
    """The steps with one authority; the place where they are all done stands in the heading."""
    whom, places = steps[0].with_, {words.of(step.where).rstrip(".") for step in steps if step.where is not None}
    heading = words.label("heading_steps") + ("" if whom == "yourself" else f" {words.label('word_with')} {words.authority(whom)}")
    here = places.pop() if len(places) == 1 else ""
    points = tuple(_step(group, here, words) for group in steps_of_one_kind(steps, words))
    return Section(Kind.STEPS, f"{heading} ({here})" if here else heading, points)


def _step(group: Sequence[Step], here: str, words: Wording) -> Point:
    mark = marked(words, expected=group[0].expected)
    return Point((), in_one(group, words), tuple(_errand(group, here, words)), references(group, words), mark)


def steps_of_one_kind(steps: Iterable[Step], words: Wording) -> list[list[Step]]:
    """Steps that differ only in their component together, in the order of the first of each kind."""
    return together(steps, lambda step: _kind_of_step(step, words))


def in_one(group: Sequence[Step], words: Wording) -> str:
    """The sentence of steps of one kind, said once for all their components."""
    return _of_steps(group, _says, words)


def _kind_of_step(step: Step, words: Wording) -> object:
    texts = (step.says, step.where, step.before, step.takes)
    bare = tuple(None if text is None else words.without(words.of(text), _part_of(step, words)) for text in texts)
    return written(step.id), last_day_of(step), step.kind, bare


def _part_of(step: Step, words: Wording) -> str:
    return words.component(step.about[0]) if len(step.about) == 1 else ""


def _of_steps(group: Sequence[Step], which: Callable[[Step], Text | None], words: Wording) -> str:
    said = [words.of(text) for text in map(which, group) if text is not None]
    return words.for_all(said, [_part_of(step, words) for step in group]) if said else ""


def _errand(group: Sequence[Step], here: str, words: Wording) -> Iterator[str]:
    """Where, before what, how long it takes, and who weighs or decides."""
    first = group[0]
    if first.days_left is not None and not FIRST_DAYS.intersection(first.about):
        yield words.label("days_left", left=str(first.days_left))
    for name, which in (("word_where", _where), ("word_before", _before), ("word_takes", _takes)):
        said = _of_steps(group, which, words).rstrip(".")
        if said and said != here:
            yield f"{words.label(name)}: {said}"
    if first.check_current:
        yield words.label("check_current")
    if first.open_norm is not None:
        if words.label("decides", who=words.authority(first.final_word)).casefold() not in words.of(first.says).casefold():
            yield words.label("who_weighs", who=words.authority(first.final_word))
        yield from (words.municipality_says(policy.municipality, policy.says) for policy in first.own_policy)
    elif first.final_word != first.with_:
        yield f"{words.label('word_final_word')}: {words.authority(first.final_word)}"


def _says(step: Step) -> Text | None:
    return step.says


def _where(step: Step) -> Text | None:
    return step.where


def _before(step: Step) -> Text | None:
    return step.before


def _takes(step: Step) -> Text | None:
    return step.takes
