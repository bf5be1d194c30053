"""How far somebody is stands in the advice as numbers, and in each writer in words."""

from datetime import date

import pytest

from route_advisor import Rulebook, load, write
from route_advisor.vocabulary import Standing
from route_advisor.writers.wording import Wording

ON = date(2026, 11, 23)
Z = [{"dated": date(2024, 2, 6), "route": "z"}]


@pytest.fixture
def on_the_z_route(b1_file):
    """Somebody on the Z-route with these records of the municipality."""
    return lambda group="asylum_status_holder", **records: b1_file(duo={"group": {"value": group}}, municipality={"plans": Z, **records})


def test_an_open_part_says_how_much_is_done_and_left(twin, on_the_z_route):
    """Typed, with unit, source and the article of what is needed."""
    (found,) = twin.advise(on_the_z_route(hours=[{"dutch_and_knm": 700}]), on=ON).component("course_hours").progress
    assert (found.name, found.unit, found.done, found.needed, found.left) == ("course_hours", "hours", 700, 800, 100)
    assert found.told_by[0].teller == "municipality"
    assert found.law[0].cite == "BI2021 art. 3.14 lid 2 onder a"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("nl", "Lesuren: 700 van 800, nog 100 (nog 80 als ook 20 uur van de intake tellen; de gemeente)"), ("en", "Lesson hours: 700 of 800, 100 left (80 left if 20 hours of the intake count too; the municipality)")],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_each_writer_says_it(twin, on_the_z_route, lang, said, form):
    """In the line of the part, in its language."""
    advice = twin.advise(on_the_z_route(hours=[{"dutch_and_knm": 700, "intake_dutch_and_knm": 20}]), on=ON)
    assert said.casefold() in " ".join(write(advice, form, lang=lang, reader="lawyer").split()).casefold()


def test_a_part_that_is_done_leaves_nothing(twin, on_the_z_route, changed):
    """The municipality registered all hours, and a school states fewer: the part is done, so no line says that 200 hours are left."""
    file = changed(
        on_the_z_route(hours=[{"dutch_and_knm": 800}]), {"school": {"courses": [{"kind": "dutch", "hours": 600, "quality_mark": True}]}}
    )
    advice = twin.advise(file, on=ON)
    assert advice.component("course_hours").standing is Standing.DONE
    assert [(one.done, one.needed, one.left) for one in advice.component("course_hours").progress] == [(800, 800, 0), (600, None, None)]


def test_hours_of_a_part_that_is_not_yours_are_not_counted_against_you(twin, on_the_z_route):
    """BI2021 art. 3.14 lid 3: the Decree asks a family migrant no participation hours, so none are left."""
    advice = twin.advise(on_the_z_route(group="family_or_other_migrant", hours=[{"participation": 10}]), on=ON)
    assert advice.component("participation_hours").progress == ()


def test_parts_and_exams_are_counted_together(advice_of_example):
    """Amina: three of four language exams, and four of seven parts."""
    found = {one.name: (one.done, one.needed, one.left) for one in advice_of_example("amina-b1").progress}
    assert found["language_exams"] == (3, 4, 1)
    assert found["parts"] == (4, 7, 3)


def test_while_a_part_cannot_be_told_nobody_knows_how_many_are_needed(twin, b1_file):
    """An exam that is passed counts; the whole is not known without the route."""
    passed = [{"part": "reading", "level": "b1", "taken": date(2025, 1, 1), "outcome": "passed"}]
    advice = twin.advise(b1_file(duo={"exams": passed}, municipality={"plans": []}), on=ON)
    assert Standing.CANNOT_TELL in {item.standing for item in advice.components}
    assert all(one.needed is None for one in advice.progress)


def test_a_term_says_its_days(advice_of_example):
    """13 March 2024 up to and including 12 March 2027 is 1095 days, of which 109 are left after 23 November 2026."""
    term = advice_of_example("amina-b1").term
    assert (term.days_used, term.days_left) == (986, 109)


@pytest.mark.parametrize(("on", "left"), [("2027-03-11", 1), ("2027-03-12", 0), ("2027-03-13", 0)])
def test_the_last_day_of_a_term_has_no_day_after_it(advice_of_example, on, left):
    """The last day itself still counts, and is used."""
    assert advice_of_example("amina-b1", date.fromisoformat(on)).term.days_left == left


def test_a_date_of_law_says_its_days(twin, b1_file):
    """The ten weeks for the plan are a term too (BI2021 art. 5.3)."""
    duty = {"obliged": True, "starts": date(2026, 10, 1), "notified": date(2026, 10, 12), "law": "wi2021"}
    file = b1_file(
        duo={"duty": duty, "group": {"value": "family_or_other_migrant"}},
        municipality={"plans": []},
        residence={"registrations": [{"municipality": "0363", "since": date(2026, 10, 1), "reception_centre": False}]},
    )
    (found,) = [step for step in twin.advise(file, on=ON).know if step.day == date(2026, 12, 21)]
    assert found.days_left == 28


@pytest.fixture
def advice_of_example(twin):
    """The advice for an example file, by its name."""
    return lambda name, on=ON: twin.advise(load(f"examples/{name}.yaml"), on=on)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_points_have_the_mark_of_the_language(advice_of_example, lang):
    """The learnability test is written in hundredths, and read with a comma or a point."""
    advice = advice_of_example("amina-b1")
    said = [Wording(Rulebook.shipped().catalogue, lang).progress(one) for one in advice.progress]
    assert any({"nl": "62,50, nodig 50,00", "en": "62.50, 50.00 needed"}[lang] in one for one in said)


def test_what_is_complete_is_left_to_the_json(advice_of_example):
    """People read what is still left; a count that asks nothing of them stays in the typed fields."""
    advice = advice_of_example("amina-b1")
    text = " ".join(write(advice, lang="en", reader="lawyer").split())
    assert "200 left" in text
    assert "62.50" not in text
