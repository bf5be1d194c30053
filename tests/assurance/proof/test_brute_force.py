"""What z3 proves over all people at once is what the plain twin says of each of them, one by one."""

import tempfile
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_prove import FAULTS, STRUCTURE
from tiny_law import COMMON, PAGES, everybody, fact, may_follow, rule

from route_advisor.assurance.proof.claims import DayOfLaw, claims_of_every_rulebook
from route_advisor.assurance.proof.promised import claims_promised
from route_advisor.assurance.proof.promises import read_promises
from route_advisor.assurance.proof.prove import prove
from route_advisor.assurance.proof.somebody import Somebody, every_date, heard
from route_advisor.assurance.proof.symbolic import kinds_of_words
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Suggests

ON = date(2026, 11, 23)


def enumerated(book):
    """Each claim and what it is about that fails for somebody, found by asking the twin about everybody."""
    promises = read_promises(book)
    day = DayOfLaw(book, ON, ON, kinds_of_words(book.rules, book.catalogue, promises.asks()), promises)
    told = [(words, ask(words, book)) for words in everybody(book)]
    sane = [(words, one) for words, one in told if one.told is not None]
    found = set()
    for claim in (*claims_of_every_rulebook(book), *claims_promised(promises)):
        moments = told if claim.between is None else sane
        pairs = [(one, one) for _, one in moments]
        if claim.between is not None:
            pairs = [(a, b) for (now, a), (later, b) in product(moments, moments) if may_follow(now, later, claim.between, book)]
        found |= {(claim.id, suspect.about) for suspect in claim.suspects(day) if any(suspect.shows(*pair) for pair in pairs)}
    return found | set(dead_and_idle(book, sane))


def dead_and_idle(book, sane):
    """Rules that apply to nobody, and rules without which everybody gets the same answer."""
    for gone in book.in_force(ON):
        smaller = replace(book, rules=tuple(one for one in book.rules if one.id != gone.id))
        if not any(gone.id in one.told.applying for _, one in sane):
            yield "no-dead-rule", gone.id
        elif all(answer(one.told, book, gone) == answer(ask(words, smaller).told, book, gone) for words, one in sane):
            yield "no-idle-rule", gone.id


def ask(words, book):
    """What the twin says of a person of whom this is known, and every date."""
    return heard(words, Somebody(ON, words, None, every_date()), book)


def answer(told, book, rule_):
    """What a person notices: words that somebody waits for, where each part stands, and the lines."""
    asked = {asks.fact for one in book.in_force(ON) for asks in one.when} | book.catalogue.head.facts
    concluded = {name for name, entry in book.catalogue.facts.items() if entry.concluded and name in asked}
    words = {name: (told.facts.word(name), told.facts.known[name].grade) for name in concluded if name in told.facts}
    items = {name: (item.standing, item.level, bool(item.why)) for name, item in told.items.items()}
    by_id = {one.id: one for one in book.rules}
    if rule_.concludes is not None and rule_.concludes not in book.catalogue.head.facts:
        return words
    lines = {text(by_id[id_]) for id_ in told.read if by_id[id_].concludes is None or by_id[id_].concludes in book.catalogue.head.facts}
    return words, (items if rule_.settles else ()), text(rule_) in lines


def text(rule_):
    """What is read of a rule."""
    more = (rule_.then.where, rule_.then.before, rule_.then.takes) if isinstance(rule_.then, Suggests) else ()
    return (rule_.says.en, *(one.en for one in more if one is not None))


def proven(book):
    """The same, as z3 finds it."""
    return {(failure.claim, failure.about) for failure in prove(book, [ON]).failures if failure.about is not None}


@pytest.mark.parametrize("claim", [*FAULTS, *STRUCTURE, "none"])
def test_hand_made_faults_are_found_by_both(tiny, claim):
    """Each seeded fault, and the rulebook without a fault."""
    changes = {**FAULTS, **{name: one for name, (one, _) in STRUCTURE.items()}, "none": {}}[claim]
    book = tiny(changes)
    assert proven(book) == enumerated(book)


WORDS = {"a": ("yes", "no"), "b": ("low", "mid", "high"), "c": ("in", "out"), "x": ("on", "off"), "y": ("p", "q")}
CONSEQUENCES = {
    "duty": ("concludes: {x: on}", "concludes: {x: off}", "concludes: {y: p}"),
    "components": (
        "requires: exam",
        "requires: talk",
        "releases: exam",
        "releases: [exam, talk]",
        "fulfils: exam",
        "refers: pool, for: talk",
    ),
    "steps": ("suggests: practise, with: pool, for: exam", "refers: pool, about: money", "dates: term_last_day"),
}
PROMISED = """
split_by: a
promises:
  - {id: told, says: {en: Told., nl: Gezegd.}, told_once_known: [x, b]}
  - {id: apart, says: {en: Apart., nl: Apart.}, never_together: [components/, steps/]}
  - {id: more, says: {en: More., nl: Meer.}, more_never_opens: true, keeps: [x], keeps_dates: [term_last_day]}
  - {id: words, says: {en: Words., nl: Woorden.}, while: {c: [in, unknown]}, never_says: ["*step*"]}
  - {id: stands, says: {en: Stands., nl: Staat.}, while: {x: on}, stands: {exam: [open, done, reported, below_level, cannot_tell]}}
"""


@st.composite
def pages(draw):
    """The pages of a random small rulebook: three facts, two that rules conclude, and two or three stages."""
    found = {**COMMON, "head.yaml": "duty: {decided: x}\n"}
    found["facts.yaml"] = "".join(
        fact(name, " ".join(words), {"b": "grows: true", "x": "concluded: true, otherwise: off", "y": "concluded: true"}.get(name, ""))
        for name, words in WORDS.items()
    )
    for stage, verbs in CONSEQUENCES.items():
        rules = [draw(written_rules(stage, number, verbs)) for number in range(draw(st.integers(1, 3)))]
        found[f"{stage}/{stage}.yaml"] = f"topic: {{en: T, nl: T}}\nstage: {stage}\nrules:\n" + "".join(rules)
    return {**found, "promises.yaml": PROMISED}


@st.composite
def written_rules(draw, stage, number, verbs):
    """A rule with one or two conditions on told or concluded facts."""
    names = draw(st.lists(st.sampled_from(sorted(WORDS) if stage != "duty" else ["a", "b", "c"]), min_size=1, max_size=2, unique=True))
    when = ", ".join(f"{name}: {draw(st.sampled_from(WORDS[name]))}" for name in names)
    return rule(f"T-{stage.upper()}-{number}", when, draw(st.sampled_from(verbs)))


@settings(max_examples=max(8, settings().max_examples // 5))
@given(pages())
def test_random_small_rulebooks_give_the_same_result(written):
    """Most of these rulebooks have faults; z3 and the enumeration name the same ones."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in written.items():
            path = Path(place) / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        book = Rulebook.read(Path(place))
        assert proven(book) == enumerated(book)


def test_the_tiny_rulebook_has_every_page_that_a_rulebook_needs():
    """What the random rulebooks share is what the tiny one has."""
    assert COMMON.items() <= PAGES.items()
