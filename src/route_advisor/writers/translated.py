"""What a page in another language needs on top: who read the translation, what it lacks, and Dutch names told apart and explained."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap

from route_advisor.vocabulary import Form
from route_advisor.writers.marks import in_its_marks
from route_advisor.writers.wording import CLOSE, OPEN, Wording

_ISOLATE, _END = "\u2068", "\u2069"
"""Around words that run in their own direction (Unicode bidi: first strong isolate)."""

_MARKED = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")
_STANDS_ALONE = re.compile(r"[\s.,;:!?)،؛؟]|$")
"""What may follow a name that is explained: `PIP.`, and not `KNM-examen`."""
_TAG = re.compile(r"(<[^>]*>)")
_IN_THE_BROWSER = ("title", "desc", "text", "style", "script", "q")
"""Elements whose words are no sentences of the page, or stand in a picture: nothing is marked or explained in them."""

_NO_SENTENCES = ("style", "script", "q")
"""Elements whose words are Dutch, or for a program."""


def translated(written: str, form: Form, words: Wording, width: int) -> str:
    """An answer as it was written, with what a reader of a translation must know. Dutch, English and JSON stay as they are."""
    notes = words.notes(written)
    if not notes or form is Form.JSON:
        return written
    match form:
        case Form.HTML:
            return _page(written, notes, words)
        case Form.SVG:
            said = " ".join(map(escape, notes))
            return "".join(_in_its_marks(written, words)).replace("</desc>", f" {said}</desc>", 1)
        case Form.ICS:
            return written
        case _:
            told = "\n".join(line for note in notes for line in wrap(note, width))
            own = in_its_marks(written, words)
            return f"{told}\n\n{_isolated(own, words)}{_glossary(own, words, width)}"


# --- text ---------------------------------------------------------------------------------------------


def _isolated(written: str, words: Wording) -> str:
    """In a language that runs from right to left, Dutch keeps its own direction."""
    if words.direction == "ltr":
        return written
    terms = _terms(words)
    return re.sub(f"{_MARKED.pattern}|{terms.pattern}", lambda found: f"{_ISOLATE}{found[0]}{_END}", written)


def _glossary(written: str, words: Wording, width: int) -> str:
    """The Dutch names that stand in it, each with what it is."""
    own = _MARKED.sub("", written)
    lines = [f"- {term}: {means}" for term in dict.fromkeys(_terms(words).findall(own)) if (means := words.explained(term))]
    if not lines:
        return ""
    told = [words.label("heading_glossary"), *(part for line in lines for part in wrap(line, width, subsequent_indent="  "))]
    return "\n" + "\n".join(told) + "\n"


def _terms(words: Wording) -> re.Pattern[str]:
    """The Dutch names of the glossary, the longest first; letters of another script may stand against them, as an Arabic article does."""
    names = sorted(words.catalogue.glossary, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z0-9-])(?:{'|'.join(map(re.escape, names))})(?![A-Za-z0-9])") if names else re.compile(r"(?!)")


# --- a page -------------------------------------------------------------------------------------------


def _page(written: str, notes: Sequence[str], words: Wording) -> str:
    """The notes stand under the first heading; each Dutch name is explained where it is used first."""
    told = f'<p class="translation" role="note">{" ".join(map(escape, notes))}</p>'
    own = "".join(_in_its_marks(written, words))
    return "".join(_marked_up(own, _Names(words))).replace("</h1>", f"</h1>{told}", 1)


def _in_its_marks(written: str, words: Wording) -> Iterator[str]:
    """The same page, what stands between its tags with the marks of the script; a quote of the law is Dutch."""
    left_alone = ""
    for place, part in enumerate(_TAG.split(written)):
        if place % 2:
            name = part.strip("</>").partition(" ")[0]
            if name in _NO_SENTENCES:
                left_alone = "" if part.startswith("</") else name
            yield part
        else:
            yield part if left_alone else in_its_marks(part, words)


def _marked_up(written: str, names: "_Names") -> Iterator[str]:
    left_alone, in_title = "", False
    for place, part in enumerate(_TAG.split(written)):
        if place % 2:
            name = part.strip("</>").partition(" ")[0]
            in_title = part != "</h1>" if name == "h1" else in_title
            if name in _IN_THE_BROWSER:
                left_alone = "" if part.startswith("</") else name
            yield part
        else:
            yield part if left_alone else names.told_apart(part, explain=not in_title)


class _Names:
    """Tells apart what is not translated and the Dutch names of one page, and explains each name once."""

    def __init__(self, words: Wording) -> None:
        self.words = words
        self._explained: set[str] = set()
        self._pattern = re.compile(f"{_MARKED.pattern}|(?P<term>{_terms(words).pattern})(?P<ending>['’]\\w+)?")

    def told_apart(self, text: str, *, explain: bool) -> str:
        """Words between two tags, each in its language. A heading explains nothing."""
        return self._pattern.sub(lambda found: self._one(found, explain=explain), text)

    def _one(self, found: re.Match[str], *, explain: bool) -> str:
        if found[1] is not None:
            return f'<span class="untranslated" lang="{self.words.other_tag}" dir="ltr">{found[0]}</span>'
        term = found["term"]
        name = term if self.words.tag == "nl" else f'<bdi lang="nl">{term}</bdi>'
        means = self._explanation(found) if explain else ""
        return f"{name}{found['ending'] or ''}{means}"

    def _explanation(self, found: re.Match[str]) -> str:
        """Between brackets, the first time; not where brackets stand already."""
        term, before, behind = found["term"], found.string[: found.start()], found.string[found.end() :]
        if term in self._explained or not _STANDS_ALONE.match(behind) or behind.lstrip().startswith("(") or before.endswith("("):
            return ""
        self._explained.add(term)
        means = self.words.explained(term)
        return f" ({escape(means)})" if means else ""
