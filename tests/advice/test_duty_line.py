"""The duty at the head of an advice is expected only for a reason that stands by itself."""

from datetime import date

import pytest

from route_advisor.vocabulary import Basis

DAY = date(2026, 11, 28)


@pytest.fixture
def advise(twin, file_of):
    """The advice on a file with these statements alone."""

    def advise(**statements):
        said = [{"fact": fact, "word": word, "said": "2026-11-20"} for fact, word in statements.items()]
        return twin.advise(file_of(statements=said), on=DAY)

    return advise


def test_an_act_that_is_only_expected_lets_expect_no_duty(advise):
    """A first permit of 2022 names the act; whether there is a duty also hangs on age, purpose and nationality."""
    advice = advise(scope_since="from_2022")
    assert (advice.regime.value, advice.regime.basis) == ("wi2021", Basis.EXPECTED)
    assert (advice.duty.standing, advice.duty.basis, advice.duty.why) == ("cannot_tell", Basis.UNKNOWN, ())


def test_an_act_that_a_letter_names_lets_expect_a_duty(advise):
    """DUO writes about an act to whom it concerns."""
    duty = advise(law_in_letter="wi2021").duty
    assert (duty.standing, duty.basis) == ("obliged", Basis.EXPECTED)
    assert [one.rule for one in duty.why] == ["WI21-EXPECT-7"]
