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
    "letters": [{"kind": "duo_decision", "dated": "2025-05-20"}],
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
    "municipality": {"pvt": {"hours": 6, "signed": "2020-03-10"}, "map": {"final_talk": "2022-01-11"}},
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

DAY = "2023-02-06"
ALL_ON_ONE_DAY = {
    "residence": {
        "permits": [{"legal_basis": "asylum_fixed_term", "decided": DAY, "valid_from": DAY, "valid_until": DAY}],
        "registrations": [{"since": DAY, "municipality": "0363", "reception_centre": False}],
    },
    "duo": {
        "duty": {"obliged": True, "starts": DAY, "notified": DAY, "changed": DAY, "law": "wi2021", "history": [{"obliged": False}]},
        "group": {"value": "asylum_status_holder", "since": DAY},
        "term": {"starts": DAY, "last_day": DAY, "changed": DAY},
        "plan": {"dated": DAY, "route": "z"},
        "exams": [{"part": "reading", "level": "b1", "outcome": "passed", "taken": DAY}],
        "exemptions": [{"part": "writing", "scope": "partial", "level": "b1", "decision": "granted", "decided": DAY}],
        "dispensations": [{"part": "speaking", "scope": "partial", "decision": "granted", "decided": DAY}],
        "nt2_diplomas": [{"programme": 1, "dated": DAY}],
        "taalschakeltraject": {"started": DAY},
        "fines": [{"decided": DAY}],
    },
    "municipality": {
        "intake": {"calls": [DAY], "completed": DAY},
        "third_party_information": {"awaited": True, "received": DAY},
        "learnability_tests": [{"registered": DAY, "result": "b1_feasible", "score_hundredths": 1}],
        "plans": [{"dated": DAY, "route": "z", "municipality": "0363"}],
        "offers": [{"offered": DAY}],
        "pvt": {"signed": DAY},
        "map": {"final_talk": DAY},
        "z_route": {"completed": DAY},
        "hours": [{"known_until": DAY, "dutch_and_knm": 1, "participation": 1}],
    },
    "school": {"courses": [{"kind": "dutch", "hours": 1, "quality_mark": True, "since": DAY, "until": DAY}]},
    "life": {"education": [{"kind": "entree", "in_dutch": True, "from": DAY, "until": DAY}]},
    "letters": [{"kind": "municipality_decision", "dated": DAY}],
    "statements": [{"fact": "loan_plan", "word": "none", "said": DAY}],
}

OLD_ACT_WITHOUT_A_TERM = {
    "duo": {
        "duty": {"obliged": True, "starts": "2019-05-13", "law": "wi2013", "changed": "2019-06-04", "history": [{"obliged": False}]},
        "group": {"value": "family_or_other_migrant", "since": "2019-05-14"},
    },
}
MOVED_AND_WAITING = {
    "residence": {
        "registrations": [
            {"since": "2023-01-15", "until": "2025-04-30", "municipality": "0363"},
            {"since": "2025-05-01", "municipality": "0518", "reception_centre": False},
        ],
        "permits": [{"legal_basis": "regular_fixed_term", "purpose": "family", "decided": "2023-01-11"}],
    },
    "duo": {
        "group": {"detailed": "family_reunifier_with_asylum_status_holder", "since": "2023-01-17"},
        "exemptions": [
            {"scope": "temporary", "decision": "granted", "decided": "2024-01-05", "starts": "2024-01-06", "ends": "2025-06-01"}
        ],
    },
    "municipality": {"plans": [{"dated": "2023-05-10", "route": "z", "municipality": "0363"}]},
}
RELEASED_IN_A_GAP = {
    "duo": {
        "duty": {
            "obliged": True,
            "starts": "2024-02-04",
            "changed": "2024-02-05",
            "history": [{"obliged": True, "starts": "2022-03-02", "ends": "2023-07-01", "changed": "2022-03-03"}],
        },
        "dispensations": [{"scope": "full", "decision": "refused", "decided": "2023-07-03"}],
        "exemptions": [{"scope": "full", "decision": "refused", "decided": "2023-07-02"}],
    },
}
OLD_ACT_WITH_A_LAST_DAY_ALONE = {"duo": {"duty": {"law": "wi2013"}, "term": {"last_day": "2022-05-12"}}}

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
