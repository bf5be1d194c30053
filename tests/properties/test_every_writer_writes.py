"""Whatever is known or supposed about a person, every reader gets their answer in every form."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import NotAForm, NotInRulebook, write
from route_advisor.testing import file_days
from route_advisor.vocabulary import Form, Reader

FORMS = [(form, reader) for form in Form if form is not Form.PDF for reader in (None, *Reader)]


@settings(max_examples=25)
@given(file_days(), st.data())
def test_every_form_for_every_reader_can_be_written(twin, file_day, data):
    """Also where a part is done only because somebody supposes so. A form that a reader does not have is refused as such."""
    file, on = file_day
    told = {name: entry for name, entry in twin.rulebook.catalogue.facts.items() if not entry.concluded}
    name = data.draw(st.none() | st.sampled_from(sorted(told)))
    assume = {} if name is None else {name: data.draw(st.sampled_from(sorted(told[name].values)))}
    try:
        advice = twin.advise(file, on=on, assume=assume)
    except NotInRulebook:  # a fact that nobody can suppose
        advice = twin.advise(file, on=on)
    form, reader = data.draw(st.sampled_from(FORMS))
    try:
        written = write(advice, form, reader=reader, lang=data.draw(st.sampled_from(("nl", "nl-easy", "en"))))
    except NotAForm:
        return
    assert written.strip()


def test_a_part_that_is_only_supposed_to_be_done_is_written(twin, file_of):
    """There is no result to tell then, and the letter names the part alone."""
    file = file_of(municipality={"plans": [{"dated": "2024-03-12", "route": "b1", "level": "b1"}]})
    advice = twin.advise(file, on=date(2026, 11, 23), assume={"writing": "passed_b1"})
    for reader in (Reader.PERSON, Reader.TALK, Reader.CASEWORKER):
        assert write(advice, "text", reader=reader)
