"""What installing a blueprint would do here, step by step, before anything is done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from utblick.access.roles import ADMINISTRATOR, BUILTIN, declared, roles
from utblick.blueprints.coming import ENVIRONMENT, coming_settings, file_of, registry_with
from utblick.blueprints.contents import filled
from utblick.blueprints.document import Blueprint, NamedPlugin, canonical
from utblick.blueprints.steps import Change, Standing, Step, shown
from utblick.blueprints.travelling import travelling
from utblick.context import Context
from utblick.declare import BlueprintPart
from utblick.declare.blueprints import EntryNote
from utblick.errors import Misconfigured
from utblick.i18n import Msg, _
from utblick.i18n.catalogue import Catalogue
from utblick.registry import Registry, installed_plugins
from utblick.settings import Settings

PLUGINS, SETTINGS, ROLES = "plugins", "settings", "roles"


@dataclass(frozen=True)
class _House:
    """What there is: the settings of the next start, and who would run without and with the blueprint's."""

    settings: Settings
    before: Registry
    after: Registry
    words: Catalogue
    language: str
    refusal: str = ""

    def said(self, text: Msg | str) -> str:
        """A text of a plugin that may not run yet, in the reader's language."""
        return self.words.translate(text, self.language)


def plan(ctx: Context, blueprint: Blueprint) -> tuple[Step, ...]:
    """Every step of the blueprint: what is added, changed, ours, the same, or not possible, and why."""
    house = _look(ctx, blueprint)
    return (
        *(_plugin(house, one) for one in blueprint.plugins),
        *_settings(ctx, house, blueprint),
        *_roles(ctx, blueprint),
        *(step for name in sorted(blueprint.parts) for step in _part(ctx, name, blueprint.parts[name])),
    )


def _look(ctx: Context, blueprint: Blueprint) -> _House:
    coming = coming_settings(ctx.settings)
    names = [one.name for one in blueprint.plugins]
    settings, before = registry_with(coming, names)
    known = travelling(settings, before)
    wanted = {
        name: value for name, value in filled(ctx.settings, blueprint.settings).items() if name in known
    }
    try:
        after = registry_with(coming, names, wanted)[1]
    except Misconfigured as refused:
        return _House(coming, before, before, _words(ctx, before), ctx.language, str(refused))
    return _House(coming, before, after, _words(ctx, before), ctx.language)


def _words(ctx: Context, registry: Registry) -> Catalogue:
    """The words of those who run, and of those who would."""
    place = ctx.settings.municipality
    if len(registry.plugins) == len(ctx.platform.registry.plugins):
        return ctx.platform.catalogue
    return Catalogue.load(
        registry.locale_folders, place.languages, zone=place.zone, speakers=registry.speakers
    )


def _plugin(house: _House, wanted: NamedPlugin) -> Step:
    point = installed_plugins().get(wanted.name)
    if point is None:
        lacking = _(
            "Version {version} is wanted. Install it on the server first.", version=wanted.version or "–"
        )
        return Step(area=PLUGINS, key=wanted.name, title=wanted.name, standing=Standing.MISSING, note=lacking)
    here = point.dist.version if point.dist is not None else ""
    loaded = house.after.plugin(wanted.name) or house.before.plugin(wanted.name)
    title = house.said(loaded.card.title) if loaded else wanted.name
    changes = (Change(_("Version"), here, wanted.version),) if wanted.version not in ("", here) else ()
    note: Msg | None = (
        _("Another version is installed here than the blueprint was made with.") if changes else None
    )
    aside = next((one.reason for one in house.after.quarantined if one.name == wanted.name), "")
    standing = Standing.SAME
    if wanted.name not in house.settings.plugins:
        standing, note = _enabling(house, aside, note)
    return Step(area=PLUGINS, key=wanted.name, title=title, standing=standing, changes=changes, note=note)


def _enabling(house: _House, aside: str, note: Msg | None) -> tuple[Standing, Msg | None]:
    if aside:
        return Standing.BLOCKED, _("It would be set aside: {reason}", reason=aside)
    return _writable(house, ("plugins",)) or (Standing.NEW, note)


def _writable(house: _House, keys: tuple[str, ...]) -> tuple[Standing, Msg] | None:
    """Why a setting cannot be written from here; None when it can."""
    if house.settings.source_of(*keys) == ENVIRONMENT:
        return Standing.BLOCKED, _("It is set in the environment of the server; change it there.")
    if file_of(house.settings) is None:
        return Standing.BLOCKED, _("This installation has no settings file. Set it where it was started.")
    return None


def _settings(ctx: Context, house: _House, blueprint: Blueprint) -> Iterator[Step]:
    here = travelling(house.settings, house.before)
    wanted = filled(ctx.settings, blueprint.settings)
    for name in sorted(wanted):
        keys = tuple(name.split("."))
        title = house.said(_description(house.before, keys)) or name
        standing, note = _setting(house, here, keys, wanted[name])
        changes: tuple[Change, ...] = ()
        if standing in {Standing.CHANGED, Standing.BLOCKED} and name in here:
            changes = (Change(name, shown(here[name]), shown(wanted[name])),)
        yield Step(area=SETTINGS, key=name, title=title, standing=standing, changes=changes, note=note)


