"""Every translation of the installation in memory, and a sentence in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from utblick.i18n.format import STOCKHOLM, format_date, format_datetime, format_number
from utblick.i18n.message import Msg, Plural
from utblick.i18n.po import read_po

SOURCE = "en"
"""The language that the code is written in; it needs no translations."""
Words = Mapping[str, tuple[str, ...]]
"""The forms of each English text."""


@dataclass(frozen=True)
class Catalogue:
    """Translations by language, then by English text: the forms for one and for many, or one for both.

    `own` has them by language and speaker, for a sentence that is known to be said by a plugin.
    """

    words: Mapping[str, Words]
    zone: ZoneInfo = STOCKHOLM
    own: Mapping[str, Mapping[str, Words]] = field(default_factory=dict)
    _speakers: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def load(
        cls,
        folders: Sequence[Path],
        languages: Sequence[str],
        *,
        zone: ZoneInfo = STOCKHOLM,
        speakers: Mapping[str, Path] | None = None,
    ) -> "Catalogue":
        """Merge every ``<folder>/<language>/LC_MESSAGES/*.po``; what a later folder says wins.

        `speakers` names the folder of a package, or of templates that begin with a name: what is said there
        is looked for in that folder first.
        """
        wanted = [language for language in languages if language != SOURCE]
        read = {
            language: {folder: _read(folder, language) for folder in {*folders, *(speakers or {}).values()}}
            for language in wanted
        }
        return cls(
            {
                language: {text: forms for one in folders for text, forms in read[language][one].items()}
                for language in wanted
            },
            zone,
            {
                language: {name: read[language][folder] for name, folder in (speakers or {}).items()}
                for language in wanted
            },
        )

    def translate(self, text: str, language: str) -> str:
        """The text in the language; English where no translation is known.

        The arguments of a `Msg` follow: messages among them are translated, days and decimals written
        as the language writes them.
        """
        words = self.words.get(language)
        if not isinstance(text, Msg):
            return words[text][0] if words and text in words else text
        template = _form(text, words, self._own(text.speaker, language))
        if not text.arguments:
            return template
        arguments = {name: self._argument(value, language) for name, value in text.arguments.items()}
        if isinstance(text, Plural):
            arguments["n"] = format_number(int(str(text.arguments["n"])), language)
        try:
            return template.format(**arguments)
        except (KeyError, IndexError, ValueError):
            return str(text)

    def _own(self, speaker: str, language: str) -> Words | None:
        """The words of whoever says it: a template's first name, or the innermost package that is known."""
        known = self.own.get(language)
        if not speaker or not known:
            return None
        if speaker not in self._speakers:
            name = speaker.partition("/")[0]
            while name and name not in known:
                name = name.rpartition(".")[0]
            self._speakers[speaker] = name
        return known.get(self._speakers[speaker])

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


def _form(text: Msg, words: Words | None, own: Words | None) -> str:
    """The sentence to fill in: both languages have one form for one, and one for all other counts."""
    many = isinstance(text, Plural) and text.arguments["n"] != 1
    forms = (own.get(text.template) if own else None) or (words.get(text.template) if words else None)
    if forms is None:
        return text.plural if many and isinstance(text, Plural) else text.template
    return forms[-1] if many else forms[0]


def _read(folder: Path, language: str) -> Words:
    return {
        entry.source: entry.forms
        for file in sorted((folder / language / "LC_MESSAGES").glob("*.po"))
        for entry in read_po(file)
        if entry.is_translated
    }
