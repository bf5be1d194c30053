"""Dated texts of law in a folder: one YAML file for each consolidation, as MinBZK/regelrecht-corpus lays them out.

    bwb_id: BWBR0044770
    valid_from: '2025-10-21'
    articles:
      - number: 3.1.a
        text: anders dan voor een tijdelijk doel in Nederland verblijft; of
        url: https://wetten.overheid.nl/BWBR0044770/2025-10-21#Artikel3

They stand as `…/<name of the act>/2025-10-21.yaml`, one folder for each act and one file for each consolidation, named after its first day. What
stands beside them under another name, as `status.yaml` or a harvest's own notes, is read where it is such a text, and else passed over.
An article may stand whole or in pieces, one for each paragraph; the end of the address says of which article a piece is.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from route_advisor.documents.regular_file import text_of
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.rulebook.citation import Citation

_ACT = re.compile(r"^(?:bwb_id: *|url: .*/)['\"]?(?P<bwb>BWB[RV][0-9]{7})", re.MULTILINE)
_HEAD = 4_000
"""Characters in which a file says of which act it is."""
_ADDRESS = re.compile(r"#(?P<kind>artikel|bijlage) ?(?P<number>[0-9a-z.:]+)$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:(?P<kind>artikel|art\.|bijlage) )?(?P<number>[0-9]+[0-9a-z.:]*)$", re.IGNORECASE)

_LINK_TARGET = re.compile(r"^\s*\[[^\]]+\]: \S+\s*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\s?(?:\[[^\]]*\]|\([^)]*\))")
_EMPHASIS = re.compile(r"[*`]|(?<!\w)_|_(?!\w)")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\(…\))\s*")
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class ArticleText:
    """The text of one article in one consolidation, without its markup."""

    text: str

    @cached_property
    def sha256(self) -> str:
        """The hash of the text, whatever its line breaks, markup and capitals, in hexadecimal."""
        return hashlib.sha256(re.sub(r"\s+", "", self.text).casefold().encode()).hexdigest()

    def holds(self, quote: str) -> bool:
        """Whether the words of a quote stand in it, whole and in this order. An ellipsis leaves words out."""
        parts = [part for part in _ELLIPSIS.split(plain(quote)) if part]
        return (
            bool(parts)
            and re.search(r".*?".join(_words_in_order(part) for part in parts), self.text, re.IGNORECASE | re.DOTALL) is not None
        )

    def nearest(self, quote: str) -> str:
        """As many words as the quote has, from the place that is most like it."""
        words, wanted = self.text.split(), plain(quote).casefold().split()
        places = range(max(1, len(words) - len(wanted) + 1))
        likeness = SequenceMatcher(b=wanted, autojunk=False)

        def like(place: int) -> float:
            likeness.set_seq1([word.casefold().strip(".,;:") for word in words[place : place + len(wanted)]])
            return likeness.ratio()

        best = max(places, key=like)
        return " ".join(words[best : best + len(wanted)])


@dataclass(frozen=True)
class Consolidation:
    """The text of an act as it stood from a day on."""

    bwb: str
    valid_from: date
    articles: Mapping[str, ArticleText]

    def article(self, citation: Citation) -> ArticleText | None:
        """The text of the article that is cited; `None` where this consolidation does not have it."""
        return self.articles.get(key_of(citation))


@dataclass(frozen=True)
class LawTexts:
    """All consolidations in a folder, by act, the oldest first."""

    by_act: Mapping[str, tuple[Consolidation, ...]]

    def on(self, bwb: str, day: date) -> Consolidation | None:
        """The newest consolidation of an act that was in force on a day; `None` where the folder has none so old."""
        return next((one for one in reversed(self.by_act.get(bwb, ())) if one.valid_from <= day), None)

    def during(self, bwb: str, first: date, last: date) -> tuple[Consolidation, ...]:
        """The consolidations of an act that were in force on some day from the first to the last, the oldest first."""
        texts = [one for one in self.by_act.get(bwb, ()) if one.valid_from <= last]
        return tuple(one for one, newer in zip(texts, [*texts[1:], None], strict=False) if newer is None or newer.valid_from > first)


def read_law_texts(folder: Path, acts: Collection[str]) -> LawTexts:
    """The consolidations of some acts, by their `BWBR…` numbers, anywhere below a folder. Files that are no law texts are passed over.

    Raises `FileRefused`, with one line per mistake, where a text cannot be read, stands twice, or where there is none at all.
    """
    found: defaultdict[str, dict[date, Consolidation]] = defaultdict(dict)
    mistakes: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            one = _consolidation(text_of(path, BYTES_OF_A_FILE), name, acts)
        except FileRefused as refused:
            mistakes += refused.mistakes if _named_after_a_day(path) else ()
        except (OSError, UnicodeDecodeError) as error:
            if _named_after_a_day(path):
                mistakes.append(f"{name}: cannot be read ({error.__class__.__name__}); save it as UTF-8 text")
        else:
            if one is not None and one.valid_from in found[one.bwb]:
                mistakes.append(f"{name}: another file has the text of {one.bwb} from {one.valid_from} too; keep one")
            elif one is not None:
                found[one.bwb][one.valid_from] = one
    if not mistakes and not any(found.values()):
        mistakes.append(f"{folder}: no text of {', '.join(sorted(acts))} is here; name a folder with a YAML file for each consolidation")
    if mistakes:
        raise FileRefused(mistakes)
    return LawTexts({bwb: tuple(texts[day] for day in sorted(texts)) for bwb, texts in found.items()})


def _named_after_a_day(path: Path) -> bool:
    """A harvest names its law texts so; what has another name and is none is the harvester's own."""
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", path.stem) is not None


