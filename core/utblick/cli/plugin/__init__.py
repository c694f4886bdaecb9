"""`utblick plugin`: which plugins there are, and what becomes of them."""

from utblick.cli.lazy import LazyGroup

plugin = LazyGroup(
    "plugin",
    help="Plugins: list, new, add, check, enable, disable, purge, replay.",
    places={
        "list": "utblick.cli.plugin.listing:list_plugins",
        "new": "utblick.cli.plugin.new:new",
        "add": "utblick.cli.plugin.add:add",
        "check": "utblick.cli.plugin.check:check",
        "enable": "utblick.cli.plugin.switching:enable",
        "disable": "utblick.cli.plugin.switching:disable",
        "purge": "utblick.cli.plugin.purging:purge",
        "replay": "utblick.cli.plugin.replaying:replay",
    },
)
