"""How the letter says a step, a question and a sum: with the words of one rulebook in one language."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from route_advisor.advice.model import Advice, FactLine, Item, Progress, Question, Step, Still
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.text import Text
from route_advisor.vocabulary import Teller
from route_advisor.writers.outline import in_one, last_day_of
from route_advisor.writers.outline.first import hours_a_week, hours_left
from route_advisor.writers.person.letter import Share, Thing
from route_advisor.writers.wording import Wording

FULL_STOPS = ".።"
"""Of the scripts in which a letter is written."""

_SENTENCE_ENDS = re.compile(r"(?:(?<=[.?!؟።])|(?<=[.?!؟።]›))\s+")


def sentence(text: str, words: Wording) -> str:
    """Text as a sentence: with a capital in front and a mark at the end."""
    told = words.capital(text)
    return told if not told or _SENTENCE_ENDS.search(f"{told} ") else f"{told}."


def sentences(text: str) -> list[str]:
    """The sentences of a text, in any script of a letter."""
    return _SENTENCE_ENDS.split(text)


def expected(words: Wording, *, holds: bool) -> str:
    """The mark beside a line that rests on what nobody decided yet."""
    return words.label("word_expected") if holds else ""


def thing(group: Sequence[Step], own: frozenset[str], on: date, words: Wording) -> Thing:
    """Steps of one kind as one thing to do. `own` are the rules that stand as a thing of their own, and are not said again beside another."""
    first = group[0]
    says, *more = sentences(in_one(group, words))
    return Thing(
        says=says,
        more=" ".join(more),
        when=_when(first, " ".join([says, *more]), on, words),
        how=(*_after_the_day(first, own, words), *_how(group, words)),
        mark=expected(words, holds=first.expected),
    )


def planned(group: Sequence[Step], own: frozenset[str], advice: Advice, words: Wording) -> Thing:
    """As `thing`; of a part that is counted in hours it says how many are left, and how many a week that is: what takes long is planned now."""
    told, hours = thing(group, own, advice.on, words), hours_left(group[0], advice) if len(group) == 1 else None
    day = last_day_of(group[0])
    if hours is None or hours.left is None or day is None:
        return told
    a_week = hours_a_week(group[0], hours.left, advice)
    today = day == advice.on
    when = words.label("person_hours_left_today" if today else "person_hours_left", left=str(hours.left), day=words.day(day))
    if a_week is not None:
        when = f"{when} {words.label('person_hours_a_week', hours=str(a_week))}"
    return replace(told, when=when)


def fact_to_know(group: Sequence[Step], words: Wording) -> Thing:
    """What is good to know, or what the law says: no errand, so nobody to do it with."""
    first = group[0]
    how = tuple(_who_decides(first, words))
    return Thing(in_one(group, words), when=_of_others(first, words), how=how, mark=expected(words, holds=first.expected))


def _of_others(step: Step, words: Wording) -> str:
    """How far away a day is that somebody else must keep, or that it has passed."""
    day = last_day_of(step)
    if day is None:
        return ""
    if step.passed:
        return _passed(day, words)
    return words.label("person_days_away", left=str(step.days_left)) if step.days_left else ""


def _when(step: Step, said: str, on: date, words: Wording) -> str:
    """By which day, in words: a day to plan by is never told as a day that the law fixes."""
    day = last_day_of(step)
    if day is None:
        return ""
    if step.passed and step.day is None:
        return words.label("person_plan_passed")  # only a day to plan by: nothing is over
    if step.passed:
        return f"{_passed(day, words)} {words.label('step_passed_go_on')}"
    if FIRST_DAYS.intersection(step.about):
        return "" if words.day(day) in said else words.label("person_from", day=words.day(day))
    if step.day is None:
        return words.label("person_today") if day == on else words.label("person_before", day=words.day(day))
    told = "" if words.day(day) in said else words.label("person_last_day", day=words.day(day))
    return f"{told} {days_left(step.days_left or 0, words)}".strip()


def _passed(day: date, words: Wording) -> str:
    return sentence(words.label("step_passed", day=words.day(day)), words)


def _after_the_day(step: Step, own: frozenset[str], words: Wording) -> Iterator[str]:
    """Where the day has passed: whom to ask what is still possible, and what the law lets you ask."""
    if step.passed:
        yield words.label("person_ask_what_is_possible", who=words.authority(step.with_))
        yield from (_still(one, words) for one in step.still if one.rule not in own)


def _still(still: Still, words: Wording) -> str:
    says = words.of(still.says)
    return says if still.until is None else words.label("step_still_until", what=says.rstrip(FULL_STOPS), day=words.day(still.until))


def days_left(left: int, words: Wording) -> str:
    """The days that are left: `U hebt nog 24 dagen`."""
    if left == 0:
        return words.label("person_last_day_is_today")
    return words.label("person_day_left" if left == 1 else "person_days_left", left=str(left))


def _how(group: Sequence[Step], words: Wording) -> Iterator[str]:
    """With whom, where, what to do first, how long it takes, and who decides."""
    first = group[0]
    decides = list(_who_decides(first, words))
    named = (in_one(group, words), *(decides if first.final_word == first.with_ else ()))
    if first.with_ != "yourself" and words.authority(first.with_).casefold() not in " ".join(named).casefold():
        yield words.label("person_with", who=words.authority(first.with_))
    where = once(group, lambda step: step.where, words).rstrip(FULL_STOPS)
    if where:
        yield words.label("person_where", what=where)
    yield from (sentence(said, words) for which in (_before, _takes) if (said := once(group, which, words)))
    yield from decides
    yield from (words.municipality_says(policy.municipality, policy.says) for policy in first.own_policy)


def _who_decides(first: Step, words: Wording) -> Iterator[str]:
    """Who decides where somebody weighs or another has the final word; and that an old price or time must be checked."""
    if first.check_current:
        yield sentence(words.label("check_current"), words)
    decides = words.label("decides", who=words.authority(first.final_word))
    if (first.open_norm is not None or first.final_word != first.with_) and decides.casefold() not in words.of(first.says).casefold():
        yield sentence(decides, words)


def once(group: Sequence[Step], which: Callable[[Step], Text | None], words: Wording) -> str:
    """A sentence of steps of one kind, said once for all their components."""
    said = [words.of(text) for text in map(which, group) if text is not None]
    return words.for_all(said, [words.component(step.about[0]) if len(step.about) == 1 else "" for step in group]) if said else ""


def _before(step: Step) -> Text | None:
    return step.before


def _takes(step: Step) -> Text | None:
    return step.takes


# --- questions ----------------------------------------------------------------------------------------------


def asked(kind: Sequence[Question], words: Wording) -> Thing:
    """Questions of one kind about several components, asked once; what the answer tells, where it is written, and whom to ask."""
    first, parts = kind[0], [words.part(question.fact) for question in kind]
    asks = words.for_all([words.of(question.asks) for question in kind], parts)
    why = words.for_all([words.of(question.why_we_ask) for question in kind], parts)
    return Thing(says=asks, more=why, how=tuple(_where_to_find(first, words)))


def _where_to_find(question: Question, words: Wording) -> Iterator[str]:
    places = [words.document(name) for name in question.found_in[:2] if name != "own_words"]
    if places:
        yield words.label("person_look_in", where=words.listed(places, "or"))
    if question.ask_whom != "yourself":
        yield words.label("person_or_ask" if places else "person_ask", who=words.authority(question.ask_whom))


_WORK = ("parts", "hours")

# --- sums ---------------------------------------------------------------------------------------------------


def share_of(counts: Iterable[Progress]) -> Share | None:
    """The first sum of parts or hours of which something is needed, as a bar. Tries and days are no work that is done."""
    for one in counts:
        if one.done is not None and one.needed and one.unit in _WORK:
            return Share(min(one.done, one.needed), one.needed)
    return None


def counted(one: Progress, words: Wording) -> str:
    """A sum: `Praktijkuren: 12 van 40, nog 28`."""
    return sentence(words.progress(one.model_copy(update={"told_by": ()})), words)


def results(item: Item, words: Wording) -> tuple[str, ...]:
    """What was found about a component, by the rule that settled it: the word alone."""
    return tuple(dict.fromkeys(_value(fact, words) for why in item.why[-1:] for fact in why.facts if _told(fact)))


def _told(fact: FactLine) -> bool:
    return fact.told_by[0].teller not in (Teller.RULES, Teller.ASSUMPTION)


def _value(fact: FactLine, words: Wording) -> str:
    return words.value(fact.name, fact.value)
