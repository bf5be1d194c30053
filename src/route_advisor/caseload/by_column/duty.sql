-- The act, the duty, the person and the residence behind it: `derive/duty.py`.
SELECT
    row,
    CASE WHEN NOT is_later(duty.notified) THEN duty.law END AS "law_in_letter by duo",
    CASE WHEN duty_starts <= advice_day() THEN CASE law.old_act_cohort(duty_starts)
        WHEN 4 THEN 'from_2022'
        WHEN 3 THEN 'from_october_2017_to_2021'
        WHEN 2 THEN 'from_2015_to_september_2017'
        WHEN 1 THEN 'from_2013_to_2014'
        ELSE 'before_2013'
    END END AS "duty_began by duo",
    CASE
        WHEN duty.obliged IS NULL AND duty.reason_none IS NULL OR is_later(duty.starts) THEN NULL
        WHEN duty.obliged THEN 'obliged'
        WHEN coalesce(duty.reason_none <> 'temporary_exemption', true) AND is_later(duty.ends) THEN NULL
        WHEN duty.reason_none = 'dispensation' THEN 'dispensed'
        WHEN duty.reason_none = 'exemption' THEN 'exempt'
        WHEN duty.reason_none = 'temporary_exemption' THEN 'temporarily_exempt'
        WHEN duty.reason_none = 'fulfilled' THEN 'fulfilled'
        ELSE 'not_obliged'
    END AS "duo_duty by duo",
    CASE WHEN duty.notified IS NOT NULL THEN CASE WHEN is_later(duty.notified) THEN 'not_yet' ELSE 'sent' END END AS "notice by duo",
    group_word AS "group by duo",
    -- As the population register has them.
    CASE
        WHEN born IS NULL OR today.minimum_age() IS NULL THEN NULL
        WHEN reaches_age(born, today.minimum_age() * 12) > advice_day() THEN 'under_16'
        ELSE 'from_16_below_aow'
    END AS "age by brp",
    CASE
        WHEN coalesce(len(nationalities), 0) = 0 THEN NULL
        WHEN list_has_any(nationalities, law.dutch_countries()) THEN 'dutch'
        WHEN list_has_any(nationalities, law.eu_eea_swiss_countries()) THEN 'eu_eea_swiss'
        ELSE 'other'
    END AS "nationality by brp",
    -- As the IND has them. What an indefinite or pending title does to a running duty nobody has settled.
    CASE
        WHEN permit.legal_basis IN ('asylum_fixed_term', 'regular_fixed_term', 'eu_law', 'temporary_protection', 'other')
            THEN permit.legal_basis
    END AS "residence_title by ind",
    permit.purpose AS "residence_purpose by ind",
    CASE
        WHEN NOT permit_is_fixed THEN NULL
        WHEN reaches_age(born, today.minimum_age() * 12) BETWEEN law.begins() AND advice_day() THEN 'from_2022'
        WHEN len(list_filter(held, lambda one: coalesce(one.decided, one.valid_from) IS NULL)) > 0 THEN NULL
        WHEN law.old_act_cohort(first_held) = 4 THEN 'from_2022'
        WHEN first_permit.legal_basis <> permit.legal_basis OR first_permit.purpose IS DISTINCT FROM permit.purpose THEN NULL
        WHEN law.old_act_cohort(first_held) IS NULL THEN 'before_2013'
        ELSE 'before_2022'
    END AS "scope_since by ind"
FROM (
    SELECT *, list_filter(held, lambda one: coalesce(one.decided, one.valid_from) = first_held)[1] AS first_permit
    FROM (
        SELECT *, list_min([coalesce(one.decided, one.valid_from) FOR one IN held]) AS first_held
        FROM (
            SELECT
                row,
                duty,
                duty_starts,
                group_word,
                born,
                nationalities,
                permit,
                permit_is_fixed,
                list_filter(permits, lambda one: one.legal_basis IN ('asylum_fixed_term', 'regular_fixed_term')
                    AND NOT is_later(one.decided) AND NOT is_later(one.valid_from)) AS held
            FROM seen
        )
    )
)
