"""One line of the advice out of one rule, field by field; and several of them in the order in which they matter."""

from datetime import date, timedelta
from itertools import permutations

import pytest

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.steps import by_day, next_day, steps, with_a_day
from route_advisor.dates import Validity
from route_advisor.facts import DateFact, Fact, Facts, ToldBy
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.rule import Concludes, Condition, Dates, Refers, Rule, Suggests, Verdict
from route_advisor.text import Text
from route_advisor.vocabulary import Clock, Grade, Level, Outcome, Stage, Standing, StepKind, Teller

ON = date(2026, 11, 23)
LAST_DAY = date(2027, 3, 12)
ACT = Act("WI2021", "Wet inburgering 2021", "BWBR0044770", Validity(date(2022, 1, 1)), date(2026, 1, 1))
PIP = ToldBy(Teller.MUNICIPALITY, "pip", date(2024, 3, 12))
TERM = {"term_last_day": LAST_DAY}
RESULTS = (
    Settled("reading", Standing.DONE, Level.B1),
    Settled("listening", Standing.OPEN, Level.A2),
    Settled("writing", Standing.OPEN, Level.B1),
    Settled("speaking", Standing.BELOW_LEVEL, Level.B1),
    Settled("knm_exam", Standing.CANNOT_TELL),
    Settled("pvt", Standing.RELEASED),
    Settled("map", Standing.NOT_NEEDED),
)
BY_COMPONENT = {result.component: result for result in RESULTS}


def text(says):
    """A sentence in two languages."""
    return Text(nl=f"{says}, zegt men", en=says)


def rule(then, id_="T-1", says="A sentence", **more):
    """A rule with this consequence."""
    return Rule(
        id=id_,
        topic=text("a topic"),
        page="page.yaml",
        line=1,
        stage=Stage.STEPS,
        says=text(says),
        law=(Citation("WI2021 art. 7", ACT, "7"),),
        in_force=Validity(),
        when=(Condition("route", ("b1",)),),
        then=then,
        final_word="court",
        **more,
    )


def lines(book, on=ON, dates=None, resting=()):
    """What writes the lines of somebody with these dates."""
    known = {name: DateFact(name, day, (PIP,)) for name, day in (TERM if dates is None else dates).items()}
    return LineWriter(Facts({}, known), book.numbers, on, frozenset(resting))


def told(book, *rules, on=ON, dates=None, resting=(), results=RESULTS):
    """The steps of these rules, which all apply because of the route."""
    route = Fact("route", "b1", (PIP,), Grade.ESTABLISHED)
    return steps([Verdict(one, Outcome.APPLIES, (route,)) for one in rules], results, lines(book, on, dates, resting))


# --- one line --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resting", [(), ("route",), ("plan",)])
def test_a_step_says_all_that_its_rule_says(book, resting):
    """Whom to ask, where, before what, how long, who decides, and by which fact; it is expected where that fact is."""
    then = Suggests(
        "enrol",
        "duo",
        text("where"),
        text("before"),
        text("takes {weeks_to_enrol} weeks"),
        components=("reading", "listening", "writing"),
        weeks_back="weeks_for_knm",
        kind=StepKind.ASK,
    )
    (step,) = told(book, rule(then, short=text("short"), open_norm=text("weighed")), resting=resting)
    assert (step.id, step.kind, step.topic, step.with_, step.final_word) == ("T-1", StepKind.ASK, "enrol", "duo", "court")
    assert (step.says, step.short, step.open_norm) == (text("A sentence"), text("short"), text("weighed"))
    assert (step.where, step.before, step.takes.en) == (text("where"), text("before"), "takes 6 weeks")
    assert step.about == ("listening", "writing")
    assert step.latest_sensible_day == LAST_DAY - timedelta(weeks=6 + 8 + 1)
    assert (step.day, step.days_left, step.passed, step.still, step.own_policy) == (None, None, False, (), ())
    assert [line.cite for line in step.law] == ["WI2021 art. 7"]
    assert [(line.name, line.value, line.told_by[0].dated) for line in step.facts] == [("route", "b1", PIP.dated)]
    assert step.expected is ("route" in resting)


