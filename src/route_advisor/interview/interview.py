"""An interview: the question that settles most, one after another. It keeps no state but its own values."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from route_advisor.advice.model import Advice
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.documents.mistakes import refuse_other_kind
from route_advisor.errors import NotAnAnswer
from route_advisor.interview.asking import parts_in, question_of
from route_advisor.interview.candidates import Candidate, candidates
from route_advisor.interview.checking import checked
from route_advisor.interview.question import UNKNOWN, Answered, Given, Progress, Question, Turn
from route_advisor.interview.ranking import settles_most
from route_advisor.interview.reading import Reading, plain
from route_advisor.interview.resuming import as_answered, leaves_items_out
from route_advisor.interview.telling import Heard, heard
from route_advisor.interview.writing_down import written_down
from route_advisor.messages import Message
from route_advisor.personal_file import NOBODY, PersonalFile


class Interview:
    """Asks only what still matters about one person on one day, and holds the file and the advice so far.

    `answer` and `back` give a new interview; this one stays as it is. It pickles, and `answered` (as JSON holds it) makes it again.
    Raises `NotAnAnswer` where `answered` holds what no question has, and whatever `Advisor.advise` raises.

    >>> interview = Interview(on=date(2026, 11, 23))
    >>> interview.next_question().id
    'papers'
    >>> interview.answer(["pip"]).next_question().kind
    <QuestionKind.DATE: 'date'>
    """

    def __init__(
        self,
        file: PersonalFile | None = None,
        *,
        on: date,
        advisor: Advisor | None = None,
        answered: Iterable[Answered | Mapping[str, Any]] = (),
    ) -> None:
        self.start = PersonalFile(case_ref=NOBODY) if file is None else file
        refuse_other_kind(self.start, PersonalFile, needed="a_personal_file", hint="make_a_file")
        self.on = on
        self.advisor = advisor or shipped_advisor()
        self._plain = plain(self.advisor.rulebook.hash, self.advisor)
        self.answered = as_answered(answered, self.advisor.rulebook, on)
        if self.answered and leaves_items_out(self.answered[-1], self.advisor.rulebook):
            self.answered = self._completed(self.answered[-1])

    def __reduce__(self) -> tuple[Callable[..., "Interview"], tuple[Any, ...]]:
        """A copy of it holds its file and its answers, and works out the rest again."""
        return _interview, (self.start, self.on, None if self.advisor is shipped_advisor() else self.advisor, self.answered)

    def __eq__(self, other: object) -> bool:
        """The same file, day, rulebook and answers."""
        return isinstance(other, Interview) and self._value == other._value

    def __hash__(self) -> int:
        return hash((self.on, self.advisor.rulebook.hash, len(self.answered)))

    @property
    def _value(self) -> tuple[object, ...]:
        return self.start, self.on, self.advisor.rulebook.hash, self.answered

    # --- asking and answering ------------------------------------------------------------------------------

    def next_question(self) -> Question | None:
        """The question that settles most next; `None` where nothing that is left to ask changes the answer."""
        return self._next

    def answer(self, given: Given | date) -> "Interview":
        """This interview with an answer to its next question: a word, a day, several words, or a word for each item.

        `"unknown"` leaves it unknown and is remembered. Raises `NotAnAnswer`, with what is allowed.
        """
        question = self._next
        if question is None:
            raise NotAnAnswer([Message("no_question_left")])
        after = self._with((*self.answered, checked(question, given)))
        if after.file == self.file:  # what cannot be so together is refused here
            after.reading = self.reading
        return after

    def back(self) -> "Interview":
        """The interview before the last answer; itself where nothing was answered."""
        return self._with(self.answered[:-1])

    @cached_property
    def _next(self) -> Question | None:
        if not self._candidates:
            return None
        return question_of(settles_most(self._candidates, self.reading, self._assuming), self.reading)

    def _completed(self, last: Answered) -> tuple[Answered, ...]:
        """The answers, the last one with what holds for the items that it leaves out, as `answer` gives it."""
        before = self._with(self.answered[:-1])
        question = before.next_question()
        if question is None or question.id != last.question:
            return self.answered
        return before.answer(dict(last.answer) if isinstance(last.answer, dict) else last.answer).answered

    def _assuming(self, one: Answered) -> Reading:
        return Reading(self._plain, self._with((*self.answered, one)).file, self.on)

    def _with(self, answered: tuple[Answered, ...]) -> "Interview":
        """The same interview with other answers, which were checked already."""
        return _interview(self.start, self.on, self.advisor, answered)

    # --- what is known so far ------------------------------------------------------------------------------

    @cached_property
    def file(self) -> PersonalFile:
        """The personal file so far; valid at any time. Raises `NotAnAnswer` where answers cannot be so together."""
        return written_down(self.start, self._heard, self.advisor.rulebook, self.on)

    @cached_property
    def advice(self) -> Advice:
        """The advice on the file so far."""
        return self.advisor.advise(self.file, on=self.on)

    @property
    def enough(self) -> bool:
        """No question is left that can change a part, the term or a day; the others only add a line."""
        return not any(one.useful for one in self._candidates)

    @cached_property
    def progress(self) -> Progress:
        """How many questions were answered, how many are still useful, and which parts are settled."""
        catalogue, standings = self.advisor.rulebook.catalogue, self.reading.standings
        return Progress(
            answered=len(self.answered),
            useful=sum(one.useful for one in self._candidates),
            settled=parts_in(standings, catalogue, waiting=False),
            waiting=parts_in(standings, catalogue, waiting=True),
        )

    @cached_property
    def find_out(self) -> tuple[Question, ...]:
        """What was not known and still matters: where it is written, and whom to ask."""
        unknown = {
            one.question
            for one in self.answered
            if one.answer == UNKNOWN or (isinstance(one.answer, dict) and UNKNOWN in one.answer.values())
        }
        kept = {one.question: one for one in self.answered if one.question not in unknown}
        again = candidates(self.reading, kept, self._heard.papers)
        return tuple(question_of(one, self.reading) for one in again if one.id in unknown and one.missing)

    @property
    def turn(self) -> Turn:
        """All that an app needs to show this turn and to go on, as one document."""
        return Turn(on=self.on, question=self._next, progress=self.progress, answered=self.answered, find_out=self.find_out, file=self.file)

    @cached_property
    def _heard(self) -> Heard:
        return heard(self.answered, self.advisor.rulebook.interview)

    @cached_property
    def reading(self) -> Reading:
        """The file so far as it is read to choose a question."""
        return Reading(self._plain, self.file, self.on)

    @cached_property
    def _candidates(self) -> list[Candidate]:
        return candidates(self.reading, {one.question: one for one in self.answered}, self._heard.papers)


def next_question(file: PersonalFile | None, answered: Iterable[Mapping[str, Any]], *, on: date) -> dict[str, Any]:
    """One turn of an interview as JSON: `interview/1`, with the next question, its answers, and the file so far.

    `answered` is the list of that name from the turn before, with one more: `{"question": "route", "answer": "b1"}`.
    Raises `NotAnAnswer`, with what is allowed.
    """
    return Interview(file, on=on, answered=answered).turn.model_dump(mode="json", by_alias=True)


def _interview(file: PersonalFile, on: date, advisor: Advisor | None, answered: tuple[Answered, ...]) -> Interview:
    found = Interview(file, on=on, advisor=advisor)
    found.answered = answered
    return found
