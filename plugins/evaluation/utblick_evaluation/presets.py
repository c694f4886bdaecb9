"""Sets of goals to start from: the seven of the pilot in Nordanstig."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import select

from utblick.api import Context
from utblick_evaluation import service
from utblick_evaluation.models import Goal


@dataclass(frozen=True, slots=True)
class Preset:
    """One goal of a set: what it is called, and which rule counts it to which number."""

    code: str
    title: str
    title_en: str
    indicator: str
    target: int


PILOT = (
    Preset(
        "M1",
        "Stärkta internationella och regionala kontakter i näringslivet",
        "Stronger international and regional contacts in local business",
        "contacts.active_links",
        40,
    ),
    Preset(
        "M2",
        "Inventering av externa kontakter i lokalt näringsliv",
        "Inventory of external contacts in local business",
        "contacts.inventory_coverage",
        80,
    ),
    Preset(
        "M3",
        "Bättre samverkan mellan högskolor och näringsliv",
        "Better collaboration between universities and business",
        "university_node.delivered_assignments",
        10,
    ),
    Preset("M4", "Fler exportavtal", "More export agreements", "export_deals.confirmed_agreements", 5),
    Preset(
        "M5",
        "Utvecklat vänortsarbete med utbyte för näringslivet",
        "Twin towns with active business exchange",
        "twinning.active_business_towns",
        2,
    ),
    Preset(
        "M6",
        "En modell för lokalt arbete med externa kontakter",
        "A model for local work with external contacts",
        "evaluation.released_blueprints",
        1,
    ),
    Preset(
        "M7",
        "Transnationella samverkansavtal där småföretag deltar",
        "Transnational agreements with local small firms",
        "partnerships.small_firm_agreements",
        3,
    ),
)


def load_pilot(ctx: Context, starts_on: date, ends_on: date) -> int:
    """Add the pilot's goals that are not there yet, agreed at once; returns how many were added."""
    held = set(ctx.session.exec(select(Goal.code)).all())
    added = 0
    for place, one in enumerate(PILOT):
        if one.code in held:
            continue
        goal = service.set_goal(
            ctx,
            {
                "code": one.code,
                "title": one.title,
                "title_en": one.title_en,
                "indicator": one.indicator,
                "target": Decimal(one.target),
                "starts_on": starts_on,
                "ends_on": ends_on,
                "place": place,
            },
            awaited=True,
        )
        service.agree_goal(ctx, goal.id)
        added += 1
    return added
