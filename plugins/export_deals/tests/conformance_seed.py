"""Rows of export deals with what its pages need: questions to companies whose links are known."""

import re
from collections.abc import Mapping

from sqlalchemy import text
from sqlmodel import col, select

from utblick.api import Context
from utblick_export_deals import service
from utblick_export_deals.models import Agreement

PAGE = "/export_deals/confirm/{token:str}"


def seed(ctx: Context, table: str, number: int) -> object:
    """Ask the company about its n-th agreement; everything else needs nothing of the plugin's own."""
    if table != "export_deals_confirmation":
        return None
    agreements = ctx.session.exec(select(Agreement.id).order_by(col(Agreement.id))).all()
    return service.ask_company(ctx, agreements[number - 1], {})


def addresses(ctx: Context) -> Mapping[str, str]:
    """The company's page, by the link in the latest letter."""
    letters = text("select body_text from core_mail order by created_at desc")
    bodies = ctx.session.connection().execute(letters).scalars()
    links = [found[1] for body in bodies if (found := re.search(r"/export_deals/confirm/([\w-]{43})", body))]
    return {PAGE: PAGE.replace("{token:str}", links[0])} if links else {}
