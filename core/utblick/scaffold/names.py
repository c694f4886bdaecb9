"""What a new plugin or piece may be called, and the forms in which its name is written."""

import builtins
import keyword
import re
from collections.abc import Collection
from dataclasses import dataclass

from utblick.i18n import _
from utblick.scaffold.refused import Refused

LONGEST = 24
LONGEST_TOGETHER = 40
"""Of a plugin and a piece: databases cut the names of indexes after 63 signs."""
LONGEST_TITLE = 28
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_OUTSIDE = ("health", "live", "metrics", "static", "utblick", "alembic")
"""First parts of addresses that no room of the core declares, and names of packages and tables."""


@dataclass(frozen=True, slots=True)
class Titles:
    """What people call a thing, in English and in Swedish."""

    english: str
    swedish: str


def words(name: str) -> str:
    """The words of a name: ``delegation visit``."""
    return name.replace("_", " ")


def class_name(name: str) -> str:
    """The name as a class has it: ``DelegationVisit``."""
    return "".join(part.capitalize() for part in name.split("_"))


def title(name: str) -> str:
    """The name as a heading: ``Delegation visit``."""
    return words(name).capitalize()


def plural(word: str) -> str:
    """Many of it, in English as far as that follows a rule."""
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if re.search(r"(s|x|z|ch|sh)$", word) else f"{word}s"


def check_form(name: str) -> None:
    """Raise `Refused` when the name is not written as names are."""
    if not _NAME.fullmatch(name):
        raise Refused(
            _(
                "{name} cannot be a name: lower-case letters, digits and single underscores between them, "
                "beginning with a letter, as in delegation_visits.",
                name=name or "''",
            )
        )
    if len(name) > LONGEST:
        raise Refused(_("{name} is longer than {n} signs. Choose a shorter name.", name=name, n=LONGEST))


def check_plugin_name(name: str, *, installed: Collection[str], reserved: Collection[str]) -> None:
    """Raise `Refused` with the reason when no plugin can be called so."""
    check_form(name)
    if name in installed:
        raise Refused(_("There is a plugin called {name} already. Choose another name.", name=name))
    if name in reserved:
        raise Refused(_("{name} is a word that the platform itself uses. Choose another name.", name=name))
    for other in sorted({*installed, "core"}):
        if name.startswith(f"{other}_") or other.startswith(f"{name}_"):
            raise Refused(
                _(
                    "The tables of {name} could not be told from those of {other}: one name begins with "
                    "the other. Choose another name.",
                    name=name,
                    other=other,
                )
            )


def check_piece_name(name: str, *, plugin: str) -> None:
    """Raise `Refused` with the reason when no piece of the plugin can be called so."""
    check_form(name)
    if keyword.iskeyword(name) or {name, class_name(name)} & set(vars(builtins)):
        raise Refused(_("{name} is a word of Python itself. Choose another name.", name=name))
    if name.startswith(f"{plugin}_"):
        raise Refused(
            _("Leave out the plugin: {name} stands behind {plugin} anyway.", name=name, plugin=plugin)
        )
    if len(plugin) + len(name) > LONGEST_TOGETHER:
        raise Refused(
            _(
                "{plugin} and {name} together are longer than {n} signs, so databases would cut the names "
                "of tables.",
                plugin=plugin,
                name=name,
                n=LONGEST_TOGETHER,
            )
        )


def check_title(text: str) -> str:
    """The title without spaces around it; `Refused` when it cannot stand in source."""
    text = text.strip()
    if not 2 <= len(text) <= LONGEST_TITLE or re.search(r'["\\{}<>`\n\r\t]', text):
        raise Refused(
            _(
                '"{text}" cannot be a title: 2 to {n} signs, and none of " \\ < > ` or braces.',
                text=text,
                n=LONGEST_TITLE,
            )
        )
    return text


def reserved_names() -> frozenset[str]:
    """Names that the platform uses itself: first parts of its addresses, and its commands."""
    from utblick.cli.main import cli
    from utblick.registry import CORE, load_registry
    from utblick.settings import Settings

    core = load_registry(Settings(plugins=())).plugins[0]
    paths = {route.path.split("/")[1] for route in core.routes} | {
        record.path.split("/")[0] for record in core.records
    }
    return frozenset(paths) | frozenset(cli.places) | {CORE, *_OUTSIDE}
