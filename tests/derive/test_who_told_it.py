"""Each fact says who told it, in which paper, of which day."""

from datetime import date

import pytest
from lives_on_paper import (
    ALL_ON_ONE_DAY,
    BEFORE_THE_PLAN,
    INTERRUPTED,
    MOVED_AND_WAITING,
    OLD_ACT,
    OLD_ACT_WITH_A_LAST_DAY_ALONE,
    OLD_ACT_WITHOUT_A_TERM,
    ONDERWIJSROUTE,
    ONLY_A_LETTER,
    RELEASED_IN_A_GAP,
    WITH_EVERYTHING,
    Z_ROUTE,
)

from route_advisor.derive.file import facts_from

PAPERS = {
    "the B1 route, with a paper of each kind": (
        WITH_EVERYTHING,
        date(2025, 6, 1),
        {
            "brp brp": "age nationality turkish_nationality",
            "brp brp 2022-12-20": "evidently_integrated school_years_here",
            "brp brp 2023-04-02": "housing",
            "duo exam_result 2024-06-04": "knm_result",
            "duo exam_result 2025-03-02": "reading_result",
            "duo exam_result 2025-03-03": "listening_result",
            "duo letter_duo 2023-02-06": "law_in_letter notice notice_timing",
            "duo letter_duo 2023-05-10 + municipality pip 2023-05-10": "plan route",
            "duo letter_duo 2023-05-21": "new_term route_change_window term term_dates term_reading @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "duo letter_duo 2024-01-05": "writing_exemption",
            "duo letter_duo 2024-02-06": "speaking_dispensation",
            "duo mijn_inburgering": "earlier_exams knm_exam_dispensation listening_dispensation listening_exemption ona_dispensation ona_exemption ona_result participation_dispensation reading_dispensation reading_exemption skills_passed speaking_exemption speaking_result writing_dispensation writing_result",
            "duo mijn_inburgering 2023-01-16": "duty_began duty_near_2022",
            "duo mijn_inburgering 2023-01-17": "group",
            "duo mijn_inburgering 2023-02-07": "duo_duty",
            "ind letter_ind": "eu_family_right",
            "ind residence_permit 2023-01-11": "asylum_decision permit_end permit_ended permit_now residence_title scope_since turkish_asylum_permit",
            "municipality brp": "move",
            "municipality municipal_record": "#pvt_hours #map_practical_hours",
            "municipality municipal_record 2023-03-08": "intake",
            "municipality municipal_record 2023-06-09": "course_offer course_offer_wait",
            "municipality municipal_record 2024-05-11": "map_status",
            "municipality participation_statement 2024-04-10": "pvt_status",
            "municipality pip 2023-05-10": "listening_level_decided plan_count previous_route reading_level_decided speaking_level_decided writing_level_decided @first_plan",
            "person letter_duo 2025-05-20": "decision_by measure_letter objection_time @objection_last_day",
            "school school_statement": "dutch_lessons lesson_attendance lesson_hours literacy_course #lesson_hours #dutch_lessons",
        },
    ),
    "the old act": (
        OLD_ACT,
        date(2022, 3, 1),
        {
            "brp brp": "age nationality turkish_nationality",
            "brp brp 2018-12-20": "evidently_integrated school_years_here",
            "brp brp 2019-09-20": "housing old_centre_wait @plan_due",
            "duo exam_result 2021-09-01": "reading_result",
            "duo exam_result 2021-10-04": "ona_result",
            "duo letter_duo 2019-06-03": "law_in_letter notice",
            "duo letter_duo 2019-10-06": "old_pvt_reading old_pvt_term old_pvt_term_ended @old_pvt_last_day #pvt_term",
            "duo letter_duo 2020-01-05": "listening_exemption",
            "duo letter_duo 2021-02-05": "old_exam_term old_term_dates old_term_reading @term_starts @term_last_day @computed_last_day @extra_time_from",
            "duo mijn_inburgering": "knm_exam_dispensation knm_result listening_dispensation listening_result ona_dispensation ona_exemption participation_dispensation reading_dispensation reading_exemption speaking_dispensation speaking_exemption speaking_result writing_dispensation writing_exemption writing_free_attempts writing_result #old_release_attempts #free_attempts",
            "duo mijn_inburgering 2019-05-13": "duty_began duty_near_2022",
            "duo mijn_inburgering 2019-05-14": "group",
            "duo mijn_inburgering 2019-06-04": "duo_duty",
            "duo nt2_diploma": "nt2_diploma",
            "ind residence_permit 2019-04-11": "asylum_decision permit_end permit_ended permit_now residence_title scope_since turkish_asylum_permit",
            "municipality computed 2019-11-29": "plan_clock",
            "municipality municipal_record": "#pvt_hours",
            "municipality municipal_record 2022-01-11": "map_status ona_ground",
            "municipality participation_statement 2020-03-10": "old_pvt_signed pvt_status",
            "person own_words": "bereavement childbirth homelessness long_illness other_delay provider_problem setback setbacks_together shelter_stay",
            "school school_statement": "dutch_lessons lesson_hours literacy_course old_course_hours old_effort #lesson_hours #old_extra_time_hours #old_release_hours",
        },
    ),
    "the Z-route, after a move": (
        Z_ROUTE,
        date(2025, 6, 1),
        {
            "brp brp 2022-03-01": "evidently_integrated school_years_here",
            "brp brp 2023-07-01": "housing",
            "duo letter_duo 2024-02-06": "participation_dispensation",
            "duo letter_duo 2022-03-06": "law_in_letter notice notice_timing",
            "duo mijn_inburgering": "earlier_exams knm_exam_dispensation knm_result listening_dispensation listening_result ona_dispensation ona_result reading_dispensation reading_result speaking_dispensation speaking_result writing_dispensation writing_result",
            "duo mijn_inburgering 2022-02-16": "duty_began duty_near_2022",
            "duo mijn_inburgering 2022-02-17": "group",
            "duo mijn_inburgering 2022-03-06": "duo_duty",
            "ind residence_permit 2022-01-11": "asylum_decision permit_ended permit_now residence_title scope_since turkish_asylum_permit",
            "municipality letter_municipality 2022-04-04": "intake_calls",
            "municipality municipal_record": "course_hours_norm course_offer course_offer_wait #pvt_hours #map_practical_hours #map_themes",
            "municipality municipal_record 2022-03-10": "intake",
            "municipality municipal_record 2022-04-20": "third_party_information",
            "municipality municipal_record 2022-04-21": "#learnability",
            "municipality municipal_record 2024-04-11": "map_status",
            "municipality municipal_record 2024-12-31": "course_hours_status participation_hours_status #course_hours #participation_hours",
            "municipality municipal_record 2025-01-15": "z_talk_status",
            "municipality participation_statement 2024-03-10": "pvt_status",
            "municipality pip 2022-05-10": "plan previous_route route_change_window term term_reading @first_plan @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "municipality pip 2023-08-15": "move plan_count route #progress_talks",
        },
    ),
    "the onderwijsroute, told twice": (
        ONDERWIJSROUTE,
        date(2025, 6, 1),
        {
            "duo letter_duo": "law_in_letter",
            "duo letter_duo 2024-07-05 + school school_statement 2024-07-04": "taalschakeltraject_status",
            "duo mijn_inburgering": "duo_duty permit_ended",
            "duo mijn_inburgering 2023-01-16": "duty_began duty_near_2022",
            "duo nt2_diploma 2024-07-10": "listening_result nt2_diploma reading_result speaking_result writing_result",
            "municipality municipal_record 2023-06-09": "course_offer course_offer_wait",
            "municipality pip 2023-05-10": "new_term plan plan_count previous_route route route_change_window term term_reading @first_plan @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "school school_statement 2023-09-03": "taalschakeltraject_start",
        },
    ),
    "no plan yet": (
        BEFORE_THE_PLAN,
        date(2025, 6, 1),
        {
            "brp brp": "age nationality turkish_nationality",
            "brp brp 2025-01-20": "evidently_integrated school_years_here",
            "duo letter_duo": "route",
            "duo letter_duo 2025-04-25": "notice notice_timing",
            "duo letter_duo 2025-04-25 + brp brp 2025-01-20": "@plan_due",
            "duo mijn_inburgering 2025-01-21": "duty_began duty_near_2022",
            "duo mijn_inburgering 2025-01-22": "group",
            "duo mijn_inburgering 2025-04-25": "duo_duty",
            "ind residence_permit 2024-12-11": "permit_ended permit_now residence_purpose residence_title scope_since",
            "municipality computed 2025-07-04": "plan_clock",
            "municipality letter_municipality 2025-05-30": "intake_calls",
            "municipality municipal_record": "intake plan term",
            "person letter_municipality 2025-05-24": "measure_letter",
            "person letter_municipality 2025-05-26": "decision_by objection_time @objection_last_day",
        },
    ),
    "only DUO's letter about the term": (
        ONLY_A_LETTER,
        date(2025, 6, 1),
        {
            "duo letter_duo": "@first_plan",
            "duo letter_duo 2023-05-10": "plan",
            "duo letter_duo 2024-05-21": "new_term route_change_window term term_dates term_reading"
            " @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "duo mijn_inburgering": "group",
            "ind residence_permit": "turkish_asylum_permit",
            "ind residence_permit 2023-01-11": "permit_ended residence_title",
            "person own_words": "decision_by objection_time",
            "person own_words 2025-05-01": "loan_plan voluntary_integration",
            "person own_words 2025-05-02": "measure_letter",
        },
    ),
    "all on the day of the advice": (
        ALL_ON_ONE_DAY,
        date(2023, 2, 6),
        {
            "brp brp 2023-02-06": "evidently_integrated housing school_years_here",
            "duo exam_result 2023-02-06": "reading_result",
            "duo letter_duo": "@first_plan",
            "duo letter_duo 2023-02-06": "law_in_letter new_term notice notice_timing route_change_window speaking_dispensation taalschakeltraject_status term term_dates term_reading writing_exemption @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "duo letter_duo 2023-02-06 + municipality pip 2023-02-06": "plan route",
            "duo mijn_inburgering": "earlier_exams knm_exam_dispensation knm_result listening_dispensation listening_exemption ona_dispensation ona_exemption ona_result participation_dispensation reading_dispensation reading_exemption speaking_exemption writing_dispensation",
            "duo mijn_inburgering 2023-02-06": "duo_duty duty_began duty_gap duty_near_2022 group",
            "duo nt2_diploma 2023-02-06": "listening_result nt2_diploma speaking_result writing_result",
            "ind residence_permit 2023-02-06": "asylum_decision permit_end permit_ended permit_now residence_title scope_since turkish_asylum_permit",
            "municipality brp": "move",
            "municipality letter_municipality 2023-02-06": "intake_calls",
            "municipality municipal_record 2023-02-06": "course_hours_status course_offer course_offer_wait intake map_status participation_hours_status third_party_information z_talk_status #course_hours #participation_hours #learnability",
            "municipality participation_statement 2023-02-06": "pvt_status",
            "municipality pip 2023-02-06": "plan_count previous_route",
            "person letter_duo 2023-02-06": "measure_letter",
            "person letter_municipality 2023-02-06": "decision_by objection_time @objection_last_day",
            "person own_words 2023-02-06": "education_now loan_plan",
            "school school_statement": "dutch_lessons lesson_hours literacy_course #course_hours",
        },
    ),
    "all on the day after the advice": (
        ALL_ON_ONE_DAY,
        date(2023, 2, 5),
        {
            "duo letter_duo": "notice taalschakeltraject_status",
            "duo mijn_inburgering": "duty_gap knm_exam_dispensation knm_result listening_dispensation listening_exemption listening_result ona_dispensation ona_exemption ona_result participation_dispensation reading_dispensation reading_exemption reading_result speaking_dispensation speaking_exemption speaking_result writing_dispensation writing_exemption writing_result",
            "duo nt2_diploma": "nt2_diploma",
            "municipality municipal_record": "course_offer intake map_status plan term third_party_information",
            "municipality participation_statement": "pvt_status",
            "person own_words": "education_now",
            "school school_statement": "dutch_lessons lesson_hours literacy_course",
        },
    ),
    "the old act, without a letter about the term": (
        OLD_ACT_WITHOUT_A_TERM,
        date(2021, 6, 1),
        {
            "brp brp": "old_centre_wait",
            "duo letter_duo": "law_in_letter",
            "duo mijn_inburgering 2019-05-13": "duty_began duty_near_2022 old_exam_term old_term_reading @term_starts @term_last_day @computed_last_day @extra_time_from",
            "duo mijn_inburgering 2019-05-14": "group",
            "duo mijn_inburgering 2019-06-04": "duo_duty duty_gap permit_ended",
        },
    ),
    "the old act, with nothing but a last day": (
        OLD_ACT_WITH_A_LAST_DAY_ALONE,
        date(2021, 6, 1),
        {
            "duo letter_duo": "law_in_letter old_exam_term old_term_reading @term_last_day @extra_time_from",
        },
    ),
    "moved, and the new plan is awaited": (
        MOVED_AND_WAITING,
        date(2025, 6, 1),
        {
            "brp brp 2023-01-15": "evidently_integrated school_years_here",
            "brp brp 2025-05-01": "housing @move_plan_due",
            "duo letter_duo 2024-01-05": "duo_duty",
            "duo mijn_inburgering": "listening_exemption ona_exemption reading_exemption speaking_exemption writing_exemption",
            "duo mijn_inburgering 2023-01-17": "group",
            "ind residence_permit 2023-01-11": "permit_ended permit_now residence_purpose residence_title scope_since turkish_asylum_permit",
            "municipality computed 2025-07-10": "move",
            "municipality pip 2023-05-10": "new_term plan plan_count previous_route route route_change_window term term_reading @first_plan @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
        },
    ),
    "the same after the last day of an exemption": (
        MOVED_AND_WAITING,
        date(2025, 6, 2),
        {
            "brp brp 2023-01-15": "evidently_integrated school_years_here",
            "brp brp 2025-05-01": "housing @move_plan_due",
            "duo mijn_inburgering": "listening_exemption ona_exemption reading_exemption speaking_exemption writing_exemption",
            "duo mijn_inburgering 2023-01-17": "group",
            "ind residence_permit 2023-01-11": "permit_ended permit_now residence_purpose residence_title scope_since turkish_asylum_permit",
            "municipality computed 2025-07-10": "move",
            "municipality pip 2023-05-10": "new_term plan plan_count previous_route route route_change_window term term_reading @first_plan @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
        },
    ),
    "a gap in which DUO refused a release": (
        RELEASED_IN_A_GAP,
        date(2025, 6, 1),
        {
            "duo mijn_inburgering": "knm_exam_dispensation listening_dispensation listening_exemption ona_dispensation ona_exemption participation_dispensation reading_dispensation reading_exemption speaking_dispensation speaking_exemption writing_dispensation writing_exemption",
            "duo mijn_inburgering 2024-02-04": "duty_began duty_gap duty_near_2022",
            "duo mijn_inburgering 2024-02-05": "duo_duty permit_ended",
        },
    ),
    "a duty with a gap, fines and words": (
        INTERRUPTED,
        date(2025, 6, 1),
        {
            "brp brp 2022-03-01": "evidently_integrated school_years_here",
            "brp brp 2024-02-04": "gap_cause",
            "duo letter_duo": "law_in_letter",
            "duo mijn_inburgering": "duo_duty",
            "duo mijn_inburgering 2022-03-04": "group",
            "duo mijn_inburgering 2024-02-04": "duty_began duty_gap duty_near_2022",
            "ind residence_permit": "permit_now turkish_asylum_permit",
            "municipality brp": "move",
            "municipality pip 2022-06-10": "listening_level_decided new_term plan plan_count previous_route reading_level_decided route route_change_window speaking_level_decided term term_reading writing_level_decided @first_plan @term_starts @term_last_day @computed_last_day @extra_time_from @route_change_until",
            "person letter_duo 2025-05-12": "measure_letter",
            "person own_words": "childbirth long_illness paid_work setback",
            "person own_words 2024-09-02": "education_now",
            "person own_words 2025-05-01": "loan_plan",
        },
    ),
}
"""For each life the day, and by its teller, document and day each paper, with all that it tells: facts, `@` dates and `#` counts."""