def key_of(citation: Citation) -> str:
    """An article or annex as texts and pins name it: `3.14`, `40a`, `bijlage 6a`."""
    return f"bijlage {citation.article}".casefold() if citation.annex else citation.article.casefold()


def plain(text: str) -> str:
    """A text without the markup of links and emphasis, with straight apostrophes and single spaces."""
    text = _LINK_TARGET.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub("", text).translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0xA0: " ", 0xAD: ""})
    return re.sub(r"\s+", " ", text).strip()


def _words_in_order(part: str) -> str:
    """A pattern for these words: a line of the source may break at a hyphen or a slash, and nowhere else inside a word."""
    pattern, end = "", 0
    tokens = list(_TOKEN.finditer(part))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None:
            marks = not (before[0][-1].isalnum() and token[0][0].isalnum())
            pattern += r"\s*" if marks else r"\s+" if part[end : token.start()] else ""
        pattern += re.escape(token[0])
        end = token.end()
    return rf"(?<!\w){pattern}(?!\w)"


# --- one file -------------------------------------------------------------------------------------------


def _consolidation(written: str, name: str, acts: Collection[str]) -> Consolidation | None:
    """The consolidation in a file; `None` for a file about another act, or about none."""
    act = _ACT.search(written[:_HEAD])
    if act is None or act["bwb"] not in acts:
        return None
    data = _data(written, name)
    if not isinstance(data, Mapping) or "articles" not in data:
        return None
    return Consolidation(act["bwb"], _valid_from(data, name), _articles(data["articles"], name))


def _data(written: str, name: str) -> Any:  # noqa: ANN401 - any YAML value
    try:
        return YAML(typ="safe").load(written)
    except MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark is not None else ""
        raise FileRefused([f"{name}{line}: this is not YAML ({error.problem}); harvest it again"]) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise FileRefused([f"{name}: this is not YAML ({error.__class__.__name__}); harvest it again"]) from None


def _valid_from(data: Mapping[str, Any], name: str) -> date:
    day = data.get("valid_from")
    try:
        return day if isinstance(day, date) else date.fromisoformat(str(day))
    except ValueError:
        raise FileRefused([f'{name}: valid_from is "{day}"; write the first day of this text, as 2025-10-21']) from None


def _articles(written: Any, name: str) -> dict[str, ArticleText]:  # noqa: ANN401 - any YAML value
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for index, piece in enumerate(written if isinstance(written, list) else ()):
        key = _key(piece) if isinstance(piece, Mapping) else None
        if key is None or not isinstance(piece.get("text"), str):
            raise FileRefused([f"{name}: articles[{index}] needs a number in quotes and a text; harvest it again"])
        pieces[key].append(piece["text"])
    return {key: ArticleText(" ".join(_plain_pieces(texts))) for key, texts in pieces.items()}


def _plain_pieces(texts: list[str]) -> Iterator[str]:
    yield from (text for text in map(plain, texts) if text)


def _key(piece: Mapping[str, Any]) -> str | None:
    """Of which article a piece is: the end of its address says so, else its number."""
    number = piece.get("number")
    found = _ADDRESS.search(str(piece.get("url", "")).strip())
    if found is None and isinstance(number, str | int):
        found = _NUMBER.match(str(number).strip())
    if found is None:
        return str(number).casefold() if isinstance(number, str) else None
    annex = (found["kind"] or "").casefold() == "bijlage"
    return (f"bijlage {found['number']}" if annex else found["number"]).casefold()
