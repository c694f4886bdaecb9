"""Who may hold something about a person: every plugin, also one that cannot answer now, and the core last."""

from dataclasses import dataclass

from utblick.context import Context
from utblick.db.ownership import versioned
from utblick.db.versions import owner_of, owners
from utblick.declare import PersonalData
from utblick.i18n import Msg, _
from utblick.registry import CORE, LoadedPlugin


@dataclass(frozen=True, slots=True)
class Owner:
    """A plugin or the core. Without `data` it cannot be asked, and `silent` says why."""

    name: str
    title: str
    data: PersonalData | None = None
    silent: Msg | None = None


def owners_of_data(ctx: Context) -> list[Owner]:
    """Everybody who has to be asked, in the order of the configuration; the core comes last.

    The plugins find a person by what the core knows, so it lets go when they have.
    """
    registry = ctx.platform.registry
    enabled = [_enabled(ctx, plugin) for plugin in registry.plugins if plugin.name != CORE]
    aside = [
        Owner(
            one.name,
            one.name,
            silent=_(
                "The plugin has been set aside and cannot be asked: {reason} Mend it, and try again.",
                reason=one.reason,
            ),
        )
        for one in registry.quarantined
    ]
    named = {owner.name for owner in (*enabled, *aside)}
    off = [
        Owner(
            name,
            name,
            silent=_(
                "The plugin is not enabled, but its tables are still in the database. Enable it, or remove "
                "its data with: utblick plugin purge {name}",
                name=name,
            ),
        )
        for name in sorted(versioned(ctx.session.connection()) - {*named, CORE})
    ]
    return [*enabled, *aside, *off, core_as_owner(ctx)]


def stopped(error: Exception) -> Msg:
    """Why an owner has not answered whose code broke."""
    return _("It stopped with an error ({kind}). The log says more.", kind=type(error).__name__)


def core_as_owner(ctx: Context) -> Owner:
    core = ctx.platform.registry.plugin(CORE)
    assert core is not None
    return Owner(CORE, core.card.title, core.personal_data)


def table_owner(ctx: Context, table: str) -> str:
    """The enabled plugin that a table belongs to."""
    return owner_of(table, tuple(plugin.name for plugin in ctx.platform.registry.plugins))


def _enabled(ctx: Context, plugin: LoadedPlugin) -> Owner:
    if plugin.personal_data is not None:
        return Owner(plugin.name, plugin.card.title, plugin.personal_data)
    if not any(owner.name == plugin.name for owner in owners(ctx.platform.registry)):
        return Owner(plugin.name, plugin.card.title, _NOTHING)
    said = _("The plugin has tables, but does not say what it holds about people. Ask who wrote it.")
    return Owner(plugin.name, plugin.card.title, silent=said)


_NOTHING = PersonalData(
    purposes=(),
    export=lambda _ctx, _person_id: {},
    erase=lambda _ctx, _person_id: 0,
    retention=_("The plugin has no tables of its own."),
)
