"""The main path: facts go in, rules name what follows, the checklist says what is open, who told us, and who decides."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from random import Random
from typing import Any, TypeVar

from route_advisor.advice.alike import Alike, alike, asked_about
from route_advisor.advice.brief import Brief, asked_in_brief, brief_of, outline_of
from route_advisor.advice.certainty import certainty
from route_advisor.advice.model import Advice, Resource
from route_advisor.advice.receipt import receipt_of
from route_advisor.advice.resource import offered
from route_advisor.advice.whole import advice_of
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.derive.file import facts_from, known_from
from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import LimitReached, NotAnEvaluator
from route_advisor.facts import Facts
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.reasoning.agreement import EVALUATORS, TWIN, Evaluator, available, checked
from route_advisor.reasoning.assumptions import Assumed, Assumption, answered, supposing
from route_advisor.reasoning.completions import Cone, cones
from route_advisor.reasoning.kept import KeptAnswers, Memory, Together
from route_advisor.reasoning.kept_verdicts import KeptVerdicts
from route_advisor.reasoning.locks import OwnLock
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rules, Verdict
from route_advisor.vocabulary import Form
from route_advisor.writers.wording import Wording
from route_advisor.writers.write import write, write_pdf

T = TypeVar("T")


class Advisor:
    """A rulebook, ready to advise one person after another. Safe to share between threads.

    `evaluators` read the rules, each in its own way, and must say the same: `durable` (durable_rules, fenced), `twin` (rule by rule) and
    `strikes` (rules as sets of bits). Left out, all that are installed are asked; `use_engine=False` asks the plain twin alone.
    """

    def __reduce__(self) -> tuple[Callable[..., "Advisor"], tuple[Rulebook, tuple[str, ...]]]:
        """A copy of it, or one in another process, compiles its rules itself."""
        return _advisor, (self.rulebook, self.evaluators)

    def __init__(
        self,
        rulebook: Rulebook | None = None,
        *,
        evaluators: Sequence[str] | None = None,
        use_engine: bool = True,
        chance: Random | None = None,
    ) -> None:
        """`chance` decides whose kept answers are asked anew. Raises `NotAnEvaluator` for one that there is not, or that is not installed."""
        refuse_other_kind(rulebook, (Rulebook, type(None)), needed="a_rulebook", hint="make_a_rulebook")
        self.rulebook = rulebook or Rulebook.shipped()
        self.evaluators = _evaluators(evaluators) if evaluators is not None else available() if use_engine else (TWIN,)
        self._memory = Memory(chance or Random())  # noqa: S311 - a sample, no secret
        self._made: dict[tuple[str, date, str], Any] = {}
        self._lock = OwnLock()

    def advise(
        self,
        file: PersonalFile,
        *,
        on: date,
        completions: bool = False,
        assume: Mapping[str, str] | None = None,
        resources: Iterable[Resource] = (),
    ) -> Advice:
        """The explained checklist of this person on that day.

        With `completions`, `Advice.certainty` says what holds whatever the missing facts turn out to be. `assume` supposes facts with
        their words, as `{"route": "b1"}`, to see what would be so; every line that rests on it says `expected`. `resources` are what your
        own app offers; they stand beside open components, as the app's.

        Raises `FileRefused` where the file names facts the rulebook does not have, `NotInRulebook` where `assume` does, `LimitReached`
        for a day with a time of day in it, or one that no file can hold, and `EngineDisagreement` or `EngineFailed` where an evaluator cannot be trusted; then there is no advice.
        """
        answer, shared = self._answer(file, on, assume or {})
        book = self.rulebook_for(answer.facts)
        receipt = receipt_of(file.model_dump_json(exclude_none=True), answer, self.rulebook, on=on, evaluators=self.evaluators)
        advice = advice_of(file.case_ref, answer, book, receipt, shared)
        if resources:
            advice = offered(advice, resources, lambda word: book.topics.component(word, book.catalogue))
        return self._with_certainty(advice, answer.told, book) if completions else advice

    def brief(self, file: PersonalFile, *, on: date, anew: bool = False) -> Brief:
        """Where this person stands on that day, in words and ids: the answers of the advice without its sentences, for lists of many people.

        Each answer is kept by what it can depend on: the first who asks it asks every evaluator, and one in a thousand asks anew; with `anew`
        this one does. Raises as `advise`.
        """
        facts = known_from(file, on=_a_day(on), book=self.rulebook)
        return self.brief_on_facts(facts, on=on, case_ref=file.case_ref, anew=anew)

    def brief_on_facts(self, facts: Facts, *, on: date, case_ref: str = "facts", anew: bool = False) -> Brief:
        """As `brief`, for facts that are derived already: for whoever meets the same file, or one that tells the same, again.

        The pages of a municipality speak by `Facts.municipalities`, and the term is that of `Facts.term`. Raises as `advise`.
        """
        day, book = _a_day(on), self.rulebook_for(facts)
        ask = self._asking(facts, day, book)
        return brief_of(case_ref, facts, self._kept_answers(day, book).answers(facts, ask, anew=anew), book, day, ask)

    def answers_kept_about(self, facts: Facts, *, on: date) -> Together | None:
        """All answers about whoever this is known of, without their days; `None` where one of them is not kept yet. For `brief_with`."""
        day = _a_day(on)
        return self._kept_answers(day, self.rulebook_for(facts)).kept(facts)

    def brief_with(self, found: Together, facts: Facts, *, on: date, case_ref: str) -> Brief:
        """The `brief_on_facts` of somebody with these facts, about whom `answers_kept_about` gave these answers."""
        day, book = _a_day(on), self.rulebook_for(facts)
        return brief_of(case_ref, facts, found, book, day, self._asking(facts, day, book))

    def _asking(self, facts: Facts, on: date, book: Rulebook, supposed: Sequence[Assumption] = ()) -> Callable[[], Assumed]:
        """Asks every evaluator all about a person, with what is supposed."""
        return lambda: answered(lambda some: self._verdicts(some, on, book), facts, book.catalogue, supposed)

    def advise_on_facts(self, facts: Facts, *, on: date, case_ref: str = "facts") -> Advice:
        """The explained checklist for facts that you derived yourself, as for another law than this package reads files of.

        Without a `Facts.term` of yours this advice has none; nor does a municipality's overlay speak. Raises as `advise`.
        """
        told = repr(sorted((fact.name, fact.word, fact.told_by, fact.grade) for fact in facts.known.values()))
        book = self.rulebook.law
        answer = self.answer_on_facts(facts, on=on)
        return advice_of(case_ref, answer, book, receipt_of(told, answer, book, on=on, evaluators=self.evaluators))

    def answer_on_facts(self, facts: Facts, *, on: date) -> Assumed:
        """As `answer`, for facts that you derived yourself."""
        day = _a_day(on)
        return answered(lambda some: self._verdicts(some, day, self.rulebook.law), facts, self.rulebook.law.catalogue)

    def answer(self, file: PersonalFile, *, on: date, assume: Mapping[str, str] | None = None) -> Assumed:
        """All that is known, expected and concluded about this person on that day, what each rule says, and what is assumed.

        As in a `brief` each answer is kept by what it can depend on; with `assume` every evaluator is asked.
        """
        return self._answer(file, on, assume or {})[0]

    def _answer(self, file: PersonalFile, on: date, assume: Mapping[str, str]) -> tuple[Assumed, Alike | None]:
        """The answer, and what is kept with it: nothing where something is supposed."""
        facts = facts_from(file, on=_a_day(on), book=self.rulebook)
        book = self.rulebook_for(facts)
        supposed = supposing(assume, book.catalogue)
        ask = self._asking(facts, on, book, supposed)
        return (ask(), None) if supposed else self._kept_verdicts(on, book).answer(facts, ask)

    def write(  # noqa: PLR0913 - as the front door
        self,
        advice: Advice,
        to: str = Form.TEXT,
        *,
        lang: str = "nl",
        reader: str | None = None,
        width: int = 100,
        heading: Callable[[str], str] = str,
        reminders: bool = False,
        terminal: bool = False,
        detail: bool = False,
    ) -> str:
        """The advice in the words of this rulebook; see `route_advisor.write`. Raises `NotAForm` as it does."""
        return write(
            advice,
            to,
            lang=lang,
            reader=reader,
            width=width,
            heading=heading,
            terminal=terminal,
            detail=detail,
            catalogue=self.words_for(advice),
            reminders=reminders,
        )

    def write_pdf(self, advice: Advice, *, lang: str = "nl", reader: str | None = None) -> bytes:
        """The advice as a PDF in the words of this rulebook; see `route_advisor.writers.write.write_pdf`. Raises as it does."""
        return write_pdf(advice, lang=lang, reader=reader, catalogue=self.words_for(advice))

    def name(self, word: str, lang: str = "nl") -> str:
        """The name of a component in any language of this rulebook, by its id or a word that people use for it. Raises `NotInRulebook`."""
        return Wording(self.rulebook.catalogue, lang).component(self.rulebook.topics.component(word, self.rulebook.catalogue))

    def words_for(self, advice: Advice) -> Catalogue:
        """The names of everything in an advice of this rulebook, with the contact points of the overlays that speak in it."""
        refuse_other_kind(advice, Advice, needed="an_advice", hint="make_an_advice")
        used = frozenset(one.code for one in advice.receipt.overlays if one.used)
        return self.rulebook.for_municipality(used).catalogue if self.rulebook.overlays else self.rulebook.catalogue

    def rulebook_for(self, facts: Facts) -> Rulebook:
        """The rulebook as it speaks to this person: of overlays only that of their own municipality."""
        return self.rulebook.for_municipality(facts.municipalities) if self.rulebook.overlays else self.rulebook

    def verdicts(self, file: PersonalFile, *, on: date) -> tuple[Facts, tuple[Verdict, ...]]:
        """All that is known and concluded about this person on that day, and what each rule in force says; nothing is assumed."""
        facts = facts_from(file, on=_a_day(on), book=self.rulebook)
        return self._verdicts(facts, on, self.rulebook_for(facts))

    def verdicts_on_facts(self, facts: Facts, *, on: date) -> tuple[Facts, tuple[Verdict, ...]]:
        """These facts with all that is concluded from them on that day, and what each rule in force says. Raises as `advise`."""
        return self._verdicts(facts, _a_day(on), self.rulebook.law)

    def _verdicts(self, facts: Facts, on: date, book: Rulebook) -> tuple[Facts, tuple[Verdict, ...]]:
        verdicts, facts = checked(self._asked(on, book), book.in_force(on), facts, book.catalogue.otherwise)
        return facts, verdicts

    def cones(self, on: date) -> Mapping[str, Cone]:
        """For each component all that it can depend on, by the rules in force on that day. An overlay settles no component."""
        return self._once("cones", on, self.rulebook, lambda rules: cones(rules, self.rulebook.catalogue))

    def _with_certainty(self, advice: Advice, facts: Facts, book: Rulebook) -> Advice:
        found = certainty(self.cones(advice.on).values(), facts, book.catalogue)
        return advice.model_copy(update={"certainty": found})

    def answers_kept(self, on: date) -> KeptAnswers:
        """The answers that a `brief` on that day can use, where no municipality's own pages speak: to keep them, or to tell them anew."""
        return self._kept_answers(on, self.rulebook.law)

    def _asked(self, on: date, book: Rulebook) -> Mapping[str, Evaluator]:
        """The evaluators of the rules in force on that day, compiled."""
        otherwise = book.catalogue.otherwise
        return self._once("evaluators", on, book, lambda rules: {name: EVALUATORS[name](rules, otherwise) for name in self.evaluators})

    def _kept_answers(self, on: date, book: Rulebook) -> KeptAnswers:
        """The answers that are kept under the rules in force on that day."""

        def make(rules: Rules) -> KeptAnswers:
            return KeptAnswers(rules, book.catalogue, asked_in_brief(rules), self._memory, lambda said: outline_of(said, book.catalogue))

        return self._once("answers", on, book, make)

    def _kept_verdicts(self, on: date, book: Rulebook) -> KeptVerdicts:
        """What the rules in force on that day said, as it is kept."""
        catalogue = book.catalogue

        def make(rules: Rules) -> KeptVerdicts:
            return KeptVerdicts(rules, catalogue, self._memory, lambda answer: alike(answer, catalogue), asked_about(catalogue))

        return self._once("verdicts", on, book, make)

    def _once(self, what: str, on: date, book: Rulebook, make: Callable[[Rules], T]) -> T:
        """What is made once of each set of rules: those that are in force from a day, with the overlays that speak."""
        made = what, book.epoch(on), "".join([one.code for one in book.overlays]) if book.overlays else ""
        found: T | None = self._made.get(made)
        if found is not None:
            return found
        with self._lock:
            found = self._made.get(made)
            if found is None:
                found = self._made[made] = make(book.in_force(on))
            return found