def _papers(told_by):
    """The papers of a fact, in one line."""
    return " + ".join(" ".join(str(one) for one in paper if one is not None) for paper in told_by)


@pytest.mark.parametrize("life", PAPERS)
def test_what_is_known_cites_the_paper_that_tells_it_with_its_day(book, file_of, life):
    """All that is known of these people, and nothing else, each with the record that says it."""
    groups, on, papers = PAPERS[life]
    known = facts_from(file_of(**groups), on=on, book=book)
    told = [*known.known.values(), *(one._replace(name=f"@{one.name}") for one in known.dates.values())]
    told += [one._replace(name=f"#{one.name}") for one in known.counts]
    assert {one.name: _papers(one.told_by) for one in told} == {name: paper for paper, names in papers.items() for name in names.split()}


@pytest.mark.parametrize("kind", ["dispensations", "exemptions"])
def test_a_full_release_in_a_gap_is_its_cause(book, file_of, kind):
    """BI2021 art. 2.1 lid 2: whoever was exempt or dispensed in the gap has another cause than those that lengthen the term."""
    duo = RELEASED_IN_A_GAP["duo"]
    granted = [{**one, "decision": "granted"} for one in duo[kind]]
    cause = facts_from(file_of(duo={**duo, kind: granted}), on=date(2025, 6, 1), book=book).known["gap_cause"]
    assert (cause.word, _papers(cause.told_by)) == ("other", f"duo letter_duo {granted[0]['decided']}")
