"""What of a story people read: in either language, and the mark by which one text is told from another."""

from dataclasses import dataclass

from utblick.api import Msg, _, token_hash
from utblick_dissemination.models import Story

_PARTS = (
    ("done", _("What was done")),
    ("evidence", _("What shows that it worked")),
    ("others", _("What others can use")),
    ("lessons", _("What did not work, and what we learnt")),
)
TEXTS = tuple(
    f"{name}{ending}" for name in ("title", *(name for name, _title in _PARTS)) for ending in ("", "_en")
)
"""The fields that hold text of the story."""

_SHOWN = (*TEXTS, "kind", "country", "credited")


@dataclass(frozen=True, slots=True)
class Version:
    """A story in one language: its title, and its parts with their headings."""

    language: str
    title: str
    parts: list[tuple[Msg, str]]


def hash_of(story: Story) -> str:
    """The mark of everything that the public page shows; another one as soon as anything is another."""
    return token_hash("\x1f".join(str(getattr(story, name)) for name in _SHOWN))


def versions_of(story: Story) -> list[Version]:
    """The story in each language in which it stands, Swedish first."""
    return [_version(story, "sv"), *([_version(story, "en")] if _has_english(story) else [])]


def version_of(story: Story, language: str) -> Version:
    """The story as a reader of the language reads it; in Swedish where there is no English text."""
    return _version(story, "en" if language == "en" and _has_english(story) else "sv")


def title_of(story: Story, language: str) -> str:
    """The title as a reader of the language reads it."""
    return version_of(story, language).title


def _has_english(story: Story) -> bool:
    return bool(story.title_en and story.done_en)


def _version(story: Story, language: str) -> Version:
    ending = "_en" if language == "en" else ""
    parts = [(heading, getattr(story, f"{name}{ending}")) for name, heading in _PARTS]
    return Version(language, getattr(story, f"title{ending}"), [(name, text) for name, text in parts if text])
