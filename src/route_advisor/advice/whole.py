"""A whole advice from facts and verdicts: head, checklist, steps, questions, conflicts, and who decides."""

from collections.abc import Sequence
from datetime import date

from route_advisor.advice.alike import Alike, alike
from route_advisor.advice.checklist import checklist
from route_advisor.advice.claims import as_told
from route_advisor.advice.head import duty_line, regime_line, route_line, term_line
from route_advisor.advice.lines import LineWriter, source_of
from route_advisor.advice.model import Advice, AssumptionLine, ConflictLine, Deferral, Receipt, Told
from route_advisor.advice.not_used import Asking, not_used
from route_advisor.advice.plan import plan_of
from route_advisor.advice.progress import whole_progress
from route_advisor.advice.questions import in_words
from route_advisor.advice.steps import steps
from route_advisor.advice.timeline import moments
from route_advisor.facts import Facts
from route_advisor.reasoning.assumptions import Assumed, Assumption
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import StepKind


def advice_of(case_ref: str, answer: Assumed, book: Rulebook, receipt: Receipt, shared: Alike | None = None) -> Advice:
    """The advice that follows from facts and verdicts on the day of the receipt; `shared` is what was kept of it, if anything was."""
    shared = shared or alike(answer, book.catalogue)
    on, facts = receipt.on, answer.facts
    lines = LineWriter(facts, book.numbers, on, answer.resting)
    everything, verdicts, applying = answer.verdicts, answer.standing, answer.applying
    results = shared.results(everything)
    as_said = as_told(results, everything, facts)
    told, term = steps(applying, as_said, lines), term_line(facts, verdicts, results, lines)
    items, progress = checklist(results, book.catalogue, lines), whole_progress(results, book.catalogue, lines)
    asking = Asking(facts, everything, results, told, book.in_force(on), book.catalogue)
    return Advice.unchecked(
        advice_schema="advice/1",
        case_ref=case_ref,
        on=on,
        regime=regime_line(facts, applying, lines, book.catalogue.head.act),
        duty=duty_line(facts, applying, lines, book.catalogue.head.duty),
        route=route_line(facts, book.catalogue),
        components=items,
        term=term,
        steps=tuple([step for step in told if step.kind is not StepKind.KNOW]),
        know=tuple([step for step in told if step.kind is StepKind.KNOW]),
        plan=plan_of(term, as_said, told, applying, lines),
        questions=in_words(shared.to_ask, book.catalogue, book.numbers, on),
        conflicts=_conflicts(facts, book),
        deferral=Deferral(**vars(book.catalogue.deferral)),
        receipt=receipt,
        assumptions=tuple([_assumption(one, applying, lines) for one in answer.assumptions]),
        progress=progress,
        not_used=not_used(items, progress, asking, lines),
        moments=moments(facts, book.catalogue),
        resources=(),
        check_contact=_check_contact(book, on),
        certainty=None,
    )


def _assumption(assumption: Assumption, applying: Sequence[Verdict], lines: LineWriter) -> AssumptionLine:
    fact, word, because, supposed = assumption
    why = lines.whys(verdict for verdict in applying if verdict.rule.id in because)
    return AssumptionLine.unchecked(fact=fact, value=word, supposed=supposed, because=why)


def _conflicts(facts: Facts, book: Rulebook) -> tuple[ConflictLine, ...]:
    return tuple(
        [
            ConflictLine.unchecked(
                id=conflict.id,
                fact=conflict.fact,
                sources=tuple([Told.unchecked(value=value, told_by=source_of(told_by)) for value, told_by in conflict.sources]),
                says=book.catalogue.conflicts[conflict.id].says,
                ask=book.catalogue.conflicts[conflict.id].ask,
            )
            for conflict in facts.conflicts
        ]
    )


def _check_contact(book: Rulebook, on: date) -> tuple[str, ...]:
    """The authorities whose telephone number or address was checked long ago; many were checked on one day."""
    authorities = book.catalogue.authorities
    long_ago = {day for day in {one.checked_on for one in authorities.values()} if book.numbers.long_ago(day, on)}
    return tuple([name for name, one in authorities.items() if one.checked_on in long_ago])
