"""What is certain, what would close a line and what settles it, compared with trying everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, product

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from route_advisor.dates import Validity
from route_advisor.errors import RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.reasoning import reference
from route_advisor.reasoning.changes import MOST_ANSWERS, Answers, closings, settles_most, smallest_changes
from route_advisor.reasoning.completions import certain, completions, cones, established
from route_advisor.reasoning.components import settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import ComponentEntry, FactEntry
from route_advisor.rulebook.rule import Concludes, Condition, Eases, Fulfils, Refers, Releases, Requires, Rule, Rules
from route_advisor.testing import days, facts
from route_advisor.text import Text
from route_advisor.vocabulary import CLOSED, Grade, Level, Stage, Standing, Teller

BOOK = Rulebook.shipped()
SAYS = Text(nl="zin", en="sentence")
TOLD = {"result": ("failed", "a2", "b1"), "paper": ("none", "held"), "place": ("here", "there")}
"""The facts of the small rulebooks that somebody tells: one grows, one can still come, one stays as it is."""
CONCLUDED = {"duty": ("yes", "no"), "phase": ("early", "late")}
"""The facts that their rules conclude; without a rule that applies the phase is early."""
PARTS = ("exam", "talk")
thorough = settings(max_examples=3 * settings().max_examples)
quick = settings(max_examples=max(settings().max_examples // 2, 5))


def _entry(name: str, words: Sequence[str]) -> FactEntry:
    about: dict[str, object] = {"concluded": True} if name in CONCLUDED else {"found_in": ("letter_duo",), "told_by": Teller.DUO}
    if name == "phase":
        about["otherwise"] = "early"
    if name == "result":
        about["grows"] = True
    if name == "paper":
        about |= {"may_become": ("held",), "may_become_unless": {"place": ("there",)}}
    return FactEntry.model_validate({"name": name, "values": dict.fromkeys(words, SAYS), **about})


def _catalogue() -> Catalogue:
    component = ComponentEntry(name=SAYS, registered_by="duo", evidence=(), final_word="duo")
    entries = {name: _entry(name, words) for name, words in {**TOLD, **CONCLUDED}.items()}
    return replace(BOOK.catalogue, facts=entries, components=dict.fromkeys(PARTS, component), otherwise={"phase": "early"})


SMALL = _catalogue()


def a_rule(name: str, when: Mapping[str, Sequence[str]], then, stage: Stage = Stage.COMPONENTS) -> Rule:
    """A rule with as little as possible around its conditions and its consequence."""
    asked = tuple(Condition(fact, tuple(words)) for fact, words in when.items())
    return Rule(name, SAYS, "page.yaml", 1, stage, SAYS, (), Validity(), asked, then, "duo", written_as=name)


def _facts(told: Mapping[str, str], said: Mapping[str, str] | None = None) -> Facts:
    firm = [Fact(name, word, (ToldBy(Teller.DUO, "letter_duo"),)) for name, word in told.items()]
    return Facts.of(
        [*firm, *(Fact(name, word, (ToldBy(Teller.PERSON, "own_words"),), Grade.REPORTED) for name, word in (said or {}).items())]
    )


_WORDS = {**TOLD, **CONCLUDED}
_conditions = st.dictionaries(st.sampled_from(sorted(_WORDS)), st.integers(1, 6), max_size=3).map(
    lambda drawn: {
        name: [word for place, word in enumerate(_WORDS[name]) if bits >> place & 1] or _WORDS[name][:1] for name, bits in drawn.items()
    }
)
_levels = st.sampled_from([None, Level.A2, Level.B1])
_parts = st.sampled_from([("exam",), ("talk",), PARTS])
_consequences = st.one_of(
    st.sampled_from([Concludes(name, word) for name, words in CONCLUDED.items() for word in words]),
    st.builds(Requires, _parts, _levels),
    st.builds(Releases, _parts),
    st.builds(Eases, _parts, st.just(Level.A2)),
    st.builds(Fulfils, _parts, _levels),
    st.builds(Refers, st.just("duo"), st.none(), _parts),
)


@st.composite
def small_books(draw: st.DrawFn) -> Rules:
    """Up to nine rules on two components, in any stage, that may wait for facts which never come."""
    shapes = draw(st.lists(st.tuples(_conditions, _consequences, st.sampled_from([Stage.ACT, Stage.DUTY, Stage.COMPONENTS])), max_size=9))
    return Rules(a_rule(f"R-{place}", when, then, stage) for place, (when, then, stage) in enumerate(shapes))


@st.composite
def people(draw: st.DrawFn) -> Facts:
    """Each fact unknown, established, or told by the person alone."""
    told: dict[str, str] = {}
    said: dict[str, str] = {}
    for name, words in TOLD.items():
        where = draw(st.sampled_from([None, told, said]))
        if where is not None:
            where[name] = draw(st.sampled_from(words))
    return _facts(told, said)


def _tried(rules: Rules, known: Facts, component: str, catalogue: Catalogue, unknown: Sequence[str]) -> Iterator[tuple[Standing, set[str]]]:
    """Every completion, read one by one by the plain twin: the standing, and the rules on the component that apply."""
    for words in product(*(catalogue.facts[name].values for name in unknown)):
        more = [established(name, word, catalogue) for name, word in zip(unknown, words, strict=True)]
        verdicts, _ = reference.verdicts(rules, known.with_facts(more), catalogue.otherwise)
        (result,) = settled([component], verdicts)
        yield result.standing, {one.rule.id for one in verdicts if one.applies and component in one.rule.settles}


def _missing(known: Facts) -> list[str]:
    return [name for name in TOLD if name not in known]


def _assume_no_contradiction(rules: Rules, known: Facts) -> None:
    """A rulebook whose rules contradict each other in some completion has no answer there."""
    try:
        list(_tried(rules, known, "exam", SMALL, _missing(known)))
    except RulesContradict:
        assume(condition=False)


# --- certain, possible, excluded ------------------------------------------------------------------------


@thorough
@given(small_books(), people())
def test_what_is_certain_is_what_every_completion_gives(rules, known):
    """The standings of the tree, and the rules that apply in all, are those of trying each completion of any small rulebook."""
    _assume_no_contradiction(rules, known)
    for component, cone in cones(rules, SMALL).items():
        found = certain(cone, tuple(completions(cone, known, SMALL)))
        tried = list(_tried(rules, known, component, SMALL, _missing(known)))
        assert found.standings == {standing for standing, _ in tried}
        assert set(found.rules) == set.intersection(*(applying for _, applying in tried))
        event(f"{len(found.standings)} standings")


@quick
@given(days(), facts(), st.data())
def test_what_is_certain_holds_in_the_whole_rulebook(on, known, data):
    """With a few facts of a component taken away, all rules of the shipped rulebook give the same standings."""
    cone = data.draw(st.sampled_from(list(cones(BOOK.in_force(on), BOOK.catalogue).values())))
    unknown = [name for name in cone.facts if name not in known]
    complete = known.with_facts(
        established(name, data.draw(st.sampled_from(list(BOOK.catalogue.facts[name].values))), BOOK.catalogue) for name in unknown
    )
    kept = complete.without(*(data.draw(st.lists(st.sampled_from(cone.facts), max_size=3, unique=True)) if cone.facts else ()))
    missing = [name for name in cone.facts if name not in kept]
    found = certain(cone, tuple(completions(cone, kept, BOOK.catalogue)))
    tried = list(_tried(BOOK.in_force(on), kept, cone.component, BOOK.catalogue, missing))
    assert found.standings == {standing for standing, _ in tried}
    assert set(found.rules) == set.intersection(*(applying for _, applying in tried))


@thorough
@given(small_books(), people())
def test_each_completion_belongs_to_exactly_one_leaf(rules, known):
    """The leaves share all completions among them, so that answers can be counted."""
    _assume_no_contradiction(rules, known)
    for cone in cones(rules, SMALL).values():
        leaves = [{choice.name: choice.words for choice in leaf.choices} for leaf in completions(cone, known, SMALL)]
        missing = [name for name in cone.facts if name not in known]
        for words in product(*(TOLD[name] for name in missing)):
            one = dict(zip(missing, words, strict=True))
            assert sum(all(one[name] in some for name, some in leaf.items()) for leaf in leaves) == 1


CASES = {
    "both words lead to the same standing": (
        [
            a_rule("R-1", {}, Requires(("exam",))),
            a_rule("R-2", {"place": ["here"]}, Fulfils(("exam",))),
            a_rule("R-3", {"place": ["there"]}, Fulfils(("exam",))),
        ],
        {},
        {Standing.DONE},
    ),
    "one act or the other requires it": (
        [a_rule("R-1", {"place": ["here"]}, Requires(("exam",))), a_rule("R-2", {"place": ["there"]}, Requires(("exam",)))],
        {},
        {Standing.OPEN},
    ),
    "the words lead to different standings": (
        [a_rule("R-1", {"place": ["here"]}, Requires(("exam",)))],
        {},
        {Standing.OPEN, Standing.NOT_NEEDED},
    ),
    "a firm release leaves no question": (
        [a_rule("R-1", {"place": ["here"]}, Requires(("exam",))), a_rule("R-2", {"paper": ["held"]}, Releases(("exam",)))],
        {"paper": "held"},
        {Standing.RELEASED, Standing.NOT_NEEDED},
    ),
    "two ways through an earlier stage": (
        [
            a_rule("R-1", {"place": ["here"]}, Concludes("duty", "yes"), Stage.ACT),
            a_rule("R-2", {"place": ["there"]}, Concludes("duty", "no"), Stage.ACT),
            a_rule("R-3", {"duty": ["yes", "no"]}, Requires(("exam",))),
        ],
        {},
        {Standing.OPEN},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_standing_is_certain_where_all_answers_lead_to_it(name):
    """Also where the checklist cannot tell, because a fact is missing."""
    rules, told, expected = CASES[name]
    known = _facts(told)
    cone = cones(Rules(rules), SMALL)["exam"]
    assert certain(cone, tuple(completions(cone, known, SMALL))).standings == expected


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if len(case[2]) == 1 and name != "both words lead to the same standing"]
)
def test_three_valued_rules_alone_cannot_tell_what_is_certain(name):
    """Completions say more than the checklist does."""
    rules, told, _ = CASES[name]
    verdicts, _ = reference.verdicts(Rules(rules), _facts(told), SMALL.otherwise)
    (result,) = settled(["exam"], verdicts)
    assert result.standing is Standing.CANNOT_TELL


def test_what_the_person_reported_stays_reported_in_every_completion():
    """Completions fill in what is missing; they confirm nothing."""
    rules = Rules([a_rule("R-1", {}, Requires(("exam",))), a_rule("R-2", {"result": ["b1"]}, Fulfils(("exam",)))])
    cone = cones(rules, SMALL)["exam"]
    said, missing = _facts({}, {"result": "b1"}), _facts({})
    assert certain(cone, tuple(completions(cone, said, SMALL))).standings == {Standing.REPORTED}
    assert certain(cone, tuple(completions(cone, missing, SMALL))).standings == {Standing.OPEN, Standing.DONE}


def test_a_conclusion_without_a_rule_is_as_firm_as_its_firmest_ground():
    """What the person said refutes the rule only softly; a register may refute it firmly, and then the release is firm."""
    rules = Rules(
        [
            a_rule("R-1", {"place": ["here"], "paper": ["held"]}, Concludes("phase", "late"), Stage.ACT),
            a_rule("R-2", {"phase": ["early"]}, Releases(("exam",))),
            a_rule("R-3", {}, Requires(("exam",))),
        ]
    )
    cone = cones(rules, SMALL)["exam"]
    assert certain(cone, tuple(completions(cone, _facts({}, {"place": "there"}), SMALL))).standings == {Standing.OPEN, Standing.RELEASED}


def test_rules_that_contradict_are_refused():
    """A completion in which two rules conclude different words is a mistake of the rulebook, and not an answer."""
    rules = Rules(
        [
            a_rule("R-1", {"place": ["here"]}, Concludes("duty", "yes"), Stage.ACT),
            a_rule("R-2", {"place": ["here"]}, Concludes("duty", "no"), Stage.ACT),
            a_rule("R-3", {"duty": ["yes"]}, Requires(("exam",))),
        ]
    )
    cone = cones(rules, SMALL)["exam"]
    with pytest.raises(RulesContradict, match="R-1, R-2"):
        list(completions(cone, _facts({}), SMALL))


# --- what would close it ----------------------------------------------------------------------------------


def _ways(name: str, known: Facts) -> list[str | None]:
    """All that a fact can still come to, and what somebody has yet to confirm; `None` where it stays."""
    now = known.known.get(name)
    coming = SMALL.facts[name].words_to_come(known.word)
    return [None, *([now.word] if now is not None and now.grade is Grade.REPORTED else []), *coming]


def _no_more(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Each word of the one is asked by the other too, or for a fact that grows a later word."""

    def later(name: str) -> bool:
        order = TOLD[name]
        return one[name] == other[name] or (name == "result" and order.index(one[name]) <= order.index(other[name]))

    return all(name in other and later(name) for name in one)


