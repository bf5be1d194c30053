-- Exams, PVT, MAP and lessons: `derive/results.py`. What is declared, `caseload.columns` reads.
WITH counted AS (
    SELECT
        row,
        first_plan,
        said,
        pvt,
        map,
        free_attempts,
        courses_are_told,
        exams IS NOT NULL AS exams_are_told,
        [one.taken FOR one IN exams
            IF one.outcome = 'passed' AND NOT is_later(one.taken) AND one.level IS NOT NULL
            AND one.part IN ('reading', 'listening', 'writing', 'speaking')]
            || coalesce([one.dated FOR one IN nt2_diplomas IF one.dated <= advice_day()], []) AS days_of_passes,
        -- The hours of the school, as they count for a lower level (BI2021 art. 5.5): at least, and at most.
        list_filter(followed, lambda one: one.kind IN ('dutch', 'literacy')
            AND (coalesce(one.quality_mark, true) OR coalesce(one.taalschakeltraject, false))
            AND coalesce(one.until > first_plan, true)) AS lessons,
        plans IS NOT NULL AND len(plans) = 0 AND registered_plan IS NULL AND NOT has_stated_term AS no_plan_yet,
        list_sum([one.dutch_and_knm FOR one IN registered_hours]) AS registered,
        coalesce(list_sum([coalesce(one.intake_dutch, 0) FOR one IN registered_hours]), 0) AS intake_at_least,
        coalesce(list_sum([coalesce(one.intake_dutch, one.intake_dutch_and_knm, 0) FOR one IN registered_hours]), 0) AS intake_at_most
    FROM seen
),

summed AS (
    SELECT
        *,
        CASE WHEN no_plan_yet THEN 0 ELSE coalesce(list_sum([one.hours FOR one IN lessons]), 0) END AS at_most,
        CASE
            WHEN no_plan_yet THEN 0
            ELSE coalesce(list_sum([one.hours FOR one IN lessons
                IF (coalesce(one.quality_mark, false) OR coalesce(one.taalschakeltraject, false))
                AND coalesce(one.since >= first_plan, true)]), 0)
        END AS at_least
    FROM counted
)

SELECT
    row,
    CASE
        WHEN NOT exams_are_told OR first_plan IS NULL OR list_contains(said, 'earlier_exams') THEN NULL
        WHEN len(list_filter(days_of_passes, lambda one: one < first_plan)) > 0 THEN 'before_plan'
        WHEN len(list_filter(days_of_passes, lambda one: one IS NULL)) = 0 THEN 'none'
    END AS "earlier_exams by duo",
    CASE
        WHEN pvt.signed <= advice_day() THEN 'signed'
        WHEN pvt.signed IS NOT NULL OR pvt.hours IS NOT NULL THEN 'not_signed'
    END AS "pvt_status by municipality",
    CASE
        WHEN map.final_talk <= advice_day() THEN 'talk_held'
        WHEN map.final_talk IS NOT NULL OR map.practical_hours IS NOT NULL THEN 'talk_not_held'
    END AS "map_status by municipality",
    CASE
        WHEN NOT courses_are_told THEN NULL
        WHEN at_least >= today.lessons_before_a2() THEN 'enough_to_ask_for_a2'
        WHEN at_most >= today.lessons_before_a2() OR coalesce(registered, 0) >= today.lessons_before_a2() THEN NULL
        WHEN at_least + intake_at_least >= today.lessons_before_a2() THEN 'enough_with_intake_hours'
        WHEN at_most + intake_at_most < today.lessons_before_a2() THEN 'too_few_to_ask_for_a2'
    END AS "dutch_lessons by school",
    CASE
        WHEN NOT courses_are_told AND registered + intake_at_most < today.lessons_before_a2() THEN 'too_few_to_ask_for_a2'
    END AS "dutch_lessons by municipality",
    attempts_left(free_attempts, 'reading') AS "reading_free_attempts by duo",
    attempts_left(free_attempts, 'listening') AS "listening_free_attempts by duo",
    attempts_left(free_attempts, 'writing') AS "writing_free_attempts by duo",
    attempts_left(free_attempts, 'speaking') AS "speaking_free_attempts by duo",
    attempts_left(free_attempts, 'knm') AS "knm_exam_free_attempts by duo"
FROM summed
