"""The head of an advice: the act, the duty, the route and the term, each with what it rests on."""

from collections.abc import Iterable, Sequence

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import DutyLine, Extension, NotDecided, NoTerm, RegimeLine, RouteDecision, Term
from route_advisor.advice.steps import TERM_CLOCKS
from route_advisor.facts import Fact, Facts
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import ActHead, Catalogue, DutyHead
from route_advisor.rulebook.rule import Dates, Verdict
from route_advisor.vocabulary import Basis, Clock, Grade


def regime_line(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: ActHead | None) -> RegimeLine:
    """Which act governs: decided, or only expected."""
    for name in (head.decided, head.expected) if head is not None else ():
        fact = _known(facts, name)
        if fact is not None and head is not None:
            basis = _firmness(fact) if name == head.decided else Basis.EXPECTED
            return RegimeLine(value=fact.word, basis=basis, why=lines.whys(_concluding(name, applying)))
    return RegimeLine(value=None, basis=Basis.UNKNOWN, why=())


def duty_line(facts: Facts, applying: Sequence[Verdict], lines: LineWriter, head: DutyHead | None) -> DutyLine:
    """Whether there is a duty, and in which phase the person is."""
    if head is None:
        return DutyLine(standing="cannot_tell", phase=None, basis=Basis.UNKNOWN, why=())
    duty, expected = _known(facts, head.decided), _known(facts, head.expected)
    if duty is not None:
        why = lines.whys((*_concluding(head.decided, applying), *_concluding(head.phase, applying)))
        phase = _known(facts, head.phase)
        return DutyLine(standing=duty.word, phase=phase and phase.word, basis=_firmness(duty), why=why)
    basis = Basis.UNKNOWN if expected is None else Basis.EXPECTED
    return DutyLine(standing="cannot_tell", phase=None, basis=basis, why=lines.whys(_concluding(head.expected, applying)))


def route_line(facts: Facts, catalogue: Catalogue) -> RouteDecision | NotDecided:
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


def term_line(facts: Facts, verdicts: Sequence[Verdict], results: Sequence[Settled], lines: LineWriter) -> Term | NoTerm:
    """The term with all that moved its last day; else why there are no dates."""
    dates = facts.term
    about_term = [one for one in verdicts if isinstance(one.rule.then, Dates) and one.rule.then.clock in TERM_CLOCKS]
    applying = [one for one in about_term if one.applies]
    if applying and dates is not None and Clock.TERM_STARTS in facts.dates:
        return Term(
            starts=dates.starts,
            last_day=dates.last_day,
            days_used=dates.days_used(lines.on),
            days_left=dates.days_left(lines.on),
            computed_last_day=dates.computed_last_day,
            stated_last_day=dates.stated_last_day,
            extensions=tuple(Extension(last_day=one.last_day, registered=one.registered, ground=one.ground) for one in dates.versions),
            why=lines.whys(applying),
        )
    if facts.word("term") == "not_started":
        return "not_started"
    if any(one.cannot_tell for one in about_term):
        return "unknown"
    return "not_covered" if any(result.deferred for result in results) else "not_needed"


def _concluding(fact: str | None, applying: Iterable[Verdict]) -> Sequence[Verdict]:
    return [one for one in applying if one.rule.concludes == fact] if fact is not None else []


def _known(facts: Facts, name: str | None) -> Fact | None:
    return None if name is None else facts.known.get(name)


def _firmness(fact: Fact) -> Basis:
    return Basis.DECIDED if fact.grade is Grade.ESTABLISHED else Basis.REPORTED
