"""Nothing told is dropped in silence: each field is used, listed with its reason, or declared to be administration."""

import re
from collections import Counter
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from route_advisor.advice.model import WhyNotUsed
from route_advisor.derive.file import facts_from
from route_advisor.derive.told import ADMINISTRATIVE, FEEDS, UNASKED, WITH_ITS_RECORD
from route_advisor.personal_file import PersonalFile, Record
from route_advisor.testing import file_days
from route_advisor.testing.schema_files import hostile_files

thorough = settings(max_examples=3 * settings.default.max_examples)
ON = date(2026, 11, 23)
PLACES = st.integers(0, 99)
"""Which of the things in a file is left out, counted around."""
WIDE = ("duo.duty", "duo.plan", "duo.term", "municipality.plans")
"""What settles the act, the route or the term also settles what is counted at all."""
_STEP = re.compile(r"([a-z_0-9]+)(?:\[(\d+)\])?")


def fields_of(kind=PersonalFile, at=""):
    """Every last field of a personal file, by its place without numbers."""
    schema = kind.model_fields
    for key, field in schema.items():
        inner = [one for one in _records_in(field.annotation) if issubclass(one, Record)]
        many = "tuple" in str(field.annotation) or "Many" in str(field.annotation)
        for one in inner:
            yield from fields_of(one, f"{at}{key}{'[]' if many else ''}.")
        if not inner:
            yield f"{at}{key}"


def _records_in(annotation):
    if isinstance(annotation, type):
        yield annotation if issubclass(annotation, Record) else object
    for one in getattr(annotation, "__args__", ()):
        yield from (found for found in _records_in(one) if found is not object)


def without(file, where):
    """The file without what stands there; without its record where the record cannot be without it. `None` where no file is left."""
    for path in (where, where.rpartition(".")[0]):
        data = file.model_dump(mode="json", by_alias=True, exclude_none=True)
        *steps, last = [(key, place) for key, place in _STEP.findall(path)] or [("", "")]
        holder = data
        for key, place in steps:
            holder = holder[key] if not place else holder[key][int(place)]
        if last[1]:
            del holder[last[0]][int(last[1])]
        else:
            holder.pop(last[0], None)
        try:
            return PersonalFile.model_validate(data), path
        except ValidationError:
            continue
    return None, ""


def test_each_field_of_a_file_says_what_it_is_for():
    """Whoever adds a field says which facts it feeds, that no rule asks it, that it dates its record, or that it is administration."""
    declared = [*FEEDS, *UNASKED, *WITH_ITS_RECORD, *ADMINISTRATIVE]
    assert [name for name, times in Counter(declared).items() if times > 1] == []
    assert set(declared) ^ set(fields_of()) == set()


def test_what_a_field_feeds_is_a_fact_of_the_catalogue(book):
    """No name in the table is mistyped."""
    known = set(book.catalogue.facts)
    named = {name for names in FEEDS.values() for name in names if name[0] not in "#!" and "{" not in name}
    assert named <= known
    assert {name for name in UNASKED.values() if name is not None} <= known


@thorough
@given(file_days(hostile_files()), PLACES)
def test_a_field_changes_no_fact_but_those_it_feeds(book, file_day, place):
    """Leave one thing out of any file, and compare: what differs stands in the table."""
    file, on = file_day
    facts = facts_from(file, on=on, book=book)
    one = _pick([one for one in facts.told if not one.kind.startswith(WIDE)], place)
    other, left_out = without(file, one.where) if one is not None else (None, "")
    if one is None or other is None:
        return
    again = facts_from(other, on=on, book=book)
    feeds = {name for told in facts.told if told.where.startswith(left_out) for name in told.feeds}
    changed = {name for name in {*facts.known, *again.known} if facts.word(name) != again.word(name)}
    assert changed <= feeds, (one.where, changed - feeds)
    counts = {f"#{one.name}" for one in {*facts.counts} ^ {*again.counts}} - ({"#lesson_hours"} if "#estimated_hours" in feeds else set())
    assert counts <= {name.partition(":")[0] for name in feeds}, (one.where, counts)


def _pick(things, place):
    return things[place % len(things)] if things else None


@thorough
@given(file_days(hostile_files()))
def test_what_no_rule_asks_and_administration_feed_nothing(book, file_day):
    """All fields of those tables can be left out of any file, and the same is known."""
    file, on = file_day
    dump = file.model_dump(mode="json", by_alias=True, exclude_none=True)
    for idle in {*UNASKED, *ADMINISTRATIVE} - {"file_schema", "case_ref"}:
        if "culpable" in idle:
            continue  # a judgement that came too early is told as a conflict
        *groups, key = idle.split(".")
        holders = [dump]
        for group in groups:
            holders = [one for holder in holders for one in _inside(holder, group)]
        for holder in holders:
            holder.pop(key, None)
            holder.update({"result": "unknown"} if key == "result" else {})  # a test has a result, known or not
    known, again = facts_from(file, on=on, book=book), facts_from(PersonalFile.model_validate(dump), on=on, book=book)
    assert (known.known, known.dates, known.counts, known.conflicts) == (again.known, again.dates, again.counts, again.conflicts)


def _inside(holder, group):
    found = holder.get(group.removesuffix("[]"))
    return [] if found is None else found if group.endswith("[]") else [found]


@thorough
@given(file_days(), PLACES)
def test_what_is_not_used_can_be_left_out_and_nothing_else_changes(twin, file_day, place):
    """The reason is no excuse: without it every line, number and step of the advice is the same.

    Not so for what is dated later or settles nothing: without it something else may be told, or settled. Before 2013 no rule asks anything.
    """
    file, on = file_day
    advice = twin.advise(file, on=on)
    one = _pick([one for one in advice.not_used if one.reason not in (WhyNotUsed.LATER, WhyNotUsed.SETTLES_NOTHING)], place)
    other, left_out = without(file, one.where) if one is not None and on >= date(2013, 1, 1) else (None, "")
    if one is None or other is None or left_out != one.where:
        return
    again = twin.advise(other, on=on)
    for part in ("regime", "duty", "route", "term", "components", "progress", "steps", "know"):
        assert getattr(advice, part) == getattr(again, part), (one, part)
    assert {conflict.id for conflict in advice.conflicts} <= {conflict.id for conflict in again.conflicts}, one


@thorough
@given(file_days())
def test_each_statement_of_a_person_is_used_or_listed(twin, file_day):
    """Either leaving it out changes a line or a question, or somebody else told the same, or it stands among what is not used."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    listed = {one.where.removesuffix(".word") for one in advice.not_used}
    for place, statement in enumerate(file.statements or ()):
        where = f"statements[{place}]"
        if where in listed:
            continue
        other = without(file, where)[0]
        again = twin.advise(other, on=on)
        facts, verdicts = twin.verdicts(file, on=on)
        waits = any(one.cannot_tell and any(told.name == statement.fact for told in one.premises) for one in verdicts)
        confirmed = twin.verdicts(other, on=on)[0].word(statement.fact) == facts.word(statement.fact)
        if advice.duty.standing == "cannot_tell" or waits or confirmed:
            continue  # a line that waits for something else rests on it, or a register says the same
        parts = ("regime", "duty", "components", "progress", "steps", "know", "questions", "conflicts", "term")
        assert any(getattr(advice, part) != getattr(again, part) for part in parts), (statement, advice.not_used)
