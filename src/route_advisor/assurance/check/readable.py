"""Sentences of the pages that promise, or use a word that nobody needs."""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.assurance.texts.readability import Reader, measured
from route_advisor.text import LANGUAGES


def readable(pages: WrittenPages) -> Iterator[Finding]:
    """Each hard word and each promise in Dutch and English; how long a sentence may be is for `sentences`."""
    rules = {rule.written_id: rule for rule in pages.rulebook.rules}
    for language in LANGUAGES:
        reader = Reader(language, pages.folder)
        for one in measured(pages.rulebook, language):
            if not one.hard and not one.categorical:
                continue
            for fault in reader.word_faults(one):
                says, (kind, name, *_) = f'"{one.sentence}" in {language}: {fault}', one.place.split()
                if kind == "rule" and name in rules:
                    yield pages.at_rule(rules[name], says)
                elif kind == "label":
                    yield pages.at_entry("labels.yaml", name, says)
                else:
                    yield Finding("sentence_words.yaml", 1, one.place, says)
