"""The words for everything in the university node that is chosen from a list."""

from collections.abc import Sequence

from utblick.api import Choice, Context, Msg


def label(choices: Sequence[Choice], value: str) -> Msg | str:
    """The words for a stored value; the value itself when it is none of the choices."""
    return next((choice.label for choice in choices if choice.value == value), value)


def options(ctx: Context, choices: Sequence[Choice]) -> list[tuple[str, str]]:
    """The choices as a form offers them."""
    return [(choice.value, ctx.translate(choice.label)) for choice in choices if choice.offered]
