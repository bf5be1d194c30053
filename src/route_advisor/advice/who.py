"""Who decides this, where it is written, and how to object: answered from the pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import NotInRulebook
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.numbers import Numbers
from route_advisor.rulebook.rule import Concludes, Refers, Rule, Suggests
from route_advisor.rulebook.sentences import spoken_sentence
from route_advisor.rulebook.topics import Topic, covered, plain
from route_advisor.text import Text


@dataclass(frozen=True, slots=True)
class WhoLine:
    """One authority: what it decides, the rules and articles that say so, how to reach it, how long it takes and how to object.

    `topics` are the topics on which to ask it first, by their ids: `who` understands each of their words. `contacts` are the authorities
    that these rules send the reader to. `takes` and `note` are about the topic that was asked. `checked_on` is the day on which the
    address was read; `object` is `None` where nobody objects there.
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
    takes: tuple[Text, ...] = ()
    note: Text | None = None


def who(rulebook: Rulebook, topic: str | None = None, *, on: date) -> tuple[WhoLine, ...]:
    """Whom to ask about a topic, by the rules in force on that day: the one authority to ask first, then whoever decides a part of it.

    A topic is any word that people use for it in any language (`rules/topics.yaml`), a component, a fact, a word of a fact (such as a
    route or an act), an authority, what a rule is `about`, a step, or the heading of a page. Without a topic: every authority with its
    topics, the one with most rules first. The law alone says who decides; a municipality's overlay says how to reach it.
    Raises `NotInRulebook`, with a suggestion, where no rule is about it.
    """
    refuse_other_kind(rulebook, Rulebook, needed="a_rulebook", hint="make_a_rulebook")
    refuse_other_kind(topic, (str, type(None)), needed="a_word", hint="make_a_word")
    law = rulebook.law
    rules = law.in_force(on)
    if topic is None:
        first_asked = _first_asked(law, rules)
        deciding = _by_authority(rules, rulebook, first_asked)
        others = [name for name in first_asked if name not in {line.authority for line in deciding}]
        return *deciding, *(_line(name, _sent_to(name, ()), first_asked, rulebook.catalogue) for name in others)
    asked = law.topics.named(topic)
    about = covered(asked, rules) if asked is not None else ()
    if asked is None or not about:
        known = _known(law, on)
        return _by_authority(_matching(topic, known, law, on).values(), rulebook)
    found = {line.authority: line for line in _by_authority(about, rulebook)}
    if asked.who is None:
        return tuple(found.values())
    first = found.pop(asked.who, None) or _line(asked.who, _sent_to(asked.who, about), {}, rulebook.catalogue)
    return replace(first, takes=_takes(asked, about, law, on), note=_said(asked.note, law.numbers, on)), *found.values()


def _by_authority(rules: Iterable[Rule], rulebook: Rulebook, topics: Mapping[str, Sequence[str]] | None = None) -> tuple[WhoLine, ...]:
    """A line for each authority with the final word in one of these rules; the one with most rules first."""
    by_authority: defaultdict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_authority[rule.final_word].append(rule)
    lines = [_line(authority, several, topics or {}, rulebook.catalogue) for authority, several in by_authority.items()]
    return tuple(sorted(lines, key=lambda line: (-len(line.rules), line.authority)))


def _first_asked(law: Rulebook, rules: Sequence[Rule]) -> dict[str, list[str]]:
    """For each authority the topics on which to ask it first, of which a rule is in force."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for topic in law.topics.by_id.values():
        if topic.who is not None and covered(topic, rules):
            found[topic.who].append(topic.id)
    return found


def _sent_to(authority: str, rules: Sequence[Rule]) -> Sequence[Rule]:
    """The rules that send the reader to an authority that decides none of them; all of them where none does."""
    return [rule for rule in rules if getattr(rule.then, "authority", None) == authority] or rules


def _takes(topic: Topic, rules: Iterable[Rule], law: Rulebook, on: date) -> tuple[Text, ...]:
    """How long it takes: as the topic says; for a part of the duty as its first step does, of the newest act first."""
    if topic.takes is not None:
        said = _said(topic.takes, law.numbers, on)
        return () if said is None else (said,)
    if topic.id not in law.catalogue.components:
        return ()
    newest = sorted(rules, key=lambda rule: rule.law[0].act.in_force.start, reverse=True)
    steps = [rule.then.takes for rule in newest if isinstance(rule.then, Suggests) and rule.then.takes is not None]
    spoken = {text.en: text for one in steps if (text := _said(one, law.numbers, on)) is not None}
    return tuple(spoken.values())[:1]


def _said(text: Text | None, numbers: Numbers, on: date) -> Text | None:
    return None if text is None else spoken_sentence(text, numbers, {}, on)


def _newest_act_first(rules: Iterable[Rule]) -> list[Citation]:
    """The articles of these rules, those of the act that came into force last in front."""
    cited = [citation for rule in rules for citation in rule.law]
    return sorted(cited, key=lambda citation: citation.act.in_force.start, reverse=True)


def _line(authority: str, rules: Iterable[Rule], topics: Mapping[str, Sequence[str]], catalogue: Catalogue) -> WhoLine:
    entry = catalogue.authority(authority)
    found = list(rules)
    contacts = [rule.then.authority for rule in found if isinstance(rule.then, (Refers, Suggests))]
    return WhoLine(
        authority=authority,
        name=entry.name,
        decides=entry.decides,
        topics=tuple(topics.get(authority, ())),
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


def _known(rulebook: Rulebook, on: date) -> dict[str, tuple[Rule, ...]]:
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
        raise NotInRulebook(Message("no_rule_that_day", day=on, topic=topic))
    if not rules:
        every = sorted({word.replace("_", " ") for words in names.values() for word in words} | set(rulebook.topics.words()))
        raise NotInRulebook(Message("no_rule_about", topic=topic, hint=did_you_mean(plain(topic), every)))
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
