"""A sentence for the next page: carried by a short-lived cookie, shown once."""

import base64
import binascii
from collections.abc import Sequence
from http.cookies import SimpleCookie

import msgspec

from utblick.context import Context
from utblick.i18n import Msg
from utblick.web.shell_types import Flash

NAME = "utblick_flash"
_GONE = f"{NAME}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly"


def cookie(flashes: Sequence[tuple[str, Msg]], *, secure: bool = False) -> str:
    """The Set-Cookie value that carries the sentences; arguments travel as plain text."""
    packed = [
        (
            tone,
            getattr(text, "template", str(text)),
            {k: str(v) for k, v in getattr(text, "arguments", {}).items()},
        )
        for tone, text in flashes[-3:]
    ]
    value = base64.urlsafe_b64encode(msgspec.json.encode(packed)).decode().rstrip("=")
    return f"{NAME}={value}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly" + ("; Secure" if secure else "")


def is_waiting(ctx: Context) -> bool:
    """Whether there is a sentence to show now."""
    web = ctx.request
    return web is not None and (bool(web.flashes) or NAME in web.headers.get("cookie", ""))


def take(ctx: Context) -> list[Flash]:
    """The sentences to show now: those of this request, then those that the cookie brought."""
    web = ctx.request
    if web is None:
        return []
    found = [Flash(text=text, tone=tone) for tone, text in web.flashes]
    jar = web.headers.get("cookie", "")
    if NAME not in jar:
        return found
    web.set_cookies.append(_GONE)
    morsel = SimpleCookie(jar).get(NAME)
    return [*_unpacked(morsel.value if morsel else ""), *found]


def _unpacked(value: str) -> list[Flash]:
    try:
        raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
        packed = msgspec.json.decode(raw, type=list[tuple[str, str, dict[str, str]]])
        return [
            Flash(text=Msg(template, **arguments), tone=_tone(tone)) for tone, template, arguments in packed
        ]
    except (binascii.Error, msgspec.DecodeError, ValueError, KeyError, IndexError):
        return []


def _tone(tone: str) -> str:
    return tone if tone in {"ok", "info", "warn", "bad"} else "info"
