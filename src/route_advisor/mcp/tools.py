"""The tools that an assistant can call: what each takes, what it gives, and how that is told to people."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, Field

from route_advisor.advice.explained import Explanation
from route_advisor.advice.guided import Guide
from route_advisor.advice.line import Line
from route_advisor.advice.model import Advice
from route_advisor.advisor import Advisor
from route_advisor.explanation import why
from route_advisor.interview import Interview, Question, Turn
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.bodies import AdviseBody, Body, QuestionBody, Spoken, WhyBody
from route_advisor.topic_guide import guide
from route_advisor.vocabulary import Form, GuideForm, Reader
from route_advisor.writers.guide_page import write_guide
from route_advisor.writers.proof import as_proof
from route_advisor.writers.rule_page import as_rule_page, with_numbers
from route_advisor.writers.wording import Wording

A = TypeVar("A", bound=BaseModel)
B = TypeVar("B", bound=Body)


class Given(Line, Generic[A]):
    """What every tool gives: that it is no decision, and then the answer."""

    no_decision: str
    """Who gives the final answer, in the language that was asked for; tell it to whoever reads the answer."""
    answer: A


class RulePage(Line):
    """One rule as its page has it, with its articles as of a day."""

    rule: str
    page: str


class InALanguage(Body):
    """What every tool takes: the day, and the language of the text."""

    lang: Spoken = "nl"


class AskAdvice(InALanguage, AdviseBody):
    """A personal file, what to suppose, and for whom the text is."""

    reader: Annotated[Reader, Field(strict=False)] = Reader.PERSON


class AskQuestion(InALanguage, QuestionBody):
    """An interview so far."""


class AskWhy(InALanguage, WhyBody):
    """A line to explain."""


class AskGuide(InALanguage):
    """A topic in the words that people use, and whose file it is told for, if anybody's."""

    topic: Annotated[str, Field(min_length=1, max_length=100, examples=["b1", "afschalen", "extra tijd"])]
    file: PersonalFile | None = None


class AskRule(InALanguage):
    """A rule, by its id."""

    rule: Annotated[str, Field(min_length=1, max_length=60, examples=["WI21-B1-1"])]


class Told(NamedTuple):
    """An answer as data, and as text in one language."""

    answer: BaseModel
    text: str


@dataclass(frozen=True, slots=True)
class Tool(Generic[B]):
    """One tool: what it says about itself, what it takes and gives, and how it answers."""

    title: str
    description: str
    takes: type[B]
    gives: type[BaseModel]
    asked: Callable[[Advisor, B], Told]

    def described(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The JSON Schemas of what it takes and of what it gives."""
        taken = self.takes.model_json_schema(by_alias=True, mode="validation")
        if self.takes is not AskAdvice and "file" in taken["properties"]:
            taken["properties"]["file"] = _SAME_FILE
            del taken["$defs"]
        return taken, Given[self.gives].model_json_schema(by_alias=True, mode="serialization")  # type: ignore[name-defined]


_SAME_FILE = {"type": "object", "description": "A personal file, with the shape that `advise` takes."}
"""An assistant reads every schema before it begins: one tool describes the file, and each reads it as strictly."""


def _advise(advisor: Advisor, body: AskAdvice) -> Told:
    advice = advisor.advise(body.file, on=body.on, assume=body.assume)
    form = Form.MD if body.reader is Reader.PERSON else Form.TEXT
    return Told(advice, advisor.write(advice, form, lang=body.lang, reader=body.reader))


def _next_question(advisor: Advisor, body: AskQuestion) -> Told:
    turn = Interview(body.file, on=body.on, answered=body.answered, advisor=advisor).turn
    words = Wording(advisor.rulebook.catalogue, body.lang)
    return Told(turn, words.label("ask_done") if turn.question is None else _as_asked(turn.question, words))


def _as_asked(question: Question, words: Wording) -> str:
    """A question with the word of each answer before how people say it."""
    answers = [f"- {one.word}: {words.of(one.says)}" for one in question.answers]
    levels = {level.word: words.of(level.says) for one in question.answers for level in one.levels}
    return "\n".join([words.of(question.asks), *answers, *(f"  - {word}: {says}" for word, says in levels.items())])


def _why(advisor: Advisor, body: AskWhy) -> Told:
    explanation = why(body.file, body.line, on=body.on, assume=body.assume, advisor=advisor)
    return Told(explanation, as_proof(explanation, advisor.rulebook.catalogue, lang=body.lang))


def _guide(advisor: Advisor, body: AskGuide) -> Told:
    told = guide(body.topic, on=body.on, file=body.file, advisor=advisor)
    return Told(told, write_guide(told, GuideForm.MD, lang=body.lang, catalogue=advisor.rulebook.catalogue))


def _rules_show(advisor: Advisor, body: AskRule) -> Told:
    book = advisor.rulebook
    page = as_rule_page(with_numbers(book.written(body.rule), book.numbers, body.on), book.catalogue, lang=body.lang, on=body.on)
    return Told(RulePage(rule=body.rule, page=page), page)


TOOLS: Mapping[str, Tool[Any]] = {
    "advise": Tool(
        "Checklist of a person",
        "The explained checklist of open components and next steps of Dutch civic integration (inburgering) for one personal file on one day. "
        "It is help and no decision. Leave out what nobody told: unknown is a value. Send no name, address, BSN, V-number or diagnosis.",
        AskAdvice,
        Advice,
        _advise,
    ),
    "next_question": Tool(
        "The next question",
        "One turn of an interview: the question that settles most next, and the file so far. Ask the person, and send `answered` of the turn "
        'before with their answer added; "unknown" answers every question. Never answer for them.',
        AskQuestion,
        Turn,
        _next_question,
    ),
    "why": Tool(
        "Why a line stands",
        "Why a component, a topic or a rule stands as it does for this person, with articles and facts, and what would close it.",
        AskWhy,
        Explanation,
        _why,
    ),
    "guide": Tool(
        "A topic explained",
        "What a topic of inburgering is and is not, who decides, common questions and sources, by any word that people use; "
        "with a file what of it applies to that person.",
        AskGuide,
        Guide,
        _guide,
    ),
    "rules_show": Tool(
        "A rule",
        "One rule as a policy officer reads it: sentence, conditions, articles as of a day, who decides, examples.",
        AskRule,
        RulePage,
        _rules_show,
    ),
}
