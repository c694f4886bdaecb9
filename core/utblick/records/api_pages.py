"""The description of the JSON API: for programs as OpenAPI, for people as a page."""

from dataclasses import dataclass

from utblick.context import Context
from utblick.i18n import Msg
from utblick.records.api import api_path
from utblick.records.openapi import document
from utblick.web.routing import Data, Page, get, page


@dataclass(frozen=True, slots=True)
class Offered:
    """A record type as the page lists it."""

    title: Msg
    url: str
    methods: str
    transitions: tuple[str, ...]


@get("/schema", public=True)
def schema(ctx: Context) -> Data:
    """The OpenAPI 3.1 document."""
    return Data(document(ctx))


@get("/api")
def overview(ctx: Context) -> Page:
    """What programs can reach, and how to get a token."""
    offered = [
        Offered(
            record.plural,
            api_path(plugin, record),
            " ".join(
                ["GET", *(["POST"] if record.creatable else []), *(["PATCH"] if record.editable else [])]
            ),
            tuple(transition.name for transition in record.transitions),
        )
        for plugin, record in ctx.platform.registry.records()
        if ctx.actor.may(record.read)
    ]
    return page("records/api.html", offered=offered, host=ctx.settings.public_url)


ROUTES = (schema, overview)
