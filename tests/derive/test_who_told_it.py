"""Each fact says who told it, in which paper, of which day: in these lives every record has a day of its own, so that none can stand for another."""

from datetime import date

import pytest

from route_advisor.derive.file import facts_from

WITH_EVERYTHING = {
    "person": {"born": "1990-03-04", "nationalities": ["SY"]},
    "residence": {
        "permits": [{"legal_basis": "asylum_fixed_term", "decided": "2023-01-11", "valid_from": "2022-11-02", "valid_until": "2027-11-02"}],
        "registrations": [
            {"since": "2022-12-20", "until": "2023-04-01", "municipality": "0344", "reception_centre": True},
            {"since": "2023-04-02", "municipality": "0363", "reception_centre": False},
        ],
        "eu_family_right": False,
    },
    "duo": {
        "duty": {"obliged": True, "starts": "2023-01-16", "notified": "2023-02-06", "law": "wi2021", "changed": "2023-02-07"},
        "group": {"value": "asylum_status_holder", "since": "2023-01-17"},
        "term": {"starts": "2023-05-11", "last_day": "2026-05-10", "changed": "2023-05-21"},
        "plan": {"dated": "2023-05-10", "route": "b1", "level": "b1"},
        "exams": [
            {"part": "reading", "level": "a2", "outcome": "passed", "taken": "2024-09-01"},
            {"part": "reading", "level": "b1", "outcome": "passed", "taken": "2025-03-02"},
            {"part": "listening", "level": "b1", "outcome": "passed", "taken": "2025-03-03"},
            {"part": "listening", "level": "a2", "outcome": "passed", "taken": "2024-09-02"},
            {"part": "knm", "outcome": "passed", "taken": "2024-06-04"},
        ],
        "exemptions": [{"part": "writing", "scope": "partial", "level": "b1", "decision": "granted", "decided": "2024-01-05"}],
        "dispensations": [
            {"part": "speaking", "scope": "partial", "decision": "granted", "decided": "2024-02-06", "ground": "medical_decision"}
        ],
    },
    "municipality": {
        "intake": {"invited": "2023-02-20", "completed": "2023-03-08"},
        "plans": [{"dated": "2023-05-10", "route": "b1", "level": "b1", "municipality": "0363"}],
        "offers": [{"offered": "2023-06-09"}],
        "pvt": {"hours": 12, "signed": "2024-04-10"},
        "map": {"practical_hours": 45, "final_talk": "2024-05-11"},
    },
    "school": {"courses": [{"kind": "dutch", "hours": 700, "quality_mark": True, "since": "2023-06-12", "attendance_percent": 100}]},
}

OLD_ACT = {
    "person": {"born": "1985-03-04", "nationalities": ["ER"]},
    "residence": {
        "permits": [{"legal_basis": "asylum_fixed_term", "decided": "2019-04-11", "valid_from": "2018-11-02", "valid_until": "2023-11-01"}],
        "registrations": [
            {"since": "2018-12-20", "until": "2019-09-19", "municipality": "0344", "reception_centre": True},
            {"since": "2019-09-20", "municipality": "0363", "reception_centre": False},
        ],
    },
    "duo": {
        "duty": {"obliged": True, "starts": "2019-05-13", "notified": "2019-06-03", "law": "wi2013", "changed": "2019-06-04"},
        "group": {"value": "asylum_status_holder", "since": "2019-05-14"},
        "term": {
            "starts": "2019-05-13",
            "last_day": "2022-11-12",
            "changed": "2021-02-05",
            "history": [{"last_day": "2022-05-12", "changed": "2019-06-05"}],
        },
        "pvt_term": {"starts": "2019-09-20", "last_day": "2020-09-19", "changed": "2019-10-06"},
        "exams": [
            {"part": "reading", "level": "a2", "outcome": "passed", "taken": "2021-09-01"},
            {"part": "writing", "level": "a2", "outcome": "failed", "taken": "2021-09-02"},
            {"part": "ona", "outcome": "passed", "taken": "2021-10-04"},
        ],
        "nt2_diplomas": [],
        "exemptions": [{"part": "listening", "scope": "partial", "level": "a2", "decision": "granted", "decided": "2020-01-05"}],
        "dispensations": [],
        "free_attempts": [{"part": "writing", "left": 1}],
    },
    "municipality": {"pvt": {"hours": 6, "signed": "2020-03-10"}},
    "school": {"courses": [{"kind": "dutch", "hours": 320, "quality_mark": True, "since": "2020-01-06"}]},
    "life": {"setbacks": [], "births": []},
}

