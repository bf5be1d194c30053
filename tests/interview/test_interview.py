"""An interview asks what settles most, never what was told, and is a value: it pickles, goes back, and travels as JSON."""

import json
import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from route_advisor import Interview, NotAnAnswer, PersonalFile, load
from route_advisor.facts import Facts
from route_advisor.interview import Turn, next_question
from route_advisor.interview.question import UNKNOWN
from route_advisor.personal_file import Statement
from route_advisor.vocabulary import Standing

DAY = date(2026, 11, 23)

PEOPLE = {
    "Tesfay has a letter that says B1, and nothing else": (
        {"papers": ["other_letter"], "route": "b1", "group": "asylum_status_holder", "results": {}},
        10,
    ),
    "Hana has a plan for the Z-route and DUO's letter": (
        {
            "papers": ["letter_duo", "pip"],
            "duo_duty": "obliged",
            "law_in_letter": "wi2021",
            "plan_day": "2024-02-06",
            "route": "z",
            "group": "asylum_status_holder",
        },
        14,
    ),
    "Ali lives in a reception centre and has no letter": (
        {
            "papers": ["not_yet"],
            "nationality": "other",
            "residence_title": "asylum_fixed_term",
            "scope_since": "from_2022",
            "age": "adult",
            "housing": "reception_centre",
        },
        7,
    ),
    "Ngozi falls under the old act and has a loan": (
        {
            "papers": ["letter_duo"],
            "duo_duty": "obliged",
            "law_in_letter": "wi2013",
            "duty_began": "from_2015_to_september_2017",
            "group": "family_or_other_migrant",
            "term_day": "2027-03-01",
            "results": {"reading_result": "passed_a2"},
        },
        10,
    ),
    "Marta comes from Poland": ({"papers": ["not_yet"], "nationality": "eu_eea_swiss"}, 2),
    "Emmanuel works for a church": (
        {
            "papers": ["not_yet"],
            "nationality": "other",
            "residence_title": "regular_fixed_term",
            "residence_purpose": "minister_of_religion",
            "scope_since": "from_2022",
            "age": "adult",
        },
        7,
    ),
    "Youssef is 17 and at school": (
        {
            "papers": ["not_yet"],
            "nationality": "other",
            "residence_title": "regular_fixed_term",
            "residence_purpose": "family",
            "scope_since": "from_2022",
            "age": "sixteen_or_seventeen",
            "school": "school_duty",
        },
        7,
    ),
    "Samir is stateless": (
        {
            "papers": ["not_yet"],
            "nationality": "stateless",
            "residence_title": "asylum_fixed_term",
            "scope_since": "from_2022",
            "age": "adult",
        },
        7,
    ),
}
"""What each of them knows, and the most questions they get before their list is good enough."""


def answered(interview, knows, most=60):
    """The interview once it is enough, with what somebody knows; they do not know the rest."""
    while not interview.enough and len(interview.answered) < most:
        interview = interview.answer(knows.get(interview.next_question().id, UNKNOWN))
    return interview


@pytest.fixture(scope="module", params=PEOPLE)
def person(request, quick):
    """Somebody, after the questions that matter, and how many they may have been."""
    knows, most = PEOPLE[request.param]
    return answered(Interview(on=DAY, advisor=quick), knows), most


def test_nobody_gets_more_questions_than_needed(person):
    """First contact is short, and every question that can change a part, the term or a day was asked."""
    interview, most = person
    assert len(interview.answered) <= most, [one.question for one in interview.answered]
    assert interview.enough


def test_after_six_answers_the_act_and_the_duty_are_told_or_expected(person, quick):
    """The advice is useful by then: nobody needs to know the act by name."""
    interview, _ = person
    early = Interview(on=DAY, advisor=quick, answered=interview.answered[:6])
    assert early.advice.regime.value is not None
    assert early.advice.duty.standing != "unknown"


def test_nothing_is_asked_twice(person):
    """Each question came once."""
    asked = [one.question for one in person[0].answered]
    assert len(set(asked)) == len(asked)


def test_back_undoes_exactly_one_answer(person):
    """Going back gives the same question, the same file, and in the end the start."""
    interview = person[0]
    before = interview.back()
    assert before.answered == interview.answered[:-1]
    assert before.next_question().id == interview.answered[-1].question
    assert before.answer(interview.answered[-1].answer) == interview
    for _ in range(len(interview.answered) + 1):
        interview = interview.back()
    assert interview.file == interview.start


