"""Every translation of the installation in memory, and a sentence in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from utblick.i18n.format import STOCKHOLM, format_date, format_datetime, format_number
from utblick.i18n.message import Msg, Plural
from utblick.i18n.po import read_po

SOURCE = "en"
"""The language that the code is written in; it needs no translations."""


@dataclass(frozen=True)
class Catalogue:
    """Translations by language, then by English text: the forms for one and for many, or one for both."""

    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    zone: ZoneInfo = STOCKHOLM

    @classmethod
    def load(
        cls, folders: Sequence[Path], languages: Sequence[str], *, zone: ZoneInfo = STOCKHOLM
    ) -> "Catalogue":
        """Merge every ``<folder>/<language>/LC_MESSAGES/*.po``; what a later folder says wins."""
        return cls(
            {language: _merged(folders, language) for language in languages if language != SOURCE}, zone
        )

    def translate(self, text: str, language: str) -> str:
        """The text in the language; English where no translation is known.

        The arguments of a `Msg` follow: messages among them are translated, days and decimals written
        as the language writes them.
        """
        words = self.words.get(language)
        if not isinstance(text, Msg):
            return words[text][0] if words and text in words else text
        template = _form(text, words)
        if not text.arguments:
            return template
        arguments = {name: self._argument(value, language) for name, value in text.arguments.items()}
        if isinstance(text, Plural):
            arguments["n"] = format_number(int(str(text.arguments["n"])), language)
        try:
            return template.format(**arguments)
        except (KeyError, IndexError, ValueError):
            return str(text)

    def _argument(self, value: object, language: str) -> object:
        match value:
            case Msg():
                return self.translate(value, language)
            case datetime():
                return format_datetime(value, language, style="long", zone=self.zone)
            case date():
                return format_date(value, language, style="long")
            case Decimal():
                return format_number(value, language)
        return value


def _form(text: Msg, words: Mapping[str, tuple[str, ...]] | None) -> str:
    """The sentence to fill in: both languages have one form for one, and one for all other counts."""
    many = isinstance(text, Plural) and text.arguments["n"] != 1
    forms = words.get(text.template) if words else None
    if forms is None:
        return text.plural if many and isinstance(text, Plural) else text.template
    return forms[-1] if many else forms[0]


def _merged(folders: Sequence[Path], language: str) -> dict[str, tuple[str, ...]]:
    return {
        entry.source: entry.forms
        for folder in folders
        for file in sorted((folder / language / "LC_MESSAGES").glob("*.po"))
        for entry in read_po(file)
        if entry.is_translated
    }
