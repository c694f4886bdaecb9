"""Which adapter asks which kind of source, as the installation is set."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from utblick.api import Context, _
from utblick_tendering.models import SourceKind
from utblick_tendering.settings import TenderingSettings
from utblick_tendering.sources.base import Adapter
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.feeds import Feeds
from utblick_tendering.sources.files import Files
from utblick_tendering.sources.ocds import Ocds
from utblick_tendering.sources.plan import Plan
from utblick_tendering.sources.tables import Tables
from utblick_tendering.sources.ted_api import TedSearch
from utblick_tendering.sources.uploads import Uploads

Maker = Callable[[Context], Adapter]


def _ted(ctx: Context) -> Adapter:
    settings = ctx.plugin_settings(TenderingSettings)
    if settings.ted != "on":
        said = _("TED is not asked: it is switched off in the settings of tendering.")
        raise SourceSilent(said, later=False)
    return TedSearch(whole=settings.ted_whole)


def _feeds(ctx: Context) -> Adapter:
    return Feeds(private=ctx.plugin_settings(TenderingSettings).ask_own_network)


def _plan(ctx: Context) -> Adapter:
    number = next(iter(ctx.plugin_settings(TenderingSettings).own_buyers), "")
    return Plan(own_number=number, own_name=ctx.settings.municipality.name)


def _ocds(ctx: Context) -> Adapter:
    return Ocds(private=ctx.plugin_settings(TenderingSettings).ask_own_network)


ADAPTERS: Mapping[str, Maker] = MappingProxyType(
    {
        SourceKind.UPLOAD: lambda _ctx: Uploads(),
        SourceKind.FOLDER: lambda _ctx: Files(),
        SourceKind.TED: _ted,
        SourceKind.FEED: _feeds,
        SourceKind.TABLE: lambda _ctx: Tables(),
        SourceKind.PLAN: _plan,
        SourceKind.OCDS: _ocds,
    }
)
"""By kind; a kind that is missing cannot be asked. TED's raises `SourceSilent` where it is switched off."""
FROM_FILES = frozenset({SourceKind.FOLDER, SourceKind.TABLE, SourceKind.PLAN, SourceKind.OCDS})
"""Kinds whose address may be a file or folder on the server."""


def adapter_of(kind: str) -> Maker | None:
    """What makes the adapter for sources of the kind; None when nothing does."""
    return ADAPTERS.get(kind)
