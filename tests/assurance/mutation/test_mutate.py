"""Small changes of a rulebook, and what notices them."""

import json

import pytest

from route_advisor import NotInRulebook, RulebookRefused
from route_advisor.assurance.mutation.mutants import Kind, mutants, opposite, other_places
from route_advisor.assurance.mutation.mutate import Sample, mutate
from route_advisor.rulebook.book import Rulebook, shipped_folder
from route_advisor.text import text_of


def survivors(files):
    """What nothing notices: the subject, the kind and the change."""
    return [(one.subject, str(one.kind), one.change) for one in mutate(files.rules, files.scenarios).survivors]


def as_text(report):
    """The whole report as bytes that can be compared."""
    return json.dumps([(one.id, one.missing, killer) for one, killer in report.results]).encode()


def test_every_kind_of_change_is_made_of_the_shipped_rulebook():
    """Each mutant has its own id, and no kind is empty."""
    found = mutants(Rulebook.read(shipped_folder()), {})
    assert len({one.id for one in found}) == len(found)
    assert {one.kind for one in found} == set(Kind)


def test_a_change_of_a_well_tested_rulebook_is_noticed_by_name(tiny):
    """Nothing survives, and each result names the example or the scenario that notices it."""
    files = tiny()
    report = mutate(files.rules, files.scenarios)
    assert [one.id for one in report.survivors] == []
    killers = {(result.mutant.subject, result.mutant.change): result.killed_by for result in report.results}
    assert killers["TINY-1", "route may be z instead of b1"] == 'example "on the B1 route" of TINY-1'
    assert killers["TINY-1", "level b2 instead of b1"] == 'scenario "An invented act, line by line"'
    assert killers["TINY-1", "in force until 2027-01-01 instead of 2026-12-31"] == 'scenario "What ends on 1 January 2027"'
    assert killers["days_to_ask", "21 instead of 20 from 2024-01-01"] == 'scenario "What begins on 1 January 2024"'


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (
            "      TINY-3: [refers to duo about knm, WI2021 art. 8, duo]\n",
            "",
            {("TINY-3", "article", "cites WI2021 art. 9 instead of WI2021 art. 8"), ("TINY-3", "verb", "suggests instead of refers")},
        ),
        ('      TINY-2: ["fulfils reading, listening at b1", WI2021 art. 7 lid 2, duo]\n', "", {("TINY-2", "components", "no longer for reading")}),
        (", ends: [], numbers_begin: {days_to_ask: 10}}", "}", {("days_to_ask", "number", "9 instead of 10 from 2022-01-01")}),
        ("ends: [TINY-1], ", "", {("TINY-1", "date", "in force until 2026-12-30 instead of 2026-12-31")}),
        ("  - {name: under the 2013 Act, but: {regime: wi2013}, expect: does_not_apply}\n", "  []\n", {("TINY-1", "condition", "it no longer asks regime")}),
    ],
)  # fmt: skip
def test_what_nothing_tests_survives(tiny, old, new, left):
    """Take away a test, and the changes that only this test noticed are survivors."""
    assert set(survivors(tiny({old: new}))) >= left


def test_a_survivor_says_which_test_is_missing(tiny):
    """The line names the page, the change, and what to write where; written there, the change is noticed."""
    files = tiny(
        {
            "      - {name: on the onderwijsroute, but: {route: onderwijs}, expect: applies}\n": "",
            "      - {name: on the Z-route, but: {route: z}, expect: does_not_apply}\n": "",
            "facts: {route: z}\n  expect: {TINY-1: does_not_apply}": "facts: {knm_result: passed}\n  expect: {TINY-3: does_not_apply}",
        }
    )
    (left,) = mutate(files.rules, files.scenarios).survivors
    assert left.where.startswith("invented/act.yaml:")
    assert left.change == "route may be z instead of onderwijs"
    example = left.missing.removeprefix("add to its examples ")
    page = files.rules / "invented" / "act.yaml"
    page.write_text(page.read_text().replace("      - {name: the route is", f"      {example}\n      - {{name: the route is"))
    assert survivors(files) == []


