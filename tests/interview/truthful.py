"""Somebody who answers each question of an interview as their life is."""

from datetime import date

from route_advisor import Advisor, Interview, PersonalFile
from route_advisor.facts import Facts
from route_advisor.interview import Question
from route_advisor.interview.question import UNKNOWN
from route_advisor.rulebook.interview_page import DayOf, QuestionKind


class Truth:
    """A life on one day, and the papers that lie on the table."""

    def __init__(self, life: PersonalFile, on: date, advisor: Advisor) -> None:
        self.life, self.on, self.page = life, on, advisor.rulebook.interview
        self.facts: Facts = advisor.answer(life, on=on).told

    def answer(self, question: Question) -> object:
        """The answer to a question of the interview; unknown where the life does not tell."""
        if question.kind is QuestionKind.DATE:
            return self._day(self.page[question.id].day_of) or UNKNOWN
        if question.kind is QuestionKind.SEVERAL:
            return self._several(question)
        if question.kind is QuestionKind.NUMBER:
            return {"short": 0, "reached": 9999}.get(self.facts.word(question.facts[0]) or "", UNKNOWN)
        own = self.page[question.id].answers if question.id in self.page else {}
        for choice in question.answers:
            tells = dict(own[choice.word].tells) if choice.word in own else {question.facts[0]: choice.word}
            if choice.word != UNKNOWN and tells and all(self.facts.word(fact) == word for fact, word in tells.items()):
                return choice.word
        return UNKNOWN

    def _several(self, question: Question) -> object:
        if not any(one.levels for one in question.answers):
            papers = self._papers()
            return tuple(one.word for one in question.answers if one.word in papers) or UNKNOWN
        return {one.word: self.facts.word(one.word) or UNKNOWN for one in question.answers if one.levels}

    def _papers(self) -> set[str]:
        if self.facts.word("notice") == "not_yet":
            return {"not_yet"}
        plan = self.facts.word("plan") == "dated" and self._day(DayOf.PLAN) is not None
        return {*(("letter_duo",) if self.facts.word("notice") == "sent" else ()), *(("pip",) if plan else ())}

    def _day(self, of: DayOf | None) -> str | None:
        duo, municipality = self.life.duo, self.life.municipality
        day = None
        if of is DayOf.PLAN and municipality is not None:
            day = min((one.dated for one in municipality.plans or () if one.dated <= self.on), default=None)
        elif of is DayOf.TERM and duo is not None and duo.term is not None and (duo.term.changed is None or duo.term.changed <= self.on):
            day = duo.term.last_day
        elif of is DayOf.NOTICE and duo is not None and duo.duty is not None:
            day = duo.duty.notified if duo.duty.notified is None or duo.duty.notified <= self.on else None
        return None if day is None else day.isoformat()


def held(interview: Interview, truth: Truth, most: int = 80) -> tuple[Interview, list[str]]:
    """The interview once nothing is left to ask, and the questions in the order in which they came."""
    asked: list[str] = []
    while (question := interview.next_question()) is not None:
        asked.append(question.id)
        assert len(asked) <= most, asked
        interview = interview.answer(truth.answer(question))
    return interview, asked
