"""A dozen lives as files. Every record has a day of its own, so that none can stand for another when somebody asks who told it."""

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
