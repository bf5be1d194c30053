"""DUO's messages to municipalities, read into personal files.

DUO exchanges messages only about people under the 2021 Act, so a message about the duty says `law: wi2021`.
What a personal file has no place for is named in `not_understood`. Left out without a word are: BSN, V-number, names and contact
data (also of schools), the exam number of the learnability test, and null, which says nothing.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import count
from pathlib import Path, PurePath
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from route_advisor import personal_file as on_paper
from route_advisor.errors import FileRefused
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile, Record
from route_advisor.personal_file.free_text import holds_identifying, redacted
from route_advisor.readers import duo_messages as said
from route_advisor.readers.duo_bodies import Bodies, NotAMessage, bodies_in, read_message, sorted_out
from route_advisor.readers.duo_messages import message_name
from route_advisor.readers.duo_reading import Reading, left_out
from route_advisor.readers.duo_redaction import shown
from route_advisor.readers.duo_source import people_in

R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=on_paper.TermVersion)

_CASE_REF: TypeAdapter[str] = TypeAdapter(on_paper.CaseRef)


NOTES_IN = "nl"
"""Whoever mends what DUO sent, or a list of a municipality, reads Dutch: so are the notes about it, where no language is asked."""


def import_duo(source: Path, *, lang: str = NOTES_IN) -> tuple[PersonalFile, ...]:
    """One file per person, in order of the names of their folders and files; what is noted as not understood is said in `lang` (nl or en).

    `source` is a combined JSON document about one person, a folder with the bodies about one person, or a folder of these.
    A name that fits becomes the `case_ref`; a name that may identify the person becomes `person-1`, `person-2` and so on.
    Raises `FileRefused` with one line per mistake: what is no JSON, is over the limits, or holds none of DUO's messages.
    """
    people = people_in(source)
    refs = _case_refs([person.called for person in people])
    return tuple(_file(ref, person, lang) for ref, person in zip(refs, people, strict=True))


def read_duo(files: Mapping[str, bytes], case_ref: str, *, lang: str = NOTES_IN) -> PersonalFile:
    """The file of one person, from what somebody chose: combined documents, bodies that have the name of their message, or both.

    `files` holds the bytes of each under its name, with or without `.json`. Raises `FileRefused`, with one line for each that
    cannot be read.
    """
    named: list[tuple[str, Any]] = []
    mistakes: list[str] = []
    for name, written in files.items():
        stem = PurePath(name).stem
        try:
            found = read_message(written)
            named += [(stem, found)] if message_name(stem) else bodies_in(found)
        except NotAMessage as wrong:
            mistakes.append(Message("at", place=redacted(name), what=wrong.why))
    if mistakes:
        raise FileRefused(mistakes)
    try:
        return _file(case_ref, sorted_out(named, case_ref), lang)
    except NotAMessage as wrong:
        raise FileRefused([Message("at", place=", ".join(map(redacted, files)), what=wrong.why)]) from None


def file_of_messages(ref: str, named: Sequence[tuple[str, Any]], lang: str = NOTES_IN) -> PersonalFile:
    """The file of one person whose messages stand under these keys. Raises `FileRefused` where none of them is one of DUO's."""
    try:
        return _file(ref, sorted_out(named, ref), lang)
    except NotAMessage as wrong:
        raise FileRefused([Message("at", place=redacted(ref), what=wrong.why)]) from None


def _file(ref: str, person: Bodies, lang: str) -> PersonalFile:
    reading = Reading(person.known, lang)
    for key, body in person.unknown.items():
        reading.note(key, shown(body))
    duo, municipality = _duo(reading), _municipality(reading)
    _look_through(reading)
    return PersonalFile(schema="personal-file/1", case_ref=ref, duo=duo, municipality=municipality, not_understood=reading.not_understood())


def _duo(reading: Reading) -> on_paper.Duo | None:
    found = {
        "duty": _duty(reading),
        "group": _person_group(reading),
        "term": _term(reading),
        "exemptions": reading.each("vrijstellingen", partial(_scoped, reading, said.ExemptionMessage, on_paper.Exemption)),
        "dispensations": reading.each("ontheffingen", partial(_scoped, reading, said.DispensationMessage, on_paper.Dispensation)),
        "exams": reading.many("examens/resultaten", said.ExamResultMessage, on_paper.ExamResult),
        "free_attempts": reading.many("examens/gratispogingen", said.FreeAttemptsMessage, on_paper.FreeAttempts),
    }
    return _keeper(reading, "duo", on_paper.Duo, found)


