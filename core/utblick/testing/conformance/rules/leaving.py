"""C15: a plugin that is disabled loses nothing, and one that leaves for good leaves nothing behind."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from utblick.access.roles import ADMINISTRATOR
from utblick.db import migrate
from utblick.db.database import Database
from utblick.platform import Platform
from utblick.records.history import keep_history
from utblick.testing.client import signed_in_client
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.rules.tables import count_rows, own_tables, owner
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.houses import FILE, ROWS
from utblick.testing.conformance.subject.sources import shown
from utblick.web.app import build_app

_CORE_FILES = (FILE, "files", "bus", "secret.key")


def leaves(subject: Subject) -> Iterator[Finding]:
    """Disable it, enable it again, and let it go."""
    mine = owner(subject)
    with subject.houses.house(ROWS[-1]) as platform:
        held = count_rows(platform, own_tables(platform, mine))
        yield from _disabled(subject, platform, held)
        migrate.upgrade(platform.database, platform.registry)
        if count_rows(platform, own_tables(platform, mine)) != held:
            mend = "Change rows by migrations only."
            yield Finding(shown(subject.folder), "Enabling it again changes its rows.", mend)
        yield from _gone(subject, platform)


def _disabled(subject: Subject, platform: Platform, held: dict[str, int]) -> Iterator[Finding]:
    """The same installation without the plugin: nothing speaks of it, its rows stay."""
    registry = replace(
        platform.registry, plugins=tuple(one for one in platform.registry.plugins if one.name != subject.name)
    )
    database = Database(platform.settings.database_url)
    keep_history(database, registry)
    without = Platform(platform.settings, registry, database, platform.catalogue)
    migrate.upgrade(database, registry)
    overview = signed_in_client(without, build_app(without), ADMINISTRATOR).get("/").text
    without.close()
    if f"/{subject.name}/" in overview or f"/panels/{subject.name}." in overview:
        mend = "Add to other pages by links and boxes only, which go with the plugin."
        yield Finding(shown(subject.folder), "The overview still leads to it when it is disabled.", mend)
    if count_rows(platform, list(held)) != held:
        mend = "Let nothing outside of the plugin delete its rows: no cascades from tables of the core."
        yield Finding(shown(subject.folder), "Disabling it changes its rows.", mend)


def _gone(subject: Subject, platform: Platform) -> Iterator[Finding]:
    mine = owner(subject)
    migrate.downgrade(platform.database, mine)
    left = own_tables(platform, mine)
    if left:
        mend = "Drop in the first migration's `downgrade()` everything that was made."
        yield Finding(shown(mine.folder), f"When it has left there are still: {', '.join(left)}.", mend)
    folder = platform.settings.data_folder
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(_CORE_FILES):
            yield Finding(
                shown(subject.folder),
                f"When it has left, {_within(path, folder)} is still in the data folder.",
                "Keep files as files of a record, which the core stores and removes.",
            )


def _within(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


C15 = Rule(
    "C15",
    "Disabled it keeps its data, and purged it leaves nothing.",
    leaves,
    after=("C01", "C04", "C05"),
)
