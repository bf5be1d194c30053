"""Which facts are asked, what each answer settles, and in which order: out of a few rules that wait for them."""

from datetime import date

import pytest

from route_advisor.advice.questions import question_about, questions, unlocks
from route_advisor.dates import Validity
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.rule import Concludes, Condition, Dates, Refers, Requires, Rule, Suggests, Verdict
from route_advisor.text import Text
from route_advisor.vocabulary import Clock, Grade, Outcome, Stage, Standing, Teller

ON = date(2026, 11, 23)
ACT = Act("WI2021", "Wet inburgering 2021", "BWBR0044770", Validity(date(2022, 1, 1)), date(2026, 1, 1))
SAYS = Text(nl="Een zin.", en="A sentence.")
RESULTS = (
    Settled("writing", Standing.OPEN),
    Settled("pvt", Standing.DONE),
    Settled("map", Standing.CANNOT_TELL),
    Settled("knm_exam", Standing.RELEASED),
)
HEADLINES = {"regime": "wi2021", "duty": "obliged"}
"""What is decided, so that nothing in the head waits for an answer."""


def rule(id_, then, *asks, stage=Stage.COMPONENTS, municipality=None):
    """A rule that asks these facts."""
    when = tuple(Condition(name, ("b1",)) for name in asks)
    law = (Citation("WI2021 art. 7", ACT, "7"),)
    return Rule(id_, SAYS, "page.yaml", 1, stage, SAYS, law, Validity(), when, then, "duo", municipality=municipality)


def waits(id_, then, *missing, **more):
    """A rule that cannot tell, as nobody told these facts."""
    return Verdict(rule(id_, then, *missing, **more), Outcome.CANNOT_TELL, (), missing)


def facts(*more, behind=None, **words):
    """What is known: the headlines, and these words."""
    told_by = (ToldBy(Teller.DUO, "letter_duo"),)
    known = [Fact(name, word, told_by) for name, word in {**HEADLINES, **words}.items()]
    return Facts({fact.name: fact for fact in (*known, *more)}, behind=behind or {})


def expected(name, word, document="expected", grade=Grade.EXPECTED):
    """A fact that is only expected."""
    return Fact(name, word, (ToldBy(Teller.ASSUMPTION, document),), grade)


def asked(book, *undecided, known=None, everything=()):
    """The facts that are asked, in their order, each with the rules that its answer settles."""
    found = questions(undecided, iter(RESULTS), known or facts(), book.catalogue, book.numbers, ON, everything)
    return [(one.fact, *one.settles) for one in found]


WRITING = Requires(("writing",))

WEIGHTS = {
    "the earlier page of two facts that settle as much": (
        [waits("A", WRITING, "writing_result"), waits("B", WRITING, "pvt_status")],
        "pvt_status writing_result",
    ),
    "what settles two rules before what settles one": (
        [waits("A", WRITING, "pvt_status"), waits("B", WRITING, "writing_result"), waits("C", WRITING, "writing_result")],
        "writing_result pvt_status",
    ),
    "what is missing alone before what is missing with another": (
        [waits("A", WRITING, "pvt_status", "age"), waits("B", WRITING, "writing_result")],
        "writing_result age pvt_status",
    ),
    "what is missing alone for one rule as much as what is missing with another for two": (
        [waits("A", WRITING, "writing_result"), waits("B", WRITING, "pvt_status", "move"), waits("C", WRITING, "pvt_status", "age")],
        "pvt_status writing_result age move",
    ),
    "an early stage counts twice": (
        [
            waits("A", WRITING, "pvt_status"),
            waits("B", Requires(("map",)), "writing_result", stage=Stage.DUTY),
        ],
        "writing_result pvt_status",
    ),
    "the act is such a stage too": (
        [waits("A", WRITING, "pvt_status"), waits("B", WRITING, "writing_result", stage=Stage.ACT)],
        "writing_result pvt_status",
    ),
    "a step counts a twentieth": (
        [*(waits(f"S{one}", Suggests("step", "duo"), "age") for one in range(19)), waits("A", WRITING, "writing_result")],
        "writing_result age",
    ),
    "and twenty of them as much": (
        [*(waits(f"S{one}", Refers("duo"), "age") for one in range(20)), waits("A", WRITING, "writing_result")],
        "age writing_result",
    ),
    "what only a municipality asks comes last": (
        [waits("O", WRITING, "age", municipality="0363"), waits("S", Dates(Clock.PLAN_DUE), "writing_result")],
        "writing_result age",
    ),
}


@pytest.mark.parametrize("case", WEIGHTS)
def test_what_settles_most_is_asked_first(book, case):
    """Each rule shares what it weighs among the facts that it misses."""
    undecided, order = WEIGHTS[case]
    assert [one[0] for one in asked(book, *undecided)] == order.split()


RELEVANT = {
    "a rule on a part that waits": (waits("A", WRITING, "age"), ["age"]),
    "a rule on a part that is closed": (waits("A", Requires(("pvt", "knm_exam")), "age"), []),
    "a rule on two parts of which one waits": (waits("A", Requires(("pvt", "map")), "age"), ["age"]),
    "a step that needs an open part": (waits("A", Suggests("step", "duo", needs_open=("pvt",)), "age"), []),
    "a step about nothing": (waits("A", Suggests("step", "duo"), "age"), ["age"]),
    "a conclusion that nobody waits for": (waits("A", Concludes("phase", "late"), "age"), []),
    "a fact without a question": (waits("A", WRITING, "scope_since"), []),
    "an invented fact": (waits("A", WRITING, "an invented fact"), []),
    "a fact that is asked only with a reason": (waits("A", WRITING, "long_illness"), []),
}


