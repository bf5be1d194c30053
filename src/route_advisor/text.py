"""Sentences for people, one per language."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Literal, NamedTuple, Protocol

from pydantic import AfterValidator, BaseModel, ConfigDict

from route_advisor.documents.mistakes import custom_error

LANGUAGES = ("nl", "en")
"""The languages that every sentence must have. A sentence may have more."""

Direction = Literal["ltr", "rtl"]

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[a-z0-9]{2,8})*$")


class Spoken(Protocol):
    """What is said in a language: a sentence, a day."""

    def in_(self, language: str) -> str:
        """As it is said in that language."""


class Written(NamedTuple):
    """A sentence as it stands on its page, and what its slots are filled with."""

    template: "Text"
    values: Mapping[str, str | Spoken]


class Text(BaseModel):
    """One sentence in several languages: `nl` and `en` at least, others by their code (BCP 47, in small letters)."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True, defer_build=True)
    __pydantic_extra__: dict[str, str]

    nl: str
    en: str

    def sentences(self) -> dict[str, str]:
        """The sentence by language code."""
        return {"nl": self.nl, "en": self.en, **(self.__pydantic_extra__ or {})}

    def in_(self, language: str) -> str:
        """The sentence in that language; in English where there is none."""
        return self.sentences().get(language, self.en)

    @cached_property
    def slots(self) -> frozenset[str]:
        """The names between braces, in any language."""
        return frozenset(slot for says in self.sentences().values() for slot in _SLOT.findall(says))

    @property
    def written(self) -> Written:
        """The sentence of the page that this one was made of, by `filled`; itself where nothing was filled in.

        Translations are found by it. An advice that was read back from JSON has lost it.
        """
        return self.__dict__.get(_WRITTEN) or Written(self, {})

    def filled(self, values: Mapping[str, str | Spoken]) -> "Text":
        """The sentence with its slots filled. A slot without a value stays as it is."""
        if not self.slots:
            return self
        template, known = self.written
        sentences = {language: fill(says, values, language) for language, says in self.sentences().items()}
        return Text.as_checked(sentences, Written(template, {**known, **values}))

    @classmethod
    def as_checked(cls, sentences: Mapping[str, str], written: Written | None = None) -> "Text":
        """A text from sentences that were checked before; `written` where it was made of another by `filled`."""
        text = cls.model_construct(None, **sentences)
        if written is not None:
            text.__dict__[_WRITTEN] = written
        return text


_WRITTEN = "written as"
"""No field, so that texts that say the same are equal, and JSON holds sentences alone."""


def _checked(text: Text) -> Text:
    for language, says in text.sentences().items():
        if not _LANGUAGE.match(language):
            raise custom_error("language", "not_a_language_code", text=language)
        if not says.strip():
            raise custom_error("empty", "empty_sentence", language=language)
    return text


WrittenText = Annotated[Text, AfterValidator(_checked)]
"""A text as it stands on a page: its languages are checked once, when the page is read."""


def text_of(sentences: Mapping[str, str]) -> Text:
    """A text from its sentences by language code; `nl` and `en` must be there."""
    return Text.model_validate(dict(sentences))


def fill(says: str, values: Mapping[str, str | Spoken], language: str) -> str:
    """One sentence with its slots filled in its language. A slot without a value stays as it is."""
    return fill_with(says, {slot: value if isinstance(value, str) else value.in_(language) for slot, value in values.items()})


def fill_with(says: str, values: Mapping[str, str]) -> str:
    """One sentence with its slots filled. A slot without a value stays as it is."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), says)


def direction_of(sentence: str) -> Direction:
    """In which direction a sentence runs: that of its first letter."""
    kinds = (unicodedata.bidirectional(letter) for letter in sentence)
    return "rtl" if next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def slots_of(says: str) -> frozenset[str]:
    """The names between braces in one sentence."""
    return frozenset(_SLOT.findall(says))


def joined(texts: Iterable[Text], separator: str = ", ") -> Text:
    """Several texts as one, in the languages that all of them have."""
    found = list(texts)
    languages = [lang for lang in (found[0].sentences() if found else {}) if all(lang in text.sentences() for text in found)]
    return text_of({language: separator.join(text.in_(language) for text in found) for language in languages or LANGUAGES})
