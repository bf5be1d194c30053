-- The onderwijsroute and the Z-route, another route, and a move: `derive/route.py`.
WITH asked AS (
    SELECT
        row,
        plans,
        plan,
        followed,
        term_is_stated,
        last_day,
        z_route,
        registrations_are_told,
        dispensations IS NOT NULL AS dispensations_are_told,
        coalesce(plan.route = 'z', registered_plan.route = 'z', false) AS follows_z,
        lowered(today.z_course_hours(), z_route.course_hours_set) AS course_norm,
        list_sum([one.dutch_and_knm FOR one IN registered_hours]) AS registered,
        coalesce(list_sum([one.intake_dutch_and_knm FOR one IN registered_hours]), 0) AS intake,
        coalesce(list_sum([one.hours FOR one IN followed
            IF (coalesce(one.quality_mark, false) OR coalesce(one.taalschakeltraject, false))
            AND coalesce(one.until > first_plan, true) AND coalesce(one.since >= first_plan, true)]), 0) AS stated,
        list_sum([one.participation FOR one IN registered_hours]) AS participation,
        coalesce(pvt.hours, 0) + coalesce(map.practical_hours, 0) AS pvt_and_map,
        [one.participation_hours_at_most FOR one IN dispensations
            IF one.participation_hours_at_most IS NOT NULL AND one.decision = 'granted' AND NOT is_later(one.decided)] AS caps,
        -- The newest registration in a municipality, outside a reception centre.
        list_filter(registrations, lambda one: one.municipality IS NOT NULL AND NOT coalesce(one.reception_centre, false)) AS homes,
        -- The first day of the first term (BI2021 art. 5.4 lid 1).
        list_min([stated_start, first_plan + 1]
            || coalesce([one.starts FOR one IN earlier_terms], [])) AS first_start
    FROM seen
),

moved AS (
    SELECT
        *,
        lowered(today.z_participation_hours(), list_min(caps)) AS participation_norm,
        list_max([{'since': one.since, 'municipality': one.municipality} FOR one IN homes]) AS home,
        months_later(first_start, law.route_change_window(first_start)) - 1 AS route_change_until
    FROM asked
),

settled AS (
    SELECT
        *,
        [one.municipality FOR one IN plans IF one.dated < home.since AND one.municipality IS NOT NULL][-1] AS municipality_before,
        list_filter(plans, lambda one: one.dated >= home.since AND coalesce(one.municipality = home.municipality, true)) AS plans_after
    FROM moved
),

last AS (
    SELECT
        *,
        coalesce(municipality_before <> home.municipality, false) AS has_moved,
        CASE
            WHEN municipality_before <> home.municipality AND len(plans_after) = 0 THEN weeks_later(home.since, today.move_plan_weeks())
        END AS move_plan_due,
        list_filter(homes, lambda one: one.since = home.since) AS latest
    FROM settled
),

here AS (
    SELECT *, list_filter(latest, lambda one: coalesce(one.until >= advice_day(), true)) AS homes_now
    FROM last
),

living AS (
    SELECT
        *,
        coalesce([one.municipality FOR one IN homes_now], [])
            || [one.municipality FOR one IN [plan] IF one.municipality IS NOT NULL AND one.dated >= coalesce(
                list_max([other.since FOR other IN homes_now]),
                list_max([coalesce(other.until, advice_day()) FOR other IN latest]),
                DATE '0001-01-01'
            )] AS codes,
        CASE
            WHEN last_day IS NULL THEN NULL
            WHEN advice_day() <= route_change_until THEN 'open'
            WHEN route_change_until IS NOT NULL THEN 'closed'
        END AS change_window
    FROM here
)

SELECT
    row,
    CASE
        WHEN follows_z AND registered >= course_norm THEN 'reached'
        WHEN follows_z AND registered + intake >= course_norm THEN 'reached_with_intake_hours'
        WHEN follows_z AND registered < course_norm THEN 'short'
    END AS "course_hours_status by municipality",
    CASE WHEN follows_z AND len(followed) > 0 AND stated >= course_norm THEN 'reached' END AS "course_hours_status by school",
    CASE
        WHEN follows_z AND z_route.course_hours_set < today.z_course_hours() THEN 'lower'
        WHEN follows_z AND z_route.course_hours_set >= today.z_course_hours() THEN 'law'
    END AS "course_hours_norm by municipality",
    CASE
        WHEN follows_z AND participation >= participation_norm THEN 'reached'
        WHEN follows_z AND participation + pvt_and_map >= participation_norm THEN 'reached_with_pvt_and_map'
        WHEN follows_z AND participation < participation_norm THEN 'short'
    END AS "participation_hours_status by municipality",
    CASE
        WHEN follows_z AND z_route.completed <= advice_day() THEN 'held'
        WHEN follows_z AND z_route IS NOT NULL THEN 'not_held'
    END AS "z_talk_status by municipality",
    CASE
        WHEN NOT dispensations_are_told THEN NULL
        WHEN len(caps) = 0 THEN 'none'
        WHEN list_min(caps) > 0 THEN 'some_hours'
        ELSE 'all_hours'
    END AS "participation_dispensation by duo",
    CASE
        WHEN coalesce(len(plans), 0) = 0 OR len(list_filter(plans, lambda one: one.route IS NULL)) > 0 THEN NULL
        ELSE coalesce([one.route FOR one IN plans IF one.route <> plan.route][-1], 'none')
    END AS "previous_route by municipality",
    CASE WHEN term_is_stated THEN change_window END AS "route_change_window by duo",
    CASE WHEN NOT term_is_stated THEN change_window END AS "route_change_window by municipality",
    CASE
        WHEN coalesce(len(plans), 0) = 0 OR NOT registrations_are_told THEN NULL
        WHEN NOT has_moved THEN 'no_move'
        WHEN len(plans_after) > 0 THEN 'new_plan_made'
        WHEN advice_day() > move_plan_due THEN 'new_plan_late'
        WHEN move_plan_due IS NOT NULL THEN 'new_plan_awaited'
    END AS "move by municipality",
    CASE WHEN last_day IS NOT NULL THEN route_change_until END AS "day of route_change_until",
    move_plan_due AS "day of move_plan_due",
    CASE WHEN len(list_distinct(codes)) > 0 OR len(latest) > 0 THEN list_distinct(codes) END AS municipalities
FROM living