def test_the_order_of_answers_makes_no_difference(person, quick):
    """The file and the advice are those of the answers, however they came."""
    interview = person[0]
    turned = Interview(on=DAY, advisor=quick, answered=reversed(interview.answered))
    assert turned.file == interview.file
    assert turned.advice == interview.advice


def test_an_interview_travels_as_json_and_as_pickle(person, quick):
    """No state is kept anywhere else: what a turn says is enough to go on."""
    interview = person[0]
    document = json.loads(interview.turn.model_dump_json(by_alias=True))
    again = Interview(interview.start, on=DAY, advisor=quick, answered=document["answered"])
    assert again == interview
    assert json.loads(again.turn.model_dump_json(by_alias=True)) == document
    assert Turn.model_validate_json(interview.turn.model_dump_json(by_alias=True)).file == interview.file
    assert pickle.loads(pickle.dumps(interview)) == interview  # noqa: S301 - our own


# --- what is asked ------------------------------------------------------------------------------------------


def test_the_first_question_asks_what_somebody_has(quick):
    """From nothing: a letter, a plan, or nothing yet."""
    question = Interview(on=DAY, advisor=quick).next_question()
    assert question.id == "papers"
    assert {one.word for one in question.answers} == {"letter_duo", "mijn_inburgering", "pip", "other_letter", "not_yet", "unknown"}


def test_what_was_told_is_not_asked(quick):
    """Amina's file knows her letter, route, term and exams; what is left only adds a line."""
    interview = Interview(load("examples/amina-b1.yaml"), on=DAY, advisor=quick)
    assert interview.enough
    told = set(interview.start.model_dump()["duo"])
    asked = set()
    while (question := interview.next_question()) is not None:
        asked.add(question.id)
        interview = interview.answer(UNKNOWN)
    assert told
    assert not asked & {"papers", "route", "results", "term_day", "plan_day", "group", "notice", "nationality", "age"}


def test_skills_are_asked_together_and_with_a_level_each(quick):
    """One question for all exams; what the old act alone has is not among them."""
    file = PersonalFile(case_ref="x", statements=(Statement(fact="route", word="b1"),))
    interview = answered_up_to(Interview(file, on=DAY, advisor=quick), "results")
    question = interview.next_question()
    assert [one.word for one in question.answers if one.levels] == [
        "reading_result",
        "listening_result",
        "writing_result",
        "speaking_result",
        "knm_result",
    ]
    after = interview.answer({"reading_result": "passed_b1", "writing_result": UNKNOWN})
    facts = {one.fact: one.word for one in after.file.statements}
    assert facts["reading_result"] == "passed_b1"
    assert facts["speaking_result"] == "not_passed"
    assert "writing_result" not in facts
    assert after.advice.component("reading").standing is Standing.REPORTED
    (writing,) = [one for one in after.find_out if one.id == "results"]
    assert writing.facts == ("writing_result",)


def answered_up_to(interview, question):
    """The interview at a question, with everything before it unknown."""
    while interview.next_question().id != question:
        interview = interview.answer(UNKNOWN)
    return interview


def test_what_is_remembered_is_reported_and_what_is_read_stands_with_its_paper(quick):
    """A route from memory is a statement; read from the PIP it stands in the plan, with its date."""
    by_heart = answered(Interview(on=DAY, advisor=quick), {"papers": ["other_letter"], "route": "b1"})
    assert by_heart.file.municipality is None
    assert by_heart.advice.route.standing == "reported"
    knows = {"papers": ["pip"], "plan_day": "2025-02-10", "route": "b1", "levels": "b1"}
    read = answered(Interview(on=DAY, advisor=quick), knows)
    (plan,) = read.file.municipality.plans
    assert (plan.dated, plan.route, plan.level) == (date(2025, 2, 10), "b1", "b1")
    assert read.advice.route.standing == "decided"


def test_whoever_waits_for_a_plan_gets_the_day_on_which_it_is_due(quick):
    """The dates of DUO's letter and of the registration are asked only of them; "not yet" is an answer that tells."""
    knows = {"papers": ["letter_duo"], "duo_duty": "obliged", "law_in_letter": "wi2021", "group": "family_or_other_migrant"}
    knows |= {"plan": "not_yet", "notice_day": "2026-10-01", "registration_day": "2026-09-01"}
    interview = answered(Interview(on=DAY, advisor=quick), knows)
    asked = [one.question for one in interview.answered]
    assert asked[1] == "duo_duty"
    assert {"plan", "notice_day"} <= set(asked)
    assert interview.reading.facts.word("plan") == "not_yet"
    assert date(2026, 12, 10) in {step.day for step in (*interview.advice.steps, *interview.advice.know)}


