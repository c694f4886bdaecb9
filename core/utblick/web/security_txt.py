"""security.txt: whom to tell of a weakness, where those who look for one look first (RFC 9116)."""

from datetime import UTC, datetime, timedelta

from utblick.context import Context
from utblick.errors import NotFound
from utblick.settings import Settings
from utblick.web.routing import Download, get

PLACE = "/.well-known/security.txt"
_SOON = timedelta(days=30)


@get(PLACE, public=True)
def show(ctx: Context) -> Download:
    """The file, while there is a contact and it has not expired."""
    if not is_served(ctx.settings, ctx.now):
        raise NotFound
    return Download("", security_txt(ctx.settings).encode(), "text/plain; charset=utf-8")


def is_served(settings: Settings, now: datetime) -> bool:
    """Whether there is something to say that still holds."""
    said = settings.security
    return bool(said.contact) and said.expires is not None and said.expires > now


def security_txt(settings: Settings) -> str:
    """The text, its lines in the order of the standard's examples."""
    said = settings.security
    lines = [f"Contact: {one}" for one in said.contact]
    if said.expires is not None:
        lines.append(f"Expires: {said.expires.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    lines.append(f"Preferred-Languages: {', '.join(settings.municipality.languages)}")
    if settings.public_url.startswith("https://"):
        lines.append(f"Canonical: {settings.public_url}{PLACE}")
    if said.policy:
        lines.append(f"Policy: {said.policy}")
    return "\n".join(lines) + "\n"


def remark(settings: Settings, now: datetime) -> str:
    """What an administrator should know of it; empty when it is well."""
    said = settings.security
    if not said.contact or said.expires is None:
        return "security.txt is not served: set contact and expires in the table [security]"
    if said.expires <= now:
        return f"security.txt is not served: it expired {said.expires:%Y-%m-%d}; set expires anew"
    if said.expires <= now + _SOON:
        return f"security.txt expires {said.expires:%Y-%m-%d}: set expires anew in the table [security]"
    return ""


ROUTES = (show,)
