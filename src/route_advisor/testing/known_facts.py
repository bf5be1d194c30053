"""Random facts over the catalogue, as if somebody had told them: any combination, coherent or not."""


from hypothesis import strategies as st

from route_advisor.catalogue import FactEntry
from route_advisor.facts import DateFact, Fact, Facts, ToldBy
from route_advisor.rulebook import Rulebook
from route_advisor.testing.legal_days import days
from route_advisor.vocabulary import Clock, Grade, Teller


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Facts of the shipped catalogue that somebody can tell: from none to all of them, by their keeper or by the person.

    The first word of a fact is drawn more often than its other words, because most rules ask for that one.
    """
    entries = [entry for entry in Rulebook.shipped().catalogue.facts.values() if not entry.concluded]
    told = [draw(_fact(entry)) for entry in entries if draw(_told)]
    dates = [DateFact(clock, draw(days()), (_told_by(Teller.DUO, entries[0]),)) for clock in Clock] if draw(st.booleans()) else []
    return Facts({fact.name: fact for fact in told}, {one.name: one for one in dates})


_told = st.sampled_from((False, True, True))


@st.composite
def _fact(draw: st.DrawFn, entry: FactEntry) -> Fact:
    words = tuple(entry.values)
    word = draw(st.sampled_from((words[0],) * len(words) + words))
    by_person = entry.person_may_say and draw(st.booleans())
    teller = Teller.PERSON if by_person else entry.told_by
    grade = Grade.ESTABLISHED if teller is entry.told_by else Grade.REPORTED
    return Fact(entry.name, word, (_told_by(teller, entry),), grade)


def _told_by(teller: Teller, entry: FactEntry) -> ToldBy:
    return ToldBy(teller, "own_words" if teller is Teller.PERSON else entry.found_in[0])
