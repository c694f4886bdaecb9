"""Text that waits for its language: English in the source, translated when somebody reads it."""

import sys
from collections.abc import Mapping
from typing import Any, Self


class Msg(str):
    """A translatable sentence with its arguments; as a plain string it is the filled-in English.

    `speaker` is the module or the template that says it: of two plugins with the same English words each
    has its own translation. It is empty for a sentence that was kept as JSON and read again.
    """

    __slots__ = ("arguments", "speaker", "template")
    template: str
    arguments: dict[str, object]
    speaker: str

    def __new__(cls, template: str, /, **arguments: object) -> Self:
        self = super().__new__(cls, template.format(**arguments) if arguments else template)
        self.template = template
        self.arguments = arguments
        self.speaker = ""
        return self

    def said_by(self, speaker: str) -> Self:
        """The same sentence, which is new and shared by nobody yet, with who says it."""
        self.speaker = speaker
        return self

    def filled(self, **arguments: object) -> "Msg":
        """The sentence of the same speaker with these arguments."""
        return Msg(self.template, **arguments).said_by(self.speaker)


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
    return Msg(template, **arguments).said_by(_caller())


def ngettext(singular: str, plural: str, /, n: int, **arguments: object) -> Plural:
    """Mark a sentence that has a form for one and a form for many."""
    return Plural(singular, plural, n=n, **arguments).said_by(_caller())


def _caller() -> str:
    """The module that marks a sentence."""
    return str(sys._getframe(2).f_globals.get("__name__", ""))
