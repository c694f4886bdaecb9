"""The file of a blueprint: what it holds, as JSON, and who signed exactly that."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

import msgspec
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from utblick.errors import Invalid
from utblick.i18n import Msg, _

FORMAT = 1
LARGEST = 2_000_000
SUFFIX = ".blueprint.json"
_FIELDS = {"utblick_blueprint", "blueprint", "signatures"}
_WRONG = _("This is not a blueprint of Utblick, or not all of it: {reason}")

Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NamedPlugin(_Part):
    """A plugin of the blueprint, with the version that it was made with."""

    name: Code
    version: Annotated[str, Field(max_length=40)] = ""


class NamedRole(_Part):
    """A role and what it allows."""

    title: Annotated[str, Field(max_length=80)] = ""
    permissions: tuple[Annotated[str, Field(max_length=100)], ...] = ()


class Blueprint(_Part):
    """A way of working: which plugins, set how, counting what, with which roles.

    `settings` are named as in the settings file, ``plugin.twinning.firms_needed``; `parts` are the plugins'
    own, by name and key.
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
    version: Annotated[int, Field(ge=1, le=100_000)] = 1
    title: Annotated[str, Field(min_length=1, max_length=120)]
    description: Annotated[str, Field(max_length=2000)] = ""
    made_on: date
    made_with: Annotated[str, Field(max_length=40)] = ""
    plugins: tuple[NamedPlugin, ...] = ()
    settings: dict[Annotated[str, Field(max_length=120)], Any] = {}
    roles: dict[Code, NamedRole] = {}
    parts: dict[str, dict[Annotated[str, Field(max_length=100)], dict[str, Any]]] = {}


@dataclass(frozen=True, slots=True)
class Signature:
    """That the holder of a key has signed."""

    key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Document:
    """A blueprint as it lies in its file, with the bytes that are signed."""

    blueprint: Blueprint
    content: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def plain(self) -> dict[str, Any]:
        """The whole file as plain values."""
        return {
            "utblick_blueprint": FORMAT,
            "blueprint": msgspec.json.decode(self.content),
            "signatures": [{"key": one.key, "signature": one.signature} for one in self.signatures],
        }

    def written(self) -> bytes:
        """The file, for people to read as well."""
        return msgspec.json.format(msgspec.json.encode(self.plain, order="sorted"), indent=2) + b"\n"


def document_of(blueprint: Blueprint) -> Document:
    """The blueprint as a file that nobody has signed yet."""
    return Document(blueprint, canonical(blueprint.model_dump(mode="json")))


def canonical(value: object) -> bytes:
    """The one way in which a value is written when it is signed or compared."""
    return msgspec.json.encode(value, order="sorted")


def read_document(raw: bytes) -> Document:
    """The blueprint in a file; raises `Invalid` with what is wrong with it. No signature is judged."""
    if len(raw) > LARGEST:
        raise _wrong(_("it is larger than {n} MB", n=LARGEST // 1_000_000))
    try:
        plain = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _wrong(_("it is not JSON")) from None
    return document_in(plain)


def document_in(plain: object) -> Document:
    """The same of plain values."""
    if not isinstance(plain, Mapping) or "utblick_blueprint" not in plain:
        raise _wrong(_("it does not say that it is one"))
    if plain["utblick_blueprint"] != FORMAT:
        raise _wrong(_("it is of a newer kind than this version knows"))
    if set(plain) - _FIELDS:
        raise _wrong(_("{field} is not known", field=min(set(plain) - _FIELDS)))
    try:
        blueprint = Blueprint.model_validate(plain.get("blueprint"))
        content = canonical(plain["blueprint"])
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _wrong(_("{field} cannot be read", field=place or "blueprint")) from None
    except RecursionError:
        raise _wrong(_("it is nested too deeply")) from None
    return Document(blueprint, content, tuple(_signatures(plain.get("signatures", []))))


def _signatures(given: object) -> list[Signature]:
    found = []
    for one in given if isinstance(given, list) else [None]:
        if not isinstance(one, dict) or not all(isinstance(one.get(n), str) for n in ("key", "signature")):
            raise _wrong(_("{field} cannot be read", field="signatures"))
        found.append(Signature(one["key"], one["signature"]))
    return found


def _wrong(reason: Msg) -> Invalid:
    said = _WRONG.filled(reason=reason)
    return Invalid({"file": said}, said)