@pytest.mark.parametrize(
    ("clock", "day", "on", "days_left", "passed"),
    [
        (Clock.MOVE_PLAN_DUE, ON + timedelta(days=5), ON, 5, False),
        (Clock.MOVE_PLAN_DUE, ON, ON, 0, False),
        (Clock.MOVE_PLAN_DUE, ON - timedelta(days=1), ON, None, True),
        (Clock.EXTRA_TIME_FROM, date(2026, 9, 12), ON, None, False),  # a first day: it can be asked up to the last day of the term
        (Clock.EXTRA_TIME_FROM, date(2026, 9, 12), LAST_DAY, None, False),
        (Clock.EXTRA_TIME_FROM, date(2026, 9, 12), LAST_DAY + timedelta(days=1), None, True),
    ],
)
def test_a_date_of_law_says_its_day_and_how_many_are_left(book, clock, day, on, days_left, passed):
    """Whoever has the final word is whom to turn to; the date itself is what the line is about, and it has no weeks before it."""
    (step,) = told(book, rule(Dates(clock, StepKind.DO)), on=on, dates={**TERM, clock: day})
    assert (step.day, step.days_left, step.passed) == (day, days_left, passed)
    assert (step.about, step.with_, step.topic, step.latest_sensible_day) == ((str(clock),), "court", None, None)
    assert (step.where, step.before, step.takes) == (None, None, None)


@pytest.mark.parametrize("clock", ["term_starts", "term_last_day", "computed_last_day", "other_last_day", "plan_due"])
def test_a_date_that_stands_in_the_term_or_that_nobody_told_is_no_step(book, clock):
    """The days of the term have a place of their own; the ten weeks for a plan are not known here."""
    dates = {one: ON for one in Clock if one != Clock.PLAN_DUE}
    assert told(book, rule(Dates(clock, StepKind.DO)), dates=dates) == ()


@pytest.mark.parametrize(("about", "topics"), [("money", ("money",)), (None, ())])
def test_a_referral_names_whom_to_ask_and_about_what(book, about, topics):
    """An authority answers in place of this program."""
    (step,) = told(book, rule(Refers("ind", about, kind=StepKind.ASK)))
    assert (step.with_, step.about, step.topic, step.kind, step.day, step.passed) == ("ind", topics, about, StepKind.ASK, None, False)


@pytest.mark.parametrize("then", [Refers("ind", components=("pvt",)), Concludes("phase", "late")])
def test_what_stands_with_a_part_or_only_concludes_is_no_step(book, then):
    """A referral about a part is told with that part; a conclusion is no line of its own."""
    assert told(book, rule(then)) == ()


@pytest.mark.parametrize(
    ("components", "during", "level", "about"),
    [
        ((), Standing.OPEN, None, ()),
        (("writing", "listening"), Standing.OPEN, None, ("writing", "listening")),
        (("writing", "listening"), Standing.OPEN, Level.B1, ("writing",)),
        (("writing", "listening"), Standing.OPEN, Level.B2, None),
        (("writing", "speaking"), Standing.BELOW_LEVEL, None, ("speaking",)),
        (("reading", "pvt"), Standing.OPEN, None, None),
        (("reading", "pvt"), Standing.DONE, None, ("reading", "pvt")),
        (("reading", "map"), Standing.DONE, None, ("reading",)),
        (("reading", "writing"), Standing.DONE, None, None),
        (("map",), Standing.DONE, None, None),
    ],
)
def test_a_step_is_shown_for_the_parts_that_stand_so(book, components, during, level, about):
    """For a standing any of them will do; what follows when all is done waits for each that is the person's."""
    shown = told(book, rule(Suggests("enrol", "duo", components=components, during=during, level=level)))
    assert [step.about for step in shown] == ([] if about is None else [about])


@pytest.mark.parametrize(("needs_open", "shown"), [((), True), (("reading", "writing"), True), (("reading", "pvt", "map"), False)])
def test_a_line_that_needs_an_open_part_is_not_shown_without_one(book, needs_open, shown):
    """It would be about nothing; nor is it what stands first."""
    one = rule(Dates(Clock.MOVE_PLAN_DUE, StepKind.DO, needs_open=needs_open))
    dates = {Clock.MOVE_PLAN_DUE: ON}
    assert bool(told(book, one, dates=dates)) is shown
    assert (next_day(by_day([one], BY_COMPONENT), lines(book, dates=dates)) is not None) is shown


