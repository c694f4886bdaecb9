"""The cookies of access: one that carries the session, one that remembers a visitor's language."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from utblick.settings import Settings

LANGUAGE = "utblick_language"
_YEAR = 365 * 24 * 3600


def session_name(settings: "Settings") -> str:
    """The cookie's name: behind TLS browsers themselves hold it to this host, this path and TLS."""
    return "__Host-utblick" if is_secure(settings) else "utblick"


def session_cookie(settings: "Settings", token: str, *, seconds: int) -> str:
    """The Set-Cookie value that keeps a session; zero seconds removes it."""
    return _cookie(settings, session_name(settings), token, seconds)


def provider_name(way: str) -> str:
    """The name of the cookie that binds a sign-in at the provider of that way to this browser."""
    return f"utblick_{way}"


def provider_cookie(settings: "Settings", way: str, state: str, *, seconds: int) -> str:
    """The Set-Cookie value that binds a sign-in at the provider to this browser."""
    return _cookie(settings, provider_name(way), state, seconds)


def language_cookie(settings: "Settings", language: str) -> str:
    """The Set-Cookie value that remembers a visitor's language for a year."""
    return _cookie(settings, LANGUAGE, language, _YEAR)


def cookie_value(header: str, name: str) -> str:
    """The value of one cookie in a Cookie header; empty when it is not there."""
    for part in header.split(";"):
        key, _sign, value = part.partition("=")
        if key.strip() == name:
            return value.strip()
    return ""


def is_secure(settings: "Settings") -> bool:
    """Whether browsers reach this installation by TLS."""
    return settings.public_url.startswith("https://")


def _cookie(settings: "Settings", name: str, value: str, seconds: int) -> str:
    secure = "; Secure" if is_secure(settings) else ""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