def _setting(
    house: _House, here: Mapping[str, Any], keys: tuple[str, ...], wanted: Any
) -> tuple[Standing, Msg | None]:
    name = ".".join(keys)
    if keys[0] == "plugin" and keys[1] not in installed_plugins():
        return Standing.MISSING, _("It belongs to a plugin that is not installed.")
    if name not in here:
        return Standing.BLOCKED, _("The version here has no such setting that may travel.")
    if canonical(here[name]) == canonical(wanted):
        return Standing.SAME, None
    aside = next((one.reason for one in house.after.quarantined if keys[:2] == ("plugin", one.name)), "")
    if aside or house.refusal:
        return Standing.BLOCKED, _("It would be set aside: {reason}", reason=aside or house.refusal)
    return _writable(house, keys) or (Standing.CHANGED, None)


def _description(registry: Registry, keys: tuple[str, ...]) -> Msg | str:
    plugin = registry.plugin(keys[1]) if keys[0] == "plugin" and len(keys) == 3 else None
    if plugin is not None and plugin.settings is not None:
        field = type(plugin.settings).model_fields.get(keys[2])
        return (field.description or "") if field else ""
    return _OF_THE_CORE.get(".".join(keys), "")


_OF_THE_CORE: Mapping[str, Msg] = {
    "municipality.languages": _("Languages"),
    "sign_in.session_hours": _("Hours that a session lasts"),
    "web.upload_mb": _("Largest upload, in MB"),
    "imports.keep_rows_days": _("Days that an import can be undone"),
}


def _roles(ctx: Context, blueprint: Blueprint) -> Iterator[Step]:
    here = roles(ctx.session, ctx.platform.registry)
    today = declared(ctx.platform.registry)
    for name, wanted in blueprint.roles.items():
        if name == ADMINISTRATOR:
            continue
        title = BUILTIN.get(name) or wanted.title or name
        if name not in here:
            change = Change(_("May"), "", _permissions(ctx, frozenset(wanted.permissions)))
            yield Step(area=ROLES, key=name, title=title, standing=Standing.NEW, changes=(change,))
            continue
        ours, theirs = here[name].permissions & today, frozenset(wanted.permissions) & today
        changes = tuple(_given_and_taken(ctx, ours, theirs))
        standing = Standing.OWN if changes else Standing.SAME
        yield Step(area=ROLES, key=name, title=title, standing=standing, changes=changes)


def _given_and_taken(ctx: Context, ours: frozenset[str], theirs: frozenset[str]) -> Iterator[Change]:
    if theirs - ours:
        yield Change(_("May also"), "", _permissions(ctx, theirs - ours))
    if ours - theirs:
        yield Change(_("May no longer"), _permissions(ctx, ours - theirs), "")


def _permissions(ctx: Context, names: frozenset[str]) -> str:
    titles = {p.name: p.title for plugin in ctx.platform.registry.plugins for p in plugin.permissions}
    return ", ".join(sorted(ctx.translate(titles[name]) if name in titles else name for name in names))


def part_named(registry: Registry, name: str) -> BlueprintPart | None:
    """The part of a running plugin."""
    return next((part for plugin in registry.plugins for part in plugin.blueprint if part.name == name), None)


def _part(ctx: Context, name: str, entries: Mapping[str, Mapping[str, Any]]) -> Iterator[Step]:
    registry = ctx.platform.registry
    part, plugin = part_named(registry, name), name.partition(".")[0]
    here = part.export(ctx) if part is not None else {}
    for key, entry in filled(ctx.settings, entries).items():
        said = part.note(ctx, key, entry) if part is not None and part.note is not None else EntryNote()
        needed = said.plugin or plugin
        if part is None or registry.plugin(needed) is None:
            yield _lacking(name, key, str(entry.get("title") or key), needed)
        else:
            step = _entry(part, key, here.get(key), entry)
            step = replace(step, title=said.title or step.title)
            is_refused = said.refused is not None and step.standing is not Standing.SAME
            yield replace(step, standing=Standing.BLOCKED, note=said.refused) if is_refused else step


def _lacking(area: str, key: str, title: str, plugin: str) -> Step:
    """An entry of a plugin that does not run here."""
    if plugin in installed_plugins():
        note = _("It is taken over once the plugin {plugin} runs.", plugin=plugin)
        return Step(area=area, key=key, title=title, standing=Standing.WAITS, note=note)
    lacking = _("It belongs to a plugin that is not installed.")
    return Step(area=area, key=key, title=title, standing=Standing.MISSING, note=lacking)


def _entry(part: BlueprintPart, key: str, ours: Mapping[str, Any] | None, theirs: Mapping[str, Any]) -> Step:
    """An entry beside ours. What one of them leaves unsaid is not compared: its plugin does not run there."""
    changes = tuple(
        Change(part.fields.get(field, field), shown((ours or {}).get(field)), shown(theirs[field]))
        for field in [*(one for one in part.fields if one in theirs), *sorted(set(theirs) - set(part.fields))]
        if ours is None or (field in ours and canonical(ours[field]) != canonical(theirs[field]))
    )
    standing = Standing.NEW if ours is None else Standing.OWN if changes else Standing.SAME
    title = str(theirs.get(part.label) or key)
    return Step(area=part.name, key=key, title=title, standing=standing, changes=changes)


def area_title(registry: Registry, area: str) -> Msg | str:
    """What the steps of an area are called together."""
    known = {PLUGINS: _("Plugins"), SETTINGS: _("Settings"), ROLES: _("Roles")}
    part = part_named(registry, area)
    return known.get(area) or (part.title if part else area)