@pytest.mark.parametrize("word", ["fulfilled", "exempt", "dispensed"])
def test_whoever_has_no_open_duty_is_asked_no_route(quick, word):
    """DUO's letter says so; no part, no plan and no group is asked."""
    interview = answered(Interview(on=DAY, advisor=quick), {"papers": ["letter_duo"], "duo_duty": word})
    assert [one.question for one in interview.answered] == ["papers", "duo_duty"]


def test_hours_are_asked_as_a_number(quick):
    """From Mijn Inburgering they stand with the municipality, and are counted; from memory they tell whether it is enough."""
    knows = {"route": "z", "group": "asylum_status_holder", "course_hours": 700, "participation_hours": "820"}
    read = answered(Interview(on=DAY, advisor=quick), {"papers": ["mijn_inburgering"], "duo_duty": "obliged", **knows})
    (hours,) = read.file.municipality.hours
    assert (hours.dutch_and_knm, hours.participation) == (700, 820)
    assert [one.left for one in read.advice.component("course_hours").progress] == [100]
    by_heart = answered(Interview(on=DAY, advisor=quick), {"papers": ["other_letter"], **knows})
    facts = {one.fact: one.word for one in by_heart.file.statements}
    assert (facts["course_hours_status"], facts["participation_hours_status"]) == ("short", "reached")


def test_what_somebody_does_not_know_is_told_as_what_to_find_out(quick):
    """With where it is written and whom to ask; the fact stays unknown, and is not asked again."""
    interview = answered(Interview(on=DAY, advisor=quick), {"papers": ["other_letter"], "route": "b1"})
    (group,) = [one for one in interview.find_out if one.id == "group"]
    assert group.ask_whom.word == "duo"
    assert [one.word for one in group.found_in] == ["letter_duo", "mijn_inburgering"]
    assert "group" not in Facts.of([]).known
    assert all(one.fact != "group" for one in interview.file.statements)


def test_each_question_has_all_the_words_that_an_app_needs(quick):
    """Its sentence, its answers and why, in every language that a text must have; and a way to say that one does not know."""
    interview = Interview(on=DAY, advisor=quick).answer(["other_letter"]).answer("b1")
    while (question := interview.next_question()) is not None:
        interview = interview.answer(UNKNOWN)
        assert question.choice(UNKNOWN) is not None
        assert question.why is not None
        texts = [question.asks, question.why, *(one.says for one in question.answers)]
        assert all(text.nl and text.en and "{" not in text.nl + text.en for text in texts)


def test_a_function_gives_the_same_as_json():
    """`next_question(file, answered)` keeps nothing between two turns."""
    first = next_question(None, [], on=DAY)
    assert first["schema"] == "interview/1"
    answers = [*first["answered"], {"question": first["question"]["id"], "answer": ["not_yet"]}]
    second = json.loads(json.dumps(next_question(None, answers, on=DAY)))
    assert second["question"]["id"] == "nationality"
    assert second["file"]["statements"] == [{"fact": "notice", "word": "not_yet", "said": "2026-11-23"}]


