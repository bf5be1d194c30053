"""The head of an advice: the act, the duty, the route and the term, each with what it rests on."""

from collections.abc import Iterable, Sequence

from route_advisor.advice.lines import LineWriter, source_of
from route_advisor.advice.model import (
    DutyLine,
    Extension,
    NotDecided,
    NoTerm,
    RegimeLine,
    ReportedRoute,
    RouteDecision,
    RouteSupposed,
    Term,
)
from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.facts import Fact, Facts
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import ActHead, DutyHead, Expectation
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import Basis, Clock, Grade


def regime_line(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: ActHead | None) -> RegimeLine:
    """Which act governs: decided, or only expected."""
    if head is None:
        return RegimeLine.unchecked(value=None, basis=Basis.UNKNOWN, why=())
    fact = _known(facts, head.decided)
    if fact is not None and not _is_expected(fact, lines):
        return RegimeLine.unchecked(value=fact.word, basis=_firmness(fact), why=lines.whys(_concluding(head.decided, applying)))
    expected = _expectation(facts, head.expected)
    why = lines.whys(_reasons(_name(expected), applying))
    if fact is not None:
        return RegimeLine.unchecked(value=fact.word, basis=Basis.EXPECTED, why=why)
    if expected is None:
        return RegimeLine.unchecked(value=None, basis=Basis.UNKNOWN, why=())
    said = facts.known[expected.fact].word
    return RegimeLine.unchecked(value=next(iter(expected.assumes.get(said, {}).values()), said), basis=Basis.EXPECTED, why=why)


def duty_line(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: DutyHead | None) -> DutyLine:
    """Whether there is a duty, and in which phase the person is: decided, or only expected."""
    if head is None:
        return DutyLine.unchecked(standing="cannot_tell", phase=None, basis=Basis.UNKNOWN, why=())
    duty, expected, phase = _known(facts, head.decided), _expectation(facts, head.expected), _known(facts, head.phase)
    if duty is not None and not _is_expected(duty, lines):
        why = lines.whys((*_concluding(head.decided, applying), *_concluding(head.phase, applying)))
        return DutyLine.unchecked(standing=duty.word, phase=phase and phase.word, basis=_firmness(duty), why=why)
    if duty is None and expected is not None and expected.fact in lines.resting:
        expected = None  # an act that is only expected lets expect no duty
    why = lines.whys(_reasons(_name(expected), applying))
    if duty is not None:
        return DutyLine.unchecked(standing=duty.word, phase=phase and phase.word, basis=Basis.EXPECTED, why=why)
    return DutyLine.unchecked(standing="cannot_tell", phase=None, basis=Basis.UNKNOWN if expected is None else Basis.EXPECTED, why=why)


def route_line(facts: Facts, catalogue: Catalogue) -> RouteDecision | ReportedRoute | RouteSupposed | NotDecided:
    """A route is decided only where somebody's decision was read from a document; what the person says is reported.

    Who has no plan to expect is not sent for one.
    """
    head, deferral = catalogue.head.route, catalogue.deferral
    if head is None:
        return NotDecided(decided_by=deferral.who_decides[0], errand=deferral.says)
    errand = next(one for one in head.errands if all(facts.word(name) in words for name, words in one.where.items()))
    route = _known(facts, head.decided)
    if route is None:
        return NotDecided.unchecked(
            standing="not_decided", decided_by=errand.by, errand=errand.errand, none_to_expect=errand.none_to_expect
        )
    if route.grade is Grade.EXPECTED:
        return RouteSupposed(value=route.word, decided_by=errand.by, errand=errand.errand)
    if route.grade is Grade.REPORTED:
        told = tuple(source_of(one) for one in route.told_by)
        return ReportedRoute(value=route.word, told_by=told, decided_by=head.by, errand=head.reported or errand.errand)
    told_by = route.told_by[-1]
    return RouteDecision.unchecked(standing="decided", value=route.word, decided_by=head.by, document=told_by.document, dated=told_by.dated)


def term_line(facts: Facts, verdicts: Sequence[Verdict], results: Sequence[Settled], lines: LineWriter) -> Term | NoTerm:
    """The term with all that moved its last day; else why there are no dates."""
    dates = facts.term
    about_term = [one for one in verdicts if one.rule.clock in TERM_CLOCKS]
    applying = [one for one in about_term if one.applies]
    if applying and dates is not None and Clock.TERM_LAST_DAY in facts.dates:
        return Term.unchecked(
            starts=dates.starts,
            last_day=dates.last_day,
            days_used=dates.days_used(lines.on),
            days_left=dates.days_left(lines.on),
            computed_last_day=dates.computed_last_day,
            stated_last_day=dates.stated_last_day,
            extensions=tuple(
                Extension.unchecked(last_day=one.last_day, registered=one.registered, ground=one.ground) for one in dates.versions
            ),
            why=lines.whys(applying),
            expected=any(lines.is_expected(one.premises) for one in applying),
            other_last_day=dates.other_last_day,
        )
    if facts.word("term") == "not_started":
        return "not_started"
    if any(one.cannot_tell for one in about_term):
        return "unknown"
    return "not_covered" if any(result.deferred for result in results) else "not_needed"


def _concluding(fact: str | None, applying: Iterable[Verdict]) -> Sequence[Verdict]:
    return [one for one in applying if one.rule.concludes == fact] if fact is not None else []


def _reasons(fact: str | None, applying: Sequence[Verdict]) -> list[Verdict]:
    """The rules that conclude a fact. Where one rests on a single conclusion it says no more than that: the reason behind stands in front."""
    found: list[Verdict] = []
    for verdict in _concluding(fact, applying):
        behind = [premise.name for premise in verdict.premises]
        found += [*(_reasons(behind[0], applying) if len(behind) == 1 else ()), verdict]
    return list(dict.fromkeys(found))


def _known(facts: Facts, name: str | None) -> Fact | None:
    return None if name is None else facts.known.get(name)


def _expectation(facts: Facts, expectations: Iterable[Expectation]) -> Expectation | None:
    return next((one for one in expectations if one.fact in facts), None)


def _name(expectation: Expectation | None) -> str | None:
    return None if expectation is None else expectation.fact


def _is_expected(fact: Fact, lines: LineWriter) -> bool:
    return fact.name in lines.resting


def _firmness(fact: Fact) -> Basis:
    return Basis.DECIDED if fact.grade is Grade.ESTABLISHED else Basis.REPORTED
