"""C03: every name of a plugin says whose it is."""

import re
from collections.abc import Iterator

from utblick.db.versions import owner_of
from utblick.registry import CORE
from utblick.testing.conformance.rule import Finding, Rule
from utblick.testing.conformance.rules.loading import imported_hooks
from utblick.testing.conformance.subject import Subject
from utblick.testing.conformance.subject.sources import place_of, shown

_OWN = re.compile(r"[a-z][a-z0-9_]*")
_COMMAND = re.compile(r"[a-z][a-z0-9-]*")


def prefixed(subject: Subject) -> Iterator[Finding]:
    """Names that others see begin with the plugin's; those that the core puts behind it do not repeat it."""
    hooks = imported_hooks(subject)
    if not _OWN.fullmatch(subject.name):
        mend = "Name the entry point in lower-case letters, digits and underscores."
        yield Finding(shown(subject.folder), f"{subject.name} is no name for a plugin.", mend)
    yield from _tables(subject)
    for what, hook in (
        ("permission", "register_permissions"),
        ("event", "register_events"),
        ("panel", "register_panels"),
        ("calendar", "register_calendars"),
        ("indicator", "register_indicators"),
    ):
        for one in hooks.many(hook):
            if not one.name.startswith(f"{subject.name}."):
                yield Finding(
                    subject.sources.literal(one.name),
                    f"The {what} {one.name} does not say whose it is.",
                    f"Name it `{subject.name}.{one.name.rpartition('.')[2]}`.",
                )
    for route in hooks.many("register_routes"):
        if route.path != f"/{subject.name}" and not route.path.startswith(f"/{subject.name}/"):
            yield Finding(
                place_of(route.perform),
                f"The page {route.path} lies outside the plugin's own addresses.",
                f"Let its path begin with /{subject.name}/.",
            )
    yield from _behind_the_name(subject)


def _tables(subject: Subject) -> Iterator[Finding]:
    names = (CORE, *(point.name for point in subject.ground.installed))
    for model in subject.models:
        table = str(model.__tablename__)
        if owner_of(table, names) != subject.name:
            theirs = owner_of(table, names)
            whose = f"belongs to {theirs} by its name" if theirs else "does not say whose it is"
            mend = f"Name it {subject.name}_… in `__tablename__` and in the migration."
            yield Finding(place_of(model), f"The table {table} {whose}.", mend)


def _behind_the_name(subject: Subject) -> Iterator[Finding]:
    """Jobs, commands and record types are called behind the plugin's name, so theirs are plain words."""
    hooks = imported_hooks(subject)
    named = [
        *(("job", job.name, _OWN) for job in hooks.many("register_jobs")),
        *(("command", command.name or "", _COMMAND) for command in hooks.many("register_commands")),
        *(("record type", record.kind, _OWN) for record in hooks.many("register_records")),
    ]
    for what, name, pattern in named:
        if not pattern.fullmatch(name) or re.match(rf"{subject.name}[._-]", name):
            yield Finding(
                subject.sources.literal(name),
                f"The {what} {name!r} is no plain word: the core itself puts `{subject.name}` before it.",
                "Use lower-case letters, and leave out the plugin's name.",
            )
    for model in hooks.many("register_settings"):
        if not model.__module__.startswith(f"{subject.package}."):
            yield Finding(
                place_of(model),
                f"The settings {model.__name__} are not the plugin's own.",
                "Define the model in settings.py of the plugin.",
            )


C03 = Rule(
    "C03",
    "Every name says whose it is: tables, permissions, events, panels, calendars, pages, indicators, jobs, "
    "commands, settings.",
    prefixed,
    after=("C02",),
)