Z_ROUTE = {
    "residence": {
        "permits": [{"legal_basis": "asylum_fixed_term", "decided": "2022-01-11"}],
        "registrations": [
            {"since": "2022-03-01", "until": "2023-06-30", "municipality": "0363", "reception_centre": False},
            {"since": "2023-07-01", "municipality": "0518", "reception_centre": False},
        ],
    },
    "duo": {
        "duty": {"obliged": True, "starts": "2022-02-16", "notified": "2022-03-06", "law": "wi2021"},
        "group": {"detailed": "asylum_status_holder", "since": "2022-02-17"},
        "dispensations": [
            {
                "scope": "partial",
                "decision": "granted",
                "decided": "2024-02-06",
                "ground": "medical_decision",
                "participation_hours_at_most": 400,
            }
        ],
        "exams": [],
    },
    "municipality": {
        "intake": {"calls": ["2022-03-10", "2022-04-04"], "invited": "2022-03-10"},
        "third_party_information": {"awaited": True, "received": "2022-04-20"},
        "learnability_tests": [
            {"registered": "2022-04-21", "result": "b1_not_feasible", "score_hundredths": 3050, "needed_hundredths": 4550}
        ],
        "plans": [
            {"dated": "2022-05-10", "route": "b1", "level": "b1", "municipality": "0363"},
            {"dated": "2023-08-15", "route": "z", "municipality": "0518", "progress_talks": 4},
        ],
        "hours": [
            {"municipality": "0363", "known_until": "2023-06-30", "dutch_and_knm": 300, "participation": 100},
            {"municipality": "0518", "known_until": "2024-12-31", "dutch_and_knm": 600, "participation": 350, "intake_dutch_and_knm": 20},
        ],
        "z_route": {"completed": "2025-01-15", "course_hours_set": 750},
        "pvt": {"hours": 12, "signed": "2024-03-10"},
        "map": {"practical_hours": 40, "themes": 3, "final_talk": "2024-04-11"},
        "offers": [],
    },
}

ONDERWIJSROUTE = {
    "duo": {
        "duty": {"obliged": True, "starts": "2023-01-16", "law": "wi2021"},
        "taalschakeltraject": {"started": "2023-09-04", "completed": "2024-07-05"},
        "nt2_diplomas": [{"programme": 2, "dated": "2024-07-10"}],
    },
    "municipality": {"plans": [{"dated": "2023-05-10", "route": "onderwijs"}], "offers": [{"offered": "2023-06-09"}]},
    "school": {"taalschakeltraject": {"started": "2023-09-03", "completed": "2024-07-04"}},
}

BEFORE_THE_PLAN = {
    "person": {"born": "2000-03-04", "nationalities": ["TR"]},
    "residence": {
        "permits": [
            {"legal_basis": "regular_fixed_term", "purpose": "family", "decided": decided, "valid_from": "2024-12-12"}
            for decided in ("2024-12-20", "2024-12-11")
        ],
        "registrations": [{"since": "2025-01-20", "municipality": "0363"}],
    },
    "duo": {
        "duty": {"obliged": True, "starts": "2025-01-21", "notified": "2025-04-25"},
        "group": {"detailed": "family_former", "since": "2025-01-22"},
        "plan": {"route": "b1"},
    },
    "municipality": {"intake": {"calls": ["2025-05-02", "2025-05-12", "2025-05-22", "2025-05-30"]}, "plans": []},
    "letters": [{"kind": "municipality_intake", "dated": "2025-05-24"}, {"kind": "municipality_decision", "dated": "2025-05-26"}],
}

