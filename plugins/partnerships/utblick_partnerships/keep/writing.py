"""Projects as JSON and as a workbook, in the field names of keep.eu."""

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from utblick.api import neutral
from utblick_partnerships.keep.reading import COLUMNS

Row = Mapping[str, Any]


def as_json(projects: Sequence[Row]) -> bytes:
    """The projects with their partners, as keep.eu takes them."""
    return json.dumps({"projects": list(projects)}, ensure_ascii=False, indent=1, default=str).encode()


def as_xlsx(projects: Sequence[Row]) -> bytes:
    """A row for each partner, with the project's own columns in front; cells are safe in a spreadsheet."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Projects")
    names = list(COLUMNS)
    sheet.append([COLUMNS[name][0] for name in names])
    for project in projects:
        for partner in project["partners"] or [{}]:
            sheet.append([_cell(_value(name, project, partner)) for name in names])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


_PARTNER = {
    "partner_role": "role",
    "partner_name": "name_original",
    "partner_name_en": "name_en",
    "partner_country": "country",
    "partner_nuts3": "nuts3",
    "partner_city": "city",
    "partner_legal_status": "legal_status",
    "partner_budget_eur": "budget_eur",
}


def _value(name: str, project: Row, partner: Row) -> Any:
    return partner.get(_PARTNER[name]) if name in _PARTNER else project.get(name)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(value)
    return neutral(value) if isinstance(value, str) else value