@pytest.mark.parametrize(("dates", "says"), [({}, []), (TERM, ["By 12 March 2027, in 6 weeks"])])
def test_a_sentence_that_needs_a_date_is_said_only_with_it(book, dates, says):
    """A number of law stands in every sentence; a day of the person only where somebody told it."""
    one = rule(Suggests("enrol", "duo"), says="By {term_last_day}, in {weeks_to_enrol} weeks")
    assert [step.says.en for step in told(book, one, dates=dates)] == says


@pytest.mark.parametrize(
    ("on", "dates", "latest", "passed"),
    [
        (date(2026, 11, 27), TERM, date(2026, 11, 27), False),
        (date(2026, 11, 28), TERM, date(2026, 11, 27), True),
        (LAST_DAY, TERM, date(2026, 11, 27), True),
        (LAST_DAY + timedelta(days=1), TERM, LAST_DAY, True),
        (ON, {}, None, False),
    ],
)
def test_the_latest_sensible_day_is_counted_back_from_the_last_day(book, on, dates, latest, passed):
    """The day itself is in time; after the term its last day is the day that has passed; without a term there is none."""
    (step,) = told(book, rule(Suggests("enrol", "duo", weeks_back="weeks_for_knm")), on=on, dates=dates)
    assert (step.latest_sensible_day, step.passed) == (latest, passed)


# --- what can still be asked -----------------------------------------------------------------------------


@pytest.mark.parametrize("on", [date(2026, 11, 28), LAST_DAY, LAST_DAY + timedelta(days=1)])
@pytest.mark.parametrize("kind", [StepKind.DO, StepKind.KNOW])
def test_a_step_that_has_passed_says_what_can_still_be_asked_of_whom_and_until_when(book, on, kind):
    """Of each line that says so but its own, up to the last day of a term that runs. A municipality's own page says nothing of the law."""
    late = rule(Suggests("enrol", "duo", weeks_back="weeks_for_knm", kind=kind, when_passed=True), "T-LATE")
    asks = rule(Suggests("more time", "duo", when_passed=True), "T-ASK", "Ask for more time")
    refers = rule(Refers("municipality", "level", when_passed=True), "T-LOWER", "Ask for a lower level")
    day = rule(Dates(Clock.EXTRA_TIME_FROM, when_passed=True), "T-DAY", "From {extra_time_from} on")
    own = rule(Suggests("more time", "town", when_passed=True), "T-OWN", municipality="0363")
    no_day = rule(Suggests("more time", "duo", when_passed=True), "T-UNKNOWN", "Before {plan_due}")
    silent = rule(Suggests("more time", "duo"), "T-SILENT")
    dates = {**TERM, Clock.EXTRA_TIME_FROM: date(2026, 9, 12)}
    found = {step.id: step for step in told(book, late, asks, refers, day, own, no_day, silent, on=on, dates=dates)}
    until = LAST_DAY if on <= LAST_DAY else None
    expected = [
        ("T-ASK", "Ask for more time", "duo", until),
        ("T-LOWER", "Ask for a lower level", "municipality", until),
        ("T-DAY", "From 12 September 2026 on", "court", until),
    ]
    still = [(one.rule, one.says.en, one.with_, one.until) for one in found["T-LATE"].still]
    assert still == (expected if kind is StepKind.DO else [])
    assert found["T-ASK"].still == ()


# --- in which order --------------------------------------------------------------------------------------

