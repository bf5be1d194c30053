"""A guide as text, Markdown or a page: the same sections, each in its own shape."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from route_advisor.advice.guided import Guide, GuideDecider, GuideLine, PersonalGuide
from route_advisor.advice.model import Item, Step, Term
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.errors import NotAForm
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Form, GuideForm, Outcome
from route_advisor.writers.person.page import head
from route_advisor.writers.person.style import BASE
from route_advisor.writers.translated import translated
from route_advisor.writers.wording import Wording, language


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands below it; a question is a heading of a deeper level."""

    heading: str
    points: tuple[str, ...]
    deeper: bool = False
    links: tuple[tuple[str, str], ...] = ()
    """Names with their addresses, the names alone where nobody can click."""


def write_guide(
    guide: Guide,
    to: str = GuideForm.TEXT,
    *,
    lang: str = "nl",
    width: int = 80,
    heading: Callable[[str], str] = str,
    catalogue: Catalogue | None = None,
) -> str:
    """The guide as `text`, `md`, `html` (one page without anything from outside) or `json` (Dutch and English).

    In the language of a catalogue it says who read the translation, and what is not translated stands between ‹ and ›.

    Raises `NotAForm` for another form or language.
    """
    if to not in set(GuideForm):
        raise NotAForm(Message("not_a_form_of_a_guide", word=to, hint=did_you_mean(to, list(GuideForm)), allowed=", ".join(GuideForm)))
    if to == GuideForm.JSON:
        return guide.model_dump_json(indent=2) + "\n"
    catalogue = catalogue or Rulebook.shipped().catalogue
    words = Wording(catalogue, language(lang, catalogue))
    title = words.capital(words.label("guide_title", topic=words.of(guide.name)))
    blocks = [block for block in _blocks(guide, words) if block.points or block.links]
    match to:
        case GuideForm.HTML:
            written = _html(title, blocks, words)
        case GuideForm.MD:
            written = _markdown(title, blocks)
        case _:
            written = _text(words.in_capitals(title), [_in_capitals(block, words) for block in blocks], width, heading)
    return translated(written, Form(to), words, width)


# --- what stands on it ----------------------------------------------------------------------------------


def _blocks(guide: Guide, words: Wording) -> Iterator[Block]:
    if guide.person is not None:
        yield Block(
            words.label("guide_for_you", case_ref=guide.person.case_ref), (*_for_you(guide.person, words), words.label("guide_general"))
        )
    note = (words.of(guide.note),) if guide.note is not None and not _lines(guide.is_, words) else ()
    yield Block(words.label("guide_is"), (*_lines(guide.is_, words), *note))
    yield Block(words.label("guide_is_not"), _lines(guide.is_not, words))
    yield Block(words.label("guide_who"), tuple(_decider(one, words) for one in guide.deciders))
    yield Block(words.label("guide_applies"), _lines(guide.applies, words))
    answered = [(question, _lines(question.answer, words)) for question in guide.questions]
    if any(answer for _, answer in answered):
        yield Block(words.label("guide_questions"), (words.label("guide_questions_intro"),))
    yield from (Block(words.of(question.asks), answer, deeper=True) for question, answer in answered if answer)
    yield Block(words.label("guide_related"), tuple(words.capital(words.of(one.name)) for one in guide.related))
    links = (*((one.url, one.url) for one in guide.deciders if one.url is not None), *((one.cite, one.url) for one in guide.sources))
    yield Block(words.label("guide_sources"), (), links=tuple(dict.fromkeys(links)))
    where = words.listed((words.document(name) for name in guide.deferral.where_to_check), "or")
    yield Block(words.label("guide_last"), (words.of(guide.deferral.says), words.label("where_to_check", where=where)))


def _lines(lines: Sequence[GuideLine], words: Wording) -> tuple[str, ...]:
    """The sentences; for one person those that do not apply are left out. What holds for everybody is not marked as unknown."""
    return tuple(words.of(line.says) for line in lines if line.for_you is not Outcome.DOES_NOT_APPLY)


