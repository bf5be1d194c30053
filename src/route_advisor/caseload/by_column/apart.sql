-- Whose file is read by itself, one after another, by the functions of `derive`: whom records contradict, whom an older act may govern, and
-- whoever has what the columns do not read. Sooner one too many than one too few: whoever stands here is answered all the same.
SELECT
    row,
    coalesce(
        has_other_papers
        -- An older act, or a record of DUO that was changed later.
        OR coalesce(duty.law <> 'wi2021', false)
        OR (coalesce(duty.law IS NULL OR is_later(duty.notified), true) AND coalesce(duty_starts < law.begins(), false))
        OR is_later(duty.changed) OR is_later(duo_group.since)
        -- Own words from which more follows: a decision of DUO, a Z-route that no paper names, a loan for who stays under EU law.
        OR list_contains(said_with_more, 'measure_letter')
        OR (coalesce(plan.route, registered_plan.route) IS NULL AND list_contains(said_with_more, 'route'))
        OR (permit.legal_basis = 'eu_law' AND list_contains(said, 'loan_plan'))
        -- Several permits of one day; plans of one day; an interruption of the duty.
        OR has_several_permits
        OR len(list_distinct([one.dated FOR one IN plans])) < len(plans)
        OR len(list_filter(periods_of_duty, lambda one: one)) > 1
        -- The age of the AOW near or behind.
        OR reaches_age(born, law.lowest_aow_age() - 24) <= advice_day()
        -- A duty that decisions ended.
        OR (coalesce(duty.obliged, duty.reason_none IS NULL) AND (
            duty.reason_none IS NOT NULL
            OR coalesce(duty.ends < advice_day(), false)
            OR len(list_filter(exemptions, lambda one: one.scope <> 'partial' AND one.decision = 'granted')) > 0
            OR len(list_filter(dispensations, lambda one: one.scope = 'full' AND one.decision = 'granted')) > 0
        ))
        OR (duty.reason_none = 'temporary_exemption' AND len(list_filter(exemptions, lambda one: one.scope = 'temporary')) > 0)
        -- A plan that cannot be right beside another paper.
        OR coalesce(oldest_plan.dated < duty.starts, false)
        OR (len(plans) = 1 AND coalesce(stated_start > oldest_plan.dated, true) AND oldest_plan.route = 'b1'
            AND 'a2' IN (
                level_of(oldest_plan, oldest_plan.skill_levels.reading), level_of(oldest_plan, oldest_plan.skill_levels.listening),
                level_of(oldest_plan, oldest_plan.skill_levels.writing), level_of(oldest_plan, oldest_plan.skill_levels.speaking)
            ))
        OR coalesce(plan.route = 'b1' AND registered_plan.level <> least(
            level_of(plan, plan.skill_levels.reading), level_of(plan, plan.skill_levels.listening),
            level_of(plan, plan.skill_levels.writing), level_of(plan, plan.skill_levels.speaking)
        ), false)
        OR (ever_family_or_other_migrant AND len(list_filter(plans, lambda one: one.estimated_hours IS NOT NULL)) > 0)
        OR len(list_filter(plans, lambda one: list_min([other.since FOR other IN registrations IF other.municipality = one.municipality]) > one.dated)) > 0
        -- A term that cannot be right beside the plans, or that may have two last days.
        OR (term_is_stated AND len(plans) = 0)
        OR coalesce(stated_start > first_plan + 1, false)
        OR coalesce(month(first_plan + 1) = 2 AND day(first_plan + 1) = 29, false)
        -- Participation statement, labour market module, Z-route and offers.
        OR coalesce(pvt.hours < today.pvt_hours() AND pvt.signed <= advice_day(), false)
        OR coalesce(map.practical_hours < today.map_practical_hours() AND map.final_talk <= advice_day(), false)
        OR coalesce(pvt.signed <= advice_day() AND pvt.signed < term_starts, false)
        OR coalesce(map.final_talk <= advice_day() AND map.final_talk < term_starts, false)
        OR pvt.culpable OR map.culpable
        OR (z_route.completed IS NOT NULL AND (
            pvt.signed IS NULL OR pvt.signed > z_route.completed
            OR map.final_talk IS NULL OR map.final_talk > z_route.completed
            OR coalesce(plan.route <> 'z', false)
        ))
        OR (ever_family_or_other_migrant AND len(offers) > 0)
        OR len(list_filter(offers, lambda one: one.offered < oldest_plan.dated)) > 0
        OR len(list_filter(offers, lambda one: one.expected_end > last_day)) > 0
        -- Several counts of free attempts for one part.
        OR len(list_distinct([one.part FOR one IN free_attempts])) < len(free_attempts)
        -- All four skills dispensed.
        OR len(list_filter(dispensations, lambda one: one.scope = 'partial' AND one.decision = 'granted')) >= 4,
        false
    ) AS is_apart
FROM (
    SELECT *, list_contains([group_word] || coalesce([one.value FOR one IN duo_group.history], []), 'family_or_other_migrant') AS ever_family_or_other_migrant
    FROM seen
)
