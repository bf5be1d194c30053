"""`rules diff` on small rulebooks, against everybody: all people there can be are asked one by one."""

from dataclasses import replace
from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor.advice.lines import LineWriter
from route_advisor.advice.steps import steps
from route_advisor.assurance.change.answers import Side, definite, line_names
from route_advisor.assurance.change.diff import Version, compare
from route_advisor.assurance.change.people import Search
from route_advisor.assurance.proof.symbolic import told_fact
from route_advisor.dates import Validity
from route_advisor.facts import Facts
from route_advisor.reasoning.components import is_about_something, settled
from route_advisor.reasoning.reference import verdicts
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import ComponentEntry, FactEntry
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Concludes, Condition, Dates, Eases, Fulfils, Refers, Releases, Requires, Rule, Suggests
from route_advisor.testing import facts
from route_advisor.text import text_of
from route_advisor.vocabulary import Grade, Level, Stage, Standing, Teller

DAY = date(2026, 11, 23)
WORDS = {"permit": ("none", "short", "long"), "school": ("yes", "no"), "exam": ("passed", "failed")}


def _label(text: str):
    return text_of({"nl": text, "en": text})


def _entry(name: str, words, **more) -> FactEntry:
    return FactEntry(name=name, values={word: _label(word) for word in words}, **more)


def _small(book: Rulebook, rules, words=WORDS) -> Rulebook:
    told = {name: _entry(name, known, told_by=Teller.DUO, found_in=("letter",)) for name, known in words.items()}
    concluded = {
        "duty": _entry("duty", ("yes", "no"), concluded=True, otherwise="no"),
        "phase": _entry("phase", ("yes", "no"), concluded=True),
    }
    component = ComponentEntry(name=_label("part"), registered_by="duo", evidence=(), final_word="duo")
    catalogue = replace(book.catalogue, facts=told | concluded, components={"talk": component, "test": component}, otherwise={"duty": "no"})
    return Rulebook({}, catalogue, Numbers({}), tuple(rules), "")


_VALID = Validity()
_PARTS = st.sampled_from((("talk",), ("test",), ("talk", "test")))
_LEVELS = st.sampled_from((None, *Level))
_THEN = {
    Stage.DUTY: st.sampled_from((Concludes("duty", "yes"), Concludes("phase", "yes"))),
    Stage.COMPONENTS: st.one_of(
        st.builds(Requires, _PARTS, _LEVELS),
        st.builds(Releases, _PARTS),
        st.builds(Eases, _PARTS, st.sampled_from(Level)),
        st.builds(Fulfils, _PARTS, _LEVELS),
        st.builds(lambda parts: Refers("duo", components=parts), _PARTS),
    ),
    Stage.STEPS: st.one_of(
        st.just(Suggests("ask", "duo")),
        st.builds(
            lambda parts, during: Suggests("ask", "duo", components=parts, during=during),
            _PARTS,
            st.sampled_from((Standing.OPEN, Standing.DONE, Standing.BELOW_LEVEL)),
        ),
    ),
}
_ASKED = {Stage.DUTY: tuple(WORDS), Stage.COMPONENTS: (*WORDS, "duty", "phase"), Stage.STEPS: (*WORDS, "duty", "phase")}


@st.composite
def small_rules(draw, number: int) -> Rule:
    """A rule of one of three stages that asks up to three facts."""
    stage = draw(st.sampled_from(tuple(_THEN)))
    asked = draw(st.lists(st.sampled_from(_ASKED[stage]), max_size=3, unique=True))
    words = {name: draw(st.lists(st.sampled_from(WORDS.get(name, ("yes", "no"))), min_size=1, max_size=2, unique=True)) for name in asked}
    return Rule(
        id=f"T-RULE-{number}",
        topic=_label("topic"),
        page="page.yaml",
        line=number,
        stage=stage,
        says=_label(f"Sentence {number}."),
        law=(),
        in_force=_VALID,
        when=tuple(Condition(name, tuple(chosen)) for name, chosen in words.items()),
        then=draw(_THEN[stage]),
        final_word="duo",
    )


FEWER_WORDS = {**WORDS, "permit": ("none", "short")}


def _in_fewer_words(rule: Rule) -> Rule:
    """The same rule where nobody knows a long permit."""
    when = tuple(one._replace(words=tuple(word for word in one.words if word != "long") or ("none",)) for one in rule.when)
    return replace(rule, when=when)


@st.composite
def two_rulebooks(draw):
    """Two rulebooks: some rules stay, some change, some come and some go; the old one may lack a word."""
    before = [draw(small_rules(number)) for number in range(draw(st.integers(1, 5)))]
    after = [draw(st.one_of(st.just(rule), small_rules(number), st.none())) for number, rule in enumerate(before)]
    more = [draw(small_rules(len(before)))] if draw(st.booleans()) else []
    came = [rule for rule in [*after, *more] if rule is not None]
    if draw(st.booleans()):
        return lambda book: (_small(book, map(_in_fewer_words, before), FEWER_WORDS), _small(book, came))
    return lambda book: (_small(book, before), _small(book, came))


