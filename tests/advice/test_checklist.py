"""An item says what its standing rests on: the law, a decision, somebody's word, or what nobody knows yet."""

from datetime import date

import pytest

from route_advisor.advice.checklist import checklist
from route_advisor.advice.lines import LineWriter
from route_advisor.dates import Validity
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.rule import Condition, Eases, Releases, Requires, Rule, Verdict
from route_advisor.text import Text
from route_advisor.vocabulary import Basis, Grade, Level, Outcome, Stage, Standing, Teller

ON = date(2026, 11, 23)
ACT = Act("WI2021", "Wet inburgering 2021", "BWBR0044770", Validity(date(2022, 1, 1)), date(2026, 1, 1))
SAYS = Text(nl="Een zin.", en="A sentence.")
REQUIRED = Requires(("writing",), Level.B1)
EASED = Eases(("writing",), Level.A2)
RELEASED = Releases(("writing",))


def _rule(id_, then):
    return Rule(
        id=id_,
        topic=SAYS,
        page="page.yaml",
        line=1,
        stage=Stage.COMPONENTS,
        says=SAYS,
        law=(Citation("WI2021 art. 7", ACT, "7"),),
        in_force=Validity(),
        when=(Condition("route", ("b1",)),),
        then=then,
        final_word="duo",
    )


def _applies(then, *grades):
    told_by = (ToldBy(Teller.DUO, "letter_duo"),)
    premises = tuple(Fact("route", "b1", told_by, grade) for grade in grades or [Grade.ESTABLISHED])
    return Verdict(_rule(f"T-{type(then).__name__}", then), Outcome.APPLIES, premises)


def _lacks(*missing):
    return Verdict(_rule("T-LACKS", REQUIRED), Outcome.CANNOT_TELL, (), missing)


def _item(book, result):
    (item,) = checklist([result], book.catalogue, LineWriter(Facts({}), book.numbers, ON))
    return item


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.BELOW_LEVEL, Standing.NOT_NEEDED])
@pytest.mark.parametrize(
    ("why", "basis"),
    [
        ((), Basis.LAW),
        ((_applies(REQUIRED),), Basis.LAW),
        ((_applies(REQUIRED), _applies(EASED)), Basis.DECIDED),
        ((_applies(REQUIRED), _applies(EASED, Grade.REPORTED)), Basis.REPORTED),
        ((_applies(REQUIRED, Grade.ESTABLISHED, Grade.REPORTED), _applies(EASED)), Basis.REPORTED),
    ],
)
def test_what_is_settled_rests_on_the_least_firm_of_its_reasons(book, standing, why, basis):
    """The law alone, unless a decision lowered the level; and somebody's word as soon as one reason is only told."""
    assert _item(book, Settled("writing", standing, why=why)).basis is basis


@pytest.mark.parametrize("standing", [Standing.DONE, Standing.RELEASED])
def test_done_and_released_are_decided(book, standing):
    """Whoever registered the pass or granted the release decided, also where the requirement was only told."""
    for why in ((_applies(REQUIRED),), (_applies(REQUIRED, Grade.REPORTED), _applies(RELEASED))):
        assert _item(book, Settled("writing", standing, why=why)).basis is Basis.DECIDED


def test_reported_rests_on_a_word(book):
    """A pass that the person tells keeps a basis that says so."""
    why = (_applies(REQUIRED), _applies(RELEASED, Grade.REPORTED))
    assert _item(book, Settled("writing", Standing.REPORTED, why=why)).basis is Basis.REPORTED


def test_what_an_authority_answers_is_not_covered(book):
    """A deferral is no gap in the file, whatever else is missing."""
    assert _item(book, Settled("writing", Standing.CANNOT_TELL, why=(_lacks("route"),), deferred=True)).basis is Basis.NOT_COVERED


@pytest.mark.parametrize(
    ("missing", "basis"),
    [
        (["route"], Basis.DEPENDS),
        (["route", "pvt_status"], Basis.DEPENDS),
        (["law_in_letter"], Basis.UNKNOWN),
        (["route", "law_in_letter"], Basis.UNKNOWN),
        (["route", "an invented fact"], Basis.DEPENDS),
        (["an invented fact"], Basis.UNKNOWN),
    ],
)
def test_what_we_cannot_tell_depends_on_a_decision_only_where_the_municipality_keeps_all_that_is_missing(book, missing, basis):
    """A route that is still to be set is a decision to come; a letter that nobody showed us is only unknown."""
    for why in ((_lacks(*missing),), tuple(_lacks(name) for name in missing)):
        assert _item(book, Settled("writing", Standing.CANNOT_TELL, why=why)).basis is basis


def test_a_release_that_is_only_told_gives_cannot_tell_on_a_word(book):
    """Nothing is missing, so it does not wait for a fact: it waits for a register."""
    result = Settled("writing", Standing.CANNOT_TELL, why=(_applies(RELEASED, Grade.REPORTED),))
    assert _item(book, result).basis is Basis.REPORTED


def test_an_item_takes_its_reasons_from_the_rules_and_the_rest_from_the_catalogue(book):
    """Standing, level, why and unless as settled; who decides, who registers and what counts as evidence as `components.yaml` says."""
    why, unless = _applies(REQUIRED), _lacks("writing_dispensation")
    item = _item(book, Settled("writing", Standing.OPEN, Level.B1, (why,), (unless,)))
    entry = book.catalogue.component("writing")
    assert (item.id, item.standing, item.level) == ("writing", Standing.OPEN, Level.B1)
    assert ([line.rule for line in item.why], [line.rule for line in item.unless]) == (["T-Requires"], ["T-LACKS"])
    assert (item.final_word, item.registered_by, item.evidence) == (entry.final_word, entry.registered_by, entry.evidence)


def test_items_stand_in_the_order_of_their_results(book):
    """The order of `components.yaml` is that of the results, and no other is made."""
    results = [Settled(name, Standing.OPEN) for name in ("writing", "map", "reading")]
    items = checklist(results, book.catalogue, LineWriter(Facts({}), book.numbers, ON))
    assert [item.id for item in items] == ["writing", "map", "reading"]
