"""What settings may be while one tries things out, and must not be where it is in earnest."""

from utblick.settings.mistakes import Mistake
from utblick.settings.model import Settings


def unfit(settings: Settings) -> tuple[Mistake, ...]:
    """What keeps a production installation from being one; nothing is said of others."""
    if settings.environment != "production":
        return ()
    found = [*_web(settings), *_shared(settings), *_bus(settings), *_mail(settings)]
    return tuple(Mistake(settings.source_of(*keys), ".".join(keys), said) for keys, said in found)


_Found = list[tuple[tuple[str, ...], str]]


def _web(settings: Settings) -> _Found:
    keys = ("web", "public_url")
    if not settings.web.public_url:
        return [(keys, "production needs the address that people use, for links in mail and for cookies")]
    if not settings.web.public_url.startswith("https://"):
        return [(keys, "production needs https, or browsers send sign-ins in the open")]
    return []


def _shared(settings: Settings) -> _Found:
    """What several processes, on one machine or on many, must have in common."""
    if not settings.bus.servers:
        return []
    found: _Found = []
    if settings.database_url.startswith("sqlite"):
        said = "servers under [bus] mean several processes, and these need PostgreSQL"
        found.append((("database", "url"), said))
    if not settings.sign_in.key.get_secret_value():
        said = "several processes need one key; give it as UTBLICK_SIGN_IN__KEY"
        found.append((("sign_in", "key"), said))
    if not settings.web.drain_seconds:
        said = "with several processes, let each serve on for some seconds when it is told to stop, such as 5"
        found.append((("web", "drain_seconds"), said))
    return found


def _bus(settings: Settings) -> _Found:
    servers, replicas = len(settings.bus.servers), settings.bus.replicas
    if servers >= 3 and replicas == 1:
        return [
            (("bus", "replicas"), f"{servers} servers, and events on one of them only; 3 keeps three copies")
        ]
    if replicas > max(servers, 1):
        return [(("bus", "replicas"), f"{replicas} copies need as many servers; {servers or 'none'} named")]
    if servers and not (settings.bus.password.get_secret_value() or settings.bus.credentials):
        return [(("bus", "password"), "servers that take anybody are open to everybody in the network")]
    return []


def _mail(settings: Settings) -> _Found:
    if settings.mail.host and settings.mail.sender.endswith("@localhost"):
        return [(("mail", "sender"), "production needs an address that mail can be answered to")]
    return []
