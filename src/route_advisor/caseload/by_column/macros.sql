-- What the topics share. What stands in `rules/` is in the schema `law`: `law.term_length(day)` is that number on that day,
-- and `today.term_length()` on the day of the advice.
CREATE MACRO is_later(one) AS coalesce(one > advice_day(), false);
CREATE MACRO weeks_later(one, weeks) AS one + 7 * CAST(weeks AS INTEGER);
CREATE MACRO months_later(one, months) AS CAST(one + to_months(CAST(months AS INTEGER)) AS DATE);
CREATE MACRO years_later(one, years) AS months_later(one, 12 * years);
-- On 1 March for a 29 February in a common year.
CREATE MACRO reaches_age(born, months) AS
    CASE WHEN day(months_later(born, months)) = day(born) THEN months_later(born, months) ELSE months_later(born, months) + 1 END;
-- The level of one skill. A plan of the B1 route without a level means B1.
CREATE MACRO level_of(one, own) AS coalesce(own, one.level, 'b1');
CREATE MACRO rank_of(level) AS CASE level WHEN 'a2' THEN 1 WHEN 'b1' THEN 2 WHEN 'b2' THEN 3 END;
-- A number of law, or what somebody set below it; none on a day on which the law has none.
CREATE MACRO lowered(norm, own) AS CASE WHEN own < norm THEN own ELSE norm END;
CREATE MACRO attempts_left(told, wanted) AS
    [CASE WHEN one.left > 0 THEN 'left' ELSE 'none_left' END FOR one IN told IF one.part = wanted][1];
-- Whether a skill of a B1 plan is passed at the level of the plan, and whether DUO released it.
CREATE MACRO skill_of(result, dispensation, exemption, needed) AS {
    'passed': coalesce(rank_of(result[8:]) >= rank_of(needed), false),
    'released': coalesce(dispensation = 'granted', false) OR coalesce(rank_of(exemption[4:]) >= rank_of(needed), false)
};
-- Before the law had this number, the first one that it had.
CREATE MACRO literacy_months() AS coalesce(today.setback_months(), law.setback_months(law.setback_months_since()));
