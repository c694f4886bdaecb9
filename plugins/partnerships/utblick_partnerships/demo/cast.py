"""Who plays in the made-up year: organisations that do not exist, and the steps in their order."""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from utblick.api import Context


@dataclass(slots=True)
class Cast:
    """What the story has made so far, by its name."""

    made: dict[str, UUID] = field(default_factory=dict)

    def __getitem__(self, name: str) -> UUID:
        return self.made[name]

    def __setitem__(self, name: str, value: UUID) -> None:
        self.made[name] = value


Step = tuple[int, Callable[[Context, Cast], None]]
"""How many days ago something happened, and what."""

FIRMS = (
    (
        "Demo Snickerifabrik AB",
        18,
        "Snickerier i trä",
        "Fönster, dörrar och paneler i furu",
        "Alva Demonsson",
    ),
    ("Demo Fuktsensor AB", 7, "Sensorer", "Sensorer som mäter fukt i trä", "Bror Demonsson"),
    ("Demo Kuströkeri AB", 9, "Livsmedel", "Rökt sik och strömming", "Cajsa Demonsson"),
    ("Demo Bysoft AB", 5, "Programvara", "Digital bokning för landsbygdens besöksnäring", "Dag Demonsson"),
)
ABROAD = (
    ("Demo-Rantala (påhittad kommun)", "municipality", "FI", "demo-rantala"),
    ("Demo-Metsaküla (påhittad kommun)", "municipality", "EE", "demo-metsakyla"),
    ("Demo-Mežciems (påhittad kommun)", "municipality", "LV", "demo-mezciems"),
    ("Demo Puuklaster MTÜ", "association", "EE", "demo-puuklaster"),
    ("Demo Hajautus Oy", "foreign_partner", "FI", "demo-hajautus"),
    ("Demo Holzhandel GmbH", "foreign_partner", "DE", "demo-holzhandel"),
)
UNIVERSITIES = ("Mittuniversitetet", "Högskolan i Gävle")


def register(ctx: Context, cast: Cast) -> None:
    """Add those who are not in the register yet."""
    code = ctx.settings.municipality.code
    for name, employees, trade, products, contact in FIRMS:
        values = {
            "municipality": code,
            "country": "SE",
            "employees": employees,
            "trade": trade,
            "products": products,
        }
        cast[name] = _organisation(ctx, name, kind="company", **values)
        _contact(ctx, cast[name], contact)
    for name, kind, country, domain in ABROAD:
        email = f"info@{domain}.example"
        cast[name] = _organisation(ctx, name, kind=kind, country=country, email=email)
    for name in UNIVERSITIES:
        cast[name] = _organisation(ctx, name, kind="university", country="SE")
    own = next(iter(ctx.organisations.listed(kind="municipality", local=True)), None)
    place = ctx.settings.municipality.name
    cast["own"] = own.id if own else _organisation(ctx, place, kind="municipality", municipality=code)


def _organisation(ctx: Context, name: str, **values: object) -> UUID:
    found = ctx.organisations.find(name=name)
    return found.id if found else ctx.organisations.register(name, **values).id


def _contact(ctx: Context, organisation_id: UUID, name: str) -> None:
    if not any(person.email for person in ctx.people.at(organisation_id)):
        first = name.split(maxsplit=1)[0].lower()
        person = ctx.people.register(name, email=f"{first}@demonsson.example", language="sv")
        ctx.people.join(person.id, organisation_id, role="VD", is_main=True)
