"""What templates say: words, dates, numbers and charts, in the language of whoever reads the page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from secrets import token_hex
from types import SimpleNamespace
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from utblick.i18n import Msg, Plural
from utblick.i18n import format as formats
from utblick.web import charts, place_map, world
from utblick.web.assets import Assets

PAGE: ContextVar[Mapping[str, Any] | None] = ContextVar("page", default=None)
"""The values of the page that is being rendered. Macros are made once and shared by all pages, which is what
makes them fast; so they ask here who reads."""

FORMATS = ("date", "datetime", "ago", "number", "money", "percent")
TIMES = ("date", "datetime", "ago")


@contextmanager
def speaking_for(values: Mapping[str, Any]) -> Iterator[None]:
    """While a page with these values is rendered; their `ctx` has the language."""
    token = PAGE.set(values)
    try:
        yield
    finally:
        PAGE.reset(token)


def globals_for(assets: Assets) -> dict[str, Any]:
    """What every template may call."""
    return {
        "_": words,
        "ngettext": counted,
        "asset": assets.url,
        "charts": _charts(assets),
        "csrf_token": csrf_token,
        "draw_icon": _icons(assets),
        "unique": unique,
    }


def filters() -> dict[str, Callable[..., Any]]:
    """What every template may pipe a value through."""
    named: dict[str, Callable[..., Any]] = {"attrs": attributes, "initials": initials, "t": shown}
    return {name: _formatted(name) for name in FORMATS} | named


def shown(value: Any) -> Any:
    """A message in the reader's language; anything else as it is."""
    return _translate(value) if isinstance(value, Msg) else value


@pass_context
def words(context: Context, message: str, /, **arguments: object) -> str:
    """The text in the reader's language; an argument that is markup, such as a link, stays markup."""
    if isinstance(message, Msg):
        return _translate(message)
    speaker = context.name or ""
    if any(hasattr(value, "__html__") for value in arguments.values()):
        text = _translate(Msg(message).said_by(speaker))
        return Markup(escape(text)).format(**arguments)  # noqa: S704 - escaped
    return _translate(Msg(message, **arguments).said_by(speaker))


@pass_context
def counted(context: Context, singular: str, plural: str, n: int, **arguments: object) -> str:
    """The sentence in the form that the count asks for."""
    return _translate(Plural(singular, plural, n=n, **arguments).said_by(context.name or ""))


def attributes(values: Mapping[str, object]) -> Markup:
    """Attributes from a mapping: False and None leave one out, True gives its name alone."""
    return Markup("".join(_attribute(name, shown(value)) for name, value in values.items()))  # noqa: S704 - escaped


def initials(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    return (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper() if words else "?"


def csrf_token() -> str:
    """The token of the forms on this page; boxes without a frame take it from the request."""
    page = PAGE.get() or {}
    if shell := page.get("shell"):
        return str(shell.csrf_token)
    request = getattr(page.get("ctx"), "request", None)
    return str(request.csrf_token) if request else ""


def unique(prefix: str = "u") -> str:
    """An id that no other element of the page has."""
    return f"{prefix}-{token_hex(4)}"


def _reader() -> Any:
    page = PAGE.get()
    return page.get("ctx") if page else None


def _translate(message: Msg) -> str:
    reader = _reader()
    return str(reader.translate(message)) if reader else str(message)


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    return f" {escape(name)}" if value is True else f' {escape(name)}="{escape(value)}"'


def _formatted(name: str) -> Callable[..., str]:
    """The filter of that name: `format_<name>` of utblick.i18n.format in the reader's language."""
    write = getattr(formats, f"format_{name}")

    def shown(value: Any, *arguments: Any, **options: Any) -> str:
        if value is None or value == "":
            return ""
        reader = _reader()
        if reader is None:
            return str(write(value, *arguments, "en", **options))
        if name in TIMES and "zone" not in options:
            options["zone"] = reader.settings.municipality.zone
        if name == "ago":
            arguments = (reader.now,)
        return str(write(value, *arguments, reader.language, **options))

    return shown


def _icons(assets: Assets) -> Callable[..., Markup]:
    sprite = assets.url("icons.svg")

    def draw_icon(name: str, label: str = "", size: str = "") -> Markup:
        look = f"icon {size}" if size else "icon"
        spoken = f'role="img" aria-label="{escape(shown(label))}"' if label else 'aria-hidden="true"'
        return Markup(  # noqa: S704 - escaped
            f'<svg class="{escape(look)}" {spoken}><use href="{sprite}#{escape(name)}"/></svg>'
        )

    return draw_icon


def _charts(assets: Assets) -> SimpleNamespace:
    """The charts under their names, speaking the language of the page that calls them."""

    def speaking(draw: Callable[..., Markup], **fixed: Any) -> Callable[..., Markup]:
        def drawn(*arguments: Any, **options: Any) -> Markup:
            said = [_spoken(argument) for argument in arguments]
            more = {name: _spoken(option) for name, option in options.items()}
            return draw(*said, **fixed, **_voice(draw), **more)

        return drawn

    named = ("bar", "stacked", "line", "ring", "sparkline")
    plain = {name: speaking(getattr(charts, name)) for name in named}
    maps: dict[str, Callable[..., Markup]] = {"world": world.world_map, "places": place_map.place_map}
    drawn = {name: speaking(draw, assets=assets) for name, draw in maps.items()}
    return SimpleNamespace(**plain, **drawn, qr=_coded)


def _coded(address: str, *, label: str = "", scale: int = 5) -> Markup:
    return charts.qr(address, label=shown(label), scale=scale)


def _spoken(value: Any) -> Any:
    """Titles and labels in the reader's language, however deep they stand in the rows."""
    return [_spoken(part) for part in value] if isinstance(value, list | tuple) else shown(value)


def _voice(draw: Callable[..., Markup]) -> dict[str, Any]:
    reader = _reader()
    if reader is None:
        return {}
    language = reader.language
    speech = charts.Speech(
        translate=reader.translate,
        number=lambda value: formats.format_number(value, language),
        percent=lambda value: formats.format_percent(value, language),
    )
    names_countries = draw in (world.world_map, place_map.place_map)
    return {"speech": speech} | ({"language": language} if names_countries else {})
