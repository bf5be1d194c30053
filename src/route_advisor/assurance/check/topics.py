"""Topics: words that two of them claim, names that no rule has, authorities that decide nothing there, numbers that are none."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule
from route_advisor.rulebook.topics import Topic, covered, plain, words_of

PAGE = "topics.yaml"


def topics(pages: WrittenPages) -> Iterator[Finding]:
    """What is wrong with the words that people use: each must lead to one topic, and each topic to rules and to somebody who decides."""
    book = pages.rulebook
    named = {word for rule in book.rules for word in words_of(rule)}
    owner: dict[str, str] = {}
    for name, topic in book.topics.by_id.items():
        for word in sorted(topic.words):
            if owner.setdefault(word, name) != name:
                yield pages.at_entry(PAGE, name, f'"{word}" is a word of {owner[word]} too; keep it in one place')
        for says in _loose(topic, book, named):
            yield pages.at_entry(PAGE, name, says, gravity=Gravity.WARNING)  # a rulebook may be a part of the law
    for name, entry in book.catalogue.topics.items():
        if name not in book.topics.by_id and (entry.words or entry.covers or entry.who):
            yield pages.at_entry(PAGE, name, "people cannot ask about it without a name; add name, or leave the words out")


def _loose(topic: Topic, book: Rulebook, named: set[str]) -> Iterator[str]:
    for one in sorted(topic.covers - named - {plain(topic.id)}):
        yield f'it covers "{one}", which no rule is about; mend it or leave it out'
    rules = covered(topic, book.rules)
    if not rules and topic.id in book.catalogue.topics:
        yield "no rule is about it; say with covers which are, or leave it out"
    elif rules and topic.who is not None and topic.note is None and topic.who not in _authorities(rules):
        yield f"no rule that it covers names {topic.who}; name who decides, or tell in a note why to ask there"
    for text in (topic.takes, topic.note):
        for slot in sorted(text.slots - set(book.numbers.by_name)) if text is not None else ():
            yield f"says {{{slot}}}, which is not a number of this rulebook"


def _authorities(rules: tuple[Rule, ...]) -> set[str]:
    return {name for rule in rules for name in (rule.final_word, getattr(rule.then, "authority", None)) if name is not None}
