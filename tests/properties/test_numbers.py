"""Words and numbers come from one computation: no line says "enough" beside a number that falls short."""

from hypothesis import given, settings

from route_advisor.testing import file_days
from route_advisor.vocabulary import Standing, Teller

thorough = settings(max_examples=2 * settings.default.max_examples)

REACHED = {
    "course_hours": ("course_hours_status", "reached"),
    "participation_hours": ("participation_hours_status", "reached"),
    "dutch_lessons": ("dutch_lessons", "enough_to_ask_for_a2"),
    "near_finish_hours": ("lesson_hours", "enough"),
}
"""For each count the fact whose word it decides, and the word for nothing left."""


@thorough
@given(file_days())
def test_a_word_says_what_the_number_says(twin, file_day):
    """Whatever a file holds: a fact is "reached" exactly where nothing is left by the same source."""
    file, on = file_day
    facts, _ = twin.verdicts(file, on=on)
    for count in facts.counts:
        fact, reached = REACHED.get(count.name, ("", ""))
        known = facts.known.get(fact)
        if known is not None and count.told_by[0] in known.told_by and count.told_by[0].teller is not Teller.PERSON:
            assert (known.word == reached) is (count.left == 0), (count, known)


@thorough
@given(file_days())
def test_done_and_left_make_up_what_is_needed(twin, file_day):
    """In each count of each advice; what is left is never less than nothing."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for one in (*advice.progress, *(progress for item in advice.components for progress in item.progress)):
        if one.done is not None and one.needed is not None:
            assert one.left == max(0, one.needed - one.done)
        assert one.told_by
        assert one.left is None or one.left >= 0
    if not isinstance(advice.term, str) and advice.term.starts is not None:
        whole = (advice.term.last_day - advice.term.starts).days + 1
        assert advice.term.days_used + advice.term.days_left == max(whole, 0)
        assert (advice.term.days_left == 0) is (on >= advice.term.last_day)


@given(file_days())
def test_the_number_of_passed_exams_is_that_of_the_checklist_and_of_extra_time(twin, file_day):
    """Two of four is what the list above it shows, and what the fact for extra time says where it is known (BI2021 art. 4.4)."""
    file, on = file_day
    facts, _ = twin.verdicts(file, on=on)
    advice = twin.advise(file, on=on)
    exams = [item for item in advice.components if item.id in ("reading", "listening", "writing", "speaking")]
    done = sum(item.standing is Standing.DONE for item in exams)
    told = [one.done for one in advice.progress if one.name == "language_exams"]
    assert told in ([], [done])
    if told and facts.word("skills_passed") == "fewer" and all(item.standing is not Standing.CANNOT_TELL for item in exams):
        assert done < 2


@given(file_days())
def test_every_count_has_its_words(twin, file_day):
    """No count is printed by its name in the code."""
    file, on = file_day
    labels = twin.rulebook.catalogue.labels
    facts, _ = twin.verdicts(file, on=on)
    for count in facts.counts:
        assert f"count_{count.name}" in labels
        assert all(f"more_{more.source}" in labels for more in count.more)
