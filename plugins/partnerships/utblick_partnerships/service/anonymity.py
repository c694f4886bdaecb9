"""A profile held against all names that are known, and the gate that keeps leaks from being published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from utblick.api import Context, Invalid, Msg, _
from utblick_partnerships.anonymity import Known, Leak, find_leaks, mark
from utblick_partnerships.models import Profile

TEXTS: Mapping[str, Msg] = {
    "short_title": _("Short title"),
    "summary": _("Summary"),
    "description": _("Description"),
    "advantages": _("Advantages and innovations"),
    "sought": _("Partner sought"),
    "partnership_types": _("Type of partnership"),
    "keywords": _("Keywords"),
}
"""The parts of a profile that others read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One part of a profile with what was found in it."""

    name: str
    label: Msg
    text: str
    leaks: Sequence[Leak]


def check(ctx: Context, profile: Profile) -> list[Checked]:
    """Every part of a profile that others read, with what in it tells who the client is."""
    known = known_of(ctx, profile)
    return [
        Checked(name, label, text, find_leaks(text, known))
        for name, label in TEXTS.items()
        if (text := text_of(profile, name))
    ]


def text_of(profile: Profile, name: str) -> str:
    """A part of a profile as text."""
    value = getattr(profile, name)
    return ", ".join(value) if isinstance(value, list) else str(value)


def known_of(ctx: Context, profile: Profile) -> Known:
    """The names that must not stand in a profile: the client's first of all."""
    client = ctx.organisations.get(profile.organisation_id)
    return Known(
        client=(client.name,),
        organisations=ctx.organisations.every_name(),
        people=ctx.people.every_name(),
        contacts=[person.name for person in ctx.people.at(client.id)],
        brands=profile.brands,
    )


def count_leaks(ctx: Context, profile: Profile) -> None:
    """Keep how many things were found; a reason that was given for others no longer holds."""
    found = _found(ctx, profile)
    profile.leaks = len(found)
    if profile.reasoned != mark(found):
        profile.leak_reason = profile.reasoned = ""


def require_anonymous(ctx: Context, profile: Profile, reason: str) -> None:
    """Let a profile through when nothing was found in it, or a person has written why it may stand.

    Raises `Invalid` at the field of the reason else.
    """
    found = _found(ctx, profile)
    profile.leaks, seen = len(found), mark(found)
    if not found:
        profile.leak_reason = profile.reasoned = ""
        return
    if reason.strip():
        profile.leak_reason, profile.reasoned = reason.strip(), seen
    if profile.reasoned != seen:
        names = ", ".join(sorted({f"“{leak.found[:40]}”" for leak in found})[:5])
        said = _(
            "The text tells who the client is: {names}. Change the text, or write here why it may stand.",
            names=names,
        )
        raise Invalid({"leak_reason": said})


def _found(ctx: Context, profile: Profile) -> list[Leak]:
    return [leak for part in check(ctx, profile) for leak in part.leaks]


def texts_of(profile: Profile) -> dict[str, Any]:
    """The parts that others read, to be kept with what was said of them."""
    return {name: text_of(profile, name) for name in TEXTS}
