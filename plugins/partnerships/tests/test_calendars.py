"""The days of partnerships, as the calendar of the core shows them."""

from datetime import timedelta

from sqlmodel import select

from utblick_partnerships import calendars, demo
from utblick_partnerships.models import ArenaMeeting
from utblick_partnerships.service import arena


def test_each_day_of_the_made_up_year_stands_where_it_belongs(platform, client):
    with platform.write() as ctx:
        demo.load(ctx)
        planned = ctx.session.exec(select(ArenaMeeting.id).where(ArenaMeeting.state == "planned")).one()
        arena.cancel_meeting(ctx, planned, {})

    with platform.read() as ctx:
        since, until = ctx.today - timedelta(days=400), ctx.today + timedelta(days=400)
        told = {
            one.name: [ctx.translate(each.title) for each in one.load(ctx, since, until)]
            for one in calendars.CALENDARS
        }
        called_off = [each.cancelled for each in calendars.meetings(ctx, since, until)]
    assert len(told["partnerships.calls"]) == 6
    assert [title.partition(":")[0] for title in told["partnerships.work"]] == [
        "Lämna in ansökan",
        "Rapport ska lämnas",
        "Profilens sista dag",
        "Projektet skulle börja",
        "Projektet skulle börja",
    ]
    assert called_off == [False, False, False, True]
    assert client.get("/calendar").status_code == 200
