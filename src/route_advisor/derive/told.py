"""What each field of a file tells: the facts and counts that it feeds, what no rule asks, and what is only administration.

The one place that says so. A field that stands in none of these tables fails a test, and so does one that feeds more than stands here.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from route_advisor.derive.declarations import DECLARED, PARTS, RIGHTS, SKILLS, TAALSCHAKELTRAJECT_OF_DUO, TAALSCHAKELTRAJECT_OF_SCHOOL
from route_advisor.derive.results import passed
from route_advisor.derive.sayings import newest
from route_advisor.facts import Told, ToldBy
from route_advisor.personal_file import Dispensation, ExamResult, Exemption, FreeAttempts, PersonalFile, Record, Statement
from route_advisor.personal_file.annotations import kind_of_value
from route_advisor.vocabulary import Level, Teller

_LEVELS = tuple(f"{skill}_level_decided" for skill in SKILLS)
_RESULTS = tuple(f"{skill}_result" for skill in SKILLS)
_PERMIT = ("residence_title", "residence_purpose", "permit_now")
_CLOCKS = ("plan_clock", "old_pvt_term", "old_pvt_reading", "old_centre_wait")
_TERM = (
    "term",
    "term_dates",
    "term_reading",
    "plan",
    "route_change_window",
    "old_exam_term",
    "old_term_dates",
    "old_term_reading",
    "new_term",
)
_LESSONS = ("course_hours_status", "dutch_lessons", "lesson_hours", "old_effort", "#course_hours", "#lesson_hours", "#estimated_hours")

FEEDS: Mapping[str, tuple[str, ...]] = {
    "person.born": ("age", "scope_since"),
    "person.nationalities": ("nationality", "turkish_nationality"),
    "residence.permits[].legal_basis": (
        *(*_PERMIT, *_CLOCKS, "voluntary_integration", "permit_ended"),
        *("scope_since", "turkish_asylum_permit", "asylum_decision", "permit_end"),
    ),
    "residence.permits[].purpose": (*_PERMIT, "turkish_asylum_permit"),
    "residence.registrations[].since": (*_CLOCKS, "notice_timing", "move", "housing", "school_years_here", "evidently_integrated", "plan"),
    **{
        field: (fact.fact,)
        for several in (RIGHTS, TAALSCHAKELTRAJECT_OF_DUO, TAALSCHAKELTRAJECT_OF_SCHOOL)
        for fact in several.facts
        for records in fact.records
        for field in records.fields
    },
    "duo.duty.obliged": ("duo_duty", "permit_ended"),
    "duo.duty.starts": (
        "duo_duty",
        "permit_ended",
        "duty_began",
        "law_in_letter",
        "duty_near_2022",
        "notice_timing",
        "old_exam_term",
        "old_term_reading",
        "old_pvt_term",
        "old_pvt_reading",
        "duty_gap",
    ),
    "duo.duty.notified": ("notice", "plan_clock", "notice_timing", "law_in_letter"),
    "duo.duty.law": ("law_in_letter",),
    "duo.duty.reason_none": ("duo_duty", "permit_ended"),
    "duo.duty.history[].obliged": ("duo_duty", "duty_gap", "term", "plan"),
    "duo.group.value": ("group", "course_offer", "turkish_asylum_permit", *_CLOCKS),
    "duo.group.detailed": ("group", "turkish_asylum_permit", *_CLOCKS),
    "duo.group.history[].value": ("group", "course_offer", "turkish_asylum_permit", *_CLOCKS),
    "duo.term.last_day": _TERM,
    "duo.term.history[].last_day": _TERM,
    "duo.pvt_term.last_day": ("old_pvt_term", "old_pvt_reading", "#pvt_term:pvt"),
    "duo.pvt_term.history[].last_day": ("old_pvt_term", "old_pvt_reading", "#pvt_term:pvt"),
    "duo.plan.dated": ("plan", "route"),
    "duo.plan.route": ("route",),
    "duo.plan.level": _LEVELS,
    "duo.exemptions[].decision": ("duo_duty", "{part}_exemption", "skills_passed", "old_effort"),
    "duo.dispensations[].decision": ("duo_duty", "{part}_dispensation", "skills_passed", "old_effort"),
    "duo.dispensations[].participation_hours_at_most": ("participation_dispensation", "#participation_hours:participation_hours"),
    "duo.exams[].outcome": ("{part}_result", "skills_passed", "old_effort", "#old_release_attempts:{part}"),
    "duo.nt2_diplomas[].programme": (*_RESULTS, "nt2_diploma", "skills_passed", "old_effort"),
    "duo.free_attempts[].left": ("{part}_free_attempts", "#free_attempts:{part}"),
    "municipality.intake.calls": ("intake_calls",),
    "municipality.intake.invited": ("intake", "intake_calls"),
    "municipality.intake.completed": ("intake",),
    "municipality.learnability_tests[].score_hundredths": ("#learnability",),
    "municipality.third_party_information.awaited": ("third_party_information",),
    "municipality.plans[].dated": (
        *(
            "plan",
            "plan_count",
            "plan_clock",
            "course_offer_wait",
            "course_offer",
            "move",
            "dutch_lessons",
            "lesson_hours",
            "law_in_letter",
        ),
        *(*_TERM, "previous_route", "skills_passed", "group"),
    ),
    "municipality.plans[].route": (
        *("route", "previous_route", "skills_passed", *_LEVELS, "z_talk_status", "course_hours_status", "participation_hours_status"),
        *("law_in_letter", "course_hours_status"),
    ),
    "municipality.plans[].level": (*_LEVELS, "skills_passed"),
    "municipality.plans[].estimated_hours": ("#estimated_hours",),
    "municipality.plans[].progress_talks": ("#progress_talks",),
    "municipality.plans[].skill_levels.reading": (*_LEVELS, "skills_passed"),
    "municipality.plans[].skill_levels.listening": (*_LEVELS, "skills_passed"),
    "municipality.plans[].skill_levels.writing": (*_LEVELS, "skills_passed"),
    "municipality.plans[].skill_levels.speaking": (*_LEVELS, "skills_passed"),
    "municipality.offers[].offered": ("course_offer", "course_offer_wait"),
    "municipality.pvt.hours": ("pvt_status", "participation_hours_status", "#pvt_hours:pvt", "#participation_hours:participation_hours"),
    "municipality.pvt.signed": ("pvt_status",),
    "municipality.map.practical_hours": (
        *("map_status", "participation_hours_status"),
        *("#map_practical_hours:map", "#participation_hours:participation_hours"),
    ),
    "municipality.map.themes": ("#map_themes:map",),
    "municipality.map.final_talk": ("map_status", "ona_ground"),
    "municipality.z_route.completed": ("z_talk_status", "pvt_status", "map_status", "route"),
    "municipality.z_route.course_hours_set": ("course_hours_status", "#course_hours:course_hours"),
    "municipality.hours[].dutch_and_knm": _LESSONS,
    "municipality.hours[].intake_dutch_and_knm": (*_LESSONS, "#dutch_lessons"),
    "municipality.hours[].intake_dutch": ("dutch_lessons", "#dutch_lessons"),
    "municipality.hours[].participation": ("participation_hours_status", "#participation_hours:participation_hours"),
    "school.courses[].hours": (
        *_LESSONS,
        "literacy_course",
        "#dutch_lessons",
        "#near_finish_hours",
        "#old_release_hours",
    ),
    "life.setbacks[].kind": (
        *("setback", "setbacks_together", "long_illness", "bereavement", "shelter_stay", "homelessness"),
        *("provider_problem", "other_delay"),
    ),
    "life.births": ("setback", "childbirth"),
    "life.education[].kind": ("education_now",),
    "life.paid_work[].hours": ("paid_work", "ona_ground"),
    "letters[].kind": ("measure_letter", "decision_by", "objection_time"),
    "duo.fines[].decided": ("measure_letter",),
    "municipality.fines[].decided": ("measure_letter",),
    "statements[].word": ("{fact}",),
    "not_understood[].found": ("!not_understood",),
}
"""For each field that tells something: the facts it feeds, and after `#` the counts, of one component after `:`.

