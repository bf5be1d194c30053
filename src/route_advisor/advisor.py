"""The main path: facts go in, rules name what follows, the checklist says what is open, who told us, and who decides."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from threading import Lock
from typing import Literal

from route_advisor import engine
from route_advisor.advice import (
    Advice,
    ConflictLine,
    Deferral,
    DutyLine,
    Extension,
    NotDecided,
    NoTerm,
    OverlayLine,
    Receipt,
    RegimeLine,
    RouteDecision,
    Term,
    Told,
    with_catalogue,
)
from route_advisor.catalogue import ActHead, Catalogue, DutyHead
from route_advisor.certainty import certainty
from route_advisor.checklist import checklist
from route_advisor.completions import Cone, cones
from route_advisor.components import Settled, settled
from route_advisor.derive import facts_from
from route_advisor.engine import Engine
from route_advisor.facts import Fact, Facts
from route_advisor.lines import LineWriter, source_of
from route_advisor.old_act_facts import old_exam_term
from route_advisor.personal_file import PersonalFile
from route_advisor.questions import questions
from route_advisor.route_facts import municipalities_of
from route_advisor.rule import Dates, Verdict
from route_advisor.rulebook import Rulebook
from route_advisor.steps import TERM_CLOCKS, steps
from route_advisor.term_facts import TermDates, term_dates
from route_advisor.version import __version__
from route_advisor.vocabulary import Basis, Clock, Grade, Outcome


class Advisor:
    """A rulebook, ready to advise one person after another. Safe to share between threads.

    `use_engine=False` reads the rules with the plain twin alone, as happens where durable_rules cannot be had.
    """

    def __init__(self, rulebook: Rulebook | None = None, *, use_engine: bool = True) -> None:
        self.rulebook = rulebook or Rulebook.shipped()
        self._use_engine = use_engine and engine.is_available()
        self._engines: dict[tuple[date, str], Engine] = {}
        self._cones: dict[date, Mapping[str, Cone]] = {}
        self._lock = Lock()

    def advise(self, file: PersonalFile, *, on: date, completions: bool = False) -> Advice:
        """The explained checklist of this person on that day.

        With `completions`, `Advice.certainty` says what holds whatever the missing facts turn out to be.

        Raises `FileRefused` where the file names facts the rulebook does not have, and `EngineDisagreement` or
        `EngineFailed` where the engine cannot be trusted; then there is no advice.
        """
        book = self.rulebook_for(file, on=on)
        facts, verdicts = self._verdicts_of(file, on, book)
        receipt = _receipt(file.model_dump_json(exclude_none=True), verdicts, self.rulebook, on, self._read_by)
        if self.rulebook.overlays:
            receipt = receipt.model_copy(update={"overlays": _overlays(file, self.rulebook, on)})
        dates = term_dates(file, book.numbers, on) or old_exam_term(file, book.numbers, on)
        advice = _advice(file.case_ref, facts, verdicts, dates, book, receipt)
        return self._with_certainty(advice, facts, book) if completions else advice

    def advise_on_facts(self, facts: Facts, *, on: date, case_ref: str = "facts") -> Advice:
        """The explained checklist for facts that you derived yourself, as for another law than this package reads files of.

        The dates of a term are computed from a file alone, so this advice has none; nor does a municipality's overlay speak.
        Raises as `advise`.
        """
        told = repr(sorted((fact.name, fact.word, fact.told_by, fact.grade) for fact in facts.known.values()))
        facts, verdicts = self.verdicts_on_facts(facts, on=on)
        return _advice(case_ref, facts, verdicts, None, self.rulebook.law, _receipt(told, verdicts, self.rulebook.law, on, self._read_by))

    def rulebook_for(self, file: PersonalFile, *, on: date) -> Rulebook:
        """The rulebook as it speaks to this person: of overlays only that of their own municipality."""
        book = self.rulebook
        return book.for_municipality(municipalities_of(file, on)) if book.overlays else book

    def verdicts(self, file: PersonalFile, *, on: date) -> tuple[Facts, tuple[Verdict, ...]]:
        """All that is known and concluded about this person on that day, and what each rule in force says."""
        return self._verdicts_of(file, on, self.rulebook_for(file, on=on))

    def _verdicts_of(self, file: PersonalFile, on: date, book: Rulebook) -> tuple[Facts, tuple[Verdict, ...]]:
        return self._verdicts(facts_from(file, on=on, catalogue=book.catalogue, numbers=book.numbers, acts=book.law.acts), on, book)

    def verdicts_on_facts(self, facts: Facts, *, on: date) -> tuple[Facts, tuple[Verdict, ...]]:
        """These facts with all that is concluded from them on that day, and what each rule in force says. Raises as `advise`."""
        return self._verdicts(facts, on, self.rulebook.law)

    def _verdicts(self, facts: Facts, on: date, book: Rulebook) -> tuple[Facts, tuple[Verdict, ...]]:
        verdicts, facts = engine.checked(self._engine(on, book), book.in_force(on), facts, book.catalogue.otherwise)
        return facts, verdicts

    def cones(self, on: date) -> Mapping[str, Cone]:
        """For each component all that it can depend on, by the rules in force on that day. An overlay settles no component."""
        epoch = self.rulebook.epoch(on)
        with self._lock:
            if epoch not in self._cones:
                self._cones[epoch] = cones(self.rulebook.in_force(on), self.rulebook.catalogue)
            return self._cones[epoch]

    def _with_certainty(self, advice: Advice, facts: Facts, book: Rulebook) -> Advice:
        found = certainty(self.cones(advice.on).values(), facts, book.catalogue)
        return with_catalogue(advice.model_copy(update={"certainty": found}), book.catalogue)

    @property
    def _read_by(self) -> Literal["durable_rules", "reference"]:
        return "durable_rules" if self._use_engine else "reference"

    def _engine(self, on: date, book: Rulebook | None = None) -> Engine | None:
        if not self._use_engine:
            return None
        book = book or self.rulebook
        compiled = (book.epoch(on), "".join(one.code for one in book.overlays))
        with self._lock:
            if compiled not in self._engines:
                self._engines[compiled] = Engine(book.in_force(on), book.catalogue.otherwise)
            return self._engines[compiled]


def _advice(case_ref: str, facts: Facts, verdicts: Sequence[Verdict], dates: TermDates | None, book: Rulebook, receipt: Receipt) -> Advice:
    on = receipt.on
    lines = LineWriter(facts, book.numbers, on)
    refuted, applies = Outcome.DOES_NOT_APPLY, Outcome.APPLIES
    verdicts = [verdict for verdict in verdicts if verdict.outcome is not refuted]
    applying = [verdict for verdict in verdicts if verdict.outcome is applies]
    undecided = [verdict for verdict in verdicts if verdict.outcome is not applies]
    results = settled(book.catalogue.components, verdicts)
    advice = Advice(
        case_ref=case_ref,
        on=on,
        regime=_regime(facts, applying, lines, book.catalogue.head.act),
        duty=_duty(facts, applying, lines, book.catalogue.head.duty),
        route=_route(facts, book.catalogue),
        components=checklist(results, book.catalogue, lines),
        term=_term(dates, facts, verdicts, results, lines),
        steps=steps(applying, results, lines),
        questions=questions(undecided, results, facts, book.catalogue),
        conflicts=_conflicts(facts, book),
        deferral=Deferral(**vars(book.catalogue.deferral)),
        receipt=receipt,
        check_contact=tuple(name for name, one in book.catalogue.authorities.items() if book.numbers.long_ago(one.checked_on, on)),
    )
    return with_catalogue(advice, book.catalogue)


def _concluding(fact: str | None, applying: Iterable[Verdict]) -> Sequence[Verdict]:
    return [one for one in applying if one.rule.concludes == fact] if fact is not None else []


def _known(facts: Facts, name: str | None) -> Fact | None:
    return None if name is None else facts.known.get(name)


def _firmness(fact: Fact) -> Basis:
    return Basis.DECIDED if fact.grade is Grade.ESTABLISHED else Basis.REPORTED


def _regime(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: ActHead | None) -> RegimeLine:
    for name in (head.decided, head.expected) if head is not None else ():
        fact = _known(facts, name)
        if fact is not None and head is not None:
            basis = _firmness(fact) if name == head.decided else Basis.EXPECTED
            return RegimeLine(value=fact.word, basis=basis, why=lines.whys(_concluding(name, applying)))
    return RegimeLine(value=None, basis=Basis.UNKNOWN, why=())


def _duty(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: DutyHead | None) -> DutyLine:
    if head is None:
        return DutyLine(standing="cannot_tell", phase=None, basis=Basis.UNKNOWN, why=())
    duty, expected = _known(facts, head.decided), _known(facts, head.expected)
    if duty is not None:
        why = lines.whys((*_concluding(head.decided, applying), *_concluding(head.phase, applying)))
        phase = _known(facts, head.phase)
        return DutyLine(standing=duty.word, phase=phase and phase.word, basis=_firmness(duty), why=why)
    basis = Basis.UNKNOWN if expected is None else Basis.EXPECTED
    return DutyLine(standing="cannot_tell", phase=None, basis=basis, why=lines.whys(_concluding(head.expected, applying)))


def _route(facts: Facts, catalogue: Catalogue) -> RouteDecision | NotDecided:
    """A route exists only as somebody's decision, read from a document. Some acts know no routes."""
    head, deferral = catalogue.head.route, catalogue.deferral
    if head is None:
        return NotDecided(decided_by=deferral.who_decides[0], errand=deferral.says)
    route, none = _known(facts, head.decided), head.no_routes
    if route is not None:
        told_by = route.told_by[-1]
        return RouteDecision(value=route.word, decided_by=head.by, document=told_by.document, dated=told_by.dated)
    if none is not None and all(facts.word(name) in words for name, words in none.where.items()):
        return NotDecided(decided_by=none.by, errand=none.errand)
    return NotDecided(decided_by=head.by, errand=head.errand)


