"""The page Calendar: a month or a list of its days, of all calendars or of some."""

from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from utblick.access.credentials.calendar_keys import addresses_of
from utblick.calendars.agenda import agenda, calendars_of
from utblick.calendars.shown import days_of, listed, weeks_of
from utblick.context import Context
from utblick.declare import Calendar, Link
from utblick.i18n import Msg, _
from utblick.i18n.format import habits, locale_of
from utblick.web.request import Values
from utblick.web.routing import Page, get, page

HOME = "/calendar"
_VIEWS: tuple[tuple[str, Msg], ...] = (("month", _("Month")), ("list", _("List")))
_YEARS = range(2000, 2101)


@get(HOME)
def calendar(ctx: Context) -> Page:
    """A month of the calendars that are asked for, or of all that the reader may see."""
    query = ctx.request.query if ctx.request else Values()
    month = _month(query.get("month", ""), ctx.today)
    view = "list" if query.get("view") == "list" else "month"
    offered = calendars_of(ctx)
    chosen = [one for one in offered if one.name in query.all("calendar")]
    since, until = days_of(month) if view == "month" else (month, _next(month) - timedelta(days=1))
    found = agenda(ctx, chosen or offered, since, until)
    names = {one.name: one.title for one in offered}
    return page(
        "calendars/calendar.html",
        title=_title(ctx, month),
        month=month,
        view=view,
        views=[(title, _address(month, name, chosen), name == view, None) for name, title in _VIEWS],
        previous=_address(_before(month), view, chosen),
        next=_address(_next(month), view, chosen),
        now=_address(ctx.today.replace(day=1), view, chosen),
        all_of_month=_address(month, "list", chosen),
        offered=[(one.name, one.title) for one in offered],
        chosen=[one.name for one in chosen or offered],
        weekdays=habits(ctx.language).days,
        weeks=weeks_of(ctx, month, found.entries) if view == "month" else (),
        days=listed(ctx, since, found.entries) if view == "list" else (),
        empty=not found.entries and not found.failed,
        failed=[one.title for one in found.failed],
        addresses=[
            (row, [names[name] for name in row.calendars if name in names])
            for row in addresses_of(ctx, ctx.actor.user_id)
        ]
        if ctx.actor.user_id
        else (),
    )


def _month(asked: str, today: date) -> date:
    try:
        found = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today.replace(day=1)
    return found if found.year in _YEARS else today.replace(day=1)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _before(month: date) -> date:
    return (month - timedelta(days=1)).replace(day=1)


def _title(ctx: Context, month: date) -> str:
    name = locale_of(ctx.language).months["stand-alone"]["wide"][month.month]
    return f"{name.capitalize()} {month.year}"


def _address(month: date, view: str, chosen: Sequence[Calendar]) -> str:
    asked = [("month", f"{month:%Y-%m}")] + ([("view", view)] if view != "month" else [])
    return f"{HOME}?{urlencode([*asked, *(('calendar', one.name) for one in chosen)])}"


LINKS = (Link(title=_("Calendar"), url=HOME, icon="calendar", order=6),)
ROUTES = (calendar,)
