"""Writes a migration: what the models of one owner say and its migrations do not yet."""

import ast
import io
import re
import tempfile
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.operations.ops import MigrationScript
from sqlalchemy import Enum, String
from sqlmodel import AutoString

from utblick.db import types
from utblick.db.database import Database
from utblick.db.metadata import metadata
from utblick.db.migrate import comparing, upgrade
from utblick.db.versions import Owner, heads, owners
from utblick.registry import CORE, Registry, load_registry

if TYPE_CHECKING:
    from utblick.settings import Settings

_WIDTH = 80
"""Narrower than a line may be: a copy for a plugin with a longer name stays as the formatter wants it."""
_OURS = (types.UtcDateTime, types.Amount)


def write_migration(settings: "Settings", name: str, *, title: str) -> Path | None:
    """Write the next migration of the core or a plugin; nothing when its models and migrations agree.

    The plugin need not be enabled, only loadable. The comparison is made on an empty database of its
    own, so it does not matter what any other holds.
    """
    plugins = settings.plugins if name in (*settings.plugins, CORE) else (*settings.plugins, name)
    registry = load_registry(settings.model_copy(update={"plugins": plugins, "strict": True}))
    owner = next(owner for owner in owners(registry) if owner.name == name)
    script = _difference(registry, owner)
    if script.upgrade_ops is None or script.upgrade_ops.is_empty():
        return None
    folder = owner.folder / "versions"
    folder.mkdir(exist_ok=True)
    number = f"{sum(1 for _file in folder.glob('[0-9]*.py')) + 1:04}"
    slug = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
    file = folder / f"{number}_{slug}.py"
    file.write_text(_source(owner, script, f"{owner.name}_{number}", title), encoding="utf-8")
    return file


def _difference(registry: Registry, owner: Owner) -> MigrationScript:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/compared.db")
        upgrade(database, registry)
        with database.engine.connect() as connection:
            script = produce_migrations(comparing(connection, owner, owners(registry)), metadata)
        database.dispose()
    return script


def _source(owner: Owner, script: MigrationScript, revision: str, title: str) -> str:
    up = _code(script.upgrade_ops)
    down = _code(script.downgrade_ops)
    used = sorted(kind.__name__ for kind in _OURS if f"{kind.__name__}()" in up + down)
    room = "utblick.db.types" if owner.name == CORE else "utblick.api"
    ours = f"\nfrom {room} import {', '.join(used)}\n" if used else ""
    before = ", ".join(f'"{head}"' for head in heads(owner)) or "None"
    return (
        f'"""{title}."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n{ours}\n'
        f'revision = "{revision}"\ndown_revision = {before}\nbranch_labels = None\ndepends_on = None\n\n\n'
        f"def upgrade() -> None:\n{up}\n\ndef downgrade() -> None:\n{down}"
    )


def _code(operations: Any) -> str:
    rendered = render_python_code(operations, render_as_batch=True, render_item=_rendered)
    block = ast.parse(f"if True:\n    {rendered}").body[0]
    assert isinstance(block, ast.If)
    return "".join(_written(statement, 4) for statement in block.body)


def _rendered(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """How a column's type is written: ours by their names, texts as plain texts, the rest as Alembic does."""
    if kind != "type":
        return False
    if isinstance(item, _OURS):
        return f"{type(item).__name__}()"
    if isinstance(item, String | AutoString) and not isinstance(item, Enum):
        return "sa.Text()" if item.length is None else f"sa.String(length={item.length})"
    return False


def _written(statement: ast.stmt, indent: int) -> str:
    """One statement as the formatter would leave it."""
    if isinstance(statement, ast.With):
        head = f"{' ' * indent}with {_quoted(ast.unparse(statement.items[0]))}:\n"
        return head + "".join(_written(inner, indent + 4) for inner in statement.body)
    assert isinstance(statement, ast.Expr)
    return "\n".join(_laid_out(statement.value, indent, "")) + "\n"


def _laid_out(node: ast.expr, indent: int, end: str) -> Iterator[str]:
    """The expression on one line where it fits, else one argument to a line."""
    line = " " * indent + _quoted(ast.unparse(node)) + end
    if len(line) <= _WIDTH or not isinstance(node, ast.Call):
        yield line
        return
    yield f"{' ' * indent}{ast.unparse(node.func)}("
    for argument in node.args:
        yield from _laid_out(argument, indent + 4, ",")
    for keyword in node.keywords:
        yield f"{' ' * (indent + 4)}{keyword.arg}={_quoted(ast.unparse(keyword.value))},"
    yield f"{' ' * indent}){end}"


def _quoted(source: str) -> str:
    """The source with double quotes around its texts."""
    tokens = [
        token._replace(string='"' + token.string[1:-1] + '"')
        if token.type == tokenize.STRING and token.string[0] == "'" and '"' not in token.string
        else token
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
    ]
    return tokenize.untokenize(tokens).strip()
