"""Why a lot fits: a sentence whose names of codes and countries are spoken in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from utblick.api import Msg, country_name, format_money, format_number, language_name
from utblick_tendering.vocabulary.cpv import cpv_name
from utblick_tendering.vocabulary.words import in_full


class CpvCode(str):
    """A code that is spoken by its name."""

    __slots__ = ()


class CountryCode(str):
    """A country of two letters that is spoken by its name."""

    __slots__ = ()


class LanguageCode(str):
    """A language of two letters that is spoken by its name."""

    __slots__ = ()


class Kronor(float):
    """An amount in Swedish kronor."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What a text and a company have in common, spoken by the words of the text."""

    text: str
    stems: frozenset[str]

    def spoken(self) -> str:
        return ", ".join(in_full(self.text, self.stems)[:3])


@dataclass(frozen=True, slots=True)
class Reason:
    """A sentence, not yet put together: thousands are weighed for each that is read."""

    sentence: Msg
    arguments: Mapping[str, object] = field(default_factory=dict)

    def said(self, language: str) -> Msg:
        """The sentence with its names in the language, ready to be translated."""
        return self.sentence.filled(
            **{name: _spoken(value, language) for name, value in self.arguments.items()}
        )


def _spoken(value: object, language: str) -> object:
    if isinstance(value, Kronor):
        return format_money(Decimal(round(value)), "SEK", language, compact=True)
    if isinstance(value, CpvCode):
        return cpv_name(value, language)
    if isinstance(value, CountryCode):
        return country_name(value, language)
    if isinstance(value, LanguageCode):
        return language_name(value, language)
    if isinstance(value, SharedWords):
        return value.spoken()
    return format_number(value, language) if isinstance(value, int) else value