def _term(
    dates: TermDates | None, facts: Facts, verdicts: Sequence[Verdict], results: Sequence[Settled], lines: LineWriter
) -> Term | NoTerm:
    about_term = [one for one in verdicts if isinstance(one.rule.then, Dates) and one.rule.then.clock in TERM_CLOCKS]
    applying = [one for one in about_term if one.applies]
    if applying and dates is not None and Clock.TERM_STARTS in facts.dates:
        return Term(
            starts=dates.starts,
            last_day=dates.last_day,
            computed_last_day=dates.computed_last_day,
            stated_last_day=dates.stated_last_day,
            extensions=tuple(
                Extension(last_day=one.last_day, registered=one.changed, ground=one.ground or one.ground_code) for one in dates.versions
            ),
            why=lines.whys(applying),
        )
    if facts.word("term") == "not_started":
        return "not_started"
    if any(one.cannot_tell for one in about_term):
        return "unknown"
    return "not_covered" if any(result.deferred for result in results) else "not_needed"


def _conflicts(facts: Facts, book: Rulebook) -> tuple[ConflictLine, ...]:
    return tuple(
        ConflictLine(
            id=conflict.id,
            fact=conflict.fact,
            sources=tuple(Told(value=value, told_by=source_of(told_by)) for value, told_by in conflict.sources),
            says=book.catalogue.conflicts[conflict.id].says,
            ask=book.catalogue.conflicts[conflict.id].ask,
        )
        for conflict in facts.conflicts
    )