def _evaluators(names: Sequence[str]) -> tuple[str, ...]:
    """These evaluators, in the order in which they are asked. Raises `NotAnEvaluator`."""
    here = available()
    for name in names or ("",):
        if name not in here:
            code = "evaluator_not_installed" if name in EVALUATORS else "not_an_evaluator"
            raise NotAnEvaluator(Message(code, word=name, hint=did_you_mean(name, here), allowed=", ".join(here)))
    return tuple(name for name in here if name in names)


def _a_day(on: date) -> date:
    """That day, where a file can hold it too. Raises `LimitReached`."""
    if isinstance(on, datetime) or not isinstance(on, date) or not FIRST_DAY <= on <= LAST_DAY:
        first, last = FIRST_DAY.year, LAST_DAY.year
        raise LimitReached(Message("on_is_no_day", on=repr(on), first=first, last=last))
    return on


def _advisor(rulebook: Rulebook, evaluators: tuple[str, ...]) -> Advisor:
    return Advisor(rulebook, evaluators=evaluators)


@cache
def shipped_advisor() -> Advisor:
    """An advisor on the shipped rulebook: compiled once, then kept."""
    return Advisor()


def advise(
    file: PersonalFile,
    *,
    on: date,
    completions: bool = False,
    assume: Mapping[str, str] | None = None,
    resources: Iterable[Resource] = (),
) -> Advice:
    """The explained checklist of this person on that day, from the shipped rulebook (compiled once, then kept).

    With `completions` also what holds whatever the missing facts turn out to be; with `assume` what would be so if facts had these words;
    with `resources` what your own app offers, beside open components.
    Raises `FileRefused`, `NotInRulebook`, `LimitReached`, `EngineDisagreement` or `EngineFailed`; see `Advisor.advise`.
    """
    return shipped_advisor().advise(file, on=on, completions=completions, assume=assume, resources=resources)