@pytest.mark.parametrize("case", RELEVANT)
def test_only_what_could_still_change_the_advice_is_asked(book, case):
    """Nobody is asked about what is closed, or for a conclusion that nothing rests on."""
    verdict, facts_asked = RELEVANT[case]
    assert asked(book, verdict) == [(name, "A") for name in facts_asked]


def test_what_a_conclusion_waits_for_is_asked_where_somebody_waits_for_it(book):
    """Through as many conclusions as there are; each answer names all the rules that it settles, by name."""
    waiting = waits("C", WRITING, "phase")
    first, second = waits("B", Concludes("phase", "late"), "article_3"), waits("A", Concludes("article_3", "met"), "age")
    other = waits("D", Concludes("papers", "of_2021"), "notice")
    behind = {"phase": ("article_3",), "article_3": ("age",)}
    assert asked(book, waiting, first, second, other, known=facts(behind=behind)) == [("age", "A", "B", "C")]


def test_a_step_asks_nothing_that_only_rules_conclude(book):
    """It waits until it is concluded; a rule about a part asks what is behind it."""
    behind = {"phase": ("age",)}
    step, part = waits("A", Suggests("step", "duo"), "phase", "notice"), waits("B", WRITING, "phase", "notice")
    assert asked(book, step, known=facts(behind=behind)) == []
    assert asked(book, part, known=facts(behind=behind)) == [("age", "B"), ("notice", "B")]


@pytest.mark.parametrize(("known", "asks"), [({}, []), ({"duty": None}, [("age", "A")]), ({"regime": None}, [("age", "A")])])
def test_what_is_told_until_a_headline_is_decided_is_asked(book, known, asks):
    """Article 3 tells what to expect of the act and the duty; once both are decided nobody asks its facts."""
    told = {name: word for name, word in {**HEADLINES, **known}.items() if word is not None}
    some = Facts.of(fact for fact in facts().known.values() if fact.name in told)
    assert asked(book, waits("A", Concludes("article_3", "met"), "age"), known=some) == asks


def test_what_is_only_expected_is_asked_first_and_what_is_rarely_otherwise_last(book):
    """The answer confirms all that rests on it: every rule that asks it. What whoever asks supposes, and what is known, is not asked."""
    everything = [
        Verdict(rule("X", WRITING, "law_in_letter", "age"), Outcome.APPLIES),
        Verdict(rule("Y", WRITING, "treaty_exception"), Outcome.DOES_NOT_APPLY),
        Verdict(rule("Z", WRITING, "route", "law_in_letter"), Outcome.CANNOT_TELL, (), ("route",)),
    ]
    some = [
        expected("treaty_exception", "not_held"),
        expected("law_in_letter", "wi2021"),
        expected("residence_title", "eu_law", document="supposed"),
        expected("regime_expected", "wi2021"),  # a conclusion: nobody can be asked for it
        Fact("nationality", "other", (ToldBy(Teller.BRP, "brp"),)),
    ]
    found = asked(book, waits("A", WRITING, "age"), known=facts(*some), everything=everything)
    assert found == [("law_in_letter", "X", "Z"), ("age", "A"), ("treaty_exception", "Y")]


UNLOCKS = {
    "a part": ([rule("A", WRITING)], ("writing",)),
    "parts that wait, in their order": ([rule("A", Requires(("map", "pvt", "writing")))], ("writing", "map")),
    "the headlines that a conclusion decides": ([rule("A", Concludes("article_3", "met"))], ("act", "duty")),
    "a conclusion of no headline": ([rule("A", Concludes("phase", "late"))], ()),
    "a day of the term": ([rule("A", Dates(Clock.TERM_STARTS))], ("term",)),
    "another day": ([rule("A", Dates(Clock.PLAN_DUE))], ()),
    "a step": ([rule("A", Suggests("step", "duo", components=("writing",)))], ()),
    "all of several": (
        [rule("A", Dates(Clock.TERM_LAST_DAY)), rule("B", Concludes("duty", "obliged")), rule("C", WRITING)],
        ("duty", "term", "writing"),
    ),
}


@pytest.mark.parametrize("case", UNLOCKS)
def test_an_answer_names_what_it_can_settle(book, case):
    """The act, the duty and the term, and then the parts that wait for it."""
    rules, found = UNLOCKS[case]
    assert unlocks(rules, ("writing", "map"), book.catalogue) == found


def test_a_question_names_only_the_parts_that_are_not_closed(book):
    """Of the results; one that cannot be told waits too."""
    (found,) = questions([waits("A", Requires(("writing", "pvt", "map")), "age")], RESULTS, facts(), book.catalogue, book.numbers, ON)
    assert found.unlocks == ("writing", "map")


def test_a_question_says_what_the_catalogue_says_of_its_fact(book):
    """Where the answer is written, whom to ask and why, with the number of law of that day in the question."""
    entry = book.catalogue.facts["dutch_lessons"]
    found = question_about("dutch_lessons", ("A", "B"), book.catalogue, book.numbers, ON, ("writing",))
    assert (found.fact, found.settles, found.unlocks) == ("dutch_lessons", ("A", "B"), ("writing",))
    assert (found.why_we_ask, found.found_in, found.ask_whom) == (entry.why_we_ask, entry.found_in, entry.ask_whom)
    assert found.asks.en == entry.asks.en.replace("{lessons_before_a2}", "600")
    assert question_about("age", (), book.catalogue, book.numbers, ON).unlocks == ()
