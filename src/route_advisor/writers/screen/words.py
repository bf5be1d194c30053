"""The names of things as a caseworker says them: the municipality is we, the client is the client, days are short."""

from collections.abc import Container, Sequence
from datetime import date
from typing import Literal

from route_advisor.advice.model import Step
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import AuthorityEntry
from route_advisor.rulebook.sentences import MONTHS
from route_advisor.vocabulary import StepKind
from route_advisor.writers.wording import Wording, of_the_rulebook

_LETTERS_OF_A_MONTH = 3
_TOO_MANY_NAMES = 3


class ScreenWords(Wording):
    """Says the names of one rulebook to somebody who works for the municipality, for a client under one act."""

    def __init__(self, catalogue: Catalogue, language: str, act: str | None) -> None:
        super().__init__(catalogue, of_the_rulebook(catalogue, language))
        self.act = act

    def label(self, name: str, **values: str) -> str:
        """A word of the output; where there is one for caseworkers, that."""
        own = f"caseworker_{name}"
        return super().label(own if own in self.catalogue.labels else name, **values)

    @property
    def route_fact(self) -> str:
        """The fact that names the route."""
        entry = self.catalogue.head.route
        return "" if entry is None else entry.decided

    def day(self, day: date) -> str:
        """`10-05-2026`; in English `10 May 2026`."""
        if self.spoken_language not in MONTHS:
            return day.isoformat()
        month = MONTHS[self.spoken_language][day.month - 1][:_LETTERS_OF_A_MONTH]
        return self.label("screen_short_date", d=str(day.day), dd=f"{day:%d}", mm=f"{day:%m}", month=month, year=f"{day:%Y}")

    def planned_day(self, day: date) -> str:
        """A day of careful planning: `plan 10-05-2026`."""
        return self.label("screen_planned", day=self.day(day))

    def legal_day(self, day: date) -> str:
        """A day that the law or a decision fixes, itself included: `t/m 10-05-2026`."""
        return self.label("screen_legal", day=self.day(day))

    def head(self, line: Literal["act", "duty", "route"], word: str) -> str:
        """The word of the fact in that line of the head, in short where there is one: `wet van 2021`."""
        own = f"screen_{line}_{word}"
        return self.label(own) if own in self.catalogue.labels else super().head(line, word)

    def value(self, fact: str, word: str) -> str:
        """The word of a fact, as a caseworker says it of a client."""
        own = f"caseworker_value_{fact}_{word}"
        return self.label(own) if own in self.catalogue.labels else super().value(fact, word)

    def fact(self, name: str) -> str:
        """The short name of a fact, as a caseworker says it of a client."""
        own = f"caseworker_fact_{self.family(name)}"
        return self.label(own) if own in self.catalogue.labels else super().fact(name)

    def phase(self, word: str) -> str:
        """The phase of a duty, in short where there is one."""
        own = f"screen_phase_{word}"
        return self.label(own) if own in self.catalogue.labels else super().phase(word)

    def authority(self, name: str) -> str:
        """Who decides: `wij`, `DUO`."""
        entry = self._entry(name)
        return super().authority(name) if entry is None or entry.to_caseworker is None else self.of(entry.to_caseworker.name)

    def whom(self, name: str) -> str:
        """With whom something is done, and who is asked: `ons`, `DUO`."""
        entry = self._entry(name)
        told = None if entry is None or entry.to_caseworker is None else entry.to_caseworker.with_
        return self.authority(name) if told is None else self.of(told)

    def to_ask(self, name: str) -> str:
        """Where an answer is to be had: `vraag DUO`; at the municipality itself `bij ons`."""
        entry = self._entry(name)
        own = entry is not None and entry.municipal
        return self.label("screen_with_us") if own else self.label("ask_one", first=self.whom(name))

    def decides(self, name: str) -> str:
        """What somebody decides under the act of this client, in a few words; nothing where nobody wrote it."""
        entry = self._entry(name)
        told = {} if entry is None or entry.to_caseworker is None else entry.to_caseworker.decides
        says = told.get(self.act or "any")
        return "" if says is None else self.of(says)

    def _entry(self, name: str) -> AuthorityEntry | None:
        return self.catalogue.authorities.get(name)

    def bare(self, component: str) -> str:
        """The name of a component, without what stands in brackets behind it."""
        return self.component(component).partition(" (")[0]

    def ask(self, whom: Sequence[str]) -> str:
        """Whom to ask first, and whom then."""
        first, *then = [self.whom(name) for name in whom]
        return self.label("ask_then", first=first, then=", ".join(then)) if then else self.label("ask_one", first=first)

    def due(self, line: Step) -> str:
        """What has to be ready by the day of a line, as the agenda says it; nothing where the line is no such day."""
        names = (f"agenda_{name}" for name in line.about)
        return next((self.label(name) for name in names if line.kind is StepKind.KNOW and name in self.catalogue.labels), "")

    def in_short(self, group: Sequence[Step], unnamed: Container[str] = ()) -> str:
        """Steps of one kind in a few words; the first sentence where the rulebook has no short form.

        Parts among `unnamed` stand behind it where the words do not name them.
        """
        parts = [self.component(step.about[0]) if len(step.about) == 1 else "" for step in group]
        shorts = [self.of(step.short if step.short is not None else step.says) for step in group]
        said = self._counted(self.for_all(shorts, parts), parts)
        if any(step.short is None for step in group):
            said = said.partition(". ")[0].rstrip(".")
        names = [self.bare(one) for one in dict.fromkeys(name for step in group for name in step.about) if one in unnamed]
        return said if not names or any(name.casefold() in said.casefold() for name in names) else f"{said} ({', '.join(names)})"

    def _counted(self, said: str, parts: Sequence[str]) -> str:
        """The same with how many parts in place of three names or more, which stand in the table above."""
        names = list(dict.fromkeys(filter(None, parts)))
        return said if len(names) < _TOO_MANY_NAMES else said.replace(self.listed(names), self.label("screen_parts", count=str(len(names))))

    def before_what(self, group: Sequence[Step]) -> str:
        """What goes before steps of one kind, before what they are done, or how long what follows takes: each once, where a page says so."""
        return "; ".join(dict.fromkeys(self.of(step.before_what) for step in group if step.before_what is not None))
