"""Another law on the same machine: an invented act loads, is checked, runs, is explained and is written down. Nothing is hard-wired."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor import Advisor, Rulebook
from route_advisor.advice.who import who
from route_advisor.assurance.cases.rule_coverage import rule_coverage
from route_advisor.assurance.cases.scenario_coverage import untouched_rules
from route_advisor.assurance.cases.scenarios import differences, read_scenarios, told_about
from route_advisor.assurance.check import check
from route_advisor.assurance.mutation.mutate import mutate
from route_advisor.errors import RulebookRefused
from route_advisor.explanation import why_on_facts
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import reference
from route_advisor.reasoning.agreement import checked
from route_advisor.reasoning.engine import Engine
from route_advisor.reasoning.strikes import Strikes
from route_advisor.vocabulary import Basis, Grade, Standing, Teller
from route_advisor.writers.json import as_json
from route_advisor.writers.proof import as_proof
from route_advisor.writers.rule_page import as_rule_page

HERE = Path(__file__).parent
BOOK = Rulebook.read(HERE / "rules")
SCENARIOS = read_scenarios(HERE / "scenarios", BOOK)
ON = date(2026, 6, 1)
OURS = ("DUO", "PIP", "inburger", "integrat", "KNM", "MAP", "gemeente om uw plan")
"""Words of the shipped law. None may turn up under another."""


@pytest.fixture(scope="module")
def library(other_law):
    """An advisor on the invented act."""
    return Advisor(other_law)


def told(**words: str) -> Facts:
    """Facts as the library registered them."""
    return Facts.of(Fact(name, word, (ToldBy(Teller.MUNICIPALITY, "library_letter"),)) for name, word in words.items())


GROWN_UP = told(letter_names="act_of_2020", home="in_town", card="adult", card_handed_out="not_yet", form_status="signed", talk="a2")


@st.composite
def any_facts(draw):
    """Any facts that somebody can tell under the invented act, registered or only said."""
    chosen = {}
    for name, entry in BOOK.catalogue.facts.items():
        word = None if entry.concluded else draw(st.sampled_from((None, *entry.values)))
        if word is not None:
            grade = draw(st.sampled_from(Grade))
            teller = entry.told_by if grade is Grade.ESTABLISHED else Teller.PERSON
            chosen[name] = Fact(name, word, (ToldBy(teller, "library_record"),), grade)
    return Facts(chosen)


def test_another_law_is_read_without_a_mistake(other_law):
    """Its pages, numbers and examples pass the same check as the shipped rulebook."""
    assert [str(finding) for finding in check(other_law).findings] == []
    assert len({rule.page for rule in other_law.rules}) == 4


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_scenario_of_another_law_gives_its_lines(scenario, other_law):
    """The same words as for the shipped law: components, facts, steps and sentences; and what begins and ends on which day."""
    assert differences(scenario, told_about(scenario, other_law)) == ()


def test_each_rule_of_the_other_law_has_a_scenario(other_law):
    """So coverage and mutation can be tried on it."""
    assert [rule.id for rule in untouched_rules(other_law, HERE / "scenarios")] == []


def test_each_condition_of_the_other_law_is_tried_and_each_change_of_it_is_noticed(other_law):
    """Its examples and scenarios leave no gap and let no mutant live: both tools work on a law that they have never seen."""
    covered = rule_coverage(other_law, SCENARIOS, [], ON)
    assert (covered.gaps, covered.rules) == ((), 25)
    changed = mutate(HERE / "rules", HERE / "scenarios")
    assert [str(one) for one in changed.survivors] == []


@pytest.mark.needs_engine
@given(any_facts(), st.dates(date(2019, 12, 30), date(2027, 1, 1)))
def test_engine_and_twin_agree_on_another_law(facts, on):
    """Verdicts, reasons and conclusions, on both sides of its change of law."""
    rules, otherwise = BOOK.in_force(on), BOOK.catalogue.otherwise
    assert checked(
        {"durable": Engine(rules, otherwise), "strikes": Strikes(rules, otherwise)}, rules, facts, otherwise
    ) == reference.verdicts(rules, facts, otherwise)


@given(any_facts(), st.dates(date(2019, 12, 30), date(2027, 1, 1)), st.sampled_from(("nl", "en")))
def test_every_writer_writes_another_law_in_its_own_words(library, facts, on, lang):
    """Text, Markdown, HTML and JSON; its own deferral stands in each, and no word of the shipped law."""
    advice = library.advise_on_facts(facts, on=on, case_ref="reader-1")
    deferral = BOOK.catalogue.deferral.says.in_(lang)
    for written in (library.write(advice, form, lang=lang, width=1000) for form in ("text", "md", "html")):
        assert deferral in written
        assert not [word for word in OURS if word in written]
    assert [item["id"] for item in json.loads(as_json(advice))["components"]] == list(BOOK.catalogue.components)


def test_the_head_of_an_advice_comes_from_the_rulebook(library):
    """Act, entitlement, phase and card stand where the act, the duty, the phase and the route stand for the shipped law."""
    advice = library.advise_on_facts(GROWN_UP, on=ON)
    assert (advice.regime.value, advice.regime.basis) == ("act_of_2020", Basis.DECIDED)
    assert (advice.duty.standing, advice.duty.phase) == ("entitled", "applying")
    assert (advice.route.standing, advice.route.value, advice.route.decided_by) == ("decided", "adult", "library")
    head = library.write(advice, lang="en", reader="lawyer").splitlines()[1:4]
    assert [line.split("[")[0].strip() for line in head] == [
        "Act           the Act of 2020; basis decided",
        "Library card  you may have a card; you are applying",
        "Kind of card  adult card; the letter of the library; the town library",
    ]


def test_what_is_expected_is_told_and_asked_as_the_rulebook_says(library):
    """Without a letter the act is only expected, the card is an errand, and the letter is asked for."""
    advice = library.advise_on_facts(told(home="in_town"), on=ON)
    assert (advice.regime.value, advice.regime.basis) == ("act_of_2020", Basis.EXPECTED)
    assert advice.duty.standing == "cannot_tell"
    assert advice.route.errand.en == "Ask the library which card you get."
    assert "letter_names" in [question.fact for question in advice.questions]


def test_the_checklist_of_another_law_says_what_is_open_and_why(library):
    """Standings, levels, steps and the number of the day."""
    advice = library.advise_on_facts(GROWN_UP, on=ON)
    standings = {item.id: (item.standing, item.level) for item in advice.components}
    assert standings == {
        "form": (Standing.DONE, None),
        "deposit": (Standing.OPEN, None),
        "tour": (Standing.NOT_NEEDED, None),
        "reading_talk": (Standing.BELOW_LEVEL, "b1"),
    }
    assert "12 euro" in advice.component("deposit").why[0].says.en
    assert advice.receipt.rulebook_hash == BOOK.hash


def test_a_line_of_another_law_is_explained(library):
    """Why it is open, and the two ways to close it: pay, or get a waiver of the library."""
    explanation = why_on_facts(GROWN_UP, "deposit", on=ON, advisor=library)
    assert [line.rule for line in explanation.why] == ["LCA-PART-2"]
    ways = {tuple((fact.fact, fact.words) for fact in way.facts): way.standing for way in explanation.closed_by}
    assert ways == {(("deposit_status", ("paid",)),): Standing.DONE, (("deposit_waiver", ("granted",)),): Standing.RELEASED}
    assert "LCA-PART-2" in as_proof(explanation, BOOK.catalogue, lang="en")


def test_who_decides_under_another_law(other_law):
    """`who` and `rules show` read the pages of whatever rulebook they get."""
    assert [line.authority for line in who(other_law, "deposit", on=ON)] == ["library"]
    page = as_rule_page(other_law.written("LCA-PART-2"), other_law.catalogue, lang="en", on=ON)
    assert "LCA art. 3 lid 2" in page


def test_a_rulebook_without_a_head_still_advises(tmp_path):
    """`head.yaml` may be left out: then nothing is decided at the head, and the checklist stands."""
    shutil.copytree(HERE / "rules", tmp_path / "rules")
    (tmp_path / "rules" / "head.yaml").unlink()
    advice = Advisor(Rulebook.read(tmp_path / "rules")).advise_on_facts(GROWN_UP, on=ON)
    assert (advice.regime.value, advice.duty.standing, advice.route.standing) == (None, "cannot_tell", "not_decided")
    assert advice.component("deposit").standing is Standing.OPEN


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("decided: card\n", "decided: crad\n", 'head.yaml:4: route: "crad" is not in facts/; did you mean "card"?'),
        ("phase: card_phase", "phase: cardphase", 'head.yaml:3: duty: "cardphase" is not in facts/; did you mean "card_phase"?'),
        ("by: library", "by: the_library", 'head.yaml:4: route: "the_library" is not in authorities.yaml'),
        ("act: {decided", "act: {decidid", "head.yaml:2"),
    ],
)
def test_a_mistake_in_the_head_is_told_with_its_line(tmp_path, old, new, mistake):
    """A misspelt fact, phase, authority or key refuses the rulebook."""
    shutil.copytree(HERE / "rules", tmp_path / "rules")
    page = tmp_path / "rules" / "head.yaml"
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(RulebookRefused) as refused:
        Rulebook.read(tmp_path / "rules")
    assert mistake in str(refused.value)
