"""What `rules diff` promises: each kind of change is told with the right people, rule and article, and its example shows it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from route_advisor.assurance.cases.scenarios import differences, read_scenarios, told_about
from route_advisor.assurance.change import diff as comparing
from route_advisor.assurance.change.answers import Line
from route_advisor.assurance.change.comparison import as_comparison, comparison_data
from route_advisor.assurance.change.diff import Comparison, Days, Entry, Version, compare, compare_days
from route_advisor.assurance.change.diff_examples import examples_yaml, smallest_example
from route_advisor.assurance.change.paper import How
from route_advisor.assurance.proof.symbolic import Place
from route_advisor.dates import LAST_DAY
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Condition, Requires, Rule
from route_advisor.text import text_of
from route_advisor.vocabulary import Level, Standing

DAY = date(2026, 11, 23)
KNM = "WI21-B1-2"


def with_rules(book: Rulebook, rules: Iterable[Rule]) -> Rulebook:
    """The same rulebook with other rules."""
    return Rulebook(book.acts, book.catalogue, book.numbers, tuple(rules), "other")


def changed(book: Rulebook, id_: str, change: Callable[[Rule], Rule]) -> Rulebook:
    """The same rulebook with another version of one written rule."""
    return with_rules(book, (change(rule) if rule.written_as == id_ else rule for rule in book.rules))


def compared(book: Rulebook, other: Rulebook, on: date = DAY) -> Comparison:
    """The two versions on one day."""
    return compare(Version("old", book), Version("new", other), (on, on))


def the_entry(comparison: Comparison) -> Entry:
    """The one entry that there is."""
    assert comparison.entries is not None
    (entry,) = comparison.entries
    return entry


def people(entry: Entry) -> set[tuple[tuple[str, tuple[str, ...]], ...]]:
    """The kinds of people of an entry."""
    return {tuple((trait.fact, trait.words) for trait in kind) for change in entry.changes for kind in change.people}


@pytest.fixture(scope="module")
def part(book):
    """The shipped rules on the act, the duty, the B1 route, KNM and the plan: few, so that each test is quick."""
    pages = ("duty.yaml", "b1-route.yaml", "knm.yaml", "start.yaml")
    return with_rules(book, (rule for rule in book.rules if rule.page.startswith("which-act/") or rule.page.rpartition("/")[2] in pages))


@pytest.fixture(scope="module")
def new_year(book):
    """The last day of 2022 and the first of 2023, on which the decree changed (Stb. 2022, 489)."""
    return compare_days(book, date(2022, 12, 31), date(2023, 1, 1))


def test_two_equal_rulebooks_give_nothing(part):
    """On every day of the law: nothing changes, on paper or for anybody."""
    comparison = compare(Version("old", part), Version("new", with_rules(part, part.rules)))
    assert not comparison.changed
    assert as_comparison(comparison, lang="en") == "From old to new: nothing changes\n"


def test_another_wording_changes_paper_and_no_answer(part):
    """Who reads another sentence of the same rule has the same answer."""
    said = text_of({"nl": "U doet het examen KNM.", "en": "You take the exam KNM."})
    comparison = compared(part, changed(part, KNM, lambda rule: replace(rule, says=said)))
    assert comparison.entries == ()
    assert [(change.ids, change.how, change.what) for change in comparison.only_on_paper] == [((KNM,), How.CHANGED, ("words",))]


def test_a_new_article_changes_paper_and_no_answer(part):
    """A rule that rests on another article says the same to everybody."""
    comparison = compared(part, changed(part, KNM, lambda rule: replace(rule, law=rule.law[:1])))
    assert comparison.entries == ()
    assert comparison.only_on_paper[0].what == ("articles", "quotes")


def test_a_swapped_level_is_one_line_about_four_skills(part):
    """Four parts at another level are one answer that changes, for whoever must integrate on the B1 route."""
    other = changed(part, "WI21-B1-1", lambda rule: replace(rule, then=replace(rule.then, level=Level.A2)))
    comparison = compared(part, other)
    entry = the_entry(comparison)
    change = entry.changes[0]
    assert entry.cause.rules == (("WI21-B1-1",),)
    assert {answer.name for answer in change.answers} == {"reading", "listening", "writing", "speaking"}
    assert (change.before, change.after) == (Place(Standing.OPEN, Level.B1), Place(Standing.OPEN, Level.A2))
    assert [[(trait.fact, trait.words) for trait in kind] for kind in change.people] == [
        [("regime", ("wi2021",)), ("duty", ("obliged",)), ("route", ("b1",))]
    ]
    assert "reading, listening, writing and speaking: open, level B1 -> open, level A2" in as_comparison(comparison, lang="en")


def test_a_rule_that_is_gone_is_told_with_its_article_and_its_people(part):
    """Without the rule on the KNM exam, nobody on the B1 route has that exam."""
    comparison = compared(part, with_rules(part, (rule for rule in part.rules if rule.id != KNM)))
    entry = next(one for one in comparison.entries if one.cause.rules == ((KNM,),))
    by_name = {answer.name: change for change in entry.changes for answer in change.answers}
    assert entry.rules[0].how is How.ENDED
    assert "WI21-B1-2 ended: WI2021 art. 7 lid 1 onder b" in as_comparison(comparison, lang="en")
    assert by_name["knm_exam"].before == Place(Standing.OPEN)
    assert (("regime", ("wi2021",)), ("duty", ("obliged",)), ("route", ("b1",))) in people(entry)


def test_a_rule_that_replaces_another_is_one_change(part):
    """A rule with a new id that names the old one is told as its successor, with the people whose answer differs."""
    successor = [
        replace(rule, id="WI21-B1-99", written_as="WI21-B1-99", replaces=KNM, when=(*rule.when, Condition("group", ("asylum_status_holder",))))
        if rule.id == KNM
        else rule
        for rule in part.rules
    ]  # fmt: skip
    comparison = compared(part, with_rules(part, successor))
    (change,) = comparison.paper.rules
    assert (change.how, change.ids) == (How.REPLACED, (KNM, "WI21-B1-99"))
    assert all(one.cause.rules == ((KNM, "WI21-B1-99"),) for one in comparison.entries)
    assert any(("group", ("family_or_other_migrant",)) in kind for entry in comparison.entries for kind in people(entry))


def test_a_new_id_for_the_same_sentence_changes_no_answer(part):
    """A renumbered rule says the same to the same people."""
    other = changed(part, KNM, lambda rule: replace(rule, id="WI21-B1-99", written_as="WI21-B1-99"))
    comparison = compared(part, other)
    assert comparison.entries == ()
    assert {change.how for change in comparison.only_on_paper} == {How.BEGAN, How.ENDED}


def test_another_decider_is_another_answer(part):
    """Whoever reads the line reads another name of who has the final word."""
    entry = the_entry(compared(part, changed(part, KNM, lambda rule: replace(rule, final_word="duo"))))
    (change,) = entry.changes
    assert [(type(value), value.who) for value in (change.before, change.after)] == [(Line, ("municipality",)), (Line, ("duo",))]


def test_another_number_in_a_sentence_is_told_with_its_rule_and_article(part):
    """A line that says another number of law changes for whoever reads it, by that number."""
    number = part.numbers.number("plan_weeks")
    other = replace(number, values=((number.values[0][0], 12),))
    numbers = Numbers({**part.numbers.by_name, "plan_weeks": other})
    comparison = compare(Version("old", part), Version("new", Rulebook(part.acts, part.catalogue, numbers, part.rules, "other")))
    entry = the_entry(comparison)
    assert entry.cause.numbers == ("plan_weeks",)
    assert "number plan_weeks: 10 from 2023-01-01 -> 12 from 2023-01-01 weeks (BI2021 art. 5.3 lid 1)" in " ".join(
        as_comparison(comparison, lang="en").split()
    )
    assert entry.changes[0].days[0].first == date(2023, 1, 1)


def test_a_change_holds_on_the_days_of_its_rule(part):
    """Compared on every day, days on which the change is the same are told as one stretch."""
    entry = the_entry(compare(Version("old", part), Version("new", changed(part, KNM, lambda rule: replace(rule, final_word="duo")))))
    assert [change.days for change in entry.changes] == [(Days(date(2022, 1, 1), LAST_DAY),)]


def test_a_word_that_only_one_side_knows_is_unknown_on_the_other(part):
    """A new word of a fact is told as such; the old rulebook answers as if nobody told the fact."""
    route = part.catalogue.facts["route"]
    label = text_of({"nl": "nieuwe route", "en": "new route"})
    wider = replace(
        part.catalogue, facts={**part.catalogue.facts, "route": route.model_copy(update={"values": {**route.values, "fast": label}})}
    )
    knm = next(rule for rule in part.rules if rule.id == KNM)
    fast = replace(
        knm, id="WI21-B1-98", written_as="WI21-B1-98", then=Requires(("knm_exam",)),
        when=tuple(one._replace(words=("fast",)) if one.fact == "route" else one for one in knm.when),
    )  # fmt: skip
    comparison = compared(part, Rulebook(part.acts, wider, part.numbers, (*part.rules, fast), "other"))
    assert ("facts", "route", ("values",)) in [(one.page, one.name, one.what) for one in comparison.paper.entries]
    entry = next(one for one in comparison.entries if one.cause.rules == (("WI21-B1-98",),))
    assert any(("route", ("fast",)) in kind for kind in people(entry))
    before, after = smallest_example(comparison, entry)
    assert "route" not in before.get("facts", {})
    assert after["facts"]["route"] == "fast"


def test_new_year_2023_names_the_plan_clock_knm_and_vmbo(new_year):
    """The change of 1 January 2023 (Stb. 2022, 489 and Stcrt. 2022, 33825), each with its rule and article."""
    caused = {id_: [one.cite for one in (change.after or change.before)[0].law] for entry in new_year.entries
              for change in entry.rules for id_ in change.ids}  # fmt: skip
    assert "BI2021 art. 5.3 lid 1" in caused["WI21-START-8"]
    assert "BI2021 art. 5.3 lid 1" in caused["WI21-START-9"]
    assert caused["WI21-STEP-5"] == ["BI2021 art. 5.3 lid 2"]
    assert "BI2021 art. 5.4 lid 2" in caused["WI21-ROUTE-3"]
    assert "BI2021 art. 4.3 lid 2" in caused["WI21-GROUND-17"]
    assert caused["WI21-ZSTEP-10"] == ["BI2021 art. 3.14 lid 7"]
    assert caused["WI21-COST-10"] == ["RI2021 art. 3.5 lid 3"]
    assert "RI2021 art. 2.1 onder c" in caused["WI21-EXEMPT-2"]
    assert "WI2021 art. 54 lid 3" in caused["WI13-TRANS-1"]
    numbers = {change.number.name: (dict(change.old).get(date(2022, 12, 31)), dict(change.new).get(date(2023, 1, 1)))
               for change in new_year.paper.numbers}  # fmt: skip
    assert numbers["plan_weeks"] == (None, 10)
    assert numbers["plan_weeks_from_registration"] == (10, None)
    assert numbers["old_release_attempts"] == (4, 3)


def test_who_reads_the_new_plan_clock_is_told_in_words(new_year):
    """A policy officer reads whom it is about, without the names of facts."""
    text = " ".join(as_comparison(new_year, lang="en").split())
    assert "the act: the 2021 Act; the duty: you must integrate; a PIP with its date: not made yet; the ten weeks for the PIP:" in text
    assert "plan_clock" not in text


def test_each_example_is_a_scenario_that_holds_before_and_after(book, new_year, tmp_path):
    """The examples, read as a file of scenarios, are met on both days."""
    (tmp_path / "examples.yaml").write_text(examples_yaml(new_year), encoding="utf-8")
    scenarios = read_scenarios(tmp_path, book)
    assert len(scenarios) == 2 * len(new_year.entries)
    for scenario in scenarios:
        assert differences(scenario, told_about(scenario, book)) == (), scenario.name
    for before, after in zip(scenarios[::2], scenarios[1::2], strict=True):
        assert before.words == after.words
        assert before.expect != after.expect


def test_the_data_holds_every_kind_of_people_with_an_example(new_year):
    """JSON has, for each change, whom it is about, and two scenarios about the smallest example."""
    data = comparison_data(new_year)
    changes = [change for entry in data["answers"] for change in entry["changes"]]
    assert len(changes) == sum(len(entry.changes) for entry in new_year.entries)
    for change in changes:
        assert change["before"] != change["after"]
        for kind in change["people"]:
            before, after = kind["example"]
            assert before["expect"] != after["expect"]


def test_without_the_solver_the_paper_is_told_and_what_to_install(book, monkeypatch):
    """Where z3 is missing, what changed on paper is still told, and one line says what to install."""
    monkeypatch.setattr(comparing, "solver_is_here", lambda: False)
    comparison = compare_days(book, date(2022, 12, 31), date(2023, 1, 1))
    text = as_comparison(comparison, lang="en")
    assert comparison.entries is None
    assert "WI21-START-8" in text
    assert "pip install 'route-advisor[proof]'" in text
    assert comparison_data(comparison)["answers"] is None
