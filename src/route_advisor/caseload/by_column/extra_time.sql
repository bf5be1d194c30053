-- The facts behind extra time: `derive/extra_time.py` (BI2021 art. 4.4, RI2021 art. 4.1).
WITH passed AS (
    SELECT
        row,
        followed,
        courses_are_told,
        taalschakeltraject_of_school,
        offers,
        CASE WHEN plan.route = 'b1' AND exams IS NOT NULL THEN [
            skill_of(
                "reading_result by duo", "reading_dispensation by duo", "reading_exemption by duo", level_of(plan, plan.skill_levels.reading)
            ),
            skill_of(
                "listening_result by duo", "listening_dispensation by duo", "listening_exemption by duo", level_of(plan, plan.skill_levels.listening)
            ),
            skill_of(
                "writing_result by duo", "writing_dispensation by duo", "writing_exemption by duo", level_of(plan, plan.skill_levels.writing)
            ),
            skill_of(
                "speaking_result by duo", "speaking_dispensation by duo", "speaking_exemption by duo", level_of(plan, plan.skill_levels.speaking)
            )
        ] END AS skills,
        coalesce(list_sum([one.hours FOR one IN followed
            IF one.kind <> 'literacy' AND coalesce(one.since >= first_plan, true)]), 0) AS certain_hours,
        coalesce(list_sum([one.hours FOR one IN followed]), 0) AS all_hours,
        coalesce(list_sum([one.dutch_and_knm FOR one IN hours]), 0) AS registered,
        list_min([one.offered FOR one IN offers IF one.offered <= advice_day()]) AS offered,
        months_later(oldest_plan.dated, today.offer_months()) AS last_day_for_an_offer,
        -- How long each literacy course lasted.
        [CASE
            WHEN one.since IS NULL THEN 'unknown'
            WHEN (CASE WHEN one.until <= advice_day() THEN one.until ELSE advice_day() END) + 1
                >= months_later(one.since, literacy_months()) THEN 'three_months_or_longer'
            WHEN one.until <= advice_day() THEN 'shorter'
            ELSE 'unknown'
        END FOR one IN followed IF one.kind = 'literacy'] AS lengths,
        -- The start of the taalschakeltraject, as the school or DUO tells it.
        list_min([one.dated FOR one IN plans IF one.route = 'onderwijs']) AS planned,
        list_filter([taalschakeltraject_of_school, taalschakeltraject_of_duo], lambda one: one IS NOT NULL) AS told
    FROM seen POSITIONAL JOIN declared
),

begun AS (
    SELECT
        *,
        months_later(planned, today.taalschakeltraject_months()) AS last_day_to_begin,
        list_min([one.started FOR one IN told IF one.started <= advice_day()]) AS started
    FROM passed
),

worded AS (
    SELECT
        *,
        CASE
            WHEN last_day_to_begin IS NULL OR len(told) = 0
                OR len(list_filter(told, lambda one: one.started IS NULL AND coalesce(one.completed, one.ended, one."left") IS NOT NULL)) > 0
                THEN NULL
            WHEN coalesce(started, advice_day()) > last_day_to_begin THEN 'late'
            WHEN started IS NOT NULL THEN 'in_time'
        END AS began,
        CASE
            WHEN started IS NULL THEN taalschakeltraject_of_school IS NOT NULL
            ELSE coalesce(taalschakeltraject_of_school.started = started, false)
        END AS told_by_school
    FROM begun
)

SELECT
    row,
    CASE
        WHEN skills IS NULL OR today.near_finish_skills() IS NULL THEN NULL
        WHEN len(list_filter(skills, lambda one: one.passed OR one.released)) = 4 THEN 'all'
        WHEN len(list_filter(skills, lambda one: one.passed)) >= today.near_finish_skills() THEN 'two_or_three'
        WHEN len(list_filter(skills, lambda one: one.released AND NOT one.passed)) = 0 THEN 'fewer'
    END AS "skills_passed by duo",
    CASE
        WHEN NOT courses_are_told THEN NULL
        WHEN certain_hours >= today.near_finish_hours() THEN 'enough'
        WHEN all_hours < today.near_finish_hours() AND registered < today.near_finish_hours() THEN 'too_few'
    END AS "lesson_hours by school",
    CASE
        WHEN last_day_for_an_offer IS NULL OR offers IS NULL
            OR len(list_filter(offers, lambda one: one.offered IS NULL)) > 0 THEN NULL
        WHEN coalesce(offered, advice_day()) > last_day_for_an_offer THEN 'late'
        WHEN offered IS NULL THEN 'still_time'
        ELSE 'in_time'
    END AS "course_offer_wait by municipality",
    CASE
        WHEN NOT courses_are_told OR literacy_months() IS NULL THEN NULL
        WHEN list_contains(lengths, 'three_months_or_longer') THEN 'three_months_or_longer'
        WHEN list_contains(lengths, 'unknown') THEN NULL
        WHEN list_contains(lengths, 'shorter') THEN 'shorter'
        ELSE 'none'
    END AS "literacy_course by school",
    CASE
        WHEN len(followed) > 0 AND len(list_filter(followed, lambda one: coalesce(one.attendance_percent < 100, true))) = 0 THEN 'all_or_excused'
    END AS "lesson_attendance by school",
    CASE WHEN told_by_school THEN began END AS "taalschakeltraject_start by school",
    CASE WHEN NOT told_by_school THEN began END AS "taalschakeltraject_start by duo"
FROM worded
