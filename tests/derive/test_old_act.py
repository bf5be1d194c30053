"""What a file tells about the terms, the exams and the efforts of the 2013 Act."""

from datetime import date, timedelta

import pytest

from route_advisor.derive.file import facts_from
from route_advisor.derive.old_act import old_effort, old_exam_term, old_pvt_term
from route_advisor.derive.seen import Seen
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook

BOOK = Rulebook.shipped()
NOW = date(2026, 11, 23)
DAY = timedelta(days=1)
SKILLS = ("reading", "listening", "writing", "speaking")


def a_file(**groups):
    """A file with an opaque reference and these groups."""
    return PersonalFile.model_validate({"schema": "personal-file/1", "case_ref": "test", **groups})


def obliged_since(day, **duo):
    """A file of somebody obliged under the 2013 Act since that day."""
    return a_file(duo={"duty": {"obliged": True, "starts": day, "notified": day, "law": "wi2013"}, **duo})


def facts(file, on=NOW):
    """The facts of that file on that day."""
    return facts_from(file, on=on, book=BOOK)


def tried(part, times, **more):
    """So many failed attempts at one part."""
    return [{"part": part, "taken": date(2020, 1, 1) + DAY * n, "outcome": "failed", **more} for n in range(times)]


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (date(2012, 12, 31), "before_2013"),
        (date(2013, 1, 1), "from_2013_to_2014"),
        (date(2014, 12, 31), "from_2013_to_2014"),
        (date(2015, 1, 1), "from_2015_to_september_2017"),
        (date(2017, 9, 30), "from_2015_to_september_2017"),
        (date(2017, 10, 1), "from_october_2017_to_2021"),
        (date(2021, 12, 31), "from_october_2017_to_2021"),
        (date(2022, 1, 1), "from_2022"),
    ],
)
def test_each_group_begins_and_ends_on_its_day(day, word):
    """BI2013 art. 2.10 and WI2021 art. 54: the day on which the duty began gives the group, on both sides of each boundary."""
    assert facts(a_file(duo={"duty": {"obliged": True, "starts": day}})).word("duty_began") == word


def test_the_exam_term_runs_three_years_from_the_duty():
    """WI2013 art. 7b: three years from becoming obliged, the last day itself included."""
    term = old_exam_term(Seen(obliged_since(date(2016, 2, 29)), BOOK.numbers, NOW))
    assert (term.starts, term.last_day) == (date(2016, 2, 29), date(2019, 2, 27))


def test_the_last_day_still_counts():
    """The term is in its last six months on its last day, and over the day after."""
    file = obliged_since(date(2016, 2, 1))
    assert facts(file, date(2019, 1, 31)).word("old_exam_term") == "last_six_months"
    assert facts(file, date(2019, 2, 1)).word("old_exam_term") == "over"


def test_extra_time_can_be_asked_from_six_months_before_the_end():
    """BI2013 art. 2.12 lid 1: not earlier than six months before the last day."""
    file = obliged_since(date(2016, 2, 1))
    assert facts(file, date(2018, 7, 30)).word("old_exam_term") == "running"
    assert facts(file, date(2018, 7, 31)).word("old_exam_term") == "last_six_months"


def test_the_dates_of_duo_win():
    """A stated last day replaces the computed one, and the difference is told."""
    file = obliged_since(date(2016, 2, 1), term={"starts": date(2016, 2, 1), "last_day": date(2027, 1, 31), "changed": date(2025, 1, 20)})
    assert old_exam_term(Seen(file, BOOK.numbers, NOW)).last_day == date(2027, 1, 31)
    assert facts(file).word("old_term_dates") == "later"


def test_a_later_letter_does_not_count_yet():
    """What DUO wrote after the day of the advice is not known on that day."""
    history = [{"last_day": date(2019, 1, 31), "changed": date(2016, 3, 1)}]
    stated = {"starts": date(2016, 2, 1), "last_day": date(2021, 1, 31), "changed": date(2018, 12, 1), "history": history}
    file = obliged_since(date(2016, 2, 1), term=stated)
    assert old_exam_term(Seen(file, BOOK.numbers, date(2018, 11, 30))).last_day == date(2019, 1, 31)
    assert old_exam_term(Seen(file, BOOK.numbers, date(2018, 12, 1))).last_day == date(2021, 1, 31)


def housed(day, *, centre=None, title="asylum_fixed_term"):
    """Residence of somebody registered at an address of their own since that day, perhaps after a reception centre."""
    before = [{"since": centre, "until": day - DAY, "reception_centre": True}] if centre else []
    permit = {"legal_basis": title, "decided": date(2018, 1, 1), "valid_from": date(2018, 1, 1)}
    return {"permits": [permit], "registrations": [*before, {"since": day, "reception_centre": False}]}


