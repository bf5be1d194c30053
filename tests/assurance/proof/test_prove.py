"""`prove`: a correct rulebook proves, and each seeded fault is found with the smallest person who shows it."""

from datetime import date

import pytest
from tiny_law import fact, rule

from route_advisor.assurance.cases.scenarios import differences, read_scenarios, told_about
from route_advisor.assurance.proof.prove import prove
from route_advisor.errors import RulesContradict
from route_advisor.rulebook.book import Rulebook

DAY = [date(2026, 11, 23)]


def test_a_correct_tiny_rulebook_proves(tiny):
    """Nothing is wrong with it, on any day, and nothing of it is about inburgering."""
    proof = prove(tiny())
    assert proof.holds, [str(failure) for failure in proof.failures]
    assert len(proof.days) == 2
    assert proof.split_by == "duty"


def test_the_classes_of_people_are_counted_exactly(tiny):
    """Letter and group have two words, lengths three: each unknown, or a word that is firm or reported."""
    assert prove(tiny(), DAY).classes == 5 * 5 * 7


RELEASE = rule("T-EXAM-2", "duty: free", "releases: [exam, talk]")
FAULTS = {
    "one-word:duty": {"duty/duty.yaml": ("", rule("T-DUTY-9", "letter: sent, group: old", "concludes: {duty: free}"))},
    "learning-never-overturns": {
        "facts.yaml": ("", fact("mood", "good bad", "concluded: true")),
        "duty/duty.yaml": ("", rule("T-DUTY-9", "letter: sent", "concludes: {mood: good}")),
        "parts/exam.yaml": ("", rule("T-EXAM-9", "letter: sent, group: old", "concludes: {mood: bad}")),
        "steps/steps.yaml": ("", rule("T-STEP-9", "mood: good", "refers: pool, about: mood")),
    },
    "promise:told": {"parts/exam.yaml": (RELEASE, rule("T-EXAM-2", "duty: free", "releases: exam"))},
    "promise:apart": {"steps/steps.yaml": ("", rule("T-STEP-9", "group: old", "refers: pool, about: age"))},
    "promise:more": {"parts/exam.yaml": ("lengths: [many]", "lengths: [some]")},
    "promise:no-fine": {"steps/steps.yaml": ("", rule("T-STEP-9", "group: young", "refers: pool, about: money", "A fine of ten euros."))},
    "promise:free": {"parts/exam.yaml": ("", rule("T-EXAM-9", "letter: none", "requires: exam"))},
}


@pytest.mark.parametrize("claim", FAULTS)
def test_a_seeded_fault_is_found_and_its_scenario_shows_it(tiny, claim, tmp_path):
    """The printed file is read as a scenario, and the rulebook does not do what it expects."""
    book = tiny(FAULTS[claim])
    failures = [failure for failure in prove(book, DAY).failures if failure.claim == claim]
    assert failures
    for failure in failures:
        place = tmp_path / "scenarios"
        place.mkdir(exist_ok=True)
        (place / "found.yaml").write_text(failure.scenario, encoding="utf-8")
        (scenario,) = read_scenarios(place, book)
        try:
            assert differences(scenario, told_about(scenario, book)) != ()
        except RulesContradict:
            assert claim.startswith("one-word:")


def test_the_smallest_file_holds_only_what_is_needed(tiny):
    """Two facts make the contradiction, so two facts are printed; the line names the rules that clash and the day."""
    (failure,) = [one for one in prove(tiny(FAULTS["one-word:duty"]), DAY).failures if one.about == "duty"]
    assert "facts: {group: old, letter: sent}" in failure.scenario
    assert "rules T-DUTY-1, T-DUTY-9 all apply" in str(failure)
    assert "on 2020-01-01" in str(failure)


