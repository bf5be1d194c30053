"""What was told and stands behind no line says why, and what is asked instead."""

from datetime import date

import pytest

from route_advisor import write

ON = date(2026, 11, 23)
WORKS = {"fact": "paid_work", "word": "works", "said": date(2026, 11, 2)}


@pytest.fixture
def left_out(twin, b1_file):
    """What is not used of a file: its place, and the reason."""

    def look(**groups):
        return {one.where: str(one.reason) for one in twin.advise(b1_file(**groups), on=ON).not_used}

    return look


def test_what_a_line_rests_on_is_not_listed(left_out):
    """Work matters on the B1 route, which has the MAP."""
    assert left_out(statements=[WORKS]) == {}


def test_what_only_a_line_to_know_rests_on_is_not_listed(twin, b1_file):
    """A line without a tick box is a line: what it rests on is used."""
    benefit = [{"fact": "social_assistance", "word": "receives"}]
    advice = twin.advise(b1_file(duo={"group": {"value": "family_or_other_migrant"}}, statements=benefit), on=ON)
    assert [line.id for line in advice.know if "social_assistance" in [fact.name for fact in line.facts]]
    assert advice.not_used == ()


def test_what_a_line_to_know_rests_on_is_not_listed_either(left_out):
    """Eight school years are told at the IND, without anything to do: such a line uses what was told as much as a step does."""
    said = [{"fact": "later_plan", "word": "stronger_permit"}, {"fact": "school_years_here", "word": "eight_or_more"}]
    duty = {"obliged": False, "law": "wi2021"}
    assert not [where for where in left_out(statements=said, duo={"duty": duty}) if where.startswith("statements")]


@pytest.mark.parametrize(
    ("groups", "where", "reason"),
    [
        ({"statements": [{**WORKS, "said": date(2027, 1, 1)}]}, "statements[0].word", "later"),
        ({"statements": [{**WORKS, "said": date(2025, 1, 1)}, WORKS]}, "statements[0].word", "superseded"),
        ({"statements": [WORKS], "municipality": {"plans": [{"dated": date(2023, 5, 10), "route": "onderwijs"}]}}, "statements[0].word", "other_route"),
        ({"statements": [{"fact": "ona_ground", "word": "none"}]}, "statements[0].word", "other_act"),
        ({"statements": [WORKS], "duo": {"duty": {"obliged": False, "law": "wi2021", "reason_none": "fulfilled"}}}, "statements[0].word", "no_duty"),
        ({"duo": {"free_attempts": [{"part": "knm", "left": 1}], "exams": [{"part": "knm", "taken": date(2025, 1, 1), "outcome": "passed"}]}}, "duo.free_attempts[0].left", "closed_part"),
        ({"school": {"courses": [{"kind": "dutch", "hours": 100, "quality_mark": True, "attendance_percent": 93}]}}, "school.courses[0].attendance_percent", "not_asked"),
        ({"duo": {"group": {"value": "family_or_other_migrant"}}, "municipality": {"plans": [{"dated": date(2023, 5, 10), "route": "z"}], "hours": [{"participation": 10, "dutch_and_knm": 5}]}}, "municipality.hours[0].participation", "closed_part"),
        ({"municipality": {"intake": {"calls": [date(2023, 3, 1)], "completed": date(2023, 4, 1)}}}, "municipality.intake.calls", "other_situation"),
    ],
)  # fmt: skip
def test_each_reason_is_told(left_out, groups, where, reason):
    """Dated later, in place of newer words, of another route, act or group, after the duty, of a closed part, or asked by nobody."""
    assert left_out(**groups).get(where) == reason


def test_the_nearest_fact_that_is_asked_is_named(twin, b1_file):
    """Attendance in percent settles nothing; whether all lessons were attended does."""
    courses = [{"kind": "dutch", "hours": 100, "quality_mark": True, "attendance_percent": 93}]
    (found,) = twin.advise(b1_file(school={"courses": courses}), on=ON).not_used
    assert (found.values, found.nearest, found.told_by.teller) == (("93",), "lesson_attendance", "school")


def test_a_nearest_fact_that_nobody_asks_here_is_not_named(twin, b1_file):
    """Attendance of all lessons matters on the B1 route alone (BI2021 art. 4.4)."""
    courses = [{"kind": "dutch", "hours": 100, "quality_mark": True, "attendance_percent": 93}]
    plans = [{"dated": date(2023, 5, 10), "route": "z"}]
    (found,) = twin.advise(b1_file(school={"courses": courses}, municipality={"plans": plans}), on=ON).not_used
    assert found.nearest is None


def test_what_rules_it_out_is_named(twin, b1_file):
    """Not "another route" alone, but which."""
    plans = [{"dated": date(2023, 5, 10), "route": "onderwijs"}]
    (found,) = twin.advise(b1_file(municipality={"plans": plans}, statements=[WORKS]), on=ON).not_used
    assert [(fact.name, fact.value) for fact in found.because] == [("route", "onderwijs")]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "betaald werk: werkt (uzelf, 2 november 2026): in uw leerroute niet gevraagd (de leerroute: onderwijsroute)"),
        ("en", "paid work: works (yourself, 2 November 2026): not asked on your route (the route: onderwijsroute)"),
    ],
)
@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_each_writer_tells_it(twin, b1_file, lang, said, form):
    """A short section, in the words of the pages."""
    plans = [{"dated": date(2023, 5, 10), "route": "onderwijs"}]
    advice = twin.advise(b1_file(municipality={"plans": plans}, statements=[WORKS]), on=ON)
    assert said in " ".join(write(advice, form, lang=lang, reader="lawyer").split())


def test_both_words_of_somebody_who_changed_their_mind_are_shown(twin, b1_file):
    """The newest counts; the older stands among what is not used, and is no conflict."""
    statements = [WORKS, {"fact": "paid_work", "word": "does_not_work", "said": date(2025, 11, 2)}]
    advice = twin.advise(b1_file(statements=statements), on=ON)
    assert not advice.conflicts
    assert [(one.where, one.values) for one in advice.not_used] == [("statements[1].word", ("does_not_work",))]
    assert any(step.id == "WI21-MAP-4" for step in advice.steps)


def test_every_word_of_a_file_has_its_label(book):
    """Nobody reads the code of a file: each word that a listed field can hold is a label, a word of a fact, a day or a number."""
    from route_advisor.derive.told import FEEDS, UNASKED
    from route_advisor.personal_file import PersonalFile

    known = {word for fact in book.catalogue.facts.values() for word in fact.values} | {
        name.removeprefix("told_word_") for name in book.catalogue.labels
    }
    schema = PersonalFile.model_json_schema()
    for path in (*FEEDS, *UNASKED):
        part = {"$ref": "#"}
        for key in path.replace("[]", "").split("."):
            part = _inside(part, schema)["properties"][key]
        words = [word for one in (part, *part.get("anyOf", ()), part.get("items", {})) for word in one.get("enum", ())]
        assert [str(word) for word in words if not str(word).isdigit() and word not in known] == [], path
    loose = [path.rpartition(".")[2] for path in UNASKED]
    loose += [path.rpartition(".")[2] for path, names in FEEDS.items() if all(name[0] in "#!" for name in names)]
    assert [name for name in loose if f"told_{name}" not in book.catalogue.labels and name not in ("last_day", "found")] == []


def _inside(part, schema):
    for one in (part, part.get("items", {}), *part.get("anyOf", ()), *(inner.get("items", {}) for inner in part.get("anyOf", ()))):
        if "$ref" in one:
            return schema if one["$ref"] == "#" else schema["$defs"][one["$ref"].rsplit("/", 1)[1]]
    return part
