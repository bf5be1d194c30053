"""A rule as a policy officer reads it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from textwrap import wrap

from route_advisor.dates import LAST_DAY
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.numbers import Number, Numbers
from route_advisor.rulebook.rule import Concludes, Dates, Example, Refers, Rule, Suggests
from route_advisor.text import Text
from route_advisor.writers.wording import Wording

Style = Callable[[str], str]


def as_rule_page(rules: Sequence[Rule], catalogue: Catalogue, *, lang: str, on: date, width: int = 100, heading: Style = str) -> str:
    """What is written under one id: sentence, conditions, consequence, articles as of a day, who decides, examples.

    `rules` are those written under one id: several where the rule speaks of several components.
    """
    lines = _RulePage(Wording(catalogue, lang), width, heading).lines(rules, on)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def with_numbers(rules: Sequence[Rule], numbers: Numbers, on: date) -> tuple[Rule, ...]:
    """The same rules with the numbers of that day in their sentences, for who reads a rule and does not write one."""

    def filled(text: Text) -> Text:
        known = {slot: numbers.at_or_first(slot, on) for slot in text.slots}
        return text.filled({slot: str(value) for slot, value in known.items() if value is not None})

    def optional(text: Text | None) -> Text | None:
        return None if text is None else filled(text)

    return tuple(
        replace(rule, says=filled(rule.says), short=optional(rule.short), before_what=optional(rule.before_what)) for rule in rules
    )


def as_rule_line(rule: Rule, words: Wording) -> str:
    """A rule in one line of a list, with a warning where an article was not read."""
    doubts = dict.fromkeys(words.label(f"certainty_{one.certainty}") for one in rule.law if not one.certain)
    return f"{rule.written_as:16} {rule.stage:10} {words.of(rule.says)}" + (f" ({', '.join(doubts)})" if doubts else "")


def as_number_line(number: Number, words: Wording) -> str:
    """A number in one line of a list, with a warning: what it rests on where no article was read."""
    doubts = dict.fromkeys(words.label(f"certainty_{one.certainty}") for one in number.law if not one.certain)
    values = ", ".join(f"{start}: {value}" for start, value in number.values)
    return f"{number.name}  {values} {number.unit} ({', '.join(doubts) or words.label('number_of_practice')})"


class _RulePage:
    def __init__(self, words: Wording, width: int, heading: Style) -> None:
        self.words = words
        self.width = width
        self.heading = heading

    def lines(self, rules: Sequence[Rule], on: date) -> Iterator[str]:
        first, words = rules[0], self.words
        parts = [rule.id.partition(":")[2] for rule in rules if ":" in rule.id]
        about = f" {words.label('word_for')} {words.listed(words.component(part) for part in parts)}" if parts else ""
        yield self.heading(f"{first.written_id}{about}")
        yield f"{words.of(first.topic)}; {words.label(f'stage_{first.stage}')}; {first.page}:{first.line}"
        yield from self._part(
            "says", [words.for_all([words.of(rule.says) for rule in rules], [words.component(part) for part in parts] or [""])]
        )
        if first.short is not None:
            shorts = [words.of(rule.short) for rule in rules if rule.short is not None]
            yield from self._part("short", [words.for_all(shorts, [words.component(part) for part in parts] or [""])])
        yield from self._part("before_what", [words.of(text) for text in [first.before_what] if text is not None])
        yield from self._part("when", [self._condition(one.fact, one.words) for one in first.when] or [words.label("word_always")])
        yield from self._part("then", [self._consequence(rules)])
        yield from self._part("law", [line for citation in first.law for line in self._article(citation, on)])
        yield from self._part("in_force", [self._in_force(first)])
        yield from self._part("final_word", [words.authority(first.final_word)])
        yield from self._part("open_norm", self._open_norm(first, on))
        yield from self._part("examples", [self._example(example) for example in first.examples])

    def _part(self, name: str, told: Sequence[str]) -> Iterator[str]:
        if told:
            yield self.heading(self.words.in_capitals(self.words.label(f"heading_{name}")))
            for line in told:
                yield from wrap(
                    line, self.width, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
                )

    def _condition(self, fact: str, asked: Sequence[str]) -> str:
        words = self.words
        values = words.listed((words.value(fact, word) for word in asked), "or")
        return f"{words.fact(fact)} {words.label('word_is')} {values} ({fact}: {', '.join(asked)})"

    def _consequence(self, rules: Sequence[Rule]) -> str:
        words, then = self.words, rules[0].then
        verb = words.label(f"verb_{type(then).__name__.lower()}")
        match then:
            case Concludes():
                return f"{verb}: {words.fact(then.fact)} {words.label('word_is')} {words.value(then.fact, then.word)}"
            case Dates():
                return f"{verb}: {then.clock}{self._purpose(rules)}"
            case Refers() | Suggests():
                about = getattr(then, "about", None)
                names = [words.component(name) for name in then.components] or ([about] if about is not None else [])
                return f"{verb} {words.authority(then.authority)}" + (f": {words.listed(names)}" if names else "") + self._purpose(rules)
            case _:
                components = dict.fromkeys(words.component(name) for rule in rules for name in getattr(rule.then, "components", ()))
                level = getattr(then, "level", None)
                return f"{verb}: {words.listed(components)}" + (
                    f", {words.label('word_level')} {level.upper()}" if level is not None else ""
                )

    def _purpose(self, rules: Sequence[Rule]) -> str:
        """What the line is for, and the parts of which one must still be open."""
        words, then = self.words, rules[0].then
        needed = tuple(dict.fromkeys(part for rule in rules for part in rule.needs_open))
        kind = f"; {words.label(f'kind_{then.kind}')}" if isinstance(then, Dates | Refers | Suggests) and not rules[0].settles else ""
        if not needed:
            return kind
        parts = (
            words.label("any_part") if len(needed) == len(words.catalogue.components) else words.listed(map(words.component, needed), "or")
        )
        return f"{kind}; {words.label('while_open', parts=parts)}"

    def _article(self, citation: Citation, on: date) -> Iterator[str]:
        words = self.words
        quote = "" if citation.quote is None else f' "{citation.quote}"'
        read = "" if citation.checked_on is None else words.label("word_read_on", day=words.day(citation.checked_on))
        yield f"{citation.cite}{quote} ({read or words.label(f'certainty_{citation.certainty}')})"
        yield f"  {citation.url(on)}"

    def _open_norm(self, rule: Rule, on: date) -> list[str]:
        """What a human weighs, and what the municipality of an overlay says about it that day."""
        norm = [] if rule.open_norm is None else [self.words.of(rule.open_norm)]
        for policy in (policy for policy in rule.policies if on in policy.in_force):
            law = "; ".join(f"{citation.cite} {citation.url(on)}" for citation in policy.law)
            norm.append(f"{self.words.municipality_says(policy.municipality, policy.says)} [{policy.id}, {law}]")
        return norm

    def _in_force(self, rule: Rule) -> str:
        words, days = self.words, rule.in_force
        until = "" if days.until == LAST_DAY else f" {words.label('word_until')} {words.day(days.until)}"
        return f"{words.label('word_from')} {words.day(days.start)}{until}"

    def _example(self, example: Example) -> str:
        given = ", ".join(f"{name}: {word}" for name, word in example.given.items())
        return f"{example.name}: {self.words.label(f'outcome_{example.expect}')}" + (f" ({given})" if given else "")
