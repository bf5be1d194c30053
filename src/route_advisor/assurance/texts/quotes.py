"""Each quote, looked up in the dated text of its article; and each article, compared with the text that was read."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from route_advisor.assurance.texts.law_texts import ArticleText, Consolidation, LawTexts, key_of
from route_advisor.assurance.texts.pins import Pin, Pins
from route_advisor.dates import LAST_DAY, day_before
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.numbers import Number


class Found(StrEnum):
    """What became of one quote."""

    FOUND = "found"
    EARLIER = "earlier"
    """It stands in an older text, which was in force on some days of its rule, and in no later one."""
    LATER = "later"
    """It stands in the text that was read, and not in the one with which its rule begins."""
    NOT_FOUND = "not_found"
    GONE = "gone"
    """It stood in the text that was read, and not in the newest one."""
    NO_ARTICLE = "no_article"
    NO_TEXT = "no_text"
    """The folder has no text of the act of that day."""


class Cited(NamedTuple):
    """A citation, who rests on it, and the first and the last day on which they do."""

    page: str
    line: int
    about: str
    citation: Citation
    first_day: date
    last_day: date
    throughout: bool
    """It rests on these words on each of its days. A number may have an article for each of its values."""

    @property
    def read_on(self) -> date:
        """The day of the text that somebody read: `checked_on`, or the last day of an older text."""
        return min(self.last_day, self.citation.checked_on or LAST_DAY)


@dataclass(frozen=True, slots=True)
class LookedUp:
    """One citation in the texts: what was found, in the text of which day, and the nearest words where it is not there."""

    cited: Cited
    found: Found
    text_of: date | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        cited = self.cited
        return f"{cited.page}:{cited.line}, {cited.about}: {_told(self, cited.citation)}"

    @property
    def missing(self) -> bool:
        """The quote is not where the rulebook says it is."""
        return self.found in (Found.NOT_FOUND, Found.GONE, Found.NO_ARTICLE)


class Changed(NamedTuple):
    """An article whose text is no longer the one that was read, and who rests on it."""

    act: str
    article: str
    text_read: date
    text_now: date
    about: tuple[str, ...]

    def __str__(self) -> str:
        article = self.article if self.article.startswith("bijlage") else f"art. {self.article}"
        was = f"the text of {self.text_now} is not that of {self.text_read}"
        return f"{self.act} {article} changed: {was}; read again: {', '.join(self.about)}"


def citations(rulebook: Rulebook) -> Iterator[Cited]:
    """Each citation of each rule and number, once for each written id."""
    for rule in {rule.written_id: rule for rule in rulebook.rules}.values():
        for citation in rule.law:
            days = rule.in_force.start, _last_day(citation.act, rule.in_force.until)
            yield Cited(rule.page, rule.line, f"rule {rule.written_as}", citation, *days, throughout=True)
    for number in rulebook.numbers.by_name.values():
        for citation in number.law:
            days = number.values[0][0], _last_day(citation.act, _end(number))
            yield Cited(number.page, number.line, f"number {number.name}", citation, *days, throughout=False)


def _end(number: Number) -> date:
    """The last day on which the law has a number."""
    day, value = number.values[-1]
    return LAST_DAY if value is not None else day_before(day)


def _last_day(act: Act, until: date) -> date:
    """A rule about days before its act rests on the text of the act all the same."""
    return min(until, act.in_force.until) if until >= act.in_force.start else act.in_force.until


def look_up(rulebook: Rulebook, texts: LawTexts) -> tuple[LookedUp, ...]:
    """Each quote of the rulebook: whether it stands in the text of its article that was in force when it was read."""
    return tuple(_looked_up(cited, texts) for cited in citations(rulebook) if cited.citation.quote is not None)


def _looked_up(cited: Cited, texts: LawTexts) -> LookedUp:
    citation, quote = cited.citation, cited.citation.quote or ""
    in_force = texts.during(citation.act.bwb, cited.first_day, cited.read_on)
    if not in_force:
        return LookedUp(cited, Found.NO_TEXT)
    read, holding = in_force[-1], [text for text in in_force if _holds(text.article(citation), quote)]
    if read not in holding:
        return LookedUp(cited, Found.EARLIER, holding[-1].valid_from) if holding else _missing(cited, read)
    now = texts.on(citation.act.bwb, cited.last_day) or read
    if not _holds(now.article(citation), quote):
        return replace(_missing(cited, now), found=Found.GONE)
    later = cited.throughout and in_force[0] not in holding
    return LookedUp(cited, Found.LATER if later else Found.FOUND, holding[0].valid_from if later else read.valid_from)


def _holds(article: ArticleText | None, quote: str) -> bool:
    return article is not None and article.holds(quote)


def _missing(cited: Cited, text: Consolidation) -> LookedUp:
    article = text.article(cited.citation)
    if article is None:
        return LookedUp(cited, Found.NO_ARTICLE, text.valid_from)
    return LookedUp(cited, Found.NOT_FOUND, text.valid_from, article.nearest(cited.citation.quote or ""))


def _told(one: LookedUp, citation: Citation) -> str:
    nearest = f'; nearest is "{one.nearest}"' if one.nearest else ""
    match one.found:
        case Found.FOUND:
            return f'{citation.cite} says "{citation.quote}" (text of {one.text_of})'
        case Found.NOT_FOUND:
            return f'"{citation.quote}" does not stand in {citation.cite} (text of {one.text_of}){nearest}; mend the quote or the article'
        case Found.GONE:
            return (
                f'"{citation.quote}" no longer stands in {citation.cite} (text of {one.text_of}){nearest}; read it again and end the rule'
            )
        case Found.EARLIER:
            return f'{citation.cite} says "{citation.quote}" only up to a later text (it stands in that of {one.text_of}); name the newer article too'
        case Found.LATER:
            return f'{citation.cite} says "{citation.quote}" since the text of {one.text_of} only; check the first day of the rule'
        case Found.NO_ARTICLE:
            return f"{citation.cite} is not in the text of {one.text_of}; mend the article"
        case _:
            return f"{citation.act.id} has no text of {one.cited.read_on} in this folder; add it ({citation.act.bwb})"


# --- pins -----------------------------------------------------------------------------------------------


def pins_of(rulebook: Rulebook, texts: LawTexts) -> tuple[Pin, ...]:
    """The hash of each article that is cited, in the text that was read. An article without one of its quotes is not pinned."""
    doubtful = {_place(one.cited) for one in look_up(rulebook, texts) if one.found is Found.NOT_FOUND}
    found = set()
    for cited in citations(rulebook):
        read = texts.on(cited.citation.act.bwb, cited.read_on)
        article = read.article(cited.citation) if read is not None else None
        if read is not None and article is not None and _place(cited) not in doubtful:
            found.add(Pin(*_place(cited), read.valid_from, article.sha256))
    return tuple(sorted(found))


def changed(rulebook: Rulebook, texts: LawTexts, pins: Pins) -> tuple[Changed, ...]:
    """Each article whose newest text differs from its pin, with the rules and numbers that rest on it."""
    about: defaultdict[tuple[str, str, date, date], list[str]] = defaultdict(list)
    for cited in citations(rulebook):
        act, article = _place(cited)
        pinned = max((day for day in pins.get(act, {}).get(article, {}) if day <= cited.read_on), default=None)
        now = texts.on(cited.citation.act.bwb, cited.last_day)
        if pinned is not None and now is not None and _sha256(now.article(cited.citation)) != pins[act][article][pinned]:
            about[act, article, pinned, now.valid_from].append(cited.about)
    return tuple(Changed(*place, tuple(dict.fromkeys(names))) for place, names in sorted(about.items()))


def _place(cited: Cited) -> tuple[str, str]:
    return cited.citation.act.id, key_of(cited.citation)


def _sha256(article: ArticleText | None) -> str | None:
    return None if article is None else article.sha256
