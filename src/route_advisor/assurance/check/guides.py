"""Guides: names that nothing has, sentences that are long, write a number themselves or are not for everybody, and what a change of law made stale."""

from collections.abc import Iterator, Mapping

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.sentences import LONGEST_SENTENCE, longest_sentence
from route_advisor.assurance.check.written import WrittenPages, by_written_id
from route_advisor.assurance.check.written_numbers import written_numbers
from route_advisor.assurance.texts.sentence_words import patterns, read_sentence_words
from route_advisor.documents.document import Path as Keys
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.guide_pages import FOLDER, READ, GuidePage, Statement, marks_of, read_record, rests_on
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text

Slip = tuple[Keys, str, Gravity]

GROUP = "group"
"""The fact by which a rule speaks to one group."""


def guides(pages: WrittenPages) -> Iterator[Finding]:
    """What is wrong with the guides of a rulebook, and which of them must be read again."""
    book = pages.rulebook
    by_id = {name: tuple(rules) for name, rules in by_written_id(book.rules).items()}
    record = read_record(book.folder) if book.folder is not None else {}
    of_one_person = _OfOnePerson(book)
    for topic, page in book.guides.items():
        name = f"{FOLDER}/{topic}.yaml"
        for keys, says, gravity in (
            *_names(topic, page, book, by_id),
            *_sentences(page, book, by_id),
            *of_one_person.slips(topic, page, by_id),
        ):
            yield Finding(name, pages.document(name).line(keys), f"guide {topic}", says, gravity)
        yield from (Finding(name, 1, f"guide {topic}", says, Gravity.WARNING) for says in stale(topic, page, book, record.get(topic, {})))
    for topic in sorted(record.keys() - book.guides.keys()):
        yield Finding(READ, 1, f"guide {topic}", "there is no such guide; leave it out", Gravity.MISTAKE)


def stale(topic: str, page: GuidePage, book: Rulebook, record: Mapping[str, str]) -> Iterator[str]:
    """The rules of own sentences that changed since somebody wrote or read the page."""
    by_id = {name: tuple(rules) for name, rules in by_written_id(book.rules).items()}
    for rule, mark in marks_of(page, by_id, book.numbers).items():
        if record.get(rule) != mark:
            what = "changed since this page was read" if rule in record else "was never compared with this page"
            yield f"{rule} {what}; read the page again, then run: route-advisor rules guides --read-again {topic}"


def _names(topic: str, page: GuidePage, book: Rulebook, by_id: dict[str, tuple[Rule, ...]]) -> Iterator[Slip]:
    topics = book.topics.by_id
    answered = {name for other, one in book.guides.items() for name in (other, *one.also)}
    for key, names in (("also", (topic, *page.also)), ("related", page.related)):
        yield from (
            ((key,), f'"{name}" is not a topic{did_you_mean(name, list(topics))}', Gravity.MISTAKE) for name in names if name not in topics
        )
    missing = [name for name in page.related if name in topics and name not in answered]
    yield from ((("related",), f'there is no guide about "{name}"', Gravity.MISTAKE) for name in missing)
    for fact, words in page.theirs.items():
        known = book.catalogue.facts[fact].values if fact in book.catalogue.facts else {}
        yield from ((("theirs",), f'"{fact}" is not a fact with the word "{word}"', Gravity.MISTAKE) for word in words if word not in known)
    for keys, one in page.statements():
        yield from (
            (keys, f'"{rule}" is not a rule{did_you_mean(rule, list(by_id))}', Gravity.MISTAKE)
            for rule in rests_on(one)
            if rule not in by_id
        )


def _sentences(page: GuidePage, book: Rulebook, by_id: dict[str, tuple[Rule, ...]]) -> Iterator[Slip]:
    numbers = book.numbers.by_name
    for keys, one in page.statements():
        texts = [one.says] if isinstance(one, Statement) else [rule.says for rule in by_id.get(one, ())[:1]]
        for text in texts:
            for slot in sorted(text.slots - set(numbers)):
                yield keys, f"says {{{slot}}}, which no page for everybody knows; write a sentence of its own", Gravity.MISTAKE
            yield from _own(keys, text) if isinstance(one, Statement) else ()
    for place, question in enumerate(page.questions):
        yield from _own(("questions", place, "asks"), question.asks)


def _own(keys: Keys, text: Text) -> Iterator[Slip]:
    for language, says in text.sentences().items():
        longest = longest_sentence(says)
        if longest > LONGEST_SENTENCE:
            yield keys, f"has a sentence of {longest} words in {language}; at most {LONGEST_SENTENCE} are easy to read", Gravity.WARNING
        for number in written_numbers(says):
            yield keys, f'has the number "{number.says}" in {language}; name it between braces', Gravity.MISTAKE


class _OfOnePerson:
    """Sentences that a page for everybody may not borrow from a rule: they say something of one person, of one part, or to one group."""

    def __init__(self, book: Rulebook) -> None:
        entry = read_sentence_words(book.folder).of_one_person
        self._words, self._asker = patterns(entry.words), patterns(entry.asker)
        self._topics = book.topics.by_id

    def slips(self, topic: str, page: GuidePage, by_id: Mapping[str, tuple[Rule, ...]]) -> Iterator[Slip]:
        """Each borrowed sentence that is not for everybody."""
        for keys, one in page.statements():
            rules = () if isinstance(one, Statement) else by_id.get(one, ())
            for why in self._whys(rules, topic, page, keys) if rules else ():
                yield keys, f"{one} {why}; write a sentence of its own", Gravity.MISTAKE

    def _whys(self, rules: tuple[Rule, ...], topic: str, page: GuidePage, keys: Keys) -> Iterator[str]:
        if len(rules) > 1:
            yield "is said of one of several parts"
        if keys[0] == "questions" and self._is_said_first(page.questions[int(keys[1])].asks):
            return
        told_to = self._topics[topic].told_to.get(GROUP) if topic in self._topics else None
        groups = {word for condition in rules[0].when if condition.fact == GROUP for word in condition.words}
        if groups and not groups <= set(told_to or ()):
            yield f"is said to one group ({', '.join(sorted(groups))})"
        for language, says in rules[0].says.sentences().items():
            found = self._words[language].search(says) if language in self._words else None
            if found is not None:
                yield f'says "{found[0]}" of one person in {language}'

    def _is_said_first(self, asks: Text) -> bool:
        """Whether the question begins with what the answer may say back: I got no letter."""
        return any(pattern.match(asks.in_(language)) for language, pattern in self._asker.items())