def with_residence(file, residence):
    """The same file with that residence."""
    return PersonalFile.model_validate({**file.model_dump(), "residence": residence})


def test_the_statement_has_one_year_from_the_later_day():
    """WI2013 art. 7a lid 2: the year begins with the later of duty and registration in the municipality of housing."""
    file = with_residence(obliged_since(date(2018, 6, 4)), housed(date(2018, 12, 3), centre=date(2018, 6, 20)))
    term = old_pvt_term(Seen(file, BOOK.numbers, NOW))
    assert (term.starts, term.last_day) == (date(2018, 12, 3), date(2019, 12, 2))
    early = with_residence(obliged_since(date(2018, 6, 4)), housed(date(2018, 2, 1), title="regular_fixed_term"))
    assert old_pvt_term(Seen(early, BOOK.numbers, NOW)).starts == date(2018, 6, 4)


def test_without_registration_the_year_of_the_statement_is_unknown():
    """Nothing is guessed where the file holds no registration."""
    assert old_pvt_term(Seen(obliged_since(date(2018, 6, 4)), BOOK.numbers, NOW)) is None


def test_only_the_last_group_has_a_term_for_the_statement():
    """Who became obliged on 30 September 2017 has no participation statement; on 1 October 2017 there is one."""
    residence = housed(date(2018, 2, 1), title="regular_fixed_term")
    assert old_pvt_term(Seen(with_residence(obliged_since(date(2017, 9, 30)), residence), BOOK.numbers, NOW)) is None
    assert old_pvt_term(Seen(with_residence(obliged_since(date(2017, 10, 1)), residence), BOOK.numbers, NOW)) is not None


def test_people_of_other_acts_have_no_old_terms():
    """The terms of the 2013 Act are computed for its people only."""
    for law, day in (("wi2021", date(2022, 3, 1)), ("wi2007", date(2011, 3, 1))):
        file = a_file(duo={"duty": {"obliged": True, "starts": day, "law": law}})
        assert old_exam_term(Seen(file, BOOK.numbers, NOW)) is None
        assert facts(file).word("old_exam_term") is None


def test_a_letter_of_before_2022_can_name_only_the_old_act():
    """A letter of 2016 about a duty of 2016 stands for the 2013 Act, also where the file does not name the act."""
    file = a_file(duo={"duty": {"obliged": True, "starts": date(2016, 2, 1), "notified": date(2016, 2, 22)}})
    assert facts(file).word("law_in_letter") == "wi2013"
    assert facts(file, date(2016, 2, 21)).word("law_in_letter") is None


def test_a_letter_without_an_act_after_2021_stays_open():
    """DUO's letter wins; where it names no act the act is only expected."""
    file = a_file(duo={"duty": {"obliged": True, "starts": date(2021, 12, 20), "notified": date(2022, 1, 10)}})
    assert facts(file).word("law_in_letter") is None


def test_a_short_introduction_is_enough_under_the_old_act():
    """BI2013 art. 3.9a asks no number of hours: four hours and a signature close the part."""
    file = obliged_since(date(2018, 6, 4))
    file = PersonalFile.model_validate({**file.model_dump(), "municipality": {"pvt": {"hours": 4, "signed": date(2019, 5, 22)}}})
    assert facts(file).word("pvt_status") == "signed"
    assert not facts(file).conflicts


def test_ona_and_the_nt2_diploma_are_read_from_duo():
    """ONA results, ONA exemptions and Nt2 diplomas become facts; later papers do not count yet."""
    file = obliged_since(
        date(2016, 2, 1),
        exams=[{"part": "ona", "taken": date(2018, 5, 1), "outcome": "passed"}],
        exemptions=[{"scope": "partial", "decision": "granted", "decided": date(2019, 5, 1), "part": "ona"}],
        nt2_diplomas=[{"programme": 1, "dated": date(2020, 5, 1)}],
    )
    found = facts(file, date(2018, 12, 31))
    assert (found.word("ona_result"), found.word("ona_exemption"), found.word("nt2_diploma")) == ("passed", "none", "not_held")
    found = facts(file)
    assert (found.word("ona_exemption"), found.word("nt2_diploma")) == ("granted", "held")


def test_a_dispensation_for_effort_without_a_part_covers_the_whole_exam():
    """WI2013 art. 6 lid 2: language, KNM and ONA, and no doubt about all four skills."""
    granted = {"scope": "partial", "ground": "demonstrated_effort", "decision": "granted", "decided": date(2020, 5, 1)}
    found = facts(obliged_since(date(2016, 2, 1), dispensations=[granted]))
    assert {found.word(f"{part}_dispensation") for part in (*SKILLS, "knm_exam", "ona")} == {"granted"}
    assert not found.conflicts