def _municipality(reading: Reading) -> on_paper.Municipality | None:
    found = {
        "learnability_tests": reading.many("lbt/resultaten", said.LearnabilityTestMessage, on_paper.LearnabilityTest),
        "plans": reading.each("PIP", partial(_plan, reading), alone=True),
        "offers": reading.many("Inburgeringsaanbod", said.OfferMessage, on_paper.CourseOffer, alone=True),
        "pvt": reading.one("pvt", said.PvtMessage, on_paper.Pvt),
        "map": reading.one("map", said.MapMessage, on_paper.Map),
        "z_route": reading.one("zroute", said.ZRouteMessage, on_paper.ZRoute),
        "hours": reading.many("uren", said.HoursMessage, on_paper.RegisteredHours),
    }
    return _keeper(reading, "municipality", on_paper.Municipality, found)


def _keeper(reading: Reading, where: str, kind: type[R], found: Mapping[str, object]) -> R | None:
    """What one keeper has on record, or nothing where no message of theirs is here."""
    told = {name: value for name, value in found.items() if value is not None}
    return reading.record(kind, told, where, sorted(told)) if told else None


def _duty(reading: Reading) -> on_paper.Duty | None:
    name = "inburgeringsplicht"
    history = reading.many(f"{name}/historie", said.DutyPeriodMessage, on_paper.DutyPeriod) or ()
    duty = reading.one(name, said.DutyMessage, on_paper.Duty, history=history, law="wi2021")
    if duty is None:
        _history_alone(reading, name, history)
    return duty


def _person_group(reading: Reading) -> on_paper.PersonGroup | None:
    name = "doelgroep"
    history = reading.many(f"{name}/historie", said.GroupPeriodMessage, on_paper.GroupPeriod) or ()
    group = reading.one(name, said.GroupMessage, on_paper.PersonGroup, history=history)
    return on_paper.PersonGroup(history=history) if history and group is None else group


def _term(reading: Reading) -> on_paper.StatedTerm | None:
    name = "inburgeringstermijn"
    grounds = _grounds(reading)
    versions = reading.many(f"{name}/historie", said.TermVersionMessage, on_paper.TermVersion) or ()
    history = tuple(_with_ground(version, grounds) for version in versions)
    term = reading.one(name, said.TermMessage, on_paper.StatedTerm, history=history)
    if term is None:
        _history_alone(reading, name, history)
        return None
    return _with_ground(term, grounds)


def _history_alone(reading: Reading, name: str, history: Sequence[Record]) -> None:
    """A history belongs to what is the case now; without that it has no place in the file."""
    if history:
        reading.note(f"{name}/historie", left_out(Message("duo_wanting_itself", name=name), reading.bodies[f"{name}/historie"]))


def _grounds(reading: Reading) -> dict[str, str]:
    """What DUO's codes of grounds for extension mean."""
    found = [reading.message(said.GroundMessage, item, where) for where, item in reading.items("verlengingsgronden")]
    return {ground.code: ground.ground for ground in found if ground is not None}


def _with_ground(version: V, grounds: Mapping[str, str]) -> V:
    """The version with the text of its code, where DUO gives the code alone."""
    ground = version.ground or grounds.get(version.ground_code or "")
    return version if ground is None else version.model_copy(update={"ground": ground})


def _plan(reading: Reading, body: object, where: str) -> list[on_paper.Plan | None]:
    if isinstance(body, dict) and body.keys().isdisjoint({"gemeentecode", "pip"}):
        return [reading.read(said.PlanMessage, on_paper.Plan, body, where)]
    found = reading.message(said.MunicipalityPlanMessage, body, where)
    if found is None:
        return []
    return [reading.record(on_paper.Plan, {**found.pip.told(), "municipality": found.municipality}, f"{where}.pip", body)]


def _scoped(reading: Reading, message: type[said.ScopedMessage], record: type[R], body: object, where: str) -> list[R | None]:
    """The decisions that one item holds, each under the name of its scope."""
    if body == {}:
        reading.note(where, Message("duo_empty"))
    found = reading.message(message, body, where)
    decisions = found.scoped() if found else ()
    return [reading.record(record, {"scope": scope, **one.told()}, f"{where}.{called}", body) for called, scope, one in decisions]


def _look_through(reading: Reading) -> None:
    """Name what is not understood in messages of which nothing is kept."""
    number = reading.bodies.get("lbt/examennummer")
    if number is not None:
        reading.message(said.ExamNumberMessage, number, "lbt/examennummer")
    for where, school in reading.items("instellingen"):
        reading.message(said.SchoolMessage, school, where)


def _case_refs(called: Sequence[str]) -> list[str]:
    """A `case_ref` for each name: the name itself, or `person-1` and so on where it does not fit or may identify the person."""
    fitting = {name for name in called if _fits(name)}
    taken = Counter(name.casefold() for name in called if name in fitting)
    twice = [Message("case_ref_twice", name=name) for name in sorted(taken) if taken[name] > 1]
    if twice:
        raise FileRefused(twice)
    numbers = (ref for ref in map("person-{}".format, count(1)) if ref not in taken)
    return [name if name in fitting else next(numbers) for name in called]


def _fits(name: str) -> bool:
    try:
        return _CASE_REF.validate_python(name) == name and not holds_identifying(name)
    except ValidationError:
        return False
