"""Projects of a file: JSON with a list of them, or a spreadsheet with a row for each partner."""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from utblick.api import Invalid, TableRow, _, find_country, read_table

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "programme": ("Programme",),
    "period": ("Period", "Programming period"),
    "call_serial_number": ("Call serial number", "Call"),
    "project_id": ("Project ID", "Project number", "Project no"),
    "acronym": ("Project acronym", "Acronym"),
    "name_en": ("Project name in English", "Project name", "Name in English"),
    "name_sv": ("Project name in Swedish", "Projektnamn"),
    "description_en": ("Project description", "Description"),
    "specific_objective": ("Specific objective",),
    "theme": ("Theme", "Themes", "Thematic"),
    "start_date": ("Project start date", "Start date"),
    "end_date": ("Project end date", "End date"),
    "status": ("Project status", "Status"),
    "total_budget_eur": ("Total budget", "Total budget/expenditure", "Total budget EUR"),
    "eu_funding_eur": ("EU funding", "European Union funding", "EU funding EUR"),
    "website": ("Project website", "Website"),
    "partner_role": ("Partner role", "Role", "Lead partner/partner"),
    "partner_name": ("Partner name", "Name of partner", "Partner name in original language"),
    "partner_name_en": ("Partner name in English",),
    "partner_country": ("Partner country", "Country"),
    "partner_nuts3": ("Partner NUTS3", "NUTS3"),
    "partner_city": ("Partner city", "City", "Town"),
    "partner_legal_status": ("Legal status",),
    "partner_budget_eur": ("Partner budget", "Partner budget EUR"),
}
"""The columns of a spreadsheet by the names that keep.eu gives them."""

_STATES = {"ongoing": "ongoing", "closed": "closed", "planned": "planned", "finalised": "closed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPartner:
    """A partner as keep.eu tells of it."""

    name: str
    name_en: str = ""
    role: str = "partner"
    country: str = ""
    town: str = ""
    nuts: str = ""
    legal_status: str = ""
    budget: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProject:
    """A project as keep.eu tells of it."""

    number: str
    title: str
    title_en: str = ""
    acronym: str = ""
    programme: str = ""
    period: str = ""
    call_number: str = ""
    objective: str = ""
    themes: tuple[str, ...] = ()
    description: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    state: str = "planned"
    budget: Decimal | None = None
    grant: Decimal | None = None
    website: str = ""
    partners: tuple[KeptPartner, ...] = field(default=())


def projects_in(name: str, content: bytes) -> list[KeptProject]:
    """The projects of a file; raises `Invalid` when there are none to be read."""
    if name.lower().endswith(".json"):
        return _of_json(content)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"projects{Path(name).suffix.lower() or '.csv'}"
        path.write_bytes(content)
        return _of_rows(read_table(path, COLUMNS))


def _of_json(content: bytes) -> list[KeptProject]:
    try:
        said = json.loads(content)
        rows = said["projects"] if isinstance(said, dict) else said
        found = [_project(row, row.get("partners") or ()) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Invalid({"file": _("The file is not a list of projects in the form of keep.eu.")}) from None
    return [one for one in found if one.title]


def _of_rows(rows: Iterable[TableRow]) -> list[KeptProject]:
    """A project for all rows of one number or acronym, each row a partner."""
    grouped: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        values = {name: row.text(name) for name in COLUMNS}
        for name in ("start_date", "end_date"):
            try:
                values[name] = row.day(name)  # type: ignore[assignment]
            except ValueError:
                values[name] = None  # type: ignore[assignment]
        key = values["project_id"] or values["acronym"] or values["name_en"]
        if key:
            grouped.setdefault(f"{values['programme']}/{key}", []).append(values)
    if not grouped:
        raise Invalid({"file": _("No row has the number, the acronym or the name of a project.")})
    return [_project(several[0], list(_partners_of(several))) for several in grouped.values()]


def _partners_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row["partner_name"] or row["partner_name_en"]:
            yield {
                "name_original": row["partner_name"] or row["partner_name_en"],
                "name_en": row["partner_name_en"],
                "role": row["partner_role"],
                "country": row["partner_country"],
                "nuts3": row["partner_nuts3"],
                "city": row["partner_city"],
                "legal_status": row["partner_legal_status"],
                "budget_eur": row["partner_budget_eur"],
            }


def _project(row: Mapping[str, Any], partners: Iterable[Mapping[str, Any]]) -> KeptProject:
    themes = row.get("theme") or ()
    said = [part.strip() for part in themes.split(";")] if isinstance(themes, str) else list(themes)
    title_en = _text(row, "name_en")
    return KeptProject(
        number=_text(row, "project_id")[:60],
        title=(_text(row, "name_sv") or title_en or _text(row, "acronym"))[:300],
        title_en=title_en[:300],
        acronym=_text(row, "acronym")[:60],
        programme=_text(row, "programme")[:200],
        period=_text(row, "period").replace("-", "–")[:20],
        call_number=_text(row, "call_serial_number")[:20],
        objective=_text(row, "specific_objective")[:200],
        themes=tuple(str(one)[:80] for one in said if one),
        description=_text(row, "description_en")[:5000],
        starts_on=_day(row.get("start_date")),
        ends_on=_day(row.get("end_date")),
        state=_STATES.get(_text(row, "status").casefold(), "planned"),
        budget=_amount(row.get("total_budget_eur")),
        grant=_amount(row.get("eu_funding_eur")),
        website=_text(row, "website")[:300],
        partners=tuple(_partner(one) for one in partners),
    )


def _partner(row: Mapping[str, Any]) -> KeptPartner:
    country = find_country(_text(row, "country"))
    return KeptPartner(
        name=(_text(row, "name_original") or _text(row, "name_en"))[:200],
        name_en=_text(row, "name_en")[:200],
        role="lead" if _text(row, "role").casefold().startswith("lead") else "partner",
        country=country.code if country else "",
        town=_text(row, "city")[:100],
        nuts=_text(row, "nuts3")[:5],
        legal_status=_text(row, "legal_status").casefold()[:20],
        budget=_amount(row.get("budget_eur")),
    )


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value).strip() if value is not None else ""


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _amount(value: object) -> Decimal | None:
    written = str(value).replace("\xa0", "").replace(" ", "").removesuffix("EUR").strip("€")
    if written.count(",") == 1 and "." not in written:
        written = written.replace(",", ".")
    try:
        found = Decimal(written.replace(",", "")) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and found >= 0 else None