@pytest.mark.parametrize(
    ("hours", "attempts", "word"),
    [
        (299, 2, "not_enough"),
        (300, 1, "not_enough"),
        (300, 2, "enough_to_ask_for_extra_time"),
        (599, 3, "enough_to_ask_for_extra_time"),
        (600, 2, "enough_to_ask_for_extra_time"),
        (600, 3, "enough_to_ask_for_release"),
    ],
)
def test_effort_is_measured_by_hours_and_attempts(hours, attempts, word):
    """RI2013 art. 2.4b and 2.4c, and the relief since 2023: both sides of each number."""
    passes = [{"part": skill, "level": "a2", "taken": date(2019, 5, 1), "outcome": "passed"} for skill in SKILLS]
    file = obliged_since(date(2014, 2, 3), exams=[*passes, *tried("knm", attempts)])
    course = {"kind": "dutch", "hours": hours, "quality_mark": True}
    file = PersonalFile.model_validate({**file.model_dump(), "school": {"courses": [course]}})
    assert old_effort(Seen(file, BOOK.numbers, NOW)) == word


def test_three_attempts_were_not_enough_before_the_relief():
    """Up to the end of 2022 the Regulation asked for four attempts."""
    passes = [{"part": skill, "level": "a2", "taken": date(2019, 5, 1), "outcome": "passed"} for skill in SKILLS]
    file = obliged_since(date(2014, 2, 3), exams=[*passes, *tried("knm", 3)])
    file = PersonalFile.model_validate(
        {**file.model_dump(), "school": {"courses": [{"kind": "dutch", "hours": 600, "quality_mark": True}]}}
    )
    assert old_effort(Seen(file, BOOK.numbers, date(2022, 12, 31))) == "enough_to_ask_for_extra_time"
    assert old_effort(Seen(file, BOOK.numbers, date(2023, 1, 1))) == "enough_to_ask_for_release"


@pytest.mark.parametrize(("on", "word"), [(date(2022, 12, 31), "not_enough"), (date(2023, 1, 1), "enough_to_ask_for_extra_time")])
def test_for_extra_time_ona_needs_one_attempt_since_2023(on, word):
    """The relief of 2023: of ONA one attempt is enough, where each exam still asks two; lessons of KNM count as those of Dutch do."""
    passes = [{"part": part, "level": "a2", "taken": date(2019, 5, 1), "outcome": "passed"} for part in SKILLS]
    passes.append({"part": "knm", "taken": date(2019, 5, 1), "outcome": "passed"})
    file = obliged_since(date(2016, 2, 1), exams=[*passes, *tried("ona", 1)])
    courses = [{"kind": kind, "hours": 150, "quality_mark": True} for kind in ("dutch", "knm")]
    file = PersonalFile.model_validate({**file.model_dump(), "school": {"courses": courses}})
    assert old_effort(Seen(file, BOOK.numbers, on)) == word


def test_effort_is_unknown_while_a_quality_mark_is_missing():
    """Hours without a known mark could settle it, so nothing is said."""
    file = obliged_since(date(2014, 2, 3), exams=tried("knm", 2) + [one for skill in SKILLS for one in tried(skill, 2, level="a2")])
    file = PersonalFile.model_validate({**file.model_dump(), "school": {"courses": [{"kind": "dutch", "hours": 400}]}})
    assert old_effort(Seen(file, BOOK.numbers, NOW)) is None


@pytest.mark.parametrize(("days", "word"), [(56, "short_wait"), (57, "long_wait")])
def test_more_than_eight_weeks_in_a_centre_is_a_long_wait(days, word):
    """BV2019 art. 5: longer than eight weeks after the duty began, for asylum status holders."""
    start = date(2018, 6, 4)
    file = with_residence(obliged_since(start), housed(start + DAY * days, centre=start))
    assert facts(file).word("old_centre_wait") == word


# --- after the terms: days instead of verdict words -------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "word"),
    [
        (date(2021, 2, 28), None),
        (date(2021, 3, 1), "within_five_years"),
        (date(2026, 2, 28), "within_five_years"),
        (date(2026, 3, 1), "over_five_years_ago"),
    ],
)
def test_five_years_after_the_last_day_a_power_lapses(on, word):
    """AWB art. 5:45 lid 1: counted from the last day for the exams; on the last day itself nothing is late."""
    assert facts(obliged_since(date(2018, 3, 1)), on).word("old_exam_term_ended") == word


@pytest.mark.parametrize(
    ("signed", "word"), [(date(2019, 2, 28), "in_the_year"), (date(2019, 3, 1), "after_the_year"), (date(2026, 11, 24), None)]
)
def test_the_statement_is_signed_in_its_year_or_after_it(signed, word):
    """WI2013 art. 7a: one year from the later of duty and registration."""
    duo = {"duty": {"obliged": True, "starts": date(2018, 3, 1), "law": "wi2013"}, "group": {"value": "family_or_other_migrant"}}
    residence = {"registrations": [{"since": date(2018, 2, 1), "reception_centre": False}]}
    assert facts(a_file(duo=duo, residence=residence, municipality={"pvt": {"signed": signed}})).word("old_pvt_signed") == word


