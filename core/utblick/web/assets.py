"""The files that browsers load: kept in memory under hashed names, each with its gzip twin."""

import gzip
import hashlib
import json
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from utblick.errors import Misconfigured
from utblick.i18n import _
from utblick.web.routing import PUBLIC

if TYPE_CHECKING:
    from litestar.handlers import ASGIRouteHandler

STATIC = Path(__file__).parent / "static"
VENDOR = STATIC / "vendor"
REPORT_FONTS = VENDOR / "fonts"
"""The folder with the typefaces of reports, for programs that draw a PDF."""
LARGE = ("image/", "font/")
TABLES = ("places.json", "centres.json")
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".woff2": "font/woff2"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, ready to be sent; `zipped` is None where compression would not help."""

    name: str
    content_type: str
    body: bytes
    zipped: bytes | None

    @property
    def etag(self) -> str:
        return f'"{self.name}"'


@dataclass(frozen=True, slots=True)
class Assets:
    """Every file by the name that is served, and the served name of each plain name.

    `places` are the middles of the countries on the map of the world, `centres` their coordinates.
    """

    files: Mapping[str, Asset]
    names: Mapping[str, str]
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    centres: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def url(self, name: str) -> str:
        """The address of a file by its plain name, such as ``app.css`` or ``twinning/map.js``."""
        return f"/static/{self.names[name]}"


def load_assets(*, hue: int = 215, extra: Mapping[str, Path] | None = None) -> Assets:
    """Read the built files of others, join our own, add `extra`: a plugin's files, the municipality's logo.

    Our own CSS and JavaScript are joined here and not at the build: a changed file is served after a restart.
    """
    if not (VENDOR / "manifest.json").is_file():
        raise Misconfigured(
            _("The browser assets are missing. Run `make install`, or `python hatch_build.py`.")
        )
    named: dict[str, str] = {}
    files: dict[str, Asset] = {}

    def add(asset: Asset, plain: str) -> None:
        files[asset.name] = asset
        named[plain] = asset.name

    for plain, hashed in json.loads((VENDOR / "manifest.json").read_text()).items():
        twin = VENDOR / f"{hashed}.gz"
        zipped = twin.read_bytes() if twin.is_file() else None
        add(Asset(hashed, content_type_of(hashed), (VENDOR / hashed).read_bytes(), zipped), plain)
    for plain, content in _own(hue=hue, extra=extra or {}):
        add(_hashed(plain, _with_addresses(content, named) if plain.endswith(".css") else content), plain)
    return Assets(files, named, *(json.loads((VENDOR / name).read_text()) for name in TABLES))


def theme_css(hue: int) -> str:
    """The one rule that gives a municipality its colour; lightness, and so contrast, stays fixed."""
    return f":root{{--hue:{int(hue) % 360}}}"


def content_type_of(name: str) -> str:
    ending = Path(name).suffix
    return TYPES.get(ending) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def static_handler(assets: Assets) -> "ASGIRouteHandler":
    """The handler of ``/static/…``: open to everybody, cached for ever, since a change changes the name."""
    from litestar import asgi
    from litestar.types import Receive, Scope, Send

    @asgi("/static", is_mount=True, opt={"access": PUBLIC, "precompressed": True}, copy_scope=True)
    async def static(scope: Scope, receive: Receive, send: Send) -> None:
        name = str(scope["path"]).rstrip("/").rpartition("/")[2]
        status, headers, body = answer(
            assets, name, method=str(scope.get("method", "GET")), headers=dict(scope.get("headers", ()))
        )
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": False})

    return static


def answer(
    assets: Assets, name: str, *, method: str, headers: Mapping[bytes, bytes]
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body for one request of a file."""
    asset = assets.files.get(name)
    if asset is None:
        return 404, [(b"content-type", b"text/plain; charset=utf-8")], b"No such file."
    if method not in ("GET", "HEAD"):
        return 405, [(b"allow", b"GET, HEAD"), (b"content-length", b"0")], b""
    sent = [
        (b"cache-control", b"public, max-age=31536000, immutable"),
        (b"etag", asset.etag.encode()),
        (b"vary", b"accept-encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if asset.etag.encode() in headers.get(b"if-none-match", b""):
        return 304, sent, b""
    body = asset.body
    if asset.zipped is not None and b"gzip" in headers.get(b"accept-encoding", b""):
        body = asset.zipped
        sent.append((b"content-encoding", b"gzip"))
    sent += [(b"content-type", asset.content_type.encode()), (b"content-length", str(len(body)).encode())]
    if asset.content_type == "image/svg+xml":
        sent.append((b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'"))
    return 200, sent, b"" if method == "HEAD" else body


def _own(*, hue: int, extra: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    yield "favicon.svg", (STATIC / "favicon.svg").read_bytes()
    yield "logo.svg", (STATIC / "logo.svg").read_bytes()
    styles = [path.read_text(encoding="utf-8") for path in sorted((STATIC / "css").glob("*.css"))]
    yield "app.css", _squeezed("\n".join([*styles, theme_css(hue)])).encode()
    scripts = [path.read_text(encoding="utf-8") for path in sorted((STATIC / "js").glob("*.js"))]
    yield "app.js", "\n".join(f"{{\n{script}}}" for script in scripts).encode()
    for plain, path in extra.items():
        yield plain, path.read_bytes()


def _squeezed(css: str) -> str:
    """Without comments and indentation; gzip does the rest."""
    return re.sub(r"\s*\n\s*", "\n", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)).strip()


def _with_addresses(css: bytes, named: Mapping[str, str]) -> bytes:
    """``url(asset:inter-latin.woff2)`` names a file that is known only after its content is hashed."""
    return re.sub(
        rb"url\(asset:([^)]+)\)", lambda found: f"url(/static/{named[found[1].decode()]})".encode(), css
    )


def _hashed(plain: str, content: bytes) -> Asset:
    stem, _dot, ending = plain.rpartition("/")[2].partition(".")
    name = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}.{ending}"
    content_type = content_type_of(name)
    packed = content_type.startswith(LARGE) and content_type != "image/svg+xml"
    return Asset(name, content_type, content, None if packed else gzip.compress(content, 9, mtime=0))
