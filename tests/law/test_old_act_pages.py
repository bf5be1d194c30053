"""What the pages of the 2013 Act never say, on any day."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.advisor import Advisor
from route_advisor.personal_file import PersonalFile
from route_advisor.reasoning import reference
from route_advisor.reasoning.components import settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.testing import facts as some_facts
from route_advisor.testing import legal_edges
from route_advisor.vocabulary import Outcome, Standing

BOOK = Rulebook.shipped()
OLD = [rule for rule in BOOK.rules if rule.page.startswith("wet-inburgering-2013/")]
DAYS = st.sampled_from([day for day in legal_edges() if day >= date(2013, 1, 1)])
MONEY = ("boete", "fine ", "terugbet", "repay", "schuld", "debt")


@given(some_facts(), DAYS)
@settings(max_examples=200, deadline=None)
def test_the_parts_of_the_two_acts_never_mix(known, on):
    """Never both MAP and ONA; under the old act ONA only for a duty from 2015, PVT only from October 2017, and never hours or routes."""
    verdicts, found = reference.verdicts(BOOK.in_force(on), known, BOOK.catalogue.otherwise)
    standings = {one.component: one.standing for one in settled(BOOK.catalogue.components, verdicts)}
    yours = {name for name, standing in standings.items() if standing not in (Standing.NOT_NEEDED, Standing.CANNOT_TELL)}
    assert not {"map", "ona"} <= yours
    began = found.word("duty_began")
    if found.word("regime") == "wi2013":
        assert not yours & {"map", "course_hours", "participation_hours", "knm_lessons", "z_final_talk", "taalschakeltraject"}
        assert "ona" not in yours or began in ("from_2015_to_september_2017", "from_october_2017_to_2021", "from_2022")
        assert "pvt" not in yours or began in ("from_october_2017_to_2021", "from_2022")
        assert not [
            v
            for v in verdicts
            if v.outcome is Outcome.APPLIES and v.rule.page.startswith("wet-inburgering-2021/") and v.rule.stage == "components"
        ]
    elif "ona" in yours:
        raise AssertionError


def test_only_family_and_other_migrants_read_about_fines_and_paying_back():
    """Every rule that speaks of a fine or of paying back has the group in its conditions; the loan itself is for both (BI2013 art. 4.1a)."""
    for rule in OLD:
        texts = [rule.says, rule.open_norm, *(getattr(rule.then, key, None) for key in ("where", "before", "takes"))]
        said = " ".join(sentence for text in texts if text is not None for sentence in text.sentences().values()).casefold()
        if any(word in said for word in MONEY):
            assert any(one.fact == "group" and one.words == ("family_or_other_migrant",) for one in rule.when), rule.id


def test_every_example_of_the_old_pages_gives_its_expectation():
    """The examples on the pages are tests."""
    from route_advisor.facts import Fact, Facts, ToldBy
    from route_advisor.vocabulary import Teller

    for rule in BOOK.rules:
        for example in rule.examples:
            given_facts = Facts.of(Fact(name, word, (ToldBy(Teller.DUO, "letter_duo"),)) for name, word in example.given.items())
            assert rule.verdict(given_facts).outcome is example.expect, (rule.id, example.name)


def test_the_old_act_has_no_route_and_its_own_term():
    """An advice under the 2013 Act names no route, asks for no plan, and tells the term for the exams."""
    duty = {"obliged": True, "starts": date(2018, 6, 4), "notified": date(2018, 7, 2), "law": "wi2013"}
    file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "test", "duo": {"duty": duty}})
    advice = Advisor(use_engine=False).advise(file, on=date(2020, 1, 1))
    assert advice.regime.value == "wi2013"
    assert advice.route.decided_by == "duo"
    assert (advice.term.starts, advice.term.last_day) == (date(2018, 6, 4), date(2021, 6, 3))


def test_a_day_before_2013_is_not_covered():
    """Before 1 January 2013 the guide refers to DUO for every component."""
    file = PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "test"})
    advice = Advisor(use_engine=False).advise(file, on=date(2012, 12, 31))
    assert {item.basis for item in advice.components} == {"not_covered"}
    assert advice.term == "not_covered"
