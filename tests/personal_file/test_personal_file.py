"""The personal file: strict at the edge, without personal data, and with nothing that cannot be."""

import re
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from route_advisor import FileRefused, PersonalFile, parse
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.documents.forms import SAID
from route_advisor.personal_file import FORBIDDEN, NOBODY, forbidden_reason, looks_like_a_name, looks_like_bsn
from route_advisor.personal_file.personal_data import identifying_number
from route_advisor.testing import hostile_files

EMPTY = {"schema": "personal-file/1", "case_ref": "case-1"}
VALID_BSN = "111222333"


def _mistakes(**groups):
    with pytest.raises(ValidationError) as refused:
        PersonalFile.model_validate({**EMPTY, **groups})
    return [(".".join(map(str, one["loc"])), one["type"], one["msg"]) for one in refused.value.errors()]


def test_only_schema_and_case_ref_are_needed():
    """An empty file is valid: it yields questions."""
    file = PersonalFile.model_validate(EMPTY)
    assert (file.duo, file.municipality, file.not_understood) == (None, None, ())


def _patterns_in(schema):
    if isinstance(schema, dict):
        yield from [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
        yield from (one for value in schema.values() for one in _patterns_in(value))
    elif isinstance(schema, list):
        yield from (one for value in schema for one in _patterns_in(value))


def test_every_form_of_a_text_is_told_in_words():
    """Whoever writes a file reads what a reference or a code looks like, and no pattern of a program."""
    found = set(_patterns_in(PersonalFile.model_json_schema()))
    assert found
    assert found <= set(SAID)
    for text in ("case_ref: Jan Jansen", "case_ref: a\nperson: {nationalities: [syr]}"):
        with pytest.raises(FileRefused) as refused:
            parse(text, "x.yaml")
        assert not [mark for mark in ("^", "[A-Z", "{0,63}") if mark in str(refused.value)]


def test_a_file_cannot_be_changed():
    """Frozen, so that an advice and its digest keep speaking of the same file."""
    with pytest.raises(ValidationError, match="frozen"):
        PersonalFile.model_validate(EMPTY).case_ref = "other"


@pytest.mark.parametrize("key", sorted(FORBIDDEN))
def test_personal_data_are_refused_with_the_reason(key):
    """BSN, names, addresses, V-numbers and health: refused on every level, in any spelling, without showing the value."""
    for spelling in (key, key.upper(), key.replace("_", "-"), f" {key} "):
        for groups in ({spelling: "secret"}, {"person": {spelling: "secret"}}):
            ((_, kind, message),) = _mistakes(**groups)
            assert kind == "personal_data"
            assert forbidden_reason(key) in message
            assert "secret" not in message


@given(hostile_files())
def test_no_key_of_the_schema_is_a_forbidden_one(file):
    """What the file itself may hold never looks like personal data."""
    for key in re.findall(r'"([a-z_]+)":', file.model_dump_json(by_alias=True)):
        assert forbidden_reason(key) is None


@pytest.mark.parametrize("reference", [VALID_BSN, "111.222.333", "111 222 333", "123456782", "000000012"])
def test_a_case_ref_that_looks_like_a_bsn_is_refused(reference):
    """Also with dots or spaces between the digits."""
    kinds = {kind for _, kind, _ in _mistakes(case_ref=reference)}
    assert kinds <= {"bsn", "string_pattern_mismatch"}
    assert kinds


@given(st.sampled_from((VALID_BSN, "123456782", "000000012", "00000012")), st.data())
def test_nothing_between_the_figures_hides_a_bsn(number, data):
    """However many spaces, dots and lines stand there."""
    spaced = "".join(figure + data.draw(st.text(" .-", max_size=2)) for figure in number)
    assert identifying_number(spaced) == "bsn"


@given(
    st.from_regex(r"(bsn|SOFI|burgerservicenummer)[._-]*[0-9]{8,9}", fullmatch=True)
    | st.from_regex(r"[vV](nr|-nummer)?[._-]*[0-9]{10}", fullmatch=True)
)
def test_a_number_that_says_what_it_is_is_always_seen(reference):
    """Also where its figures would pass for a reference."""
    assert identifying_number(reference) is not None


@pytest.mark.parametrize("reference", ["111222334", "2023-05-10", "case-111222333-b", "12345678", "0000000000"])
def test_other_case_refs_are_taken(reference):
    """Nine digits that fail the check, or digits within other text, are no BSN."""
    assert PersonalFile.model_validate({**EMPTY, "case_ref": reference}).case_ref == reference


@pytest.mark.parametrize(
    ("reference", "kind"),
    [("bsn111222333", "bsn"), ("BSN-123456789", "bsn"), ("V2671234567", "v_number"), ("v-nummer_2671234567", "v_number")],
)
def test_a_case_ref_that_says_which_number_of_a_person_it_is_is_refused(reference, kind):
    """Whatever its figures are: the letters in front say it."""
    assert {found for _, found, _ in _mistakes(case_ref=reference)} == {kind}


@pytest.mark.parametrize("reference", ["Jan-Jansen", "J.Jansen", "JanJansen", "Jansen_A", "Van-den-Berg", "Ali.el-Amin"])
def test_a_reference_that_looks_like_a_name_is_seen(reference):
    """It is taken all the same: nobody can be sure."""
    assert looks_like_a_name(reference)
    assert PersonalFile.model_validate({**EMPTY, "case_ref": reference}).case_ref == reference


@pytest.mark.parametrize(
    "reference", ["amina-b1", "Z-2023-004", "sami", "A", "AB-CD", "Team-Oost-12", "Noord", "case-1", "X-a", "wi2013-cohort-a", NOBODY]
)
def test_a_reference_that_says_nothing_is_not_taken_for_a_name(reference):
    """Figures, or no two words with a capital: many a list numbers people so."""
    assert not looks_like_a_name(reference)


@given(st.integers(1, 999_999_999))
def test_one_digit_off_is_never_also_a_bsn(number):
    """The check of a BSN catches each single digit that is wrong."""
    text = f"{number:09}"
    if looks_like_bsn(text):
        wrong = text[:8] + str((int(text[8]) + 1) % 10)
        assert not looks_like_bsn(wrong)


_NO_DAYS = ("10-05-2023", "2023-5-10", "2023-02-29", "20230510", "2023-W19-3", "2023-05-10T00:00:00", "1683676800", "٢٠٢٣-05-10")


@pytest.mark.parametrize("value", [*_NO_DAYS, "1899-12-31", "2101-01-01", "2023-05-10\n", " 2023-05-10", "", 20230510, True, None])
def test_a_date_is_written_one_way(value):
    """Year-month-day, a day that exists, from 1900 up to 2100."""
    if value is None:
        PersonalFile.model_validate({**EMPTY, "person": {"born": None}})
    else:
        ((path, _, _),) = _mistakes(person={"born": value})
        assert path == "person.born"


@given(st.dates(FIRST_DAY - timedelta(2), LAST_DAY + timedelta(2)))
@example(FIRST_DAY - timedelta(1))
@example(FIRST_DAY)
@example(LAST_DAY)
@example(LAST_DAY + timedelta(1))
def test_a_day_is_the_same_as_a_text_and_as_a_date(day):
    """Taken or refused alike, and no less strictly the second time that a day is read."""
    for value in (day.isoformat(), day, day.isoformat()):
        if FIRST_DAY <= day <= LAST_DAY:
            assert PersonalFile.model_validate({**EMPTY, "person": {"born": value}}).person.born == day
        else:
            assert [path for path, _, _ in _mistakes(person={"born": value})] == ["person.born"]


@pytest.mark.parametrize(
    ("groups", "kind"),
    [
        ({"residence": {"permits": [{"legal_basis": "other", "valid_from": "2024-01-02", "valid_until": "2024-01-01"}]}}, "not_in_order"),
        ({"residence": {"registrations": [{"since": "2024-01-02", "until": "2024-01-01"}]}}, "not_in_order"),
        ({"duo": {"duty": {"obliged": True, "starts": "2024-01-02", "ends": "2024-01-01"}}}, "not_in_order"),
        ({"duo": {"term": {"starts": "2024-01-02", "last_day": "2024-01-01"}}}, "not_in_order"),
        ({"duo": {"exemptions": [{"scope": "partial", "decision": "granted", "part": "reading"}]}}, "partial"),
        ({"duo": {"dispensations": [{"scope": "partial", "ground": "special_circumstances", "decision": "granted"}]}}, "partial"),
        ({"duo": {"dispensations": [{"scope": "partial", "ground": "medical_decision", "decision": "granted"}]}}, "partial"),
        ({"duo": {"exams": [{"part": "knm", "level": "b1", "taken": "2024-01-01", "outcome": "passed"}]}}, "knm_level"),
        ({"duo": {"exams": [{"part": "reading", "taken": "2024-01-01", "outcome": "passed", "no_outcome": "absent"}]}}, "no_outcome"),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "onderwijs", "level": "a2"}]}}, "level"),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "z", "level": "b1"}]}}, "level"),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "z", "estimated_hours": 100}]}}, "hours"),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "B1"}]}}, "literal_error"),
        ({"municipality": {"pvt": {"hours": "12"}}}, "int_type"),
        ({"municipality": {"pvt": {"hours": -1}}}, "greater_than_equal"),
        ({"duo": {"duty": {"obliged": "yes"}}}, "bool_type"),
        ({"person": {"nationalities": ["Syria"]}}, "string_pattern_mismatch"),
        ({"municipality": {"plans": [{"dated": "2024-01-01", "route": "b1", "municipality": 363}]}}, "string_type"),
        ({"municipality": {"gemeente": "0363"}}, "extra_forbidden"),
    ],
)
def test_what_cannot_be_is_refused(groups, kind):
    """L-1, L-2, L-6, L-7 and the order of dates: refused at the edge, so that nothing behind it need guess."""
    assert kind in {found for _, found, _ in _mistakes(**groups)}


@pytest.mark.parametrize("route", ["b1", "onderwijs", "z"])
def test_levels_that_a_route_can_have_are_taken(route):
    """L-1, L-2: B1 on the onderwijsroute, A2 on the Z-route, both on the B1 route."""
    for level in {"b1": ["a2", "b1"], "onderwijs": ["b1"], "z": ["a2"]}[route]:
        plan = {"dated": "2024-01-01", "route": route, "level": level}
        assert PersonalFile.model_validate({**EMPTY, "municipality": {"plans": [plan]}}).municipality.plans[0].level == level


@pytest.mark.parametrize("written", ["true", "1.0", "3", '"1"', "null", "[1]"])
def test_a_programme_is_one_of_two_numbers_and_nothing_that_only_counts_as_one(written):
    """To Python `true` is a 1; here it is refused, with what is allowed."""
    with pytest.raises(FileRefused) as refused:
        parse(f'{{"case_ref": "a", "duo": {{"nt2_diplomas": [{{"programme": {written}, "dated": "2024-01-01"}}]}}}}', "a.json")
    (line,) = refused.value.mistakes
    assert line.startswith("a.json:1: duo.nt2_diplomas[0].programme")
    assert "allowed: 1, 2" in line
    assert "did you mean" not in line
