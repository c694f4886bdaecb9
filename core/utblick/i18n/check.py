"""Whether every text has its Swedish: what is missing, unfinished, contradictory or no longer used."""

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from utblick.i18n.extract import Found, marked_texts
from utblick.i18n.po import Entry, read_po

LANGUAGE = "sv"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to correct, or only to know when it is a warning."""

    file: Path
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(frozen=True)
class Texts:
    """The marked texts of one owner, and its Swedish."""

    found: tuple[Found, ...]
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, package: Path) -> "Texts":
        """The texts of the package in this folder."""
        files = sorted((package / "locale" / LANGUAGE / "LC_MESSAGES").glob("*.po"))
        return cls(tuple(marked_texts(package)), tuple(entry for file in files for entry in read_po(file)))

    @property
    def sources(self) -> Mapping[str, Found]:
        """The first place of each text."""
        places: dict[str, Found] = {}
        for found in self.found:
            if found.source:
                places.setdefault(found.source, found)
        return places

    @property
    def translated(self) -> Mapping[str, Entry]:
        return {entry.source: entry for entry in self.entries}


def check(texts: Texts, *, shared: Iterable[str] = ()) -> Iterator[Problem]:
    """What is wrong with an owner's translations; `shared` are texts that the core translates for all."""
    known, entries = set(shared), texts.translated
    for found in texts.found:
        if not found.source:
            yield Problem(found.file, found.line, "only literal text can be translated")
    for source, found in texts.sources.items():
        if source not in entries and source not in known:
            yield Problem(found.file, found.line, f"not translated: {source!r}")
    seen: dict[str, Entry] = {}
    for entry in texts.entries:
        yield from _entry(entry, texts.sources.get(entry.source), seen.setdefault(entry.source, entry))


def missing(texts: Texts, *, shared: Iterable[str] = ()) -> list[Found]:
    """The texts that lack their Swedish, in the order of their places."""
    done = {entry.source for entry in texts.entries if entry.is_translated} | set(shared)
    return [found for source, found in texts.sources.items() if source not in done]


def _entry(entry: Entry, found: Found | None, first: Entry) -> Iterator[Problem]:
    def problem(message: str, *, warning: bool = False) -> Problem:
        return Problem(entry.file, entry.line, f"{message}: {entry.source!r}", warning)

    if found is None:
        yield problem("no longer used", warning=True)
        return
    if entry.fuzzy:
        yield problem("marked as fuzzy")
    elif not entry.is_translated:
        yield problem("empty or incomplete")
    if bool(found.plural) != bool(entry.plural) or (found.plural and found.plural != entry.plural):
        yield problem("the form for many differs from the source")
    if first is not entry:
        same = first.forms == entry.forms
        yield problem(
            f"stands in {first.file.name} too{'' if same else ', with another translation'}", warning=same
        )
    for place, form in enumerate(entry.forms):
        wrong = _wrong_placeholders(entry, form, may_drop_count=bool(entry.plural) and place == 0)
        if form and wrong:
            yield problem(wrong)


def _wrong_placeholders(entry: Entry, form: str, *, may_drop_count: bool) -> str:
    try:
        wanted, used = _names(entry.plural or entry.source), _names(form)
    except ValueError as error:
        return f"a brace is not closed ({error})"
    lost = wanted - used - ({"n"} if may_drop_count else set())
    unknown = used - wanted
    if not lost and not unknown:
        return ""
    parts = [f"lacks {{{name}}}" for name in sorted(lost)] + [
        f"asks for {{{name}}}" for name in sorted(unknown)
    ]
    return "placeholders differ, the translation " + ", ".join(parts)


def _names(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}