def passed_on(day, *parts):
    """Passes at A2 on one day; KNM and ONA have no level."""
    return [
        {"part": one, "outcome": "passed", **({} if day is None else {"taken": day}), **({"level": "a2"} if one in SKILLS else {})}
        for one in parts
    ]


EVERY = (*SKILLS, "knm", "ona")
LAST = date(2021, 2, 28)


@pytest.mark.parametrize(
    ("exams", "more", "word"),
    [
        (passed_on(LAST, *EVERY), {}, "all"),
        ([*passed_on(LAST, *EVERY[:-1]), *passed_on(LAST + DAY, "ona")], {}, "not_all"),
        (passed_on(LAST, *EVERY[:-1]), {}, "not_all"),
        (
            passed_on(LAST, *EVERY[:-1]),
            {"dispensations": [{"scope": "partial", "decision": "granted", "part": "ona", "decided": LAST}]},
            "all",
        ),
        (
            passed_on(LAST, *EVERY[:-1]),
            {"dispensations": [{"scope": "partial", "decision": "granted", "part": "ona", "decided": LAST + DAY}]},
            None,
        ),
        (passed_on(None, *EVERY), {}, None),
    ],
)
def test_every_part_is_passed_or_released_by_the_last_day(exams, more, word):
    """WI2013 art. 31 lid 1: only what was not done in the term. Without its day, or with a later release, nobody can tell."""
    assert facts(obliged_since(date(2018, 3, 1), exams=exams, **more)).word("old_exams_in_time") == word


@pytest.mark.parametrize(
    ("courses", "word"),
    [
        ([(149, True)], "under_150"),
        ([(150, True)], "from_150_below_300"),
        ([(299, True), (1, None)], None),
        ([(300, True)], "from_300"),
        ([(300, False)], "under_150"),
    ],
)
def test_lessons_reach_a_row_of_the_table(courses, word):
    """DUO's table: 150 and 300 hours at a school with the quality mark; a missing mark leaves it open where it matters."""
    stated = [{"kind": "dutch", "hours": hours, **({} if mark is None else {"quality_mark": mark})} for hours, mark in courses]
    file = obliged_since(date(2018, 3, 1)).model_copy(update={"school": a_file(school={"courses": stated}).school})
    assert facts(file).word("old_course_hours") == word


def test_a_literacy_course_of_any_length_is_told_under_the_old_act():
    """WI2013 art. 7b lid 3 onder b: also one that still goes on or whose days are not known; under the 2021 Act its length counts."""
    school = a_file(school={"courses": [{"kind": "literacy", "hours": 40}]}).school
    assert facts(obliged_since(date(2018, 3, 1)).model_copy(update={"school": school})).word("literacy_course") == "shorter"
    assert (
        facts(a_file(duo={"duty": {"obliged": True, "law": "wi2021"}}).model_copy(update={"school": school})).word("literacy_course")
        is None
    )


def test_a_part_that_was_passed_or_released_is_tried_no_more(book, file_of):
    """At any level that DUO exempted, by a dispensation, by a pass or by a diploma of that day: only what is left has its tries counted."""
    granted = {"scope": "partial", "decision": "granted", "decided": "2021-03-01"}
    duo = {
        "duty": {"obliged": True, "law": "wi2013", "starts": "2019-05-13"},
        "exams": [
            {"part": "knm", "outcome": "passed", "taken": "2021-03-01"},
            {"part": "speaking", "outcome": "failed", "taken": "2021-03-01"},
        ],
        "exemptions": [{**granted, "part": "reading", "level": "a2"}, {**granted, "part": "writing", "level": "b1"}],
        "dispensations": [{**granted, "part": "listening", "ground": "medical_decision"}],
    }

    def left(on=date(2021, 3, 1), **more):
        known = facts_from(file_of(duo={**duo, **more}), on=on, book=book)
        return {one.part: one.done for one in known.counts if one.name == "old_release_attempts"}

    assert left() == {"speaking": 1, "ona": 0}
    assert left(date(2021, 2, 28)) == {"reading": 0, "listening": 0, "writing": 0, "speaking": 0, "knm_exam": 0, "ona": 0}
    assert left(nt2_diplomas=[{"programme": 1, "dated": "2021-03-01"}]) == {"ona": 0}
    assert left(nt2_diplomas=[{"programme": 1, "dated": "2021-03-02"}]) == left()
    assert left(exemptions=[{**granted, "part": "ona"}]) == {"reading": 0, "writing": 0, "speaking": 1}