INTERRUPTED = {
    "residence": {
        "permits": [
            {"legal_basis": "application_pending", "valid_from": "2025-02-11"},
            {"legal_basis": "regular_fixed_term", "decided": "2020-02-01", "valid_until": "2025-02-10"},
        ],
        "registrations": [
            {"since": "2022-03-01", "until": "2023-06-30", "municipality": "0363"},
            {"since": "2024-02-04", "municipality": "0363"},
        ],
    },
    "duo": {
        "duty": {
            "obliged": True,
            "starts": "2024-02-04",
            "law": "wi2021",
            "history": [{"obliged": True, "starts": "2022-03-02", "ends": "2023-07-01", "changed": "2022-03-03"}],
        },
        "group": {
            "value": "asylum_status_holder",
            "since": "2026-01-01",
            "history": [
                {"value": "family_or_other_migrant", "since": "2022-03-04", "until": "2025-12-31"},
                {"value": "asylum_status_holder", "since": "2022-01-04", "until": "2022-03-03"},
            ],
        },
        "fines": [{"decided": "2025-05-12"}],
    },
    "municipality": {"plans": [{"dated": "2022-06-10", "route": "b1"}], "fines": [{"decided": "2025-04-30", "about": "intake"}]},
    "life": {
        "education": [
            {"kind": "entree", "in_dutch": True, "from": "2023-09-01", "until": "2024-06-30"},
            {"kind": "mbo_2_or_higher", "in_dutch": True, "from": "2024-09-02"},
        ],
        "paid_work": [{"month": "2025-05", "hours": 20, "kind": "employee"}],
        "births": ["2023-01-09"],
        "setbacks": [{"kind": "illness", "from": "2023-01-10", "until": "2023-06-20"}],
    },
    "statements": [
        {"fact": "loan_plan", "word": "wants_loan", "said": "2025-05-01"},
        {"fact": "loan_plan", "word": "none", "said": "2025-04-01"},
    ],
}

ONLY_A_LETTER = {
    "residence": {"permits": [{"legal_basis": "eu_law", "decided": "2023-01-11"}], "registrations": []},
    "duo": {
        "term": {"starts": "2023-05-11", "last_day": "2026-11-10", "changed": "2024-05-21"},
        "group": {"value": "family_or_other_migrant"},
    },
    "statements": [
        {"fact": "loan_plan", "word": "wants_loan", "said": "2025-05-01"},
        {"fact": "measure_letter", "word": "duo_decision", "said": "2025-05-02"},
    ],
}

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
            "duo letter_duo": "participation_dispensation",
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


# --- papers that cannot all be right ----------------------------------------------------------------------

DUTY = {"obliged": True, "starts": "2023-01-16", "notified": "2023-02-06", "law": "wi2021"}
FAMILY = {"value": "family_or_other_migrant", "since": "2023-01-17"}
PIP = "municipality pip 2023-05-10"
LETTER = {"starts": "2023-05-11", "last_day": "2026-05-10", "changed": "2023-05-20"}


def plan(**more):
    """The first plan of a B1 route."""
    return {"dated": "2023-05-10", "route": "b1", "municipality": "0363", **more}


def dispensed(part, decided):
    """A dispensation of one part."""
    return {"scope": "partial", "ground": "medical_decision", "decision": "granted", "decided": decided, "part": part}


