"""A conversation in plain lines: numbered answers, no colours and no cursor tricks, so that a screen reader can follow it."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from route_advisor.errors import NotAnAnswer
from route_advisor.interview import Choice, Interview, Question
from route_advisor.interview.question import UNKNOWN
from route_advisor.messages import Message
from route_advisor.rulebook.interview_page import QuestionKind
from route_advisor.writers.wording import Wording

WHY, BACK, STOP, MORE = "?", "b", "s", "m"
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
PROMPT = "> "
MOST_DIGITS = 4
MOST_PARTS = 5
"""Parts beyond these are counted."""


class Stopped(Exception):
    """The person wants to stop, and to keep what was answered."""


class Back(Exception):
    """The person wants to answer the question before once more."""


class Conversation:
    """Asks one question after another; `listen` gives the next line that was typed, `say` shows a line."""

    def __init__(self, words: Wording, width: int, say: Callable[[str], None], listen: Callable[[str], str]) -> None:
        self.words, self.width = words, width
        self._say, self._listen = say, listen

    def held(self, interview: Interview) -> Interview:
        """The interview with all that was answered, once nothing is left to ask or the person stops."""
        self.say(self.words.label("ask_welcome"))
        self.say(self.words.label("ask_keys"))
        try:
            return self._asked(interview)
        except Stopped as stopped:
            kept: Interview = stopped.args[0]
            return kept

    def _asked(self, interview: Interview) -> Interview:
        go_on = False
        while (question := interview.next_question()) is not None:
            if interview.enough and not go_on:
                go_on = self._wants_more(interview)
                if not go_on:
                    return interview
            self._show(question, interview)
            interview = self._answered(question, interview)
        self.say("")
        self.say(self.words.label("ask_done"))
        return interview

    def _wants_more(self, interview: Interview) -> bool:
        self.say("")
        self.say(self.words.label("ask_enough"))
        self.say(self.words.label("ask_enough_keys"))
        return self._heard(interview).lower() in (MORE, "v")

    # --- one question ------------------------------------------------------------------------------------------

    def _show(self, question: Question, interview: Interview) -> None:
        number, left = str(interview.progress.answered + 1), interview.progress.useful - 1
        self.say("")
        if not question.useful:
            self.say(self.words.label("ask_number_more", number=number))
        elif left <= 0:
            self.say(self.words.label("ask_number_last", number=number))
        else:
            self.say(self.words.label("ask_number", number=number, left=str(left)))
        self.say(self.words.of(question.asks))
        self._list(question)

    def _list(self, question: Question) -> None:
        shown = shown_answers(question)
        if question.kind is QuestionKind.DATE:
            self.say(self.words.label("ask_day"), indent=2)
        if question.kind is QuestionKind.NUMBER:
            self.say(self.words.label("ask_amount"), indent=2)
        for number, one in enumerate(shown, 1):
            self._numbered(number, self.words.of(one.says))
        if question.kind is QuestionKind.SEVERAL:
            if any(one.levels for one in question.answers):
                self._numbered(0, self.words.label("ask_none"))
            self.say(self.words.label("ask_several"), indent=2)

    def _numbered(self, number: int, text: str) -> None:
        self.say(f"{number:>2}. {text}", indent=1, hang=5)

    def _answered(self, question: Question, interview: Interview) -> Interview:
        while True:
            typed = self._heard(interview)
            if typed == WHY:
                self.explain(question)
                continue
            if typed.lower() == BACK:
                if not interview.answered:
                    self.say(self.words.label("ask_first"))
                    continue
                self.say(self.words.label("ask_back"))
                return interview.back()
            try:
                given = self._meant(question, typed, interview)
            except Back:
                self._list(question)
                continue
            if given is None:
                continue
            try:
                return interview.answer(given)
            except NotAnAnswer as refused:
                self.say(self._refusal(question, given, refused.mistakes))

    def _refusal(self, question: Question, given: object, mistakes: Sequence[str]) -> str:
        if isinstance(given, date) and question.not_after is not None and given > question.not_after:
            return self.words.label("ask_later_day")
        orders = [one for one in mistakes if isinstance(one, Message) and one.code == "last_day_before_plan"]
        if orders:
            return self.words.label(
                "ask_last_day_before_plan", **{name: self.words.day(day) for name, day in orders[0].values.items() if isinstance(day, date)}
            )
        return self.words.label("ask_not_so")

    def _meant(self, question: Question, typed: str, interview: Interview) -> "str | int | tuple[str, ...] | dict[str, str] | date | None":
        """What was typed, as an answer; `None` where it is none, which was told."""
        if not typed:
            return UNKNOWN
        shown = shown_answers(question)
        if question.kind is QuestionKind.DATE:
            return self._day(typed, shown)
        if question.kind is QuestionKind.NUMBER:
            return self._amount(typed)
        numbers = self._numbers(typed, shown, none=any(one.levels for one in shown), many=question.kind is QuestionKind.SEVERAL)
        if numbers is None:
            return None
        named = [shown[number - 1] for number in numbers if number]
        if question.kind is not QuestionKind.SEVERAL:
            return named[0].word
        if any(one.levels for one in question.answers):
            return {one.word: self._level(one, interview) for one in named}
        alone = next((one for one in named if one.alone), None)
        if alone is not None and len(named) > 1:
            self.say(self.words.label("ask_not_together", answer=self.words.of(alone.says)))
            return None
        return tuple(one.word for one in named)

    def _level(self, item: Choice, interview: Interview) -> str:
        if len(item.levels) == 1:
            return item.levels[0].word
        self.say(self.words.label("ask_item", item=self.words.of(item.says)))
        for number, one in enumerate(item.levels, 1):
            self._numbered(number, self.words.of(one.says))
        while True:
            typed = self._heard(interview)
            if not typed:
                return UNKNOWN
            if typed.lower() == BACK:
                raise Back
            numbers = self._numbers(typed, item.levels, none=False, many=False)
            if numbers is not None:
                return item.levels[numbers[0] - 1].word

    def _numbers(self, typed: str, shown: Sequence[Choice], *, none: bool, many: bool) -> list[int] | None:
        parts = re.split(r"[\s,;+]+", typed.strip(" .,;"))
        numbers = [int(part) for part in parts if part.isascii() and part.isdigit() and len(part) <= 3]
        least = 0 if none else 1
        right = len(numbers) == len(parts) and numbers and all(least <= one <= len(shown) for one in numbers)
        if right and (many or len(numbers) == 1) and not (0 in numbers and len(numbers) > 1):
            return list(dict.fromkeys(numbers))
        self.say(self.words.label("ask_not_a_number", most=str(len(shown))))
        return None

    def _amount(self, typed: str) -> int | None:
        if typed.isascii() and typed.isdigit() and int(typed[:MOST_DIGITS]) == int(typed):
            return int(typed)
        self.say(self.words.label("ask_not_an_amount"))
        return None

    def _day(self, typed: str, shown: Sequence[Choice]) -> str | date | None:
        if typed.isascii() and typed.isdigit() and 1 <= int(typed) <= len(shown):
            return shown[int(typed) - 1].word
        day = day_typed(typed)
        if day is None:
            self.say(self.words.label("ask_not_a_day"))
        return day

    def explain(self, question: Question) -> None:
        """Why it is asked, what it makes clear, where it is written, and whom to ask."""
        words = self.words
        if question.why is not None:
            self.say(words.label("ask_why", why=words.of(question.why)), indent=2)
        if question.settles:
            self.say(words.label("ask_settles", what=words.listed(self._settled(question))), indent=2)
        self.where(question)

    def _settled(self, question: Question) -> list[str]:
        """What the answer makes clear; parts beyond a few are counted."""
        parts = [self.words.of(one.says) for one in question.settles if one.word in self.words.catalogue.components]
        heads = [self.words.of(one.says) for one in question.settles if one.word not in self.words.catalogue.components]
        return [*heads, *(parts if len(parts) <= MOST_PARTS else [self.words.label("parts_settled", count=str(len(parts)))])]

    def where(self, question: Question) -> None:
        """Where it is written, and whom to ask."""
        words = self.words
        papers = [one for one in question.found_in if one.word != "own_words"]
        if papers:
            self.say(words.label("ask_where", where=words.listed((words.of(one.says) for one in papers), "or")), indent=2)
        if question.ask_whom is not None and question.ask_whom.word != "yourself":
            self.say(words.label("ask_whom", whom=words.of(question.ask_whom.says)), indent=2)

    def find_out(self, interview: Interview) -> None:
        """What the person did not know and still matters."""
        found = [one for one in interview.find_out if one.ask_whom is not None and one.ask_whom.word != "yourself"]
        if not found:
            return
        self.say("")
        self.say(self.words.label("ask_find_out"))
        for one in found:
            self.say(f"- {self.words.of(one.asks)}", hang=2)
            self.where(one)

    # --- lines -------------------------------------------------------------------------------------------------

    def say(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """Show a text within the width, one line after another."""
        for line in _lines(text, self.width, indent, hang or indent):
            self._say(line)

    def _heard(self, interview: Interview) -> str:
        try:
            typed = self._listen(PROMPT).strip()
        except EOFError:
            raise Stopped(interview) from None
        if typed.lower() == STOP:
            raise Stopped(interview)
        return typed


def shown_answers(question: Question) -> tuple[Choice, ...]:
    """The answers that have a number; "I don't know" is Enter."""
    return tuple(one for one in question.answers if one.word != UNKNOWN)


def day_typed(typed: str) -> date | None:
    """The day in `12-3-2024`, `12 3 2024` or `2024-03-12`; `None` where there is no such day."""
    if found := _DAY_FIRST.fullmatch(typed.strip()):
        day, month, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(typed.strip()):
        year, month, day = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _lines(text: str, width: int, indent: int, hang: int) -> Iterator[str]:
    yield from wrap(text, width, initial_indent=" " * indent, subsequent_indent=" " * hang) or [""]
