"""Sentences for people: short, in every language of the rulebook, and with their numbers of law between braces."""

import re
from collections.abc import Iterator, Mapping

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.use import texts
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.check.written_numbers import WrittenNumber, unit_of, written_numbers
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text

LONGEST_SENTENCE = 20
"""Words in a sentence to a person; more are hard to read."""

_SENTENCE_END = re.compile(r"[.!?;:]+(?:\s+|$)")


def sentences(pages: WrittenPages) -> Iterator[Finding]:
    """Each sentence that is long, that a language lacks, or that writes a number of law itself."""
    for rule in pages.once():
        yield from _long(rule, pages)
        for keys, text in texts(rule):
            yield from _numbers_in(rule, keys, text, pages)
    yield from _questions(pages)
    yield from _missing_languages(pages)


def _questions(pages: WrittenPages) -> Iterator[Finding]:
    """A question that writes a number of law itself; a warning where it names between braces what is no number, which nobody could fill."""
    numbers = pages.rulebook.numbers.by_name
    for name, fact in pages.rulebook.catalogue.facts.items():
        if fact.asks is None:
            continue
        for slot in sorted(fact.asks.slots - set(numbers)):
            says = f"asks names {{{slot}}}, which is not a number{did_you_mean(slot, list(numbers))}"
            yield pages.at_fact(name, says, gravity=Gravity.WARNING)
        for language, sentence in fact.asks.sentences().items():
            for written in written_numbers(sentence):
                yield pages.at_fact(name, f'asks in {language} has the number "{written.says}"; name it between braces')


def _long(rule: Rule, pages: WrittenPages) -> Iterator[Finding]:
    for language, says in rule.says.sentences().items():
        longest = longest_sentence(says)
        if longest > LONGEST_SENTENCE:
            what = f"says has a sentence of {longest} words in {language}; at most {LONGEST_SENTENCE} are easy to read"
            yield pages.at_rule(rule, what, "says", language, gravity=Gravity.WARNING)


def longest_sentence(says: str) -> int:
    """The words of the longest sentence in it."""
    return max((len(sentence.split()) for sentence in _SENTENCE_END.split(says)), default=0)


# --- numbers of law -------------------------------------------------------------------------------------


def _numbers_in(rule: Rule, keys: tuple[str, ...], text: Text, pages: WrittenPages) -> Iterator[Finding]:
    for language, sentence in text.sentences().items():
        for written in written_numbers(sentence):
            advice = _instead(written, rule, pages.rulebook.numbers.by_name)
            yield pages.at_rule(rule, f'{keys[-1]} in {language} has the number "{written.says}"; {advice}', *keys, language)


def _instead(written: WrittenNumber, rule: Rule, numbers: Mapping[str, Number]) -> str:
    """The number between braces that has this value; else where a number of law stands."""
    same = [one for one in numbers.values() if _is(written, one, rule)]
    close = [one for one in same if _articles(one) & _articles(rule)]
    if close:
        return f"write {' or '.join('{' + one.name + '}' for one in close[:3])} in its place"
    if written.unit is None:
        return "write a count of things as a word; a number of law stands under numbers, and between braces here"
    return "no number with an article of this rule has that value; add it under numbers, and name it between braces"


def _is(written: WrittenNumber, number: Number, rule: Rule) -> bool:
    known_then = {value for day, value in number.values if day <= rule.in_force.until}
    return written.value in known_then and unit_of(number.unit) == written.unit


def _articles(one: Rule | Number) -> set[tuple[str, str]]:
    return {(citation.act.id, citation.article) for citation in one.law}


# --- languages ------------------------------------------------------------------------------------------


def _missing_languages(pages: WrittenPages) -> Iterator[Finding]:
    """A language that ends every advice is a language of the whole rulebook."""
    catalogue = pages.rulebook.catalogue
    languages = set(catalogue.deferral.says.sentences())
    for rule in pages.once():
        for keys, text in texts(rule):
            for language in sorted(languages - set(text.sentences())):
                yield pages.at_rule(rule, f"{keys[-1]} has no sentence in {language}; add it", *keys, gravity=Gravity.WARNING)
    for page, name, text in _catalogue_texts(catalogue):
        for language in sorted(languages - set(text.sentences())):
            says = f"a text has no sentence in {language}; add it"
            yield (
                pages.at_fact(name, says, gravity=Gravity.WARNING)
                if page == "facts.yaml"
                else pages.at_entry(page, name, says, gravity=Gravity.WARNING)
            )


def _catalogue_texts(catalogue: Catalogue) -> Iterator[tuple[str, str, Text]]:
    found: list[tuple[str, str, Text | None]] = []
    for name, fact in catalogue.facts.items():
        found += [("facts.yaml", name, text) for text in (fact.asks, fact.why_we_ask, *fact.values.values())]
    found += [("components.yaml", name, component.name) for name, component in catalogue.components.items()]
    for name, authority in catalogue.authorities.items():
        said = (authority.name, authority.decides, authority.reach, authority.object)
        found += [("authorities.yaml", name, text) for text in said]
    found += [("documents.yaml", name, text) for name, text in catalogue.documents.items()]
    found += [("conflicts.yaml", name, conflict.says) for name, conflict in catalogue.conflicts.items()]
    found += [("labels.yaml", name, text) for name, text in catalogue.labels.items()]
    yield from ((page, name, text) for page, name, text in found if text is not None)
