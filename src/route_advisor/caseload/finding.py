"""Looks through many files, one after another or in several processes, and gives those that hold what is sought."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from route_advisor.advice.found import Filters, Found, Refused, found_in
from route_advisor.advice.model import Advice
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.documents.mistakes import refuse_other_kind, wrong_kind
from route_advisor.documents.regular_file import opened_file
from route_advisor.errors import FileRefused, RouteAdvisorError
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.readers.files import load
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule, topic_of
from route_advisor.rulebook.topics import Topic, plain

FILES = (".yaml", ".yml", ".json")
"""How the name of a personal file ends, in a folder."""

AT_A_TIME = 16
"""Files that a process takes at once."""

EVERY_FILE = Filters()

T = TypeVar("T")
Read = Callable[[Advice, str], T]


class Advised(NamedTuple):
    """A file of which a caseload has the whole advice, as JSON; or the mistakes for which it has none."""

    file: str
    advice: str | bytes
    mistakes: tuple[str, ...] = ()


OneFile = PersonalFile | str | Path | Advised


def find(
    files: Iterable[OneFile],
    filters: Filters = EVERY_FILE,
    *,
    on: date,
    advisor: Advisor | None = None,
    workers: int = 1,
    refused: Callable[[Refused], object] | None = None,
    looked: Callable[[], object] | None = None,
) -> Iterator[Found]:
    """The files that hold all that is sought, in the order of the files; sort them by `Found.urgency`.

    `files` are paths, personal files, or the rows that a caseload answered (`caseload.results`);
    `find(files, Filters(open=("KNM",), term_within=180), on=day)`. A part or a topic is any word that people use for it. With `workers` more than one, processes read paths; memory stays flat. A file that cannot be read goes to
    `refused`; without it the first one raises `FileRefused`. `looked` is called after each file. Raises `NotInRulebook` where a part or topic has no such word.
    """
    advisor = advisor or shipped_advisor()
    read = partial(found_by, search=search_for(filters, advisor.rulebook, on))
    return (one for one in each(files, read, on=on, advisor=advisor, workers=workers, refused=refused, looked=looked) if one is not None)


@dataclass(frozen=True, slots=True)
class Search:
    """What is sought, in the words of the rulebook, and the rules of each topic of `may_ask`."""

    filters: Filters
    asks: Mapping[str, frozenset[str]]


def search_for(filters: Filters, rulebook: Rulebook, on: date) -> Search:
    """What these filters seek on that day. Raises `NotInRulebook` where a part or topic has no such word."""
    refuse_other_kind(filters, Filters, needed="filters", hint="make_filters")
    book = rulebook.law
    topics = [book.topics.asked(word) for word in filters.may_ask]
    parts = tuple(book.topics.component(word, book.catalogue) for word in filters.open)
    named = filters.model_copy(update={"open": parts, "may_ask": tuple(topic.id for topic in topics)})
    return Search(named, {topic.id: _asking(topic, book.in_force(on)) for topic in topics})


def found_by(advice: Advice, file: str, *, search: Search) -> Found | None:
    """The file of this advice where it holds all that is sought."""
    return found_in(advice, search.filters, search.asks, file=file)


def _asking(topic: Topic, rules: Iterable[Rule]) -> frozenset[str]:
    """The rules that ask something on a topic: those behind whose `about` or `suggests` it stands, and not all of its page."""
    return frozenset(rule.id for rule in rules if (about := topic_of(rule)) is not None and plain(about) in topic.covers)


def each(
    files: Iterable[OneFile],
    read: Read[T],
    *,
    on: date,
    advisor: Advisor | None = None,
    workers: int = 1,
    refused: Callable[[Refused], object] | None = None,
    looked: Callable[[], object] | None = None,
) -> Iterator[T]:
    """What `read` makes of the advice on each file, in their order. `read` gets the advice and the name of the file.

    Raises the error of the first file that is refused, unless `refused` takes them.
    """
    if not isinstance(files, Iterable) or isinstance(files, (PersonalFile, Advised, str, bytes, Mapping)):
        raise wrong_kind(files, needed="several_files", hint="make_several_files")
    advisor = advisor or shipped_advisor()
    for answer in _answers(files, _Looking(advisor, read, on, keep=refused is not None), workers):
        if looked is not None:
            looked()
        if not isinstance(answer, Refused):
            yield answer
        elif refused is not None:
            refused(answer)


def _answers(files: Iterable[OneFile], looking: "_Looking[T]", workers: int) -> "Iterator[T | Refused]":
    if workers <= 1:
        yield from map(looking, files)
        return
    with get_context("spawn").Pool(workers, initializer=_prepare, initargs=(looking,)) as pool:
        yield from pool.imap(_look, files, chunksize=AT_A_TIME)


class _Looking(Generic[T]):
    """Reads one file, advises on it, and makes of it what was asked; a refusal is an answer too where it is kept."""

    def __init__(self, advisor: Advisor, read: Read[T], on: date, *, keep: bool) -> None:
        self.advisor = advisor
        self.read = read
        self.on = on
        self.keep = keep

    def __call__(self, file: OneFile) -> T | Refused:
        if isinstance(file, Advised):
            return self._of_a_caseload(file)
        name = file.case_ref if isinstance(file, PersonalFile) else str(file)
        try:
            person = file if isinstance(file, PersonalFile) else load(file, self.advisor.rulebook.catalogue)
            return self.read(self.advisor.advise(person, on=self.on), name)
        except RouteAdvisorError as error:
            if not self.keep:
                raise
            return Refused(file=name, mistakes=tuple(getattr(error, "mistakes", ()) or error.args[:1]))

    def _of_a_caseload(self, file: Advised) -> T | Refused:
        if not file.mistakes:
            return self.read(Advice.model_validate_json(file.advice), file.file)
        if not self.keep:
            raise FileRefused([Message("row_of_a_caseload", line=line) for line in file.mistakes])
        return Refused(file=file.file, mistakes=file.mistakes)


_prepared: list[_Looking[Any]] = []
"""In a process of its own: how it looks at each file."""


def _prepare(looking: _Looking[Any]) -> None:
    _prepared[:] = [looking]


def _look(file: OneFile) -> Any:  # noqa: ANN401 - whatever the reading makes of it
    return _prepared[0](file)


def files_of(paths: Iterable[str | Path]) -> list[Path]:
    """The files at these paths; of a folder the YAML and JSON files that stand in it, by name, and not those in folders below."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        inside = sorted(one for one in path.iterdir() if _is_file(one)) if path.is_dir() else [path]
        found |= dict.fromkeys(inside)
    return list(found)


def is_result(folder: Path) -> bool:
    """Whether a caseload left its result in this folder."""
    try:
        with opened_file(folder / "manifest.json") as stream:
            return _CASELOAD in stream.read(len(_CASELOAD) + 20)
    except (OSError, FileRefused):
        return False


_CASELOAD = b'"schema": "caseload/'


def _is_file(path: Path) -> bool:
    return path.suffix in FILES and not path.name.startswith(".") and path.is_file()
