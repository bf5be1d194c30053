"""The calendar: RFC 5545, whole days, the same identity each time."""

import re
from datetime import date, timedelta

import pytest

from route_advisor.writers.ics import as_ics


def unfolded(calendar: str) -> list[str]:
    """The content lines of a calendar."""
    assert calendar.endswith("\r\n")
    return calendar.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def entries(calendar: str) -> list[dict[str, str]]:
    """The properties of each entry."""
    found: list[dict[str, str]] = []
    for line in unfolded(calendar):
        if line in {"BEGIN:VEVENT", "BEGIN:VJOURNAL"}:
            found.append({})
        elif found and ":" in line:
            key, _, value = line.partition(":")
            found[-1].setdefault(key, value)
    return found


def test_a_calendar_is_well_formed(all_advices):
    """Every line ends as the standard asks and holds at most 75 octets; every part that begins also ends."""
    for advice in all_advices:
        for lang in ("nl", "en"):
            calendar = as_ics(advice, lang=lang)
            assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
            lines = unfolded(calendar)
            assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
            assert lines[-1] == "END:VCALENDAR"
            assert all(re.match(r"[A-Z-]+[;:]", line) for line in lines)
            for part in ("VEVENT", "VJOURNAL"):
                assert lines.count(f"BEGIN:{part}") == lines.count(f"END:{part}")


def test_the_last_day_of_the_term_is_an_all_day_entry(amina):
    """The last day itself is marked, and the entry ends at the start of the next day."""
    (last,) = [one for one in entries(as_ics(amina, lang="en")) if one["SUMMARY"] == "Last day of your term"]
    assert last["DTSTART;VALUE=DATE"] == amina.term.last_day.strftime("%Y%m%d")
    assert last["DTEND;VALUE=DATE"] == (amina.term.last_day + timedelta(days=1)).strftime("%Y%m%d")


def test_latest_sensible_days_and_fixed_days_are_entries(twin, b1_file):
    """The days on which a step must be taken, and those that the law fixes, stand in the calendar once each."""
    advice = twin.advise(b1_file(), on=date(2025, 6, 1))
    wanted = {step.latest_sensible_day for step in advice.steps} | {step.day for step in advice.steps} | {advice.term.last_day}
    found = [one["DTSTART;VALUE=DATE"] for one in entries(as_ics(advice))]
    assert sorted(set(found)) == sorted(day.strftime("%Y%m%d") for day in wanted - {None})
    assert len(found) < sum(step.latest_sensible_day is not None for step in advice.steps) + 3


def test_identities_are_unique_and_stay(twin, b1_file):
    """A calendar that reads a later advice on the same case moves its entries and doubles none."""
    first, later = (entries(as_ics(twin.advise(b1_file(), on=day))) for day in (date(2025, 6, 1), date(2025, 7, 1)))
    assert len({one["UID"] for one in first}) == len(first)
    assert {one["UID"] for one in first} == {one["UID"] for one in later}
    assert {one["DTSTAMP"] for one in later} == {"20250701T000000Z"}


def test_an_advice_without_dates_says_so(advice_of):
    """A calendar may not be empty, so it holds one journal entry that says there is nothing to plan yet."""
    (only,) = entries(as_ics(advice_of("nothing-known"), lang="en"))
    assert only["SUMMARY"] == "There are no dates to plan yet"


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_entry_tells_who_decides(lang, all_advices):
    """An entry that is shared alone still says who gives the final answer."""
    for advice in all_advices:
        for one in entries(as_ics(advice, lang=lang)):
            assert advice.deferral.says.in_(lang).replace(",", "\\,") in one["DESCRIPTION"]
