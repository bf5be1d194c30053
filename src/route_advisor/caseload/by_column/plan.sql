-- The plan (PIP), its route and levels, and the ten weeks that the municipality has for it: `derive/plan.py`.
WITH registered AS (
    SELECT
        row,
        plans,
        plan,
        registered_plan,
        first_plan,
        term_is_stated,
        is_asylum,
        CASE WHEN duty.notified <= advice_day() THEN duty.notified END AS notified,
        list_min([one.since FOR one IN registrations IF is_asylum IS NOT DISTINCT FROM false OR one.reception_centre IS NOT DISTINCT FROM false])
            AS housed_since
    FROM seen
),

clocked AS (
    SELECT
        *,
        CASE
            WHEN housed_since IS NOT NULL AND today.plan_weeks_from_registration() IS NOT NULL
                THEN weeks_later(housed_since, today.plan_weeks_from_registration())
            WHEN is_asylum IS NOT DISTINCT FROM false THEN weeks_later(notified, today.plan_weeks())
            WHEN housed_since IS NOT NULL AND notified IS NOT NULL
                THEN weeks_later(greatest(notified, housed_since), today.plan_weeks())
        END AS plan_due,
        -- For somebody from before the change the text regulates no transition: both dates are told.
        CASE
            WHEN today.plan_weeks_from_registration() IS NULL AND notified IS NOT NULL AND housed_since < law.plan_weeks_since()
                THEN weeks_later(
                    housed_since, law.plan_weeks_from_registration(greatest(housed_since, law.plan_weeks_from_registration_since()))
                )
        END AS plan_due_before_2023
    FROM registered
)

SELECT
    row,
    CASE WHEN len(plans) > 0 THEN 'dated' WHEN len(plans) = 0 THEN 'not_yet' END AS "plan by municipality",
    CASE WHEN registered_plan.dated IS NOT NULL OR (term_is_stated AND plans IS NULL) THEN 'dated' END AS "plan by duo",
    CASE WHEN len(plans) > 1 THEN 'several' WHEN len(plans) = 1 THEN 'one' END AS "plan_count by municipality",
    plan.route AS "route by municipality",
    registered_plan.route AS "route by duo",
    CASE WHEN plan.route = 'b1' THEN level_of(plan, plan.skill_levels.reading) END AS "reading_level_decided by municipality",
    CASE WHEN plan.route = 'b1' THEN level_of(plan, plan.skill_levels.listening) END AS "listening_level_decided by municipality",
    CASE WHEN plan.route = 'b1' THEN level_of(plan, plan.skill_levels.writing) END AS "writing_level_decided by municipality",
    CASE WHEN plan.route = 'b1' THEN level_of(plan, plan.skill_levels.speaking) END AS "speaking_level_decided by municipality",
    CASE
        WHEN coalesce(len(plans), 0) > 0 OR plan_due IS NULL THEN NULL
        WHEN (advice_day() > plan_due) <> (advice_day() > plan_due_before_2023) THEN 'two_readings'
        WHEN advice_day() > plan_due THEN 'passed'
        ELSE 'running'
    END AS "plan_clock by municipality",
    first_plan AS "day of first_plan",
    CASE WHEN first_plan IS NULL THEN plan_due END AS "day of plan_due",
    CASE WHEN first_plan IS NULL AND plan_due IS NOT NULL THEN plan_due_before_2023 END AS "day of plan_due_before_2023"
FROM clocked
