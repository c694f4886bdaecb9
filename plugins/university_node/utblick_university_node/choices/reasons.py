"""The reasons of the rules, in words: why a subject was suggested, why somebody fits."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from utblick.api import Context, Msg, _, choice_label, country_name, format_date
from utblick_university_node.choices.fields import name_of
from utblick_university_node.choices.work import LEVELS

_SAID: dict[str, Msg] = {
    "words": _("The words “{words}” point at {field}."),
    "no_words": _("No word pointed at a field, so this is only a first guess: change it."),
    "programme": _("The university has a programme within {field}."),
    "season": _("Students of this level begin on {day}."),
    "late": _("The next students of this level do not begin until {day}, later than you wished."),
    "field": _("Knows {field}."),
    "level": _("The level is right: {level}."),
    "school": _("Studies at the university of the assignment."),
    "country": _("Wants to go to {country}."),
    "free": _("Can begin on {day}."),
    "busy": _("Cannot begin until {day}."),
    "advertise": _("Advertises right now, until {day}."),
    "idle": _("Has nothing open from us at the moment."),
    "knows": _("Has competence in {words}."),
}


def said(ctx: Context, reasons: Iterable[dict[str, Any]]) -> list[Msg]:
    """Each reason as a sentence; a rule that is not known any more says nothing."""
    return [
        Msg(_SAID[one["rule"]].template, **_words(ctx, one["with"]))
        for one in reasons
        if one["rule"] in _SAID
    ]


def _words(ctx: Context, given: dict[str, Any]) -> dict[str, str]:
    words = {name: str(value) for name, value in given.items()}
    if "field" in words:
        words["field"] = name_of(words["field"], ctx.language)
    if "level" in words:
        words["level"] = ctx.translate(choice_label(LEVELS, words["level"]))
    if "country" in words:
        words["country"] = country_name(words["country"], ctx.language)
    if "day" in words:
        words["day"] = format_date(date.fromisoformat(words["day"]), ctx.language, style="long")
    return words
