"""Visibly made-up figures of three members, so that an empty hub shows what a county sees."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from utblick.api import Context, new_id
from utblick_county_hub import service

MEMBERS = ("2132", "2161", "2184")
GOALS = (
    (
        "export_deals.confirmed_agreements",
        "Demo: fler exportavtal",
        "Demo: more export agreements",
        5,
        (3, 1, 6),
    ),
    ("twinning.active_towns", "Demo: aktiva vänorter", "Demo: active twin towns", 4, (4, 2, 1)),
    ("university_node.delivered", "Demo: levererade uppdrag", "Demo: delivered assignments", 8, (2, 5, None)),
)
WAYS = (
    ("2132", "DE", "C"),
    ("2132", "FI", "C"),
    ("2161", "EE", "F"),
    ("2161", "NO", ""),
    ("2184", "FI", "C"),
    ("2184", "PL", "H"),
)


def load(ctx: Context) -> None:
    """Goals, ways, a call, seminars, stories and a question of three members."""
    year = ctx.today.year
    for indicator, title, title_en, target, readings in GOALS:
        for member, reading in zip(MEMBERS, readings, strict=True):
            if reading is not None:
                _goal(ctx, member, indicator, title, title_en, Decimal(reading), Decimal(target), year)
    for member, country, section in WAYS:
        service.keep_way(
            ctx,
            member,
            str(new_id()),
            {"source": "export_deals", "country": country, "kind": "sales", "section": section},
        )
        service.note_heard(ctx, member)
    closes = datetime.combine(ctx.today + timedelta(days=60), time(15), ctx.settings.municipality.zone)
    for member in MEMBERS[:2]:
        call = {"title": "Demo: vänortsutlysning", "programme": "CERV", "deadline": closes}
        service.keep_call(ctx, member, "DEMO-CERV-TOWN-TT", call)
    for number, member in enumerate(MEMBERS):
        service.keep_seminar(ctx, member, str(new_id()), _seminar(ctx, number))
        service.keep_told(ctx, member, str(new_id()), _told(ctx, number))
    service.keep_story(ctx, "2132", str(new_id()), named=True)
    service.keep_question(
        ctx,
        "2184",
        {
            "introduction_id": new_id(),
            "title": "Demo: en väg till byggare i Tartu",
            "country": "EE",
            "place": "Tartu",
            "section": "F",
            "about": "Demofråga från en påhittad granne.",
        },
    )


def _seminar(ctx: Context, number: int) -> dict[str, Any]:
    day = ctx.today + timedelta(days=12 + 9 * number)
    return {
        "title": ("Demo: kulturskillnader – Polen", "Demo: tull och moms", "Demo: EU-medel")[number],
        "title_en": ("Demo: cultural differences – Poland", "Demo: customs and VAT", "Demo: EU funds")[
            number
        ],
        "starts_at": datetime.combine(day, time(13), ctx.settings.municipality.zone),
        "place": "Demosalen",
        "online": number == 1,
        "seats": 20,
        "free_seats": 3 + 4 * number,
        "url": f"https://demo-{number + 1}.exempel.example/seminars/calendar",
    }


def _told(ctx: Context, number: int) -> dict[str, Any]:
    return {
        "title": ("Demo: första affären i Estland", "Demo: en klass i Riga", "Demo: mässan utan besökare")[
            number
        ],
        "title_en": ("Demo: the first deal in Estonia", "Demo: a class in Riga", "Demo: the empty fair")[
            number
        ],
        "kind": ("export", "school", "other")[number],
        "country": ("EE", "LV", "NO")[number],
        "published_on": ctx.today - timedelta(days=6 + 11 * number),
        "url": f"https://demo-{number + 1}.exempel.example/dissemination/stories",
    }


def _goal(  # noqa: PLR0917 - the columns of the table above
    ctx: Context,
    member: str,
    indicator: str,
    title: str,
    title_en: str,
    reading: Decimal,
    target: Decimal,
    year: int,
) -> None:
    light = "reached" if reading >= target else "on_track" if reading * 2 >= target else "behind"
    values = {
        "title": title,
        "title_en": title_en,
        "indicator": indicator,
        "starts_on": date(year, 1, 1),
        "ends_on": date(year, 12, 31),
        "reading": reading,
        "target": target,
        "light": light,
    }
    service.keep_goal(ctx, member, indicator, values)
    service.note_heard(ctx, member)