What settles the act or the route settles by that what is counted at all; that is not repeated here.
"""

ALSO_SAID: Mapping[str, tuple[str, ...]] = {
    "loan_plan": ("voluntary_integration",),
    "measure_letter": ("decision_by", "objection_time"),
    "objection_time": ("decision_by",),
}
"""What the person's word about one fact says about another."""

UNASKED: Mapping[str, str | None] = {
    "duo.group.asylum_rights": "group",
    "duo.exams[].no_outcome": None,
    "municipality.learnability_tests[].result": None,
    "municipality.plans[].literacy": "literacy_course",
    "municipality.plans[].may_finish_education": "education_now",
    "municipality.offers[].literacy": "literacy_course",
    "duo.fines[].amount_cents": "measure_letter",
    "municipality.fines[].amount_cents": "measure_letter",
    "municipality.pvt.culpable": "measure_letter",
    "municipality.map.culpable": "measure_letter",
    "school.courses[].attendance_percent": "lesson_attendance",
}
"""Fields that no rule asks, each with the nearest fact that one does ask."""

_DECLARED = tuple(records for fact in DECLARED for records in fact.records)

WITH_ITS_RECORD = frozenset({
    *("residence.permits[].decided", "residence.permits[].valid_from", "residence.permits[].valid_until"),
    *("residence.registrations[].municipality", "residence.registrations[].until", "residence.registrations[].reception_centre"),
    *("duo.duty.ends", "duo.duty.changed", "duo.duty.history[].starts", "duo.duty.history[].ends", "duo.duty.history[].changed"),
    *("duo.group.since", "duo.group.history[].since", "duo.group.history[].until"),
    *(f"duo.{term}.{key}" for term in ("term", "pvt_term") for key in ("starts", "changed", "ground_code", "ground")),
    *(f"duo.{term}.history[].{key}" for term in ("term", "pvt_term") for key in ("starts", "changed", "ground_code", "ground")),
    *(field for records in _DECLARED for field in records.fields if field not in FEEDS),
    *("duo.exemptions[].starts", "duo.exemptions[].ends", "duo.free_attempts[].part"),
    *("municipality.learnability_tests[].registered", "municipality.learnability_tests[].needed_hundredths"),
    *("municipality.plans[].municipality", "municipality.offers[].expected_end"),
    "municipality.hours[].known_until",
    *(f"school.courses[].{key}" for key in ("kind", "quality_mark", "taalschakeltraject", "since", "until")),
    *(f"life.setbacks[].{key}" for key in ("relation", "from_", "until")),
    *(f"life.education[].{key}" for key in ("in_dutch", "from_", "until")),
    *("life.paid_work[].month", "life.paid_work[].kind", "letters[].dated", "municipality.fines[].about"),
    *("statements[].fact", "statements[].said", "not_understood[].where", "not_understood[].told_by"),
})  # fmt: skip
"""Fields that say of which day, part or kind the rest of their record is, and tell nothing alone."""

