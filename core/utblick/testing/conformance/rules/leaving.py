"""C15: a plugin that is disabled loses nothing, and one that leaves for good leaves nothing behind."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from utblick.context import Actor
from utblick.db import migrate, ownership
from utblick.db.database import Database
from utblick.platform import Platform
from utblick.plugins.purging import look, purge
from utblick.records.history import keep_history
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.rules.tables import own_tables, owner
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import ROWS
from utblick.testing.conformance.subject.sources import shown
from utblick.web.answers import answer
from utblick.web.overview import overview
from utblick.web.request import WebRequest

_OF_THE_CORE = ("utblick.db", "files", "bus", "secret.key")
"""Files and folders that the core itself keeps in the data folder."""


def leaves(subject: Subject) -> Iterator[Finding]:
    """Disable it, enable it again, and let it go."""
    mine = owner(subject)
    with subject.houses.house(ROWS[-1]) as platform:
        tables = own_tables(platform, mine)
        held = _rows(platform, tables)
        with _without(subject, platform) as others:
            yield from _disabled(subject, others, held)
        migrate.upgrade(platform.database, platform.registry)
        if _rows(platform, tables) != held:
            mend = "Change rows by migrations only."
            yield Finding(shown(subject.folder), "Enabling it again changes its rows.", mend)
        with _without(subject, platform) as others:
            yield from _gone(subject, others)


def _disabled(subject: Subject, others: Platform, held: Mapping[str, int]) -> Iterator[Finding]:
    """Nothing speaks of it any more, and its rows stay."""
    migrate.upgrade(others.database, others.registry)
    reader = Actor("user", name="Kim Exempelsson", permissions=frozenset("*"))
    with others.read(reader, request=WebRequest(method="GET", path="/")) as ctx:
        page = bytes(answer(ctx, overview.perform(ctx)).body).decode()
    if f"/{subject.name}/" in page or f"/panels/{subject.name}." in page:
        mend = "Add to other pages by links and boxes only, which go with the plugin."
        yield Finding(shown(subject.folder), "The overview still leads to it when it is disabled.", mend)
    if _rows(others, held) != held:
        mend = "Let nothing outside of the plugin delete its rows: no cascades from tables of the core."
        yield Finding(shown(subject.folder), "Disabling it changes its rows.", mend)


def _gone(subject: Subject, others: Platform) -> Iterator[Finding]:
    """Purge it as the command does, and look for what is left in the database and in the data folder."""
    purged = purge(others, look(others, subject.name, installed=subject.ground.installed))
    mine = owner(subject)
    if purged.left:
        mend = "Drop in the first migration's `downgrade()` everything that was made."
        what = f"Its migrations leave {', '.join(purged.left)} behind."
        yield Finding(shown(mine.folder), what, mend)
    still = look(others, subject.name, installed=subject.ground.installed)
    if still.tables or still.traces:
        names = ", ".join([*still.tables, *still.traces])
        mend = "Write to tables of the plugin, and to those of the core by its verbs only."
        yield Finding(shown(subject.folder), f"When it was purged, rows of it are left in {names}.", mend)
    for path in sorted(others.settings.data_folder.iterdir()):
        if not path.name.startswith(_OF_THE_CORE):
            yield Finding(
                shown(subject.folder),
                f"When it was purged, {path.name} is still in the data folder.",
                "Keep files as files of a record, which the core stores and removes.",
            )


@contextmanager
def _without(subject: Subject, platform: Platform) -> Iterator[Platform]:
    """The same installation, with the plugin disabled."""
    left = tuple(one for one in platform.registry.plugins if one.name != subject.name)
    names = tuple(name for name in platform.settings.plugins if name != subject.name)
    registry = replace(platform.registry, plugins=left)
    database = Database(platform.settings.database_url)
    keep_history(database, registry)
    settings = platform.settings.model_copy(update={"plugins": names})
    made = Platform(settings, registry, database, platform.catalogue)
    try:
        yield made
    finally:
        made.close()


def _rows(platform: Platform, tables: tuple[str, ...] | Mapping[str, int]) -> Mapping[str, int]:
    with platform.database.engine.connect() as connection:
        return ownership.count_rows(connection, tables)


C15 = Rule(
    "C15",
    "Disabled it keeps its data, and purged it leaves nothing.",
    leaves,
    after=("C01", "C04", "C05"),
)
