"""Sentences for people, one per language."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

LANGUAGES = ("nl", "en")
"""The languages that every sentence must have. A sentence may have more."""

_SLOT = re.compile(r"\{([a-z0-9_]+)\}")
_LANGUAGE = re.compile(r"^[a-z]{2,3}$")


class Text(BaseModel):
    """One sentence in several languages: `nl` and `en` at least, others by their ISO 639 code."""

    model_config = ConfigDict(frozen=True, extra="allow", strict=True)
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

    def filled(self, values: Mapping[str, "str | Text"]) -> "Text":
        """The sentence with its slots filled. A slot without a value stays as it is."""
        if not self.slots:
            return self
        return Text.model_construct(None, **{language: _filled(says, values, language) for language, says in self.sentences().items()})


def _checked(text: Text) -> Text:
    for language, says in text.sentences().items():
        if not _LANGUAGE.match(language):
            raise PydanticCustomError("language", "{language} is not a language code; write nl, en, ar …", {"language": language})
        if not says.strip():
            raise PydanticCustomError("empty", "the sentence in {language} is empty", {"language": language})
    return text


WrittenText = Annotated[Text, AfterValidator(_checked)]
"""A text as it stands on a page: its languages are checked once, when the page is read."""


def text_of(sentences: Mapping[str, str]) -> Text:
    """A text from its sentences by language code; `nl` and `en` must be there."""
    return Text.model_validate(dict(sentences))


def _filled(says: str, values: Mapping[str, "str | Text"], language: str) -> str:
    return _SLOT.sub(lambda slot: _value(values, slot[1], language), says)


def _value(values: Mapping[str, Any], slot: str, language: str) -> str:
    value = values.get(slot)
    if value is None:
        return "{" + slot + "}"
    return value.in_(language) if isinstance(value, Text) else str(value)


def joined(texts: Iterable[Text], separator: str = ", ") -> Text:
    """Several texts as one, in the languages that all of them have."""
    found = list(texts)
    languages = [lang for lang in (found[0].sentences() if found else {}) if all(lang in text.sentences() for text in found)]
    return text_of({language: separator.join(text.in_(language) for text in found) for language in languages or LANGUAGES})
