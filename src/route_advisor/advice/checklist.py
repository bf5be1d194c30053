"""One item for each component, with its standing, its reasons and its "unless"."""

from collections.abc import Iterable, Sequence

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import Item
from route_advisor.advice.progress import progress_of
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Eases, Verdict
from route_advisor.vocabulary import Basis, Standing, Teller


def checklist(results: Iterable[Settled], catalogue: Catalogue, lines: LineWriter) -> tuple[Item, ...]:
    """The items, in the order of `components.yaml`."""
    return tuple([_item(result, catalogue, lines) for result in results])


def _item(result: Settled, catalogue: Catalogue, lines: LineWriter) -> Item:
    entry, resting = catalogue.components[result.component], bool(lines.resting)
    expected = resting and any(lines.is_expected(one.premises) for one in result.why)
    return Item.unchecked(
        id=result.component,
        named=entry.name,
        standing=result.standing,
        level=result.level,
        basis=_basis(result, catalogue, expected=expected),
        why=lines.whys(result.why),
        unless=lines.whys(result.unless),
        final_word=entry.final_word,
        registered_by=entry.registered_by,
        evidence=entry.evidence,
        expected=expected,
        progress=progress_of(result, lines),
    )


def _basis(result: Settled, catalogue: Catalogue, *, expected: bool) -> Basis:
    match result.standing:
        case Standing.CANNOT_TELL:
            return Basis.NOT_COVERED if result.deferred else _what_it_waits_for(result.why, catalogue)
        case Standing.RELEASED | Standing.DONE:
            return Basis.EXPECTED if expected else Basis.DECIDED
        case _:
            return _firmness(result.why, expected=expected)


def _what_it_waits_for(why: Sequence[Verdict], catalogue: Catalogue) -> Basis:
    if not any(verdict.missing for verdict in why):
        return Basis.REPORTED
    keepers = {catalogue.facts[name].told_by for verdict in why for name in verdict.missing if name in catalogue.facts}
    return Basis.DEPENDS if keepers == {Teller.MUNICIPALITY} else Basis.UNKNOWN


def _firmness(why: Sequence[Verdict], *, expected: bool) -> Basis:
    if not all(verdict.firm for verdict in why):
        return Basis.REPORTED
    if expected:
        return Basis.EXPECTED
    return Basis.DECIDED if any(isinstance(verdict.rule.then, Eases) for verdict in why) else Basis.LAW