@thorough
@given(small_books(), people())
def test_the_smallest_changes_are_those_of_trying_every_change(rules, known):
    """Each closes the component, none asks more than another that closes it, and none is left out."""
    _assume_no_contradiction(rules, _facts({}))
    for component, cone in cones(rules, SMALL).items():
        closing = []
        for words in product(*(_ways(name, known) for name in TOLD)):
            change = {name: word for name, word in zip(TOLD, words, strict=True) if word is not None}
            after = known.with_facts(established(name, word, SMALL) for name, word in change.items())
            (result,) = settled([component], reference.verdicts(rules, after, SMALL.otherwise)[0])
            if result.standing in CLOSED:
                closing.append(change)
        smallest = [change for change in closing if not any(one != change and _no_more(one, change) for one in closing)]
        found = smallest_changes(cone, known, SMALL)
        assert sorted(map(sorted, found)) == sorted(sorted(change.items()) for change in smallest)
        event(f"{len(found)} ways")


def test_a_soft_release_is_closed_by_whoever_makes_it_firm_or_takes_it_away():
    """What the person reported counts as it stands until its keeper confirms it; the least change is not nothing."""
    rules = Rules([a_rule("R-1", {"paper": ["none"], "place": ["here"]}, Releases(("exam",)))])
    cone = cones(rules, SMALL)["exam"]
    found = smallest_changes(cone, _facts({"paper": "none"}, {"place": "here"}), SMALL)
    assert set(found) == {frozenset({("place", "here")}), frozenset({("paper", "held")})}


