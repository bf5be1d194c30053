"""The shipped rulebook, compiled: its pages read and checked when the wheel was built, or by the first command in a checkout.

A compiled rulebook is plain JSON and never code. It names the hash of the pages that it was made of, the program that made it, and the
hash of its own content; where one of them is another, it is refused and the pages are read. In a checkout it stands in a private folder.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from route_advisor.dates import Holiday, Validity
from route_advisor.documents.private_folder import keep, kept, private_folder
from route_advisor.rulebook import entries as of_words
from route_advisor.rulebook import rule as of_rules
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.citation import Act, Citation
from route_advisor.rulebook.folder import hash_of_folder
from route_advisor.rulebook.languages import FOLDER as LANGUAGES
from route_advisor.rulebook.languages import Languages
from route_advisor.rulebook.later import LaterMapping, LaterTuple
from route_advisor.rulebook.numbers import ChainLink, Number, Numbers, Planning
from route_advisor.rulebook.pages_read import Pages
from route_advisor.rulebook.plain_data import made, plain
from route_advisor.text import Text, Written
from route_advisor.vocabulary import Clock, Level, Outcome, Stage, Standing, StepKind, Teller

FORMAT: Final = 1
"""Raise it where a compiled rulebook is written otherwise than before."""

IN_THE_WHEEL: Final = "_rulebook.json"
"""Beside the modules of an installed package."""

THE_WHEEL: Final = "the wheel"
"""Who compiled the rulebook of a wheel: the program that stands beside it."""

_WORDS = (Text, Written, Clock, Level, Outcome, Stage, Standing, StepKind, Teller)
_LAW = (
    *(Pages, Act, Citation, Validity, Holiday, Number, Numbers, Planning, ChainLink, of_rules.Rule, of_rules.Condition),
    *(of_rules.Concludes, of_rules.Requires, of_rules.Releases, of_rules.Eases, of_rules.Fulfils, of_rules.Dates, of_rules.Refers),
    *(of_rules.Suggests, Catalogue, of_words.FactEntry, of_words.ComponentEntry, of_words.AuthorityEntry),
    *(of_words.ToCaseworkerEntry, of_words.ConflictEntry, of_words.TopicEntry, of_words.DeferralEntry),
    *(of_words.Expectation, of_words.ActHead, of_words.DutyHead, of_words.RouteHead, of_words.Errand),
    *(of_words.HeadEntry, *_WORDS),
)
_EXAMPLES = (of_rules.Example, Outcome)


def _interview() -> tuple[type, ...]:
    from route_advisor.rulebook import interview_page as of_interview  # noqa: PLC0415 - for who asks questions

    entries = (of_interview.AskEntry, of_interview.AnswerEntry, of_interview.ItemEntry, of_interview.AmountEntry)
    return (*entries, of_interview.Turn, of_interview.QuestionKind, of_interview.DayOf, of_interview.AmountOf, *_WORDS)


def compiled_pages(folder: Path) -> tuple[Pages, str]:
    """All that stands on the pages of the shipped rulebook, and their hash. Raises `RulebookRefused` with one line per mistake."""
    digest = hash_of_folder(folder)
    found = opened(_in_the_wheel(), folder, digest, THE_WHEEL)
    return (found, digest) if found is not None else _of_a_checkout(folder, digest)


def for_the_wheel(folder: Path) -> bytes:
    """The compiled rulebook of a folder, for the wheel. Raises `RulebookRefused`, and `ValueError` where it does not say what the pages say."""
    pages, digest = pages_of(folder), hash_of_folder(folder)
    content = written(pages, digest, THE_WHEEL)
    if opened(content, folder, digest, THE_WHEEL) != pages:
        raise ValueError("the compiled rulebook does not say what the pages say")
    return content


def _in_the_wheel() -> bytes | None:
    try:
        return Path(__file__).parents[1].joinpath(IN_THE_WHEEL).read_bytes()
    except OSError:
        return None


def _of_a_checkout(folder: Path, digest: str) -> tuple[Pages, str]:
    """The pages as they were compiled before by this very program; else read now, and kept for the next time. And their hash."""
    place, program = private_folder(), _program()
    path = None if place is None else place / f"rulebook-{hashlib.sha256(f'{program} {digest}'.encode()).hexdigest()[:32]}.json"
    found = None if path is None else opened(kept(path), folder, digest, program)
    if found is not None:
        return found, digest
    pages, now = pages_of(folder), hash_of_folder(folder)
    if now != digest:  # somebody changed a page in the meantime: these may be pages of before and after
        return _of_a_checkout(folder, now)
    if path is not None:
        keep(path, written(pages, digest, program))
    return pages, digest


def pages_of(folder: Path) -> Pages:
    """All that stands on the pages of a folder, read now. Raises `RulebookRefused` with one line per mistake."""
    from route_advisor.rulebook.reading import read_pages  # noqa: PLC0415 - whoever has a compiled rulebook reads no page

    return read_pages(folder)


def _program() -> str:
    """The hash of the modules that make a rulebook of pages."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for path in modules_of_a_rulebook(package):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def modules_of_a_rulebook(package: Path) -> tuple[Path, ...]:
    """The modules of the package that may have a say in what is made of pages: those on the ground, and of `documents` and `rulebook`."""
    return tuple(path for folder in (package, package / "documents", package / "rulebook") for path in sorted(folder.glob("*.py")))


def written(pages: Pages, digest: str, program: str) -> bytes:
    """The compiled rulebook of pages with that hash, made by that program."""
    examples = tuple(tuple(rule.examples) for rule in pages.rules)
    places = {id(rule.examples): place for place, rule in enumerate(pages.rules) if rule.examples}
    law = plain(pages._replace(interview={}), _LAW, lambda value: places.get(id(value)))
    parts = (law, plain(examples, _EXAMPLES), plain(dict(pages.interview), _interview()))
    body = b"\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")).encode() for part in parts)
    return json.dumps(_head(body, digest, program)).encode() + b"\n" + body


def opened(content: bytes | None, folder: Path, digest: str, program: str) -> Pages | None:
    """The pages in a compiled rulebook; `None` where it is none, or not of pages with that hash by that program."""
    if content is None:
        return None
    head, _, body = content.partition(b"\n")
    try:
        if json.loads(head) != _head(body, digest, program):
            return None
        law, examples, interview = body.split(b"\n")
        all_examples = cache(partial(_made, examples, _EXAMPLES))
        pages: Pages = made(json.loads(law), _LAW, lambda place: LaterTuple(lambda: all_examples()[place]))
        catalogue = replace(pages.catalogue, languages=Languages(folder / LANGUAGES))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return pages._replace(catalogue=catalogue, interview=LaterMapping(lambda: _made(interview, _interview())))


def _head(body: bytes, digest: str, program: str) -> Mapping[str, Any]:
    return {"format": FORMAT, "pages": digest, "program": program, "sha256": hashlib.sha256(body).hexdigest()}


def _made(part: bytes, kinds: tuple[type, ...]) -> Any:  # noqa: ANN401 - what was written
    return made(json.loads(part), kinds)
