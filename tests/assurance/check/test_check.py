"""`rules check` finds each kind of fault: one line, with the page and the line on which it stands."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from route_advisor import Rulebook
from route_advisor.assurance.check import Finding, Gravity, check, told_by_reader
from route_advisor.assurance.check.written_numbers import written_numbers
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import shipped_folder

ON = date(2026, 11, 23)
DUTY, WATER = "garden/duty.yaml", "garden/watering.yaml"


def findings(folder: Path, on: date = ON) -> tuple[Finding, ...]:
    """What is found in a folder, also where it cannot be read."""
    try:
        return check(Rulebook.read(folder), on).findings
    except RulebookRefused as refused:
        return told_by_reader(refused.mistakes)


def line_of(folder: Path, page: str, text: str) -> int:
    """The first line of a page that holds a text."""
    lines = (folder / page).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_the_invented_rulebook_is_sound(garden):
    """Each fault below is the only one in its rulebook."""
    assert findings(garden()) == ()


class Seeded(NamedTuple):
    """A fault: the page, what is replaced by what, a text on the line that is named, and what is told there."""

    page: str
    old: str
    new: str
    line: str
    told: str


SHORT_DAY = "  term_starts:\n    law: [{cite: GARDEN art. 3, checked_on: 2026-11-01}]\n    unit: hours\n    values: {2020-01-01: 1}\n"
SHED = "shed:\n  values: {held: {en: a shed, nl: een schuur}}\n  concluded: true\n"
NO_APPLIES = "      - {name: a garden, given: {garden: held}, expect: applies}\n"
NO_OTHER = "      - {name: no garden, given: {garden: none}, expect: does_not_apply}\n"
SEEDED = {
    # dated numbers
    "a value after null": Seeded(WATER, "null\n", "null\n      2027-01-01: 8\n", "2027-01-01", "has no value up to 2027-01-01"),
    "a first value that is null": Seeded(WATER, "2020-01-01: 6", "2020-01-01: null", "2020-01-01: null", "the first value is null"),
    "a value that changes nothing": Seeded(WATER, "2023-01-01: 8", "2023-01-01: 6", "2023-01-01: 6", "is that of the day before"),
    "a value before its act": Seeded(WATER, "2020-01-01: 6", "2019-12-31: 6", "2019-12-31", "before its act was in force (2020-01-01)"),
    "days in another order": Seeded(WATER, "2020-01-01: 6\n", "2024-01-01: 7\n      2020-01-01: 6\n", "2020-01-01: 6", "stands below 2024"),
    "a number named as a date": Seeded(WATER, "numbers:\n", f"numbers:\n{SHORT_DAY}", "term_starts:", "a date has this name too"),
    "a number nobody says": Seeded(WATER, "numbers:\n", f"numbers:\n{SHORT_DAY}".replace("term_starts", "idle"), "idle:", "no sentence and"),
    # a rule and its successor
    "a successor too soon": Seeded(DUTY, "from: 2023-01-01", "from: 2022-12-31", "from: 2022-12-31", "overlaps GARDEN-DUTY-1 by 1 day:"),
    "a successor too late": Seeded(DUTY, "from: 2023-01-01", "from: 2023-01-03", "from: 2023-01-03", "leaves a gap of 2 days after"),
    "an old rule that goes on": Seeded(DUTY, ", until: 2022-12-31", "", "from: 2023-01-01", "end that rule with until: 2022-12-31"),
    "a predecessor nobody wrote": Seeded(DUTY, "replaces: GARDEN-DUTY-1", "replaces: GARDEN-9", "replaces: GARDEN-9", "is not another rule"),
    "two successors": Seeded(WATER, "    when:", "    replaces: GARDEN-DUTY-1\n    when:", "replaces:", "and so does GARDEN-DUTY-2"),
    "an end without successor": Seeded(DUTY, "    replaces: GARDEN-DUTY-1\n", "", "until: 2022-12-31", "no rule replaces it"),
    "an end that nothing follows": Seeded(DUTY, "12-31}", "12-31, followed_by: nothing}", "followed_by", "GARDEN-DUTY-2 replaces it; keep one"),
    # ids, stages, open norms
    "an id of the past": Seeded(DUTY, "id: GARDEN-DUTY-2", "id: GARDEN-OLD-1", "id: GARDEN-OLD-1", "this id stands in retired.yaml"),
    "its own stage is asked": Seeded(WATER, "stage: components", "stage: duty", "id: GARDEN-WATER-1", "asks duty, which GARDEN-DUTY-1 concludes in"),
    "an open norm": Seeded(WATER, "    open_norm:\n      en: The office weighs whether you can water.\n      nl: Het loket weegt of u kunt gieten.\n", "", "redelijk", 'says "redelijkerwijs", and a human'),
    # numbers of law in sentences
    "digits": Seeded(WATER, "for {watering_hours} hours", "for 8 hours", "8 hours", 'says in en has the number "8 hours"; write {watering_hours}'),
    "a word": Seeded(WATER, "giet {watering_hours} uur", "giet acht uur", "acht uur.", 'says in nl has the number "acht uur"; write {watering_hours}'),
    "a number that differs": Seeded(WATER, "giet {watering_hours} uur", "giet negen uur", "negen uur", "no number with an article of this rule"),
    "a number elsewhere": Seeded(WATER, "en: The garden office.", "en: Within 6 weeks.", "6 weeks", 'where in en has the number "6 weeks"'),
    "a number that is weighed": Seeded(WATER, "u kunt gieten", "u twee dagen kunt gieten", "twee dagen", 'open_norm in nl has the number "twee dagen"'),
    "a count in digits": Seeded(WATER, "set fewer hours", "set 4 plants", "4 plants", "write a count of things as a word"),
    "a number in a question": Seeded("facts.yaml", "Do you have a garden?", "A garden for 8 hours?", "garden:", 'asks in en has the number "8 hours"'),
    "a question about no number": Seeded("facts.yaml", "Do you have a garden?", '"Water {watring_hours}?"', "garden:", 'did you mean "watering_hours"?'),
    # names, languages, examples and articles: the rulebook cannot be read
    "an unknown fact": Seeded(WATER, "{garden: held}\n", "{gardn: held}\n", "id: GARDEN-WATER-2", '"gardn" is not in facts/; did you mean "garden"?'),
    "an unknown word": Seeded(WATER, "{garden: held}\n", "{garden: hold}\n", "id: GARDEN-WATER-2", '"hold" is not a word of garden'),
    "no example that applies": Seeded(WATER, NO_APPLIES, "", "id: GARDEN-WATER-2", "has no example that applies"),
    "no example of the other kind": Seeded(WATER, NO_OTHER, "", "id: GARDEN-WATER-2", "has no example that does not apply"),
    "a missing language": Seeded(WATER, "      nl: U giet {watering_hours} uur.\n", "", "says:", "nl is missing; add it"),
    "a missing language in a document": Seeded("documents.yaml", "en: the garden card, ", "", "garden_card", "en is missing; add it"),
    "an empty label": Seeded("labels.yaml", "nl: waarom", 'nl: " "', "word_why", "the sentence in nl is empty"),
    "no article": Seeded(DUTY, "[{cite: GARDEN art. 1, quote: wie een tuin heeft, checked_on: 2026-11-01}]", "[]", "law: []", "rules[0].law is a list; allowed: at least 1"),
    "no such act": Seeded(DUTY, "cite: GARDEN", "cite: GARDN", "id: GARDEN-DUTY-1", '"GARDN" is not in acts.yaml'),
    "a document nobody described": Seeded("facts.yaml", "found_in: [garden_card]", "found_in: [card]", "garden:", 'garden: "card" is not in documents.yaml'),
    "an authority nobody described": Seeded("components.yaml", "final_word: office", "final_word: offices", "watering:", 'did you mean "office"?'),
    # what does nothing
    "a fact nobody asks": Seeded("facts.yaml", "duty:\n", f"{SHED}duty:\n", "shed:", "no rule concludes it"),
    "a step about no duty": Seeded(WATER, "{requires: watering}", "{releases: watering}", "for: watering", "which no rule requires; nobody will see it"),
    "another outcome": Seeded(WATER, "expect: cannot_tell", "expect: applies", "nobody knows", 'expects "applies", and the rule says "cannot tell"'),
}  # fmt: skip


@pytest.mark.parametrize("kind", SEEDED)
def test_a_seeded_fault_is_one_line(garden, kind):
    """The fault is told on its page and line, and nothing is told of another page."""
    seeded = SEEDED[kind]
    folder = garden(seeded.page, seeded.old, seeded.new)
    found = [one for one in findings(folder) if seeded.told in one.says]
    assert {one.page for one in found} == {seeded.page}, findings(folder)
    assert found[0].line == line_of(folder, seeded.page, seeded.line)


def test_a_word_of_discretion_is_added_on_its_page(garden):
    """A policy officer adds a word to the list, and a quote with it must say what a human weighs."""
    assert findings(garden()) == ()
    folder = garden("discretion.yaml", "- redelijkerwijs", "- ten minste")
    assert [one.says for one in findings(folder)] == [
        'the quote of GARDEN art. 2 lid 1 says "ten minste", and a human weighs that; say under open_norm who and what'
    ]


def test_a_rulebook_without_the_list_uses_the_shipped_one(garden):
    """Discretion has the same words in every Dutch act."""
    folder = garden(
        WATER, "    open_norm:\n      en: The office weighs whether you can water.\n      nl: Het loket weegt of u kunt gieten.\n"
    )
    (folder / "discretion.yaml").unlink()
    assert any("redelijkerwijs" in one.says for one in findings(folder))


def test_a_third_language_is_missed_where_it_is_not(garden):
    """The language that ends every advice is expected in every text; without it the reader meets English."""
    folder = garden("deferral.yaml", "says: {en:", "says: {de: Das ist keine Entscheidung., en:")
    found = findings(folder)
    assert {one.page for one in found} == {
        DUTY,
        WATER,
        "facts.yaml",
        "components.yaml",
        "authorities.yaml",
        "documents.yaml",
        "labels.yaml",
    }
    assert {one.gravity for one in found} == {Gravity.WARNING}


def test_a_stage_may_not_be_concluded_twice(garden):
    """A fact belongs to one stage; a second stage that concludes it would overturn the first."""
    folder = garden(WATER, "then: {requires: watering}", "then: {concludes: {duty: obliged}}")
    told = "concludes duty in the stage duty, and GARDEN-WATER-1 does in the stage components; keep one stage"
    assert [one.about for one in findings(folder) if one.says == told] == ["rule GARDEN-DUTY-1", "rule GARDEN-DUTY-2"]


def test_a_source_is_read_again_after_180_days(garden):
    """On the last day nothing is said; on the next each rule, number and authority that rests on it is named."""
    assert findings(garden(), date(2027, 4, 30)) == ()
    found = findings(garden(), date(2027, 5, 1))
    assert {(one.page, one.about) for one in found} >= {
        ("authorities.yaml", "office"),
        (WATER, "number watering_hours"),
        (DUTY, "rule GARDEN-DUTY-2"),
    }
    assert {one.gravity for one in found} == {Gravity.WARNING}


@pytest.mark.parametrize("name", ["wateren.yaml", "garden/more.yml"])
def test_a_page_that_nobody_reads_is_told(garden, name):
    """A page in the wrong place would be law that is silently left out."""
    folder = garden()
    (folder / name).write_text("topic: {en: More, nl: Meer}\n", encoding="utf-8")
    assert [(one.page, one.line) for one in findings(folder)] == [(name, 1)]


def test_the_lists_that_only_a_check_reads_are_no_part_of_the_hash(garden):
    """No advice changes with them, so no receipt does."""
    before = Rulebook.read(garden()).hash
    assert Rulebook.read(garden("discretion.yaml", "- redelijkerwijs", "- billijk")).hash == before
    assert Rulebook.read(garden(DUTY, "You have", "You do have")).hash != before


@pytest.mark.parametrize(
    "sentence",
    [
        "The 2013 Act holds from 1 January 2013.",
        "U doet vier examens op niveau B1, en artikel 3.82 lid 2 geldt.",
        "In 2025 the court spoke (C-158/23); see Nt2 and A2.",
        "Count on {weeks_for_ona} weeks, or {fine_total_6_months} euro.",
        "An hour, a day and een jaar.",
    ],
)
def test_what_is_no_number_of_law_passes(sentence):
    """Dates, years, articles, levels, cases, slots, and counts of things in words."""
    assert list(written_numbers(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Within six months.", 6, "months"),
        ("Binnen zes hele maanden.", 6, "months"),
        ("At most 1,250 euro.", 1250, "euro"),
        ("Hoogstens 10.000 euro.", 10000, "euro"),
        ("At most twice.", 2, "times"),
        ("One year later.", 1, "years"),
        ("Within 2,5 jaar.", None, "years"),
        ("Take 12 pages.", 12, None),
    ],
)
def test_a_number_of_law_is_read_with_its_unit(sentence, value, unit):
    """In digits and in words, in Dutch and in English."""
    ((_, found, found_unit),) = written_numbers(sentence)
    assert (found, found_unit) == (value, unit)


def test_the_shipped_rulebook_has_nothing_to_mend():
    """Neither a mistake nor a warning, on the day on which its sources were read."""
    assert findings(shipped_folder()) == ()


def test_a_line_about_a_whole_rulebook_is_a_finding_too():
    """A refusal without a page is still told in the form of a finding."""
    (one,) = told_by_reader(["somewhere: there is no such folder"])
    assert (one.page, one.line, one.says) == ("somewhere", 1, "there is no such folder")
