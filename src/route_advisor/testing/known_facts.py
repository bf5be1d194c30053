"""Random facts over the catalogue, as if somebody had told them: any combination, coherent or not."""

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.facts import DateFact, Fact, Facts, ToldBy
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import FactEntry
from route_advisor.testing.legal_days import days
from route_advisor.vocabulary import Clock, Grade, Teller


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts of the shipped catalogue that somebody can tell: from none to all of them, by a register or by the person.

    Where a fact has many words, half of the draws give its first (its last where it grows), because most rules ask for that one.
    What follows from them tells `reasoning.checked`, or the plain twin `reference.verdicts`. Shrinks to no facts.

    >>> from hypothesis import find
    >>> found = find(facts(), lambda known: known.word("route") == "z")
    >>> {name: found.word(name) for name in found}
    {'route': 'z'}
    """
    told = [fact for fact in (draw(one) for one in _each_fact()) if fact is not None]
    duo = ToldBy(Teller.DUO, "letter_duo")
    dates = [DateFact(clock, draw(days()), (duo,)) for clock in Clock] if draw(st.booleans()) else []
    return Facts({fact.name: fact for fact in told}, {one.name: one for one in dates})


@cache
def _each_fact() -> tuple[SearchStrategy[Fact | None], ...]:
    entries = Rulebook.shipped().catalogue.facts.values()
    return tuple(st.sampled_from(_ways_to_know(entry)) for entry in entries if not entry.concluded)


def _ways_to_know(entry: FactEntry) -> tuple[Fact | None, ...]:
    """Not at all (first, and for a third of the draws), or one of the words from one of the tellers."""
    tellers = (entry.told_by, *entry.also_established_by, *([Teller.PERSON] if entry.person_may_say else []))
    asked_most = tuple(entry.values)[-1 if entry.grows else 0]
    words = (*entry.values, *[asked_most] * (len(entry.values) - 2))
    known = tuple(_fact(entry, word, teller) for word in words for teller in tellers)
    return (*[None] * (len(known) // 2), *known)


def _fact(entry: FactEntry, word: str, teller: Teller) -> Fact:
    document = "own_words" if teller is Teller.PERSON else entry.found_in[0]
    return Fact(entry.name, word, (ToldBy(teller, document),), Grade.ESTABLISHED if entry.establishes(teller) else Grade.REPORTED)