def test_a_rulebook_whose_own_tests_fail_is_refused_first(tiny):
    """A line for each example and scenario that does not hold; nothing is changed before that is mended."""
    files = tiny(
        {"but: {route: z}, expect: does_not_apply": "but: {route: z}, expect: applies", "{days_to_ask: 10}}": "{days_to_ask: 11}}"}
    )
    with pytest.raises(RulebookRefused) as refused:
        mutate(files.rules, files.scenarios)
    first, second = refused.value.mistakes
    assert 'rule TINY-1: the example "on the Z-route"' in first
    assert second == "in/tiny.yaml:2: What begins on 1 January 2022: days_to_ask is 10, expected 11"


def test_a_run_that_is_resumed_gives_the_same_bytes(tiny, tmp_path):
    """A file that stops in the middle of a line, of another rulebook or with noise in it, leads to the same report and the same file."""
    files, journal = tiny(), tmp_path / "results.jsonl"
    fresh = mutate(files.rules, files.scenarios, resume=journal)
    whole = journal.read_bytes()
    lines = whole.splitlines(keepends=True)
    other = lines[3].replace(b'"state": "', b'"state": "0')
    journal.write_bytes(b"".join(lines[:7]) + b"\xff\n" + other + lines[7][:25])
    resumed = mutate(files.rules, files.scenarios, resume=journal)
    assert as_text(resumed) == as_text(fresh)
    assert journal.read_bytes() == whole


def test_a_result_of_an_earlier_text_of_the_rulebook_does_not_count(tiny, tmp_path):
    """Results are kept by the hash of the rulebook and the scenarios."""
    files, journal = tiny(), tmp_path / "results.jsonl"
    mutate(files.rules, files.scenarios, resume=journal)
    path = files.scenarios / "in" / "tiny.yaml"
    path.write_text(path.read_text().replace("ends: [TINY-1], ", ""))
    assert mutate(files.rules, files.scenarios, resume=journal).survivors


def test_more_workers_give_the_same_bytes(tiny):
    """Whoever does the work, the report is the same."""
    files = tiny()
    assert as_text(mutate(files.rules, files.scenarios, workers=2)) == as_text(mutate(files.rules, files.scenarios))


def test_a_sample_is_drawn_by_its_seed(tiny):
    """The same seed draws the same; another draws others; in the order of the pages."""
    files = tiny()

    def drawn(seed):
        return [result.mutant.id for result in mutate(files.rules, files.scenarios, sample=Sample(10, seed)).results]

    every = [result.mutant.id for result in mutate(files.rules, files.scenarios).results]
    assert drawn(1) == drawn(1) != drawn(2)
    assert drawn(1) == [id_ for id_ in every if id_ in drawn(1)]


def test_only_what_is_named_is_changed(tiny):
    """Who adds a rule tries its own changes and waits for no others: the same results as in a whole run."""
    files = tiny()
    every = mutate(files.rules, files.scenarios).results
    named = mutate(files.rules, files.scenarios, only=["days_to_ask", "TINY-1"]).results
    assert named == tuple(one for one in every if one.mutant.subject in {"TINY-1", "days_to_ask"})


def test_a_name_of_which_nothing_is_changed_is_told(tiny):
    """A slip of the pen would otherwise be a run without survivors."""
    files = tiny()
    with pytest.raises(NotInRulebook, match='"TINY-11" is no rule, number or fact of which something is changed; did you mean "TINY-1"'):
        mutate(files.rules, files.scenarios, only=["TINY-1", "TINY-11"])


@pytest.mark.parametrize(
    ("cite", "others"),
    [
        ("WI2021 art. 7 lid 1 onder a", ["WI2021 art. 8 lid 1 onder a", "WI2021 art. 7 lid 2 onder a", "WI2021 art. 7 lid 1 onder b"]),
        ("BI2021 art. 3.14 lid 9", ["BI2021 art. 3.15 lid 9", "BI2021 art. 3.14 lid 10"]),
        ("AWB art. 6:7", ["AWB art. 6:8"]),
        ("BI2013 art. 4.1a", ["BI2013 art. 4.2a"]),
        ("RI2021 bijlage 1", ["RI2021 bijlage 2"]),
    ],
)
def test_a_citation_can_name_the_next_place(cite, others):
    """The article, the paragraph and the part, one at a time."""
    assert list(other_places(cite)) == others


