"""The words of choices, outside of the lists and forms that show them by themselves."""

from collections.abc import Sequence

from utblick.context import Context
from utblick.declare import Choice
from utblick.i18n import Msg


def choice_label(choices: Sequence[Choice], value: str) -> Msg | str:
    """The words for a stored value; the value itself when it is none of the choices."""
    return next((choice.label for choice in choices if choice.value == value), value)


def choice_options(ctx: Context, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """The values that can be chosen, with their words in the reader's language, as a form offers them."""
    return [(choice.value, ctx.translate(choice.label)) for choice in choices if choice.offered]