CONTRADICTIONS = {
    # conflict and its fact: what of the file differs, each source with what it says, and the facts that nobody knows because of it
    "first_plan_a2 writing_level_decided": (
        {"municipality": {"plans": [plan(skill_levels={"writing": "a2", "speaking": "a2"})]}},
        [f"a2 {PIP}"],
        "writing_level_decided speaking_level_decided",
    ),
    "plan_before_duty plan": (
        {"duo": {"duty": {**DUTY, "starts": "2023-05-11"}}},
        [f"dated {PIP}", "obliged duo mijn_inburgering 2023-05-11"],
        "",
    ),
    "estimated_hours_other_group group": (
        {"duo": {"group": FAMILY}, "municipality": {"plans": [plan(estimated_hours=900)]}},
        [f"asylum_status_holder {PIP}", "family_or_other_migrant duo mijn_inburgering 2023-01-17"],
        "",
    ),
    "plan_before_registration plan": (
        {"residence": {"registrations": [{"municipality": "0363", "since": day} for day in ("2023-06-01", "2023-05-12")]}},
        [f"dated {PIP}", "not_yet brp brp 2023-05-12"],
        "",
    ),
    "plan_under_old_act law_in_letter": (
        {"duo": {"duty": {**DUTY, "starts": "2021-01-16", "law": "wi2013"}}},
        [f"wi2021 {PIP}", "wi2013 duo letter_duo 2023-02-06"],
        "law_in_letter",
    ),
    "plans_same_day route": (
        {"municipality": {"plans": [plan(), plan(route="z")]}},
        [f"b1 {PIP}", f"z {PIP}"],
        "route reading_level_decided listening_level_decided writing_level_decided speaking_level_decided",
    ),
    "level_differs reading_level_decided": (
        {"duo": {"plan": {"dated": "2023-05-12", "route": "b1", "level": "a2"}}},
        [f"b1 {PIP}", "a2 duo letter_duo 2023-05-12"],
        "reading_level_decided listening_level_decided writing_level_decided speaking_level_decided",
    ),
    "route_differs route": (
        {"duo": {"plan": {"dated": "2023-05-12", "route": "z"}}},
        ["z duo letter_duo 2023-05-12", f"b1 {PIP}"],
        "route",
    ),
    "term_start_differs term": (
        {"duo": {"term": {**LETTER, "starts": "2023-06-01"}}},
        ["2023-06-01 duo letter_duo 2023-05-20", f"2023-05-11 {PIP}"],
        "",
    ),
    "term_without_plan plan": (
        {"duo": {"term": LETTER}, "municipality": {"plans": []}},
        ["dated duo letter_duo 2023-05-20", "not_yet municipality municipal_record"],
        "plan term term_dates",
    ),
    "pvt_before_term pvt_status": (
        {"municipality": {"pvt": {"signed": "2023-05-09"}}},
        ["signed municipality participation_statement 2023-05-09", f"2023-05-11 {PIP}"],
        "pvt_status",
    ),
    "map_before_term map_status": (
        {"duo": {"term": LETTER}, "municipality": {"map": {"final_talk": "2023-05-10"}}},
        ["talk_held municipality municipal_record 2023-05-10", "2023-05-11 duo letter_duo 2023-05-20"],
        "map_status",
    ),
    "pvt_after_z_route pvt_status": (
        {
            "municipality": {
                "pvt": {"signed": "2024-02-02"},
                "map": {"final_talk": "2024-01-30"},
                "z_route": {"completed": "2024-02-01"},
                "plans": [plan(route="z")],
            }
        },
        ["signed municipality participation_statement 2024-02-02", "2024-02-01 municipality municipal_record 2024-02-01"],
        "pvt_status",
    ),
    "map_after_z_route map_status": (
        {
            "municipality": {
                "pvt": {"signed": "2024-01-30"},
                "map": {"final_talk": "2024-02-02"},
                "z_route": {"completed": "2024-02-01"},
                "plans": [plan(route="z")],
            }
        },
        ["talk_held municipality municipal_record 2024-02-02", "2024-02-01 municipality municipal_record 2024-02-01"],
        "map_status",
    ),
    "z_route_incomplete pvt_status": (
        {"municipality": {"map": {"final_talk": "2024-01-30"}, "z_route": {"completed": "2024-02-01"}, "plans": [plan(route="z")]}},
        ["z municipality municipal_record 2024-02-01"],
        "pvt_status",
    ),
    "z_route_incomplete map_status": (
        {"municipality": {"pvt": {"signed": "2024-01-30"}, "z_route": {"completed": "2024-02-01"}, "plans": [plan(route="z")]}},
        ["z municipality municipal_record 2024-02-01"],
        "map_status",
    ),
    "z_route_without_plan route": (
        {"municipality": {"pvt": {"signed": "2024-01-30"}, "map": {"final_talk": "2024-01-31"}, "z_route": {"completed": "2024-02-01"}}},
        ["z municipality municipal_record 2024-02-01", f"b1 {PIP}"],
        "",
    ),
    "pvt_hours_short pvt_status": (
        {"municipality": {"pvt": {"hours": 11, "signed": "2024-01-30"}}},
        ["hours_short municipality participation_statement 2024-01-30"],
        "",
    ),
    "map_hours_short map_status": (
        {"municipality": {"map": {"practical_hours": 39, "final_talk": "2024-01-30"}}},
        ["hours_short municipality municipal_record 2024-01-30"],
        "",
    ),
    "culpable_too_early pvt_status": (
        {"municipality": {"pvt": {"culpable": True}}},
        ["culpable municipality municipal_record", f"2026-05-10 {PIP}"],
        "pvt_status",
    ),
    "culpable_too_early map_status": (
        {"municipality": {"map": {"culpable": True}}},
        ["culpable municipality municipal_record", f"2026-05-10 {PIP}"],
        "map_status",
    ),
    "offer_other_group course_offer": (
        {"duo": {"group": FAMILY}, "municipality": {"offers": [{"offered": "2023-06-09"}]}},
        ["made municipality municipal_record 2023-06-09", "family_or_other_migrant duo mijn_inburgering 2023-01-17"],
        "",
    ),
    "offer_before_plan course_offer": (
        {"municipality": {"offers": [{"offered": "2023-05-09"}]}},
        ["made municipality municipal_record 2023-05-09", f"dated {PIP}"],
        "",
    ),
    "offer_outside_term course_offer": (
        {"municipality": {"offers": [{"offered": "2023-06-09", "expected_end": "2026-05-11"}]}},
        ["2026-05-11 municipality municipal_record 2023-06-09", f"2026-05-10 {PIP}"],
        "",
    ),
    "duty_with_reason_none duo_duty": (
        {"duo": {"duty": {**DUTY, "reason_none": "exemption", "changed": "2023-02-08"}}},
        ["obliged duo mijn_inburgering 2023-02-08", "exempt duo mijn_inburgering 2023-02-08"],
        "duo_duty",
    ),
    "duty_ended duo_duty": (
        {"duo": {"duty": {**DUTY, "ends": "2025-05-31", "changed": "2023-02-08"}}},
        ["obliged duo mijn_inburgering 2023-02-08", "not_obliged duo mijn_inburgering 2025-05-31"],
        "duo_duty",
    ),
    "all_skills_dispensed reading_dispensation": (
        {
            "duo": {
                "dispensations": [
                    dispensed(part, f"2024-03-0{day}") for day, part in enumerate(("reading", "listening", "writing", "speaking"), 1)
                ]
            }
        },
        [f"granted duo letter_duo 2024-03-0{day}" for day in (1, 2, 3, 4)],
        "reading_dispensation listening_dispensation writing_dispensation speaking_dispensation",
    ),
    "act_against_start law_in_letter": (
        {"duo": {"duty": {**DUTY, "law": "wi2013"}}, "municipality": {"plans": None}},
        ["wi2013 duo letter_duo 2023-02-06", "from_2022 duo mijn_inburgering 2023-01-16"],
        "law_in_letter",
    ),
    "registers_differ taalschakeltraject_status": (
        {
            "duo": {"taalschakeltraject": {"started": "2023-09-04", "left": "2024-03-01"}},
            "school": {"taalschakeltraject": {"started": "2023-09-03"}},
        },
        ["left duo letter_duo 2024-03-01", "following school school_statement 2023-09-03"],
        "taalschakeltraject_status",
    ),
    "statement_differs route": (
        {"statements": [{"fact": "route", "word": "z", "said": "2024-03-01"}]},
        [f"b1 {PIP}", "z person own_words 2024-03-01"],
        "",
    ),
    "statements_differ paid_work": (
        {"statements": [{"fact": "paid_work", "word": word, "said": "2024-03-01"} for word in ("works", "does_not_work")]},
        ["does_not_work person own_words 2024-03-01", "works person own_words 2024-03-01"],
        "paid_work",
    ),
    "exemption_over duo_duty": (
        {
            "duo": {
                "duty": {**DUTY, "obliged": False, "reason_none": "temporary_exemption", "changed": "2023-02-08"},
                "exemptions": [
                    {"scope": "temporary", "decision": "granted", "decided": "2023-02-07", "ends": ends}
                    for ends in ("2025-05-01", "2024-05-01")
                ],
            },
        },
        ["temporarily_exempt duo mijn_inburgering 2023-02-08", "obliged duo letter_duo 2025-05-01"],
        "duo_duty",
    ),
    "list_not_understood list_cells": (
        {"not_understood": [{"where": f"row {row}", "found": "?", "told_by": "municipality"} for row in (1, 2)]},
        ["row 1: ?; row 2: ? municipality municipal_record"],
        "",
    ),
    "not_understood duo.exams": (
        {"not_understood": [{"where": "duo.exams", "found": "Toets X", "told_by": "duo"}]},
        ["Toets X duo mijn_inburgering"],
        "",
    ),
}


@pytest.mark.parametrize("contradiction", CONTRADICTIONS)
def test_papers_that_cannot_all_be_right_are_each_named_with_what_they_say(book, b1_file, contradiction):
    """The conflict, its fact, its sources with their days, and what nobody knows because of it; nothing else becomes unknown."""
    groups, sources, unknown = CONTRADICTIONS[contradiction]
    known = facts_from(b1_file(**groups), on=date(2025, 6, 1), book=book)
    found = {f"{one.id} {one.fact}": [f"{word} {_papers([paper])}" for word, paper in one.sources] for one in known.conflicts}
    assert found == {contradiction: sources}
    assert [name for name in unknown.split() if name in known] == []
