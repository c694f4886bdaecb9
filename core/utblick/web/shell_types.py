"""What every page of the house shows around its content."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from utblick.bus.waiting import Waiting
from utblick.i18n import Msg


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellMunicipality:
    """Whose installation this is."""

    name: str
    hue: int = 215
    logo_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShellUser:
    """Who is signed in."""

    name: str
    initials: str
    permissions: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        return not permission or "*" in self.permissions or permission in self.permissions


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    title: str
    url: str
    icon: str = "file"
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NavSection:
    """A part of the side menu; one without a title stands alone at the top, the others can be folded.

    `name` is what the browser remembers the fold by.
    """

    links: Sequence[NavLink]
    title: str = ""
    name: str = ""
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Flash:
    """Something said once, on the next page; the tone is ok, info, warn or bad."""

    text: Msg | str
    tone: str = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The frame of a page. `live_url` is the address of the event stream, empty where nothing is live."""

    municipality: ShellMunicipality
    user: ShellUser | None = None
    navigation: Sequence[NavSection] = ()
    notices: int = 0
    csrf_token: str = ""
    path: str = "/"
    language: str = "sv"
    languages: Sequence[str] = ("sv", "en")
    flashes: Sequence[Flash] = field(default_factory=tuple)
    bus_degraded: bool = False
    waiting: Waiting = Waiting()
    version: str = ""
    live_url: str = "/live"