STEPS = {
    "passed": rule(Dates(Clock.PLAN_DUE, StepKind.DO), "passed"),
    "passed longer ago": rule(Dates(Clock.PLAN_DUE_BEFORE_2023, StepKind.DO), "passed longer ago"),
    "to enrol": rule(Suggests("enrol", "duo", components=("writing",), weeks_back="weeks_for_knm"), "to enrol"),
    "to enrol too": rule(Suggests("enrol", "duo", components=("listening",), weeks_back="weeks_for_knm"), "to enrol too"),
    "for two parts": rule(Suggests("enrol", "duo", components=("writing", "listening"), weeks_back="weeks_for_knm"), "for two parts"),
    "a date": rule(Dates(Clock.ROUTE_CHANGE_UNTIL, StepKind.DO), "a date"),
    "extra time": rule(Dates(Clock.EXTRA_TIME_FROM, StepKind.ASK), "extra time"),
    "school": rule(Suggests("practise", "school", components=("listening",)), "school"),
    "school, writing": rule(Suggests("practise", "school", components=("writing",)), "school, writing"),
    "school, referred": rule(Refers("school", "lessons", kind=StepKind.ASK), "school, referred"),
    "plan": rule(Suggests("plan", "municipality"), "plan"),
    "own page": rule(Suggests("coffee", "town"), "own page", municipality="0363"),
    "other": rule(Refers("ind", "permit", kind=StepKind.ASK), "other"),
    "fact about writing": rule(Suggests("know", "duo", components=("writing",), kind=StepKind.KNOW), "fact about writing"),
    "fact about listening": rule(Suggests("know", "duo", components=("listening",), kind=StepKind.KNOW), "fact about listening"),
    "fact": rule(Suggests("know", "duo", kind=StepKind.KNOW), "fact"),
    "referral to know": rule(Refers("ind", "permit"), "referral to know"),
}
DAYS = {
    **TERM,
    Clock.PLAN_DUE: ON - timedelta(days=1),
    Clock.PLAN_DUE_BEFORE_2023: ON - timedelta(days=2),
    Clock.ROUTE_CHANGE_UNTIL: date(2026, 11, 27),  # the day on which one enrols for KNM at the latest
    Clock.EXTRA_TIME_FROM: date(2026, 9, 12),
}
"""The days of somebody of whom two dates have passed."""

IN_ORDER = (
    *("passed longer ago", "passed"),
    *("for two parts", "to enrol too", "to enrol", "a date"),  # all of one day: what is about most parts first, then as the parts stand
    "extra time",  # up to the last day of the term
    *("plan",),  # no day from here on: it unblocks all parts
    *("school", "school, writing", "school, referred"),  # whoever is asked about most, together
    *("other", "own page"),
    *("fact", "fact about listening", "fact about writing", "referral to know"),
)


def _shown(book, names):
    return [step.id for step in told(book, *(STEPS[name] for name in names), dates=DAYS)]


def test_of_two_lines_the_one_that_matters_more_stands_first(book):
    """What has passed, then by last day, then what unblocks most parts; then what is only to know. Two referrals stand as they were read."""
    for pair in permutations(STEPS, 2):
        alike = set(pair) == {"other", "school, referred"}
        assert _shown(book, pair) == [name for name in (pair if alike else IN_ORDER) if name in pair]


def test_all_lines_stand_in_one_order_however_they_were_read(book):
    """Of steps without a day those with one authority stand together; a municipality's own line comes after those of the law."""
    assert _shown(book, STEPS) == [*IN_ORDER]
    assert _shown(book, reversed(STEPS)) == [*IN_ORDER]


def test_the_next_day_is_that_of_the_first_step_that_has_one(book):
    """A list of many people shows the day that stands first in the whole advice, and whether it has passed."""
    for pair in permutations(STEPS, 2):
        rules = [STEPS[name] for name in pair]
        shown = [step for step in told(book, *rules, dates=DAYS) if step.kind is not StepKind.KNOW]
        dated = [(one.id, LAST_DAY if one.id == "extra time" else one.day or one.latest_sensible_day, one.passed) for one in shown]
        expected = next((one for one in dated if one[1] is not None), None)
        assert next_day(by_day(with_a_day(rules), BY_COMPONENT), lines(book, dates=DAYS)) == expected


def test_only_a_line_to_act_on_with_weeks_or_a_date_outside_the_term_may_have_a_day():
    """What is to know has none, nor has a step without weeks, a referral, or a day of the term itself."""
    days_of_term = [
        rule(Dates(clock, StepKind.DO), clock) for clock in ("term_starts", "term_last_day", "computed_last_day", "other_last_day")
    ]
    to_know = [
        rule(Suggests("enrol", "duo", weeks_back="weeks_for_knm", kind=StepKind.KNOW)),
        rule(Dates(Clock.PLAN_DUE)),
        rule(Concludes("a", "b")),
    ]
    with_day = ["passed", "passed longer ago", "to enrol", "to enrol too", "for two parts", "a date", "extra time"]
    assert [one.id for one in with_a_day([*STEPS.values(), *days_of_term, *to_know])] == with_day
