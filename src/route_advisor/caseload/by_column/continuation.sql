-- How a duty goes on or ends, the change of act, the permit now, and the time before the plan: `derive/continuation.py`.
WITH told AS (
    SELECT
        row,
        duty,
        permit,
        permit_is_fixed,
        said,
        last_day,
        nationalities,
        [one.decided FOR one IN permits IF one.legal_basis IN ('asylum_fixed_term', 'regular_fixed_term')] AS fixed_decided,
        list_max([one.valid_until FOR one IN permits IF one.legal_basis IN ('asylum_fixed_term', 'regular_fixed_term')])
            AS fixed_until,
        list_min([one.since FOR one IN registrations IF NOT coalesce(one.reception_centre, false)]) AS registered,
        list_min([one.since FOR one IN registrations]) AS first_here,
        coalesce(permit.valid_from, permit.decided) AS applied,
        list_filter(permits, lambda one: NOT is_later(one.decided)) AS decided_permits,
        duo_group.detailed IN ('family_reunifier_with_asylum_status_holder', 'family_former_with_asylum_status_holder')
            AS is_family_of_a_refugee,
        list_filter(registrations, lambda one: coalesce(one.until >= advice_day(), true)) AS addresses,
        list_filter(intake.calls, lambda one: one <= advice_day()) AS calls,
        months_later(law.begins(), -law.months_around_change(law.begins())) AS near_from,
        months_later(law.begins(), law.months_around_change(law.begins())) AS near_until
    FROM seen
),

listed AS (
    SELECT
        *,
        [one.decided FOR one IN decided_permits
            IF one.legal_basis = 'asylum_fixed_term' OR (one.purpose = 'family' AND is_family_of_a_refugee)] AS asylum_decided,
        [one.reception_centre FOR one IN addresses IF one.since = list_max([other.since FOR other IN addresses])] AS kinds
    FROM told
)

SELECT
    row,
    CASE WHEN len(duty.history) > 0 THEN 'none' END AS "duty_gap by duo",
    CASE
        WHEN duty.starts IS NULL OR duty.starts > advice_day() OR near_from IS NULL THEN NULL
        WHEN duty.starts >= near_from AND duty.starts < near_until THEN 'near'
        WHEN len(list_filter(fixed_decided, lambda one: one >= near_from AND one < near_until)) > 0 THEN 'near'
        ELSE 'not_near'
    END AS "duty_near_2022 by duo",
    CASE
        WHEN duty.starts IS NULL OR is_later(duty.notified) THEN NULL
        WHEN duty.notified <= weeks_later(duty.starts, law.weeks_for_letter(duty.notified)) THEN 'in_time'
        WHEN duty.notified > weeks_later(greatest(duty.starts, registered), law.weeks_for_letter(duty.notified)) AND registered IS NOT NULL THEN 'late'
        WHEN law.weeks_for_letter(duty.notified) IS NOT NULL AND registered IS NOT NULL THEN 'in_time'
    END AS "notice_timing by duo",
    CASE
        WHEN list_contains(said, 'permit_ended') OR permit IS NULL THEN NULL
        WHEN coalesce(permit.legal_basis NOT IN ('application_pending', 'other'), true) THEN 'none'
    END AS "permit_ended by ind",
    CASE
        WHEN list_contains(said, 'permit_ended') OR permit IS NOT NULL THEN NULL
        WHEN duty.obliged AND NOT is_later(duty.starts) THEN 'none'
    END AS "permit_ended by duo",
    CASE
        WHEN coalesce(len(nationalities), 0) = 0 THEN NULL
        WHEN list_has_any(nationalities, law.turkish_countries()) THEN 'held'
        ELSE 'not_held'
    END AS "turkish_nationality by brp",
    CASE
        WHEN permit_is_fixed THEN 'fixed_term'
        WHEN permit.legal_basis IN ('asylum_indefinite', 'regular_indefinite', 'eu_long_term_resident') THEN 'indefinite'
        WHEN coalesce(permit.legal_basis <> 'application_pending', true) THEN NULL
        WHEN applied <= fixed_until + 1 THEN 'pending_at_once'
        WHEN applied > fixed_until + 1 THEN 'pending_after_a_break'
    END AS "permit_now by ind",
    CASE
        WHEN len(decided_permits) > 0 AND len(asylum_decided) = 0
            THEN CASE WHEN len(list_filter(decided_permits, lambda one: one.purpose = 'family')) = 0 THEN 'none' END
        WHEN coalesce(len(asylum_decided), 0) = 0 OR len(list_filter(asylum_decided, lambda one: one IS NULL)) > 0 THEN NULL
        WHEN law.turkish_refugees_text(list_min(asylum_decided)) = 1 THEN 'before_may_2020'
        ELSE 'since_may_2020'
    END AS "turkish_asylum_permit by ind",
    CASE
        WHEN permit.legal_basis IS DISTINCT FROM 'asylum_fixed_term' OR permit.decided IS NULL THEN NULL
        WHEN law.asylum_permit_text(permit.decided) = 1 THEN 'before_12_june_2026'
        ELSE 'from_12_june_2026'
    END AS "asylum_decision by ind",
    CASE
        WHEN NOT permit_is_fixed THEN NULL
        WHEN permit.valid_until < last_day THEN 'before_the_term_ends'
        WHEN permit.valid_until >= last_day THEN 'not_before'
    END AS "permit_end by ind",
    CASE
        WHEN len(kinds) = 0 OR len(list_filter(kinds, lambda one: one IS NULL)) > 0 OR len(list_distinct(kinds)) > 1 THEN NULL
        WHEN kinds[1] THEN 'reception_centre'
        WHEN NOT kinds[1] THEN 'municipality'
    END AS "housing by brp",
    CASE
        WHEN years_later(first_here, today.exempting_school_years()) > advice_day()
            AND NOT coalesce(list_contains(said, 'school_years_here'), false) THEN 'fewer'
    END AS "school_years_here by brp",
    CASE
        WHEN years_later(first_here, today.integrated_years_here()) > advice_day()
            AND NOT coalesce(list_contains(said, 'evidently_integrated'), false) THEN 'not_met'
    END AS "evidently_integrated by brp",
    CASE WHEN len(calls) = 1 THEN 'one' WHEN len(calls) = 2 THEN 'two' WHEN len(calls) > 2 THEN 'three' END AS "intake_calls by municipality"
FROM listed
