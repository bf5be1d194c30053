"""What nobody told and what matters most; and what sources tell differently."""

from collections.abc import Iterator, Sequence

from route_advisor.advice.model import Advice, ConflictLine, Question
from route_advisor.writers.outline.points import together
from route_advisor.writers.screen.board import UnknownRow
from route_advisor.writers.screen.words import ScreenWords

MOST_PARTS = 2
"""More parts that an answer settles are counted."""


def kinds_of_questions(advice: Advice, words: ScreenWords) -> list[list[Question]]:
    """The questions, those about several parts together, without what sources tell differently."""
    told = {one.fact for one in advice.conflicts}
    questions = [one for one in advice.questions if one.fact not in told]
    return together(questions, lambda one: (words.family(one.fact), one.ask_whom))


def unknown_rows(kinds: Sequence[Sequence[Question]], words: ScreenWords) -> Iterator[UnknownRow]:
    """Those whose answer settles a part, the act, the duty or the term, in their order."""
    for kind in kinds:
        settles = dict.fromkeys(name for question in kind for name in question.unlocks)
        if settles:
            yield UnknownRow(_named(kind, words), _settled(list(settles), words), _ask(kind[0], words))


def asked_about(row: UnknownRow, words: ScreenWords) -> str:
    """The fact, and what its answer settles where that is something else."""
    if row.settles.casefold() in row.fact.casefold():
        return row.fact
    return words.label("screen_settles", fact=row.fact, settles=row.settles)


def all_unknown(kinds: Sequence[Sequence[Question]], words: ScreenWords) -> Iterator[str]:
    """Every kind of question in a line."""
    for kind in kinds:
        settles = dict.fromkeys(name for question in kind for name in question.unlocks)
        said = (_named(kind, words), _settled(list(settles), words) if settles else "", _ask(kind[0], words))
        yield "; ".join(filter(None, said))


def _named(kind: Sequence[Question], words: ScreenWords) -> str:
    name, parts = words.fact(kind[0].fact), [part for one in kind if (part := words.part(one.fact))]
    parts = [part.partition(" (")[0] for part in dict.fromkeys(parts)]
    if not parts:
        return name
    return f"{name} ({', '.join(parts)})" if len(parts) <= MOST_PARTS else f"{name} ({words.label('parts_settled', count=str(len(parts)))})"


def _settled(names: Sequence[str], words: ScreenWords) -> str:
    heads = [words.label(f"word_{name}_settled") for name in names if name in ("act", "duty", "term")]
    parts = [words.bare(name) for name in names if name in words.catalogue.components]
    return ", ".join([*heads, *(parts if len(parts) <= MOST_PARTS else [words.label("parts_settled", count=str(len(parts)))])])


def _ask(question: Question, words: ScreenWords) -> str:
    return words.to_ask(question.ask_whom)


def conflict(one: ConflictLine, words: ScreenWords) -> str:
    """What each source says about one fact, and whom to ask."""
    told = "; ".join(f"{words.label(f'teller_{each.told_by.teller}')}: {words.value(one.fact, each.value)}" for each in one.sources)
    return words.label("screen_conflict", fact=words.fact_of_part(one.fact), told=told, ask=words.ask(one.ask))