def _decider(one: GuideDecider, words: Wording) -> str:
    objection = "" if one.object is None else f" {words.label('to_object')} {words.of(one.object)}"
    return f"{words.capital(words.of(one.name))}. {words.of(one.decides)} {words.reach(one.reach)}{objection}"


def _for_you(person: PersonalGuide, words: Wording) -> Iterator[str]:
    if person.theirs is not None:
        told = words.label(f"guide_theirs_{person.theirs}")
        mark = words.label("basis_reported") if person.reported and not person.expected else ""
        facts = "; ".join(words.capital(words.found(line)) for line in person.because)
        yield _marked(" ".join(part for part in (told, f"{facts}." if facts else "", f"({mark})" if mark else "") if part), words, person)
    for item in person.items:
        name = words.component(item.id)
        name = name if item.level is None else words.label("word_at_level", part=name, level=item.level.upper())
        yield _marked(f"{words.capital(name)}: {words.label(f'standing_{item.standing}')}", words, item)
    if person.term is not None:
        yield _marked(words.label("guide_last_day", day=words.day(person.term.last_day)), words, person.term)
    for chain in person.chains:
        days = (
            f"{words.planned_day(link.latest.planning_day)} {words.label(f'link_{link.link}')}"
            for link in chain.links
            if link.latest is not None
        )
        yield f"{words.capital(words.component(chain.component))}: {', '.join(days)}."
    said = dict.fromkeys(_marked(words.of(step.says), words, step) for step in person.steps)
    yield from list(said)[:_MOST_STEPS]
    yield from (f"{words.label('guide_ask')}: {words.of(one.asks)}" for one in person.questions[:_MOST_QUESTIONS])


def _marked(says: str, words: Wording, line: PersonalGuide | Item | Term | Step) -> str:
    """What is only expected says so."""
    return f"{says} ({words.label('word_expected')})" if line.expected else says


_MOST_STEPS, _MOST_QUESTIONS = 6, 2


# --- in which shape -------------------------------------------------------------------------------------


def _in_capitals(block: Block, words: Wording) -> Block:
    return block if block.deeper else replace(block, heading=words.in_capitals(block.heading))


def _text(title: str, blocks: Sequence[Block], width: int, heading: Callable[[str], str]) -> str:
    lines = [heading(title), ""]
    for block in blocks:
        lines += [heading(line) for line in textwrap.wrap(block.heading, width)]
        named = "; ".join(name for name, url in block.links if name != url)
        for point in (*block.points, *(name for name, url in block.links if name == url), *filter(None, [named])):
            lines += textwrap.wrap(
                point, width, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
            )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _markdown(title: str, blocks: Sequence[Block]) -> str:
    lines = [f"# {title}", ""]
    for block in blocks:
        lines += [f"{'###' if block.deeper else '##'} {block.heading}", "", *(f"- {_bare(point)}" for point in block.points)]
        lines += [*(f"- [{_bare(name)}]({url})" for name, url in block.links), ""]
    return "\n".join(lines).rstrip() + "\n"


def _bare(says: str) -> str:
    """A sentence without what Markdown would take for a mark."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|" else letter for letter in says)


_STYLE = f"{BASE}@page {{ size: A4; margin: 14mm 16mm; }}\n@media print {{ html {{ font-size: 10.5pt; }} body {{ max-width: none; padding: 0; }} }}"


def _html(title: str, blocks: Sequence[Block], words: Wording) -> str:
    body = [f"<h1>{escape(title)}</h1>"]
    for block in blocks:
        level = "h3" if block.deeper else "h2"
        points = "".join(f"<li>{escape(point)}</li>" for point in block.points)
        points += "".join(f'<li><a href="{escape(url)}">{escape(name)}</a></li>' for name, url in block.links)
        body.append(f"<{level}>{escape(block.heading)}</{level}>\n<ul>{points}</ul>")
    return "\n".join([*head(words.tag, words.direction, title, _STYLE), "<body><main>", *body, "</main></body></html>"]) + "\n"
