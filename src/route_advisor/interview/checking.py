"""Whether an answer is one of its question; one clear line where it is not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.documents.mistakes import did_you_mean, kind_of, told_of
from route_advisor.errors import NotAnAnswer
from route_advisor.interview.question import UNKNOWN, Answered, Choice, Question
from route_advisor.messages import Message
from route_advisor.rulebook.interview_page import QuestionKind

MOST = 9999
"""The largest number that a file holds."""


def checked(question: Question, given: Any) -> Answered:  # noqa: ANN401 - whatever an app sends
    """The answer as it is kept. Raises `NotAnAnswer`: what was found, and what is allowed."""
    if question.kind is QuestionKind.DATE:
        answer: str | int | tuple[str, ...] | dict[str, str] = _day(question, given)
    elif question.kind is QuestionKind.NUMBER:
        answer = _number(question, given)
    elif question.kind is QuestionKind.SEVERAL and any(one.levels for one in question.answers):
        answer = _items(question, given)
    elif question.kind is QuestionKind.SEVERAL:
        answer = _words(question, given)
    else:
        answer = _word(question, given)
    return Answered(question=question.id, answer=answer)


def _word(question: Question, given: object) -> str:
    if isinstance(given, str) and question.choice(given) is not None:
        return given
    raise _refused(question, given, (one.word for one in question.answers))


def _day(question: Question, given: object) -> str:
    if isinstance(given, str) and question.choice(given) is not None:
        return given
    try:
        day = given if isinstance(given, date) and not isinstance(given, datetime) else date.fromisoformat(str(given))
    except ValueError:
        special = ", ".join(one.word for one in question.answers)
        raise _not(question, Message("answer_no_day", found=_found(given), special=special)) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _not(question, Message("answer_day_out_of_reach", day=day, first=FIRST_DAY.year, last=LAST_DAY.year))
    if question.not_after is not None and day > question.not_after:
        raise _not(question, Message("answer_day_to_come", day=day, last=question.not_after))
    return day.isoformat()


def _number(question: Question, given: object) -> str | int:
    if given == UNKNOWN:
        return UNKNOWN
    number = int(given) if isinstance(given, str) and given.isascii() and given.isdigit() and len(given) <= len(str(MOST)) else given
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number <= MOST:
        return number
    raise _not(question, Message("answer_no_number", found=_found(given), most=MOST, unknown=UNKNOWN))


def _words(question: Question, given: object) -> str | tuple[str, ...]:
    named = (given,) if isinstance(given, str) else given
    if not isinstance(named, Iterable) or isinstance(named, Mapping) or not (words := tuple(dict.fromkeys(named))):
        raise _refused(question, given, (one.word for one in question.answers))
    for word in words:
        choice = question.choice(_word(question, word))
        if choice is not None and choice.alone and len(words) > 1:
            raise _not(question, Message("answer_alone", word=word))
    return UNKNOWN if words == (UNKNOWN,) else tuple(str(one.word) for one in question.answers if one.word in words)


def _items(question: Question, given: object) -> str | dict[str, str]:
    if given == UNKNOWN:
        return UNKNOWN
    if not isinstance(given, Mapping):
        example = next(one for one in question.answers if one.levels)
        as_ = f'{{"{example.word}": "{example.levels[0].word}"}}'
        raise _not(question, Message("answer_no_items", found=_found(given), example=as_))
    items = {one.word: _words_of(one) for one in question.answers if one.levels}
    for name, word in given.items():
        if name not in items:
            raise _refused(question, name, items)
        if word not in items[name]:
            allowed = ", ".join(items[name])
            hint = did_you_mean(str(word), list(items[name]))
            raise _not(question, Message("answer_item_word", name=name, found=_found(word, items[name]), hint=hint, allowed=allowed))
    otherwise = {one.word: one.otherwise or UNKNOWN for one in question.answers if one.levels}
    return {name: str(given.get(name, otherwise[name])) for name in items}


def _words_of(item: Choice) -> tuple[str, ...]:
    return (*(level.word for level in item.levels), *([item.otherwise] if item.otherwise else []), UNKNOWN)


def _refused(question: Question, given: object, words: Iterable[str]) -> NotAnAnswer:
    allowed = list(words)
    hint = did_you_mean(str(given), allowed, begins=True)
    return _not(question, Message("answer_no_word", found=_found(given, allowed), hint=hint, allowed=", ".join(allowed)))


def _not(question: Question, what: str) -> NotAnAnswer:
    return NotAnAnswer([Message("where_colon", where=question.id, what=what)])


def _found(given: object, known: Sequence[str] = ()) -> str:
    """What was found, as a refusal tells it: it can be about anybody."""
    return told_of(given, known) if isinstance(given, str) else kind_of(given)
