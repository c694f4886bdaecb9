"""Secrets that are given as files, as container platforms do: `password_file` stands for `password`."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from utblick.settings.mistakes import Keys, Mistake, SettingsMistakes, is_secret, model_at

_ENDING = "_file"
_LARGEST = 65_536


def with_secrets(
    given: Mapping[str, Any], model: type[BaseModel], source: Callable[[Keys], str], *, under: Keys = ()
) -> dict[str, Any]:
    """The settings with the contents of the files in the places of the secrets.

    Raises `SettingsMistakes` for a file that cannot be read, and where a secret is given in both ways.
    """
    found: dict[str, Any] = {}
    for key, value in given.items():
        secret = key.removesuffix(_ENDING)
        inner = model_at(model, (key,))
        if isinstance(value, Mapping) and isinstance(inner, type) and issubclass(inner, BaseModel):
            found[key] = with_secrets(value, inner, source, under=(*under, key))
        elif key.endswith(_ENDING) and key not in model.model_fields and is_secret(model, (secret,)):
            keys = (*under, key)
            if secret in given:
                said = f"give either this or {secret}, not both"
                raise SettingsMistakes((Mistake(source(keys), ".".join(keys), said),))
            found[secret] = _content(Path(str(value)), keys, source)
        else:
            found[key] = value
    return found


def _content(file: Path, keys: Keys, source: Callable[[Keys], str]) -> str:
    """What stands in the file, without the line's end that editors add."""
    try:
        with file.open("rb") as opened:
            return opened.read(_LARGEST).decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        said = f"{file} cannot be read: {why}"
        raise SettingsMistakes((Mistake(source(keys), ".".join(keys), said),)) from None
