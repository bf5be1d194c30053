"""How verdicts combine into one standing: required minus released is yours; yours and fulfilled is done; yours otherwise is open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from route_advisor.dates import Validity
from route_advisor.facts import Fact, ToldBy
from route_advisor.reasoning.components import settled
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.rule import Condition, Eases, Fulfils, Refers, Releases, Requires, Rule, Verdict
from route_advisor.text import Text
from route_advisor.vocabulary import Grade, Level, Outcome, Stage, Standing, Teller

ACT = Act("WI2021", "Wet inburgering 2021", "BWBR0044770", Validity(date(2022, 1, 1)), date(2026, 1, 1))
SAYS = Text(nl="zin", en="sentence")
FIRM, WORD, FALSE, UNKNOWN = "firm", "word", "false", "unknown"
"""A rule that applies by a register, or by a person's word only; that does not apply; that cannot tell."""

REQUIRED = Requires(("writing",), Level.B1)
EASED = Eases(("writing",), Level.A2)
RELEASED = Releases(("writing",))
REFERRED = Refers("duo", components=("writing",))
PASSED_B1 = Fulfils(("writing",), Level.B1)
PASSED_A2 = Fulfils(("writing",), Level.A2)


def _verdict(then, how, number=1):
    rule = Rule(
        id=f"T-{type(then).__name__}-{number}",
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
    fact = Fact("route", "b1", (ToldBy(Teller.DUO, "letter_duo"),), Grade.ESTABLISHED if how == FIRM else Grade.REPORTED)
    outcome = {FALSE: Outcome.DOES_NOT_APPLY, UNKNOWN: Outcome.CANNOT_TELL}.get(how, Outcome.APPLIES)
    applies = outcome is Outcome.APPLIES
    return Verdict(rule, outcome, (fact,) if applies else (), ("route",) if outcome is Outcome.CANNOT_TELL else ())


def _settled(*said):
    (found,) = settled(["writing"], [_verdict(then, how, number) for number, (then, how) in enumerate(said)])
    return found


@pytest.mark.parametrize(
    ("said", "standing", "level"),
    [
        ([], Standing.NOT_NEEDED, None),
        ([(REQUIRED, FALSE)], Standing.NOT_NEEDED, None),
        ([(REQUIRED, UNKNOWN)], Standing.CANNOT_TELL, None),
        ([(REQUIRED, FIRM)], Standing.OPEN, Level.B1),
        ([(REQUIRED, WORD)], Standing.OPEN, Level.B1),
        ([(REQUIRED, FIRM), (RELEASED, FIRM)], Standing.RELEASED, None),
        ([(REQUIRED, FIRM), (RELEASED, WORD)], Standing.OPEN, Level.B1),
        ([(REQUIRED, FIRM), (RELEASED, UNKNOWN)], Standing.OPEN, Level.B1),
        ([(REQUIRED, UNKNOWN), (RELEASED, FIRM)], Standing.NOT_NEEDED, None),
        ([(REQUIRED, UNKNOWN), (RELEASED, WORD)], Standing.CANNOT_TELL, None),
        ([(REQUIRED, FIRM), (PASSED_B1, FIRM)], Standing.DONE, Level.B1),
        ([(REQUIRED, FIRM), (PASSED_B1, WORD)], Standing.REPORTED, Level.B1),
        ([(REQUIRED, FIRM), (PASSED_A2, FIRM)], Standing.BELOW_LEVEL, Level.B1),
        ([(REQUIRED, FIRM), (PASSED_A2, FIRM), (PASSED_B1, WORD)], Standing.REPORTED, Level.B1),
        ([(REQUIRED, FIRM), (PASSED_B1, UNKNOWN)], Standing.OPEN, Level.B1),
        ([(REQUIRED, FIRM), (EASED, FIRM)], Standing.OPEN, Level.A2),
        ([(REQUIRED, FIRM), (EASED, WORD)], Standing.OPEN, Level.B1),
        ([(REQUIRED, FIRM), (EASED, FIRM), (PASSED_A2, FIRM)], Standing.DONE, Level.A2),
        ([(REQUIRED, FIRM), (EASED, UNKNOWN), (PASSED_A2, FIRM)], Standing.BELOW_LEVEL, Level.B1),
        ([(REFERRED, FIRM)], Standing.CANNOT_TELL, None),
        ([(REFERRED, UNKNOWN)], Standing.CANNOT_TELL, None),
        ([(REFERRED, UNKNOWN), (RELEASED, FIRM)], Standing.NOT_NEEDED, None),
        ([(REFERRED, FIRM), (REQUIRED, FIRM)], Standing.OPEN, Level.B1),
        ([(REFERRED, FALSE), (RELEASED, FIRM)], Standing.NOT_NEEDED, None),
        ([(PASSED_B1, FIRM)], Standing.NOT_NEEDED, None),
    ],
)
def test_one_standing_from_many_verdicts(said, standing, level):
    """Only registers release, ease and close; a person's word reports; what may be yours is not "not needed"."""
    found = _settled(*said)
    assert (found.standing, found.level) == (standing, level)


def test_the_unless_of_an_open_component_are_the_releases_that_we_cannot_tell():
    """A dispensation that somebody only tells, or that nobody told us about, stands beside the open part."""
    found = _settled((REQUIRED, FIRM), (RELEASED, UNKNOWN), (EASED, WORD), (RELEASED, FALSE))
    assert [verdict.rule.then for verdict in found.unless] == [RELEASED, EASED]


@pytest.mark.parametrize(
    ("said", "standing", "why", "unless"),
    [
        ([(REQUIRED, FIRM), (RELEASED, WORD), (EASED, FIRM), (REQUIRED, UNKNOWN)], Standing.OPEN, (0, 2), (1,)),
        ([(REQUIRED, FIRM), (PASSED_B1, WORD), (PASSED_A2, FIRM), (EASED, WORD)], Standing.REPORTED, (0, 1), (3,)),
        ([(REQUIRED, FIRM), (PASSED_A2, FIRM), (RELEASED, UNKNOWN)], Standing.BELOW_LEVEL, (0, 1), (2,)),
        ([(REQUIRED, FIRM), (PASSED_B1, FIRM), (PASSED_B1, WORD), (RELEASED, UNKNOWN)], Standing.DONE, (0, 1), ()),
        ([(REQUIRED, FIRM), (RELEASED, FIRM), (RELEASED, WORD), (EASED, WORD)], Standing.RELEASED, (1,), ()),
        ([(REQUIRED, UNKNOWN), (REFERRED, UNKNOWN), (RELEASED, WORD)], Standing.CANNOT_TELL, (0, 1), ()),
        ([(RELEASED, WORD), (RELEASED, UNKNOWN)], Standing.CANNOT_TELL, (0,), ()),
        ([(RELEASED, FIRM), (RELEASED, WORD), (REQUIRED, FALSE)], Standing.NOT_NEEDED, (0, 1), ()),
        ([(REFERRED, FIRM), (REFERRED, UNKNOWN)], Standing.CANNOT_TELL, (0,), ()),
    ],
)
def test_a_standing_names_the_verdicts_that_give_it_and_those_that_may_change_it(said, standing, why, unless):
    """The requirement first, then what lowers its level, then what fulfils it; and beside it every release that nobody has confirmed."""
    found = _settled(*said)
    given = [_verdict(then, how, number) for number, (then, how) in enumerate(said)]
    assert (found.component, found.standing) == ("writing", standing)
    assert (found.why, found.unless) == (tuple(given[place] for place in why), tuple(given[place] for place in unless))


@pytest.mark.parametrize(("levels", "level"), [((Level.A2, Level.B1), Level.B1), ((None, Level.A2), Level.A2), ((None, None), None)])
def test_of_several_requirements_the_highest_level_counts(levels, level):
    """And a pass without a level reaches any."""
    required = [(Requires(("writing",), one), FIRM) for one in levels]
    assert _settled(*required).level is level
    assert _settled(*required, (Fulfils(("writing",)), FIRM)).standing is Standing.DONE
    assert _settled(*required, (Eases(("writing",), Level.A2), FIRM)).level is Level.A2


def test_a_referral_that_applies_is_not_covered_here():
    """An authority answers instead of this rulebook."""
    assert _settled((REFERRED, FIRM)).deferred
    assert not _settled((REFERRED, UNKNOWN)).deferred


verbs = st.sampled_from([REQUIRED, EASED, RELEASED, REFERRED, PASSED_B1, PASSED_A2])
said = st.lists(st.tuples(verbs, st.sampled_from([FIRM, WORD, FALSE, UNKNOWN])), max_size=6)


@given(said, st.randoms(use_true_random=False))
def test_the_order_of_verdicts_changes_no_standing(verdicts, random):
    """Combining is the same whichever rule stands first."""
    found, mixed = _settled(*verdicts), _settled(*random.sample(verdicts, len(verdicts)))
    assert (found.standing, found.level) == (mixed.standing, mixed.level)


@given(said)
def test_only_a_register_gives_done_or_released(verdicts):
    """P-8: without a verdict that rests on registers alone, nothing is done and nothing is released."""
    if _settled(*verdicts).standing in (Standing.DONE, Standing.RELEASED):
        assert any(how == FIRM and then in (RELEASED, PASSED_B1, PASSED_A2) for then, how in verdicts)


@given(said, st.sampled_from([RELEASED, PASSED_A2, PASSED_B1, EASED]))
def test_one_more_release_pass_or_lower_level_never_opens(verdicts, more):
    """P-4, for any rulebook: doing or being granted more takes components off the list and puts none on it."""
    before, after = _settled(*verdicts).standing, _settled(*verdicts, (more, FIRM)).standing
    on_the_list = (Standing.OPEN, Standing.BELOW_LEVEL)
    assert after not in on_the_list or before in on_the_list
