"""The same file, day and rulebook give the same bytes: whatever the order, whoever came before, whatever comes later."""

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from route_advisor import Advice, Advisor, PersonalFile
from route_advisor.advice.model import WhyNotUsed
from route_advisor.dates import LAST_DAY
from route_advisor.testing import file_days, hostile_files, life_stories, personal_files
from route_advisor.vocabulary import Basis

thorough = settings(max_examples=2 * settings.default.max_examples)
randoms = st.integers(0, 2**32 - 1).map(Random)  # one draw: a shuffled rulebook would be hundreds
FILE_ORDER = {"receipt": {"input_digest"}}


def _shuffled(value, random: Random):
    """The same value with each list in another order."""
    if isinstance(value, dict):
        return {key: _shuffled(inner, random) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return random.sample([_shuffled(inner, random) for inner in value], len(value))
    return value


def _unordered(value):
    """The same value with each list in one order."""
    if isinstance(value, dict):
        return {key: _unordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted((_unordered(inner) for inner in value), key=lambda one: json.dumps(one, sort_keys=True))
    return value


@thorough
@given(file_days(), randoms)
def test_the_order_of_lists_in_the_file_changes_nothing(twin, file_day, random):
    """Which exam or plan is written first says nothing; only the digest of the input differs.

    What a reader did not understand is told in the order of the message, and what is not used by its place in the file.
    """
    file, on = file_day
    plain = file.model_dump(by_alias=True, exclude_none=True)
    other = PersonalFile.model_validate({**_shuffled(plain, random), "not_understood": plain["not_understood"]})
    mixed, told = twin.advise(other, on=on), twin.advise(file, on=on)
    assert mixed.model_dump(exclude=FILE_ORDER | {"not_used": True}) == told.model_dump(exclude=FILE_ORDER | {"not_used": True})
    assert _without_places(mixed.not_used) == _without_places(told.not_used)


def _without_places(left_out):
    """What is not used, whatever its place in the file."""
    return sorted(repr(one.model_copy(update={"where": ""})) for one in left_out)


@given(file_days(), randoms)
def test_the_order_of_rules_changes_nothing_but_the_order_of_lines(twin, book, file_day, random):
    """Inside a stage, rules do not depend on each other's order."""
    file, on = file_day
    other = Advisor(replace(book, rules=tuple(random.sample(book.rules, len(book.rules)))), use_engine=False)
    mixed, plain = (_unordered(json.loads(one.advise(file, on=on).model_dump_json())) for one in (other, twin))
    assert mixed == plain


@given(file_days(), st.lists(file_days(), max_size=3))
def test_nobody_is_advised_by_the_person_before(advisor, twin, file_day, others):
    """The engine forgets each person: the answer equals that of a reader that never saw another."""
    file, on = file_day
    for other, day in others:
        advisor.advise(other, on=day)
    mine = advisor.advise(file, on=on).model_dump(exclude={"receipt": {"engine", "evaluators"}})
    assert mine == twin.advise(file, on=on).model_dump(exclude={"receipt": {"engine", "evaluators"}})


@given(file_days())
def test_the_same_input_gives_the_same_bytes(twin, file_day):
    """Twice the same question, from a file and from its copy."""
    file, on = file_day
    copy = PersonalFile.model_validate_json(file.model_dump_json(by_alias=True))
    assert twin.advise(copy, on=on).model_dump_json() == twin.advise(file, on=on).model_dump_json()


@given(file_days())
def test_advice_survives_its_own_json(twin, file_day):
    """`advice/1` read back is equal to what was written, and writes the same bytes."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    back = Advice.model_validate_json(advice.model_dump_json())
    assert back == advice
    assert hash(back) == hash(advice)
    assert back.model_dump_json() == advice.model_dump_json()


# --- nothing dated after the day of the advice ---------------------------------------------------------------


def _later(on: date):
    return st.dates(on + timedelta(days=1), min(on + timedelta(days=1500), LAST_DAY))


@st.composite
def _later_records(draw, on: date):
    """One record dated after that day, and the list of the file where it stands."""
    day = draw(_later(on))
    part = draw(st.sampled_from(("reading", "knm")))
    level = {} if part == "knm" else {"level": draw(st.sampled_from(("a2", "b1", "b2")))}
    skill = draw(st.sampled_from(("reading", "writing")))
    return draw(
        st.sampled_from(
            (
                ("duo.exams", {"part": part, **level, "taken": day, "outcome": "passed"}),
                ("duo.nt2_diplomas", {"programme": 1, "dated": day}),
                ("duo.exemptions", {"scope": "partial", "decision": "granted", "decided": day, "part": skill, "level": "b1"}),
                ("duo.exemptions", {"scope": "full", "decision": "granted", "decided": day}),
                (
                    "duo.dispensations",
                    {"scope": "partial", "ground": "medical_decision", "decision": "granted", "decided": day, "part": "knm"},
                ),
                ("duo.dispensations", {"scope": "full", "ground": "medical_decision", "decision": "granted", "decided": day}),
                ("municipality.plans", {"dated": day, "route": draw(st.sampled_from(("b1", "onderwijs", "z"))), "municipality": "0363"}),
                ("municipality.offers", {"offered": day, "expected_end": day}),
                ("municipality.hours", {"known_until": day, "dutch_and_knm": 700, "intake_dutch_and_knm": 300}),
                ("municipality.learnability_tests", {"registered": day, "result": "b1_not_feasible"}),
                ("residence.permits", {"legal_basis": "asylum_fixed_term", "decided": day, "valid_from": draw(st.sampled_from((on, day)))}),
                ("residence.registrations", {"municipality": "0363", "since": day, "reception_centre": False}),
                ("school.courses", {"kind": "dutch", "hours": 700, "quality_mark": True, "since": day}),
                ("statements", {"fact": "paid_work", "word": "works", "said": day}),
            )
        )
    )


def _with(changed, file, path, records):
    return changed(file, {path: lambda old: [*(old or ()), *records]})


@thorough
@given(file_days(), st.data())
def test_nothing_dated_after_the_day_counts(twin, changed, file_day, data):
    """What comes to the file next month does not count today: the same bytes, but for the digest of the input and a line that it is dated later."""
    file, on = file_day
    assume(on < LAST_DAY - timedelta(days=1))
    path, record = data.draw(_later_records(on))
    today, later = _with(changed, file, path, []), _with(changed, file, path, [record])
    then, now = twin.advise(later, on=on), twin.advise(today, on=on)
    assert then.model_dump(exclude=FILE_ORDER | {"not_used": True}) == now.model_dump(exclude=FILE_ORDER | {"not_used": True})
    assert {one.reason for one in then.not_used if one not in now.not_used} <= {WhyNotUsed.LATER}


@given(file_days(life_stories(reaches="term_letter")), st.data())
def test_extra_time_that_duo_gives_later_does_not_count_today(twin, changed, file_day, data):
    """WI2021 art. 12: an extension registered after this day leaves today's term as it was."""
    file, on = file_day
    assume(file.duo is not None and file.duo.term is not None and file.duo.term.changed is not None)
    assume(on < LAST_DAY - timedelta(days=1))
    term = file.duo.term.model_dump(exclude_none=True)
    old = {key: value for key, value in term.items() if key not in ("starts", "history")}
    longer = {**term, "last_day": term["last_day"] + timedelta(days=180), "history": [*term["history"], old]}
    longer["changed"] = data.draw(_later(max(on, term["changed"])))
    extended = changed(file, {"duo.term": longer})
    assert twin.advise(extended, on=on).term == twin.advise(file, on=on).term


@given(file_days(life_stories(reaches="end")))
def test_a_duty_that_ends_later_is_not_over_today(twin, file_day):
    """DUO's record of a later day says nothing about this one: never fulfilled, exempt or dispensed before that was so."""
    file, on = file_day
    assume(file.duo.duty.changed > on)
    assert twin.advise(file, on=on).duty.standing in ("obliged", "cannot_tell")


@given(file_days(hostile_files()), st.data())
def test_a_letter_of_a_later_day_names_no_act_today(twin, changed, file_day, data):
    """DUO's letter of next month, and a duty that begins then, are not known today."""
    file, on = file_day
    assume(on < LAST_DAY - timedelta(days=1))
    day = data.draw(_later(on))
    duty = {"obliged": True, "law": "wi2021"}
    later = changed(file, {"statements": None, "duo": {"duty": {**duty, "notified": day, "starts": day}}})
    advice = twin.advise(later, on=on)
    assert advice.regime.basis in (Basis.UNKNOWN, Basis.EXPECTED)
    assert advice.duty.basis in (Basis.UNKNOWN, Basis.EXPECTED)


@given(file_days(personal_files()))
def test_every_day_told_lies_on_or_before_the_day_of_the_advice(twin, file_day):
    """No line rests on a document of a later day."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    whys = [*advice.regime.why, *advice.duty.why, *(why for item in advice.components for why in (*item.why, *item.unless))]
    for fact in (fact for line in (*whys, *advice.steps, *advice.know) for fact in line.facts):
        for source in fact.told_by:
            assert source.dated is None or source.dated <= on or source.document == "computed", fact
