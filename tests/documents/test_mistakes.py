"""One line per mistake: file, line, what was found, what is allowed, what to do."""

import pytest

from route_advisor import FileRefused, parse
from route_advisor.documents.mistakes import did_you_mean

FILE = """schema: personal-file/1
case_ref: sami
municipality:
  plans:
    - {dated: 2023-05-10, route: b1}
"""


def _refused(text):
    with pytest.raises(FileRefused) as refused:
        parse(text, "sami.yaml")
    return list(refused.value.mistakes)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("route: b1", "route: B2", 'sami.yaml:5: municipality.plans[0].route is "B2"; allowed: b1, onderwijs, z'),
        ("route: b1", "rout: b1", 'sami.yaml:5: "rout" is not a key of municipality.plans[0]; did you mean "route"?'),
        ("dated: 2023-05-10, ", "", "sami.yaml:5: municipality.plans[0].dated is missing; add it"),
        ("2023-05-10", "2023-02-30", 'sami.yaml:5: municipality.plans[0].dated is text like "9999-99-99"; there is no such day'),
        (
            "2023-05-10",
            "yesterday",
            "sami.yaml:5: municipality.plans[0].dated is text of 9 characters; a date is year-month-day, as 2023-05-10",
        ),
        ("case_ref: sami", "case_ref: [sami]", "sami.yaml:2: case_ref is a list; "),
        ("case_ref: sami", "case_ref: sami\nbsn: 111222333", 'sami.yaml:3: "bsn" does not belong here: a BSN may be used only'),
        (
            "case_ref: sami",
            "case_ref: sami\nmunicipalty: {}",
            'sami.yaml:3: "municipalty" is not a key of the file; did you mean "municipality"?',
        ),
        (
            "route: b1}",
            "route: b1, estimated_hours: many}",
            "sami.yaml:5: municipality.plans[0].estimated_hours is text of 4 characters; allowed: a whole number",
        ),
        ("route: b1}", "route: b1, estimated_hours: 0}", 'sami.yaml:5: municipality.plans[0].estimated_hours is "0"; allowed: at least 1'),
        ("route: b1}", "route: z, level: b1}", "the Z-route has no level b1; check the route on the PIP"),
    ],
)
def test_a_mistake_says_where_what_and_what_to_do(old, new, mistake):
    """Style 9: never "invalid route"."""
    assert old in FILE
    found = _refused(FILE.replace(old, new))
    assert any(mistake in line for line in found), found
    assert all(line.startswith("sami.yaml:") for line in found)


def test_a_bsn_is_never_repeated_in_a_message():
    """What is refused for privacy is not printed."""
    found = _refused(FILE.replace("case_ref: sami", "case_ref: '111222333'"))
    assert not any("111222333" in mistake for mistake in found), found


def test_every_mistake_has_its_own_line():
    """A wrong form and a word that the catalogue does not have come in one round: three mistakes, three lines."""
    text = FILE.replace("route: b1", "route: b9").replace("sami", "' '") + "statements:\n  - {fact: knm_result, word: passd}\n"
    found = _refused(text)
    assert [mistake.split(": ")[0] for mistake in found] == ["sami.yaml:2", "sami.yaml:5", "sami.yaml:7"]


def test_a_misspelt_statement_gets_a_suggestion():
    """The words of the catalogue are told where they are few."""
    (found,) = _refused(FILE + "statements:\n  - {fact: knm_result, word: passd}\n")
    assert found == 'sami.yaml:7: statements[0].word is "passd"; did you mean "passed"? (allowed: not_passed, passed)'


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("B1", ["a2", "b1", "b2"], "b1"),
        ("readnig", ["reading", "writing"], "reading"),
        ("dou", ["duo", "ind"], "duo"),
        ("work", ["work_placement", "family"], None),
        ("loan", ["plan", "term"], None),
        ("corona", ["ona", "knm"], None),
        ("computer", ["completed"], None),
        ("taaltoets", ["taalles"], None),
    ],
)
def test_only_a_slip_of_a_word_is_suggested(word, known, meant):
    """Other capitals, a letter too many, two in each other's place; never a word of another meaning that looks a little like it."""
    assert did_you_mean(word, known) == ("" if meant is None else f'; did you mean "{meant}"?')


def test_a_word_with_other_capitals_is_named_and_allowed_words_hold_no_english():
    """`level: B1` says which word to write; in Dutch nothing stands in English."""
    found = _refused(FILE.replace("route: b1}", "route: b1, level: B1}"))
    (line,) = [one for one in found if "level" in one]
    assert 'is "B1"; did you mean "b1"? (allowed: a2, b1)' in line
    assert " or " not in line.in_("nl")
