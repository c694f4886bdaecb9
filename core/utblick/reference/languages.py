"""Languages of ISO 639-1, found by code or by name."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale

from utblick.reference.tables import folded


def language_code(text: str) -> str | None:
    """The two letters of a language by its code or its name in Swedish or English; None if unknown."""
    return _by_word().get(folded(text))


def language_name(code: str, language: str) -> str:
    """`svenska`, `Swedish`; the code itself when it is unknown."""
    return language_names(language).get(code, code)


@cache
def language_names(language: str) -> Mapping[str, str]:
    """Every language by its two letters, named in a language."""
    names = Locale.parse(language).languages
    return MappingProxyType({code: name for code, name in names.items() if len(code) == 2})


@cache
def _by_word() -> Mapping[str, str]:
    words = {folded(name): code for spoken in ("en", "sv") for code, name in language_names(spoken).items()}
    own = {
        "deutsch": "de",
        "suomi": "fi",
        "español": "es",
        "français": "fr",
        "norsk": "no",
        "farsi": "fa",
        "dari": "fa",
    }
    return MappingProxyType(own | words | {code: code for code in language_names("en")})
