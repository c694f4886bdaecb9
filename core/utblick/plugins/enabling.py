"""Switching plugins on and off, in the settings file; it works from the next start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from utblick.errors import Conflict, Misconfigured, NotFound
from utblick.i18n import Msg, _
from utblick.plugins.survey import Known, Points, Standing, known_plugins
from utblick.registry import unknown
from utblick.settings import Settings
from utblick.settings.change import write_plugins


@dataclass(frozen=True, slots=True)
class Switched:
    """The plugins that the settings name now, and the file; `changed` is false when it was so before."""

    plugins: tuple[str, ...]
    file: Path
    changed: bool


def enable(settings: Settings, name: str, *, installed: Points = None) -> Switched:
    """Name the plugin in the settings file, after those that it depends on.

    Raises, and changes nothing, when it is not installed, when what it depends on is not enabled, or when
    it would be set aside.
    """
    known = known_plugins(settings, installed=installed)
    if name in settings.plugins:
        return _switched(settings, settings.plugins)
    if name not in known:
        raise NotFound(unknown(name, tuple(known)))
    _require_needed(known, known[name])
    wanted = (*settings.plugins, name)
    tried = known_plugins(settings.model_copy(update={"plugins": wanted}), installed=installed)[name]
    if tried.standing is not Standing.ENABLED:
        raise Conflict(
            _("{name} would be set aside, so it was not enabled: {reason}", name=name, reason=tried.reason)
        )
    return _switched(settings, wanted)


def disable(settings: Settings, name: str, *, installed: Points = None) -> Switched:
    """Take the plugin's name out of the settings file; its tables and rows stay.

    Raises, and changes nothing, when there is no such plugin or when enabled ones depend on it.
    """
    known = known_plugins(settings, installed=installed)
    if name not in known:
        raise NotFound(unknown(name, settings.plugins))
    refuse_while_needed(known, name)
    return _switched(settings, tuple(one for one in settings.plugins if one != name))


def refuse_while_needed(known: Mapping[str, Known], name: str) -> None:
    """Raise `Conflict`, with their names, while plugins of the settings depend on this one."""
    needing = [one.name for one in known.values() if one.is_named and name in one.depends]
    if needing:
        raise Conflict(
            _(
                "{name} is needed by {needing}. Disable that first: utblick plugin disable {first}",
                needing=", ".join(needing),
                name=name,
                first=needing[-1],
            )
        )


def _require_needed(known: Mapping[str, Known], plugin: Known) -> None:
    for other in plugin.depends:
        if other not in known:
            raise Conflict(
                _(
                    "{name} depends on {other}, which is not installed. {hint}",
                    name=plugin.name,
                    other=other,
                    hint=str(unknown(other, tuple(known))),
                )
            )
        if not known[other].is_named:
            raise Conflict(
                _(
                    "{name} depends on {other}. Enable that first: utblick plugin enable {other}",
                    name=plugin.name,
                    other=other,
                )
            )


def _switched(settings: Settings, wanted: tuple[str, ...]) -> Switched:
    source = settings.source_of("plugins")
    if wanted == settings.plugins:
        return Switched(wanted, Path(source), changed=False)
    if source == "environment":
        raise Misconfigured(_in_environment(wanted))
    write_plugins(Path(source), wanted)
    return Switched(wanted, Path(source), changed=True)


def _in_environment(wanted: tuple[str, ...]) -> Msg:
    return _(
        "Which plugins run is decided by UTBLICK_PLUGINS in the environment, so nothing was changed. "
        "Set it there: {line}",
        line=f"UTBLICK_PLUGINS={','.join(wanted)}",
    )
