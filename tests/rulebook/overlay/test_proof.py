"""An overlay leaves the law as it was: by the form of the rulebook, and for every file and day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.assurance.proof.overlay_proof import as_line, law_of_advice, overlay_proof
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Policy, Refers, Requires
from route_advisor.testing import file_days
from route_advisor.vocabulary import Stage, Teller

some = settings(max_examples=settings.default.max_examples // 2)


def test_the_example_is_proven(overlaid):
    """All rules of law stand as they were, and the proof says what it compared."""
    proof = overlay_proof(overlaid)
    assert proof.holds
    assert (proof.own_rules, proof.own_facts, proof.filled_norms) == (3, 1, 2)
    assert proof.overlays == (f"GM9999 {overlaid.overlays[0].hash}",)
    assert as_line(proof).startswith("GM9999: 3 own rules, 1 own facts and 2 filled open norms leave all ")


def test_a_rulebook_without_overlay_is_its_own_law(book):
    """There is nothing to prove, and nothing is claimed."""
    proof = overlay_proof(book)
    assert proof.holds
    assert (proof.overlays, proof.own_rules, proof.own_facts, proof.filled_norms) == ((), 0, 0, 0)


def law_rule(book, **changes):
    """The rulebook with a change in its first rule of law."""
    first, *others = book.rules
    return replace(book, rules=(replace(first, **changes), *others))


def own_rule(book, **changes):
    """The rulebook with a change in its last rule, which is the overlay's."""
    *others, last = book.rules
    return replace(book, rules=(*others, replace(last, **changes)))


def catalogue(book, page, name, **changes):
    """The rulebook with a change in one entry of its catalogue."""
    entries = getattr(book.catalogue, page)
    return replace(book, catalogue=replace(book.catalogue, **{page: {**entries, name: entries[name].model_copy(update=changes)}}))


BREAKS = {
    "a rule of law asks less": (lambda book: law_rule(book, when=()), "of the law is not there as it was"),
    "a rule of law has other words": (lambda book: law_rule(book, says=book.rules[-1].says), "of the law is not there as it was"),
    "a rule of law has another decider": (lambda book: law_rule(book, final_word="school"), "of the law is not there as it was"),
    "a rule of law is gone": (lambda book: replace(book, rules=book.rules[1:]), "of the law is not there as it was"),
    "a norm of nobody is filled": (
        lambda book: law_rule(book, policies=(Policy("GM9999-NORM-8", "x", book.rules[0].says, (), book.rules[0].in_force),)),
        "has no open norm that a municipality weighs",
    ),
    "an own rule requires": (lambda book: own_rule(book, then=Requires(("map",))), "settles, concludes or dates something"),
    "an own rule refers for": (
        lambda book: own_rule(book, then=Refers("municipality", None, ("map",))),
        "settles, concludes or dates something",
    ),
    "an own rule stands earlier": (lambda book: own_rule(book, stage=Stage.COMPONENTS), "before the last"),
    "an own rule names a decider": (lambda book: own_rule(book, final_word="duo"), "gives the final word to duo"),
    "a fact of law is described anew": (lambda book: catalogue(book, "facts", "route", told_by=Teller.PERSON), "fact route of the law"),
    "an own fact is concluded": (lambda book: catalogue(book, "facts", "gm9999_map_form_sent", concluded=True), "is not told by"),
    "an own fact is told by DUO": (lambda book: catalogue(book, "facts", "gm9999_map_form_sent", told_by=Teller.DUO), "is not told by"),
    "a component has another level": (lambda book: catalogue(book, "components", "map", levels=True), "the components of the law"),
    "the municipality decides more": (
        lambda book: catalogue(book, "authorities", "municipality", decides=book.rules[0].says),
        "decides of the authority municipality",
    ),
    "DUO is reached elsewhere": (lambda book: catalogue(book, "authorities", "duo", url="https://x.example"), "url of the authority duo"),
    "a number is another": (lambda book: replace(book, numbers=Numbers({})), "number term_length of the law"),
    "an act is gone": (lambda book: replace(book, acts={}), "act WI2021 of the law"),
}


@pytest.mark.parametrize(("break_it", "told"), BREAKS.values(), ids=BREAKS)
def test_whatever_touches_the_law_breaks_the_proof(overlaid, break_it, told):
    """A rulebook that was put together in another way is not believed: the proof names what is no longer as it was."""
    proof = overlay_proof(break_it(overlaid))
    assert not proof.holds
    assert any(told in line for line in proof.broken)
    assert as_line(proof).splitlines() == list(proof.broken)


def stated(file, word):
    """The file with an answer to the overlay's own question."""
    data = file.model_dump(by_alias=True, exclude_none=True)
    said = {"fact": "gm9999_map_form_sent", "word": word, "said": date(2022, 1, 1)}
    return type(file).model_validate({**data, "statements": [*data.get("statements", ()), said]})


@some
@given(file_days(), st.sampled_from((None, "sent", "not_sent")), st.booleans())
def test_nothing_of_the_law_changes_for_any_file_and_day(twin, with_overlay, changed, file_day, word, at_home):
    """Duty, act, route, term, standings, levels, reasons, conflicts, steps and questions of the law are the same, in the same order."""
    file, on = file_day
    if at_home:
        file = changed(file, {"municipality.plans": _at_home, "residence.registrations": _at_home})
    overlaid = with_overlay.advise(file if word is None else stated(file, word), on=on)
    plain = twin.advise(file, on=on)
    assert law_of_advice(overlaid, with_overlay.rulebook) == law_of_advice(plain, with_overlay.rulebook)


def _at_home(records):
    return records and [{**one, "municipality": "9999"} for one in records]


@some
@given(file_days())
def test_verdicts_of_the_law_are_the_same_for_any_file_and_day(twin, with_overlay, file_day):
    """Each rule of law says the same for the same reasons, and the same facts are concluded."""
    file, on = file_day
    facts, verdicts = with_overlay.verdicts(file, on=on)
    plain_facts, plain = twin.verdicts(file, on=on)
    of_law = [one._replace(rule=replace(one.rule, policies=())) for one in verdicts if one.rule.municipality is None]
    assert of_law == list(plain)
    assert facts == plain_facts