def _everybody(catalogue):
    ways = [
        [None, *(told_fact(name, word, catalogue, firm=firm) for word in words for firm in (True, False))] for name, words in WORDS.items()
    ]
    return [Facts.of(fact for fact in told if fact is not None) for told in product(*ways)]


def _sides(before: Rulebook, after: Rulebook) -> tuple[Side, Side]:
    names = line_names(before.in_force(DAY), after.in_force(DAY))
    return tuple(  # type: ignore[return-value]
        Side("side", book.in_force(DAY), book.catalogue, book.numbers, DAY, lines)
        for book, lines in zip((before, after), names, strict=True)
    )


def _is_of(kind, told: Facts) -> bool:
    return all(
        trait.fact in told and told.known[trait.fact].word in trait.words
        and trait.firm in (None, told.known[trait.fact].grade is Grade.ESTABLISHED)
        for trait in kind
    )  # fmt: skip


@settings(max_examples=25)
@given(pair=two_rulebooks())
def test_a_change_is_told_exactly_where_somebody_is_answered_otherwise(book, pair):
    """For each answer: somebody's differs, asked one by one, if and only if it is told; and everybody whose answer differs is of a kind told."""
    before, after = pair(book)
    old, new = _sides(before, after)
    told = {answer: change for entry in compare(Version("a", before), Version("b", after), (DAY, DAY)).entries
            for change in entry.changes for answer in change.answers}  # fmt: skip
    everybody = _everybody(after.catalogue)
    for answer in {*old.answers(), *new.answers()}:
        values = [(person, old.value(answer, person), new.value(answer, person)) for person in everybody]
        differing = [one for one in values if one[1] != one[2]]
        assert bool(differing) == (answer in told), answer
        clear = [person for person, one, other in differing if definite(answer, one) and definite(answer, other)]
        found = Search(old, new).found(answer) if differing else None
        for person in clear if found is not None and not found.cut else ():
            closed = {name: fact for side in (new, old) for name, fact in side.closed(person).known.items()}
            assert any(_is_of(one.kind, Facts(closed)) for one in found.differences), person


@settings(max_examples=25)
@given(pair=two_rulebooks())
def test_each_example_gives_the_two_answers_and_has_no_fact_too_many(book, pair):
    """On both sides the plain twin answers as told; without any of its facts the example would not show this kind of people."""
    before, after = pair(book)
    old, new = _sides(before, after)
    for answer in {*old.answers(), *new.answers()}:
        for one in Search(old, new).found(answer).differences:
            assert (old.value(answer, one.example), new.value(answer, one.example)) == (one.before, one.after)
            assert one.before != one.after
            closed = {**new.closed(one.example).known, **old.closed(one.example).known}
            assert _is_of(one.kind, Facts(closed))
            for name in one.example:
                assert not _shows(one, one.example.without(name), old, new), name


def _shows(difference, told: Facts, old: Side, new: Side) -> bool:
    """These people are of the kind, and their answer differs as clearly."""
    values = old.value(difference.answer, told), new.value(difference.answer, told)
    clear = all(definite(difference.answer, value) for value in (difference.before, difference.after))
    closed = {**new.closed(told).known, **old.closed(told).known}
    return (
        values[0] != values[1]
        and (not clear or all(definite(difference.answer, value) for value in values))
        and _is_of(difference.kind, Facts(closed))
    )


@given(known=facts())
def test_the_lines_of_the_twin_are_the_steps_a_person_reads(book, known):
    """What `rules diff` calls a line that is shown is a step of the advice, and each step is such a line.

    A diff tells of the rules alone: it also tells a line whose parts (`needs_open`) are closed for this person.
    """
    rules = book.in_force(DAY)
    side = Side("shipped", rules, book.catalogue, book.numbers, DAY, line_names(rules, rules)[0])
    told = known.without(*(name for name in known if book.catalogue.facts[name].concluded))
    found, closed = verdicts(rules, told, book.catalogue.otherwise)
    applying = [verdict for verdict in found if verdict.applies]
    results = settled(book.catalogue.components, found)
    standing = {one.component: one for one in results}
    read = {step.id for step in steps(applying, results, LineWriter(closed, book.numbers, DAY))}
    for verdict in applying:
        then = verdict.rule.then
        if isinstance(then, Suggests | Refers) and (isinstance(then, Suggests) or not then.components) and not _dates(verdict.rule, book):
            told = side._line(verdict.rule.id, found) is not None and is_about_something(verdict.rule, standing)
            assert (verdict.rule.id in read) == told, verdict.rule.id


def _dates(rule: Rule, book: Rulebook) -> bool:
    return isinstance(rule.then, Dates) or not rule.says.slots <= set(book.numbers.by_name)
