"""Own wordings as a part of a blueprint: how one municipality puts things, for others to take over."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from utblick.context import Context
from utblick.declare.blueprints import BlueprintPart, Entries, EntryNote
from utblick.errors import Invalid
from utblick.i18n import Msg, _
from utblick.registry import CORE
from utblick.texts import own
from utblick.texts.wording import LONGEST_BODY, LONGEST_SUBJECT, Wording, problems

_OURS, _TRAVELLING = "{municipality}", "{the municipality}"
"""The placeholder, and how it travels: what a blueprint fills in by itself must not be taken for it."""


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    subject: Annotated[str, Field(max_length=LONGEST_SUBJECT + 100)] = ""
    body: Annotated[str, Field(max_length=LONGEST_BODY + 1000)]


def export(ctx: Context) -> Entries:
    """Every text that is in own words, by its name and language."""
    texts = [text for plugin in ctx.platform.registry.plugins for text in plugin.texts]
    return {
        f"{one.text.name}/{one.language}": {
            "subject": one.own.subject.replace(_OURS, _TRAVELLING),
            "body": one.own.body.replace(_OURS, _TRAVELLING),
        }
        for one in own.views(ctx, texts)
        if one.own is not None
    }


def install(ctx: Context, entries: Entries) -> None:
    """Put the texts in these words; what cannot be used is said before any is written."""
    for key, entry in entries.items():
        refused = note(ctx, key, entry).refused
        if refused is not None:
            raise Invalid({"": _("The entry {key} cannot be used: {field}", key=key, field=refused)})
    for key, entry in entries.items():
        name, _slash, language = key.rpartition("/")
        text = own.text_named(ctx, name)
        newest = next(iter(own.versions(ctx, name, language, limit=1)), None)
        own.write(ctx, text, language, _wording(entry), seen=newest.id if newest else None)


def note(ctx: Context, key: str, entry: Mapping[str, Any]) -> EntryNote:
    """What the text is called here, whose it is, and why it could not be taken over."""
    name = key.rpartition("/")[0]
    owner = name.partition("/")[0]
    owner = CORE if owner in ("mail", "page") else owner
    text = ctx.platform.registry.text(name)
    if text is None:
        refused = _("The version here has no such text.")
        return EntryNote(plugin=owner, refused=refused)
    return EntryNote(title=text.title, plugin=owner, refused=_refused(ctx, key, entry))


def _refused(ctx: Context, key: str, entry: Mapping[str, Any]) -> Msg | None:
    name, _slash, language = key.rpartition("/")
    if language not in ctx.settings.municipality.languages:
        return _("The language {code} is not used here.", code=language)
    try:
        wording = _wording(entry)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        return _("{field} cannot be read", field=place)
    return next(iter(problems(own.text_named(ctx, name), wording).values()), None)


def _wording(entry: Mapping[str, Any]) -> Wording:
    read = _Entry.model_validate(entry)
    return own.tidy(Wording(read.subject.replace(_TRAVELLING, _OURS), read.body.replace(_TRAVELLING, _OURS)))


PART = BlueprintPart(
    name="core.texts",
    title=_("Texts in own words"),
    export=export,
    install=install,
    fields={"subject": _("Subject"), "body": _("Text")},
    note=note,
)
