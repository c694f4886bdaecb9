"""Whether the texts that a plugin declares can be said: names, placeholders, and their standard wording."""

import re
from typing import TYPE_CHECKING

from utblick.declare.texts import Placeholder, Text
from utblick.errors import Misconfigured
from utblick.i18n import Msg, _
from utblick.texts.wording import MUNICIPALITY, problems, standard

if TYPE_CHECKING:
    from utblick.registry import LoadedPlugin

_NAME = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)+")
_PLACEHOLDER = re.compile(r"[a-z][a-z0-9_]*")
_OF_THE_CORE = ("mail", "page")


def check_texts(plugin: "LoadedPlugin") -> None:
    """Raise `Misconfigured` with one sentence about the first text that cannot be said."""
    for text in plugin.texts:
        wrong = _wrong(plugin.name, text)
        if wrong is not None:
            raise Misconfigured(
                _(
                    "{plugin}: {hook}: the text {name} cannot be said: {why}",
                    plugin=plugin.name,
                    hook="register_texts",
                    name=text.name,
                    why=wrong,
                )
            )


def _wrong(plugin: str, text: Text) -> Msg | None:
    owners = _OF_THE_CORE if plugin == "core" else (plugin,)
    if not _NAME.fullmatch(text.name) or text.name.partition("/")[0] not in owners or len(text.name) > 80:
        return _("its name must be {plugin}/ and plain words.", plugin=owners[0])
    names = [one.name for one in text.placeholders]
    if len({*names, MUNICIPALITY.name}) <= len(names):
        return _("it declares a placeholder twice.")
    strange = next((one for one in text.placeholders if not _is_sound(one)), None)
    if strange is not None:
        return _("the placeholder {name} contradicts itself.", name=strange.name)
    wrong = problems(text, standard(text, str))
    return next(iter(wrong.values()), None)


def _is_sound(one: Placeholder) -> bool:
    """A plain word, with an example of its own sort; what is needed is never left out."""
    fits = isinstance(one.example, tuple) == one.many
    return bool(_PLACEHOLDER.fullmatch(one.name)) and fits and not (one.needed and one.carries)
