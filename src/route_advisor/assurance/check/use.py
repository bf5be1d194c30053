"""Use: numbers that nobody says, facts that no rule asks, rules that no line shows, pages that nobody reads."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Concludes, Eases, Fulfils, Requires, Rule, Suggests
from route_advisor.text import Text

PACKAGE = Path(__file__).parents[2]
"""The program itself, where computations name the numbers they use."""

_KEY_OF_PARTS: Mapping[type, str] = {Fulfils: "fulfils", Eases: "eases", Suggests: "for"}


def use(pages: WrittenPages) -> Iterator[Finding]:
    """What stands in the rulebook and does nothing."""
    yield from _numbers(pages)
    shown = _shown(pages.rulebook)
    yield from _facts(pages)
    required = {part for rule in pages.rulebook.rules if isinstance(rule.then, Requires) for part in rule.then.components}
    for rule in pages.rulebook.rules:
        yield from _never_shown(rule, shown, required, pages)
    for page in pages.unread():
        says = "nobody reads this page; put a page of rules in a folder, end its name in .yaml, or take it away"
        yield Finding(page, 1, "page", says)


def texts(rule: Rule) -> Iterator[tuple[tuple[str, ...], Text]]:
    """Each text of a rule that a person reads, with its keys on the page."""
    step = rule.then if isinstance(rule.then, Suggests) else None
    found: list[tuple[tuple[str, ...], Text | None]] = [(("says",), rule.says), (("short",), rule.short)]
    found += [(("before_what",), rule.before_what), (("open_norm",), rule.open_norm)]
    found += [(("then", key), getattr(step, key)) for key in ("where", "before", "takes") if step is not None]
    yield from ((keys, text) for keys, text in found if text is not None)


def _numbers(pages: WrittenPages) -> Iterator[Finding]:
    rules = pages.rulebook.rules
    program = "".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    said = {slot for rule in rules for _, text in texts(rule) for slot in text.slots}
    said |= {slot for fact in pages.rulebook.catalogue.facts.values() if fact.asks is not None for slot in fact.asks.slots}
    said |= {str(rule.then.weeks_back) for rule in rules if isinstance(rule.then, Suggests)}
    said |= {number for links in pages.rulebook.numbers.planning.chains.values() for link in links for number in link.before_the_end}
    for name, number in pages.rulebook.numbers.by_name.items():
        if name not in said and f'"{name}"' not in program:
            yield pages.at_number(number, "no sentence and no computation uses it; use it or leave it out")


def _facts(pages: WrittenPages) -> Iterator[Finding]:
    """Warnings only: a fact may be there for a page that is still to come."""
    rules, facts = pages.rulebook.rules, pages.rulebook.catalogue.facts
    asked = {condition.fact for rule in rules for condition in rule.when}
    concluded = {rule.concludes for rule in rules}
    for name, entry in facts.items():
        if entry.concluded and name not in concluded:
            yield pages.at_fact(name, "no rule concludes it; add a rule or leave it out", gravity=Gravity.WARNING)
        elif name not in asked | pages.rulebook.catalogue.head.facts:
            yield pages.at_fact(name, "no rule asks it; add a rule or leave it out", gravity=Gravity.WARNING)


def _shown(rulebook: Rulebook) -> frozenset[str]:
    """The facts that rules conclude and somebody sees: in the head of an advice, or behind a rule that is seen."""
    rules = rulebook.rules
    seen = rulebook.catalogue.head.facts | {one.fact for rule in rules if rule.concludes is None for one in rule.when}
    while more := {one.fact for rule in rules if rule.concludes in seen for one in rule.when} - seen:
        seen |= more
    return seen


def _never_shown(rule: Rule, shown: frozenset[str], required: set[str], pages: WrittenPages) -> Iterator[Finding]:
    then, book = rule.then, pages.rulebook

    def look(says: str, *keys: str) -> Finding:
        return pages.at_rule(rule, says, *keys, gravity=Gravity.WARNING)

    if isinstance(then, Concludes) and then.fact not in shown:
        yield look(f"it concludes {then.fact}, which no rule asks and no line shows", "then")
    if isinstance(then, Fulfils | Eases | Suggests) and then.components and not required.intersection(then.components):
        yield look(
            f"it is about {', '.join(then.components)}, which no rule requires; nobody will see it", "then", _KEY_OF_PARTS[type(then)]
        )
    for slot in sorted(rule.says.slots & set(book.numbers.by_name)):
        if not _known_while(rule, book.numbers, slot):
            yield look(f"says {{{slot}}}, which has no value while the rule holds; nobody will see it", "says")


def _known_while(rule: Rule, numbers: Numbers, name: str) -> bool:
    """Whether a number has a value on some day on which the rule holds."""
    changes = (day for day, _ in numbers.number(name).values if day in rule.in_force)
    return any(numbers.at(name, day) is not None for day in (rule.in_force.start, *changes))
