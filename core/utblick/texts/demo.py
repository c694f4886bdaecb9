"""A text that the municipality of the demonstration has put in its own words."""

from utblick.access.texts import INVITATION
from utblick.context import Context
from utblick.texts import own
from utblick.texts.wording import Wording

_WORDS = Wording(
    "Välkommen till Utblick, {name}",
    """Hej {name}!

Från och med nu arbetar du i Utblick, där {municipality} samlar sina kontakter med omvärlden. \
Välj ett lösenord så är du igång.

[Välj ett lösenord]({url})

Länken fungerar en gång och gäller i sju dagar. Har den slutat att gälla ordnar din administratör en ny.""",
)


def load(ctx: Context) -> None:
    """Put the invitation to new users in other Swedish words."""
    if "sv" in ctx.settings.municipality.languages:
        own.write(ctx, INVITATION, "sv", _WORDS, seen=None)
