"""What people ask about, in their own words: the topics of a rulebook, and the rules that each covers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotInRulebook
from route_advisor.messages import Message
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.languages import Languages
from route_advisor.rulebook.money_owed import money_owed_in
from route_advisor.rulebook.rule import Concludes, Rule
from route_advisor.text import Text


@dataclass(frozen=True, slots=True)
class Topic:
    """What people ask about: its name, every word for it, the rules it covers, and whom to ask first.

    `facts` say how it stands. `who` is `None` where the rules alone say who decides. A part of the duty is a topic too.
    """

    id: str
    name: Text
    words: frozenset[str]
    covers: frozenset[str]
    facts: tuple[str, ...] = ()
    told_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    who: str | None = None
    takes: Text | None = None
    note: Text | None = None

    def is_about(self, rule: Rule) -> bool:
        """Whether this rule is about it."""
        return not self.covers.isdisjoint(words_of(rule))

    def is_known_of(self, word: Callable[[str], str | None]) -> bool:
        """Whether it is known of somebody that it is told to them; `word` gives what is known of a fact."""
        return all(word(fact) in words for fact, words in self.told_to.items())

    def may_tell(self, rule: Rule, word: Callable[[str], str | None]) -> bool:
        """Whether somebody may read a rule on it that does not apply to them; `word` gives what is known of a fact.

        Who is known to be somebody else reads none. Of whom it is not known reads none that asks it, and none about money owed.
        """
        known = {fact: word(fact) for fact in self.told_to}
        if any(told is not None and told not in self.told_to[fact] for fact, told in known.items()):
            return False
        unknown = [fact for fact, told in known.items() if told is None]
        return not unknown or (money_owed_in(rule.says) is None and not any(condition.fact in unknown for condition in rule.when))


@dataclass(frozen=True)
class Topics:
    """All topics of one rulebook, by id and by word."""

    by_id: Mapping[str, Topic]
    by_word: Mapping[str, Topic] = field(repr=False)
    languages: Languages = field(default_factory=Languages, repr=False, compare=False)

    def named(self, word: str) -> Topic | None:
        """The topic that people mean with this word, in any language; `None` where no topic has it."""
        return self.by_word.get(asked := plain(word)) or self.by_translated_name.get(asked)

    @cached_property
    def by_translated_name(self) -> Mapping[str, Topic]:
        """The topics by their names in the catalogues of other languages, read where no other word is known. A name that two share names neither."""
        found: dict[str, dict[str, Topic]] = {}
        for translation in filter(None, map(self.languages.translation, self.languages.codes)):
            for topic in self.by_id.values():
                for name in _with_its_bare_form(translation.sentence(topic.name.written.template.nl) or ""):
                    found.setdefault(plain(name), {})[topic.id] = topic
        return {name: next(iter(topics.values())) for name, topics in found.items() if len(topics) == 1}

    def asked(self, word: str) -> Topic:
        """The topic that people mean with this word. Raises `NotInRulebook`, with a suggestion."""
        topic = self.named(word)
        if topic is None:
            raise NotInRulebook(Message("not_a_topic", word=word, hint=did_you_mean(plain(word), self.words())))
        return topic

    def component(self, word: str, catalogue: Catalogue) -> str:
        """The part of the duty that people mean with this word. Raises `NotInRulebook`, with a suggestion."""
        topic = self.named(word)
        if topic is not None and topic.id in catalogue.components:
            return topic.id
        known = [known for known, one in self.by_word.items() if one.id in catalogue.components]
        hint = did_you_mean(plain(word), known)
        raise NotInRulebook(Message("not_a_part", word=word, hint=hint, parts=tuple(one.name for one in catalogue.components.values())))

    def words(self) -> Sequence[str]:
        """Every word that is understood."""
        return tuple(self.by_word)


_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f"))


def _with_its_bare_form(name: str) -> Iterator[str]:
    """A name, and without what stands between brackets behind it."""
    yield from (one for one in dict.fromkeys((name, name.partition(" (")[0])) if one)


def plain(word: str) -> str:
    """A word as it is looked up: small letters, spaces for dashes and underscores, without marks of direction that were copied with it."""
    return " ".join(word.translate(_ISOLATES).casefold().replace("-", " ").replace("_", " ").split())


def topics_of(catalogue: Catalogue) -> Topics:
    """The topics of `topics.yaml` that have a name, and every component."""
    names = [*(name for name, entry in catalogue.topics.items() if entry.name is not None), *catalogue.components]
    topics = {name: _topic(name, catalogue) for name in dict.fromkeys(names)}
    by_word = {word: topic for topic in topics.values() for word in sorted(topic.words)}
    return Topics(topics, {**by_word, **{plain(topic.id): topic for topic in topics.values()}}, catalogue.languages)


def _topic(name: str, catalogue: Catalogue) -> Topic:
    entry, component = catalogue.topics.get(name), catalogue.components.get(name)
    said = component.name if component is not None else entry.name if entry is not None else None
    if said is None:
        raise NotInRulebook(Message("no_name", word=name))
    words = {name, *(form for one in said.sentences().values() for form in _with_its_bare_form(one))}
    words |= {word for several in (entry.words.values() if entry is not None else ()) for word in several}
    covers = {name, *(entry.covers if entry is not None else ())}
    return Topic(
        id=name,
        name=said,
        words=frozenset(plain(word) for word in words),
        covers=frozenset(plain(one) for one in covers),
        facts=entry.facts if entry is not None else (),
        told_to=entry.told_to if entry is not None else {},
        who=(entry.who if entry is not None else None) or (component.final_word if component is not None else None),
        takes=None if entry is None else entry.takes,
        note=None if entry is None else entry.note,
    )


@lru_cache(maxsize=4096)
def words_of(rule: Rule) -> frozenset[str]:
    """What a rule is about, as topics name it: its page, its parts, and the word behind `about`, `suggests`, `dates` or `concludes`."""
    then = rule.then
    found: list[str | None] = [rule.page.rpartition("/")[2].removesuffix(".yaml"), *getattr(then, "components", ())]
    found += [getattr(then, key, None) for key in ("about", "step", "clock")]
    found.append(then.fact if isinstance(then, Concludes) else None)
    return frozenset(plain(str(one)) for one in found if one is not None)


def covered(topic: Topic, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules that are about a topic."""
    return tuple(rule for rule in rules if topic.is_about(rule))
