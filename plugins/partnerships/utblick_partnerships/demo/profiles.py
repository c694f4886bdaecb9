"""Made-up profiles in every stage, and who was interested in them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from utblick.api import Actor, Context
from utblick_partnerships.demo.cast import Cast, Step
from utblick_partnerships.service import interests, profiles

_GROUNDWORK = {"client_known": True, "action_plan": True, "searched": True}
_WINDOWS = {
    "title": "Demo Snickerifabrik – återförsäljare i Finland och Estland",
    "money": "paid",
    "exchanged": "goods",
    "short_title": "Swedish maker of pine windows seeks distributors in Finland and Estonia",
    "summary": "A small Swedish manufacturer of windows and doors in slow-grown pine seeks distributors.",
    "description": "The company makes windows, doors and panels of slow-grown pine in small series. It has "
    "exported since 2012 and delivers painted and glazed products within six weeks.",
    "advantages": "Long life, low heat loss, and series as small as twenty pieces.",
    "stage": "market",
    "ipr": "know_how",
    "sought": "Distributors and building merchants that sell to builders and restorers.",
    "partnership_types": ["Commercial agreement", "Supplier agreement"],
    "countries": ["FI", "EE"],
    "keywords": ["wood", "windows", "building"],
    "sdgs": ["9", "12"],
}
_SENSOR = {
    "title": "Demo Fuktsensor – industripartner för prov",
    "money": "paid",
    "exchanged": "technology",
    "short_title": "Moisture sensor for timber frames offered to builders for pilot tests",
    "summary": "A small Swedish firm offers a licence for a method that measures moisture in wood.",
    "description": "Wireless sensors measure moisture in timber frames without contact, also in winter.",
    "stage": "tested",
    "ipr": "patent_applied",
    "sought": "An industrial partner that builds in wood and wants to test the method in two houses.",
    "countries": ["DE", "FI"],
    "keywords": ["sensors", "timber", "moisture"],
    "brands": ["DemoDry"],
}
_FISH = {
    "title": "Demo Kuströkeri – köpare av rökt sik",
    "money": "paid",
    "exchanged": "goods",
    "short_title": "Smoked whitefish from the Swedish coast for delicatessens",
    "summary": "Demo Kuströkeri AB offers cold-smoked whitefish. Write to sik@demonsson.example.",
    "description": "Caught by own boats, traceable, packed in portions of 150 g.",
    "sought": "Importers of fish in the Nordic countries.",
    "countries": ["FI", "DK"],
    "keywords": ["food", "fish"],
}


def _published(ctx: Context, cast: Cast) -> None:
    cast["windows"] = _written(ctx, cast, "Demo Snickerifabrik AB", _WINDOWS)
    profiles.send_to_review(ctx, cast["windows"], {"comment": "Klar att läsas."})


def _reviewed(ctx: Context, cast: Cast) -> None:
    said = {"comment": "Går inte att gissa vem det är."}
    profiles.approve_profile(_colleague(ctx), cast["windows"], said)


def _out(ctx: Context, cast: Cast) -> None:
    said = {"external_by": "Demo: den regionala EEN-noden"}
    profiles.publish_profile(_colleague(ctx), cast["windows"], said)


def _colleague(ctx: Context) -> Context:
    """Somebody else than the author, since nobody reviews their own text: here the platform itself."""
    return replace(ctx, actor=Actor("system", permissions=frozenset("*")))


def _sensor(ctx: Context, cast: Cast) -> None:
    cast["sensor"] = _written(ctx, cast, "Demo Fuktsensor AB", _SENSOR)
    profiles.send_to_review(ctx, cast["sensor"], {})


def _fish(ctx: Context, cast: Cast) -> None:
    """A draft that still tells who the client is."""
    cast["fish"] = _written(ctx, cast, "Demo Kuströkeri AB", _FISH)


def _first_interest(ctx: Context, cast: Cast) -> None:
    row = interests.receive_interest(
        ctx,
        {
            "profile_id": cast["windows"],
            "organisation_id": cast["Demo Holzhandel GmbH"],
            "from_organisation": "Demo Holzhandel GmbH",
            "country": "DE",
            "who": "Bauholzhändler mit zwölf Angestellten (påhittat).",
            "why": "Wir suchen Fenster für alte Häuser.",
            "what_next": "Preisliste und Lieferzeit.",
            "owner_id": ctx.actor.id,
        },
    )
    interests.screen_interest(ctx, row.id, {})
    interests.forward_interest(ctx, row.id, {})
    cast["first_interest"] = row.id


def _introduced(ctx: Context, cast: Cast) -> None:
    consent = {"consent_by": "Alva Demonsson"}
    interests.introduce_interest(ctx, cast["first_interest"], consent)
    interests.note_talks(ctx, cast["first_interest"], {})


def _second_interest(ctx: Context, cast: Cast) -> None:
    interests.receive_interest(
        ctx,
        {
            "profile_id": cast["windows"],
            "from_organisation": "Demo Puuseppä Oy (påhittat)",
            "country": "FI",
            "channel": "web",
            "who": "A shop for builders with eight employees.",
            "why": "Customers ask for wooden windows.",
            "what_next": "Can you deliver ten pieces at a time?",
            "owner_id": ctx.actor.id,
        },
    )


def _written(ctx: Context, cast: Cast, client: str, values: Mapping[str, object]) -> UUID:
    row = profiles.draft_profile(
        ctx, {**_GROUNDWORK, **values, "organisation_id": cast[client], "owner_id": ctx.actor.id}
    )
    return row.id


STEPS: tuple[Step, ...] = (
    (260, _published),
    (255, _reviewed),
    (248, _out),
    (120, _first_interest),
    (110, _introduced),
    (40, _sensor),
    (6, _fish),
    (3, _second_interest),
)
