"""`find`: what it gives is what reading each advice alone would give."""

import csv
import io
import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import Advisor, FileRefused, Filters, NotInRulebook, PersonalFile, agenda, find, load
from route_advisor.advice.found import Found
from route_advisor.advice.model import Term
from route_advisor.caseload.finding import files_of, found_by, search_for
from route_advisor.testing import life_stories
from route_advisor.vocabulary import WAITING, Basis, Standing
from route_advisor.writers.many import as_agenda, as_found, found_csv, found_json

EXAMPLES = Path(__file__).parents[2] / "examples"
DAY = date(2026, 11, 23)
TWIN = Advisor(use_engine=False)


@cache
def every_file():
    """The example files, read when the first test asks."""
    return tuple(load(path) for path in files_of([EXAMPLES]))


@cache
def advices():
    """Their advices, by reference."""
    return {file.case_ref: TWIN.advise(file, on=DAY) for file in every_file()}


def found(filters=None, files=None):
    """The cases that are found, by their reference."""
    return {one.case_ref: one for one in find(every_file() if files is None else files, filters or Filters(), on=DAY, advisor=TWIN)}


@settings(max_examples=10)
@given(st.lists(life_stories(), min_size=1, max_size=4), st.data())
def test_who_is_found_with_an_open_part_is_who_has_it_open_in_their_own_advice(files, data):
    """Any files and any part: neither more nor fewer than advices read one by one."""
    part = data.draw(st.sampled_from(list(TWIN.rulebook.catalogue.components)))
    named = [file.model_copy(update={"case_ref": f"case-{place}"}) for place, file in enumerate(files)]
    alone = {file.case_ref for file in named if TWIN.advise(file, on=DAY).component(part).standing in WAITING}
    assert set(found(Filters(open=(part,)), named)) == alone


def test_without_a_filter_every_file_is_found():
    """Nobody is left out, also who has nothing to do."""
    assert set(found()) == set(advices())


def test_the_term_ends_within_so_many_days_and_has_not_ended():
    """Both bounds count; a term that is over is not about to end."""
    given_days = {case: advice.term.days_left for case, advice in advices().items() if isinstance(advice.term, Term)}
    for days in (0, 75, 109, 180):
        ends = {case for case, left in given_days.items() if left <= days and advices()[case].term.last_day >= DAY}
        assert set(found(Filters(term_within=days))) == ends


@pytest.mark.parametrize(
    ("filters", "cases"),
    [
        (Filters(plan_late=True), {"route-unknown"}),
        (Filters(conflict=True), None),
        (Filters(may_ask=("lower-level",)), {"amina-b1"}),
        (Filters(overdue=True, open=("KNM",)), {"illness-with-dates", "wi2013-family-over", "wi2013-cohort-a"}),
    ],
)
def test_each_filter_finds_whom_it_is_about(filters, cases):
    """Late plans, sources that differ, a lower level that can be asked now, and days that passed."""
    conflicts = {case for case, advice in advices().items() if advice.conflicts}
    assert set(found(filters)) == (conflicts if cases is None else cases)


def test_one_word_may_stand_without_a_list_around_it():
    """One part and one topic, as people write them first."""
    assert Filters(open="KNM", may_ask="lower-level") == Filters(open=("KNM",), may_ask=["lower-level"])


def test_reported_is_what_a_person_says_and_no_register_has():
    """Parts, and the act, the duty and the route."""
    expected = {
        case
        for case, advice in advices().items()
        if Standing.REPORTED in {item.standing for item in advice.components}
        or Basis.REPORTED in (advice.regime.basis, advice.duty.basis)
        or advice.route.standing == "reported"
    }
    assert set(found(Filters(reported=True))) == expected != set()


def test_extra_time_that_can_be_asked_later_is_not_asked_now():
    """The first day on which it can be asked lies in 2027 for this person."""
    assert "extra-time" in {one.replace("_", "-") for one in TWIN.rulebook.topics.by_id}
    told = found(Filters(may_ask=("extra tijd",)))
    assert "moved" not in told
    assert "last-months" in told


