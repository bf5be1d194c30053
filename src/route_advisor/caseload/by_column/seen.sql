-- What several topics ask of a personal file: `derive/seen.py`, for many files at once.
--
-- `advice_day()` is the day of the advice. What is dated later does not count. A list is null where the file does not say, and empty
-- where it says that there are none.
WITH files AS (
    SELECT row, file.*
    FROM (SELECT row_number() OVER () AS row, file_of(text) AS file FROM files_as_json)
),

-- The parts of a file that the topics read.
told AS (
    SELECT
        row,
        person.born AS born,
        person.nationalities AS nationalities,
        residence.permits AS permits,
        residence.registrations AS all_registrations,
        residence.eu_family_right AS eu_family_right,
        residence.integrated_elsewhere_for_eu_long_term_status AS integrated_elsewhere,
        residence.treaty_exception AS treaty_exception,
        duo.duty AS duty,
        duo."group" AS duo_group,
        duo.term AS stated_term,
        duo.plan AS plan_of_duo,
        duo.exams AS exams,
        duo.nt2_diplomas AS nt2_diplomas,
        duo.exemptions AS exemptions,
        duo.dispensations AS dispensations,
        duo.free_attempts AS free_attempts,
        duo.taalschakeltraject AS taalschakeltraject_of_duo,
        school.taalschakeltraject AS taalschakeltraject_of_school,
        school.courses AS courses,
        municipality.intake AS intake,
        municipality.third_party_information AS third_party_information,
        municipality.plans AS all_plans,
        municipality.offers AS offers,
        municipality.pvt AS pvt,
        municipality.map AS map,
        municipality.z_route AS z_route,
        municipality.hours AS hours,
        list_filter(statements, lambda one: NOT is_later(one.said)) AS statements,
        -- Papers that no column reads.
        letters IS NOT NULL OR life IS NOT NULL OR len(not_understood) > 0
            OR duo.fines IS NOT NULL OR municipality.fines IS NOT NULL OR duo.pvt_term IS NOT NULL AS has_other_papers
    FROM files
),

dated AS (
    SELECT
        * EXCLUDE (all_registrations, plan_of_duo, courses, all_plans),
        -- Where only a term of before 2022 is known, the duty began with it (WI2013 art. 7b).
        coalesce(duty.starts, CASE WHEN stated_term.starts < law.begins() THEN stated_term.starts END) AS duty_starts,
        list_sort(list_filter(all_plans, lambda one: one.dated <= advice_day())) AS plans,
        CASE WHEN NOT is_later(plan_of_duo.dated) THEN plan_of_duo END AS registered_plan,
        all_registrations IS NOT NULL AS registrations_are_told,
        list_filter(all_registrations, lambda one: one.since <= advice_day()) AS registrations,
        courses IS NOT NULL AS courses_are_told,
        list_filter(courses, lambda one: NOT is_later(one.since)) AS followed,
        list_filter(hours, lambda one: NOT is_later(one.known_until)) AS registered_hours,
        [one.fact FOR one IN statements] AS said,
        list_filter(permits, lambda one: NOT is_later(one.valid_from) AND NOT is_later(one.decided) AND coalesce(advice_day() <= one.valid_until, true))
            AS permits_of_the_day,
        coalesce(
            duo_group.value,
            CASE
                WHEN duo_group.detailed IN (
                    'asylum_status_holder', 'family_reunifier_with_asylum_status_holder', 'family_former_with_asylum_status_holder'
                ) THEN 'asylum_status_holder'
                WHEN duo_group.detailed IS NOT NULL THEN 'family_or_other_migrant'
            END
        ) AS group_word,
        -- What DUO had on record about the term, without what it changed later.
        stated_term IS NOT NULL AND NOT is_later(stated_term.changed) AS term_is_known,
        [{'changed': coalesce(one.changed, DATE '0001-01-01'), 'last_day': one.last_day, 'starts': one.starts}
            FOR one IN stated_term.history IF NOT is_later(one.changed)] AS earlier_terms
    FROM told
),

stated AS (
    SELECT
        * EXCLUDE (permits_of_the_day, statements),
        plans[1] AS oldest_plan,
        plans[-1] AS plan,
        permits_of_the_day[1] AS permit,
        len(permits_of_the_day) > 1 AS has_several_permits,
        [one.fact FOR one IN statements IF one.word IN ('duo_decision', 'z')] AS said_with_more,
        CASE WHEN term_is_known THEN stated_term.last_day ELSE list_max(earlier_terms).last_day END AS stated_last_day,
        CASE WHEN term_is_known OR len(earlier_terms) > 0 THEN stated_term.starts END AS stated_start,
        [coalesce(duty.starts <= advice_day(), false) AND duty.obliged]
            || coalesce([one.obliged AND coalesce(one.starts <= advice_day(), false) FOR one IN duty.history], []) AS periods_of_duty
    FROM dated
),

planned AS (
    SELECT
        * EXCLUDE (stated_term),
        stated_term IS NOT NULL AS has_stated_term,
        stated_last_day IS NOT NULL AS term_is_stated,
        -- The date on the first PIP. It starts the term, and no later plan moves it (WI2021 art. 11 lid 3).
        CASE
            WHEN len(plans) > 0 AND coalesce(stated_start > oldest_plan.dated, true) THEN oldest_plan.dated
            WHEN len(plans) = 0 THEN NULL
            ELSE stated_start - 1
        END AS first_plan,
        -- Whether the person holds an asylum permit for a fixed period; null where nothing says so.
        CASE
            WHEN permit.legal_basis IS NOT NULL THEN permit.legal_basis = 'asylum_fixed_term'
            ELSE group_word = 'asylum_status_holder' AND coalesce(duo_group.detailed = 'asylum_status_holder', true)
        END AS is_asylum,
        coalesce(permit.legal_basis IN ('asylum_fixed_term', 'regular_fixed_term'), false) AS permit_is_fixed
    FROM stated
),

computed AS (
    SELECT *, years_later(first_plan + 1, law.term_length(first_plan)) - 1 AS computed_last_day
    FROM planned
)

-- The term: the dates that DUO stated, else the computed ones (`derive/term.py`).
SELECT
    *,
    coalesce(stated_last_day, computed_last_day) AS last_day,
    CASE
        WHEN NOT term_is_stated THEN CASE WHEN computed_last_day IS NOT NULL THEN first_plan + 1 END
        ELSE coalesce(stated_start, CASE WHEN first_plan + 1 <= stated_last_day THEN first_plan + 1 END)
    END AS term_starts
FROM computed
