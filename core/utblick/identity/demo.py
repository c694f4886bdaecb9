"""Visibly made-up organisations and people for a demonstration: no number, address or person is real.

Organisation numbers are of series that are not handed out, telephone numbers of those that the Swedish
Post and Telecom Authority keeps for fiction, and web addresses end in .example (RFC 2606).
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from utblick.context import Context
from utblick.identity import service

HOME = "2132"
OWNED = "Exempel Bostäder AB"  # by the municipality


@dataclass(frozen=True, slots=True)
class Company:
    """A company of the municipality or its neighbours."""

    name: str
    orgnr: str
    town: str
    municipality: str
    sni: str
    trade: str
    employees: int
    exports: tuple[str, ...]
    contact: str
    role: str
    days_since: int
    products: str = ""


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody outside the municipality's business: a university, a town, a network, a firm abroad."""

    name: str
    kind: str
    country: str
    town: str


COMPANIES = (
    Company(
        "Exempel Såg AB",
        "559989-9001",
        "Gnarp",
        HOME,
        "16.101",
        "Sågning av trä",
        24,
        ("DE", "NL"),
        "Anna Exempel",
        "VD",
        6,
        "Limträ, ytterpanel",
    ),
    Company(
        "Exempel Fisk AB",
        "559989-9019",
        "Mellanfjärden",
        HOME,
        "10.200",
        "Beredning av fisk",
        11,
        ("FI",),
        "Bo Exempel",
        "Försäljningschef",
        12,
        "Rökt sik, surströmming",
    ),
    Company(
        "Exempel Trähus AB",
        "559989-9027",
        "Bergsjö",
        HOME,
        "16.233",
        "Tillverkning av monteringsfärdiga trähus",
        38,
        ("NO",),
        "Cecilia Exempel",
        "Exportansvarig",
        3,
        "Attefallshus, förskolemoduler",
    ),
    Company(
        "Exempel Plåt AB",
        "559989-9035",
        "Harmånger",
        HOME,
        "25.620",
        "Metallegoarbeten",
        17,
        (),
        "David Exempel",
        "VD",
        21,
        "Kapslingar, bänkskivor",
    ),
    Company(
        "Exempel Granit AB",
        "559989-9043",
        "Jättendal",
        HOME,
        "23.701",
        "Huggning av sten",
        8,
        ("FI",),
        "Eva Exempel",
        "Ägare",
        40,
        "Gravstenar, markplattor",
    ),
    Company(
        "Exempel Honung AB",
        "559989-9050",
        "Ilsbo",
        HOME,
        "01.491",
        "Biodling",
        3,
        (),
        "Fredrik Exempel",
        "Ägare",
        95,
        "Ljunghonung",
    ),
    Company(
        "Exempel Energi AB",
        "559989-9068",
        "Strömsbruk",
        HOME,
        "28.110",
        "Tillverkning av turbiner",
        64,
        ("NO", "EE"),
        "Gunilla Exempel",
        "Teknisk chef",
        15,
        "Småskalig vattenkraft",
    ),
    Company(
        "Exempel Kust & Natur AB",
        "559989-9076",
        "Stocka",
        HOME,
        "79.900",
        "Turistbyråverksamhet",
        6,
        (),
        "Hans Exempel",
        "VD",
        9,
        "Guidade turer",
    ),
    Company(
        "Exempel Tolk & Text AB",
        "559989-9084",
        "Hudiksvall",
        "2184",
        "74.300",
        "Översättning och tolkning",
        5,
        (),
        "Ingrid Exempel",
        "Ägare",
        28,
    ),
    Company(
        "Exempel Fiberteknik AB",
        "559989-9092",
        "Hudiksvall",
        "2184",
        "27.310",
        "Tillverkning av optisk fiber",
        210,
        ("DE", "FR", "US"),
        "Johan Exempel",
        "Exportchef",
        33,
    ),
    Company(
        "Exempel Möbler AB",
        "559989-9100",
        "Bergsjö",
        HOME,
        "31.011",
        "Tillverkning av kontorsmöbler",
        14,
        ("DK",),
        "Karin Exempel",
        "VD",
        55,
        "Skolmöbler",
    ),
    Company(
        "Exempel Schakt AB",
        "559989-9118",
        "Hassela",
        HOME,
        "43.120",
        "Mark- och grundarbeten",
        9,
        (),
        "Lars Exempel",
        "VD",
        70,
    ),
    Company(
        OWNED,
        "559989-9126",
        "Bergsjö",
        HOME,
        "68.201",
        "Uthyrning och förvaltning av bostäder",
        21,
        (),
        "Petra Exempel",
        "VD",
        24,
    ),
)

