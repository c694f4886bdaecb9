"""Every table of the core, known to the one shared metadata once this module is imported."""

from importlib import import_module

from sqlmodel import SQLModel

MODULES = (
    "utblick.identity.models",
    "utblick.identity.registers.imports.models",
    "utblick.jobs.models",
    "utblick.access.models",
    "utblick.bus.county.tables",
    "utblick.blueprints.models",
    "utblick.bus.log",
    "utblick.mail.models",
    "utblick.money.rates",
    "utblick.privacy.models",
    "utblick.records.models",
    "utblick.records.saved_view",
    "utblick.search.models",
    "utblick.texts.models",
)


def load() -> None:
    """Import the modules that hold the core's tables."""
    for module in MODULES:
        import_module(module)


metadata = SQLModel.metadata
