"""Text that waits for its language: English in the source, translated when somebody reads it."""

from collections.abc import Mapping
from typing import Any, Self


class Msg(str):
    """A translatable sentence with its arguments; as a plain string it is the filled-in English."""

    __slots__ = ("arguments", "template")
    template: str
    arguments: dict[str, object]

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        self = super().__new__(cls, template.format(**arguments) if arguments else template)
        self.template = template
        self.arguments = arguments
        return self


class Plural(Msg):
    """A sentence whose form depends on a count; the arguments hold it as ``n``."""

    __slots__ = ("plural",)
    plural: str

    def __new__(cls, singular: str, plural: str, /, n: int, **arguments: object) -> Self:
        self = super().__new__(cls, singular if n == 1 else plural, n=n, **arguments)
        self.template, self.plural = singular, plural
        return self


def packed(message: Msg) -> dict[str, object]:
    """A sentence as JSON keeps it, so that it can still be translated when it is read again."""
    return {"text": message.template, "with": {name: str(value) for name, value in message.arguments.items()}}


def unpacked(kept: Mapping[str, Any]) -> Msg:
    """The sentence that was kept."""
    return Msg(kept["text"], **kept["with"])


def _(template: str, /, **arguments: object) -> Msg:
    """Mark a sentence for translation; ``{name}`` in it is filled from the arguments."""
    return Msg(template, **arguments)


def ngettext(singular: str, plural: str, /, n: int, **arguments: object) -> Plural:
    """Mark a sentence that has a form for one and a form for many."""
    return Plural(singular, plural, n=n, **arguments)