def test_what_was_known_before_is_told_where_it_matters(tiny):
    """A failure between two moments prints the later file, and the line tells the earlier one."""
    failures = [one for one in prove(tiny(FAULTS["promise:more"]), DAY).failures if one.about == "exam"]
    assert "exam goes from done to open" in str(failures[0])
    assert "known before: lengths: some, letter: sent" in str(failures[0])
    assert "lengths: many" in failures[0].scenario


STRUCTURE = {
    "stages-acyclic": (
        {"duty/duty.yaml": ("", rule("T-DUTY-9", "duty: must", "refers: pool, about: age"))},
        "duty/duty.yaml:27, rule T-DUTY-9: it asks duty, which T-DUTY-1 concludes only in the stage duty",
    ),
    "promise:letter": (
        {"facts.yaml": ("told_by: municipality", "told_by: person")},
        "fact letter: told_by names person; name the authority that decides it",
    ),
    "promise:more": (
        {"facts.yaml": ("grows: true", "")},
        "no fact grows, so this promise says nothing",
    ),
    "promise:free": (
        {"promises.yaml": ("while: {duty: free}", "while: {duty: free, letter: sent}")},
        "nobody is ever meant, so this promise says nothing",
    ),
    "no-dead-rule": (
        {"parts/exam.yaml": ("", rule("T-EXAM-9", "duty: must, letter: none", "requires: talk"))},
        "rule T-EXAM-9 (T-EXAM-9): nobody can come under it",
    ),
    "no-idle-rule": (
        {"parts/exam.yaml": ("", rule("T-EXAM-9", "duty: must, group: old", "requires: talk", "This is t-exam-4."))},
        "rule T-EXAM-9 (T-EXAM-9): without it every answer stays the same",
    ),
}


@pytest.mark.parametrize("claim", STRUCTURE)
def test_a_fault_that_no_file_shows_is_told_with_its_place(tiny, claim):
    """A rule that nobody comes under or would miss is named with its page and line, and a promise of nothing with what to mend."""
    changes, line = STRUCTURE[claim]
    failures = [failure for failure in prove(tiny(changes)).failures if failure.claim == claim]
    assert any(line in str(failure) for failure in failures), [str(one) for one in failures]
    assert all(failure.scenario is None for failure in failures)


def test_one_rule_alone_is_proven_for_the_day_that_is_asked(tiny):
    """Before 2020 there are no rules, so a fault of 2020 is not found there."""
    assert prove(tiny(FAULTS["promise:free"]), [date(2019, 12, 31)]).holds
    assert not prove(tiny(FAULTS["promise:free"]), [date(2020, 1, 1)]).holds


def test_two_workers_prove_what_one_proves(tiny):
    """The days may be shared between processes."""
    book = tiny(FAULTS["promise:more"])
    assert prove(book, workers=2) == prove(book)


def test_people_who_cannot_be_are_left_out(tiny):
    """The page names them with the days on which they cannot be, and the proof tells that they were left out."""
    nobody = 'nobody: [{says: {en: "No old people.", nl: "Geen ouderen."}, is: {group: old, letter: sent}}]\npromises:'
    clash = FAULTS["one-word:duty"]
    proof = prove(tiny({**clash, "promises.yaml": ("promises:", nobody)}), DAY)
    assert "one-word:duty" not in {failure.claim for failure in proof.failures}
    assert [one.en for one in proof.left_out] == ["No old people."]


def test_progress_is_told_after_each_day(tiny):
    """How many sets of rules are done, and of how many."""
    told = []
    prove(tiny(), progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_a_rulebook_without_promises_proves_the_rest(folder):
    """The page is not needed: what must hold of every rulebook is proven."""
    place = folder()
    (place / "promises.yaml").unlink()
    proof = prove(Rulebook.read(place), DAY)
    assert proof.holds
    assert not [claim for claim in proof.claims if claim.id.startswith("promise:")]


def test_the_page_of_promises_is_part_of_the_hash(tiny):
    """A promise that is dropped gives another certificate."""
    assert tiny().hash != tiny({"promises.yaml": ("split_by: duty", "split_by: group")}).hash
