"""A whole advice from facts and verdicts: head, checklist, steps, questions, conflicts, and who decides."""

from collections.abc import Sequence

from route_advisor.advice.checklist import checklist
from route_advisor.advice.claims import as_told
from route_advisor.advice.head import duty_line, regime_line, route_line, term_line
from route_advisor.advice.lines import LineWriter, source_of
from route_advisor.advice.model import Advice, ConflictLine, Deferral, Receipt, Told
from route_advisor.advice.questions import questions
from route_advisor.advice.steps import steps
from route_advisor.facts import Facts
from route_advisor.reasoning.components import settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import Outcome, StepKind


def advice_of(case_ref: str, facts: Facts, verdicts: Sequence[Verdict], book: Rulebook, receipt: Receipt) -> Advice:
    """The advice that follows from facts and verdicts on the day of the receipt."""
    on = receipt.on
    lines = LineWriter(facts, book.numbers, on)
    refuted, applies = Outcome.DOES_NOT_APPLY, Outcome.APPLIES
    everything, verdicts = verdicts, [verdict for verdict in verdicts if verdict.outcome is not refuted]
    applying = [verdict for verdict in verdicts if verdict.outcome is applies]
    undecided = [verdict for verdict in verdicts if verdict.outcome is not applies]
    results = settled(book.catalogue.components, verdicts)
    told = steps(applying, as_told(results, everything, facts), lines)
    return Advice(
        case_ref=case_ref,
        on=on,
        regime=regime_line(facts, applying, lines, book.catalogue.head.act),
        duty=duty_line(facts, applying, lines, book.catalogue.head.duty),
        route=route_line(facts, book.catalogue),
        components=checklist(results, book.catalogue, lines),
        term=term_line(facts, verdicts, results, lines),
        steps=tuple(step for step in told if step.kind is not StepKind.KNOW),
        know=tuple(step for step in told if step.kind is StepKind.KNOW),
        questions=questions(undecided, results, facts, book.catalogue),
        conflicts=_conflicts(facts, book),
        deferral=Deferral(**vars(book.catalogue.deferral)),
        receipt=receipt,
        check_contact=tuple(name for name, one in book.catalogue.authorities.items() if book.numbers.long_ago(one.checked_on, on)),
    )


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
