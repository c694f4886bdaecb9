"""Templates: where they are found, what they can call, and how one block of a page is rendered alone."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from utblick.web import voice
from utblick.web.assets import Assets, load_assets

TEMPLATES = Path(__file__).parent / "templates"
SHARED = "ui/"


def environment(
    *, sources: Mapping[str, Path], assets: Assets | None = None, kind: type[Environment] = Environment
) -> Environment:
    """The one environment: core templates at the top, a plugin's only under its own name.

    `sources` gives each plugin's template folder. What templates can call stands in `utblick.web.voice`; a
    `Msg` that is printed is translated by itself. `kind` is for who wants to look on.
    """
    made = kind(
        loader=_loader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_compiled(),
        finalize=voice.shown,
        extensions=[ImportsSeeTheContext],
    )
    made.globals |= voice.globals_for(assets or load_assets())
    made.filters |= voice.filters()
    return made


def render(made: Environment, template: str, values: Mapping[str, Any], *, block: str = "") -> str:
    """A whole page, or one named block of it: what htmx asks for after a change.

    A block sees the imports and assignments at the top of its template, as it does within the page.
    """
    found = made.get_template(template)
    with voice.speaking_for(values):
        if not block:
            return found.render(values)
        context = found.new_context(dict(values))
        begun = found.root_render_func(context)
        next(iter(begun), None)
        return "".join(context.blocks[block][0](context))


def compile_all(made: Environment) -> None:
    """Compile every template now, for all processes that are forked from this one."""
    for name in made.list_templates():
        made.get_template(name)


@cache
def _compiled() -> "_Compiled":
    return _Compiled()


class _Compiled(BytecodeCache):
    """What templates were compiled to in this process, for every environment made in it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key, bucket.checksum] = bucket.code


class ImportsSeeTheContext(Extension):
    """Each `import` is made `with context` without saying so, but for the shared macros, which need none."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        statement: list[Token] = []
        for token in stream:
            statement = [token] if token.type == "block_begin" else [*statement, token]
            if token.type == "block_end" and _wants_context(statement):
                yield Token(token.lineno, "name", "with")
                yield Token(token.lineno, "name", "context")
            yield token


def _wants_context(statement: list[Token]) -> bool:
    said = [str(token.value) for token in statement]
    if len(said) < 4 or said[1] not in ("import", "from") or said[-2] == "context":
        return False
    return not said[2].startswith(SHARED)


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
