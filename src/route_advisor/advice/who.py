"""Who decides this, where it is written, and how to object: answered from the pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from route_advisor.errors import NotInRulebook
from route_advisor.mistakes import did_you_mean
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.rule import Concludes, Refers, Rule, Suggests
from route_advisor.text import Text


@dataclass(frozen=True, slots=True)
class WhoLine:
    """One authority: what it decides, the rules and articles that say so, how to reach it and how to object.

    `topics` are words that `who` understands. `contacts` are the authorities that these rules send the reader to.
    `checked_on` is the day on which the address was read; `object` is `None` where nobody objects there.
    """

    authority: str
    name: Text
    decides: Text
    topics: tuple[str, ...]
    rules: tuple[str, ...]
    articles: tuple[str, ...]
    contacts: tuple[str, ...]
    reach: Text
    object: Text | None
    url: str | None
    checked_on: date


def who(rulebook: Rulebook, topic: str | None = None, *, on: date) -> tuple[WhoLine, ...]:
    """Who has the final word on a topic, by the rules in force on that day; the one with most rules first.

    A topic is a component, a fact, a word of a fact (such as a route or an act), an authority, what a rule is `about`, a step,
    the heading of a page, or a word of one of their names, in any language. Without a topic: every authority with its topics.
    The law alone says who decides; a municipality's overlay says how to reach it.
    Raises `NotInRulebook`, with a suggestion, where no rule is about it.
    """
    law = rulebook.law
    known = _topics(law, on)
    chosen = {rule.id: rule for rules in known.values() for rule in rules} if topic is None else _matching(topic, known, law, on)
    by_authority: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in (rule for rule in law.in_force(on) if rule.id in chosen):
        by_authority[rule.final_word].append(rule)
    named = {rule.id: sorted(name for name, rules in known.items() if rule in rules) for rule in chosen.values()} if topic is None else {}
    lines = [_line(authority, rules, named, rulebook.catalogue) for authority, rules in by_authority.items()]
    return tuple(sorted(lines, key=lambda line: (-len(line.rules), line.authority)))


def _newest_act_first(rules: Iterable[Rule]) -> list[Citation]:
    """The articles of these rules, those of the act that came into force last in front."""
    cited = [citation for rule in rules for citation in rule.law]
    return sorted(cited, key=lambda citation: citation.act.in_force.start, reverse=True)


def _line(authority: str, rules: Iterable[Rule], topics: Mapping[str, list[str]], catalogue: Catalogue) -> WhoLine:
    entry = catalogue.authority(authority)
    found = list(rules)
    contacts = [rule.then.authority for rule in found if isinstance(rule.then, (Refers, Suggests))]
    return WhoLine(
        authority=authority,
        name=entry.name,
        decides=entry.decides,
        topics=_unique(name for rule in found for name in topics.get(rule.id, ())),
        rules=_unique(rule.written_id for rule in found),
        articles=_unique(citation.cite for citation in _newest_act_first(found)),
        contacts=_unique(contacts),
        reach=entry.reach,
        object=entry.object,
        url=entry.url,
        checked_on=entry.checked_on,
    )


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _topics(rulebook: Rulebook, on: date) -> dict[str, tuple[Rule, ...]]:
    """The rules by each topic they are about: component, concluded fact, `about`, step, and route or act."""
    found: defaultdict[str, dict[str, Rule]] = defaultdict(dict)
    for rule in rulebook.in_force(on):
        for name in _about(rule):
            found[name][rule.id] = rule
    return {name: tuple(rules.values()) for name, rules in found.items()}


def _about(rule: Rule) -> Iterator[str]:
    then = rule.then
    yield from getattr(then, "components", ())
    if isinstance(then, Concludes):
        yield then.fact
    elif isinstance(then, Refers) and then.about is not None:
        yield then.about
    elif isinstance(then, Suggests):
        yield then.step
    elif hasattr(then, "clock"):
        yield str(then.clock)


def _matching(topic: str, known: Mapping[str, tuple[Rule, ...]], rulebook: Rulebook, on: date) -> dict[str, Rule]:
    wanted = "_".join(topic.casefold().replace("-", " ").split())
    names = _names(known, rulebook)
    exact = [name for name, words in names.items() if wanted in words]
    close = exact or [name for name, words in names.items() if any(_begins(wanted, word) for word in words)]
    rules = {rule.id: rule for name in close for rule in _rules_of(name, known, rulebook)}
    if not rules and close:
        raise NotInRulebook(f'no rule in force on {on} is about "{topic}"; ask for another day')
    if not rules:
        every = sorted({word for words in names.values() for word in words})
        raise NotInRulebook(f'no rule is about "{topic}"{did_you_mean(wanted, every)} (`route-advisor who` lists the topics)')
    return rules


def _begins(wanted: str, word: str) -> bool:
    return any(part.startswith(wanted) for part in word.split("_")) or word.startswith(wanted)


def _names(known: Mapping[str, tuple[Rule, ...]], rulebook: Rulebook) -> dict[str, set[str]]:
    """Each topic with the words that people use for it: its id, and its names in every language."""
    catalogue = rulebook.catalogue
    names: dict[str, set[str]] = {name: {name} for name in known}
    for name, component in catalogue.components.items():
        names.setdefault(name, {name}).update(_words(component.name))
    for name, authority in catalogue.authorities.items():
        names[f"authority:{name}"] = {name, *_words(authority.name)}
    for name, fact in catalogue.facts.items():
        names[f"fact:{name}"] = {name}
        names |= {f"word:{name}:{word}": {word, *_words(label)} for word, label in fact.values.items()}
    for rule in rulebook.rules:
        names[f"page:{rule.page}"] = _words(rule.topic)
    return names


def _words(text: Text) -> set[str]:
    return {"_".join(says.casefold().replace("-", " ").split()) for says in text.sentences().values()}


def _rules_of(name: str, known: Mapping[str, tuple[Rule, ...]], rulebook: Rulebook) -> Iterator[Rule]:
    kind, _, rest = name.partition(":")
    in_force = {rule.id for rules in known.values() for rule in rules}
    for rule in rulebook.rules if rest else known.get(name, ()):
        if rule.id in in_force and (not rest or _is_about(rule, kind, rest)):
            yield rule


def _is_about(rule: Rule, kind: str, rest: str) -> bool:
    match kind:
        case "authority":
            return rest in (rule.final_word, getattr(rule.then, "authority", None))
        case "fact":
            return any(condition.fact == rest for condition in rule.when) or rule.concludes == rest
        case "word":
            fact, word = rest.split(":")
            asks = any(condition.fact == fact and condition.words == (word,) for condition in rule.when)
            return asks or (isinstance(rule.then, Concludes) and (rule.then.fact, rule.then.word) == (fact, word))
        case _:
            return rule.page == rest
