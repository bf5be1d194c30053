"""Examples: does each rule say about them what its writer expects?"""

from collections.abc import Iterator

from route_advisor.assurance.check.findings import Finding
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.facts import Fact, Facts
from route_advisor.rulebook.rule import Example, Rule
from route_advisor.vocabulary import Outcome


def examples(pages: WrittenPages) -> Iterator[Finding]:
    """Each example whose outcome is another than the one it expects."""
    for rule in pages.rulebook.rules:
        for index, example in enumerate(rule.examples):
            outcome = _outcome(rule, example)
            if outcome is not example.expect:
                expected, said = example.expect.replace("_", " "), outcome.replace("_", " ")
                says = f'example "{example.name}" expects "{expected}", and the rule says "{said}"; mend the rule or the example'
                yield pages.at_rule(rule, says, "examples", index)


def _outcome(rule: Rule, example: Example) -> Outcome:
    """What the rule says about the facts of its example."""
    return rule.verdict(Facts.of(Fact(name, word, ()) for name, word in example.given.items())).outcome
