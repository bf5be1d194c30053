"""A sentence says what its own rule says: its decider, its numbers and days, and no more than its verb.

The words stand in `sentence_words.yaml`, with each exception and its reason.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.use import texts
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.texts.sentence_words import (
    SENTENCE_WORDS,
    BeyondEntry,
    Patterns,
    SentenceWordsEntry,
    patterns,
    read_sentence_words,
)
from route_advisor.dates import day_before, next_day
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text

Told = Iterator[tuple[str, str, str]]
"""The language, what may allow it, and what is wrong."""

_MONTHS = (
    ("januari", "january"),
    ("februari", "february"),
    ("maart", "march"),
    ("april",),
    ("mei", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("augustus", "august"),
    ("september",),
    ("oktober", "october"),
    ("november",),
    ("december",),
)
_MONTH_OF = {name: place for place, names in enumerate(_MONTHS, start=1) for name in names}
_DAY = re.compile(rf"\b(?P<day>[0-9]{{1,2}}) (?P<month>{'|'.join(_MONTH_OF)}) (?P<year>[0-9]{{4}})\b", re.IGNORECASE)


def own_words(pages: WrittenPages) -> Iterator[Finding]:
    """Each decider, number or day in a sentence that is not the rule's own; each word beyond its verb; each exception that is left over."""
    check = _Check(read_sentence_words(pages.folder), pages.rulebook.numbers.by_name)
    used: set[tuple[str, str]] = set()
    for rule in pages.once():
        allowed = check.page.exceptions.get(rule.written_id)
        for keys, text in texts(rule):
            for language, kind, says in check.told(rule, text):
                if allowed is not None and kind in allowed.allows:
                    used.add((rule.written_id, kind))
                else:
                    yield pages.at_rule(
                        rule, f"{keys[-1]} in {language} {says}; mend it, or say why under exceptions in {SENTENCE_WORDS}", *keys
                    )
    yield from _left_over(check.page, used, pages)


def _left_over(page: SentenceWordsEntry, used: set[tuple[str, str]], pages: WrittenPages) -> Iterator[Finding]:
    """An exception of which no sentence makes use, in a rulebook that has such a page itself."""
    if pages.folder is None or not (pages.folder / SENTENCE_WORDS).is_file():
        return
    for id_, entry in page.exceptions.items():
        for kind in entry.allows:
            if (id_, kind) not in used:
                yield pages.at_entry(
                    SENTENCE_WORDS, "exceptions", f"{id_} is allowed {kind}, and does not say it; take it out", gravity=Gravity.WARNING
                )


class _Check:
    """The page of words, ready to be looked up."""

    def __init__(self, page: SentenceWordsEntry, numbers: Mapping[str, Number]) -> None:
        self.page = page
        self.numbers = numbers
        self.names = {name: patterns(words) for name, words in page.decides.names.items()}
        self.verbs: Patterns = patterns(page.decides.verbs)
        self.beyond = {kind: patterns(entry.words) for kind, entry in page.beyond.items()}

    def told(self, rule: Rule, text: Text) -> Told:
        """What one text of a rule says that is not the rule's own."""
        for name in sorted(text.slots & set(self.numbers)):
            if not _rests_on(rule, self.numbers[name]):
                yield "each language", name, f"has the number {{{name}}}, whose article the rule does not cite"
        for language, sentence in text.sentences().items():
            yield from ((language, kind, says) for kind, says in self._in_language(rule, sentence, language))
        yield from _days(rule, text, self.numbers)

    def _in_language(self, rule: Rule, sentence: str, language: str) -> Iterator[tuple[str, str]]:
        own = {rule.final_word, getattr(rule.then, "authority", None)}
        for name in self._deciders(sentence, language):
            if name not in own:
                yield name, f"says that {name} decides, and the rule has {' and '.join(sorted(filter(None, own)))}"
        for kind, entry in self.page.beyond.items():
            words = self.beyond[kind].get(language)
            found = words.search(sentence) if words is not None else None
            if found is not None and not _may_say(rule, entry):
                yield kind, f'says "{found[0]}": {entry.why}'

    def _deciders(self, sentence: str, language: str) -> Iterator[str]:
        """Each authority that stands beside a verb of deciding."""
        if language not in self.verbs:
            return
        for name, words in self.names.items():
            if language in words and _beside(words[language], self.verbs[language], sentence):
                yield name


def _beside(name: re.Pattern[str], verb: re.Pattern[str], sentence: str) -> bool:
    article = r" (?:(?:the|your|de|het|uw) )?"
    return bool(re.search(f"{name.pattern} {verb.pattern}|{verb.pattern}{article}{name.pattern}", sentence, re.IGNORECASE))


def _rests_on(rule: Rule, number: Number) -> bool:
    """The rule cites an article of the number; a number of practice has none."""
    own = {(citation.act.id, citation.article) for citation in rule.law}
    return not number.law or any((citation.act.id, citation.article) in own for citation in number.law)


def _may_say(rule: Rule, entry: BeyondEntry) -> bool:
    verb = type(rule.then).__name__.casefold()
    if entry.verbs and verb in entry.verbs:
        return True
    if entry.articles and any(_among(citation.act.id, citation.article, entry) for citation in rule.law):
        return True
    return bool(entry.not_to) and _never_for(rule, entry.not_to)


def _among(act: str, article: str, entry: BeyondEntry) -> bool:
    return re.split("[.:]", article)[0] in {str(one) for one in entry.articles.get(act, ())}


def _never_for(rule: Rule, people: Mapping[str, str]) -> bool:
    """Some condition of the rule shuts these people out."""
    return any(condition.fact in people and people[condition.fact] not in condition.words for condition in rule.when)


def _days(rule: Rule, text: Text, numbers: Mapping[str, Number]) -> Told:
    """A whole day in a sentence is one on which the rule, its act or a number of it begins or ends; and each language has the same."""
    by_language = {language: _days_in(sentence) for language, sentence in text.sentences().items()}
    own = _own_days(rule, text, numbers)
    for language, days in by_language.items():
        yield from ((language, day.isoformat(), f"has the day {day}, which is none of the rule's own") for day in sorted(days - own))
        if days != by_language["nl"]:
            yield language, "days", "has other days than the sentence in nl"


def _days_in(sentence: str) -> set[date]:
    return {date(int(one["year"]), _MONTH_OF[one["month"].casefold()], int(one["day"])) for one in _DAY.finditer(sentence)}


def _own_days(rule: Rule, text: Text, numbers: Mapping[str, Number]) -> set[date]:
    start, until = rule.in_force.start, rule.in_force.until
    acts = [day for citation in rule.law for day in (citation.act.in_force.start, citation.act.in_force.until)]
    begun = [day for name in text.slots & set(numbers) for day, _ in numbers[name].values]
    return {start, day_before(start) if start > date.min else start, until, next_day(until), *acts, *begun}
