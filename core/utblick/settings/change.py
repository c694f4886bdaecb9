"""Changing values of the settings file, with its comments and its order left as they are."""

import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from utblick.errors import Misconfigured
from utblick.i18n import Msg, _

Values = Mapping[tuple[str, ...], Any]


def write_plugins(file: Path, plugins: Sequence[str]) -> None:
    """Let the file name these plugins, in this order; it is made when there is none.

    Raises `Misconfigured`, and changes nothing, when that cannot be done without a doubt.
    """
    write_settings(file, {("plugins",): list(plugins)})


def write_settings(file: Path, values: Values) -> None:
    """Write values at their keys, all of them or none; as `write_plugins`."""
    try:
        before = file.read_bytes().decode("utf-8") if file.is_file() else ""
        after = _with_values(before, values)
        if tomllib.loads(after) != _expected(tomllib.loads(before), values):
            raise ValueError
    except (TOMLKitError, ValueError, TypeError):
        raise Misconfigured(_by_hand(file, values)) from None
    except OSError as error:
        raise Misconfigured(
            _("{file} cannot be read: {reason}", file=str(file), reason=error.strerror or "")
        ) from None
    _replace(file.resolve(), after)


def _with_values(text: str, values: Values) -> str:
    document = tomlkit.parse(text)
    for keys, value in values.items():
        place: Any = document
        for depth, key in enumerate(keys[:-1], 1):
            if key not in place:
                place[key] = tomlkit.table(is_super_table=depth < len(keys) - 1)
            place = place[key]
        if isinstance(value, list) and keys[-1] in place:
            _renew(place[keys[-1]], value)
        else:
            place[keys[-1]] = value
    return tomlkit.dumps(document)


def _renew(listed: object, wanted: Sequence[object]) -> None:
    """Take out of a written list what is not wanted, and add what is missing, so that comments stay."""
    if not isinstance(listed, tomlkit.items.Array):
        raise TypeError
    for one in [one for one in listed if one not in wanted]:
        listed.remove(one)
    for one in [one for one in wanted if one not in listed]:
        listed.append(one)


def _expected(before: dict[str, Any], values: Values) -> dict[str, Any]:
    for keys, value in values.items():
        place = before
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        place[keys[-1]] = value
    return before


def _by_hand(file: Path, values: Values) -> Msg:
    lines = "\n".join(
        f"{'.'.join(keys)} = {tomlkit.item(value).as_string()}" for keys, value in values.items()
    )
    return _(
        "{file} cannot be changed by this command; nothing was changed. Write there yourself: {line}",
        file=str(file),
        line=lines,
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
