"""Rows of the county's plugin with what its pages need: a company that is asked for its consent by a known link."""

import re
from collections.abc import Mapping

from sqlalchemy import text

from utblick.api import Context, new_id
from utblick_county_link import envelopes, service

PAGE = "/county_link/consent/{token:str}"


def seed(ctx: Context, table: str, number: int) -> object:
    """A question of others; all else needs nothing of the plugin's own."""
    if table != "county_link_inquiry":
        return None
    inquiry = service.receive_inquiry(
        ctx,
        {
            "title": f"Exempel {number}",
            "match_id": new_id(),
            "municipality": "2161",
            "country": "EE",
            "reply_key": envelopes.reply_key(ctx, new_id()),
        },
    )
    company = ctx.organisations.register(f"Exempel Bro {number} AB", municipality="2132")
    person = ctx.people.register(f"Prov Exempel {number}", email=f"prov{number}@bro.example")
    ctx.people.join(person.id, company.id)
    service.ask_company(ctx, inquiry.id, {"organisation_id": company.id})
    return inquiry


def addresses(ctx: Context) -> Mapping[str, str]:
    """The company's page, by the link in the latest letter."""
    letters = text("select body_text from core_mail order by created_at desc")
    bodies = ctx.session.connection().execute(letters).scalars()
    links = [found[1] for body in bodies if (found := re.search(r"/county_link/consent/([\w-]{43})", body))]
    return {PAGE: PAGE.replace("{token:str}", links[0])} if links else {}
