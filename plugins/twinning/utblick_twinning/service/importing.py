"""Twin towns that are known from elsewhere: a list with its source, or a municipal register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import select

from utblick.api import Context, Invalid, Msg, _, find_country
from utblick_twinning.models import Category, Exchange, ExchangeState, Theme, Town, TownState
from utblick_twinning.service.towns import open_town

_CATEGORIES = {
    "vänortsavtal": Category.PARTNERSHIP,
    "partnerskap": Category.PARTNERSHIP,
    "vänskap": Category.FRIENDSHIP,
    "avsiktsförklaring": Category.CONTACT,
    "projekt": Category.PROJECT,
}
_STATES = {"aktivt": TownState.ACTIVE, "vilande": TownState.DORMANT, "avslutat": TownState.ENDED}
_THEMES = {"skol": Theme.SCHOOL, "näringsliv": Theme.BUSINESS, "kultur": Theme.CULTURE, "ungdom": Theme.YOUTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A twin town as somebody else has written it down."""

    title: str
    country: str
    of: str = ""
    since: str = ""
    source: str = ""
    category: Category = Category.FRIENDSHIP
    state: TownState | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    exchanges: Sequence[Mapping[str, Any]] = ()


def take_in(ctx: Context, row: Known) -> bool:
    """Add the town, with exchanges that were written down; false when it is held already."""
    problems: dict[str, Msg] = {}
    country = find_country(row.country)
    if not row.title:
        problems["title"] = _("The row has no town.")
    if country is None:
        problems["country"] = _("“{text}” is not a country.", text=row.country[:40])
    if row.since and not (row.since.isdigit() and len(row.since) == 4):
        problems["since_year"] = _("“{text}” is not a year.", text=row.since[:40])
    if problems or country is None:
        raise Invalid(problems)
    same = select(Town.id).where(Town.title == row.title, Town.country == country.code)
    if ctx.session.exec(same).first() is not None:
        return False
    values = {
        "title": row.title,
        "country": country.code,
        "category": row.category,
        "since_year": row.since,
        "source": row.source,
        **row.values,
    }
    town = open_town(ctx, values)
    town.state = row.state or town.state
    for one in row.exchanges:
        _past(ctx, town, one)
    return True


def from_register(one: Mapping[str, Any]) -> Known:
    """A town of a municipal register: `vanort`, `avtal` and `utbyten`."""
    town, agreement = one.get("vanort", {}), one.get("avtal", {})
    signed, expires = _day(agreement.get("undertecknat")), _day(agreement.get("loper_ut"))
    return Known(
        title=str(town.get("namn", "")),
        country=str(town.get("land", "")),
        of=str(one.get("kommun", "")),
        since=str(signed.year) if signed else "",
        category=_CATEGORIES.get(str(agreement.get("typ", "")), Category.CONTACT),
        state=_STATES.get(str(agreement.get("status", ""))),
        values={
            "region": str(town.get("region") or ""),
            "population": town.get("befolkning"),
            "diary_number": str(agreement.get("diarienummer") or ""),
            "signed_on": signed,
            "expires_on": expires,
            "languages": list(agreement.get("sprak") or ()),
        },
        exchanges=tuple(one.get("utbyten", ())),
    )


def _past(ctx: Context, town: Town, one: Mapping[str, Any]) -> None:
    """An exchange of the register: planned numbers and a report, but no proof, since nobody counted here."""
    starts, kind = _day(one.get("datum")), str(one.get("typ", ""))
    if starts is None:
        return
    ends = _day(one.get("slut")) or starts
    guests, total = int(one.get("varav_gaster") or 0), int(one.get("deltagare") or 0)
    theme = next((theme for word, theme in _THEMES.items() if kind.startswith(word)), Theme.ADMINISTRATION)
    ctx.session.add(
        Exchange(
            title=kind.capitalize() or town.title,
            town_id=town.id,
            theme=theme,
            state=ExchangeState.PLANNED,
            starts_on=starts,
            ends_on=ends,
            planned_local=max(0, total - guests),
            planned_international=guests,
            created_at=ctx.now,
            updated_at=ctx.now,
        )
    )
    ctx.session.flush()


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None
