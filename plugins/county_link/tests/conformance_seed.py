"""Rows of the county's plugin with what its pages need: a company that is asked for its consent by a known link."""

from collections.abc import Mapping

from sqlmodel import col, select

from utblick.api import Context, new_id
from utblick_county_link import envelopes, service
from utblick_county_link.models import Inquiry

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
    """The company's page, by a link that is made anew."""
    asked = ctx.session.exec(select(Inquiry).order_by(col(Inquiry.created_at))).first()
    if asked is None or asked.organisation_id is None:
        return {}
    link = service.ask_company(ctx, asked.id, {"organisation_id": asked.organisation_id})
    return {PAGE: PAGE.replace("{token:str}", link.rpartition("/")[2])}