ADMINISTRATIVE: Mapping[str, str] = {
    "file_schema": "says how to read the file",
    "case_ref": "names the file for whoever keeps it",
    "duo.exemptions[].reason": "DUO's code for its own decision; the decision itself counts",
    "municipality.offers[].expected_start": "a planned day; the day of the offer and the end of the course count",
    "municipality.hours[].municipality": "hours of all municipalities count together",
}
"""Fields that tell nothing about the person's duty, each with the reason."""

_RANK: Mapping[str | None, int] = {None: -1, **{str(level): rank for rank, level in enumerate(Level)}}
_TELLING = frozenset({*FEEDS, *UNASKED})

_DATED = {
    **{records.at: records.by for records in _DECLARED if records.by is not None and not records.is_event},
    "residence.permits[]": "decided",
    "residence.registrations[]": "since",
    "duo.group": "since",
    "duo.plan": "dated",
    "municipality.learnability_tests[]": "registered",
    "municipality.plans[]": "dated",
    "municipality.hours[]": "known_until",
    "school.courses[]": "since",
    "duo.fines[]": "decided",
    "municipality.fines[]": "decided",
    "life.setbacks[]": "from_",
    "life.education[]": "from_",
    "letters[]": "dated",
    "statements[]": "said",
}
"""The day of a record: what is dated later than the advice does not count yet. The history of a duty and a group may tell that day."""

_EVENTS = frozenset({
    *(f"{records.at}.{records.by}" for records in _DECLARED if records.is_event),
    *("duo.duty.starts", "duo.duty.notified"),
    *("municipality.pvt.signed", "municipality.map.final_talk", "municipality.z_route.completed"),
})  # fmt: skip
"""Fields that are the day of an event themselves."""

_SOURCES = {
    "person": ToldBy(Teller.BRP, "brp"),
    "residence.permits[]": ToldBy(Teller.IND, "residence_permit"),
    "residence.registrations[]": ToldBy(Teller.BRP, "brp"),
    "residence": ToldBy(Teller.IND, "letter_ind"),
    "duo": ToldBy(Teller.DUO, "mijn_inburgering"),
    "municipality.plans[]": ToldBy(Teller.MUNICIPALITY, "pip"),
    "municipality": ToldBy(Teller.MUNICIPALITY, "municipal_record"),
    "school": ToldBy(Teller.SCHOOL, "school_statement"),
    "life": ToldBy(Teller.PERSON, "own_words"),
    "letters[]": ToldBy(Teller.PERSON, "own_words"),
    "statements[]": ToldBy(Teller.PERSON, "own_words"),
    "not_understood[]": ToldBy(Teller.DUO, "mijn_inburgering"),
}


