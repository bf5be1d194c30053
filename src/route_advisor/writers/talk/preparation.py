"""What the page for a talk holds: what is open, what to bring, what to ask, and what the municipality decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from route_advisor.advice.model import Advice, Question, Step
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.text import Direction
from route_advisor.vocabulary import Standing
from route_advisor.writers.outline import in_one, steps_of_one_kind
from route_advisor.writers.person.build import term_in_words
from route_advisor.writers.person.first_things import in_order, tells_what_late_brings
from route_advisor.writers.person.letter import Block, Parts, Share, Thing
from route_advisor.writers.person.parts import done_of_all, parts, to_ask, together
from route_advisor.writers.person.wording import asked, expected, once, sentence, thing
from route_advisor.writers.wording import Wording

MOST_TO_ASK, MOST_QUESTIONS, MOST_TO_BRING, MOST_TO_WEIGH = 6, 2, 6, 4
"""A page holds no more, and neither does a talk."""

LINES_TO_WRITE_ON = 4
"""Room for what both agree on."""

_NOT_CARRIED = ("own_words",)
"""What somebody knows is no paper to bring."""

_OPEN = "○◐?"


@dataclass(frozen=True, slots=True)
class Talk:
    """The preparation of a talk with one authority, in one language."""

    language: str
    direction: Direction
    title: str
    made: str
    open: str
    """The heading above what is open."""
    done: str
    share: Share | None
    parts: tuple[Parts, ...]
    term: tuple[str, ...]
    bring: Block
    ask: Block
    decides: Block
    others: Block
    agreed: str
    columns: tuple[str, str, str]
    """Who does what, and when."""
    closing: str


def preparation(advice: Advice, language: str, catalogue: Catalogue) -> Talk:
    """The advice as two people prepare a talk with it: the person, and whoever speaks for their municipality."""
    words = Wording(catalogue, language)
    host = _host(advice, catalogue)
    ordered = in_order(advice, catalogue)
    here = [step for step in ordered if host in (step.with_, step.final_word) and not tells_what_late_brings(step, catalogue)]
    questions = [one for one in to_ask(advice) if one.ask_whom == host or one.unlocks]
    shown = together(questions, lambda question: (words.family(question.fact), question.found_in, question.ask_whom))[:MOST_QUESTIONS]
    done, share = done_of_all(advice, words)
    return Talk(
        language=words.tag,
        direction=words.direction,
        title=words.label("talk_title"),
        made=words.label("person_made", day=words.day(advice.on), case_ref=advice.case_ref),
        open=words.label("talk_open"),
        done=done,
        share=share,
        parts=tuple(_briefly(group) for group in parts(advice, words) if group.symbol in _OPEN),
        term=tuple(term_in_words(advice, words)),
        bring=Block(words.label("talk_bring"), tuple(_to_bring(advice, shown, host, words))[:MOST_TO_BRING]),
        ask=Block(words.label("talk_ask"), tuple(_to_ask(advice, here, shown, host, words))),
        decides=Block(words.label("talk_decides", who=words.authority(host)), tuple(_decided_here(here, host, words))),
        others=Block(words.label("talk_others"), tuple(_decided_elsewhere(advice, host, words))),
        agreed=words.label("talk_agreed"),
        columns=(words.label("talk_what"), words.label("talk_who"), words.label("talk_when")),
        closing=words.of(advice.deferral.says),
    )


def _host(advice: Advice, catalogue: Catalogue) -> str:
    """With whom the talk is: the municipality, where the rulebook has one."""
    deciders = advice.deferral.who_decides
    return next((name for name in deciders if name in catalogue.authorities and catalogue.authorities[name].municipal), deciders[0])


def _briefly(group: Parts) -> Parts:
    """Parts with what was found and counted; what the law says of them both sides know."""
    return replace(
        group, parts=tuple(replace(part, notes=part.notes[-1:] if part.share or group.symbol == "◐" else ()) for part in group.parts)
    )


def _to_bring(advice: Advice, shown: Sequence[Sequence[Question]], host: str, words: Wording) -> Iterator[Thing]:
    """The papers that decide, those that would confirm what was only said, and those in which an answer is written."""
    reported = [name for item in advice.components if item.standing is Standing.REPORTED for name in item.evidence[:1]]
    written = [kind[0].found_in[0] for kind in shown if kind[0].ask_whom != host and kind[0].found_in[0] not in _NOT_CARRIED]
    names = dict.fromkeys([*advice.deferral.where_to_check, *reported, *written])
    return (Thing(sentence(words.document(name), words)) for name in names)


def _to_ask(advice: Advice, here: Sequence[Step], shown: Sequence[Sequence[Question]], host: str, words: Wording) -> Iterator[Thing]:
    """What differs first; then what to ask or to do here; then what only an answer settles."""
    yield from (Thing(words.of(one.says)) for one in advice.conflicts)
    own = frozenset(step.id for step in here)
    groups = steps_of_one_kind([step for step in here if step.with_ == host], words)
    for group in groups[:MOST_TO_ASK]:
        told = thing(group, own, advice.on, words)
        before = once(group, lambda step: step.before, words)
        yield Thing(told.says, " ".join(filter(None, (told.more, sentence(before, words)))), told.when, mark=told.mark)
    yield from (Thing(asked(kind, words).says) for kind in shown)


def _decided_here(here: Sequence[Step], host: str, words: Wording) -> Iterator[Thing]:
    """What this authority decides at all, and what it weighs for this person."""
    authority = words.catalogue.authorities.get(host)
    if authority is not None:
        yield Thing(words.of(authority.decides))
    weighed = [step for step in here if step.final_word == host and step.open_norm is not None]
    for group in steps_of_one_kind(weighed, words)[:MOST_TO_WEIGH]:
        first = group[0]
        says = in_one(group, words) if first.short is None else words.of(first.short)
        norm = "" if first.open_norm is None else words.of(first.open_norm)
        yield Thing(sentence(says, words), sentence(norm, words), mark=expected(words, holds=first.expected))


def _decided_elsewhere(advice: Advice, host: str, words: Wording) -> Iterator[Thing]:
    for name in advice.deferral.who_decides:
        authority = words.catalogue.authorities.get(name)
        if name != host and authority is not None:
            told = f"{words.of(authority.decides)} {words.reach(authority.reach)}"
            yield Thing(f"{words.capital(words.authority(name))}:", told)
