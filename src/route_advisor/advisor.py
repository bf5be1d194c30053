"""The main path: facts go in, rules name what follows, the checklist says what is open, who told us, and who decides."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from threading import Lock

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
from route_advisor.certainty import certainty
from route_advisor.checklist import checklist
from route_advisor.completions import Cone, cones
from route_advisor.components import Settled, settled
from route_advisor.derive import facts_from
from route_advisor.engine import Engine
from route_advisor.facts import UNKNOWN, Fact, Facts
from route_advisor.lines import LineWriter, source_of
from route_advisor.numbers import Numbers
from route_advisor.old_act_facts import old_exam_term
from route_advisor.personal_file import PersonalFile
from route_advisor.questions import questions
from route_advisor.route_facts import municipalities_of
from route_advisor.rule import Dates, Verdict
from route_advisor.rulebook import Rulebook
from route_advisor.steps import TERM_CLOCKS, steps
from route_advisor.term_facts import term_dates
from route_advisor.version import __version__
from route_advisor.vocabulary import Basis, Clock, Grade, Outcome, Regime


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
        facts, verdicts = self.verdicts(file, on=on)
        book, by = self.rulebook_for(file, on=on), "durable_rules" if self._use_engine else "reference"
        advice = _advice(file, facts, verdicts, book, _receipt(file, verdicts, self.rulebook, on, by))
        return self._with_certainty(advice, facts, book) if completions else advice

    def rulebook_for(self, file: PersonalFile, *, on: date) -> Rulebook:
        """The rulebook as it speaks to this person: of overlays only that of their own municipality."""
        book = self.rulebook
        return book.for_municipality(municipalities_of(file, on)) if book.overlays else book

    def verdicts(self, file: PersonalFile, *, on: date) -> tuple[Facts, tuple[Verdict, ...]]:
        """All that is known and concluded about this person on that day, and what each rule in force says."""
        book = self.rulebook_for(file, on=on)
        facts = facts_from(file, on=on, catalogue=book.catalogue, numbers=book.numbers, acts=book.law.acts)
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

    def _engine(self, on: date, book: Rulebook | None = None) -> Engine | None:
        if not self._use_engine:
            return None
        book = book or self.rulebook
        compiled = (book.epoch(on), "".join(one.code for one in book.overlays))
        with self._lock:
            if compiled not in self._engines:
                self._engines[compiled] = Engine(book.in_force(on), book.catalogue.otherwise)
            return self._engines[compiled]


def _advice(file: PersonalFile, facts: Facts, verdicts: Sequence[Verdict], book: Rulebook, receipt: Receipt) -> Advice:
    on = receipt.on
    lines = LineWriter(facts, book.numbers, on)
    refuted, applies = Outcome.DOES_NOT_APPLY, Outcome.APPLIES
    verdicts = [verdict for verdict in verdicts if verdict.outcome is not refuted]
    applying = [verdict for verdict in verdicts if verdict.outcome is applies]
    undecided = [verdict for verdict in verdicts if verdict.outcome is not applies]
    results = settled(book.catalogue.components, verdicts)
    advice = Advice(
        case_ref=file.case_ref,
        on=on,
        regime=_regime(facts, applying, lines),
        duty=_duty(facts, applying, lines),
        route=_route(facts, book),
        components=checklist(results, book.catalogue, lines),
        term=_term(file, facts, verdicts, results, lines, book.numbers),
        steps=steps(applying, results, lines),
        questions=questions(undecided, results, facts, book.catalogue),
        conflicts=_conflicts(facts, book),
        deferral=Deferral(**vars(book.catalogue.deferral)),
        receipt=receipt,
        check_contact=tuple(name for name, one in book.catalogue.authorities.items() if book.numbers.long_ago(one.checked_on, on)),
    )
    return with_catalogue(advice, book.catalogue)


def _concluding(fact: str, applying: Iterable[Verdict]) -> Sequence[Verdict]:
    return [one for one in applying if one.rule.concludes == fact]


def _known(facts: Facts, name: str) -> Fact | None:
    fact = facts[name]
    return None if fact is UNKNOWN else fact


def _firmness(fact: Fact) -> Basis:
    return Basis.DECIDED if fact.grade is Grade.ESTABLISHED else Basis.REPORTED


def _regime(facts: Facts, applying: Sequence[Verdict], lines: LineWriter) -> RegimeLine:
    for name in ("regime", "regime_expected"):
        fact = _known(facts, name)
        if fact is not None:
            basis = _firmness(fact) if name == "regime" else Basis.EXPECTED
            return RegimeLine(value=fact.word, basis=basis, why=lines.whys(_concluding(name, applying)))
    return RegimeLine(value=None, basis=Basis.UNKNOWN, why=())


def _duty(facts: Facts, applying: Sequence[Verdict], lines: LineWriter) -> DutyLine:
    duty, expected = _known(facts, "duty"), _known(facts, "article_3")
    if duty is not None:
        why = lines.whys((*_concluding("duty", applying), *_concluding("phase", applying)))
        return DutyLine(standing=duty.word, phase=facts.word("phase"), basis=_firmness(duty), why=why)
    basis = Basis.UNKNOWN if expected is None else Basis.EXPECTED
    return DutyLine(standing="cannot_tell", phase=None, basis=basis, why=lines.whys(_concluding("article_3", applying)))


def _route(facts: Facts, book: Rulebook) -> RouteDecision | NotDecided:
    """A route exists only as somebody's decision, read from a document. The acts of before 2022 know no routes."""
    route = _known(facts, "route")
    if route is None and facts.word("regime") in (Regime.WI2013, Regime.WI2007):
        return NotDecided(decided_by="duo", errand=book.catalogue.label("errand_no_route"))
    if route is None:
        return NotDecided(decided_by="municipality", errand=book.catalogue.label("errand_route"))
    told_by = route.told_by[-1]
    return RouteDecision(value=route.word, decided_by="municipality", document=told_by.document, dated=told_by.dated)


def _term(
    file: PersonalFile, facts: Facts, verdicts: Sequence[Verdict], results: Sequence[Settled], lines: LineWriter, numbers: Numbers
) -> Term | NoTerm:
    about_term = [one for one in verdicts if isinstance(one.rule.then, Dates) and one.rule.then.clock in TERM_CLOCKS]
    applying = [one for one in about_term if one.applies]
    dates = term_dates(file, numbers, lines.on) or old_exam_term(file, numbers, lines.on)
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


def _receipt(file: PersonalFile, verdicts: Iterable[Verdict], book: Rulebook, on: date, by: str) -> Receipt:
    content = file.model_dump_json(exclude_none=True).encode()
    return Receipt(
        package=f"route-advisor {__version__}",
        rulebook_hash=book.hash,
        engine="durable_rules" if by == "durable_rules" else "reference",
        on=on,
        input_digest=hashlib.sha256(content).hexdigest(),
        law_read_until=max(act.text_read for act in book.law.acts.values() if act.text_read is not None),
        rules_used=tuple([verdict.rule.id for verdict in verdicts if verdict.applies]),
        overlays=_overlays(file, book, on) if book.overlays else (),
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