def _receipt(content: str, verdicts: Iterable[Verdict], book: Rulebook, on: date, by: Literal["durable_rules", "reference"]) -> Receipt:
    """What an advice rests on; `content` is what was read about the person."""
    return Receipt(
        package=f"route-advisor {__version__}",
        rulebook_hash=book.hash,
        engine=by,
        on=on,
        input_digest=hashlib.sha256(content.encode()).hexdigest(),
        law_read_until=max(act.text_read for act in book.law.acts.values() if act.text_read is not None),
        rules_used=tuple([verdict.rule.id for verdict in verdicts if verdict.applies]),
    )


def _overlays(file: PersonalFile, book: Rulebook, on: date) -> tuple[OverlayLine, ...]:
    """The overlays of the rulebook, and which of them speak to this person."""
    codes = municipalities_of(file, on)
    used = book.for_municipality(codes).overlays
    return tuple(
        OverlayLine(
            municipality=one.name,
            code=one.code,
            checked_on=one.checked_on,
            hash=one.hash,
            used=one in used,
            file_names=tuple(sorted(codes or ())),
        )
        for one in book.overlays
    )


@cache
def _shipped_advisor() -> Advisor:
    return Advisor()


def advise(file: PersonalFile, *, on: date, completions: bool = False) -> Advice:
    """The explained checklist of this person on that day, from the shipped rulebook (compiled once, then kept).

    With `completions` also what holds whatever the missing facts turn out to be.
    Raises `FileRefused`, `EngineDisagreement` or `EngineFailed`; see `Advisor.advise`.
    """
    return _shipped_advisor().advise(file, on=on, completions=completions)
