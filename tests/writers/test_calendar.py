"""The calendar: RFC 5545, whole days, the same identity each time."""

import re
from datetime import date, timedelta

import pytest
from icalendar import Calendar

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


def test_days_of_the_law_are_entries_and_days_of_planning_only_on_request(twin, b1_file):
    """Whoever asks for no reminders gets the last day and what the law fixes; planning says what it is in its summary."""
    advice = twin.advise(b1_file(), on=date(2025, 6, 1))
    legal = {step.day for step in advice.steps if not step.passed} | {advice.term.last_day}
    assert {one["DTSTART;VALUE=DATE"] for one in entries(as_ics(advice))} == {f"{day:%Y%m%d}" for day in legal - {None}}
    more = [one for one in entries(as_ics(advice, lang="en", reminders=True)) if one["CATEGORIES"] == "planning"]
    assert more
    assert all(one["SUMMARY"].startswith("Plan (no law): ") for one in more)
    planned = {link.latest.planning_day for chain in advice.plan.chains for link in chain.links if link.latest is not None}
    assert {one["DTSTART;VALUE=DATE"] for one in more} <= {f"{day:%Y%m%d}" for day in planned}


def test_no_reminder_lies_in_the_past(twin, b1_file):
    """A day of planning that has passed is no appointment."""
    for on in (date(2025, 6, 1), date(2026, 1, 15), date(2026, 3, 1), date(2026, 4, 20)):
        advice = twin.advise(b1_file(), on=on)
        assert all(one["DTSTART;VALUE=DATE"] >= f"{on:%Y%m%d}" for one in entries(as_ics(advice, reminders=True)))


def test_identities_are_unique_and_stay(twin, b1_file):
    """A calendar that reads a later advice on the same case moves its entries and doubles none."""
    first, later = (entries(as_ics(twin.advise(b1_file(), on=day), reminders=True)) for day in (date(2025, 6, 1), date(2025, 7, 1)))
    assert len({one["UID"] for one in first}) == len(first)
    assert {one["UID"] for one in first} == {one["UID"] for one in later}
    assert {one["DTSTAMP"] for one in later} == {"20250701T000000Z"}


def test_a_calendar_can_be_read_again(all_advices):
    """The library that others read calendars with finds no mistake in it, in each language and with each kind of entry."""
    for advice in all_advices:
        for lang in ("nl", "en"):
            read = Calendar.from_ical(as_ics(advice, lang=lang, reminders=True))
            assert read.errors == []
            assert all(one.errors == [] for one in read.walk())
            assert all({"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(one) for one in read.walk() if one.name in ("VEVENT", "VJOURNAL"))


def test_an_expected_last_day_says_so(twin, b1_file):
    """What is only expected is no appointment with the law."""
    advice = twin.advise(b1_file(), on=date(2025, 6, 1))
    expected = advice.model_copy(update={"term": advice.term.model_copy(update={"expected": True})})
    assert "Last day of your term (expected)" in {one["SUMMARY"] for one in entries(as_ics(expected, lang="en"))}


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
