"""Prices, lead times and telephone numbers that were checked long ago are marked."""

from datetime import date

from route_advisor import advise, load
from route_advisor.rulebook.book import Rulebook
from route_advisor.writers.markdown import as_markdown
from route_advisor.writers.write import write

FILE = "examples/near-finish.yaml"
LAST_FRESH_DAY = date(2027, 2, 20)
"""180 days after 24 August 2026, the day on which prices and lead times were checked."""


def _flags(on, root):
    advice = advise(load(root / FILE), on=on)
    return {step.id: step.check_current for step in (*advice.steps, *advice.know)}


def test_a_price_is_fresh_for_180_days(pytestconfig):
    """On day 180 nothing is marked; on the day after the price and the lead time are."""
    root = pytestconfig.rootpath
    assert not any(_flags(date(2026, 11, 23), root).values())
    assert not any(_flags(LAST_FRESH_DAY, root).values())
    later = _flags(date(2027, 2, 21), root)
    assert later["WI21-COST-1"]
    assert later["WI21-STEP-11:writing"]


def test_a_number_that_rests_on_law_alone_is_never_marked(pytestconfig):
    """The maximum of the law has a first day, not a day on which somebody checked it."""
    assert not _flags(date(2028, 1, 3), pytestconfig.rootpath)["WI21-CONS-10"]


def test_the_text_says_what_to_check(pytestconfig):
    """The reader of an old price or telephone number is told to check it: prices on the screen too, numbers in the letter."""
    file = load(pytestconfig.rootpath / FILE)
    fresh, old = (advise(file, on=on) for on in (date(2026, 11, 23), date(2027, 2, 21)))
    assert "check what holds now" not in write(fresh, lang="en", reader="lawyer") + as_markdown(fresh, lang="en")
    assert "check what holds now" in " ".join(write(old, lang="en", reader="lawyer").split()).casefold()
    assert "call 050 599 96 00. (check what holds now)" in " ".join(as_markdown(old, lang="en").split())


def test_an_old_telephone_number_is_marked(pytestconfig):
    """Each authority has the day on which its number was checked."""
    file = load(pytestconfig.rootpath / FILE)
    assert advise(file, on=LAST_FRESH_DAY).check_contact == ()
    assert "duo" in advise(file, on=date(2027, 2, 21)).check_contact


def test_every_number_with_a_source_has_a_day():
    """Nothing volatile stands without the day on which it was checked."""
    numbers = Rulebook.shipped().numbers.by_name.values()
    assert all(number.law or number.checked_on is not None for number in numbers)
