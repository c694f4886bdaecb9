"""C16: whatever a plugin says, it says in every language of the installation."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import utblick
from utblick.i18n import Msg
from utblick.i18n.catalogue import SOURCE
from utblick.i18n.check import LANGUAGE, Texts, check
from utblick.i18n.po import read_po
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import place

_DECLARED = ("permissions", "records", "navigation", "panels", "indicators", "jobs")
_SPOKEN = frozenset(
    {
        *("title", "plural", "label", "help", "summary", "lead"),
        *("empty", "confirm", "unit", "unit_one", "retention"),
    }
)
"""Parts of declarations that people read."""


def spoken(subject: Subject) -> Iterator[Finding]:
    """Every marked text has its translation, and every text for people is marked."""
    asked = set(subject.houses.first.settings.municipality.languages) - {SOURCE}
    for language in sorted(asked - {LANGUAGE}):
        mend = "Ask the core for that language first."
        yield Finding(subject.name, f"Translations into {language} cannot be compared.", mend, "note")
    for problem in check(Texts.of(subject.folder), shared=_of_the_core()):
        yield Finding(
            place(problem.file, problem.line),
            f"{problem.message[:1].upper()}{problem.message[1:]}.",
            f"Mend it in locale/{LANGUAGE}/LC_MESSAGES/; utblick i18n extract {subject.name} shows it.",
            "advice" if problem.warning else None,
        )
    yield from _unmarked(subject)


def _of_the_core() -> set[str]:
    files = (Path(utblick.__file__).parent / "locale" / LANGUAGE / "LC_MESSAGES").glob("*.po")
    return {entry.source for file in files for entry in read_po(file) if entry.is_translated}


def _unmarked(subject: Subject) -> Iterator[Finding]:
    said = [text for part in ("card", *_DECLARED) for text in _texts(getattr(subject.plugin, part))]
    if subject.plugin.settings is not None:
        settings = type(subject.plugin.settings).model_fields.values()
        said += [setting.description for setting in settings if setting.description]
    for text in dict.fromkeys(text for text in said if text and not isinstance(text, Msg)):
        yield Finding(
            subject.sources.literal(text),
            f"The text {text!r} is not marked, so it stays in this language.",
            'Write `_("…")` around it.',
        )


def _texts(declared: Any) -> Iterator[str]:
    """The texts for people in a declaration, and in those within it."""
    if isinstance(declared, tuple):
        for one in declared:
            yield from _texts(one)
    elif is_dataclass(declared) and not isinstance(declared, type):
        for field in fields(declared):
            value = getattr(declared, field.name)
            if field.name in _SPOKEN and isinstance(value, str):
                yield value
            elif not callable(value):
                yield from _texts(value)


C16 = Rule("C16", "Its words are there in every language of the installation.", spoken)
