"""Templates: where they are found, what they can call, and how one block of a page is rendered alone."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from secrets import token_hex
from types import SimpleNamespace
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
    pass_context,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup, escape

from utblick.i18n import Msg, Plural
from utblick.i18n import format as formats
from utblick.web import charts, world
from utblick.web.assets import Assets, load_assets

TEMPLATES = Path(__file__).parent / "templates"


def environment(*, sources: Mapping[str, Path], assets: Assets | None = None) -> Environment:
    """The one environment: core templates at the top, a plugin's only under its own name.

    `sources` gives each plugin's template folder. Every template may use `_`, `ngettext`, `asset`, `charts`
    and the filters below; a `Msg` that is printed is translated by itself.
    """
    served = assets or load_assets()
    made = Environment(
        loader=_loader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        finalize=_shown,
        extensions=[ImportsSeeTheContext],
    )
    made.globals |= {
        "_": _translated,
        "ngettext": _counted,
        "asset": served.url,
        "charts": _charts(served),
        "csrf_token": _csrf_token,
        "unique": _unique,
    }
    made.filters |= {name: _formatted(name) for name in FORMATS} | {"attrs": _attributes, "t": _shown}
    return made


def render(made: Environment, template: str, values: Mapping[str, Any], *, block: str = "") -> str:
    """A whole page, or one named block of it: what htmx asks for after a change.

    A block sees the imports and assignments at the top of its template, as it does within the page.
    """
    if not block:
        return made.get_template(template).render(values)
    found = made.get_template(template)
    context = found.new_context(dict(values))
    begun = found.root_render_func(context)
    next(iter(begun), None)
    return "".join(context.blocks[block][0](context))


class ImportsSeeTheContext(Extension):
    """Macros speak the reader's language: each `import` is made `with context` without saying so."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        statement: list[Token] = []
        for token in stream:
            statement = [token] if token.type == "block_begin" else [*statement, token]
            if token.type == "block_end" and _imports_without_context(statement):
                yield Token(token.lineno, "name", "with")
                yield Token(token.lineno, "name", "context")
            yield token


def _imports_without_context(statement: list[Token]) -> bool:
    values = [token.value for token in statement]
    return len(values) > 2 and values[1] in ("import", "from") and values[-2] != "context"


def _loader(sources: Mapping[str, Path]) -> BaseLoader:
    plugins = PrefixLoader({name: FileSystemLoader(folder) for name, folder in sources.items()})
    core = FileSystemLoader(TEMPLATES)
    return ChoiceLoader([_Shadowless(core, taken=frozenset(sources)), plugins])


class _Shadowless(BaseLoader):
    """Core templates, except under the name of a plugin: there the plugin alone speaks."""

    def __init__(self, inner: BaseLoader, *, taken: frozenset[str]) -> None:
        self._inner = inner
        self._taken = taken

    def get_source(self, environment: Environment, template: str) -> Any:
        if template.partition("/")[0] in self._taken:
            raise TemplateNotFound(template)
        return self._inner.get_source(environment, template)

    def list_templates(self) -> list[str]:
        return self._inner.list_templates()


def _translate(context: Context, message: str) -> str:
    reader = context.get("ctx")
    return reader.translate(message) if reader else str(message)


@pass_context
def _shown(context: Context, value: Any) -> Any:
    return _translate(context, value) if isinstance(value, Msg) else value


@pass_context
def _translated(context: Context, message: str, /, **arguments: object) -> str:
    """The text in the reader's language; an argument that is markup, such as a link, stays markup."""
    if any(hasattr(value, "__html__") for value in arguments.values()):
        return Markup(escape(_translate(context, Msg(message)))).format(**arguments)  # noqa: S704 - escaped
    return _translate(context, message if isinstance(message, Msg) else Msg(message, **arguments))


@pass_context
def _counted(context: Context, singular: str, plural: str, n: int, **arguments: object) -> str:
    return _translate(context, Plural(singular, plural, n=n, **arguments))


FORMATS = ("date", "datetime", "ago", "number", "money", "percent")
TIMES = ("date", "datetime", "ago")


def _formatted(name: str) -> Callable[..., str]:
    """The filter of that name: `format_<name>` of utblick.i18n.format in the reader's language."""
    write = getattr(formats, f"format_{name}")

    @pass_context
    def shown(context: Context, value: Any, *arguments: Any, **options: Any) -> str:
        if value is None or value == "":
            return ""
        reader = context.get("ctx")
        if reader is None:
            return str(write(value, *arguments, "en", **options))
        if name in TIMES and "zone" not in options:
            options["zone"] = reader.settings.municipality.zone
        if name == "ago":
            arguments = (reader.now,)
        return str(write(value, *arguments, reader.language, **options))

    return shown


def _charts(served: Assets) -> SimpleNamespace:
    """The charts under their names, speaking the language of the page that calls them."""

    def speaking(draw: Callable[..., Markup], **fixed: Any) -> Callable[..., Markup]:
        @pass_context
        def drawn(context: Context, *arguments: Any, **options: Any) -> Markup:
            said = [_spoken(context, argument) for argument in arguments]
            more = {name: _spoken(context, option) for name, option in options.items()}
            return draw(*said, **fixed, **_voice(context, draw), **more)

        return drawn

    plain = {
        name: speaking(getattr(charts, name)) for name in ("bar", "stacked", "line", "ring", "sparkline")
    }
    return SimpleNamespace(**plain, world=speaking(world.world_map, assets=served))


def _spoken(context: Context, value: Any) -> Any:
    """Titles and labels in the reader's language, however deep they stand in the rows."""
    if isinstance(value, list | tuple):
        return [_spoken(context, part) for part in value]
    return _shown(context, value)


def _voice(context: Context, draw: Callable[..., Markup]) -> dict[str, Any]:
    reader = context.get("ctx")
    if reader is None:
        return {}
    speech = charts.Speech(
        translate=reader.translate, number=lambda value: formats.format_number(value, reader.language)
    )
    return {"speech": speech} | ({"language": reader.language} if draw is world.world_map else {})


@pass_context
def _attributes(context: Context, values: Mapping[str, object]) -> Markup:
    """Attributes from a mapping: False and None leave one out, True gives its name alone."""
    return Markup("").join(_attribute(name, _shown(context, value)) for name, value in values.items())


def _attribute(name: str, value: object) -> Markup:
    if value is None or value is False:
        return Markup("")
    if value is True:
        return Markup(" {}").format(name)
    return Markup(' {}="{}"').format(name, value)


@pass_context
def _csrf_token(context: Context) -> str:
    """The token of the forms on this page; boxes without a frame take it from the request."""
    if shell := context.get("shell"):
        return str(shell.csrf_token)
    request = getattr(context.get("ctx"), "request", None)
    return str(request.csrf_token) if request else ""


def _unique(prefix: str = "u") -> str:
    """An id that no other element of the page has."""
    return f"{prefix}-{token_hex(4)}"