@given(st.booleans(), st.booleans(), st.sampled_from([None, 100, 400]), st.sampled_from([(), ("knm",), ("schrijven",), ("knm", "map")]))
def test_filters_combine(overdue, conflict, within, parts):
    """Several filters find whom each of them finds."""

    def found(filters):
        search = search_for(filters, TWIN.rulebook, DAY)
        return {case for case, advice in advices().items() if found_by(advice, case, search=search) is not None}

    each = [Filters(open=(part,)) for part in parts]
    each += [Filters(overdue=True)] * overdue + [Filters(conflict=True)] * conflict + [Filters(term_within=within)] * (within is not None)
    together = found(Filters(open=parts, overdue=overdue, conflict=conflict, term_within=within))
    expected = set(advices())
    for one in each:
        expected &= found(one)
    assert together == expected


def test_the_most_urgent_stands_in_front():
    """What passed longest ago first, and who has no day last."""
    order = sorted(found().values(), key=lambda one: one.urgency)
    days = [one.day for one in order]
    assert days == sorted((day for day in days if day), key=str) + [None] * days.count(None)


@settings(max_examples=25)
@given(life_stories(), st.data())
def test_nobody_stands_lower_in_the_whole_list_than_a_filter_would_put_them(file, data):
    """The day without a filter is the first: no filter that finds this person knows an earlier one, and no day of the agenda that asks for something."""
    on = data.draw(st.sampled_from([DAY, date(2025, 3, 1), date(2027, 6, 1), date(2029, 1, 1)]))
    (whole,) = find([file], on=on, advisor=TWIN)
    parts = [Filters(open=(part,)) for part in TWIN.rulebook.catalogue.components]
    for filters in (Filters(plan_late=True), Filters(overdue=True), *parts):
        for one in find([file], filters, on=on, advisor=TWIN):
            assert one.day is None or (whole.day is not None and whole.day <= one.day)


@pytest.mark.parametrize(
    ("case", "day", "says"),
    [
        ("route-unknown", date(2026, 10, 12), "PIP uiterlijk klaar"),
        ("term-over-asylum", date(2026, 9, 11), "de termijn eindigde op § 11-09-2026"),
        ("moved", date(2026, 12, 14), "PIP na de verhuizing uiterlijk klaar"),
        ("wi2013-fulfilled-then-fined", date(2026, 12, 14), "Laatste dag voor bezwaar"),
    ],
)
def test_a_day_of_the_law_puts_somebody_where_it_is_due(book, case, day, says):
    """A plan that is late, a plan to make after a move, and the last day to object: each is the day of its file, marked as law."""
    one = found()[case]
    assert (one.day, one.law) == (day, True)
    assert f"§ {day:%d-%m-%Y}" in (text := as_found([one], book.catalogue, on=DAY, of=1, width=120))
    assert says in text


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_found(tmp_path):
    """One bad file stops nobody; without a place to tell it, it is an error."""
    (tmp_path / "a.yaml").write_text("case_ref: [", "utf-8")
    (tmp_path / "b.json").write_text('{"case_ref": "b"}', "utf-8")
    (tmp_path / "notes.txt").write_text("no file", "utf-8")
    refused = []
    told = list(find(files_of([tmp_path]), on=DAY, advisor=TWIN, refused=refused.append))
    assert [one.case_ref for one in told] == ["b"]
    assert [(Path(one.file).name, len(one.mistakes)) for one in refused] == [("a.yaml", 1)]
    with pytest.raises(FileRefused):
        list(find(files_of([tmp_path]), on=DAY, advisor=TWIN))


def test_several_processes_find_the_same_in_the_same_order():
    """However many read."""
    paths = files_of([EXAMPLES])[:6]
    alone, together = (list(find(paths, Filters(), on=DAY, advisor=TWIN, workers=workers)) for workers in (1, 2))
    assert alone == together


