"""What an advice rests on, so that it can be made again, and which municipality's own pages spoke in it."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, Literal

from route_advisor.advice.model import LawRead, OverlayLine, Receipt
from route_advisor.reasoning.assumptions import Assumed
from route_advisor.rulebook.book import Rulebook
from route_advisor.version import __version__

_ENGINES: Final[Mapping[str, Literal["durable_rules", "reference", "strikes"]]] = {
    "durable": "durable_rules",
    "twin": "reference",
    "strikes": "strikes",
}


def receipt_of(content: str, answer: Assumed, book: Rulebook, *, on: date, evaluators: Sequence[str]) -> Receipt:
    """What an advice rests on; `content` is what was read about the person. Its digest is that of what a file says, whatever its form."""
    return Receipt.unchecked(
        package=f"route-advisor {__version__}",
        rulebook_hash=book.hash,
        engine=next(_ENGINES[one] for one in _ENGINES if one in evaluators),
        on=on,
        input_digest=hashlib.sha256(content.encode()).hexdigest(),
        law_read_until=law_read_until(answer, book),
        law_read=tuple([LawRead.unchecked(act=act, text_of=day) for act, day in law_read(book).items()]),
        rules_used=tuple([verdict.rule.id for verdict in answer.applying]),
        assumptions=tuple([f"{'supposed:' if one.supposed else ''}{one.fact}={one.word}" for one in answer.assumptions]),
        overlays=_overlays(answer.facts.municipalities, book) if book.overlays else (),
        evaluators=tuple(evaluators),
    )


def law_read(book: Rulebook, regime: str | None = None) -> dict[str, date]:
    """The day of the newest text that was read of each act that governs people, or those of one regime; of every act where none is said to."""
    read = {act.id: act.text_read for act in book.law.acts.values() if act.text_read is not None}
    governing = {id_: day for id_, day in read.items() if book.law.acts[id_].governs is not None}
    own = {id_: day for id_, day in governing.items() if book.law.acts[id_].governs == regime}
    return own or governing or read


def law_read_until(answer: Assumed, book: Rulebook) -> date:
    """Up to where the acts that govern this person were all read. A text of another act makes it no newer."""
    fact = answer.facts.known.get("regime")
    return min(law_read(book, fact.word if fact is not None else None).values())


def _overlays(codes: frozenset[str] | None, book: Rulebook) -> tuple[OverlayLine, ...]:
    """The overlays of the rulebook, and which of them speak to this person."""
    used = book.for_municipality(codes).overlays
    return tuple(
        OverlayLine(
            municipality=one.name,
            code=one.code,
            checked_on=one.checked_on,
            hash=one.hash,
            used=one in used,
            file_names=tuple(sorted(codes or ())),
        )
        for one in book.overlays
    )
