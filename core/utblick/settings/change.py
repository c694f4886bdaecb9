"""Changing one value of the settings file, with its comments and its order left as they are."""

import shutil
import tomllib
from collections.abc import Sequence
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from utblick.errors import Misconfigured
from utblick.i18n import Msg, _


def write_plugins(file: Path, plugins: Sequence[str]) -> None:
    """Let the file name these plugins, in this order; it is made when there is none.

    Raises `Misconfigured`, and changes nothing, when that cannot be done without a doubt.
    """
    try:
        before = file.read_bytes().decode("utf-8") if file.is_file() else ""
        after = _with_plugins(before, plugins)
        if tomllib.loads(after) != tomllib.loads(before) | {"plugins": list(plugins)}:
            raise ValueError
    except (TOMLKitError, ValueError):
        raise Misconfigured(_by_hand(file, plugins)) from None
    except OSError as error:
        raise Misconfigured(
            _("{file} cannot be read: {reason}", file=str(file), reason=error.strerror or "")
        ) from None
    _replace(file.resolve(), after)


def _with_plugins(text: str, plugins: Sequence[str]) -> str:
    document = tomlkit.parse(text)
    if "plugins" not in document:
        document["plugins"] = list(plugins)
        return tomlkit.dumps(document)
    listed = document["plugins"]
    if not isinstance(listed, tomlkit.items.Array):
        raise TypeError
    for name in [name for name in listed if name not in plugins]:
        listed.remove(name)
    for name in [name for name in plugins if name not in listed]:
        listed.append(name)
    return tomlkit.dumps(document)


def _by_hand(file: Path, plugins: Sequence[str]) -> Msg:
    return _(
        "{file} cannot be changed by this command; nothing was changed. Write there yourself: {line}",
        file=str(file),
        line=f"plugins = {list(plugins)}".replace("'", '"'),
    )


def _replace(file: Path, text: str) -> None:
    """Write the file whole or not at all, with the rights that it had."""
    draft = file.with_name(f"{file.name}.new")
    try:
        draft.write_bytes(text.encode("utf-8"))
        if file.is_file():
            shutil.copymode(file, draft)
        draft.replace(file)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Misconfigured(
            _("{file} cannot be written: {reason}", file=str(file), reason=error.strerror or "")
        ) from None
