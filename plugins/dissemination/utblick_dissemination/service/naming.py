"""Stories that must not name anybody: whether the organisation or its people stand in the text anyway."""

import re
from collections.abc import Iterator

from utblick.api import Context, Invalid, Msg, _, fold
from utblick_dissemination.models import Story
from utblick_dissemination.versions import TEXTS

_FORMS = {"ab", "aktiebolag", "publ", "hb", "kb", "handelsbolag", "kommanditbolag", "ek", "for", "ltd", "inc"}
_FORMS |= {"gmbh", "oy", "as", "aps"}


def require_unnamed(ctx: Context, story: Story) -> None:
    """Raise `Invalid` at each field in which somebody is named that the story must not name."""
    if story.named or story.organisation_id is None:
        return
    names = list(_names(ctx, story))
    problems: dict[str, Msg] = {}
    for field in TEXTS:
        words = fold(getattr(story, field))
        found = next((name for name in names if _holds(words, fold(name))), "")
        if found:
            problems[field] = _(
                "“{name}” stands here. The organisation may not be named, and neither may its people.",
                name=found,
            )
    if problems:
        raise Invalid(problems, next(iter(problems.values())))


def _names(ctx: Context, story: Story) -> Iterator[str]:
    """What the organisation is called with and without its form, its number and site, and its people."""
    assert story.organisation_id is not None
    organisation = ctx.organisations.get(story.organisation_id)
    bare = " ".join(word for word in organisation.name.split() if fold(word) not in _FORMS)
    site = re.sub(r"^(https?://)?(www\.)?", "", organisation.website).partition("/")[0]
    for person in ctx.people.at(organisation.id):
        yield person.name
        last = person.name.split()[-1:]
        yield from (name for name in last if len(name) > 2)
    yield from (organisation.name, bare, organisation.orgnr or "", site)


def _holds(words: str, name: str) -> bool:
    """Whether the name stands in the folded text, also as a genitive."""
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", words) is not None