def test_files_are_read_one_after_another():
    """Ten thousand files are never in memory at once: the first answer is there before the second file is asked for."""
    asked = []

    def files():
        for file in every_file()[:5]:
            asked.append(file.case_ref)
            yield file

    next(find(files(), on=DAY, advisor=TWIN))
    assert len(asked) == 1


def test_a_word_nobody_uses_for_a_part_is_answered_with_another():
    """Before any file is read."""
    with pytest.raises(NotInRulebook, match='did you mean "schrijven"'):
        find(every_file(), Filters(open=("schriven",)), on=DAY, advisor=TWIN)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_table_fits_and_names_each_case_with_its_reason(book, width, lang):
    """A table, or a list where it is narrow; no word of the program."""
    told = sorted(found(Filters(overdue=True)).values(), key=lambda one: one.urgency)
    text = as_found(told, book.catalogue, on=DAY, of=len(every_file()), lang=lang, width=width)
    lines = text.splitlines()
    assert all(len(line) <= width for line in lines)
    assert all(any(one.case_ref in line for line in lines) for one in told)
    assert not [line for line in lines if "found_" in line or "None" in line or "knm_exam" in line]
    assert "DUO" in " ".join(lines[-3:])
    assert [line for line in lines if line.startswith("§ ") and "~ " in line]  # what the signs mean


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_a_sheet_runs_nothing_that_a_file_holds(book, start):
    """CSV injection: a cell that would be a formula begins with a mark; a number stays a number."""
    one = next(iter(found().values())).model_copy(update={"file": f"{start}cmd|' /C calc'!A0", "days": -17})
    (row,) = csv.DictReader(io.StringIO(found_csv([one], book.catalogue)))
    assert not row["file"].lstrip().startswith(("=", "+", "-", "@"))
    assert row["days"] == "-17"


def test_the_json_holds_each_file_as_it_was_found():
    """It reads back."""
    told = list(found(Filters(open=("map",))).values())
    document = json.loads(found_json(told, (), on=DAY))
    assert document["schema"] == "found/1"
    assert [Found.model_validate_json(json.dumps(one)) for one in document["found"]] == told


def test_an_asylum_status_holder_is_not_found_by_a_fine():
    """No reason speaks of money to pay."""
    person = PersonalFile.model_validate(load(EXAMPLES / "term-over-asylum.yaml").model_dump(by_alias=True, exclude_none=True))
    (one,) = find([person], Filters(overdue=True), on=DAY, advisor=TWIN)
    said = " ".join(text for reason in one.reasons if reason.says for text in reason.says.sentences().values())
    assert not [word for word in ("boete", "fine", "terugbetalen", "repay") if word in said.casefold()]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_line_is_wider_than_asked(book, lang):
    """Of found files and of an agenda, at every width of a terminal."""
    told = sorted(found().values(), key=lambda one: one.urgency)
    days = sorted(agenda(every_file(), on=DAY, advisor=TWIN), key=lambda one: one.order)
    for width in range(60, 141, 4):
        for text in (
            as_found(told, book.catalogue, on=DAY, of=len(told), lang=lang, width=width),
            as_agenda(days, book.catalogue, on=DAY, lang=lang, width=width),
        ):
            assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_day_stands_behind_its_mark(book, lang):
    """A day of the law and one of the plan never look alike."""
    for filters in (Filters(), Filters(overdue=True), Filters(term_within=900), Filters(open=("knm_exam",))):
        told = list(found(filters).values())
        text = as_found(told, book.catalogue, on=DAY, of=len(told), lang=lang, width=140)
        days = re.findall(r"(?:(\S) )?(?:\d{4}-\d\d-\d\d|\d\d-\d\d-\d{4})", text)
        assert days
        assert set(days) <= {"§", "~"}
        for one in told:
            assert not one.law or one.day in {reason.day for reason in one.reasons} | {one.last_day}