@quick
@given(days(), facts(), st.data())
def test_each_closing_closes_the_component_and_no_part_of_it_does(on, known, data):
    """Read again with all rules of the shipped rulebook, with these facts established; and the rules it names apply."""
    rules = BOOK.in_force(on)
    cone = data.draw(st.sampled_from(list(cones(rules, BOOK.catalogue).values())))
    _, concluded = reference.verdicts(rules, known, BOOK.catalogue.otherwise)
    for closing in closings(cone, rules, concluded, BOOK.catalogue):
        for size in range(len(closing.change) + 1):
            for part in combinations(sorted(closing.change), size):
                after = known.with_facts(established(name, word, BOOK.catalogue) for name, word in part)
                verdicts, _ = reference.verdicts(rules, after, BOOK.catalogue.otherwise)
                (result,) = settled([cone.component], verdicts)
                assert (result.standing in CLOSED) == (size == len(closing.change))
        assert {verdict.rule.id for verdict in closing.rules} <= {verdict.rule.id for verdict in verdicts if verdict.established}


# --- which answers settle it ------------------------------------------------------------------------------


def _share(rules: Rules, known: Facts, component: str, names: Sequence[str]) -> tuple[int, int]:
    """In how many answers to these facts the standing no longer depends on the others, by trying."""
    settled_, of = 0, 0
    for words in product(*(TOLD[name] for name in names)):
        more = known.with_facts(established(name, word, SMALL) for name, word in zip(names, words, strict=True))
        standings = {standing for standing, _ in _tried(rules, more, component, SMALL, _missing(more))}
        settled_, of = settled_ + (len(standings) == 1), of + 1
    return settled_, of


