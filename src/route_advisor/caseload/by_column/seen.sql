-- What several topics ask of a personal file: `derive/seen.py`, for many files at once.
--
-- `advice_day()` is the day of the advice. What is dated later does not count. A list is null where the file does not say, and empty
-- where it says that there are none.
WITH dated AS (
    SELECT
        *,
        duo.duty AS duty,
        -- Where only a term of before 2022 is known, the duty began with it (WI2013 art. 7b).
        coalesce(duo.duty.starts, CASE WHEN duo.term.starts < law.begins() THEN duo.term.starts END) AS duty_starts,
        list_sort([one FOR one IN municipality.plans IF one.dated <= advice_day()]) AS plans,
        CASE WHEN NOT is_later(duo.plan.dated) THEN duo.plan END AS registered_plan,
        [one FOR one IN residence.registrations IF one.since <= advice_day()] AS registrations,
        [one FOR one IN school.courses IF NOT is_later(one.since)] AS followed,
        [one FOR one IN municipality.hours IF NOT is_later(one.known_until)] AS registered_hours,
        [one.fact FOR one IN statements IF NOT is_later(one.said)] AS said,
        -- The permits of that day.
        [one FOR one IN residence.permits
            IF NOT is_later(one.valid_from) AND NOT is_later(one.decided) AND coalesce(advice_day() <= one.valid_until, true)] AS permits,
        coalesce(
            duo."group".value,
            CASE
                WHEN duo."group".detailed IN (
                    'asylum_status_holder', 'family_reunifier_with_asylum_status_holder', 'family_former_with_asylum_status_holder'
                ) THEN 'asylum_status_holder'
                WHEN duo."group".detailed IS NOT NULL THEN 'family_or_other_migrant'
            END
        ) AS group_word,
        -- What DUO had on record about the term, without what it changed later.
        duo.term IS NOT NULL AND NOT is_later(duo.term.changed) AS term_is_known,
        [{'changed': coalesce(one.changed, DATE '0001-01-01'), 'last_day': one.last_day, 'starts': one.starts} FOR one IN duo.term.history
            IF NOT is_later(one.changed)] AS earlier_terms
    FROM files
),

stated AS (
    SELECT
        *,
        plans[1] AS oldest_plan,
        plans[-1] AS plan,
        permits[1] AS permit,
        CASE WHEN term_is_known THEN duo.term.last_day ELSE list_max(earlier_terms).last_day END AS stated_last_day,
        CASE WHEN term_is_known OR len(earlier_terms) > 0 THEN duo.term.starts END AS stated_start,
        [coalesce(duty.starts <= advice_day(), false) AND duty.obliged]
            || coalesce([one.obliged AND coalesce(one.starts <= advice_day(), false) FOR one IN duty.history], []) AS periods_of_duty
    FROM dated
),

planned AS (
    SELECT
        *,
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
            ELSE group_word = 'asylum_status_holder' AND coalesce(duo."group".detailed = 'asylum_status_holder', true)
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