PARTNERS = (
    Partner("Exempelhögskolan", "university", "SE", "Gävle"),
    Partner("Exempeluniversitetet", "university", "SE", "Sundsvall"),
    Partner("Företagarföreningen i Exempelbygden", "association", "SE", "Bergsjö"),
    Partner("Länsnätverket Exempel Export", "network", "SE", "Gävle"),
    Partner("Esimerkin kunta", "municipality", "FI", "Rauma"),
    Partner("Eksempel kommune", "municipality", "NO", "Gjøvik"),
    Partner("Muster Holzbau GmbH", "foreign_partner", "DE", "Hamburg"),
    Partner("Esimerkki Kala Oy", "foreign_partner", "FI", "Helsingfors"),
    Partner("Eksempel Hytter AS", "foreign_partner", "NO", "Trondheim"),
    Partner("Voorbeeld Hout BV", "foreign_partner", "NL", "Rotterdam"),
    Partner("Näidis Ehitus OÜ", "foreign_partner", "EE", "Tallinn"),
    Partner("Paraugs SIA", "foreign_partner", "LV", "Riga"),
    Partner("Eksempel Byg ApS", "foreign_partner", "DK", "Köpenhamn"),
    Partner("Przykład Sp. z o.o.", "foreign_partner", "PL", "Gdańsk"),
    Partner("Example Housing Inc.", "foreign_partner", "US", "Seattle"),
    Partner("Mihon Shoji KK", "foreign_partner", "JP", "Tokyo"),
)


def load(ctx: Context) -> None:
    """Add the organisations, one contact person for each company, and some relations."""
    ids = {company.name: _company(ctx, place, company) for place, company in enumerate(COMPANIES)}
    ids |= {partner.name: _partner(ctx, partner) for partner in PARTNERS}
    for name in ("Exempel Såg AB", "Exempel Trähus AB", "Exempel Plåt AB"):
        service.relate(ctx, ids[name], ids["Företagarföreningen i Exempelbygden"], kind="member_of")
    service.relate(ctx, ids["Exempel Energi AB"], ids["Exempelhögskolan"], kind="partner_of")
    service.relate(ctx, _ourselves(ctx), ids[OWNED], kind="owns")


def _ourselves(ctx: Context) -> UUID:
    """The municipality that runs this installation, as an organisation among the others."""
    home = ctx.settings.municipality
    row = service.register_organisation(
        ctx,
        {
            "name": home.name,
            "kind": "municipality",
            "municipality": home.code,
            "nuts": "SE313",
            "languages": list(home.languages),
            "tags": ["demo"],
        },
    )
    return row.id


def _company(ctx: Context, place: int, company: Company) -> UUID:
    home = ctx.settings.municipality.code
    row = service.register_organisation(
        ctx,
        {
            "name": company.name,
            "kind": "company",
            "legal_form": "limited_company",
            "orgnr": company.orgnr,
            "town": company.town,
            "municipality": home if company.municipality == HOME else company.municipality,
            "nuts": "SE313",
            "street": f"Exempelvägen {place + 1}",
            "email": f"info@{_address(company.name)}.example",
            "website": f"https://www.{_address(company.name)}.example",
            "phone": f"070-174 06 {place + 5:02d}",
            "sni": company.sni,
            "sni_version": "2007",
            "trade": company.trade,
            "products": company.products,
            "employees": company.employees,
            "exports": bool(company.exports),
            "export_countries": list(company.exports),
            "languages": ["sv", "en"],
            "last_contact": (ctx.now - timedelta(days=company.days_since)).date(),
            "tags": ["demo"],
        },
    )
    service.register_person(
        ctx,
        {
            "name": company.contact,
            "email": f"{company.contact.split()[0].lower()}@{_address(company.name)}.example",
            "phone": f"070-174 06 {place + 25:02d}",
            "organisation_id": row.id,
            "role": company.role,
            "tags": ["demo"],
        },
    )
    return row.id


def _partner(ctx: Context, partner: Partner) -> UUID:
    return service.register_organisation(
        ctx,
        {
            "name": partner.name,
            "kind": partner.kind,
            "country": partner.country,
            "town": partner.town,
            "tags": ["demo"],
        },
    ).id


def _address(name: str) -> str:
    """The name as it would stand in a web address."""
    plain = name.lower().translate(str.maketrans("åäöé", "aaoe"))
    return "-".join(word for word in plain.replace("&", " ").split() if word != "ab")