@thorough
@given(small_books(), people())
def test_the_answers_that_settle_a_component_are_those_of_trying_all(rules, known):
    """No smaller set of questions settles as much, and the counts are those of asking."""
    _assume_no_contradiction(rules, known)
    for component, cone in cones(rules, SMALL).items():
        answers = Answers(cone, tuple(completions(cone, known, SMALL)))
        smallest = answers.smallest()
        tried = {names: _share(rules, known, component, names) for names in _all_sets(answers.facts)}
        assert (smallest.settled, smallest.of) == tried[smallest.facts]
        best = max(done / of for done, of in tried.values())
        assert smallest.settled / smallest.of == best
        assert all(done / of < best for names, (done, of) in tried.items() if len(names) < len(smallest.facts))
        assert set(answers.facts) >= {name for name in _missing(known) if _matters(rules, known, component, name)}


def _all_sets(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(min(len(names), MOST_ANSWERS) + 1))


def _matters(rules: Rules, known: Facts, component: str, name: str) -> bool:
    """Two completions that differ in this fact alone have different standings."""
    others = [one for one in _missing(known) if one != name]
    for words in product(*(TOLD[one] for one in others)):
        more = known.with_facts(established(one, word, SMALL) for one, word in zip(others, words, strict=True))
        if len({standing for standing, _ in _tried(rules, more, component, SMALL, [name])}) > 1:
            return True
    return False


@thorough
@given(small_books(), people())
def test_the_answers_that_settle_most_of_a_file_are_those_of_trying_all(rules, known):
    """Over all components together, and no smaller set does as well."""
    _assume_no_contradiction(rules, known)
    about = {component: Answers(cone, tuple(completions(cone, known, SMALL))) for component, cone in cones(rules, SMALL).items()}
    chosen = settles_most(list(about.values()), SMALL)
    total = {names: sum(_fraction(_share(rules, known, component, names)) for component in about) for names in _all_sets(_missing(known))}
    assert total[chosen] == pytest.approx(max(total.values()))
    assert all(worth < total[chosen] - 1e-9 for names, worth in total.items() if len(names) < len(chosen))


def _fraction(share: tuple[int, int]) -> float:
    return share[0] / share[1]
