"""Where an answer stands in a personal file.

What somebody reads from a paper at hand stands with whoever wrote the paper; what they remember stands under `statements`, and is
reported.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from route_advisor.documents.mistakes import own_words
from route_advisor.errors import NotAnAnswer
from route_advisor.interview.telling import Heard
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.interview_page import AmountOf, DayOf

_OF_DUO = frozenset({"letter_duo", "mijn_inburgering"})
_DUTY: Mapping[str, dict[str, Any]] = {
    "obliged": {"obliged": True},
    "not_obliged": {"obliged": False},
    "fulfilled": {"obliged": False, "reason_none": "fulfilled"},
    "exempt": {"obliged": False, "reason_none": "exemption"},
    "temporarily_exempt": {"obliged": False, "reason_none": "temporary_exemption"},
    "dispensed": {"obliged": False, "reason_none": "dispensation"},
}
"""What DUO has on record where its letter says so."""

_RESULTS = {f"{part}_result": part for part in ("reading", "listening", "writing", "speaking", "knm", "ona")}
_LEVELS = {f"{part}_level_decided": part for part in ("reading", "listening", "writing", "speaking")}
_PASSED = "passed"
_DECISION = "duo_decision"


_OF_A_TERM = frozenset({DayOf.PLAN, DayOf.TERM})

_HOURS = {AmountOf.COURSE_HOURS: "dutch_and_knm", AmountOf.PARTICIPATION_HOURS: "participation"}


def written_down(start: PersonalFile, told: Heard, book: Rulebook, on: date) -> PersonalFile:
    """This file with all that was told in the interview. Raises `NotAnAnswer`, one line a mistake, where it cannot be so together."""
    catalogue = book.catalogue
    data = start.model_dump(by_alias=True, exclude_none=True)
    left = dict(told.facts)
    for path, record in (*_records(told, left), *_amounts(told, left, book, on)):
        _merge(data, path, record)
    said = [one for one in data.get("statements", ()) if one["fact"] not in left]
    said += [{"fact": fact, "word": left[fact], "said": on} for fact in catalogue.facts if fact in left]
    if said or "statements" in data:
        data["statements"] = said
    try:
        file = PersonalFile.model_validate(data, context={"catalogue": catalogue})
    except ValidationError as error:
        raise NotAnAnswer([own_words(one) for one in error.errors()]) from None
    if _OF_A_TERM & told.days.keys():
        _refuse_a_term_before_its_plan(file)
    return file


def _refuse_a_term_before_its_plan(file: PersonalFile) -> None:
    """Raises `NotAnAnswer` where DUO's last day lies before the day of the first PIP, with which the term begins."""
    plans = [plan.dated for plan in (file.municipality.plans or () if file.municipality is not None else ()) if plan.dated is not None]
    last = file.duo.term.last_day if file.duo is not None and file.duo.term is not None else None
    if plans and last is not None and last < min(plans):
        raise NotAnAnswer([Message("last_day_before_plan", last=last, plan=min(plans))])


def _records(told: Heard, left: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands with whoever wrote the paper, by its place in the file; what is placed so is taken out of `left`."""
    of_duo = bool(_OF_DUO & told.papers)
    yield from _days(told, left)
    yield from _plan(told, left)
    if of_duo:
        yield from _of_duo(left, knows_plan="pip" in told.papers and DayOf.PLAN in told.days)
    if "mijn_inburgering" in told.papers:
        yield from _exams(left)


def _days(told: Heard, left: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    days = told.days
    if DayOf.TERM in days:
        yield "duo.term", {"last_day": days[DayOf.TERM]}
    if DayOf.PVT_TERM in days:
        yield "duo.pvt_term", {"last_day": days[DayOf.PVT_TERM]}
    if DayOf.NOTICE in days:
        yield "duo.duty", {"notified": days[DayOf.NOTICE]}
    if DayOf.REGISTRATION in days:
        yield "residence.registrations[]", {"since": days[DayOf.REGISTRATION]}
    if DayOf.DECISION in days and left.get("measure_letter") == _DECISION:
        yield "letters[]", {"kind": _DECISION, "dated": days[DayOf.DECISION]}


def _plan(told: Heard, left: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The PIP: its date as it was read from it, and what else stands in it where it lies at hand."""
    if DayOf.PLAN not in told.days:
        return
    plan: dict[str, Any] = {"dated": told.days[DayOf.PLAN]}
    left.pop("plan", None)
    if "pip" in told.papers:
        if "route" in left:
            plan["route"] = left.pop("route")
        if plan.get("route", "b1") == "b1":
            plan |= _levels(left)
    yield "municipality.plans[]", plan


def _levels(left: dict[str, str]) -> dict[str, Any]:
    levels = {part: left.pop(fact) for fact, part in _LEVELS.items() if fact in left}
    if len(levels) == len(_LEVELS) and len(set(levels.values())) == 1:
        return {"level": next(iter(levels.values()))}
    return {"skill_levels": levels} if levels else {}


def _of_duo(left: dict[str, str], *, knows_plan: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    duty: dict[str, Any] = {}
    if left.get("duo_duty") in _DUTY:
        duty |= _DUTY[left.pop("duo_duty")]
    if "law_in_letter" in left:
        duty["law"] = left.pop("law_in_letter")
    if duty:
        yield "duo.duty", duty
    if "group" in left:
        yield "duo.group", {"value": left.pop("group")}
    if "route" in left and not knows_plan:
        yield "duo.plan", {"route": left.pop("route")}


def _exams(left: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The exams that Mijn Inburgering names as passed."""
    for fact, part in _RESULTS.items():
        level = left.get(fact, "").removeprefix(_PASSED)
        if left.get(fact, "").startswith(_PASSED):
            left.pop(fact)
            yield "duo.exams[]", {"part": part, "outcome": _PASSED, **({"level": level.strip("_")} if level else {})}


def _amounts(told: Heard, left: dict[str, str], book: Rulebook, on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Hours that Mijn Inburgering names are those of the municipality; what somebody remembers tells whether it is enough."""
    hours: dict[str, Any] = {}
    for question, number in told.amounts.items():
        entry = book.interview[question]
        assert entry.amount is not None  # noqa: S101 - the question asked for a number
        if "mijn_inburgering" in told.papers:
            hours[_HOURS[entry.amount.of]] = number
        else:
            least = book.numbers.at(entry.amount.least, on)
            if least is not None:
                left[entry.names[0]] = entry.amount.below if number < least else entry.amount.reached
    if hours:
        yield "municipality.hours[]", {"known_until": on, **hours}


def _merge(data: dict[str, Any], path: str, record: Mapping[str, Any]) -> None:
    """Put a record in its place: beside what a group holds already, or as one more of a list."""
    *groups, last = path.split(".")
    here = data
    for group in groups:
        here = here.setdefault(group, {})
    if last.endswith("[]"):
        name = last.removesuffix("[]")
        here[name] = [*here.get(name, ()), dict(record)]
    else:
        here[last] = {**here.get(last, {}), **record}
