"""An advice as a caseworker's screen."""

from collections.abc import Iterator

from route_advisor.advice.model import Advice
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import WAITING
from route_advisor.writers.outline.certainty import certainty_lines
from route_advisor.writers.outline.closing import deciders, receipt_line
from route_advisor.writers.outline.told import not_used_lines
from route_advisor.writers.screen.board import Board, Listing
from route_advisor.writers.screen.head import head, rests_on, term
from route_advisor.writers.screen.parts import groups, rows
from route_advisor.writers.screen.steps import sentence_of, step_rows
from route_advisor.writers.screen.unknown import all_unknown, conflict, kinds_of_questions, unknown_rows
from route_advisor.writers.screen.words import ScreenWords
from route_advisor.writers.wording import no_decision, readable


def board_of(advice: Advice, language: str, catalogue: Catalogue, *, detail: bool = False) -> Board:
    """The screen in a language; what has no words in it is in English. With `detail` all lines of the advice, with their rules."""
    words = ScreenWords(catalogue, language, advice.regime.value)
    kinds = kinds_of_questions(advice, words)
    return Board(
        language=words.spoken_language,
        head=head(advice, words),
        term=term(advice, words),
        rests_on=tuple(rests_on(advice, words)),
        rows=tuple(rows(advice, words)),
        groups=tuple(groups(advice, words)),
        steps=tuple(step_rows(advice, words)),
        unknown=tuple(unknown_rows(kinds, words)),
        conflicts=tuple(conflict(one, words) for one in advice.conflicts),
        deciders=tuple(_deciders(advice, words)),
        closing=tuple(_closing(advice, words)),
        questions=len(kinds),
        know=len(advice.know),
        not_used=len(advice.not_used),
        details=tuple(one for one in _details(advice, words) if one.lines) if detail else tuple(_whatever(advice, words)),
    )


def _deciders(advice: Advice, words: ScreenWords) -> Iterator[str]:
    """Who decides what, of those with the final word; whoever is written without a list of decisions stands with their step."""
    for name in deciders(advice, words):
        decides = words.decides(name)
        if decides:
            yield words.label("screen_decides_one", who=words.authority(name), what=decides)


def _closing(advice: Advice, words: ScreenWords) -> Iterator[str]:
    """The words that others give the final answer; and whose own pages are in this advice, or are not."""
    yield no_decision(words)
    for one in advice.receipt.overlays:
        yield words.label("screen_own_lines" if one.used else "screen_no_own_lines", municipality=one.municipality)


def _whatever(advice: Advice, words: ScreenWords) -> Iterator[Listing]:
    """What holds although facts are missing, where it was asked for."""
    if advice.certainty is not None:
        points = certainty_lines(advice.certainty, advice.components, words)
        lines = tuple(f"{point.about[0]}: {point.says}" if point.about else point.says for point in points)
        if lines:
            yield Listing(words.label("heading_certainty"), lines)


def _offers(advice: Advice, words: ScreenWords) -> Iterator[str]:
    """What the app that asked offers for parts that are still to do, labelled as the app's."""
    to_do = {item.id for item in advice.components if item.standing in WAITING}
    for one in dict.fromkeys(advice.resources):
        if one.component in to_do:
            whose = words.label("offer_of_the_app", by=readable(one.by))
            yield f"{words.bare(one.component)}: {readable(one.title)}, {readable(one.url)} ({whose})"


def _details(advice: Advice, words: ScreenWords) -> Iterator[Listing]:
    yield from _whatever(advice, words)
    lines = tuple(
        f"{words.bare(item.id)}: {words.of(why.says)} [{why.rule}, {why.law[0].cite}]" for item in advice.components for why in item.why
    )
    yield Listing(words.label("heading_why"), lines)
    yield Listing(words.label("screen_offers"), tuple(_offers(advice, words)))
    yield Listing(words.label("screen_client_reads"), tuple(sentence_of(step, words) for step in advice.steps))
    yield Listing(words.label("heading_know"), tuple(sentence_of(step, words) for step in advice.know))
    yield Listing(words.label("heading_questions"), tuple(all_unknown(kinds_of_questions(advice, words), words)))
    yield Listing(words.label("heading_not_used"), tuple(point.says for point in not_used_lines(advice.not_used, words)))
    yield Listing(words.label("word_law"), (receipt_line(advice, words),))
