"""A guide from its page and the rules in force on a day."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from route_advisor.advice.guided import Guide, GuideDecider, GuideLine, GuideQuestion, RelatedGuide
from route_advisor.advice.lines import law_of
from route_advisor.advice.model import Deferral, LawLine
from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import NotInRulebook
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.guide_pages import GuidePage, Statement, rests_on
from route_advisor.rulebook.rule import Rule
from route_advisor.rulebook.sentences import spoken_sentence
from route_advisor.rulebook.topics import plain
from route_advisor.vocabulary import Outcome

Outcomes = Mapping[str, Outcome | None]
"""What each rule, as written, is for one person: see `GuideLine.for_you`."""


def guide_page(book: Rulebook, topic: str) -> tuple[str, GuidePage]:
    """The page about a topic, by any word that people use for it. Raises `NotInRulebook`, with a suggestion and the topics that have one."""
    refuse_other_kind(topic, str, needed="a_word", hint="make_a_word")
    found = book.topics.named(topic)
    asked = found.id if found is not None else plain(topic).replace(" ", "_")
    for name, page in book.guides.items():
        if asked in (name, *page.also):
            return name, page
    every = [word for word, one in book.topics.by_word.items() if any(one.id in (name, *page.also) for name, page in book.guides.items())]
    raise NotInRulebook(
        Message(
            "no_guide",
            topic=topic,
            hint=did_you_mean(plain(topic), every),
            guides=tuple(book.topics.by_id[name].name for name in book.guides),
        )
    )


def guide_of(book: Rulebook, topic: str, *, on: date, outcomes: Outcomes | None = None) -> Guide:
    """The guide about a topic on a day; `outcomes` say which of it applies to one person. Raises `NotInRulebook`."""
    name, page = guide_page(book, topic)
    rules: dict[str, list[Rule]] = {}
    for rule in book.in_force(on):
        rules.setdefault(rule.written_id, []).append(rule)
    writer = _Writer(book, rules, on, outcomes)
    return Guide(
        topic=name,
        name=book.topics.by_id[name].name,
        on=on,
        is_=writer.lines(page.is_),
        is_not=writer.lines(page.is_not),
        deciders=tuple(_deciders(name, page, rules, book)),
        applies=writer.lines(page.applies),
        questions=tuple(GuideQuestion(asks=one.asks, answer=answer) for one in page.questions if (answer := writer.lines(one.answer))),
        sources=tuple(_sources(page, rules, on)),
        related=tuple(RelatedGuide(topic=one, name=book.topics.by_id[one].name) for one in page.related),
        deferral=Deferral(**vars(book.catalogue.deferral)),
        note=book.topics.by_id[name].note,
    )


class _Writer:
    def __init__(self, book: Rulebook, rules: Mapping[str, list[Rule]], on: date, outcomes: Outcomes | None) -> None:
        self.book, self.rules, self.on, self.outcomes = book, rules, on, outcomes

    def lines(self, statements: Iterable[str | Statement]) -> tuple[GuideLine, ...]:
        """The statements that hold on that day: of each at least one rule is in force."""
        return tuple(line for one in statements if (line := self._line(one)) is not None)

    def _line(self, statement: str | Statement) -> GuideLine | None:
        in_force = [rule for rule in rests_on(statement) if rule in self.rules]
        if not in_force:
            return None
        written = statement.says if isinstance(statement, Statement) else self.rules[statement][0].says
        says = spoken_sentence(written, self.book.numbers, {}, self.on) if written.slots else written
        return None if says is None else GuideLine(says=says, rules=tuple(in_force), for_you=self._for_you(in_force))

    def _for_you(self, rules: Iterable[str]) -> Outcome | None:
        if self.outcomes is None:
            return None
        found = [self.outcomes.get(rule) for rule in rules]
        return next(one for one in _FIRST_OF if one in found)


_FIRST_OF = (Outcome.APPLIES, None, Outcome.CANNOT_TELL, Outcome.DOES_NOT_APPLY)
"""Of several rules behind one sentence the one that says most for this person."""


def _deciders(name: str, page: GuidePage, rules: Mapping[str, list[Rule]], book: Rulebook) -> Iterator[GuideDecider]:
    """Whom to ask first about the topic, then whoever has the final word by most rules of the page."""
    first = book.topics.by_id[name].who
    counted: dict[str, int] = {}
    for rule in page.rules():
        for one in rules.get(rule, ())[:1]:
            counted[one.final_word] = counted.get(one.final_word, 0) + 1
    others = sorted(counted, key=lambda one: -counted[one])
    for authority in list(dict.fromkeys([*([first] if first else []), *others]))[:_MOST_DECIDERS]:
        entry = book.catalogue.authority(authority)
        yield GuideDecider(
            authority=authority, name=entry.name, decides=entry.decides, reach=entry.reach, object=entry.object, url=entry.url
        )


_MOST_DECIDERS = 3


def _sources(page: GuidePage, rules: Mapping[str, list[Rule]], on: date) -> Iterator[LawLine]:
    found = (line for rule in page.rules() for one in rules.get(rule, ())[:1] for line in law_of(one, on))
    yield from {line.cite: line for line in found}.values()