def told(file: PersonalFile, on: date) -> tuple[Told, ...]:
    """Everything that the file tells, in its order: what it feeds, who told it, and whether it counts on that day."""
    found: list[Told] = []
    _tell(file, "", "", on, frozenset(_replaced(file, on)), found)
    return tuple(found)


def _tell(record: Record, at: str, pattern: str, on: date, replaced: frozenset[str], found: list[Told]) -> None:
    """Every field of a record that was told, down to the last one."""
    dated = _DATED.get(pattern)
    day = None if dated is None else getattr(record, dated, None)
    parts, about, values = _parts_of(record), record.fact if isinstance(record, Statement) else "", vars(record)
    for key, kind, source, is_event in _fields(type(record), pattern):
        value = values[key]
        if value is None:
            continue
        here = f"{at}.{key}" if at else key
        if isinstance(value, Record):
            _tell(value, here, kind, on, replaced, found)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            for place, one in enumerate(value):
                _tell(one, f"{here}[{place}]", f"{kind}[]", on, replaced, found)
        elif source is not None and value != ():
            counts_from = value if is_event else day
            told_by = source if day is None else ToldBy(source.teller, source.document, day)
            later, superseded = counts_from is not None and counts_from > on, (at or here) in replaced
            found.append(
                Told(here, at or here, kind, _word(value), told_by, _fed(kind, parts, about), UNASKED.get(kind), later, superseded)
            )


class _Field(NamedTuple):
    """A key of a record, its place without numbers, who tells it where it tells something, and whether it is the day of an event."""

    key: str
    kind: str
    source: ToldBy | None
    is_event: bool


@cache
def _fields(record: type[Record], pattern: str) -> tuple[_Field, ...]:
    """The keys of such a record in their order, without those that are of the record alone."""
    kinds = [(key, f"{pattern}.{key}" if pattern else key) for key in record.model_fields]
    fields = [_Field(key, kind, _teller(pattern or kind) if kind in _TELLING else None, kind in _EVENTS) for key, kind in kinds]
    return tuple(one for one in fields if one.source is not None or _may_hold_records(record, one.key))


def _may_hold_records(record: type[Record], key: str) -> bool:
    held, _ = kind_of_value(record.model_fields[key].annotation)
    return isinstance(held, type) and issubclass(held, Record)


@cache
def _fed(pattern: str, parts: tuple[str, ...], fact: str) -> tuple[str, ...]:
    return tuple(
        name.replace("{part}", part).replace("{fact}", fact)
        for name in (*FEEDS.get(pattern, ()), *ALSO_SAID.get(fact, ()))
        for part in (parts if "{part}" in name else ("",))
    )


def _parts_of(record: Record) -> tuple[str, ...]:
    """The part that a record names, as DUO does and as a component; every part where a decision names none."""
    if not isinstance(record, ExamResult | Exemption | Dispensation | FreeAttempts):
        return ()
    return tuple(dict.fromkeys((record.part, PARTS[record.part]))) if record.part is not None else tuple(PARTS.values())


def _word(value: Any) -> str:  # noqa: ANN401 - whatever a field holds
    if type(value) is str:
        return value
    if isinstance(value, tuple):
        return ", ".join(sorted(_word(one) for one in value))
    return str(value).lower() if isinstance(value, bool) else str(value)


@cache
def _teller(pattern: str) -> ToldBy:
    return next(source for prefix, source in _SOURCES.items() if pattern.startswith(prefix))


def _replaced(file: PersonalFile, on: date) -> Iterator[str]:
    """Records in whose place another one counts: newer words of the person, a better result, a newer test."""
    said = [(one.fact, one.word, one.said) for one in file.statements or ()]
    counting = newest(said, on)
    yield from (f"statements[{place}]" for place in range(len(said)) if place not in counting)
    exams = (file.duo.exams if file.duo is not None else None) or ()
    best = {part: _best(part, exams, on) for part in {exam.part for exam in passed(exams, on)}}
    yield from (f"duo.exams[{place}]" for place, exam in enumerate(exams) if best.get(exam.part, exam) is not exam)
    tests = (file.municipality.learnability_tests if file.municipality is not None else None) or ()
    last = max((one.registered for one in tests if one.registered <= on), default=None)
    yield from (
        f"municipality.learnability_tests[{place}]" for place, one in enumerate(tests) if last is not None and one.registered < last
    )


def _best(part: str, exams: tuple[ExamResult, ...], on: date) -> ExamResult:
    """The pass that counts: the highest level, and of those the first."""
    passes = (exam for exam in passed(exams, on) if exam.part == part)
    return max(passes, key=lambda exam: (_RANK[exam.level], -(exam.taken or date.max).toordinal()))
