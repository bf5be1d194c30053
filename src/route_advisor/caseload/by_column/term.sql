-- The term: three years from the day after the first plan, as computed and as DUO states it (WI2021 art. 11 and 12): `derive/term.py`.
WITH windowed AS (
    SELECT
        row,
        plans,
        said,
        term_is_stated,
        term_starts,
        last_day,
        stated_last_day,
        computed_last_day,
        months_later(last_day, -law.extra_time_window(last_day)) AS extra_time_from
    FROM seen
),

worded AS (
    SELECT
        *,
        CASE
            WHEN last_day IS NULL THEN NULL
            WHEN advice_day() < term_starts THEN 'not_started'
            WHEN advice_day() > last_day THEN 'over'
            WHEN advice_day() >= extra_time_from THEN 'last_six_months'
            ELSE 'running'
        END AS word,
        -- A new term follows on the first, and so ends later (WI2021 art. 24 lid 2, 25 lid 2).
        CASE
            WHEN computed_last_day IS NULL OR list_contains(said, 'new_term') THEN NULL
            WHEN advice_day() > computed_last_day AND coalesce(stated_last_day > computed_last_day, true) THEN NULL
            ELSE 'none'
        END AS new_term
    FROM windowed
)

SELECT
    row,
    CASE WHEN term_is_stated THEN word END AS "term by duo",
    CASE WHEN NOT term_is_stated THEN coalesce(word, CASE WHEN len(plans) = 0 THEN 'not_started' END) END AS "term by municipality",
    CASE WHEN term_is_stated THEN 'one_day' END AS "term_reading by duo",
    CASE WHEN NOT term_is_stated AND last_day IS NOT NULL THEN 'one_day' END AS "term_reading by municipality",
    CASE WHEN term_is_stated THEN new_term END AS "new_term by duo",
    CASE WHEN NOT term_is_stated THEN new_term END AS "new_term by municipality",
    CASE
        WHEN stated_last_day = computed_last_day THEN 'agree'
        WHEN stated_last_day > computed_last_day THEN 'later'
        WHEN stated_last_day < computed_last_day THEN 'earlier'
    END AS "term_dates by duo",
    term_starts AS "day of term_starts",
    last_day AS "day of term_last_day",
    computed_last_day AS "day of computed_last_day",
    extra_time_from AS "day of extra_time_from",
    stated_last_day AS "day of stated_last_day"
FROM worded
