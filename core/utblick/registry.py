"""Discover, check, order, and set aside what fails: the plugins of this process as one frozen value."""

import importlib.util
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import click
import pluggy
from pydantic import BaseModel, ValidationError

from utblick import hookspecs
from utblick.bus.event import Event
from utblick.declare import (
    BlueprintPart,
    Calendar,
    Indicator,
    Job,
    Link,
    Panel,
    Permission,
    PersonalData,
    Plugin,
    RecordType,
    Subscriber,
    Text,
    Vocabulary,
)
from utblick.declare.plugin import PLUGIN_API
from utblick.errors import Misconfigured, UtblickError
from utblick.i18n import Msg, _
from utblick.registry_checks import check, refuse_coroutines
from utblick.settings import Settings
from utblick.settings.mistakes import Mistake, SettingsMistakes, mistakes_in
from utblick.settings.secret_files import with_secrets
from utblick.web.routing import Route

GROUP = "utblick.plugins"
CORE = "core"
S = TypeVar("S", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class LoadedPlugin:
    """A plugin that passed every check, with all that it declared."""

    name: str
    card: Plugin
    package: str
    folder: Path
    version: str = ""
    settings: BaseModel | None = None
    permissions: tuple[Permission, ...] = ()
    records: tuple[RecordType, ...] = ()
    routes: tuple[Route, ...] = ()
    navigation: tuple[Link, ...] = ()
    panels: tuple[Panel, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    events: tuple[type[Event], ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    jobs: tuple[Job, ...] = ()
    commands: tuple[click.Command, ...] = ()
    personal_data: PersonalData | None = None
    blueprint: tuple[BlueprintPart, ...] = ()
    texts: tuple[Text, ...] = ()
    demo: tuple[Callable[..., object], ...] = ()

    def path(self, record: RecordType) -> str:
        """The address of the list of a record type."""
        return f"/{record.path}" if self.name == CORE else f"/{self.name}/{record.path}"


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A plugin that was set aside, and why; its messages wait on the bus."""

    name: str
    reason: str


@dataclass(frozen=True)
class Registry:
    """What this process can do. The core's own rooms are its first plugin, declared in the same way."""

    plugins: tuple[LoadedPlugin, ...]
    quarantined: tuple[Quarantined, ...] = ()
    _records: dict[tuple[str, str], RecordType] = field(init=False, repr=False)
    _owners: dict[int, LoadedPlugin] = field(init=False, repr=False)
    _events: dict[str, type[Event]] = field(init=False, repr=False)
    _reduced: dict[int, RecordType] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "_records", {(p.name, r.kind): r for p in self.plugins for r in p.records})
        put(self, "_owners", {id(r): p for p in self.plugins for r in p.records})
        put(self, "_events", {e.name: e for p in self.plugins for e in p.events})
        reduced = {id(r): r.without_secrets() for p in self.plugins for r in p.records if r.secret_fields}
        put(self, "_reduced", reduced)
        self._owners.update({id(less): self._owners[full] for full, less in reduced.items()})

    def plugin(self, name: str) -> LoadedPlugin | None:
        return next((plugin for plugin in self.plugins if plugin.name == name), None)

    def record(self, plugin: str, kind: str) -> RecordType | None:
        return self._records.get((plugin, kind))

    def records(self) -> Iterator[tuple[LoadedPlugin, RecordType]]:
        """Every record type with its owner, in the order of the configuration."""
        for plugin in self.plugins:
            for record in plugin.records:
                yield plugin, record

    def owner(self, record: RecordType) -> LoadedPlugin:
        return self._owners[id(record)]

    def path(self, record: RecordType) -> str:
        return self.owner(record).path(record)

    def record_of(self, model: type) -> tuple[LoadedPlugin, RecordType] | None:
        """The record type that a table belongs to."""
        return next(((p, r) for p, r in self.records() if r.model is model), None)

    def without_secrets(self, record: RecordType) -> RecordType:
        """The record type as those meet it who may not read its secret fields."""
        return self._reduced.get(id(record), record)

    def event(self, name: str) -> type[Event] | None:
        return self._events.get(name)

    def require_event(self, event: type[Event]) -> None:
        """Raise unless an enabled plugin declared the event."""
        if self._events.get(event.name) is not event:
            raise Misconfigured(
                _("The event {name} is published, but no enabled plugin declares it.", name=event.name)
            )

    def settings_of(self, model: type[S]) -> S:
        """The checked settings of the plugin that registered this model."""
        for plugin in self.plugins:
            if type(plugin.settings) is model:
                return plugin.settings
        raise Misconfigured(_("No enabled plugin registered the settings {name}.", name=model.__name__))

    def vocabulary(self, name: str) -> Vocabulary | None:
        """The vocabulary of that name, as some enabled plugin or the core declared it."""
        return next((v for p in self.plugins for v in p.card.vocabularies if v.name == name), None)

    def indicator(self, name: str) -> Indicator | None:
        return next((i for p in self.plugins for i in p.indicators if i.name == name), None)

    def text(self, name: str) -> Text | None:
        return next((text for p in self.plugins for text in p.texts if text.name == name), None)

    @property
    def locale_folders(self) -> tuple[Path, ...]:
        """Later folders win, so that no plugin can change the core's words."""
        return tuple(plugin.folder / "locale" for plugin in reversed(self.plugins))

    @property
    def speakers(self) -> dict[str, Path]:
        """Where the words lie of what a plugin says in its code and, by its name, in its templates."""
        return {
            name: plugin.folder / "locale"
            for plugin in self.plugins
            for name in (plugin.package, plugin.name)
        }

    @property
    def template_folders(self) -> dict[str, Path]:
        return {p.name: p.folder / "templates" for p in self.plugins if p.name != CORE}


def load_registry(settings: Settings, *, installed: Iterable[EntryPoint] | None = None) -> Registry:
    """Load the core and the configured plugins, in the order of the configuration.

    A configured plugin that is not installed is a mistake in the settings and raises `Misconfigured`
    with the nearest name. One that fails is set aside, or raises under `strict`.
    """
    from utblick import core_plugin

    points = installed_plugins(installed)
    loaded = [_collect(CORE, core_plugin, settings, ())]
    aside: list[Quarantined] = []
    for name in settings.plugins:
        if name not in points:
            said = str(unknown(name, tuple(points)))
            raise SettingsMistakes((Mistake(settings.source_of("plugins"), "plugins", said),))
        try:
            loaded.append(_collect(name, points[name].load(), settings, tuple(loaded), points[name]))
        except Exception as error:
            if settings.strict:
                raise
            known = isinstance(error, UtblickError)
            aside.append(Quarantined(name, str(error) if known else f"{type(error).__name__}: {error}"))
    return Registry(tuple(loaded), tuple(aside))


def installed_plugins(points: Iterable[EntryPoint] | None = None) -> dict[str, EntryPoint]:
    """The plugins that there are to choose from, by name: those that are given, or the environment's."""
    return {point.name: point for point in (entry_points(group=GROUP) if points is None else points)}


def card_of(point: EntryPoint) -> Plugin:
    """What an installed plugin says of itself, enabled or not; whatever its import raises goes through."""
    return _Asker.of(point.name, point.load()).card()


def unknown(name: str, known: tuple[str, ...]) -> Msg:
    """That there is no such plugin, with the nearest name or all of them."""
    near = get_close_matches(name, known, n=1)
    if near:
        return _("There is no plugin {name}. Did you mean {near}?", name=name, near=near[0])
    return _("There is no plugin {name}. Installed: {known}.", name=name, known=", ".join(sorted(known)))


def _collect(
    name: str,
    module: ModuleType,
    settings: Settings,
    before: tuple[LoadedPlugin, ...],
    point: EntryPoint | None = None,
) -> LoadedPlugin:
    ask = _Asker.of(name, module)
    ask.manager.check_pending()
    refuse_coroutines(name, ask.manager.get_hookcallers(module) or ())
    card = ask.card()
    if card.api != PLUGIN_API:
        raise Misconfigured(
            _(
                "{name} was written for plugin API {theirs}; this is {ours}.",
                name=name,
                theirs=card.api,
                ours=PLUGIN_API,
            )
        )
    missing = [other for other in card.depends if other not in {p.name for p in before}]
    if missing:
        raise Misconfigured(
            _("{name} needs {missing}, enabled before it.", name=name, missing=", ".join(missing))
        )
    package = module.__name__.rpartition(".")[0]
    plugin = LoadedPlugin(
        name=name,
        card=card,
        package=package,
        folder=folder_of(package),
        version=point.dist.version if point is not None and point.dist is not None else "",
        settings=_settings(name, ask, settings),
        permissions=ask.many("register_permissions", Permission),
        records=ask.many("register_records", RecordType),
        routes=ask.many("register_routes", Route),
        navigation=ask.many("register_navigation", Link),
        panels=ask.many("register_panels", Panel),
        calendars=ask.many("register_calendars", Calendar),
        events=ask.many("register_events", Event, classes=True),
        subscribers=ask.many("register_subscribers", Subscriber),
        indicators=ask.many("register_indicators", Indicator),
        jobs=ask.many("register_jobs", Job),
        commands=ask.many("register_commands", click.Command),
        personal_data=ask.one("register_personal_data", PersonalData),
        blueprint=ask.many("register_blueprint", BlueprintPart),
        texts=ask.many("register_texts", Text),
        demo=ask.many("register_demo", object),
    )
    check(plugin, before)
    return plugin


class _Asker:
    """Asks one plugin one hook at a time, and checks what comes back."""

    def __init__(self, name: str, manager: pluggy.PluginManager) -> None:
        self.name, self.manager = name, manager

    @classmethod
    def of(cls, name: str, module: ModuleType) -> "_Asker":
        manager = pluggy.PluginManager(hookspecs.PROJECT)
        manager.add_hookspecs(hookspecs)
        manager.register(module, name)
        return cls(name, manager)

    def card(self) -> Plugin:
        card: Plugin | None = self.one("describe", Plugin)
        if card is None:
            raise Misconfigured(_("{name} does not describe itself.", name=self.name))
        return card

    def answer(self, hook: str) -> Any:
        """What the hook gives, an iterator as a list; an error says which hook raised it."""
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        try:
            value = implementations[0].function() if implementations else None
            return list(value) if isinstance(value, Iterator) else value
        except Exception as error:
            error.add_note(f"This was raised by {hook} of the plugin {self.name}.")
            raise

    def one(self, hook: str, kind: type) -> Any:
        value = self.answer(hook)
        if value is not None and not isinstance(value, kind):
            raise Misconfigured(self._wrong(hook, kind, value))
        return value

    def many(self, hook: str, kind: type, *, classes: bool = False) -> tuple[Any, ...]:
        given = self.answer(hook)
        if given is not None and not isinstance(given, Iterable):
            raise Misconfigured(self._wrong(hook, kind, given))
        values = tuple(given or ())
        for value in values:
            fits = (
                (isinstance(value, type) and issubclass(value, kind)) if classes else isinstance(value, kind)
            )
            if not fits:
                raise Misconfigured(self._wrong(hook, kind, value))
        return values

    def _wrong(self, hook: str, kind: type, value: object) -> Any:
        return _(
            "{name}: {hook} must give {kind}, not {value}.",
            name=self.name,
            hook=hook,
            kind=kind.__name__,
            value=repr(value)[:80],
        )


def _settings(name: str, ask: _Asker, settings: Settings) -> BaseModel | None:
    model = ask.answer("register_settings")
    if model is None:
        return None
    try:
        given = with_secrets(settings.plugin.get(name, {}), model, _source(settings), under=("plugin", name))
        return model.model_validate(given)  # type: ignore[no-any-return]
    except ValidationError as error:
        found = mistakes_in(error, model, _source(settings), under=("plugin", name))
        raise SettingsMistakes(found) from None


def _source(settings: Settings) -> Callable[[tuple[str, ...]], str]:
    return lambda keys: settings.source_of(*keys)


def folder_of(package: str) -> Path:
    """Where a package lies, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Misconfigured(_("{package} is not a package.", package=package))
    return Path(next(iter(spec.submodule_search_locations)))
