"""Pages and actions: what a plugin writes, and the values that they answer with."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import quote

from utblick.errors import UtblickError
from utblick.i18n import Msg

SIGNED_IN = "signed in"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Route:
    """One address: how it is called, who may call it, and the function that answers.

    `access` is `PUBLIC`, `SIGNED_IN` or the name of a permission. A GET looks (its session keeps
    nothing); any other method writes, in one transaction that is kept when the answer's status is
    below 400. `max_body` is the largest request body in bytes. A `slow` GET asks other machines, or
    reckons long: it runs beside the others, in a thread. With `elsewhere`, forms of other sites are taken.
    One that `enrols` is open to somebody who must set up a second factor first.
    """

    method: str
    path: str
    perform: Callable[..., Any]
    access: str
    max_body: int = 2_000_000
    slow: bool = False
    elsewhere: bool = False
    enrols: bool = False


def get(
    path: str, *, permission: str = "", public: bool = False, slow: bool = False
) -> Callable[[Callable[..., Any]], Route]:
    """Mark a function `(ctx, *, path parameters) -> answer` as the page at an address.

    The path is written as Litestar's: ``/twinning/agreements/{agreement_id:uuid}``. Signed-in people
    may call it, with the permission where one is named; `public=True` opens it to everybody.
    """
    return _route("GET", path, permission, public, slow=slow)


def post(
    path: str, *, permission: str = "", public: bool = False, max_body: int = 2_000_000
) -> Callable[[Callable[..., Any]], Route]:
    """Mark a function as the action at an address: it writes, and is kept when it answers well."""
    return _route("POST", path, permission, public, max_body=max_body)


def from_elsewhere(route: Route) -> Route:
    """Take forms that pages of other sites send: what they bring must prove itself, and sees no session."""
    return replace(route, elsewhere=True)


def on_the_way(place: str, wanted: str) -> str:
    """The address of what comes first, such as the sign-in, which leads on to where somebody was going."""
    return f"{place}?next={quote(wanted, safe='/')}"


def enrolling(route: Route) -> Route:
    """Open the address to somebody who must set up a second factor before anything else."""
    return replace(route, enrols=True)


def _route(
    method: str, path: str, permission: str, public: bool, *, max_body: int = 2_000_000, slow: bool = False
) -> Callable[[Callable[..., Any]], Route]:
    access = PUBLIC if public else permission or SIGNED_IN

    def mark(perform: Callable[..., Any]) -> Route:
        return Route(method, path, perform, access, max_body, slow)

    return mark


@dataclass(frozen=True, slots=True)
class Page:
    """A template and its values. `block` answers with one named block of it, for htmx.

    With `keep`, what was written stays although the status refuses: a failed attempt must be counted.
    """

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    block: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    keep: bool = False


def page(template: str, /, *, status: int = 200, block: str = "", keep: bool = False, **values: Any) -> Page:
    """Answer with a page. A plugin's templates are addressed as ``plugin/name.html``."""
    return Page(template, values, status, block, keep=keep)


def unseen(made: Page) -> Page:
    """The page kept out of search engines, as everything behind a key in a link is."""
    return replace(made, headers={**made.headers, "x-robots-tag": "noindex, nofollow"})


def closed_link(why: UtblickError, template: str = "layout/closed_link.html") -> Page:
    """Answer whoever came by a link that cannot be used (any more): why that is, and whom to ask.

    A `template` of one's own extends that one and fills its block ``more``.
    """
    return unseen(page(template, status=why.status, heading=why.title, message=why.message))


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page that is already HTML, made of templates and escaped; for the few that are asked for most."""

    html: bytes


@dataclass(frozen=True, slots=True)
class Redirect:
    """Go and look at another address of this host; after an action it is what the browser shows."""

    url: str
    message: Msg | None = None
    tone: str = "ok"


def redirect(url: str, message: Msg | None = None, *, tone: str = "ok") -> Redirect:
    """Answer by showing another page, with a sentence about what was done."""
    return Redirect(url, message, tone)


@dataclass(frozen=True, slots=True)
class Download:
    """Bytes with a name: a file that the browser saves, or shows when `inline`.

    With a `tag`, which is another for other bytes, whoever has that version already is told so instead.
    """

    name: str
    content: bytes | Iterator[bytes]
    media_type: str = "application/octet-stream"
    inline: bool = False
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Data:
    """A value that is answered as JSON."""

    value: Any
    status: int = 200
