"""The installation's keys: the one that is used now, and those that are still accepted beside it.

They come from the settings, or from a file in the data folder that is read anew each time, so that every
process has a new key at once.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from utblick.errors import Misconfigured
from utblick.i18n import _

if TYPE_CHECKING:
    from utblick.settings import Settings

FILE = "secret.key"
_HEAD = b"utblick keys, the one in use first\n"
"""Begins a file that holds several keys; one without it is a key as it is, and was never replaced."""
_MARK = 8


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `since` is when it was made, where the file says so."""

    secret: bytes
    since: datetime | None = None

    @property
    def mark(self) -> str:
        """What the key is called: tells keys apart, and gives none away."""
        return hmac.digest(self.secret, b"mark", "sha256").hex()[:_MARK]


@dataclass(frozen=True, slots=True)
class Keyring:
    """The key in use, those before it (the latest first), and the one that will follow it."""

    current: Key
    former: tuple[Key, ...] = ()
    next: Key | None = None

    @property
    def all(self) -> tuple[Key, ...]:
        """Every key that is accepted, the one in use first."""
        return (self.current, *self.former, *((self.next,) if self.next else ()))

    @property
    def oldest(self) -> Key:
        """The first key that is still held: what has no mark was made with it."""
        return self.former[-1] if self.former else self.current

    def marked(self, mark: str) -> Key | None:
        """The key that is called so, if it is held."""
        return next((key for key in self.all if key.mark == mark), None)


def keyring(settings: "Settings") -> Keyring:
    """The keys of this installation; the first one is made when there is none."""
    if not is_given(settings):
        return _from_file(file_of(settings))
    said = settings.sign_in
    current, former, following = (
        Key(sha256(one.get_secret_value().encode()).digest()) if one.get_secret_value() else None
        for one in (said.key, said.former_key, said.next_key)
    )
    assert current is not None
    return Keyring(current, (former,) if former else (), following)


def is_given(settings: "Settings") -> bool:
    """Whether the keys come from the settings; otherwise they are in a file."""
    return bool(settings.sign_in.key.get_secret_value())


def file_of(settings: "Settings") -> Path:
    """Where the keys lie when the settings give none."""
    return settings.data_folder / FILE


def renew(path: Path) -> Keyring:
    """Put a new key in front of those in the file, which stay."""
    held = _from_file(path)
    new = Key(os.urandom(32), datetime.now(UTC).replace(microsecond=0))
    return _write(path, (new, held.current, *held.former))


def drop(path: Path, mark: str) -> Keyring:
    """Take a former key out of the file."""
    held = _from_file(path)
    return _write(path, (held.current, *(key for key in held.former if key.mark != mark)))


def _from_file(path: Path) -> Keyring:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raw = _first(path)
    if not raw.startswith(_HEAD):
        return Keyring(Key(raw))
    try:
        current, *former = (_read(line) for line in raw[len(_HEAD) :].splitlines())
    except (ValueError, binascii.Error):
        raise Misconfigured(
            _("{file} holds no keys that can be read. Put it back from the backup.", file=str(path))
        ) from None
    return Keyring(current, tuple(former))


def _read(line: bytes) -> Key:
    since, _space, secret = line.partition(b" ")
    return Key(base64.b64decode(secret, validate=True), datetime.fromisoformat(since.decode()))


def _write(path: Path, keys: Sequence[Key]) -> Keyring:
    """Change the file as a whole, for the same user alone; a key without a day was made with the file."""
    before = path.stat()
    made = datetime.fromtimestamp(int(before.st_mtime), UTC)
    dated = [Key(key.secret, key.since or made) for key in keys]
    lines = [f"{key.since:%Y-%m-%dT%H:%M:%S+00:00} {base64.b64encode(key.secret).decode()}" for key in dated]
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        with suppress(PermissionError):
            os.fchown(file.fileno(), before.st_uid, before.st_gid)
        file.write(_HEAD + "".join(f"{line}\n" for line in lines).encode())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return Keyring(dated[0], tuple(dated[1:]))


def _first(path: Path) -> bytes:
    """The first key of this installation, readable by its user alone; of several that make one, one wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(os.urandom(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