# --- what is refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("knows", "question", "given", "says"),
    [
        ({}, "papers", ["pipp"], 'papers: "pipp" is not an answer; did you mean "pip"?'),
        ({}, "papers", ["pip", "not_yet"], 'papers: "not_yet" goes together with no other answer; name it alone, or leave it out'),
        ({}, "papers", 3, 'papers: "3" is not an answer'),
        ({"papers": ["pip"]}, "plan_day", "12 maart", "plan_day: text of 8 characters is not a day; write year-month-day, as 2024-03-12"),
        ({"papers": ["pip"]}, "plan_day", "2027-01-01", "plan_day: 2027-01-01 lies after 2026-11-23"),
        ({"papers": ["pip"]}, "plan_day", "0026-01-01", "plan_day: 0026-01-01 is not a day from 1900 up to 2100"),
        (
            {"papers": ["other_letter"], "route": "z"},
            "course_hours",
            "veel",
            "course_hours: text of 4 characters is not a whole number from 0 up to 9999",
        ),
        ({"papers": ["other_letter"], "route": "z"}, "course_hours", -1, 'course_hours: "-1" is not a whole number from 0 up to 9999'),
        ({"papers": ["other_letter"], "route": "b1"}, "results", "passed", "write a word for each item, as"),
        ({"papers": ["other_letter"], "route": "b1"}, "results", {"reading": "b1"}, 'did you mean "reading_result"?'),
        ({"papers": ["other_letter"], "route": "b1"}, "results", {"reading_result": "b1"}, "(allowed: passed_a2, passed_b1, passed_b2"),
    ],
)
def test_an_answer_that_a_question_does_not_have_is_told_in_one_line(quick, knows, question, given, says):
    """Where, what was found, and what is allowed; the interview stays as it was."""
    interview = Interview(on=DAY, advisor=quick)
    while interview.next_question().id != question:
        interview = interview.answer(knows.get(interview.next_question().id, UNKNOWN))
    with pytest.raises(NotAnAnswer) as refused:
        interview.answer(given)
    assert says in str(refused.value)
    assert len(refused.value.mistakes) == 1
    assert interview.next_question().id == question


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ([{"quest": "route"}], "answered[0.question]: Field required; write question and answer"),
        ([{"question": "routee", "answer": "b1"}], 'answered[0].question is "routee", which is no question; did you mean "route"?'),
        ([{"question": "duty", "answer": "obliged"}], 'answered[0].question is "duty", which is no question'),
        (
            [{"question": "route", "answer": "b9"}],
            'route: "b9" is not an answer (allowed: b1, onderwijs, z, not_yet, unknown)',
        ),
        ([{"question": "plan_day", "answer": "gisteren"}], "plan_day: text of 8 characters is not a day"),
        ([{"question": "route", "answer": "b1"}, {"question": "route", "answer": "z"}], "answered[1]: route is answered twice; keep one"),
        ([{"question": "course_hours", "answer": [700]}], "answered[0"),
    ],
)
def test_answers_that_no_question_has_are_refused(quick, answers, says):
    """As JSON they may hold anything: one line says where, what was found and what is allowed."""
    with pytest.raises(NotAnAnswer) as refused:
        Interview(on=DAY, advisor=quick, answered=answers)
    assert says in str(refused.value)
    assert len(refused.value.mistakes) == 1


def test_an_app_may_name_only_the_items_that_hold(quick):
    """What an app appends to the list tells the same as `answer` does: the exams that it leaves out are not passed."""
    interview = answered_up_to(Interview(on=DAY, advisor=quick).answer(["other_letter"]).answer("b1"), "results")
    appended = [*(one.model_dump() for one in interview.answered), {"question": "results", "answer": {"reading_result": "passed_b1"}}]
    assert Interview(on=DAY, advisor=quick, answered=appended) == interview.answer({"reading_result": "passed_b1"})
    (hours,) = Interview(on=DAY, advisor=quick, answered=[{"question": "course_hours", "answer": "700"}]).answered
    assert hours.answer == 700


def test_the_example_in_the_readme_runs(capsys):
    """What an app developer copies works as it stands."""
    readme = (Path(__file__).parents[2] / "examples" / "README.md").read_text(encoding="utf-8")
    (example,) = [block for block in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "Interview(" in block]
    exec(compile(example, "examples/README.md", "exec"), {})  # noqa: S102 - our own example
    assert "B1" in capsys.readouterr().out


@pytest.mark.parametrize(("first", "then"), [("plan_day", "term_day"), ("term_day", "plan_day")])
def test_a_last_day_before_the_day_of_the_plan_is_refused_in_one_line(quick, first, then):
    """Two papers that cannot both be read well: the line names both days, and nothing is changed. On the day itself it is no mistake."""
    days = {"plan_day": "2024-03-12", "term_day": "2024-03-11"}
    answered = [{"question": "papers", "answer": ["pip", "letter_duo"]}, {"question": first, "answer": days[first]}]
    interview = Interview(on=DAY, advisor=quick, answered=answered)
    with pytest.raises(NotAnAnswer, match=r"last day of the term \(2024-03-11\) lies before the day of the PIP \(2024-03-12\)") as refused:
        assert Interview(on=DAY, advisor=quick, answered=[*answered, {"question": then, "answer": days[then]}]).file
    assert len(refused.value.mistakes) == 1
    assert "kijk beide papieren na" in refused.value.mistakes[0].in_("nl")
    assert interview.file
    same = Interview(on=DAY, advisor=quick, answered=[*answered, {"question": then, "answer": days[first]}])
    assert same.file.duo.term.last_day == same.file.municipality.plans[0].dated