READ = "checked_by: second reading of 2026-11-23, against an invented act"


def read_in_the_act(changes=None):
    """Changes of the tiny rulebook in which somebody read every scenario in the act."""
    return {f"{before}checked_by: nobody": before + READ for before in BEFORE} | (changes or {})


BEFORE = (
    "- name: What begins on 1 January 2022\n  ",
    "- name: What begins on 1 January 2024\n  ",
    "- name: What ends on 1 January 2027\n  ",
    "- name: An invented act, line by line\n  ",
    "article: WI2021 art. 7\n  ",
)
WHEN = {
    "WI2021 art. 7 lid 1 onder a, municipality]": 'WI2021 art. 7 lid 1 onder a, municipality, "when regime wi2021, route onderwijs or b1", tells nothing]',
    "WI2021 art. 7 lid 2, duo]": 'WI2021 art. 7 lid 2, duo, "when regime wi2021, {part}_result passed_b1", tells nothing]',
    "WI2021 art. 8, duo]\n": 'WI2021 art. 8, duo, "when regime wi2021, knm_result not_passed", tells days_to_ask]\n',
}


def test_examples_and_scenarios_of_nobody_count_for_nothing_against_a_page(tiny):
    """Whoever wrote the page wrote them too: with them alone every change lives, however good they are."""
    files = tiny()
    report = mutate(files.rules, files.scenarios, independent=True)
    assert len(report.survivors) == len(report.results)
    assert {act: share.percent for act, share in report.shares.items()} == {"invented": 0}


def test_a_reading_of_the_act_with_conditions_and_sentences_notices_every_change(tiny):
    """A ledger that somebody read in the act, with `when` and `tells`, needs no example and no person."""
    files = tiny(read_in_the_act(WHEN))
    report = mutate(files.rules, files.scenarios, independent=True)
    assert [one.id for one in report.survivors] == []
    assert report.shares["invented"].percent == report.shares["invented"].percent_from_the_text == 100


def test_a_ledger_without_conditions_lets_a_wrong_condition_live(tiny):
    """What follows and the articles are right, and the rule speaks to the wrong people: only `when` notices."""
    left = {one.change for one in mutate_independent(tiny(read_in_the_act())).survivors}
    assert {"regime may be wi2007 too", "route is no longer onderwijs", "it no longer asks regime", "says the opposite"} <= left


def mutate_independent(files):
    """The report of independent cases alone."""
    return mutate(files.rules, files.scenarios, independent=True)


def test_a_rule_that_its_ledger_calls_unread_is_not_read(tiny):
    """`not TINY-3` in `checked_by` takes that one rule from the reading; the others keep theirs."""
    files = tiny(read_in_the_act(WHEN) | {f"line by line\n  {READ}": f"line by line\n  {READ}; not TINY-3"})
    left = {one.subject for one in mutate_independent(files).survivors}
    assert left == {"TINY-3"}


def test_the_dossier_counts_and_is_told_apart(tiny):
    """It was written from the dated texts, and is no reading of them: the second share leaves it out."""
    files = tiny({"checked_by: nobody": "checked_by: dossier"})
    (share,) = mutate_independent(files).shares.values()
    assert share.noticed > 0
    assert share.from_the_text == 0


@pytest.mark.parametrize(
    ("says", "opposes"),
    [
        ("You must read.", "You must not read."),
        ("You do not pay.", "You pay."),
        ("You read.", "You read not."),
    ],
)
def test_a_sentence_can_say_the_opposite(says, opposes):
    """A negation goes, or one comes behind the first verb."""
    assert opposite(text_of({"nl": "U leest.", "en": says})).en == opposes
